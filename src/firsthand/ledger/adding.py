"""Reports with their claims into the tables: one or thousands, in the same way; only how rows travel differs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from firsthand import __version__
from firsthand.ledger import custody, engines, rows, schema, search, tallies, writing
from firsthand.records import Claim, Report

TOGETHER_BYTES = 16_000_000  # of reports in one transaction: some thousand of the press, or one large PDF


@dataclass(frozen=True)
class Incoming:
    """A report as it comes in, with its claims.

    ``raw``: the bytes that it came as; ``headers``: of the address that it came from; ``tool``: the versions that
    coded it.

    >>> Incoming(Report(text="Shelling hit the market."), b"Shelling hit the market.", "text/plain", []).claims
    []
    """

    report: Report
    raw: bytes
    media_type: str
    claims: Sequence[Claim]
    headers: Mapping[str, str] | None = None
    tool: str | None = None


def batches(incoming: Iterable[Incoming], most: int, size: int = TOGETHER_BYTES) -> Iterator[list[Incoming]]:
    """Reports by at most ``most``, and by fewer where their bytes as received come to ``size``.

    >>> one = Incoming(Report(text="Shelling hit the market."), b"12345", "text/plain", [])
    >>> [len(batch) for batch in batches([one] * 5, most=3)], [len(batch) for batch in batches([one] * 5, 3, size=9)]
    ([3, 2], [2, 2, 1])
    """
    batch: list[Incoming] = []
    held = 0
    for one in incoming:
        batch.append(one)
        held += len(one.raw)
        if len(batch) >= most or held >= size:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _report_row(one: Incoming, at: str) -> dict[str, Any]:
    report = one.report
    return {
        "report_id": report.report_id,
        "sha256": custody.sha256(one.raw),
        "raw": one.raw,
        "media_type": one.media_type,
        "received": at,
        "origin": report.origin,
        "tool": one.tool or f"firsthand {__version__}",
        "text": report.text,
        "about": json.dumps({name: getattr(report, name) for name in rows.ABOUT}, ensure_ascii=False),
        "headers": None if one.headers is None else rows.packed(dict(one.headers)),
    }


def add(connection: sa.Connection, incoming: Sequence[Incoming], at: str, copy: bool = False) -> list[Incoming]:
    """Store those reports that are not there, each with its claims and its entry in the custody log; they are returned.

    ``at``: now. ``copy``: by COPY, where the database has it; many rows arrive several times as fast.
    """
    known = sa.select(schema.reports.c.report_id).where(
        schema.reports.c.report_id.in_([one.report.report_id for one in incoming])
    )
    seen = set(connection.execute(known).scalars())
    fresh: list[Incoming] = []
    for one in incoming:
        if one.report.report_id not in seen:
            seen.add(one.report.report_id)
            fresh.append(one)
    if not fresh:
        return []
    reports: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    views: list[dict[str, Any]] = []
    log: list[dict[str, Any]] = []
    last, seal = writing.head(connection)
    for number, one in enumerate(fresh, last + 1):
        row = _report_row(one, at)
        unique = list({claim.claim_id: claim for claim in one.claims}.values())  # the same content twice is one claim
        coded = [rows.claim_row(claim, position) for position, claim in enumerate(unique)]
        entry = custody.entry(number, at, "added", row["report_id"], custody.content_of(row, coded), seal)
        seal = entry["seal"]
        reports.append(row)
        claims += coded
        views += [view for position, claim in enumerate(unique) for view in rows.view_rows(claim, position)]
        log.append(entry)
    for table, found in (
        (schema.reports, reports), (schema.claims, claims), (schema.views, views), (schema.custody, log),
    ):  # fmt: skip
        engines.insert(connection, table, found, copy)
    search.index(connection, [(entry["number"], row["text"]) for entry, row in zip(log, reports, strict=True)], copy)
    tallies.changed(connection, (), views)
    return fresh
