"""Pages, counts and figures of millions of claims, in two ways; which is better is looked up, not guessed.

*Few*: if one of the filters leaves few claims by its own index, those are fetched, the other filters tried on them, and
what is left is sorted and counted. *Walk*: otherwise the index of the page's order is walked from where the page
begins, until it is full; many claims pass, so that is soon. Where n of N claims pass one filter, few looks at n claims
and a walk for a page of L at L N / n; both are below the square root of L N (14,000 for 40 of 5 million) on one side.
The index of tolls also holds days and places, so that a walk by it is cheaper by far (``INSIDE``): a month of the map.

How many pass is known after *few*. For status and type it is kept (``tallies``), otherwise estimated from a sample: the
claims whose ids, which are hashes, begin low. Below 200,000 claims everything is counted.
"""

from __future__ import annotations

import datetime
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from firsthand.errors import LedgerError
from firsthand.ledger import engines, queries, rows, schema, search, tallies
from firsthand.ledger.queries import ClaimFilter
from firsthand.ledger.review import ALL, Reviewed
from firsthand.linking.names import folded

FIGURED = 50_000  # claims: up to here figures are of all, in 0.3 s
COUNTED = 200_000  # claims: up to here all are counted, in 0.2 s
SAMPLE = 20_000  # claims of a sample: of a filter that one claim in a hundred passes, 200; 7 % off as a rule
MOST_FEW = 100_000  # claims fetched to be sorted, in half a second
INSIDE = 12  # rows of an index that are read while one claim is fetched: 2 and 25 microseconds of 5 million claims
MOST_NAMES = 5_000  # different texts, or reports, that a query may list
_STATUSES = ("unreviewed", "accepted", "corrected", "rejected")


@dataclass(frozen=True)
class Page:
    """Some of the claims that pass a filter, and how many pass it: ``exact``, or estimated from a sample.

    ``after``: where the next page begins, as ``Ledger.claims_page`` takes it; None if this is the last.
    """

    total: int
    claims: tuple[Reviewed, ...]
    exact: bool = True
    after: str | None = None


@dataclass(frozen=True)
class Figures:
    """Claims counted: how many pass a filter, and the dead that they tell, claim by claim; by first day, type, actors.

    ``share``: the share of the claims that was looked at; below 1 the counts are estimates, already scaled up.
    """

    total: int
    dead: int
    nowhere: int
    days: dict[str, tuple[int, int]] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    actors: dict[str, int] = field(default_factory=dict)
    share: float = 1.0


# Conditions that an index finds the claims of: alternatives that no claim passes two of, each a range of the index.
_Part = Sequence[Sequence[sa.ColumnElement[bool]]]


@dataclass(frozen=True)
class _Plan:
    """What is looked at: the claims that some conditions leave, or (``few`` is None) all, in order."""

    wanted: ClaimFilter
    few: _Part | None
    every: int  # claims of the ledger
    total: tuple[int, bool] | None = None  # how many pass, and whether that is exact
    reports: Sequence[str] | None = None  # those that hold the words looked for, if they are few
    nothing: bool = False


