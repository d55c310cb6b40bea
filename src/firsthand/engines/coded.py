"""Coded reports as rows of a table: a report, the bytes that it came as, its claims; or why there are none.

A row holds everything that a ledger stores of a report, so that it can travel alone. A row with a ``reason`` is a
record that could not be read or coded: its place, the reason, the cure, and its bytes where it has any.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from firsthand.errors import FirsthandError, ReportError
from firsthand.records import Claim, Report
from firsthand.reports import Received

if TYPE_CHECKING:
    import pyarrow as pa

FIELDS = tuple(Report.model_fields)
# Column and type, in the words that Spark and Arrow share. ``claims`` are the lines that ``firsthand code`` prints.
COLUMNS = {
    "report_id": "string", **dict.fromkeys(FIELDS, "string"), "raw": "binary", "sha256": "string",
    "media_type": "string", "headers": "string", "tool": "string", "claims": "array<string>", "place": "string",
    "reason": "string", "cure": "string", "outcome": "string",
}  # fmt: skip
CODED, BAD = "coded", "bad"
ROWS = 50  # of a batch: some 500 kB of press reports
PARTS = f"outcome={CODED}"  # the folder of the coded reports within what ``spark code`` writes


class Loaded(NamedTuple):
    """A coded report: as received, its claims, and the versions that coded it."""

    received: Received
    claims: list[Claim]
    tool: str


def row_of(received: Received, claims: Sequence[Claim], tool: str) -> dict[str, Any]:
    """The row of a coded report."""
    report = received.report
    return {
        "report_id": report.report_id,
        **{name: getattr(report, name) for name in FIELDS},
        "raw": received.raw,
        "sha256": hashlib.sha256(received.raw).hexdigest(),
        "media_type": received.media_type,
        "headers": None if received.headers is None else json.dumps(dict(received.headers), ensure_ascii=False),
        "tool": tool,
        "claims": [claim.as_json() for claim in claims],
        "outcome": CODED,
    }


def bad_row(error: FirsthandError, raw: bytes | None = None, place: str = "") -> dict[str, Any]:
    """The row of a record that gave no report, or whose report could not be coded."""
    if not isinstance(error, ReportError):
        return {"place": place, "reason": str(error), "cure": None, "raw": raw, "outcome": BAD}
    return {"place": error.place, "reason": error.reason, "cure": error.cure, "raw": raw, "outcome": BAD}


def report_of(row: Mapping[str, Any]) -> Report:
    """The report of a row."""
    return Report(**{name: row[name] for name in FIELDS})


def claims_of(row: Mapping[str, Any]) -> list[Claim]:
    """The claims of a row."""
    return [Claim.model_validate_json(line) for line in row["claims"] or ()]


def loaded(row: Mapping[str, Any], place: str) -> Loaded:
    """What a row holds, checked: the bytes against their hash, the report and its claims against their ids.

    Raises ``ReportError`` if anything in it is not as it was coded.
    """
    try:
        report, claims = report_of(row), claims_of(row)
        headers = None if row["headers"] is None else json.loads(row["headers"])
        raw, tool = bytes(row["raw"]), str(row["tool"])
        fault = _fault(row, report, raw, claims, tool)
    except (ValidationError, ValueError, TypeError, KeyError) as error:
        fault = " ".join(str(error).split())[:200]
    if fault:
        raise ReportError(f"{place}, report {row.get('report_id')}", f"not as it was coded ({fault})", "code it again")
    return Loaded(Received(report, raw, str(row["media_type"]), headers), claims, tool)


def _fault(row: Mapping[str, Any], report: Report, raw: bytes, claims: Sequence[Claim], tool: str) -> str | None:
    if hashlib.sha256(raw).hexdigest() != row["sha256"]:
        return "its bytes are not those of its SHA-256"
    if report.report_id != row["report_id"]:
        return "its text or date is not that of its id"
    for claim in claims:
        if claim.report_id != report.report_id:
            return f"claim {claim.claim_id} is of another report"
        if claim.identified(tool).claim_id != claim.claim_id:
            return f"claim {claim.claim_id} is not what has this id"
    return None


def schema(columns: Mapping[str, str]) -> pa.Schema:
    """The Arrow schema of columns in Spark's words."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(), "binary": pa.binary(), "array<string>": pa.list_(pa.string()), "int": pa.int32(),
        "double": pa.float64(), "boolean": pa.bool_(), "bigint": pa.int64(),
        "array<struct<key:string,weight:double>>": pa.list_(
            pa.struct([("key", pa.string()), ("weight", pa.float64())])
        ),
        "array<struct<member:string,day:int,keys:array<string>>>": pa.list_(
            pa.struct([("member", pa.string()), ("day", pa.int32()), ("keys", pa.list_(pa.string()))])
        ),
    }  # fmt: skip
    return pa.schema([(name, kinds[kind]) for name, kind in columns.items()])


def batches(rows: Iterable[dict[str, Any]], columns: Mapping[str, str], size: int = ROWS) -> Iterator[pa.RecordBatch]:
    """Rows as Arrow batches."""
    import pyarrow as pa

    form, waiting = schema(columns), list[dict[str, Any]]()
    for row in rows:
        waiting.append(row)
        if len(waiting) >= size:
            yield pa.RecordBatch.from_pylist(waiting, form)
            waiting = []
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, form)


def read_coded(paths: Sequence[str]) -> Iterator[Loaded | ReportError]:
    """The coded reports in Parquet files, and in folders of them such as ``spark code`` writes; in flat memory.

    Bad records that lie beside them are passed over. What cannot be read comes as a ``ReportError`` in its place. Needs
    pyarrow; raises ``FirsthandError`` where it is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        cure = "install it: pip install 'firsthand[parquet]'"
        raise FirsthandError(f"reading Parquet needs pyarrow, which is not there; {cure}") from error
    wanted = [name for name in COLUMNS if name not in ("place", "reason", "cure", "outcome")]
    for path in paths:
        files = _files(Path(path))
        if not files:
            yield ReportError(path, "no Parquet file with coded reports", "give what firsthand spark code wrote")
        for file in files:
            try:
                with pq.ParquetFile(file) as opened:
                    if missing := [name for name in wanted if name not in opened.schema_arrow.names]:
                        what = f"not a table of coded reports (no column {missing[0]})"
                        raise ReportError(str(file), what, "give what firsthand spark code wrote")
                    for batch in opened.iter_batches(ROWS, columns=wanted):
                        for row in batch.to_pylist():
                            try:
                                yield loaded(row, str(file))
                            except ReportError as error:
                                yield error
            except ReportError as error:
                yield error
            except (OSError, pa.ArrowException) as error:
                reason = " ".join(str(error).split())[:200]
                yield ReportError(str(file), f"it cannot be read as Parquet ({reason})", "copy it again")


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    inner = path / PARTS if (path / PARTS).is_dir() else path
    return sorted(x for x in inner.glob("*.parquet") if not x.name.startswith(("_", ".")))
