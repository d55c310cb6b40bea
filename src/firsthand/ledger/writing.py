"""What is written in one transaction together: rows, their entry in the custody log, and the views made from them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from firsthand.errors import LedgerError
from firsthand.ledger import custody, rows, schema, tallies
from firsthand.ledger.decisions import Decision, check, standing
from firsthand.ledger.review import apply, check_event_field, person_made, spans_fit, with_field
from firsthand.records import Claim, digest


def now() -> str:
    """This second, UTC."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def head(connection: sa.Connection) -> tuple[int, str]:
    """Number and seal of the last entry of the custody log."""
    log = schema.custody
    last = connection.execute(sa.select(log.c.number, log.c.seal).order_by(log.c.number.desc()).limit(1)).first()
    return (int(last[0]), str(last[1])) if last else (0, custody.FIRST)


def log(connection: sa.Connection, action: str, subject: str, content: str, at: str | None = None) -> int:
    """Append an entry to the custody log; its number."""
    number, previous = head(connection)
    entry = custody.entry(number + 1, at or now(), action, subject, content, previous)
    connection.execute(schema.custody.insert(), entry)
    return number + 1


def decisions_on(connection: sa.Connection, targets: Iterable[str]) -> list[Decision]:
    """All decisions on these targets, in order."""
    table = schema.decisions
    query = sa.select(table).where(table.c.target_id.in_(list(targets))).order_by(table.c.number)
    return [rows.decision_of(row) for row in connection.execute(query).mappings()]


def current_coding(connection: sa.Connection, report_id: str) -> list[str]:
    """The ids of the machine's claims of a report that stand, in order: those of its last coding."""
    c = schema.codings.c
    last = sa.select(c.claims).where(c.report_id == report_id).order_by(c.number.desc()).limit(1)
    found = connection.execute(last).scalar()
    if found is not None:
        return [str(one) for one in json.loads(found)]
    first = sa.select(schema.claims.c.claim_id).where(schema.claims.c.report_id == report_id)
    return [str(one) for one in connection.execute(first.order_by(schema.claims.c.position)).scalars()]


def creator(connection: sa.Connection, claim_id: str) -> Decision | None:
    """The decision that brought a claim, if a person did and it is not undone."""
    d = schema.decisions.c
    text = d.value.contains(f'"claim_id":"{claim_id}"', autoescape=True)
    query = sa.select(schema.decisions).where(d.action.in_(("add", "split")), text).order_by(d.number.desc())
    for row in connection.execute(query).mappings():
        made = rows.decision_of(row)
        if any(one.decision_id == made.decision_id for one in standing(decisions_on(connection, [made.target_id]))):
            return made
    return None


def made_by(decision: Decision) -> list[Claim]:
    """The claims that a decision brings."""
    split = decision.action == "split" and decision.target_type == "claim"
    values = decision.value if split else [decision.value] if decision.action == "add" else []
    return [Claim.model_validate(one) for one in values]


def views_of(connection: sa.Connection, claim_id: str) -> list[dict[str, Any]]:
    """The rows that ``views`` should hold for a claim."""
    query = sa.select(schema.claims.c.json, schema.claims.c.report_id).where(schema.claims.c.claim_id == claim_id)
    found = connection.execute(query).first()
    about = decisions_on(connection, [claim_id])
    if found is not None:
        claim = Claim.model_validate_json(found[0])
        standing_ids = current_coding(connection, found[1])
        if claim_id not in standing_ids:
            return []
        position = standing_ids.index(claim_id)
        shared = _assigned(connection, claim.report_id)
        return rows.view_rows(claim, position, [*shared, *about])
    made = creator(connection, claim_id)
    if made is None:
        return []
    claim = next(one for one in made_by(made) if one.claim_id == claim_id)
    at = claim.trigger.span.start if claim.trigger.span else 0
    shared = _assigned(connection, claim.report_id)
    return rows.view_rows(claim, rows.ADDED_AFTER + at, [*shared, *about], made.coder)


def _assigned(connection: sa.Connection, report_id: str) -> list[Decision]:
    """Work shared out by report counts for each of its claims."""
    return [one for one in decisions_on(connection, [report_id]) if one.action in ("assign", "undo")]


def refresh(connection: sa.Connection, claim_ids: Iterable[str]) -> None:
    """Make the views of these claims again."""
    for claim_id in dict.fromkeys(claim_ids):
        which = schema.views.c.claim_id == claim_id
        before = connection.execute(sa.select(schema.views).where(which)).mappings().all()
        connection.execute(schema.views.delete().where(which))
        fresh = views_of(connection, claim_id)
        if fresh:
            connection.execute(schema.views.insert(), fresh)
        tallies.changed(connection, before, fresh)


