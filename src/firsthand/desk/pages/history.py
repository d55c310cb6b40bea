"""What was decided on a claim or event, by whom and when; undone decisions struck out."""

from __future__ import annotations

import json

from firsthand.desk.accounts import Person
from firsthand.desk.marks import plain
from firsthand.desk.pages.parts import box, text
from firsthand.desk.work import Work
from firsthand.ledger import Decision


def told(decision: Decision) -> str:
    """A decision in words."""
    value = "" if decision.value is None else json.dumps(decision.value, ensure_ascii=False)
    if isinstance(decision.value, dict):
        named = [decision.value.get(name) for name in ("name", "start", "end", "precision", "text")]
        value = " ".join(str(one) for one in named if one) or value
    elif isinstance(decision.value, str):
        value = decision.value
    short = value if len(value) < 120 else value[:117] + "…"
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
                text(one.at.replace("T", " ").removesuffix("Z"), "soft")
    return True
