"""What speaks for two groups of claims being one event, field by field, and what rules it out."""

from __future__ import annotations

import datetime
import functools
import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from firsthand.linking.families import may_be_same
from firsthand.linking.names import folded
from firsthand.records import Claim, Place

SAME_TOWN_KM = 25.0  # two gazetteer entries for one town, or "near" it, lie within this
NARROW_DAYS = 31  # an interval that is longer does not tell one event from the next
SHARP_DAYS = 8  # "last week", "a few days ago": one point more than "this month"
TELLING_TOLL = 3  # one or two dead are too common to tell events apart


@dataclass(frozen=True, slots=True)
class Spot:
    """What is compared of a place. ``readings``: where its name may lie, the place it was resolved to, then the
    alternatives, at most three in all."""

    name: str | None
    text: str | None
    country: str | None
    admin1: str | None
    precision: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    readings: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, place: Place) -> Spot:
        """The spot of a claim's place."""
        found = [(place.lat, place.lon), *((x.lat, x.lon) for x in place.alternatives)]
        readings = [(lat, lon) for lat, lon in found if lat is not None and lon is not None]
        return cls(
            place.name, place.text, place.country, place.admin1, place.precision, place.geonameid, place.lat,
            place.lon, tuple(readings[:3]),
        )  # fmt: skip


@dataclass(slots=True)
class Facts:
    """What claims held to be about one event agree on: all that two groups of claims are compared by."""

    types: Sequence[str]
    first: str | None
    last: str | None
    place: Spot | None
    names: Mapping[str, Set[str]]
    tolls: Set[tuple[str, int | None, int | None]]
    future: bool


