"""The public profile: what is left out, coarsened or replaced before an export may be published, and a report on it.

The rules are data (``care.yaml``). Pure: a material in, a material out; the day it counts ages from is given.
"""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from firsthand.exports import facts
from firsthand.exports.codes import data
from firsthand.exports.material import Material
from firsthand.exports.persons import Persons
from firsthand.linking import link
from firsthand.records import Actor, Claim, Event, Harm, Link, Means, Phrase, Place, Report, When

KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Policy:
    """How careful: the delay in days, the size of a cell in degrees, and whether places become cells, stay at towns
    (sites and surroundings become cells), or are told by the division only."""

    today: datetime.date
    delay_days: int = 30
    cell_degrees: float = 0.1
    places: Literal["cell", "town", "division"] = "cell"


def public(material: Material, policy: Policy) -> Material:
    """The material as it may be published; ``publication`` says what was withheld and how often, without ids."""
    withheld: Counter[str] = Counter()
    kept = []
    for event in material.events:
        reason = _barred(event, material, policy)
        if reason:
            withheld[reason] += 1
        else:
            kept.append(event)
    persons = Persons(material.sensitive_sources)
    done: Counter[str] = Counter()
    claims: dict[str, Claim] = {}
    events = []
    for event in kept:
        everything = material.claims_of(event)
        mine = [claim for claim in everything if not _marked(claim, material)]
        shield = _protected(everything, event)
        hidden = len(everything) - len(mine)
        withheld["claim marked sensitive, of an event that stays"] += hidden
        again = _linked_again(event, mine, material) if hidden else [event]
        again = [one for one in again if _barred(one, material, policy) is None]
        events += [_event(one, shield, policy, persons, done) for one in again]
        left = {claim_id for one in again for claim_id in one.claims}
        mine = [claim for claim in mine if claim.claim_id in left]
        claims |= {claim.claim_id: _claim(claim, shield, policy, persons, done) for claim in mine}
    held = [i for event in events for i in event.reports if i in material.reports]
    reports = {i: _report(material.reports[i], persons) for i in held}
    done["excerpts dropped from claims"] = len(claims)
    told = data("care")
    publication = {
        "profile": told["profile"],
        "as_of": policy.today.isoformat(),
        "delay_days": policy.delay_days,
        "places": policy.places,
        "cell_degrees": policy.cell_degrees,
        "method": told["method"],
        "events_withheld": sum(n for reason, n in withheld.items() if not reason.startswith("claim ")),
        "withheld": {reason: count for reason, count in sorted(withheld.items()) if count},
        "changed": dict(sorted(done.items())) | {"private names replaced": len(persons)},
        "small_cells": small_cells(events),
    }
    return replace(material, events=tuple(events), claims=claims, reports=reports, publication=publication)


def _barred(event: Event, material: Material, policy: Policy) -> str | None:
    """Why an event is left out, or None."""
    claims = material.claims_of(event)
    types = {event.event_type, *(claim.event_type for claim in claims)}
    if types & set(data("care")["sensitive_types"]):
        return "event type that leads to survivors"
    if event.event_id in material.sensitive:
        return f"marked sensitive: {material.sensitive[event.event_id]}"
    if all(_marked(claim, material) for claim in claims):
        return "all its claims are marked sensitive"
    days = [day for day in (event.when and event.when.end, event.when and event.when.start) if day]
    published = [report.published for _, report in material.reports_of(event) if report.published]
    last = days[0] if days else max(published, default=None)
    if last is None:
        return "no date to tell its age by"
    age = (policy.today - datetime.date.fromisoformat(last[:10])).days
    return f"younger than {policy.delay_days} days" if age < policy.delay_days else None


def _marked(claim: Claim, material: Material) -> bool:
    return claim.claim_id in material.sensitive or claim.report_id in material.sensitive


def _linked_again(event: Event, claims: Sequence[Claim], material: Material) -> list[Event]:
    """The event from the claims that are left: no field of it may rest on a claim that is withheld. It can fall apart
    where such a claim held it together; there are never more origins than before."""
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report_id, []).append(claim)
    found = link([(material.reports[i], mine) for i, mine in by_report.items()])
    most = event.independent_origins
    changed = [
        one.model_copy(update={"review": event.review, "independent_origins": min(one.independent_origins, most)})
        for one in found
    ]
    return [changed[0].model_copy(update={"event_id": event.event_id})] if len(changed) == 1 else changed


def _protected(claims: Sequence[Claim], event: Event) -> bool:
    """Is the place, or what the deed was done to, of the kind that is never told by coordinates?"""
    words = [c.where.text or c.where.name or "" for c in claims if c.where] + [c.quote.text or "" for c in claims]
    words += [event.where.name or "" if event.where else ""]
    words += [actor.name or actor.text or "" for c in claims for actor in c.actors if actor.role != "initiator"]
    pattern = "|".join(re.escape(word) for word in data("care")["sensitive_places"])
    return re.search(rf"\b(?:{pattern})(?:s|es)?\b", " ; ".join(words).lower()) is not None


