"""Parquet: the flat table of events, typed, with what the file says about itself in its key-value metadata.

Written by ourselves: a flat table of optional columns is 120 lines, and the libraries that write Parquet would be a
large part of the whole install (installed sizes: pyarrow 171 MB, duckdb 70 MB, all that firsthand needs 460 MB). The
tests read the files with pyarrow and with duckdb. The format: https://parquet.apache.org/docs/file-format/ (plain
encoding, gzip pages).
"""

from __future__ import annotations

import datetime
import itertools
import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from firsthand.exports import facts, flat
from firsthand.exports.codes import data
from firsthand.exports.job import Job

MAGIC = b"PAR1"
ROWS = 50_000  # of a row group: what a writer holds in memory at once, some 50 MB
_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12  # thrift's compact types
# A column type's physical type, its converted type (UTF8 0, DATE 6) and how one value is written.
_TYPES: dict[str, tuple[int, int | None]] = {
    "string": (6, 0),
    "date": (1, 6),
    "integer": (2, None),
    "number": (5, None),
}
_GZIP, _PLAIN, _RLE = 2, 0, 3
_EPOCH = datetime.date(1970, 1, 1).toordinal()


class Field(NamedTuple):
    """One field of a thrift struct: its number, its compact type and its value."""

    number: int
    type: int
    value: Any


def write(job: Job) -> Iterator[bytes]:
    """The file."""
    for event in job.material.events:
        if facts.point(event.where) is None:
            job.losses.flag("no point: latitude and longitude are null", event.event_id)
    columns = data("tables")["events"]["columns"]
    found = (flat.row(event, job.material) for event in job.material.events)
    about = json.dumps(job.about(), ensure_ascii=False)
    return table(columns, found, {"firsthand": about})


def table(
    columns: Sequence[dict[str, Any]], rows: Iterable[dict[str, Any]], metadata: dict[str, str]
) -> Iterator[bytes]:
    """A Parquet file of rows; each column has a ``name`` and a ``type`` (string, integer, number or date)."""
    yield MAGIC
    offset, groups, count = len(MAGIC), [], 0
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, ROWS)):
        chunks, size = [], 0
        for column in columns:
            page, raw_size = _page([row[column["name"]] for row in chunk], column["type"])
            chunks.append(_chunk(column, len(chunk), offset, len(page), raw_size))
            yield page
            offset, size = offset + len(page), size + raw_size
        groups.append([Field(1, _LIST, (_STRUCT, chunks)), Field(2, _I64, size), Field(3, _I64, len(chunk))])
        count += len(chunk)
    footer = _struct([
        Field(1, _I32, 1),
        Field(2, _LIST, (_STRUCT, _schema(columns))),
        Field(3, _I64, count),
        Field(4, _LIST, (_STRUCT, groups)),
        Field(5, _LIST, (_STRUCT, [[Field(1, _BINARY, k), Field(2, _BINARY, v)] for k, v in metadata.items()])),
        Field(6, _BINARY, "firsthand"),
    ])  # fmt: skip
    yield footer + struct.pack("<I", len(footer)) + MAGIC


def _schema(columns: Sequence[dict[str, Any]]) -> list[list[Field]]:
    elements = [[Field(4, _BINARY, "events"), Field(5, _I32, len(columns))]]
    for column in columns:
        physical, converted = _TYPES[column["type"]]
        element = [Field(1, _I32, physical), Field(3, _I32, 1), Field(4, _BINARY, column["name"])]  # 1: optional
        elements.append(element if converted is None else [*element, Field(6, _I32, converted)])
    return elements


def _chunk(column: dict[str, Any], count: int, offset: int, size: int, raw_size: int) -> list[Field]:
    about = [
        Field(1, _I32, _TYPES[column["type"]][0]),
        Field(2, _LIST, (_I32, [_PLAIN, _RLE])),
        Field(3, _LIST, (_BINARY, [column["name"]])),
        Field(4, _I32, _GZIP),
        Field(5, _I64, count),
        Field(6, _I64, raw_size),
        Field(7, _I64, size),
        Field(9, _I64, offset),
    ]
    return [Field(2, _I64, offset), Field(3, _STRUCT, about)]


def _page(values: Sequence[Any], kind: str) -> tuple[bytes, int]:
    """A data page with its header, and its size uncompressed: which values are there, then the values."""
    levels = b"".join(
        _varint(len(list(run)) << 1) + bytes([there]) for there, run in itertools.groupby(v is not None for v in values)
    )
    body = struct.pack("<I", len(levels)) + levels + b"".join(_value(v, kind) for v in values if v is not None)
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)  # 31: with a gzip header, and no time in it
    packed = packer.compress(body) + packer.flush()
    head = [Field(1, _I32, len(values)), Field(2, _I32, _PLAIN), Field(3, _I32, _RLE), Field(4, _I32, _RLE)]
    header = _struct([
        Field(1, _I32, 0), Field(2, _I32, len(body)), Field(3, _I32, len(packed)), Field(5, _STRUCT, head)
    ])  # fmt: skip
    return header + packed, len(header) + len(body)


def _value(value: Any, kind: str) -> bytes:
    if kind == "string":
        text = str(value).encode("utf-8", "replace")
        return struct.pack("<I", len(text)) + text
    if kind == "date":
        return struct.pack("<i", datetime.date.fromisoformat(value).toordinal() - _EPOCH)
    return struct.pack("<q", value) if kind == "integer" else struct.pack("<d", value)


def _struct(fields: Sequence[Field]) -> bytes:
    """A struct in thrift's compact protocol."""
    out, last = b"", 0
    for field in fields:
        out += bytes([(field.number - last) << 4 | field.type]) + _thrift(field.type, field.value)
        last = field.number
    return out + b"\0"


def _thrift(kind: int, value: Any) -> bytes:
    if kind in (_I32, _I64):
        return _varint(value << 1)  # zigzag; no number here is negative
    if kind == _BINARY:
        text: bytes = value.encode("utf-8", "replace")
        return _varint(len(text)) + text
    if kind == _STRUCT:
        return _struct(value)
    inner, items = value
    head = bytes([len(items) << 4 | inner]) if len(items) < 15 else bytes([0xF0 | inner]) + _varint(len(items))
    return head + b"".join(_thrift(inner, item) for item in items)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