def page(
    connection: sa.Connection, wanted: ClaimFilter, limit: int, offset: int = 0, after: str | None = None,
    counted: bool = True,
) -> Page:  # fmt: skip
    """A page, and (if ``counted``) how many claims pass. Raises ``LedgerError`` if ``after`` is no page's end."""
    dialect = connection.dialect.name
    every = tallies.total(connection)
    plan = _plan(connection, wanted, limit + offset, every)
    if plan.nothing:
        return Page(0, ())
    begin = None if after is None else _read(after, wanted)
    if plan.few is not None:
        found = _few(plan, dialect)
        query = queries.joined(found).add_columns(sa.func.count().over().label("every"))
        query = query.order_by(*_order(wanted.order, found.c)).limit(limit + 1).offset(offset)
        if begin is not None:
            query = query.where(_later(wanted.order, found.c, begin))
        read = connection.execute(query).mappings().all()
        if begin is None and read:
            plan = replace(plan, total=(int(read[0]["every"]), True))
    else:
        with engines.in_order(connection):
            keys = connection.execute(_walk(plan, dialect, limit + 1, offset, begin)).all()
        chosen = schema.views.c
        these = sa.tuple_(chosen.claim_id, chosen.view).in_([(k[0], k[1]) for k in keys])
        # the ids once more: SQLite looks pairs up in no index, and reads all claims (0.15 s of a million)
        query = queries.joined().where(chosen.claim_id.in_([k[0] for k in keys]), these)
        held = {row["claim_id"]: row for row in connection.execute(query).mappings()}
        read = [held[key[0]] for key in keys]
    total, exact = _total(connection, plan) if counted else (offset + len(read), False)
    if after is None and len(read) <= limit and (read or not offset):
        total, exact = offset + len(read), True
    last = _written(wanted.order, read[limit - 1]) if len(read) > limit else None
    return Page(total, tuple(rows.reviewed_of(row) for row in read[:limit]), exact, last)


def statuses(connection: sa.Connection, wanted: ClaimFilter) -> dict[str, int]:
    """How many claims that pass have each status; of large ledgers estimated, but for filters by status and type."""
    if _kept(wanted):
        found = tallies.by_status(connection, wanted.coder, wanted.event_types)
        return {status: n for status, n in found.items() if not wanted.statuses or status in wanted.statuses}
    every = tallies.total(connection)
    plan = _plan(connection, wanted, 40, every)
    if plan.nothing:
        return {}
    source, where, share = _looked_at(plan, connection.dialect.name)
    query = sa.select(source.c.status, sa.func.count()).where(*where).group_by(source.c.status)
    return {str(status): round(n / share) for status, n in connection.execute(query)}


def figures(connection: sa.Connection, wanted: ClaimFilter) -> Figures:
    """What charts need of the claims that pass."""
    every = tallies.total(connection)
    plan = _plan(connection, wanted, 100, every)
    if plan.nothing:
        return Figures(0, 0, 0)
    source, where, share = _looked_at(plan, connection.dialect.name, FIGURED)
    s = source.c
    day = sa.func.substr(sa.func.coalesce(s.start, s.end), 1, 10)
    query = (
        sa.select(day, s.event_type, s.actors, sa.func.count(), sa.func.sum(s.killed), sa.func.count(s.lat))
        .where(*where)
        .group_by(day, s.event_type, s.actors)
    )
    total = dead = placed = 0
    days: dict[str, tuple[int, int]] = {}
    types: Counter[str] = Counter()
    actors: Counter[str] = Counter()
    for first, kind, who, n, killed, points in connection.execute(query):
        total, dead, placed = total + n, dead + killed, placed + points
        types[kind] += n
        actors.update(dict.fromkeys((name for name in str(who).strip("|").split("|") if name), n))
        if first:
            held = days.get(first, (0, 0))
            days[first] = held[0] + n, held[1] + killed
    scaled = {first: (round(n / share), round(killed / share)) for first, (n, killed) in sorted(days.items())}
    return Figures(
        round(total / share), round(dead / share), round((total - placed) / share), scaled,
        {kind: round(n / share) for kind, n in types.most_common()},
        {name: round(n / share) for name, n in actors.most_common(100)}, share,
    )  # fmt: skip


# Which way


def _kept(wanted: ClaimFilter) -> bool:
    """Does ``tallies`` know how many pass?"""
    plain = ClaimFilter(
        coder=wanted.coder, statuses=wanted.statuses, event_types=wanted.event_types, order=wanted.order
    )
    return wanted == plain and (wanted.coder is None or not wanted.event_types)


