"""ACLED: the 31 columns of its export, one event a row. The codes are in ``acled.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from firsthand.codebook import Codebook
from firsthand.exports import cells, facts, notes
from firsthand.exports.codes import acled_region, country_name, data, numeric
from firsthand.exports.job import Job
from firsthand.exports.material import Losses, Material
from firsthand.reading.directory import load as load_directory
from firsthand.records import Actor, Claim, Event

COLUMNS: tuple[str, ...] = tuple(data("acled")["columns"])


def write(job: Job) -> Iterator[bytes]:
    """The file."""
    found = list(rows(job.material, job.losses, job.options.codes == "number"))
    return cells.lines(([row[name] for name in COLUMNS] for row in found), [COLUMNS], job.options.bom)


def rows(material: Material, losses: Losses, numbers: bool = False) -> Iterator[dict[str, Any]]:
    """A row for each event that ACLED can hold; the others are noted in ``losses`` with the reason."""
    for event in material.events:
        row = _row(event, material, losses, numbers)
        if row is not None:
            yield row


def kind_of(event: Event, claims: Sequence[Claim], codebook: Codebook) -> tuple[str, str] | None:
    """Event type and sub-event type, or None for what ACLED does not code."""
    kind = codebook.types.get(event.event_type)
    coding = kind.coding.acled if kind else None
    if coding is None:
        return None
    inters = {role: [inter(actor, event) for actor in facts.side(event, role)] for role in ("initiator", "target")}
    told = facts.means(claims)
    for rule in data("acled")["rules"]:
        if event.event_type not in rule["types"] or ("means" in rule and not set(rule["means"]) & set(told)):
            continue
        if all(inters[role] and set(inters[role]) <= set(rule[role]) for role in inters if role in rule):
            return rule["gives"][0], rule["gives"][1]
    return coding["event_type"], coding["sub_event_type"]


def inter(actor: Actor, event: Event) -> int | None:
    """The number of the actor's type, or None where our kinds do not tell it."""
    table = data("acled")
    number: int | None = table["kinds"].get(actor.kind)
    home = event.where.country if event.where else None
    if number == 1 and actor.country and home and actor.country != home:
        return 8
    if number in (6, 7) and actor.role == "initiator":
        number = table["crowds"].get(event.event_type, number)
    return number


def _row(event: Event, material: Material, losses: Losses, numbers: bool) -> dict[str, Any] | None:
    claims = material.claims_of(event)
    stage, days, place = facts.stage(claims), facts.days(event.when), event.where
    kind = kind_of(event, claims, material.codebook)
    point = facts.point(place)
    precision = data("acled")["places"].get(place.precision if place else None)
    time = next((code for most, code in data("acled")["days"].items() if days and days.length <= most), None)
    missing = (
        (kind is None, f"ACLED has no event type for {event.event_type}"),
        (stage in ("planned", "threatened"), f"it has not happened: {stage}"),
        (stage == "denied", "every source denies it"),
        (days is None, "no first and last day"),
        (time is None, "the day is less certain than a month"),
        (place is None or not place.country, "no country"),
        (point is None or precision is None, "no place with coordinates more precise than a country"),
    )
    for lacks, reason in missing:
        if lacks:
            losses.leave_out(reason, event.event_id)
            return None
    assert kind is not None
    assert days is not None
    assert place is not None
    assert point is not None
    one, other = (_side(actors, event, numbers) for actors in facts.sides(event))
    types = [x for x in (one["types"], other["types"]) if x is not None]
    deaths = facts.killed(event)
    if not one["name"]:
        losses.flag("no initiator told: actor1 and inter1 are empty", event.event_id)
    if deaths is None:
        losses.flag("no toll told: fatalities is empty (ACLED writes 0)", event.event_id)
    violent = kind[0] in ("Violence against civilians", "Explosions/Remote violence") or kind[1] == "Mob violence"
    disorder = data("acled")["disorder"]
    return {
        "event_id_cnty": f"{place.country}{event.event_id}",
        "event_date": days.start.isoformat(),
        "year": days.start.year,
        "time_precision": time,
        "disorder_type": disorder.get(kind[1]) or disorder[kind[0]],
        "event_type": kind[0],
        "sub_event_type": kind[1],
        "actor1": one["name"],
        "assoc_actor_1": one["more"],
        "inter1": one["inter"],
        "actor2": other["name"],
        "assoc_actor_2": other["more"],
        "inter2": other["inter"],
        "interaction": interaction(types, numbers),
        "civilian_targeting": "Civilian targeting" if violent and other["types"] in (6, 7) else None,
        "iso": numeric(place.country),
        "region": acled_region(place.country),
        "country": country_name(place.country),
        "admin1": place.admin1,
        "admin2": None,
        "admin3": None,
        "location": place.name or place.text or place.admin1,
        "latitude": point[0],
        "longitude": point[1],
        "geo_precision": precision,
        "source": "; ".join(publishers(event, material)),
        "source_scale": _scale(publishers(event, material), place.country),
        "notes": notes.sentence(event, stage),
        # ACLED takes the most conservative of several figures
        "fatalities": None if deaths is None else deaths.best if deaths.low is None else deaths.low,
        "tags": None,
        "timestamp": None,
    }