def append(
    connection: sa.Connection, coder: str, target_type: str, target_id: str, action: str, field: str | None, value: Any,
    reason: str | None,
) -> Decision:  # fmt: skip
    """Store a decision and make what it touches again. Raises ``LedgerError`` if it cannot be one."""
    coder = coder.strip()
    check(coder, target_type, target_id, action, field, value)
    value = _completed(connection, coder, target_type, target_id, action, field, value)
    number, at = head(connection)[0] + 1, now()
    content = (str(number), at, coder, target_type, target_id, action, field, rows.packed(value), reason)
    decision = Decision.model_validate({
        "decision_id": digest("decision", *content), "at": at, "coder": coder, "target_type": target_type,
        "target_id": target_id, "action": action, "field": field, "value": value, "reason": reason, "number": number,
    })  # fmt: skip
    row = rows.decision_row(decision)
    connection.execute(schema.decisions.insert(), row)
    log(connection, "decided", decision.decision_id, custody.content_of_row(row), at)
    refresh(connection, _touched(connection, decision))
    return decision


def _touched(connection: sa.Connection, decision: Decision) -> list[str]:
    """The claims whose views a decision changes."""
    if decision.action == "undo":
        return _touched(connection, _decision(connection, str(decision.value)))
    made = [one.claim_id for one in made_by(decision)]
    if decision.target_type == "claim":
        return [decision.target_id, *made]
    if decision.target_type == "report" and decision.action == "assign":
        v = schema.views.c
        made += connection.execute(sa.select(v.claim_id).where(v.report_id == decision.target_id).distinct()).scalars()
    return made


def _decision(connection: sa.Connection, decision_id: str) -> Decision:
    query = sa.select(schema.decisions).where(schema.decisions.c.decision_id == decision_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise LedgerError(f"there is no decision {decision_id}; firsthand review log lists them")
    return rows.decision_of(row)


def claim_now(connection: sa.Connection, claim_id: str) -> tuple[Claim, list[Decision]]:
    """A claim as it was before decisions, and the decisions. Raises ``LedgerError`` if there is none."""
    query = sa.select(schema.claims.c.json).where(schema.claims.c.claim_id == claim_id)
    found = connection.execute(query).scalar()
    if found is not None:
        return Claim.model_validate_json(found), decisions_on(connection, [claim_id])
    made = creator(connection, claim_id)
    if made is None:
        raise LedgerError(f"there is no claim {claim_id} in the ledger")
    return next(one for one in made_by(made) if one.claim_id == claim_id), decisions_on(connection, [claim_id])


def report_text(connection: sa.Connection, report_id: str) -> str:
    """The text of a report. Raises ``LedgerError`` if there is none."""
    text = connection.execute(sa.select(schema.reports.c.text).where(schema.reports.c.report_id == report_id)).scalar()
    if text is None:
        raise LedgerError(f"there is no report {report_id} in the ledger")
    return str(text)


def _completed(
    connection: sa.Connection, coder: str, target_type: str, target_id: str, action: str, field: str | None, value: Any
) -> Any:
    """The decision's value, checked against what it is about; claims that people make get their ids."""
    if action == "undo":
        undone = _decision(connection, str(value))
        if undone.target_id != target_id:
            raise LedgerError(f"decision {value} is about {undone.target_id}, not about {target_id}")
    if target_type == "report":
        text = report_text(connection, target_id)
        if action == "add":
            return person_made(coder, target_id, value, lambda: text).as_dict()
    if target_type == "event" and field is not None:
        check_event_field(target_id, field, value)
    if target_type == "event" and action in ("split", "merge"):
        for claim_id in value if action == "merge" else [one for group in value for one in group]:
            claim_now(connection, claim_id)
    if target_type == "pair":
        for claim_id in target_id.split("+"):
            claim_now(connection, claim_id)
    if target_type != "claim" or action == "undo":
        return True if action == "sensitive" and value is None else value
    claim, before = claim_now(connection, target_id)
    if action == "split":
        if not isinstance(value, list) or len(value) < 2:
            raise LedgerError("split of a claim needs a list of two or more claims")
        text = report_text(connection, claim.report_id)
        parts = [person_made(coder, claim.report_id, {**claim.as_dict(), **dict(x)}, lambda: text) for x in value]
        if len({part.claim_id for part in parts}) < len(parts):
            raise LedgerError("the parts of a split must differ")
        return [part.as_dict() for part in parts]
    if action == "merge":
        other, _ = claim_now(connection, str(value))
        if other.claim_id == target_id or other.report_id != claim.report_id:
            raise LedgerError("a claim is merged with another claim of the same report; give that one's id")
    if field is not None:
        for seen in (apply(claim, before).claim, apply(claim, before, coder).claim):
            changed = with_field(seen, field, value)
            fault = spans_fit(changed, report_text(connection, claim.report_id))
            if fault is not None and fault.split(".")[0] == field.split(".")[0]:
                raise LedgerError(f"claim {target_id}: {fault}; give the words as they stand in the report")
    return True if action == "sensitive" and value is None else value