def _inside(wanted: ClaimFilter) -> bool:
    """Does the index of the page's order hold all that is asked for, so that a walk fetches only what it finds?"""
    plain = ClaimFilter(
        statuses=wanted.statuses, min_killed=wanted.min_killed, start=wanted.start, end=wanted.end, box=wanted.box,
        near=wanted.near, order="deadly",
    )  # fmt: skip
    return wanted == plain


def _total(connection: sa.Connection, plan: _Plan) -> tuple[int, bool]:
    """How many pass, and whether that is exact."""
    if _kept(plan.wanted):
        return sum(statuses(connection, plan.wanted).values()), True
    return _count(connection, plan) if plan.total is None else plan.total


def _count(connection: sa.Connection, plan: _Plan) -> tuple[int, bool]:
    source, where, share = _looked_at(plan, connection.dialect.name)
    n = connection.execute(sa.select(sa.func.count()).select_from(source).where(*where)).scalar_one()
    return round(n / share), share == 1.0


def _looked_at(
    plan: _Plan, dialect: str, counted: int | None = None
) -> tuple[Any, list[sa.ColumnElement[bool]], float]:
    """Where to count, on what conditions, and which share of the claims that is."""
    if plan.few is not None:
        return _few(plan, dialect), [], 1.0
    v = schema.views
    where = [queries.seen(plan.wanted.coder), *_conditions(plan, dialect, v.c)]
    if plan.every <= (COUNTED if counted is None else counted):
        return v, where, 1.0
    bound = max(1, round(65_536 * SAMPLE / plan.every))
    return v, [v.c.claim_id < f"{bound:04x}", *where], bound / 65_536


