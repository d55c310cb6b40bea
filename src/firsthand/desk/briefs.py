"""Events in a line each: what the desk's lists, map and charts need of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.desk.charted import bar
from firsthand.exports import words
from firsthand.records import Event

Head = tuple[int, str]
NO_EVENTS: Head = (0, "")  # the head of an index of nothing: the events are not made yet, or are too many
SENSITIVE = ("witness", "medical", "anonymous")  # kinds of sources that a reader does not see by name
RADIUS_KM = {"site": 0.0, "town": 0.0, "near": 15.0, "district": 30.0, "region": 120.0, "country": 350.0}


@dataclass(frozen=True, slots=True)
class Brief:
    """An event in a line: what lists, map and charts need; the whole event is kept packed."""

    event_id: str
    event_type: str
    start: str | None
    end: str | None
    lat: float | None
    lon: float | None
    place: str
    country: str | None
    precision: str | None
    radius_km: float
    killed: tuple[int | None, int | None, int | None]
    harm: str
    sides: str
    actors: tuple[str, ...]  # the bars of a chart that it counts in
    origins: int
    reports: int
    claims: tuple[str, ...]
    contested: tuple[str, ...]
    review: str
    in_reports: tuple[str, ...]
    private: tuple[str, ...]  # names of origins that readers do not see
    packed: bytes

    def event(self) -> Event:
        """The whole event."""
        return Event.model_validate(json.loads(zlib.decompress(self.packed)))

    @property
    def day(self) -> str | None:
        """A day to sort and count by: the first that it can have been."""
        found = self.start or self.end
        return found[:10] if found else None

    @property
    def toll(self) -> int:
        """The dead by the best figure, 0 where none is told."""
        low, best, high = self.killed
        return best or low or high or 0


def private(event: Event) -> tuple[str, ...]:
    """The names of an event's origins that a reader does not see."""
    found = [one for one in event.origins if one["kind"] in SENSITIVE]
    return tuple(dict.fromkeys(str(name) for one in found for name in (one["source"], *one.get("names", ()))))


def brief(event: Event) -> Brief:
    """An event's line."""
    place, when = event.where, event.when
    killed = next((h for h in event.harm if h["outcome"] == "killed" and h["unit"] == "person"), None)
    dead = [h for h in event.harm if h["outcome"] == "killed" and h["unit"] == "person"]
    total = (_sum(dead, "low"), _sum(dead, "best"), _sum(dead, "high")) if killed else (None, None, None)
    precision = place.precision if place else None
    radius = (place.radius_km if place and place.radius_km else None) or RADIUS_KM.get(precision or "", 0.0)
    return Brief(
        event_id=event.event_id,
        event_type=event.event_type,
        start=when.start if when else None,
        end=when.end if when else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        place=words.where(place),
        country=place.country if place else None,
        precision=precision,
        radius_km=radius,
        killed=total,
        harm=words.fused(event.harm),
        sides=words.sides(event.actors),
        actors=tuple(dict.fromkeys(name for actor in event.actors if (name := bar(actor)))),
        origins=event.independent_origins,
        reports=len(event.reports),
        claims=event.claims,
        contested=tuple(str(one["field"]) for one in event.contested),
        review=event.review,
        in_reports=event.reports,
        private=private(event),
        packed=zlib.compress(event.model_dump_json().encode(), 3),
    )


def _sum(values: Sequence[Mapping[str, Any]], name: str) -> int | None:
    held = [value[name] for value in values]
    return None if any(value is None for value in held) else sum(held)


@dataclass(frozen=True)
class Made:
    """The events at an entry of the ledger's log, or (if not ``whole``) what is new since those known before."""

    head: Head
    new: list[Brief]
    gone: tuple[str, ...] = ()
    whole: bool = True


@dataclass
class Index:
    """The events at one moment of the ledger, oldest first."""

    head: Head
    events: list[Brief]
    by_id: dict[str, Brief]
    by_claim: dict[str, str]
    made_in_s: float

    @classmethod
    def empty(cls) -> Index:
        """No events yet."""
        return cls.of(Made(NO_EVENTS, []), 0.0)

    @classmethod
    def of(cls, made: Made, made_in_s: float) -> Index:
        """The index of these events."""
        return cls._of(made.head, {one.event_id: one for one in made.new}, made_in_s)

    def after(self, made: Made, made_in_s: float) -> Index:
        """The index after a change."""
        by_id = self.by_id.copy()
        for name in made.gone:
            del by_id[name]
        by_id.update((one.event_id, one) for one in made.new)
        return self._of(made.head, by_id, made_in_s)

    @classmethod
    def _of(cls, head: Head, by_id: dict[str, Brief], made_in_s: float) -> Index:
        events = sorted(by_id.values(), key=lambda one: (one.start or one.end or "9999", one.event_id))
        by_claim = {claim: one.event_id for one in events for claim in one.claims}
        return cls(head, events, by_id, by_claim, made_in_s)
