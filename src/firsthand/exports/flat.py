"""One event as one flat row: what ``csv``, ``parquet``, ``geojson`` and the data package hold. The columns are in
``tables.yaml``, with their types and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from firsthand.exports import cells, facts, notes
from firsthand.exports.codes import country_name, data
from firsthand.exports.job import Job
from firsthand.exports.material import Material
from firsthand.records import Event

COUNTED = ("killed", "injured", "captured", "abducted", "arrested", "missing", "displaced")
LIST = "; "  # between several values of one cell


def columns(table: str) -> list[str]:
    """The names of a table's columns, in order."""
    return [column["name"] for column in data("tables")[table]["columns"]]


def write(job: Job) -> Iterator[bytes]:
    """CSV, one event a row."""
    names = columns("events")
    found = (row(event, job.material) for event in job.material.events)
    for event in job.material.events:
        if facts.point(event.where) is None:
            job.losses.flag("no point: latitude and longitude are empty", event.event_id)
    return cells.lines(([one[name] for name in names] for one in found), [names], job.options.bom)


def row(event: Event, material: Material) -> dict[str, Any]:
    """The flat row of an event; what nobody says is None."""
    claims = material.claims_of(event)
    when, place, point = event.when, event.where, facts.point(event.where)
    stage = facts.stage(claims)
    counted: dict[str, int | None] = {}
    for outcome in COUNTED:
        toll = facts.toll(facts.people(event, outcome))
        for bound in ("low", "best", "high"):
            counted[f"{outcome}_{bound}"] = getattr(toll, bound) if toll else None
    others = [h for h in event.harm if h["unit"] != "person" or h["outcome"] not in COUNTED]
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "stage": stage,
        "date_start": when.start[:10] if when and when.start else None,
        "date_end": when.end[:10] if when and when.end else None,
        "time_start": when.start if when and when.start and len(when.start) > 10 else None,
        "time_end": when.end if when and when.end and len(when.end) > 10 else None,
        "date_precision": when.precision if when else None,
        "place": (place.name or place.text) if place else None,
        "geonameid": place.geonameid if place else None,
        "latitude": point[0] if point else None,
        "longitude": point[1] if point else None,
        "place_precision": place.precision if place else None,
        "radius_km": place.radius_km if place else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "country_name": country_name(place.country) if place else None,
        "initiators": _names(event, "initiator"),
        "initiator_kinds": _kinds(event, "initiator"),
        "targets": _names(event, "target"),
        "target_kinds": _kinds(event, "target"),
        "third_parties": _names(event, "third_party"),
        "means": LIST.join(facts.means(claims)) or None,
        **counted,
        "other_harm": LIST.join(_harm(h) for h in others) or None,
        "claim_count": len(event.claims),
        "report_count": len(event.reports),
        "independent_origins": event.independent_origins,
        "origins": LIST.join(str(one["source"]) for one in event.origins) or None,
        "contested": LIST.join(str(one["field"]) for one in event.contested) or None,
        "review": event.review,
        "notes": notes.sentence(event, stage),
        "claims": LIST.join(event.claims),
        "reports": LIST.join(event.reports),
    }


def _names(event: Event, role: str) -> str | None:
    return LIST.join(dict.fromkeys(a.name or a.text or a.kind for a in facts.side(event, role))) or None


def _kinds(event: Event, role: str) -> str | None:
    return LIST.join(dict.fromkeys(actor.kind for actor in facts.side(event, role))) or None


def _harm(row: dict[str, Any]) -> str:
    bounds = "-".join("?" if x is None else str(x) for x in (row["low"], row["high"]))
    return " ".join(x for x in (row["outcome"], bounds, row["who"] or row["unit"]) if x)
