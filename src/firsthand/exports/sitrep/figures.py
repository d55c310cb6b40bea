"""The numbers of a situation report, counted from the material. Pure; nothing here knows of pages."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from firsthand.exports import facts, words
from firsthand.exports.codes import country_name
from firsthand.exports.material import Material
from firsthand.exports.sitrep.worldmap import Spot
from firsthand.linking.names import folded
from firsthand.records import Claim, Event

TAKEN_PLACE = ("occurred", "ongoing", "attempted")
Unit = Literal["week", "month", "year"]
_WEEKS, _MONTHS = 40, 72  # bars at most before they become months, and years
_LONGEST = 31  # days: an event less certain than that is on no bar


class Split(NamedTuple):
    """Events that took place, and those that are only planned, threatened or denied by all."""

    happened: list[Event]
    said: list[tuple[Event, str]]  # with its stage


class Tally(NamedTuple):
    """A row of a table: a name, its events and its dead by the best figures (None: no toll told)."""

    name: str
    events: int
    dead: int | None


class Bar(NamedTuple):
    """A stretch of the timeline: its first day, its name, events, of these those whose days reach past it, and dead."""

    start: datetime.date
    name: str
    events: int
    unsure: int
    dead: int


class Position(NamedTuple):
    """One of several accounts: what is said, by whom, and through which outlets."""

    value: str
    sources: tuple[str, ...]
    through: tuple[str, ...]


@dataclass(frozen=True)
class Dispute:
    """What sources differ on in an event; a single position if the others may not be told."""

    event: Event
    what: str
    positions: tuple[Position, ...]


def split(material: Material) -> Split:
    """The events by whether they took place, each kind in the order of days."""
    happened: list[Event] = []
    said: list[tuple[Event, str]] = []
    for event in sorted(material.events, key=_day_key):
        stage = facts.stage(material.claims_of(event))
        if stage in TAKEN_PLACE:
            happened.append(event)
        else:
            said.append((event, stage))
    return Split(happened, said)


def _day_key(event: Event) -> tuple[str, str]:
    when = event.when
    return (when.start or when.end or "9999") if when else "9999", event.event_id


def dead(event: Event) -> int | None:
    """The best figure of people killed, or the lowest known; None where no toll is told."""
    toll = facts.killed(event)
    return None if toll is None else toll.best if toll.best is not None else toll.low


def deadliest(events: Sequence[Event], most: int) -> list[Event]:
    """The ``most`` events with the most dead, in the order that they were in."""
    if len(events) <= most:
        return list(events)
    kept = {one.event_id for one in sorted(events, key=lambda one: -(dead(one) or 0))[:most]}
    return [event for event in events if event.event_id in kept]


def total(events: Iterable[Event], outcome: str) -> facts.Toll | None:
    """The sum of an outcome over events: low of what is known, best, and high, which is open if one toll is."""
    tolls = [toll for event in events if (toll := facts.toll(facts.people(event, outcome))) is not None]
    if not tolls:
        return None
    highs = [toll.high for toll in tolls]
    return facts.Toll(
        sum(toll.low or 0 for toll in tolls),
        sum(toll.best if toll.best is not None else toll.low or 0 for toll in tolls),
        None if None in highs else sum(high for high in highs if high is not None),
    )


def _added(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _tallied(pairs: Iterable[tuple[str, int | None]]) -> list[Tally]:
    rows: dict[str, Tally] = {}
    for name, killed in pairs:
        row = rows.get(name, Tally(name, 0, None))
        rows[name] = Tally(name, row.events + 1, _added(row.dead, killed))
    return sorted(rows.values(), key=lambda row: (-row.events, -(row.dead or 0), row.name))


def types(events: Sequence[Event]) -> list[Tally]:
    """Event types, the most frequent first."""
    return _tallied((words.kind(event.event_type), dead(event)) for event in events)


class Part(NamedTuple):
    """Somebody who took part: kind, in how many events, and in how many of these as the one who acted."""

    name: str
    kind: str
    events: int
    acted: int


def actors(events: Sequence[Event]) -> list[Part]:
    """Those who took part, the most frequent first; without a resolved name, the words for them."""
    rows: dict[str, Part] = {}
    for event in events:
        roles: dict[str, set[str]] = {}
        for actor in filter(facts.is_party, event.actors):
            name = words.named(actor)
            key = actor.actor_id or folded(name) or name
            rows.setdefault(key, Part(name, actor.kind, 0, 0))
            roles.setdefault(key, set()).add(actor.role)
        for key, parts in roles.items():
            row = rows[key]
            rows[key] = row._replace(events=row.events + 1, acted=row.acted + ("initiator" in parts))
    return sorted(rows.values(), key=lambda row: (-row.events, -row.acted, row.name))


def place_name(event: Event) -> str:
    """Where, in words, with division and country."""
    where = event.where
    if where is None:
        return ""
    parts = [words.where(where.model_copy(update={"country": None})).removesuffix(" ?"), where.admin1]
    parts.append(country_name(where.country) or where.country)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def places(events: Sequence[Event]) -> list[Tally]:
    """Places with their events and dead; those without a place are under an empty name."""
    return _tallied((place_name(event), dead(event)) for event in events)


def spots(events: Sequence[Event]) -> list[Spot]:
    """Places with coordinates, for the map: events at one point are one spot."""
    found: dict[tuple[float, float, float | None], Spot] = {}
    for event in events:
        point = facts.point(event.where)
        if point is None or event.where is None:
            continue
        radius = event.where.radius_km or None
        key = (*point, radius)
        name = place_name(event) if radius else event.where.name or event.where.text or ""
        spot = found.get(key, Spot(*point, name, 0, None, radius_km=radius))
        contested = spot.contested or bool(event.contested)
        found[key] = spot._replace(events=spot.events + 1, dead=_added(spot.dead, dead(event)), contested=contested)
    return list(found.values())


def bars(events: Sequence[Event], unit: Unit | None = None) -> tuple[Unit, list[Bar], int]:
    """The timeline: its unit (given, or weeks, months or years by the time spanned), every stretch from the first to
    the last, and how many events have no day that is certain enough.

    An event stands at the middle of its days; if these reach past the stretch, it is counted as unsure there.
    """
    dated = [(days, event) for event in events if (days := facts.days(event.when)) and days.length <= _LONGEST]
    if not dated:
        return unit or "week", [], len(events)
    middles = [days.start + datetime.timedelta((days.length - 1) // 2) for days, _ in dated]
    span = (max(middles) - min(middles)).days
    unit = unit or ("week" if span <= 7 * _WEEKS else "month" if span <= 30.5 * _MONTHS else "year")
    begin = _BEGINS[unit]
    counted: Counter[datetime.date] = Counter()
    unsure: Counter[datetime.date] = Counter()
    killed: Counter[datetime.date] = Counter()
    for (days, event), middle in zip(dated, middles, strict=True):
        at = begin(middle)
        counted[at] += 1
        unsure[at] += begin(days.start) != begin(days.end)
        killed[at] += dead(event) or 0
    row, last = [min(counted)], max(counted)
    while row[-1] < last:
        row.append(begin(row[-1] + datetime.timedelta({"week": 7, "month": 31, "year": 366}[unit])))
    named = _NAMES[unit]
    return unit, [Bar(d, named(d), counted[d], unsure[d], killed[d]) for d in row], len(events) - len(dated)


_BEGINS: Mapping[str, Callable[[datetime.date], datetime.date]] = {
    "week": lambda day: day - datetime.timedelta(day.weekday()),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}
_NAMES: Mapping[str, Callable[[datetime.date], str]] = {
    "week": lambda day: f"week of {day.isoformat()}",
    "month": lambda day: day.isoformat()[:7],
    "year": lambda day: day.isoformat()[:4],
}


def disputes(events: Sequence[Event], material: Material) -> list[Dispute]:
    """What sources differ on, event by event. Tolls and denials are put together from the claims, so that they also
    stand in a public report, with its stand-ins for names."""
    found = []
    for event in events:
        for one in event.contested:
            name = str(one["field"])
            if name == "occurrence":
                positions = _stances(event, material)
            elif name.startswith("harm."):
                positions = _tolls(event, name, material)
            else:
                positions = tuple(_position(str(p["value"]), p["claims"], material) for p in one["positions"])
            found.append(Dispute(event, _in_words(name), positions))
    return found


def _in_words(field: str) -> str:
    """
    >>> _in_words("harm.killed.soldiers"), _in_words("when")
    ('killed (soldiers)', 'when')
    """
    known = {"occurrence": "whether it happened", "initiator": "who did it"}
    outcome, _, who = field.removeprefix("harm.").partition(".")
    return known.get(field) or (f"{outcome} ({who})" if who else outcome)


def _stances(event: Event, material: Material) -> tuple[Position, ...]:
    said: dict[str, list[str]] = {}
    for claim in material.claims_of(event):
        said.setdefault("denied" if claim.stance == "denies" else "said", []).append(claim.claim_id)
    return tuple(_position(value, ids, material) for value, ids in said.items())


def _tolls(event: Event, field: str, material: Material) -> tuple[Position, ...]:
    """The figures of the row that the field names; the public profile keeps the outcome of the name only, and then
    those of every group with several figures are told."""
    _, outcome, *who = field.split(".", 2)
    rows: list[Mapping[str, Any]] = [row for row in event.harm if row["outcome"] == outcome and len(row["values"]) > 1]
    named = [row for row in rows if not who or row["who"] == who[0]] or rows

    def told(row: Mapping[str, Any], value: Mapping[str, Any]) -> str:
        group = f" {row['who']}" if len(named) > 1 and row["who"] else ""
        return words.count(value["low"], value["high"]) + group

    return tuple(_position(told(row, value), value["claims"], material) for row in named for value in row["values"])


def _position(value: str, ids: Sequence[str], material: Material) -> Position:
    claims = [material.claims[i] for i in ids if i in material.claims]
    sources = dict.fromkeys(claim.attribution[-1].source for claim in claims if claim.attribution)
    through = dict.fromkeys(link.source for claim in claims for link in claim.attribution[:-1])
    return Position(value, tuple(sources), tuple(name for name in through if name not in sources))


class Origin(NamedTuple):
    """A source at the end of chains: its kind, its events, and of these those that nobody else tells."""

    name: str
    kind: str
    events: int
    alone: int


def origins(events: Sequence[Event]) -> list[Origin]:
    """Who says so in the end, the most frequent first."""
    rows: dict[str, Origin] = {}
    for event in events:
        for one in event.origins:
            key = folded(str(one["source"])) or str(one["source"])
            row = rows.get(key, Origin(str(one["source"]), one.get("kind") or "kind unknown", 0, 0))
            rows[key] = row._replace(events=row.events + 1, alone=row.alone + (event.independent_origins == 1))
    return sorted(rows.values(), key=lambda row: (-row.events, row.name))


def publishers(material: Material) -> list[tuple[str, int]]:
    """Who published the reports, with how many."""
    counted = Counter(report.publisher or "publisher unknown" for report in material.reports.values())
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def chain(claim: Claim) -> str:
    """The chain of a claim from the origin to the publisher."""
    return words.chain(claim.attribution) or "unknown"