def _plan(connection: sa.Connection, wanted: ClaimFilter, limit: int, every: int) -> _Plan:
    """Try each filter that has an index: how many claims does it leave? No more are counted than may be fetched."""
    v = schema.views.c
    nothing = False
    reports = None
    tried: list[_Part] = []
    if wanted.text is not None:
        reports = search.reports_with(connection, wanted.text, MOST_NAMES)
        nothing = reports == []
        if reports is not None:
            tried.append([[v.report_id.in_(reports)]])
    for name, value in queries.named(wanted).items():
        texts = _texts(connection, name, value)
        nothing = nothing or texts == []
        if texts is not None:
            tried.append([[v[name].in_(texts)]])
    tried += _indexed(wanted)
    if nothing:
        return _Plan(wanted, None, every, nothing=True)
    walked = limit * every // (INSIDE if _inside(wanted) else 1)
    plan = _Plan(wanted, _fewest(connection, tried, math.isqrt(walked)), every, reports=reports)
    if plan.few is not None or len(tried) < 2 or every <= COUNTED:
        return plan
    # No filter alone leaves few; together they may leave so few that a walk would hardly find them.
    total = _count(connection, plan)
    few = _fewest(connection, tried, walked // max(1, total[0]))
    return replace(plan, few=few, total=None if few is not None else total)


def _fewest(connection: sa.Connection, tried: Sequence[_Part], most: int) -> _Part | None:
    """The conditions that leave the fewest claims; None if all leave more than ``most``."""
    most = min(most, MOST_FEW)
    best: _Part | None = None
    for where in tried:
        part = _chosen([ALL], where, sa.literal(1).label("one")).limit(most + 1).subquery()
        n = int(connection.execute(sa.select(sa.func.count()).select_from(part)).scalar_one())
        if n <= most:
            best, most = where, n
    return best


def _texts(connection: sa.Connection, kind: str, value: str) -> list[str] | None:
    """The texts of a column of names that hold a name; None if they are too many to list."""
    plain, n = folded(value), schema.names.c
    if not plain:
        return []
    query = sa.select(n.text).where(n.kind == kind, n.text.contains(plain, autoescape=True)).limit(MOST_NAMES + 1)
    found = list(connection.execute(query).scalars())
    return None if len(found) > MOST_NAMES else found


def _chosen(views: Sequence[str], part: _Part, *columns: Any) -> Any:
    v = schema.views
    found = [sa.select(*(columns or (v,))).select_from(v).where(v.c.view.in_(views), *where) for where in part]
    return sa.union_all(*found) if len(found) > 1 else found[0]


def _indexed(wanted: ClaimFilter) -> list[_Part]:
    """The filters that an index finds the claims of, each alone."""
    v = schema.views.c
    found: list[_Part] = []
    equal = {"geonameid": wanted.geonameid, "country": wanted.country, "report_id": wanted.report_id}
    found += [[[v[name] == value]] for name, value in equal.items() if value is not None]
    if wanted.near is not None or wanted.box is not None:
        place = ClaimFilter(near=wanted.near, box=wanted.box)
        found.append([queries.conditions(place, "")])
    if wanted.event_types:
        found.append([[v.event_type.in_(list(wanted.event_types))]])
    if wanted.min_killed is not None:
        found.append([[v.status.in_(wanted.statuses or _STATUSES), v.killed >= wanted.min_killed]])
    if wanted.statuses:
        found.append([[v.status.in_(list(wanted.statuses))]])
    if wanted.start or wanted.end:
        found.append([[v.status.in_(wanted.statuses or _STATUSES), *part] for part in _days(wanted, v)])
    rare = {"assigned": wanted.assigned is not None, "disputed": wanted.disputed, "sensitive": wanted.sensitive}
    found += [[[sa.literal_column(f"views.{schema.RARE[name]}", sa.Boolean)]] for name, yes in rare.items() if yes]
    return found


def _few(plan: _Plan, dialect: str) -> Any:
    """The claims that pass, found by the best filter and tried for the others."""
    assert plan.few is not None
    views = queries.views_seen(plan.wanted.coder)
    found = _chosen(views, plan.few).cte("found").prefix_with("MATERIALIZED")
    where = [queries.seen(plan.wanted.coder, found.c), *_conditions(plan, dialect, found.c)]
    return sa.select(found).where(*where).subquery("few")


def _conditions(plan: _Plan, dialect: str, v: Any) -> list[sa.ColumnElement[bool]]:
    if plan.reports is None:
        return queries.conditions(plan.wanted, dialect, v)
    return [v.report_id.in_(plan.reports), *queries.conditions(replace(plan.wanted, text=None), dialect, v)]


def _walk(plan: _Plan, dialect: str, limit: int, offset: int, begin: Sequence[Any] | None) -> sa.Select[Any]:
    """The keys of a page: each part of what a coder sees gives its first rows, in the order of an index."""
    wanted = plan.wanted
    v = schema.views.c
    where = _conditions(plan, dialect, v)
    order = _order(wanted.order, v)
    names = [f"k{n}" for n in range(len(order))]
    keys = [v[name] for name in _KEYS[wanted.order]]
    parts = []
    for view, branch in zip(queries.views_seen(wanted.coder), queries.branches(wanted.coder), strict=True):
        for part in _parts(wanted, view, v, begin):
            columns = [v.claim_id, v.view, *(key.label(name) for key, name in zip(keys, names, strict=True))]
            query = sa.select(*columns).where(branch, *part, *where).order_by(*order).limit(limit + offset)
            parts.append(sa.select(query.subquery()))
    every = sa.union_all(*parts).subquery()
    last: list[Any] = [every.c[name] for name in names]
    if wanted.order == "time":
        last[0] = sa.nulls_last(last[0])
    if wanted.order == "deadly":
        last = [one.desc() for one in last]
    return sa.select(every.c.claim_id, every.c.view).order_by(*last).limit(limit).offset(offset)


def _parts(wanted: ClaimFilter, view: str, v: Any, begin: Sequence[Any] | None) -> list[list[sa.ColumnElement[bool]]]:
    """What stands before the order in its index, value by value, and where the page begins there."""
    later = [] if begin is None else [_later(wanted.order, v, begin)]
    if wanted.order == "report":
        return [later]
    statuses = [one for one in _STATUSES if not wanted.statuses or one in wanted.statuses]
    if view != ALL and not view.startswith("coder:"):
        statuses = [one for one in statuses if one == "unreviewed"]  # what the machine coded
    by_status: list[list[sa.ColumnElement[bool]]] = [[v.status == one] for one in statuses]
    if wanted.order != "time":
        return [[*status, *later] for status in by_status]
    short, *long = _days(wanted, v) if wanted.start or wanted.end else [[v.lengthy == 0], [v.lengthy == 1]]
    undated = [[*part, v.start.is_(None)] for part in long]
    dated = [short, *([*part, v.start.is_not(None)] for part in long)]
    if begin is not None and begin[0] is None:
        times = [[*part, v.claim_id > begin[1]] for part in undated]
    else:
        key = [] if begin is None else [_after(("start", "claim_id"), v, begin)]
        times = [*([*part, *key] for part in dated), *undated]
    return [[*status, *time] for status in by_status for time in times]


def _days(wanted: ClaimFilter, v: Any) -> list[list[sa.ColumnElement[bool]]]:
    """The days of the filter in parts: of claims that last at most ``rows.LONG_DAYS``, and of the others."""
    short = [v.lengthy == 0]
    if wanted.start:
        try:
            day = wanted.start[:10] + "0000-01-01"[len(wanted.start) :]  # of a month or a year the first
            first = datetime.date.fromisoformat(day) - datetime.timedelta(rows.LONG_DAYS + 1)
            short.append(v.start >= first.isoformat())
        except (ValueError, OverflowError):
            pass  # no day: then all before are looked at
        short.append(v.end >= wanted.start)
    if wanted.end:
        short.append(v.start < wanted.end + "~")
    ends = [[v.end >= wanted.start], [v.end.is_(None)]] if wanted.start else [[]]  # each a range of the index
    starts = [[v.start < wanted.end + "~"], [v.start.is_(None)]] if wanted.end else [[]]
    return [short, *([v.lengthy == 1, *end, *start] for end in ends for start in starts)]


def _order(order: queries.Order, v: Any) -> list[Any]:
    return {
        "report": [v.report_id, v.position, v.claim_id],
        "time": [sa.nulls_last(v.start), v.claim_id],
        "uncertain": [v.confidence, v.claim_id],
        "deadly": [v.killed.desc(), v.claim_id.desc()],  # one direction, so that the index is read backwards
    }[order]


_KEYS = {
    "report": ("report_id", "position", "claim_id"), "time": ("start", "claim_id"),
    "uncertain": ("confidence", "claim_id"), "deadly": ("killed", "claim_id"),
}  # fmt: skip


def _written(order: queries.Order, row: Any) -> str:
    """Where the page after this row begins."""
    return json.dumps([order, *(row[name] for name in _KEYS[order])])


def _read(after: str, wanted: ClaimFilter) -> list[Any]:
    try:
        order, *values = json.loads(after)
        if order == wanted.order and len(values) == len(_KEYS[wanted.order]):
            return list(values)
    except (ValueError, TypeError):
        pass
    raise LedgerError(f"'{after}' is not where a page by {wanted.order} ended; begin again without it")


def _later(order: queries.Order, v: Any, begin: Sequence[Any]) -> sa.ColumnElement[bool]:
    """What comes after a key, in the page's order."""
    if order == "time" and begin[0] is None:
        return sa.and_(v.start.is_(None), v.claim_id > begin[1])
    after = _after(_KEYS[order], v, begin, backwards=order == "deadly")
    return sa.or_(after, v.start.is_(None)) if order == "time" else after


def _after(names: Sequence[str], v: Any, begin: Sequence[Any], backwards: bool = False) -> sa.ColumnElement[bool]:
    columns = [v[name] for name in names]
    here = sa.tuple_(*columns)
    there = sa.tuple_(*(sa.literal(value, column.type) for value, column in zip(begin, columns, strict=True)))
    return here < there if backwards else here > there
