"""A strategy and a property for each reader.

The bytes are real files of our own making, crossed out, doubled, turned and cut, and now and then nothing but noise.
The suite runs a few of each; ``python -m fuzz`` runs as many as you have time for.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st
from tests.reports import making
from tests.reports.making import story

from firsthand.errors import ReportError
from firsthand.reports import Received, feedlist, sitemap
from firsthand.reports.base import NOTHING, Reading
from firsthand.reports.pdfworker import extracted
from firsthand.reports.reader import opened
from firsthand.settings import Settings

SMALL = Settings(max_report_mb=1, max_archive_mb=5, max_archive_files=50, max_feed_entries=50, max_pages=20)
ONE, TWO = story(1), story(2)
_PAGE = making.page(ONE).encode()
SEEDS: dict[str, tuple[str, bytes]] = {
    "text": (".txt", f"Date: 4 March 2025\nSource: Harbour Example Wire\n\n{ONE.text}".encode()),
    "html": (".html", _PAGE),
    "json": (".json", json.dumps([making.row(ONE)]).encode()),
    "jsonl": (".jsonl", making.jsonl([making.row(ONE), making.row(TWO)])),
    "csv": (".csv", making.table([making.row(ONE), making.row(TWO)])),
    "markdown": (".md", making.markdown(ONE).encode()),
    "mail": (".eml", making.mail(ONE, attached={"a.txt": TWO.text.encode(), "b.html": _PAGE})),
    "docx": (".docx", making.docx([ONE.text], ONE.title)),
    "odt": (".odt", making.odt([ONE.text, TWO.text], ONE.title)),
    "xlsx": (".xlsx", making.xlsx({"A": making.cells([making.row(ONE), making.row(TWO)])})),
    "rss": (".rss", making.rss([ONE, TWO])),
    "atom": (".atom", making.atom([ONE, TWO])),
    "warc": (".warc", making.warc([(ONE.url, "text/html", _PAGE)], packed=False)),
    "warc.gz": (".gz", making.warc([(ONE.url, "text/html", _PAGE)])),
    "wacz": (".wacz", making.wacz([ONE])),
    "zip": (
        ".zip",
        making.archive({"a.txt": ONE.text, "b.csv": making.table([making.row(TWO)])}, zipfile.ZIP_DEFLATED),
    ),
    "gzip": (".gz", making.packed(ONE.text.encode())),
    "unnamed": ("", making.mail(ONE)),
}
PDF = making.pdf([making.wrapped(ONE.text), making.wrapped(TWO.text)], ONE.title)
SITEMAP = making.sitemap([ONE.url, TWO.url])
ODD = [
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"{", b"[", b'"', b"\\u0000", b"\\ud800", b"=?utf-8?q?",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n", b"--x--", b"\r\n\r\n", b"%PDF-", b"PK\x03\x04",
    b"PK\x01\x02", b"\x1f\x8b", b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n", b"../" * 9, b"-1",
    b"99999999999999999999", "\u202e".encode(), b"\xed\xa0\x80", b"charset=utf-7", b"encoding='utf-32'",
    b"<" * 99, b"[" * 99,
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, seed: bytes) -> bytes:
    """``seed`` with up to eight changes; one time in twenty noise instead."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.binary(max_size=300))
    data = seed
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(data)))
        to = min(len(data), at + draw(st.integers(0, 40)))
        kind = draw(st.sampled_from(["cross out", "double", "odd", "turn", "cut", "noise"]))
        if kind == "cross out":
            data = data[:at] + data[to:]
        elif kind == "double":
            data = data[:to] + data[at:]
        elif kind == "odd":
            data = data[:at] + draw(st.sampled_from(ODD)) + data[to:]
        elif kind == "turn" and at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
        elif kind == "cut" and draw(st.booleans()):
            data = data[:at]
        elif kind == "noise":
            data = data[:at] + draw(st.binary(max_size=20)) + data[to:]
    return data


def reads(form: str, data: bytes) -> None:
    """The property: reports that can be kept, or errors that name the place and a cure."""
    place = f"x{SEEDS[form][0]}"
    try:
        for one in opened(io.BytesIO(data), place, SEEDS[form][0], Reading(NOTHING, SMALL, True, opened)):
            if isinstance(one, ReportError):
                _is_clear(one, place)
                continue
            assert isinstance(one, Received)
            assert one.report.text.strip()
            one.report.model_dump_json().encode("utf-8")  # what the ledger does with it
            assert one.report.url is None or one.report.url.lower().startswith(("http://", "https://"))
            assert isinstance(one.raw, bytes)
    except ReportError as error:
        _is_clear(error, place)


def _is_clear(error: ReportError, place: str) -> None:
    assert error.reason
    assert error.cure
    assert error.place.startswith((place, "http")), error


def reads_pdf(data: bytes) -> None:
    """As ``reads``, for the worker that opens PDF documents."""
    found = extracted(data, SMALL.max_pages, SMALL.max_report_bytes)
    assert {"error", "cure"} == set(found) or {"pages", "scans", "title", "author"} == set(found)


def reads_sitemap(data: bytes) -> None:
    """As ``reads``, for sitemaps."""
    try:
        assert all(one.url.lower().startswith("http") for one in sitemap.listed(data, "x"))
    except ReportError as error:
        _is_clear(error, "x")


def reads_feedlist(data: bytes) -> None:
    """As ``reads``, for FEEDS.toml."""
    from firsthand.errors import FirsthandError

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.toml"
        path.write_bytes(data)
        try:
            assert feedlist.load(path).watched
        except FirsthandError as error:
            assert str(path) in str(error)  # noqa: PT017  either outcome is right


# Of office documents also the XML inside: a changed archive seldom gets as far as that.
INSIDE = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/worksheets/sheet1.xml"}


def _parts(form: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(SEEDS[form][1])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _repacked(form: str, part: str, data: bytes) -> bytes:
    return making.archive({**_parts(form), part: data})


def targets() -> dict[str, tuple[st.SearchStrategy[bytes], Callable[[bytes], None]]]:
    """Every reader with what to feed it and what must hold."""
    found: dict[str, tuple[st.SearchStrategy[bytes], Callable[[bytes], None]]] = {}
    for form, (_, seed) in SEEDS.items():
        found[form] = (mutated(seed), lambda data, form=form: reads(form, data))  # type: ignore[misc]
    for form, part in INSIDE.items():
        strategy = mutated(_parts(form)[part]).map(lambda data, form=form, part=part: _repacked(form, part, data))
        found[f"{form}: {part}"] = (strategy, lambda data, form=form: reads(form, data))  # type: ignore[misc]
    found["pdf"] = (mutated(PDF), reads_pdf)
    found["sitemap"] = (mutated(SITEMAP), reads_sitemap)
    found["feedlist"] = (mutated(feedlist.EXAMPLE.encode()), reads_feedlist)
    return found
