"""GeoJSON after RFC 7946: one feature an event; an event without a point has a null geometry, no country's centre."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.exports import facts, flat
from firsthand.exports.compact import compact
from firsthand.exports.job import Job
from firsthand.records import Event


def write(job: Job) -> Iterator[bytes]:
    """The file: a FeatureCollection; its member ``about`` (a foreign member in RFC 7946) says what it is."""
    features = [_feature(event, job) for event in job.material.events]
    yield b'{"type":"FeatureCollection","about":' + compact(job.about()) + b',"features":[\n'
    yield b",\n".join(features)
    yield b"\n]}\n"


def _feature(event: Event, job: Job) -> bytes:
    point = facts.point(event.where)
    if point is None:
        job.losses.flag("no point: its geometry is null", event.event_id)
    properties = flat.row(event, job.material)
    for name in ("event_id", "latitude", "longitude"):
        del properties[name]
    geometry = {"type": "Point", "coordinates": [point[1], point[0]]} if point else None
    feature = {"type": "Feature", "id": event.event_id, "geometry": geometry, "properties": properties}
    return compact(feature)
