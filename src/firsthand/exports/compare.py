"""Our events beside a reference data set: which are the same in time and place, on what they agree, what either lacks.

The rule. A pair is possible if its days are at most ``days`` apart (as intervals: a date that is less certain than a
day reaches as far as its precision says) and its places at most ``km`` (plus what the less exact of both places allows,
or the same first-order division where one is a region). Of the possible pairs the best are taken first, each event and
each row once: nearest in time and place, then the same type, actors and toll. Time and place alone decide what is
possible, so that disagreement on type, actors or deaths is seen and not hidden.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from firsthand.exports import facts
from firsthand.exports.acled import kind_of
from firsthand.exports.codes import country_name
from firsthand.exports.material import Material
from firsthand.exports.reference import Reference, Row, covered
from firsthand.exports.ucdp import type_of_violence
from firsthand.linking.names import folded
from firsthand.reading.directory import load as load_directory
from firsthand.records import Actor, Event

DAYS, KM = 1, 25.0  # tolerance: reports and coders differ by a day; GeoNames entries of one town lie within 25 km
# Kilometres that a place may be off by its exactness: the place itself, near it or its district. Regions go by name.
_SLACK = {1: 0.0, 2: 25.0}
_EXACT = {"site": 1, "town": 1, "near": 2, "district": 2, "region": 3, "country": 4}
_ALIKE = 90  # of 100: spellings of one name ("Jama'at Nusrat" and "Jamaat Nusrat") have 95, two groups' names under 80
_STATE_WORDS = ("force", "government", "military", "police")  # in the names that ACLED and UCDP give to state bodies
_EARTH_KM = 6371.0
AGREE, PARTLY, DIFFER, UNKNOWN = "agree", "partly", "differ", "unknown"


@dataclass(frozen=True)
class Pair:
    """An event and a row that are held to be the same, with the agreement on each field."""

    event: Event
    row: Row
    days_apart: int
    km_apart: float | None
    type: str
    actors: str
    deaths: str
    score: float


@dataclass(frozen=True)
class Comparison:
    """The pairs, our events and the reference's rows without a partner, and our events outside its time and lands."""

    reference: Reference
    pairs: tuple[Pair, ...]
    ours: tuple[Event, ...]
    theirs: tuple[Row, ...]
    outside: tuple[Event, ...]
    material: Material

    def summary(self) -> dict[str, Any]:
        """Counts, and the agreement on each field."""
        fields = {
            name: dict(Counter(getattr(pair, name) for pair in self.pairs)) for name in ("type", "actors", "deaths")
        }
        return {
            "shape": self.reference.shape,
            "matched": len(self.pairs),
            "only_ours": len(self.ours),
            "only_reference": len(self.theirs),
            "outside_reference": len(self.outside),
            "bad_rows": len(self.reference.bad),
            "agreement": fields,
        }

    def records(self) -> Iterator[dict[str, Any]]:
        """Each pair and each gap as plain values: the lines of jsonl."""
        for pair in self.pairs:
            yield {
                "status": "matched",
                "event_id": pair.event.event_id,
                "reference_id": pair.row.id,
                "days_apart": pair.days_apart,
                "km_apart": pair.km_apart,
                "agreement": {"type": pair.type, "actors": pair.actors, "deaths": pair.deaths},
                "ours": ours(pair.event, self.material),
                "reference": theirs(pair.row),
                "score": round(pair.score, 3),
            }
        for status, events in (("only_ours", self.ours), ("outside_reference", self.outside)):
            for event in events:
                yield {"status": status, "event_id": event.event_id, "ours": ours(event, self.material)}
        for row in self.theirs:
            yield {"status": "only_reference", "reference_id": row.id, "reference": theirs(row)}


