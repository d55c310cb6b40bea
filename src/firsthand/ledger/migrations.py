"""A ledger made by an older firsthand, brought to today's schema in one transaction; nothing sealed is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from firsthand.ledger import custody, rows, schema, search, writing
from firsthand.records import Claim


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
        search.index(connection, int(number), str(text))
    claims = connection.execute(sa.select(schema.claims.c.json, schema.claims.c.position))
    while batch := claims.fetchmany(500):
        fresh = [row for found in batch for row in _views(found[0], int(found[1]))]
        if fresh:
            connection.execute(schema.views.insert(), fresh)


def _views(json: str, position: int) -> list[dict[str, Any]]:
    """A claim that was damaged gets none: the ledger must open, so that ``verify`` can say where."""
    try:
        return rows.view_rows(Claim.model_validate_json(json), position)
    except ValueError:
        return []


STEPS: dict[str, tuple[str, Callable[[sa.Connection], None]]] = {"1": ("2", _from_1)}