def _event(event: Event, shield: bool, policy: Policy, persons: Persons, done: Counter[str]) -> Event:
    if event.where is not None and shield:
        done["places told by the division only"] += 1
    origins = [
        {**one, "source": persons.source(one["source"], one["kind"]),
            "names": list(dict.fromkeys(persons.source(name, one["kind"]) for name in one.get("names", [])))}
        for one in event.origins
    ]  # fmt: skip
    return event.model_copy(
        update={
            "actors": tuple(_actor(actor, persons) for actor in event.actors),
            "when": _when(event.when, done),
            "where": _place(event.where, shield, policy, done),
            "harm": tuple({**row, "who": persons.group(row["who"])} for row in event.harm),
            "origins": tuple(origins),
            "contested": tuple({"field": _field(one["field"]), "positions": []} for one in event.contested),
            "why_linked": {},
        }
    )


def _field(name: str) -> str:
    """A disputed field without the group's words: harm.killed.soldiers is harm.killed."""
    return ".".join(name.split(".")[:2])


def _claim(claim: Claim, shield: bool, policy: Policy, persons: Persons, done: Counter[str]) -> Claim:
    quiet: Counter[str] = Counter()  # places and days are counted once, at the event
    links = []
    for step in claim.attribution:
        source = persons.source(step.source, step.kind)
        done["sources replaced by their kind"] += source != step.source
        links.append(Link(source=source, kind=step.kind, span=step.span))
    return claim.model_copy(
        update={
            "trigger": Phrase(span=claim.trigger.span),
            "quote": Phrase(span=claim.quote.span),
            "actors": tuple(_actor(actor, persons) for actor in claim.actors),
            "means": tuple(Means(span=one.span, kind=one.kind) for one in claim.means),
            "when": _when(claim.when, quiet),
            "where": _place(claim.where, shield, policy, quiet),
            "harm": tuple(_harm(one, persons) for one in claim.harm),
            "attribution": tuple(links),
            "disputes": None,
        }
    )


def _actor(actor: Actor, persons: Persons) -> Actor:
    return actor.model_copy(update={"text": None, "name": persons.actor(actor)})


def _harm(harm: Harm, persons: Persons) -> Harm:
    return harm.model_copy(update={"text": None, "who": persons.group(harm.who)})


def _when(when: When | None, done: Counter[str]) -> When | None:
    if when is None:
        return None
    done["times of day dropped"] += when.precision == "time"
    start, end = (day[:10] if day else None for day in (when.start, when.end))
    return When(start=start, end=end, precision="day" if when.precision == "time" else when.precision, span=when.span)


def _place(place: Place | None, shield: bool, policy: Policy, done: Counter[str]) -> Place | None:
    if place is None:
        return None
    fine = place.precision in data("care")["fine"] or place.precision is None
    blank = {"text": None, "alternatives": (), "unresolved": None, "score": None}
    if not fine and not (shield and place.precision == "district"):
        return place.model_copy(update=blank)
    if policy.places == "town" and place.precision == "town" and not shield:
        return place.model_copy(update=blank)
    done["places coarsened"] += 1
    gone = {**blank, "name": place.admin1, "geonameid": None, "lat": None, "lon": None, "radius_km": None}
    if shield or policy.places == "division" or place.lat is None or place.lon is None:
        return place.model_copy(update={**gone, "precision": "region" if place.admin1 else "country"})
    lat, lon = (cell_middle(value, policy.cell_degrees) for value in (place.lat, place.lon))
    radius = round(policy.cell_degrees * KM_PER_DEGREE / math.sqrt(2), 1)
    return place.model_copy(update={**gone, "lat": lat, "lon": lon, "radius_km": radius, "precision": "district"})


def cell_middle(degrees: float, cell: float) -> float:
    """The middle of the cell that a coordinate is in.

    >>> cell_middle(16.4134, 0.1), cell_middle(-3.67, 0.5)
    (16.45, -3.75)
    """
    return round((math.floor(round(degrees / cell, 9)) + 0.5) * cell, 6)


def _report(report: Report, persons: Persons) -> Report:
    gone: dict[str, Any] = {"text": "", "title": None, "author": None, "origin": None}
    if persons.is_sensitive(report.publisher):
        gone |= {"publisher": None, "url": None}
    return report.model_copy(update=gone)


def small_cells(events: Sequence[Event]) -> dict[str, Any]:
    """How many cells of division, type and month hold few events; a warning where there are any."""
    cells: Counter[tuple[Any, ...]] = Counter()
    for event in events:
        place, days = event.where, facts.days(event.when)
        month = days.start.isoformat()[:7] if days else None
        cells[place and place.country, place and place.admin1, event.event_type, month] += 1
    least = data("care")["small_cell"]
    few = sum(count < least for count in cells.values())
    warning = f"{few} of {len(cells)} cells of division, type and month hold fewer than {least} events" if few else None
    return {"fewer_than": least, "cells": len(cells), "small": few, "warning": warning}
