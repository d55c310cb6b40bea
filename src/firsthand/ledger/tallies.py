"""What is counted and collected while views are written, so that no page has to look at all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from firsthand.ledger import rows, schema
from firsthand.ledger.review import ALL, MACHINE, view_of

KINDS = ("place", "actors", "origin")
_KEY = ("view", "status", "untouched", "added", "event_type")
_ADD = sa.text(
    "INSERT INTO tallies (view, status, untouched, added, event_type, claims) "
    "VALUES (:view, :status, :untouched, :added, :event_type, :claims) "
    "ON CONFLICT (view, status, untouched, added, event_type) DO UPDATE SET claims = tallies.claims + excluded.claims"
)
_NAME = sa.text("INSERT INTO names (kind, text) VALUES (:kind, :text) ON CONFLICT DO NOTHING")


def _counted(views: Iterable[Mapping[Any, Any]]) -> Counter[tuple[Any, ...]]:
    return Counter(
        (row["view"], row["status"], row["untouched"], int(row["position"] >= rows.ADDED_AFTER), row["event_type"])
        for row in views
    )


def changed(connection: sa.Connection, before: Iterable[Mapping[Any, Any]], after: Iterable[Mapping[Any, Any]]) -> None:
    """Rows of ``views`` went, and others came: count and collect names anew."""
    came = list(after)
    difference = _counted(came)
    difference.subtract(_counted(before))
    found = [dict(zip((*_KEY, "claims"), (*key, n), strict=True)) for key, n in sorted(difference.items()) if n]
    if found:
        connection.execute(_ADD, found)
    named = sorted({(kind, row[kind]) for row in came for kind in KINDS if row[kind]})
    if named:
        connection.execute(_NAME, [{"kind": kind, "text": text} for kind, text in named])


def remake(connection: sa.Connection) -> None:
    """Count and collect everything, after views were made again."""
    v, t = schema.views.c, schema.tallies.c
    connection.execute(schema.tallies.delete())
    connection.execute(schema.names.delete())
    connection.execute(schema.tallies.insert().from_select([*(t[name] for name in _KEY), t.claims], _count_query()))
    for kind in KINDS:
        texts = sa.select(sa.literal(kind), v[kind]).where(v[kind] != "").distinct()
        connection.execute(schema.names.insert().from_select(["kind", "text"], texts))


def _count_query() -> sa.Select[Any]:
    v = schema.views.c
    added = sa.case((v.position >= rows.ADDED_AFTER, 1), else_=0)
    key = (v.view, v.status, v.untouched, added, v.event_type)
    return sa.select(*key, sa.func.count()).group_by(*key)


def problems(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """Where what was counted and collected is not what stands in ``views``: place, and what."""
    kept = {tuple(row[:-1]): int(row[-1]) for row in connection.execute(sa.select(schema.tallies)) if row[-1]}
    real = {tuple(row[:-1]): int(row[-1]) for row in connection.execute(_count_query())}
    if kept != real:
        yield "tallies", "they do not count the claims that there are"
    v, n = schema.views.c, schema.names.c
    for kind in KINDS:
        known = sa.exists().where(n.kind == kind, n.text == v[kind])
        missing = connection.execute(sa.select(v[kind]).where(v[kind] != "", ~known).limit(1)).first()
        if missing is not None:
            yield "names", f"a claim's {kind} is not among them, so that a search would not find it"


def total(connection: sa.Connection) -> int:
    """How many claims there are, for everyone."""
    t = schema.tallies.c
    query = sa.select(sa.func.coalesce(sa.func.sum(t.claims), 0)).where(t.view == ALL)
    return int(connection.execute(query).scalar_one())


def by_status(connection: sa.Connection, coder: str | None, event_types: Iterable[str] = ()) -> dict[str, int]:
    """How many claims of each status a coder sees; ``event_types`` for everyone's view only.

    A coder sees their own rows, the machine's of claims that others decided on, and all that nobody decided on; each
    claim of the machine's that has a row of theirs is one that they did not add.
    """
    t = schema.tallies.c
    if coder is None:
        query = sa.select(t.status, sa.func.sum(t.claims)).where(t.view == ALL).group_by(t.status)
        if wanted := list(event_types):
            query = query.where(t.event_type.in_(wanted))
        found = {str(status): int(n) for status, n in connection.execute(query)}
        return {status: n for status, n in found.items() if n}
    own = view_of(coder)
    parts = sa.select(t.view, t.status, t.untouched, t.added, sa.func.sum(t.claims))
    parts = parts.where(t.view.in_([own, MACHINE, ALL])).group_by(t.view, t.status, t.untouched, t.added)
    seen: Counter[str] = Counter()
    for view, status, untouched, added, n in connection.execute(parts):
        if view == own:
            seen[status] += n
            seen["unreviewed"] -= 0 if added else n  # its row of the machine's is not seen
        elif view == MACHINE or untouched:
            seen[status] += n
    return {status: int(n) for status, n in sorted(seen.items()) if n}
