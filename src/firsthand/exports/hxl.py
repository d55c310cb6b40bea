"""HXL: a table with hashtags in the second row, as humanitarian data is exchanged. The tags are in ``hxl.yaml``."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.exports import cells, facts, flat
from firsthand.exports.codes import data
from firsthand.exports.job import Job


def write(job: Job) -> Iterator[bytes]:
    """The file: headers, hashtags, one event a row. Planned, threatened and denied events are left out: the column
    ``#affected`` of a humanitarian table is of what happened."""
    table = data("hxl")["columns"]
    found = []
    for event in job.material.events:
        stage = facts.stage(job.material.claims_of(event))
        if stage in ("planned", "threatened", "denied"):
            job.losses.leave_out(f"it has not happened, or every source denies it: {stage}", event.event_id)
            continue
        if facts.point(event.where) is None:
            job.losses.flag("no point: #geo+lat and #geo+lon are empty", event.event_id)
        row = flat.row(event, job.material)
        found.append([row[column["field"]] for column in table])
    heads = [[column["header"] for column in table], [column["tag"] for column in table]]
    return cells.lines(found, heads, job.options.bom)