def compare(material: Material, reference: Reference, days: int = DAYS, km: float = KM) -> Comparison:
    """Match the events that the reference could hold (they happened, and it codes such types) with its rows."""
    first, last, lands = covered(reference)
    inside: list[Event] = []
    outside: list[Event] = []
    for event in material.events:
        if facts.stage(material.claims_of(event)) in ("planned", "threatened", "denied"):
            continue
        if _type(event, reference.shape, material) is None:
            continue
        (inside if _is_covered(event, first, last, lands, days) else outside).append(event)
    possible = sorted(
        _possible(inside, reference, days, km, material),
        key=lambda pair: (-pair.score, pair.event.event_id, pair.row.id),
    )
    taken: list[Pair] = []
    used_events: set[str] = set()
    used_rows: set[int] = set()
    for pair in possible:
        if pair.event.event_id not in used_events and id(pair.row) not in used_rows:
            taken.append(pair)
            used_events.add(pair.event.event_id)
            used_rows.add(id(pair.row))
    return Comparison(
        reference,
        tuple(taken),
        tuple(event for event in inside if event.event_id not in used_events),
        tuple(row for row in reference.rows if id(row) not in used_rows),
        tuple(outside),
        material,
    )


def _is_covered(
    event: Event, first: datetime.date | None, last: datetime.date | None, lands: frozenset[str], days: int
) -> bool:
    when, slack = facts.days(event.when), datetime.timedelta(days)
    if when is None or first is None or last is None or when.end < first - slack or when.start > last + slack:
        return False
    return event.where is None or event.where.country is None or event.where.country in lands


def _possible(
    events: Sequence[Event], reference: Reference, days: int, km: float, material: Material
) -> Iterator[Pair]:
    """Pairs near enough in time and place; rows are looked up by month, so that the work stays near linear."""
    by_month: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in reference.rows:
        if row.start is not None and row.end is not None and row.start <= row.end:
            for month in _months(row.start, row.end):
                by_month[month].append(row)
    slack = datetime.timedelta(days)
    for event in events:
        when = facts.days(event.when)
        assert when is not None, "only events with days are covered"
        seen: set[int] = set()
        for month in _months(when.start - slack, when.end + slack):
            for row in by_month.get(month, ()):
                if id(row) not in seen:
                    seen.add(id(row))
                    pair = _pair(event, row, when, days, km, reference.shape, material)
                    if pair is not None:
                        yield pair


def _months(start: datetime.date, end: datetime.date) -> Iterator[tuple[int, int]]:
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield number // 12, number % 12 + 1


def _pair(
    event: Event, row: Row, when: facts.Days, days: int, km: float, shape: str, material: Material
) -> Pair | None:
    assert row.start is not None
    assert row.end is not None
    apart = max((row.start - when.end).days, (when.start - row.end).days, 0)
    near = _near(event, row, km)
    if apart > days or near is None:
        return None
    closeness, distance = near
    mine = _type(event, shape, material)
    kind = AGREE if mine == row.kind else UNKNOWN if mine in (None, "") else DIFFER
    actors, deaths = actors_agree(event.actors, row.actors), deaths_agree(facts.killed(event), row.deaths)
    score = 2 * closeness + 1 / (1 + apart) + sum(_WORTH[value] for value in (kind, actors, deaths))
    return Pair(event, row, apart, None if distance is None else round(distance, 1), kind, actors, deaths, score)


_WORTH = {AGREE: 1.0, PARTLY: 0.5, UNKNOWN: 0.25, DIFFER: 0.0}


def _near(event: Event, row: Row, km: float) -> tuple[float, float | None] | None:
    """How close two places are (1 is the same), and the kilometres between them; None if they are too far apart."""
    place, point = event.where, facts.point(event.where)
    if place is None or (place.country and row.country and place.country != row.country):
        return None
    exact = _EXACT.get(place.precision or "", 2)
    if max(exact, row.exact) >= 3:
        same = _same_place(place.admin1, row.admin1) or (exact == row.exact == 3 and _same_place(place.name, row.place))
        return (0.3, _km(point, row)) if same else None
    distance = _km(point, row)
    if distance is None:
        same = place.country == row.country and _same_place(place.name, row.place)
        return (0.6, None) if same else None
    most = km + max(_SLACK[exact], _SLACK[row.exact], place.radius_km or 0.0)
    return (1 - 0.7 * distance / most if most else 1.0, distance) if distance <= most else None


