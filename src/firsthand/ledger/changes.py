"""Which reports' claims may have changed since a moment, told by the custody log."""

from __future__ import annotations

import sqlalchemy as sa

from firsthand.ledger import custody, schema


def touched(connection: sa.Connection, since: tuple[int, str]) -> frozenset[str] | None:
    """The ids of reports that were added, coded again or decided on (they or a claim of theirs) after an entry.

    ``since`` is the entry's number and seal (``Ledger.head``). None if this log does not go on from it: it is
    another ledger's, or the ledger was put back.
    """
    number, seal = since
    log, decided, views = schema.custody.c, schema.decisions.c, schema.views.c
    if number:
        known = connection.execute(sa.select(log.seal).where(log.number == number)).scalar()
        if known != seal:
            return None
    elif seal != custody.FIRST:
        return None
    stored = sa.select(log.subject).where(log.number > number, log.action.in_(("added", "recoded")))
    reports = sa.select(decided.target_id).where(decided.number > number, decided.target_type == "report")
    claims = (
        sa.select(views.report_id)
        .select_from(schema.decisions.join(schema.views, views.claim_id == decided.target_id))
        .where(decided.number > number, decided.target_type == "claim")
    )
    every = sa.union(stored, reports, claims)
    return frozenset(str(one) for one in connection.execute(every).scalars())
