"""Pages, counts and figures of millions of claims, in two ways; which is better is looked up, not guessed.

*Few*: if one of the filters leaves few claims by its own index, those are looked at, the other filters tried on them,
and what is left is sorted and counted. *Walk*: otherwise the index of the page's order is walked from where the page
begins, until it is full; many claims pass, so that is soon. Where n of N claims pass one filter, few looks at n claims
and a walk for a page of L at L N / n; both are below the square root of L N (14,000 for 40 of 5 million) on one side.
Both are cheaper by far (``INSIDE``) where the index holds all that is asked for (``schema.ASKED``): then no claim has
to be fetched but those of the page.

How many pass is known after *few*. For status and type it is kept (``tallies``), otherwise estimated from a sample: the
claims whose ids, which are hashes, begin low; they have an index of their own. Below 200,000 claims everything is
counted.
"""

from __future__ import annotations

import datetime
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True)
class _Part:
    """Conditions that an index finds the claims of: alternatives that no claim passes two of, each a range of it."""

    index: str
    ways: Sequence[Sequence[sa.ColumnElement[bool]]]
    passed: int = 1  # rows of the index that are passed over for one that is found
    fetched: int = INSIDE  # what a claim costs, in such rows, where it must be fetched


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
    plan = _plan(connection, wanted, tallies.total(connection), _KEYS[wanted.order], limit + offset, counted)
    if plan.nothing:
        return Page(0, ())
    begin = None if after is None else _read(after, wanted)
    if plan.few is not None:
        found = _few(plan, dialect, _KEYS[wanted.order])
        query = sa.select(found.c.claim_id, found.c.view, sa.func.count().over())
        query = query.order_by(*_order(wanted.order, found.c)).limit(limit + 1).offset(offset)
        if begin is not None:
            query = query.where(_later(wanted.order, found.c, begin))
        keys = connection.execute(query).all()
        if begin is None and keys:
            plan = replace(plan, total=(int(keys[0][2]), True))
    else:
        with engines.in_order(connection):
            keys = connection.execute(_walk(plan, dialect, limit + 1, offset, begin)).all()
    read = _fetched(connection, [(str(key[0]), str(key[1])) for key in keys])
    total, exact = _total(connection, plan) if counted else (offset + len(read), False)
    if after is None and len(read) <= limit and (read or not offset):
        total, exact = offset + len(read), True
    last = _written(wanted.order, read[limit - 1]) if len(read) > limit else None
    return Page(total, tuple(rows.reviewed_of(row) for row in read[:limit]), exact, last)