def _same_place(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and folded(one) == folded(other)


def _km(point: tuple[float, float] | None, row: Row) -> float | None:
    """Great-circle distance in kilometres, or None where one has no coordinates."""
    if point is None or row.lat is None or row.lon is None:
        return None
    (lat, lon), other = (math.radians(x) for x in point), (math.radians(row.lat), math.radians(row.lon))
    a = math.sin((other[0] - lat) / 2) ** 2 + math.cos(lat) * math.cos(other[0]) * math.sin((other[1] - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(a)))


def _type(event: Event, shape: str, material: Material) -> str | None:
    """Our event's type in the reference's words: ACLED's sub-event type, or UCDP's type of violence ("" where the sides
    do not tell); None for what the reference does not code."""
    if shape == "acled":
        kind = kind_of(event, material.claims_of(event), material.codebook)
        return kind[1] if kind else None
    found = material.codebook.types.get(event.event_type)
    if found is None or not found.coding.ucdp or not found.coding.ucdp.get("counts"):
        return None
    violence, _ = type_of_violence(*facts.sides(event))
    return "" if violence is None else str(violence)


def actors_agree(ours: Sequence[Actor], theirs: Sequence[str]) -> str:
    """Whether the named actors are the same: all of ours, some, none, or nothing to compare.

    >>> actors_agree([Actor(role="initiator", name="Malian army", kind="military", country="MLI")],
    ...     ["Military Forces of Mali (2021-)", "JNIM: Group for Support of Islam and Muslims"])
    'agree'
    """
    told = [a for a in ours if a.actor_id or a.country or a.kind == "civilian" or _has_capital(a.name or a.text or "")]
    if not told or not theirs:
        return UNKNOWN
    found = sum(any(_same_actor(actor, name) for name in theirs) for actor in told)
    return AGREE if found == len(told) else PARTLY if found else DIFFER


def _has_capital(name: str) -> bool:
    """Is it a name, and no description ("gunmen") that any group can hide behind?"""
    return any(letter.isupper() for letter in name[1:]) or (name[:1].isupper() and " " in name)


def _same_actor(actor: Actor, name: str) -> bool:
    other = folded(name)
    if folded(actor.name or actor.text or "") == other or (actor.kind == "civilian" and "civilian" in other):
        return True
    if actor.kind in facts.STATE and actor.country:
        land = folded(country_name(actor.country) or "")
        return bool(land) and land in other and any(word in other for word in _STATE_WORDS)
    entry = load_directory().entries.get(actor.actor_id or "")
    names = [actor.name or actor.text or "", *((entry.name, *entry.aliases) if entry else ())]
    return any(_same_name(folded(mine), other) for mine in names if mine)


def _same_name(mine: str, other: str) -> bool:
    if len(mine) <= 5:  # acronyms: as a word of its own
        return mine in other.split()
    return fuzz.token_set_ratio(mine, other) >= _ALIKE


def deaths_agree(ours: facts.Toll | None, theirs: facts.Toll | None) -> str:
    """Whether the bounds of both overlap; partly if only the ranges do and the best figures differ.

    >>> nine, two = facts.Toll(9, 9, None), facts.Toll(2, 2, 2)
    >>> deaths_agree(nine, facts.Toll(9, 9, 9)), deaths_agree(nine, two)
    ('agree', 'differ')
    """
    if ours is None or theirs is None or ours == (None, None, None):
        return UNKNOWN
    if ours.best == theirs.best and ours.best is not None:
        return AGREE
    low, high = max(ours.low or 0, theirs.low or 0), min(_or_all(ours.high), _or_all(theirs.high))
    return PARTLY if low <= high else DIFFER


def _or_all(value: int | None) -> float:
    return math.inf if value is None else value


def ours(event: Event, material: Material) -> dict[str, Any]:
    """What the comparison shows of one of our events."""
    when, place, toll = facts.days(event.when), event.where, facts.killed(event)
    return {
        "type": event.event_type,
        "start": when.start.isoformat() if when else None,
        "end": when.end.isoformat() if when else None,
        "place": (place.name or place.text) if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "actors": list(dict.fromkeys(a.name or a.text or a.kind for a in event.actors)),
        "deaths": toll._asdict() if toll else None,
        "claims": len(material.claims_of(event)),
    }


def theirs(row: Row) -> dict[str, Any]:
    """What the comparison shows of a row of the reference."""
    return {
        "type": row.kind,
        "start": row.start.isoformat() if row.start else None,
        "end": row.end.isoformat() if row.end else None,
        "place": row.place,
        "admin1": row.admin1,
        "country": row.country,
        "actors": list(row.actors),
        "deaths": row.deaths._asdict() if row.deaths else None,
    }
