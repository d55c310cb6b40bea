"""What a situation report is about: a period, a place, an actor. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from firsthand.exports import facts
from firsthand.exports.codes import country_name
from firsthand.exports.material import Material
from firsthand.gazetteer.countries import named_country
from firsthand.linking.names import folded
from firsthand.reading.directory import load as load_directory
from firsthand.reading.places.features import distance_km
from firsthand.records import Event


@dataclass(frozen=True)
class Wanted:
    """Days as ISO 8601, both included; a place, division or country by name; degrees and kilometres; an actor by any of
    its names; an event type by its id."""

    start: str | None = None
    end: str | None = None
    place: str | None = None
    near: tuple[float, float, float] | None = None
    actor: str | None = None
    event_type: str | None = None

    def told(self) -> str:
        """In words, for the head of the page.

        >>> Wanted("2025-03-01", "2025-03-31", "Mali", actor="the army").told()
        'Mali · the army · 2025-03-01 to 2025-03-31'
        """
        days = " to ".join(x for x in (self.start, self.end) if x)
        if bool(self.start) != bool(self.end):
            days = ("from " if self.start else "until ") + days
        around = "{2:g} km around {0:g}, {1:g}".format(*self.near) if self.near else None
        kind = self.event_type.replace("_", " ") if self.event_type else None
        return " · ".join(x for x in (self.place, around, self.actor, kind, days) if x)


def selected(material: Material, wanted: Wanted) -> Material:
    """The material of the events that are wanted, with their claims and reports only. What of an event is unknown (no
    day, no place) is not within any period or place."""
    kept = tuple(event for event in material.events if _is_wanted(event, wanted))
    claims = {i: material.claims[i] for event in kept for i in event.claims if i in material.claims}
    reports = {i: material.reports[i] for event in kept for i in event.reports if i in material.reports}
    return replace(material, events=kept, claims=claims, reports=reports)


def _is_wanted(event: Event, wanted: Wanted) -> bool:
    return (
        (not wanted.event_type or event.event_type == wanted.event_type)
        and _in_time(event, wanted)
        and (not wanted.place or _at(event, wanted.place))
        and (wanted.near is None or _near(event, wanted.near))
        and (not wanted.actor or any(_is(one.actor_id, one.name or one.text, wanted.actor) for one in event.actors))
    )


def _in_time(event: Event, wanted: Wanted) -> bool:
    if not (wanted.start or wanted.end):
        return True
    when = event.when
    first, last = (when.start or when.end, when.end or when.start) if when else (None, None)
    if first is None or last is None:
        return False
    return (not wanted.start or last[:10] >= wanted.start) and (not wanted.end or first[:10] <= wanted.end)


def _at(event: Event, place: str) -> bool:
    where = event.where
    if where is None:
        return False
    if where.country and (named_country(place) or place.upper()) == where.country:
        return True
    return any(_holds(name, place) for name in (where.name, where.text, where.admin1, country_name(where.country)))


def _near(event: Event, near: tuple[float, float, float]) -> bool:
    point = facts.point(event.where)
    return point is not None and distance_km(point, near[:2]) <= near[2]


def _is(actor_id: str | None, name: str | None, wanted: str) -> bool:
    known = load_directory().find(wanted)
    if known is not None and actor_id is not None:
        return actor_id == known.id
    return _holds(name, wanted)


def _holds(name: str | None, wanted: str) -> bool:
    """Are the words that are wanted words of the name, side by side?"""
    words = folded(wanted)
    return bool(name and words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", folded(name or "")) is not None