@dataclass(slots=True)
class Group:
    """Claims held to be about one event, and what they agree on; made by the clustering and seen by nobody else."""

    claims: list[Claim] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    first: str | None = None
    last: str | None = None
    place: Spot | None = None
    names: dict[str, set[str]] = field(default_factory=dict)
    triggers: set[str] = field(default_factory=set)
    tolls: set[tuple[str, int | None, int | None]] = field(default_factory=set)
    future: bool = False
    end: int = 0  # where in its report the last claim's sentence ends
    why: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, claim: Claim) -> Group:
        """A group of one claim."""
        group = cls(future=claim.stage in ("planned", "threatened"))
        group._take(claim)
        return group

    def facts(self) -> Facts:
        """What the claims agree on, without the claims; not to be changed any more."""
        names = {role: frozenset(found) for role, found in self.names.items()}
        types = tuple(dict.fromkeys(self.types))
        return Facts(types, self.first, self.last, self.place, names, frozenset(self.tolls), self.future)

    def _take(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.types.append(claim.event_type)
        if claim.when is not None and (claim.when.start or claim.when.end):
            self.first, self.last = narrowed(self, claim.when.start, claim.when.end)
        if claim.where is not None and says_more(claim.where, self.place):
            self.place = Spot.of(claim.where)
        for actor in claim.actors:
            if name := actor.actor_id or (folded(actor.name) if actor.name else ""):
                self.names.setdefault(actor.role, set()).add(name)
        if claim.trigger.text:
            self.triggers.add(claim.trigger.text.casefold())
        self.tolls |= {(x.outcome, x.low, x.high) for x in claim.harm if (x.low or x.high or 0) >= TELLING_TOLL}
        self.end = max(self.end, claim.quote.span.end if claim.quote.span else 0)

    def join(self, other: Group, why: str) -> None:
        """Take all claims of ``other`` in; ``why`` is kept for each."""
        for claim in other.claims:
            self._take(claim)
            self.why[claim.claim_id] = other.why.get(claim.claim_id, why) if len(other.claims) > 1 else why


Told = Facts | Group


def narrowed(group: Told, start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """The days or hours that the group and ``start`` to ``end`` share; where hours of one day do not meet, the day."""
    first = max((x for x in (group.first, start) if x), key=lambda x: f"{x}T00:00"[:16], default=None)
    last = min((x for x in (group.last, end) if x), key=lambda x: x if len(x) > 10 else f"{x}T23:59", default=None)
    if first and last and first[:10] == last[:10] and len(first) > 10 and len(last) > 10 and first > last:
        return first[:10], last[:10]
    return first, last


_RANK = {"site": 6, "town": 5, "near": 4, "district": 3, "region": 2, "country": 1}


def says_more(one: Place | Spot, other: Place | Spot | None) -> bool:
    """Is a place more precise than another, or the first at all?"""

    def rank(place: Place | Spot) -> tuple[bool, int]:
        return place.lat is not None or place.geonameid is not None, _RANK.get(place.precision or "", 0)

    return other is None or rank(one) > rank(other)


def days(group: Told) -> int | None:
    """How many days the group's interval has; None if it is open."""
    return _days(group.first, group.last) if group.first and group.last else None


@functools.lru_cache(maxsize=4_096)
def _days(first: str, last: str) -> int:
    return (datetime.date.fromisoformat(last[:10]) - datetime.date.fromisoformat(first[:10])).days + 1


def kilometres(one: Spot, other: Spot) -> float | None:
    """Distance on the sphere, or None if one of the two is not resolved."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return sphere_km(one.lat, one.lon, other.lat, other.lon)


def sphere_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Distance of two places in degrees on the sphere (haversine).

    >>> round(sphere_km(16.27, -0.05, 16.95, -0.35))
    82
    """
    a, b = math.radians(lat), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


@dataclass(frozen=True)
class Evidence:
    """What was found: points for, the reasons in words, or ``conflict``: why the two cannot be one event."""

    points: int = 0
    reasons: tuple[str, ...] = ()
    conflict: str | None = None
    same_time: bool = False
    same_place: bool = False


def weigh(one: Told, other: Told) -> Evidence:
    """Compare two groups on every field.

    Two points for the same place and for overlapping days (one where they are vague), one for each further field that
    agrees; a conflict ends it.
    """
    if one.future != other.future:
        return Evidence(conflict="one is told as done, the other as planned")
    if not all(may_be_same(a, b) for a in dict.fromkeys(one.types) for b in dict.fromkeys(other.types)):
        return Evidence(conflict="different kinds of event")
    points, reasons = 0, list[str]()
    time = _times(one, other)
    place = _places(one.place, other.place)
    if time == "conflict" or place == "conflict":
        return Evidence(conflict="different days" if time == "conflict" else "different places")
    if time:
        sharp = max(days(one) or 0, days(other) or 0) <= SHARP_DAYS
        points, reasons = points + 1 + sharp, [*reasons, time]
    if place:
        points, reasons = points + 2, [*reasons, place]
    if set(one.types) & set(other.types):
        points, reasons = points + 1, [*reasons, "same kind of event"]
    for role, label in (("initiator", "same initiator"), ("target", "same target")):
        if shared := one.names.get(role, set()) & other.names.get(role, set()):
            points, reasons = points + 1, [*reasons, f"{label} ({min(shared)})"]
    if one.tolls & other.tolls:
        points, reasons = points + 1, [*reasons, "same toll"]
    return Evidence(points, tuple(reasons), None, bool(time), bool(place))


def _times(one: Told, other: Told) -> str | None:
    if not (one.first or one.last) or not (other.first or other.last):
        return None
    first, last = narrowed(one, other.first, other.last)
    if first and last and first[:10] > last[:10]:
        return "conflict"
    spans = days(one), days(other)
    return "overlapping days" if all(x is not None and x <= NARROW_DAYS for x in spans) else None


def _may_meet(one: Spot, other: Spot) -> bool:
    """Do two readings of the same words lie within one town of each other?"""
    coarse = {"region", "country", "district"}
    if one.precision in coarse or other.precision in coarse:
        return False
    return any(sphere_km(*a, *b) <= SAME_TOWN_KM for a in one.readings for b in other.readings)


def _places(one: Spot | None, other: Spot | None) -> str | None:
    if one is None or other is None:
        return None
    if one.text and other.text and folded(one.text) == folded(other.text) and _may_meet(one, other):
        return f"same place ({one.name or one.text})"
    if one.country and other.country and one.country != other.country:
        return "conflict"
    coarse = {"region", "country", "district"}
    if one.precision in coarse or other.precision in coarse:
        if one.admin1 and other.admin1 and one.admin1 != other.admin1:
            return "conflict"
        same = one.geonameid is not None and one.geonameid == other.geonameid and one.precision != "country"
        return f"same area ({one.name})" if same else None
    distance = kilometres(one, other)
    near = distance is not None and distance <= SAME_TOWN_KM
    if near or (one.geonameid is not None and one.geonameid == other.geonameid):
        return f"same place ({one.name or one.text})"
    if distance is not None:
        return "conflict"
    return f"same place ({one.text})" if one.text and other.text and folded(one.text) == folded(other.text) else None
