"""What the desk and the commands ask of a ledger: filters to conditions in SQL, the same on both back ends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from firsthand.ledger import schema, search
from firsthand.ledger.review import ALL, MACHINE, view_of
from firsthand.ledger.withheld import Withheld
from firsthand.linking.names import folded

KM_PER_DEGREE = 111.195  # of latitude, on a sphere of 6,371 km
Order = Literal["report", "time", "uncertain", "deadly"]


@dataclass(frozen=True)
class ClaimFilter:
    """Which claims, seen by whom, in which order; what is None or empty filters nothing.

    ``coder``: that person's own view, blind to the others. ``start`` and ``end``: ISO days, both included; a claim
    passes if its interval overlaps. ``text``: words of its report (``"side by side"``, ``begin*``). ``near``: latitude
    and longitude in degrees, and kilometres. ``box``: south, west, north and east in degrees; west may be above east.
    ``withheld``: what is left out for readers (``Ledger.withheld``).
    """

    coder: str | None = None
    statuses: Sequence[str] = ()
    event_types: Sequence[str] = ()
    start: str | None = None
    end: str | None = None
    place: str | None = None
    geonameid: int | None = None
    country: str | None = None
    near: tuple[float, float, float] | None = None
    box: tuple[float, float, float, float] | None = None
    actor: str | None = None
    origin: str | None = None
    report_id: str | None = None
    min_killed: int | None = None
    assigned: str | None = None
    disputed: bool | None = None
    sensitive: bool | None = None
    text: str | None = None
    withheld: Withheld | None = None
    order: Order = "report"


def branches(coder: str | None, v: Any = schema.views.c) -> list[sa.ColumnElement[bool]]:
    """The rows of ``views`` that make up what this coder sees, in parts that an index can each find: their own, and the
    machine's where they have none.
    """
    if coder is None:
        return [v.view == ALL]
    view, other = view_of(coder), schema.views.alias("other")
    own = sa.exists().where(other.c.claim_id == v.claim_id, other.c.view == view)
    return [
        v.view == view,
        sa.and_(v.view == MACHINE, sa.not_(own)),
        sa.and_(v.view == ALL, v.untouched == 1),
    ]


def views_seen(coder: str | None) -> list[str]:
    """The views that have rows which this coder sees, in the order of ``branches``."""
    return [ALL] if coder is None else [view_of(coder), MACHINE, ALL]


def seen(coder: str | None, v: Any = schema.views.c) -> sa.ColumnElement[bool]:
    """All that this coder sees."""
    return sa.or_(*branches(coder, v))


def as_coded() -> sa.ColumnElement[bool]:
    """The rows of ``views`` that are the machine's."""
    v = schema.views.c
    return sa.or_(v.view == MACHINE, sa.and_(v.view == ALL, v.untouched == 1))


def conditions(wanted: ClaimFilter, dialect: str, v: Any = schema.views.c) -> list[sa.ColumnElement[bool]]:
    """The filter as conditions on ``views``, but for who looks."""
    found: list[sa.ColumnElement[bool]] = []
    if wanted.statuses:
        found.append(v.status.in_(list(wanted.statuses)))
    if wanted.event_types:
        found.append(v.event_type.in_(list(wanted.event_types)))
    if wanted.start or wanted.end:
        found += [sa.or_(v.start.is_not(None), v.end.is_not(None)), *within(wanted, v)]
    equal = {"geonameid": wanted.geonameid, "country": wanted.country, "report_id": wanted.report_id}
    found += [v[name] == value for name, value in equal.items() if value is not None]
    for name, value in named(wanted).items():
        plain = folded(value)  # nothing is left of "%": nobody is called that
        found.append(v[name].contains(plain, autoescape=True) if plain else sa.false())
    if wanted.assigned is not None:
        found.append(v.assigned.contains(f"|{wanted.assigned}|", autoescape=True))
    if wanted.min_killed is not None:
        found.append(v.killed >= wanted.min_killed)
    for name, yes in (("disputed", wanted.disputed), ("sensitive", wanted.sensitive)):
        if yes is not None:
            found.append(v[name] == int(yes))
    if wanted.withheld is not None:
        found += wanted.withheld.conditions(dialect, v)
    if wanted.text is not None:
        found.append(search.holds(v.report_id, wanted.text, dialect))
    if wanted.near is not None:
        found += _near(v, *wanted.near)
    if wanted.box is not None:
        found += _inside(v, *wanted.box)
    return found


def named(wanted: ClaimFilter) -> dict[str, str]:
    """The columns of names that the filter looks into, and what for."""
    columns = {"place": wanted.place, "actors": wanted.actor, "origin": wanted.origin}
    return {name: value for name, value in columns.items() if value}


def within(wanted: ClaimFilter, v: Any) -> list[sa.ColumnElement[bool]]:
    """The days of the filter, but for claims without any."""
    found = []
    if wanted.start:
        found.append(sa.func.coalesce(v.end, "9999") >= wanted.start)
    if wanted.end:
        found.append(sa.func.coalesce(v.start, "0000") < wanted.end + "~")  # "~" is after every time of that day
    return found


def _near(v: Any, lat: float, lon: float, km: float) -> list[sa.ColumnElement[bool]]:
    """Within a distance: a flat map with the scale of this latitude; 1 % off at 300 km, enough for a search."""
    scale = max(math.cos(math.radians(lat)), 0.01)
    degrees = km / KM_PER_DEGREE
    apart = sa.func.abs(v.lon - lon)
    east = sa.case((apart > 180, 360 - apart), else_=apart) * scale
    north = v.lat - lat
    return [v.lat.between(lat - degrees, lat + degrees), north * north + east * east <= degrees * degrees]


def _inside(v: Any, south: float, west: float, north: float, east: float) -> list[sa.ColumnElement[bool]]:
    across = v.lon.between(west, east) if west <= east else sa.or_(v.lon >= west, v.lon <= east)
    return [v.lat.between(south, north), across]


def joined(v: Any = schema.views) -> sa.Select[Any]:
    """Rows of ``views``, each with the claim as the machine coded it (none for claims that people added)."""
    where = v.outerjoin(schema.claims, v.c.claim_id == schema.claims.c.claim_id)
    return sa.select(v, schema.claims.c.json.label("machine")).select_from(where)


def every_query(wanted: ClaimFilter, dialect: str) -> sa.Select[Any]:
    """All rows that pass, by report."""
    v = schema.views.c
    query = joined().where(seen(wanted.coder), *conditions(wanted, dialect))
    return query.order_by(v.report_id, v.position, v.claim_id)
