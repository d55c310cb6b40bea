"""PLOVER: JSON lines, one event each, with event, mode, contexts and sectors. The codes are in ``plover.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from firsthand.exports import facts
from firsthand.exports.codes import data
from firsthand.exports.compact import compact
from firsthand.exports.job import Job
from firsthand.exports.material import Losses, Material
from firsthand.records import Actor, Event


def write(job: Job) -> Iterator[bytes]:
    """The file; what it says about itself stands in a side-car, so that every line is an event."""
    for row in records(job.material, job.losses):
        yield compact(row) + b"\n"


def records(material: Material, losses: Losses) -> Iterator[dict[str, Any]]:
    """A record for each event whose type PLOVER has; planned and denied ones say so in ``stage``."""
    table = data("plover")
    for event in material.events:
        kind = material.codebook.types.get(event.event_type)
        coding = kind.coding.plover if kind else None
        if coding is None:
            losses.leave_out(f"PLOVER has no event for {event.event_type}", event.event_id)
            continue
        if facts.days(event.when) is None:
            losses.flag("no first and last day: event_date is null", event.event_id)
        yield _record(event, coding, material, table)


def _record(event: Event, coding: dict[str, str], material: Material, table: dict[str, Any]) -> dict[str, Any]:
    claims = material.claims_of(event)
    days, place, point = facts.days(event.when), event.where, facts.point(event.where)
    kinds = {actor.kind for actor in event.actors}
    contexts = table["contexts"].items()
    ones, others = facts.sides(event)
    return {
        "event_id": event.event_id,
        "event_date": days.start.isoformat() if days else None,
        "event_date_end": days.end.isoformat() if days else None,
        "date_precision": event.when.precision if event.when else None,
        "event_type": coding["event"],
        "event_mode": coding.get("mode"),
        "quad_code": next((quad for quad, names in table["quads"].items() if coding["event"] in names), None),
        "contexts": [n for n, c in contexts if event.event_type in c["types"] or kinds & set(c["kinds"])],
        "stage": facts.stage(claims),
        "actor": [_actor(actor, table) for actor in ones],
        "recipient": [_actor(actor, table) for actor in others],
        "third_party": [_actor(actor, table) for actor in facts.side(event, "third_party")],
        "placename": place.name or place.text if place else None,
        "province": place.admin1 if place else None,
        "country": place.country if place else None,
        "latitude": point and point[0],
        "longitude": point and point[1],
        "geonames_id": place.geonameid if place else None,
        "place_precision": place.precision if place else None,
        "harm": [{k: row[k] for k in ("outcome", "unit", "who", "party", "low", "best", "high")} for row in event.harm],
        "sources": [
            {"report_id": i, "publisher": r.publisher, "publication_date": r.published, "url": r.url}
            for i, r in material.reports_of(event)
        ],
        "origins": [{"source": one["source"], "kind": one["kind"]} for one in event.origins],
        "claims": list(event.claims),
        "text": list(dict.fromkeys(c.quote.text for c in claims if c.quote.text)),
        "firsthand_type": event.event_type,
    }


def _actor(actor: Actor, table: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": actor.name or actor.text,
        "country": actor.country,
        "sector": table["sectors"].get(actor.kind),
        "actor_id": actor.actor_id,
    }
