"""How a claim stands after people's decisions. Pure: claims and decisions in, reviewed claims out."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from firsthand.errors import LedgerError
from firsthand.ledger.decisions import FOR_EVERYONE, Decision, standing
from firsthand.records import Claim, Event

Status = Literal["unreviewed", "accepted", "corrected", "rejected"]
MACHINE, ALL = "machine", "all"
EVENT_FIELDS = ("event_type", "actors", "when", "where", "harm")  # the rest of an event follows from its claims
FIXED = ("claim_id", "report_id", "schema")  # what no correction may touch


@dataclass(frozen=True)
class Reviewed:
    """A claim with the corrections applied, and what was decided about it."""

    claim: Claim
    status: Status = "unreviewed"
    corrected: tuple[str, ...] = ()  # fields that people set
    by: tuple[str, ...] = ()  # the coders who decided
    added_by: str | None = None  # who added it, if a person did
    replaced_by: tuple[str, ...] = ()  # the claims that stand for it after a split or a merge
    disputed: tuple[str, ...] = ()  # fields (or "status") that coders set differently, and nobody adjudicated
    assigned: tuple[str, ...] = ()
    sensitive: bool = False
    comments: tuple[str, ...] = ()


def view_of(coder: str | None) -> str:
    """The view that a coder sees, blind to the others; None: everyone's."""
    return ALL if coder is None else f"coder:{coder}"


def with_field(claim: Claim, field: str, value: Any) -> Claim:
    """The claim with one field set: a name, or a path such as ``harm.0.high`` or ``where.name``.

    Raises ``LedgerError`` if there is no such field, or the value does not fit it.
    """
    row = claim.as_dict()
    steps = field.split(".")
    if steps[0] not in row or steps[0] in FIXED:
        raise LedgerError(f"claim {claim.claim_id}: there is no field '{field}' to correct; use event_type, when, ...")
    at: Any = row
    try:
        for step in steps[:-1]:
            if isinstance(at, dict) and at[step] is None:
                at[step] = {}  # the report does not say where: the person sets where.name
            at = at[int(step)] if isinstance(at, list) else at[step]
        if isinstance(at, list):
            at[int(steps[-1])] = copy.deepcopy(value)
        else:
            at[steps[-1]] = copy.deepcopy(value)
        return Claim.model_validate(row)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise LedgerError(f"claim {claim.claim_id}: {field} cannot be {value!r} ({_why(error)})") from error


def _why(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3])
    return "there is no such field" if isinstance(error, LookupError) else str(error)


def spans_fit(claim: Claim, text: str) -> str | None:
    """The first place where words and span of a claim do not fit the report's text; None if all do."""
    for path, value in _phrases(claim.as_dict()):
        start, end = value["span"]
        if not 0 <= start <= end <= len(text):
            return f"{path}.span {start}-{end} is outside the report's {len(text)} characters"
        if value.get("text") is not None and text[start:end] != value["text"]:
            return f"{path}.text is not what stands at {start}-{end}"
    return None