def _fetched(connection: sa.Connection, keys: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """The claims of a page, by ids and views. Not joined: a server then asks the disk for many of them at once."""
    v, c = schema.views.c, schema.claims.c
    with engines.scattered(connection):
        where = v.claim_id.in_([key[0] for key in keys]), v.view.in_(sorted({key[1] for key in keys}))
        found = {
            (row["claim_id"], row["view"]): row
            for row in connection.execute(sa.select(schema.views).where(*where)).mappings()
        }
        coded = [key[0] for key in keys if found[key]["json"] is None]
        texts = {
            str(one[0]): one[1]
            for one in connection.execute(sa.select(c.claim_id, c.json).where(c.claim_id.in_(coded)))
        }
    return [{**found[key], "machine": texts.get(key[0])} for key in keys]


def statuses(connection: sa.Connection, wanted: ClaimFilter) -> dict[str, int]:
    """How many claims that pass have each status; of large ledgers estimated, but for filters by status and type."""
    if _kept(wanted):
        found = tallies.by_status(connection, wanted.coder, wanted.event_types)
        return {status: n for status, n in found.items() if not wanted.statuses or status in wanted.statuses}
    plan = _plan(connection, wanted, tallies.total(connection), ("status",), 40)
    if plan.nothing:
        return {}
    source, where, share = _looked_at(plan, connection.dialect.name, ("status",))
    query = sa.select(source.c.status, sa.func.count()).where(*where).group_by(source.c.status)
    return {str(status): round(n / share) for status, n in connection.execute(query)}


def figures(connection: sa.Connection, wanted: ClaimFilter) -> Figures:
    """What charts need of the claims that pass."""
    plan = _plan(connection, wanted, tallies.total(connection), _DRAWN, 100)
    if plan.nothing:
        return Figures(0, 0, 0)
    source, where, share = _looked_at(plan, connection.dialect.name, _DRAWN, FIGURED)
    s = source.c
    day = sa.func.substr(sa.func.coalesce(s.start, s.end), 1, 10).label("day")
    looked = sa.select(day, s.event_type, s.actors, s.killed, s.lat).select_from(source).where(*where)
    c = looked.cte("looked").prefix_with("MATERIALIZED")
    # counted there, three times: claims that differ in one of the three are as many as there are claims
    query = sa.union_all(*(
        sa.select(sa.literal(name), of, sa.func.count(), sa.func.sum(c.c.killed), sa.func.count(c.c.lat)).group_by(of)
        for name, of in (("day", c.c.day), ("type", c.c.event_type), ("actors", c.c.actors))
    ))  # fmt: skip
    total = dead = placed = 0
    days: dict[str, tuple[int, int]] = {}
    types: Counter[str] = Counter()
    actors: Counter[str] = Counter()
    for name, of, n, killed, points in connection.execute(query):
        if name == "day" and of:
            days[of] = n, killed
        elif name == "type":
            types[of] = n
            total, dead, placed = total + n, dead + killed, placed + points
        elif name == "actors":
            actors.update(dict.fromkeys((one for one in of.strip("|").split("|") if one), n))
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


def _holds(index: str, asked: set[str]) -> bool:
    """Does this index hold all of these columns, so that no claim has to be fetched?"""
    return asked <= _HELD[index]


def _total(connection: sa.Connection, plan: _Plan) -> tuple[int, bool]:
    """How many pass, and whether that is exact."""
    if _kept(plan.wanted):
        return sum(statuses(connection, plan.wanted).values()), True
    return _count(connection, plan) if plan.total is None else plan.total


def _count(connection: sa.Connection, plan: _Plan) -> tuple[int, bool]:
    source, where, share = _looked_at(plan, connection.dialect.name, ())
    n = connection.execute(sa.select(sa.func.count()).select_from(source).where(*where)).scalar_one()
    return round(n / share), share == 1.0


def _looked_at(
    plan: _Plan, dialect: str, columns: Sequence[str], counted: int | None = None
) -> tuple[Any, list[sa.ColumnElement[bool]], float]:
    """Where to count, on what conditions, and which share of the claims that is."""
    if plan.few is not None:
        return _few(plan, dialect, columns), [], 1.0
    v = schema.views
    where = [queries.seen(plan.wanted.coder), *_conditions(plan, dialect, v.c)]
    if plan.every <= (COUNTED if counted is None else counted):
        return v, where, 1.0
    bound = f"{max(1, round(65_536 * SAMPLE / plan.every)):04x}"
    where = [v.c.claim_id < bound, *where]
    if bound <= schema.SAMPLED:  # said as the index says it: a parameter would not show that it holds them
        where.append(sa.literal_column(f"views.{schema.SAMPLE}", sa.Boolean))
    return v, where, int(bound, 16) / 65_536


def _plan(
    connection: sa.Connection, wanted: ClaimFilter, every: int, columns: Sequence[str], limit: int, exact: bool = False
) -> _Plan:
    """Try each filter that has an index: how many claims does it leave? No more are counted than may be looked at.

    ``columns`` is what is asked for of the claims, ``limit`` how many of them; ``exact``: how many pass is told, and
    had better not be an estimate.
    """
    v = schema.views.c
    dialect = connection.dialect.name
    nothing = False
    reports = None
    tried: list[_Part] = []
    if wanted.text is not None:
        reports = search.reports_with(connection, wanted.text, MOST_NAMES)
        nothing = reports == []
        if reports is not None:
            tried.append(_Part("views_of_report", [[v.report_id.in_(reports)]], fetched=2))  # twenty lie together
    for name, value in queries.named(wanted).items():
        texts = _texts(connection, name, value)
        nothing = nothing or texts == []
        if texts is not None:
            tried.append(_Part(f"views_by_{name}", [[v[name].in_(texts)]]))
    tried += _indexed(wanted, tallies.by_status(connection, None) if every > COUNTED else {})
    if nothing:
        return _Plan(wanted, None, every, nothing=True)
    plan = _Plan(wanted, None, every, reports=reports)
    asked = _asked(plan, dialect, columns)
    # of a fetched claim as many are looked at inside an index; a sample is taken as if it were fetched
    walked = limit * every * (1 if columns == _KEYS[wanted.order] and _holds(_WALKED[wanted.order], asked) else INSIDE)
    costs = [(part, part.fetched if not _holds(part.index, asked) else 1 if exact else part.passed) for part in tried]
    most = [min(MOST_FEW, math.isqrt(walked // each)) for _, each in costs]
    plan = replace(plan, few=_fewest(connection, costs, most))
    if plan.few is not None or len(tried) < 2 or every <= COUNTED:
        return plan
    # No filter alone leaves few; together they may leave so few that a walk would hardly find them.
    total = _count(connection, plan)
    more = [min(MOST_FEW, walked // max(1, total[0]) // each) for _, each in costs]
    again = [n for n in range(len(costs)) if more[n] > most[n]]  # the others leave more than that: seen above
    few = _fewest(connection, [costs[n] for n in again], [more[n] for n in again])
    return replace(plan, few=few, total=None if few is not None else total)


def _fewest(connection: sa.Connection, costs: Sequence[tuple[_Part, int]], most: Sequence[int]) -> _Part | None:
    """The conditions whose claims cost the least to look at, of those that leave at most so many."""
    best: _Part | None = None
    least: int | None = None
    for (part, each), limit in zip(costs, most, strict=True):
        limit = limit if least is None else min(limit, least // each)
        found = _chosen([ALL], part, sa.literal(1).label("one")).limit(limit + 1).subquery()
        n = int(connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one())
        if n <= limit:
            best, least = part, n * each
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
    found = [sa.select(*columns).select_from(v).where(v.c.view.in_(views), *where) for where in part.ways]
    return sa.union_all(*found) if len(found) > 1 else found[0]


def _indexed(wanted: ClaimFilter, counted: Mapping[str, int]) -> list[_Part]:
    """The filters that an index finds the claims of, each alone; statuses only where they are ``counted`` as few."""
    v = schema.views.c
    found: list[_Part] = []
    if wanted.geonameid is not None:
        found.append(_Part("views_by_geonameid", [[v.geonameid == wanted.geonameid]]))
    if wanted.country is not None:
        found.append(_Part("views_by_country", [[v.country == wanted.country]]))
    if wanted.report_id is not None:
        found.append(_Part("views_of_report", [[v.report_id == wanted.report_id]]))
    if wanted.near is not None or wanted.box is not None:
        place = ClaimFilter(near=wanted.near, box=wanted.box)
        found.append(_Part("views_by_point", [queries.conditions(place, "")], INSIDE))  # a band of the world
    if wanted.event_types:
        found.append(_Part("views_by_type", [[v.event_type.in_(list(wanted.event_types))]]))
    if wanted.min_killed is not None:
        deadly = [v.status.in_(wanted.statuses or _STATUSES), v.killed >= wanted.min_killed]
        found.append(_Part("views_by_toll", [deadly]))
    if wanted.statuses and sum(counted.get(one, 0) for one in wanted.statuses) <= MOST_FEW:
        found.append(_Part("views_by_doubt", [[v.status.in_(list(wanted.statuses))]]))
    if wanted.start or wanted.end:
        days = [[v.status.in_(wanted.statuses or _STATUSES), *part] for part in _days(wanted, v)]
        found.append(_Part("views_by_time", days, 8))  # all that lasted long: a twentieth of 5 million, 0.1 s
    rare = {"assigned": wanted.assigned is not None, "disputed": wanted.disputed, "sensitive": wanted.sensitive}
    flags = {name: sa.literal_column(f"views.{schema.RARE[name]}", sa.Boolean) for name, yes in rare.items() if yes}
    return [*found, *(_Part(f"views_{name}", [[flag]]) for name, flag in flags.items())]


def _asked(plan: _Plan, dialect: str, columns: Sequence[str]) -> set[str]:
    """The columns of ``views`` that are asked for, or that the filter looks into."""
    v = schema.views
    where = [queries.seen(plan.wanted.coder), *_conditions(plan, dialect, v.c)]
    looked = (one for part in where for one in sa.sql.visitors.iterate(part) if isinstance(one, sa.Column))
    return {"claim_id", "view", *columns, *(one.name for one in looked if one.table is v)}


def _few(plan: _Plan, dialect: str, columns: Sequence[str]) -> Any:
    """The claims that pass, found by the best filter and tried for the others: these columns of them, and the ids."""
    assert plan.few is not None
    views = queries.views_seen(plan.wanted.coder)
    asked = [schema.views.c[name] for name in sorted(_asked(plan, dialect, columns))]
    found = _chosen(views, plan.few, *asked).cte("found").prefix_with("MATERIALIZED")
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
    keys = [v[name] for name in _KEYS[order]]
    if order == "time":
        keys[0] = sa.nulls_last(keys[0])
    # one direction for both, so that the index is read backwards
    return [key.desc() for key in keys] if order == "deadly" else keys


_KEYS = {
    "report": ("report_id", "position", "claim_id"), "time": ("start", "claim_id"),
    "uncertain": ("confidence", "claim_id"), "deadly": ("killed", "claim_id"),
}  # fmt: skip
_WALKED = {
    "report": "views_by_report", "time": "views_by_time", "uncertain": "views_by_doubt", "deadly": "views_by_toll",
}  # fmt: skip
_DRAWN = ("start", "end", "event_type", "actors", "killed", "lat")
_HELD = {str(index.name): {column.name for column in index.columns} for index in schema.views.indexes}


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
