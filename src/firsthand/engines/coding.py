"""Coding a part of a table: batches of records in, batches of coded reports out. Runs in the executors' processes.

What a record is, is told by its columns: ``path`` and ``content`` (a file's bytes), ``path`` (a file that every
executor can open, read there by the same readers as everywhere), ``line`` and ``path`` (a line of JSON lines), or the
record itself.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firsthand.engines.coded import COLUMNS, bad_row, batches, row_of
from firsthand.errors import FirsthandError, ReportError
from firsthand.reports import Given, Received, read, read_bytes, read_line
from firsthand.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

    from firsthand.coder import Coder
    from firsthand.reading.times import Order


@dataclass(frozen=True)
class Job:
    """What every executor is told. A codebook's folder, and the actors', must be there under the same names."""

    given: Given
    settings: Settings
    model: str | None = None
    codebook: str | None = None
    actors: str | None = None
    date_order: Order | None = None


@functools.lru_cache(maxsize=2)
def coder_of(model: str | None, codebook: str | None, actors: str | None, date_order: Order | None) -> Coder:
    """The coder of this process, loaded once: Spark keeps its Python processes from task to task."""
    import firsthand.coder

    own = [None if path is None else Path(path) for path in (codebook, actors)]
    return firsthand.coder.Coder(model, own[0], date_order=date_order, actors=own[1])


def code_batches(found: Iterable[pa.RecordBatch], job: Job) -> Iterator[pa.RecordBatch]:
    """The coded reports of batches of records, and what is wrong with the others."""
    yield from batches(_rows(found, job), COLUMNS)


def _rows(found: Iterable[pa.RecordBatch], job: Job) -> Iterator[dict[str, Any]]:
    coder = coder_of(job.model, job.codebook, job.actors, job.date_order)
    for batch in found:
        for record in batch.to_pylist():
            for one in received(record, job):
                if isinstance(one, ReportError):
                    raw = record.get("line")
                    yield bad_row(one, raw if isinstance(raw, bytes) else None)
                else:
                    yield coded_row(one, coder)


def coded_row(one: Received, coder: Coder) -> dict[str, Any]:
    """The row of a report; a report that the coder fails on becomes a bad record, whatever the error is."""
    place = one.report.origin or one.report.report_id
    try:
        ((_, claims),) = coder.code_many([one.report])
    except Exception as error:  # one report in a billion must not end the run; nothing is hidden: it stands in the row
        claims = ReportError(place, f"the coder failed ({type(error).__name__}: {error})", "report this as a fault")
    if isinstance(claims, FirsthandError):
        return bad_row(claims, one.raw, place)
    return row_of(one, claims, coder.version)


def received(record: Mapping[str, Any], job: Job) -> Iterator[Received | ReportError]:
    """The reports of one record."""
    foreign = job.model is not None
    path = record.get("path")
    if set(record) == {"path", "line"}:
        line = bytes(record["line"])
        if line.strip():
            place = f"{path}, line {hashlib.sha256(line).hexdigest()[:8]}"
            yield read_line(line, place, job.given, job.settings, foreign)
    elif set(record) == {"path", "content"}:
        yield from read_bytes(bytes(record["content"]), str(path), job.given, job.settings, foreign)
    elif set(record) == {"path"}:
        yield from read([str(path)], job.given, job.settings, foreign)
    else:
        kept = {name: value for name, value in record.items() if value is not None}
        line = json.dumps(kept, ensure_ascii=False, default=_plain).encode("utf-8", "replace")
        yield read_line(line, f"record {hashlib.sha256(line).hexdigest()[:8]}", job.given, job.settings, foreign)


def _plain(value: Any) -> str:
    """A value that JSON has no word for: dates as ISO 8601."""
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
