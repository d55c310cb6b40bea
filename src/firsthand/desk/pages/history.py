"""What was decided on a claim or event, by whom and when; undone decisions struck out."""

from __future__ import annotations

import json
from typing import Any

from firsthand.desk.accounts import Person
from firsthand.desk.marks import plain
from firsthand.desk.pages.parts import box, text
from firsthand.desk.work import Work
from firsthand.exports import words
from firsthand.ledger import Decision


def _said(value: Any) -> str:
    """A decision's value in a few words: of records the names and figures, of lists of records those of each."""
    if isinstance(value, dict):
        figure = words.count(value.get("low"), value.get("high")) if "low" in value else None
        named = [value.get("outcome"), figure, *(value.get(name) for name in ("who", "source", "name", "start"))]
        end = value.get("end") if value.get("end") != value.get("start") else None
        named += [end and f"to {end}", value.get("precision"), value.get("role")]
        return " ".join(str(one) for one in named if one) or str(value.get("text") or "") or "nothing"
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return "; ".join(map(_said, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def told(decision: Decision) -> str:
    """A decision in words."""
    value = "" if decision.value is None else _said(decision.value)
    if decision.action in ("split", "merge") and decision.target_type == "claim":
        value = f"into {len(decision.value)} claims" if decision.action == "split" else "with another claim"
    if decision.action == "sensitive":
        return "marked as sensitive" if decision.value else "marked as not sensitive"
    short = value if len(value) < 160 else value[:157] + "…"
    parts = [
        decision.action.replace("_", " "),
        decision.field or "",
        short,
        f"“{decision.reason}”" if decision.reason else "",
    ]
    return plain(" ".join(part for part in parts if part))


def show_history(work: Work, person: Person, *targets: str) -> bool:
    """The decisions on these targets, as far as this person sees them: blind, only their own; a reader, none, for a
    decision can name a source. Says whether there are any."""
    if not person.may_code:
        return False
    own = work.view(person.name)
    found = [one for target in targets for one in work.ledger.decisions(target_id=target)]
    found = sorted((one for one in found if own is None or one.coder == own), key=lambda one: one.number)
    if not found:
        return False
    undone = {str(one.value) for one in found if one.action == "undo"}
    text("Decisions", "soft", "h3").style("margin-top:12px")
    with box("history", "ol"):
        for one in reversed(found):
            if one.action == "undo":
                continue
            with box("undone" if one.decision_id in undone else "", "li"):
                text(one.coder, "what")
                text(f" {told(one)} ")
                text(one.at.replace("T", " ").removesuffix("Z") + " UTC", "soft")
    return True
