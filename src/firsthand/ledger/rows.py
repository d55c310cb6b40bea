"""Records to rows of the tables and back. Pure."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from firsthand.ledger.decisions import FOR_EVERYONE, Decision
from firsthand.ledger.review import ALL, MACHINE, Reviewed, apply, view_of
from firsthand.linking.names import folded
from firsthand.records import Claim, Report, When

ABOUT = (
    "published", "publisher", "url", "title", "author", "language", "published_stated", "published_precision",
    "published_from",
)  # fmt: skip
LONG_DAYS = 31
LONGEST_NAMES = 600  # letters of a column of names, a byte each: an index takes 2,700, and has three of these; 20 names
ADDED_AFTER = 1_000_000  # position of claims that people added: after the machine's, in the order of the text


def packed(value: Any) -> str:
    """A value as JSON, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def report_of(row: Mapping[Any, Any]) -> Report:
    """The report that a row keeps."""
    return Report(text=row["text"], origin=row["origin"], **json.loads(row["about"]))


def claim_row(claim: Claim, position: int, coding: int | None = None) -> dict[str, Any]:
    """A claim as the machine coded it."""
    return {
        "claim_id": claim.claim_id,
        "report_id": claim.report_id,
        "position": position,
        "event_type": claim.event_type,
        "stance": claim.stance,
        "start": claim.when.start if claim.when else None,
        "end": claim.when.end if claim.when else None,
        "geonameid": claim.where.geonameid if claim.where else None,
        "country": claim.where.country if claim.where else None,
        "json": claim.as_json(),
        "coding": coding,
    }


def decision_row(decision: Decision) -> dict[str, Any]:
    """A decision; what it sets is JSON."""
    row = decision.model_dump()
    return {**row, "value": None if decision.value is None else packed(decision.value)}


def decision_of(row: Mapping[Any, Any]) -> Decision:
    """The decision that a row keeps."""
    return Decision.model_validate({**row, "value": None if row["value"] is None else json.loads(row["value"])})


def view_rows(
    claim: Claim, position: int, decisions: Sequence[Decision] = (), added_by: str | None = None
) -> list[dict[str, Any]]:
    """How a claim stands in every view that has a row of its own."""
    common = [one for one in decisions if one.action in (*FOR_EVERYONE, "undo")]
    coders = dict.fromkeys(one.coder for one in decisions if one.action not in (*FOR_EVERYONE, "undo"))
    touched = bool(coders) or added_by is not None
    found = [_view_row(ALL, apply(claim, decisions, added_by=added_by), claim, position)]
    if touched and added_by is None:
        found.append(_view_row(MACHINE, apply(claim, common), claim, position))
    for coder in dict.fromkeys([*([added_by] if added_by else []), *coders]):
        seen = apply(claim, decisions, coder, added_by if coder == added_by else None)
        found.append(_view_row(view_of(coder), seen, claim, position))
    own = claim.as_json() if added_by else None  # no row of claims has it
    return [{**row, "untouched": int(not touched), "json": row["json"] or own} for row in found]


def _view_row(view: str, seen: Reviewed, machine: Claim, position: int) -> dict[str, Any]:
    claim = seen.claim
    where, when = claim.where, claim.when
    killed = [one.low or 0 for one in claim.harm if one.outcome == "killed" and one.unit == "person"]
    state = {
        "corrected": seen.corrected, "by": seen.by, "added_by": seen.added_by, "replaced_by": seen.replaced_by,
        "disputed": seen.disputed, "assigned": seen.assigned, "comments": seen.comments,
    }  # fmt: skip
    return {
        "claim_id": claim.claim_id,
        "view": view,
        "report_id": claim.report_id,
        "position": position,
        "status": seen.status,
        "event_type": claim.event_type,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "lengthy": int(lengthy(when)),
        "geonameid": where.geonameid if where else None,
        "country": where.country if where else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "killed": max(killed, default=0),
        "confidence": claim.confidence,
        "place": bars([where.name, where.text, where.admin1] if where else []),
        "actors": bars([name for actor in claim.actors for name in (actor.name, actor.text)]),
        "origin": bars([claim.attribution[-1].source] if claim.attribution else []),
        "assigned": bars(seen.assigned, fold=False),
        "disputed": int(bool(seen.disputed)),
        "sensitive": int(seen.sensitive),
        "state": packed({name: value for name, value in state.items() if value}),
        "json": None if claim == machine else claim.as_json(),
    }


def reviewed_of(row: Mapping[Any, Any]) -> Reviewed:
    """The reviewed claim that a row of a view keeps; ``machine`` is the column of the claim as coded."""
    state: dict[str, Any] = json.loads(row["state"])
    lists: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in state.items()}
    claim = Claim.model_validate_json(row["json"] or row["machine"])
    return Reviewed(claim=claim, status=row["status"], sensitive=bool(row["sensitive"]), **lists)


def lengthy(when: When | None) -> bool:
    """Can this time not be found by its start alone: is an end open, or are they over 31 days apart?

    >>> lengthy(When(start="2024-03-01", end="2024-03-31")), lengthy(When(start="2024-03-01")), lengthy(None)
    (False, True, True)
    """
    if when is None or when.start is None or when.end is None:
        return True
    try:
        return (
            datetime.date.fromisoformat(when.end[:10]) - datetime.date.fromisoformat(when.start[:10])
        ).days > LONG_DAYS
    except ValueError:
        return True


def bars(names: Sequence[str | None], fold: bool = True) -> str:
    """Names between bars, so that a whole name or a part of one can be looked for; what is too many is left out.

    >>> bars(["Gao", None, "The Gao Front"])
    '|gao|gao front|'
    """
    plain = [name for name in dict.fromkeys(folded(name) if fold else name for name in names if name) if name]
    while plain and fold and sum(map(len, plain)) + len(plain) >= LONGEST_NAMES:
        plain.pop()
    return "".join(f"|{name}" for name in plain) + "|" if plain else ""