def _phrases(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, Mapping):
        if value.get("span") is not None and "cue" not in value:
            yield path, dict(value)
        for name, one in value.items():
            yield from _phrases(one, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _phrases(one, f"{path}.{number}")


def apply(
    claim: Claim, decisions: Sequence[Decision], coder: str | None = None, added_by: str | None = None
) -> Reviewed:
    """A claim after the decisions about it: everyone's, or one coder's own.

    The last decision counts, field by field; an adjudication outranks every other decision, earlier or later.
    """
    common = [one for one in standing(decisions) if one.action in FOR_EVERYONE]
    own = _readings(decisions, coder)
    settled = [one for one in own if one.action == "adjudicate"]
    final, status, corrected, replaced = _read(claim, [one for one in own if one.action != "adjudicate"])
    for one in settled:
        if one.field:
            final = _set(final, one)
            corrected = [*corrected, one.field]
    if corrected and status != "rejected":
        status = "corrected"
    for one in settled:
        if not one.field:
            status = "rejected" if one.value == "reject" else "corrected" if corrected else "accepted"
        elif status == "rejected":
            status = "corrected"
    if status == "unreviewed" and added_by:
        status = "accepted"
    sensitive = [one for one in common if one.action == "sensitive"]
    return Reviewed(
        claim=final,
        status=status,
        corrected=tuple(dict.fromkeys(corrected)),
        by=tuple(dict.fromkeys([*([added_by] if added_by else []), *(one.coder for one in own)])),
        added_by=added_by,
        replaced_by=tuple(replaced),
        disputed=tuple(differences(claim, own)) if coder is None else (),
        assigned=tuple(dict.fromkeys(str(one.value) for one in common if one.action == "assign")),
        sensitive=bool(sensitive) and sensitive[-1].value is not False,
        comments=tuple(one.reason or str(one.value or "") for one in common if one.action == "comment"),
    )


def _readings(decisions: Sequence[Decision], coder: str | None) -> list[Decision]:
    """The decisions that are a reading of the claim: all, or those of one coder, who adjudicates nothing alone."""
    if coder is None:
        return [one for one in standing(decisions) if one.action not in FOR_EVERYONE]
    own = standing(one for one in decisions if one.coder == coder)
    return [one for one in own if one.action not in (*FOR_EVERYONE, "adjudicate")]


def _read(claim: Claim, decisions: Sequence[Decision]) -> tuple[Claim, Status, list[str], list[str]]:
    status: Status = "unreviewed"
    corrected: list[str] = []
    replaced: list[str] = []
    for one in decisions:
        if one.action == "correct" and one.field:
            claim = _set(claim, one)
            corrected.append(one.field)
            status = "corrected"
        elif one.action == "accept":
            status, replaced = ("corrected" if corrected else "accepted"), []
        elif one.action in ("reject", "split", "merge"):
            status = "rejected"
            replaced = replacements(one)
    return claim, status, corrected, replaced


def _set(claim: Claim, decision: Decision) -> Claim:
    """The claim with a correction; one that has lost its ground (what it built on was undone) changes nothing."""
    try:
        return with_field(claim, decision.field or "", decision.value)
    except LedgerError:
        return claim


def replacements(decision: Decision) -> list[str]:
    """The ids of the claims that a split or a merge leaves in the place of its claim."""
    if decision.action == "split":
        return [str(one["claim_id"]) for one in decision.value]
    return [str(decision.value)] if decision.action == "merge" else []


def differences(claim: Claim, readings: Sequence[Decision]) -> list[str]:
    """The fields on which two or more coders' readings differ, and that nobody adjudicated; "status" among them."""
    coders = dict.fromkeys(one.coder for one in readings if one.action != "adjudicate")
    if len(coders) < 2:
        return []
    read = [_read(claim, [x for x in readings if x.coder == who and x.action != "adjudicate"]) for who in coders]
    settled = {(one.field or "status").split(".")[0] for one in readings if one.action == "adjudicate"}
    found = [] if len({status == "rejected" for _, status, _, _ in read}) == 1 else ["status"]
    rows = [one.as_dict() for one, status, _, _ in read if status != "rejected"]
    found += [name for name in (rows[0] if rows else ()) if any(row[name] != rows[0][name] for row in rows)]
    return [name for name in found if name not in settled and not ("status" in settled and name == "status")]


def check_event_field(event_id: str, field: str, value: Any) -> None:
    """Can this field of an event be set to this? Raises ``LedgerError`` if not."""
    if field not in EVENT_FIELDS:
        raise LedgerError(f"event {event_id}: '{field}' cannot be corrected; use one of {', '.join(EVENT_FIELDS)}")
    try:
        Event.model_validate({"event_id": event_id, "event_type": "attack", field: value})
    except ValidationError as error:
        raise LedgerError(f"event {event_id}: {field} cannot be {value!r} ({_why(error)})") from error


def person_made(coder: str, report_id: str, value: Any, where: Callable[[], str]) -> Claim:
    """A claim that a person added, with an id of its own. Raises ``LedgerError`` if it is no claim."""
    if not isinstance(value, Mapping):
        raise LedgerError("a claim is added as an object with event_type, trigger, quote, ...; see docs/contract.md")
    row = {name: one for name, one in value.items() if name not in FIXED}
    try:
        claim = Claim.model_validate({**row, "report_id": report_id})
    except ValidationError as error:
        raise LedgerError(f"that is no claim ({_why(error)}); see docs/contract.md") from error
    if (fault := spans_fit(claim, where())) is not None:
        raise LedgerError(f"report {report_id}: {fault}; give the words as they stand in the report")
    return claim.identified(f"person {coder}")