def _side(actors: Sequence[Actor], event: Event, numbers: bool) -> dict[str, Any]:
    labels = [label(actor, event) for actor in actors]
    told = [actor.name or actor.text or "" for actor in actors]
    names = list(dict.fromkeys(name for name in (*labels, *told) if name))
    number = inter(actors[0], event) if actors else None
    text = None if number is None else number if numbers else data("acled")["inter"][number]
    return {"name": names[0] if names else None, "more": "; ".join(names[1:]) or None, "inter": text, "types": number}


def label(actor: Actor, event: Event) -> str:
    """An actor's name as ACLED writes it, but for the years of a state's regime, which no report tells.

    >>> from firsthand.records import Place
    >>> event = Event(event_id="e", event_type="attack", where=Place(country="MLI"))
    >>> label(Actor(role="target", name="traders", kind="civilian"), event)
    'Civilians (Mali)'
    >>> label(Actor(role="target", name="the army", kind="military", country="NER"), event)
    'Military Forces of Niger'
    """
    table, number = data("acled"), inter(actor, event)
    if number in table["crowd_names"]:
        land = country_name(actor.country or (event.where.country if event.where else None))
        return f"{table['crowd_names'][number]} ({land})" if land else str(table["crowd_names"][number])
    body, land = table["bodies"].get(actor.kind), country_name(actor.country)
    return f"{body} {land}" if body and land else actor.name or actor.text or ""


def interaction(types: Sequence[int], numbers: bool = False) -> str | int | None:
    """The pair of actor types, the smaller number first; of one actor alone "only".

    >>> interaction([7, 2]), interaction([7, 2], numbers=True), interaction([6]), interaction([])
    ('Rebel group-Civilians', 27, 'Protesters only', None)
    """
    if not types:
        return None
    low, high = min(types), max(types)
    names = data("acled")["inter"]
    if len(types) == 1:
        return low * 10 if numbers else f"{names[low]} only"
    return low * 10 + high if numbers else f"{names[low]}-{names[high]}"


def publishers(event: Event, material: Material) -> list[str]:
    """The names of the publishers of an event's reports, each once."""
    return list(dict.fromkeys(report.publisher for _, report in material.reports_of(event) if report.publisher))


def _scale(names: Sequence[str], country: str | None) -> str | None:
    found = []
    for name in names:
        entry = load_directory().find(name)
        if entry is not None and entry.kind == "media" and entry.country:
            found.append(data("acled")["scales"]["same" if entry.country == country else "other"])
    return "-".join(sorted(set(found), reverse=True)) or None
