"""A ledger made by an older firsthand, brought to today's schema in one transaction; nothing sealed is changed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from firsthand.ledger import custody, engines, rows, schema, search, tallies, writing
from firsthand.records import Claim

TOGETHER = 500  # claims of which views are made at once
WHOLE = sorted(
    (one for one in schema.views.indexes if {*schema.ASKED} <= {column.name for column in one.columns}),
    key=lambda one: str(one.name),
)


def create(connection: sa.Connection) -> None:
    """Make a new ledger's tables, if another process has not just made them."""
    schema.metadata.create_all(connection)
    search.create(connection)
    if connection.execute(sa.select(schema.meta.c.key)).first() is None:
        connection.execute(schema.meta.insert(), {"key": "schema", "value": schema.VERSION})
        writing.log(connection, "created", "ledger", custody.sha256(schema.VERSION.encode()))


def version(connection: sa.Connection) -> str | None:
    """The schema that a ledger is of."""
    return connection.execute(sa.select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()


def upgrade(connection: sa.Connection) -> None:
    """Take the steps from the ledger's schema to today's; none if it is there already, or is unknown."""
    while (step := STEPS.get(before := version(connection) or "")) is not None:
        following, take = step
        take(connection)
        connection.execute(schema.meta.update().where(schema.meta.c.key == "schema").values(value=following))
        writing.log(connection, "upgraded", f"{before} to {following}", custody.sha256(following.encode()))


def _from_1(connection: sa.Connection) -> None:
    """Decisions, later codings and views come; reports get their headers, claims the number of their coding."""
    connection.execute(sa.text("ALTER TABLE reports ADD COLUMN headers TEXT"))
    connection.execute(sa.text("ALTER TABLE claims ADD COLUMN coding INTEGER"))
    schema.metadata.create_all(connection)
    search.create(connection)
    for index in schema.custody.indexes:
        index.create(connection)
    added = sa.select(schema.custody.c.number, schema.reports.c.text).join(
        schema.reports, schema.custody.c.subject == schema.reports.c.report_id
    )
    for number, text in connection.execute(added.where(schema.custody.c.action == "added")).all():
        search.index(connection, [(int(number), str(text))])


def _from_2(connection: sa.Connection) -> None:
    """Views get what pages of millions of claims need; they are made again of claims and decisions, and counted.

    A ledger that was made while schema 2 was in the making may lack a column of views; so it gets that too.
    """
    schema.views.drop(connection)
    schema.metadata.create_all(connection)
    decided, c = schema.decisions.c, schema.claims.c
    special = {str(one) for one in connection.execute(sa.select(decided.target_id).distinct()).scalars()}
    special |= {str(one) for one in connection.execute(sa.select(schema.codings.c.report_id).distinct()).scalars()}
    ids = connection.execute(sa.select(c.claim_id, c.report_id, c.position).order_by(c.report_id, c.position)).all()
    for start in range(0, len(ids), TOGETHER):
        part = ids[start : start + TOGETHER]
        texts = sa.select(c.claim_id, c.json).where(c.claim_id.in_([one[0] for one in part]))
        json = {str(claim_id): str(text) for claim_id, text in connection.execute(texts)}
        fresh: list[dict[str, Any]] = []
        for claim_id, report_id, position in part:
            if claim_id in special or report_id in special:
                fresh += _made(functools.partial(writing.views_of, connection, claim_id))
            else:
                fresh += _made(functools.partial(_untouched, json[claim_id], int(position)))
        engines.insert(connection, schema.views, fresh)
    bringing = sa.select(schema.decisions).where(decided.action.in_(("add", "split")))
    made = [one for row in connection.execute(bringing).mappings() for one in writing.made_by(rows.decision_of(row))]
    for claim_id in sorted({claim.claim_id for claim in made}):
        engines.insert(connection, schema.views, writing.views_of(connection, claim_id))
    tallies.remake(connection)


def _from_3(connection: sa.Connection) -> None:
    """The index of tolls got days; the next step makes it anew."""


def _from_4(connection: sa.Connection) -> None:
    """Indices get all that pages are filtered, sorted and counted by, and a sample gets one."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '256MB'")  # a server has 64 by itself
    for index in WHOLE:
        index.drop(connection, checkfirst=True)
        index.create(connection)


def _untouched(json: str, position: int) -> list[dict[str, Any]]:
    return rows.view_rows(Claim.model_validate_json(json), position)


def _made(views: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """A claim that was damaged gets none: the ledger must open, so that ``verify`` can say where."""
    try:
        return views()
    except ValueError:
        return []


STEPS: dict[str, tuple[str, Callable[[sa.Connection], None]]] = {
    "1": ("2", _from_1),
    "2": ("3", _from_2),
    "3": ("4", _from_3),
    "4": ("5", _from_4),
}
