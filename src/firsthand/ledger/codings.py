"""Later codings of a report: stored beside the first, in one transaction with their entry in the custody log."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from firsthand.ledger import custody, recoding, rows, schema, writing
from firsthand.ledger.decisions import Decision
from firsthand.ledger.review import ALL
from firsthand.records import Claim


def coding_now(connection: sa.Connection, report_id: str) -> tuple[list[Claim], list[Claim]]:
    """The machine's claims of a report that stand, and the claims that people added to it."""
    ids = writing.current_coding(connection, report_id)
    query = sa.select(schema.claims.c.claim_id, schema.claims.c.json).where(schema.claims.c.report_id == report_id)
    stored = {str(row[0]): str(row[1]) for row in connection.execute(query)}
    v = schema.views.c
    own = sa.select(v.json).where(v.report_id == report_id, v.view == ALL, v.claim_id.not_in(list(stored)))
    added = [Claim.model_validate_json(row) for row in connection.execute(own).scalars()]
    return [Claim.model_validate_json(stored[one]) for one in ids], added


def changes_of(
    connection: sa.Connection, report_id: str, coded: Sequence[Claim], decisions: Sequence[Decision]
) -> list[recoding.Change]:
    """What a newer coding changes in a report, and what it must leave alone."""
    machine, added = coding_now(connection, report_id)
    made = frozenset(claim.claim_id for claim in added)
    decided = recoding.decided_on(decisions, [claim.claim_id for claim in machine]) | made
    distinct = list({claim.claim_id: claim for claim in coded}.values())
    found = recoding.compare([*machine, *added], distinct, decided)
    # what people added is in no coding: it is neither gone nor the same, and only keeps a newer claim out
    return [one for one in found if one.before is None or one.before.claim_id not in made or one.kind == "changed"]


def recode(
    connection: sa.Connection, report_id: str, coded: Sequence[Claim], tool: str, decisions: Sequence[Decision]
) -> list[recoding.Change]:
    """Store a newer coding of a report. The claims of the older stay in the ledger, and in the log."""
    found = changes_of(connection, report_id, coded, decisions)
    if all(one.kind == "same" or one.kept for one in found):
        return found
    before = writing.current_coding(connection, report_id)
    stands = [one.stands for one in found]
    ids = list(dict.fromkeys(claim.claim_id for claim in stands if claim is not None))
    older = {one.before.claim_id for one in found if one.before is not None}
    known = set(connection.execute(
        sa.select(schema.claims.c.claim_id).where(schema.claims.c.report_id == report_id)
    ).scalars())  # fmt: skip
    ids = [one for one in ids if one in known or one not in older]  # what people added is in no coding
    number, at = writing.head(connection)[0] + 1, writing.now()
    row = {"number": number, "report_id": report_id, "at": at, "tool": tool, "claims": rows.packed(ids)}
    fresh = [
        rows.claim_row(claim, ids.index(claim.claim_id), number)
        for claim in stands
        if claim is not None and claim.claim_id in ids and claim.claim_id not in known
    ]
    connection.execute(schema.codings.insert(), row)
    if fresh:
        connection.execute(schema.claims.insert(), fresh)
    fresh.sort(key=lambda one: int(one["position"]))  # the order in which verify reads them
    writing.log(connection, "recoded", report_id, custody.content_of(row, fresh), at)
    writing.refresh(connection, [*before, *ids])
    return found
