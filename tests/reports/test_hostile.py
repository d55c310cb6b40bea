"""Files that mean harm: limits with clear words, and nothing written, fetched or run."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from firsthand.errors import ReportError
from firsthand.reports import Received, read
from firsthand.reports.forms import form_of
from firsthand.reports.html import looks_like_html
from firsthand.reports.reader import names_in
from firsthand.reports.web import is_public
from tests.reports import making
from tests.reports.making import story
from tests.reports.test_forms import error, one, reports, words, write

ONE = story(1)


@pytest.fixture
def frugal() -> Iterator[None]:
    """Fails if 250 MB more were needed than ever before in this process."""
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    unit = 1 if sys.platform == "darwin" else 1024
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit < 250_000_000


@pytest.mark.usefixtures("frugal")
def test_a_gzip_bomb(tmp_path: Path) -> None:
    assert "more than 200 times its size" in error(write(tmp_path, "a.txt.gz", making.zeros(60)))
    noise = os.urandom(400_000).hex().encode() * 27
    assert "it is larger than 20 MB" in error(write(tmp_path, "b.txt.gz", gzip.compress(noise, 1)))
    lines = making.packed((b" " * 10_000 + b"\n") * 6000)
    assert "more than 200 times its size" in error(write(tmp_path, "a.jsonl.gz", lines))
    endless = b"WARC/1.0\r\n" + b"a: b\r\n" * 300_000
    for name, data in (("a.warc", endless), ("a.warc.gz", making.packed(endless))):
        assert "the head of a record never ends" in error(write(tmp_path, name, data))


@pytest.mark.usefixtures("frugal")
def test_zip_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = making.archive({"a.txt": bytes(60_000_000), "b.txt": ONE.text})
    found = list(read([write(tmp_path, "a.zip", bomb)]))
    assert [type(x) for x in found] == [ReportError, Received]
    assert "larger than 20 MB" in str(found[0])
    nested = bomb
    for _ in range(5):
        nested = making.archive({"a.zip": nested})
    assert "more than 3 deep" in error(write(tmp_path, "b.zip", nested))
    monkeypatch.setenv("FIRSTHAND_MAX_ARCHIVE_MB", "3")
    many = making.archive({f"{n}.txt": ONE.text + " " * 1_000_000 for n in range(9)})
    found = list(read([write(tmp_path, "c.zip", many)]))
    assert sum(isinstance(x, Received) for x in found) == 2
    assert "more than an archive may" in str(found[2])
    assert "the rest of it was left out" in str(found[3])
    assert len(found) == 4
    inside = making.archive({f"{n}.zip": making.archive({"a.txt": ONE.text + " " * 1_000_000}) for n in range(9)})
    assert sum(isinstance(x, Received) for x in read([write(tmp_path, "d.zip", inside)])) <= 2
    monkeypatch.setenv("FIRSTHAND_MAX_ARCHIVE_FILES", "4")
    found = list(read([write(tmp_path, "e.zip", making.archive({f"{n}.txt": story(n).text for n in range(9)}))]))
    assert sum(isinstance(x, Received) for x in found) == 4
    assert "too many files" in str(found[-1])


def test_names_in_archives_are_no_paths(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [
        "../up.txt",
        "/absolute.txt",
        "..\\..\\windows.txt",
        "C:\\x.txt",
        "a/../../b.txt",
        "nul\x1b[2J.txt",
        "~/x.txt",
    ]
    before = sorted(os.walk(tmp_path))
    path = write(folder, "a.zip", making.archive({name: story(n).text for n, name in enumerate(names)}))
    assert len(reports(path)) == len(names)
    path.unlink()
    assert sorted(os.walk(tmp_path)) == before, "nothing was written"


def test_links_locks_and_lies_in_archives(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("good.txt", ONE.text)
    found = list(read([write(tmp_path, "a.zip", out.getvalue())]))
    assert "it is a link" in str(found[0])
    assert isinstance(found[1], Received)
    locked = bytearray(making.archive({"a.txt": ONE.text}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    assert "locked with a password" in error(write(tmp_path, "b.zip", bytes(locked)))
    data = making.archive({"a.txt": ONE.text * 50})
    for broken in (data[: len(data) // 2], data[:40], data[:100] + bytes(30) + data[130:], b"PK\x03\x04"):
        assert "broken ZIP archive" in error(write(tmp_path, "c.zip", broken)) or "cannot be unpacked" in error(
            tmp_path / "c.zip"
        )
    assert "no file in this archive" in error(write(tmp_path, "d.zip", making.archive({})))


LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'lol'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE])
def test_xml_entities_are_refused(tmp_path: Path, head: str) -> None:
    feed = making.rss([ONE]).decode().replace("?>", f"?>{head}", 1).replace("Rebels", "&i;", 1)
    listed = making.sitemap([ONE.url]).decode().replace("?>", f"?>{head}", 1)
    for name, data in (
        ("a.docx", making.docx([ONE.text], head=head, body="<w:p><w:r><w:t>&i;</w:t></w:r></w:p>")),
        ("a.rss", feed), ("b.rss", feed.replace("UTF-8", "UTF-16").encode("utf-16")),
    ):  # fmt: skip
        assert "entities" in error(write(tmp_path, name, data))
    from firsthand.reports.sitemap import listed as read_sitemap

    with pytest.raises(ReportError, match="entities"):
        list(read_sitemap(listed.encode(), "sitemap"))


def test_a_feed_of_a_file_name_opens_no_file(tmp_path: Path) -> None:
    write(tmp_path, "secret.xml", making.rss([ONE]))
    assert "broken feed" in error(write(tmp_path, "a.rss", f"{tmp_path}/secret.xml"))
    assert "broken feed" in error(write(tmp_path, "a.rss", "http://127.0.0.1:9/feed"))


def test_pdf_documents_that_mean_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "<< /Type /Action /S /JavaScript /JS (app.alert('owned'); this.submitForm('http://127.0.0.1:9/')) >>"
    text = making.wrapped(ONE.text)
    data = making.pdf([text], extra=script, catalog="/OpenAction 7 0 R")
    assert words(one(write(tmp_path, "a.pdf", data)).text) == words(ONE.text), "the script is no text, and is not run"
    many = making.pdf(["page"] * 10_000)
    assert "it has 10000 pages, more than 500" in error(write(tmp_path, "b.pdf", many))
    circle = making.pdf([text]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    packed = zlib.compress(b"BT /F1 11 Tf " + (b"(" + b"x" * 30_000 + b") Tj ") * 60 + b"ET", 9)
    start = making.pdf(["x"])
    start = start[: start.index(b"6 0 obj")]
    length = b"6 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    bomb = start + length + packed + b"\nendstream\nendobj\ntrailer << /Size 7 /Root 1 0 R >>\n%%EOF"
    monkeypatch.setenv("FIRSTHAND_MAX_REPORT_MB", "1")
    for name, harmful in (
        ("c.pdf", data[:300]), ("d.pdf", b"%PDF-1.4\n"), ("e.pdf", circle), ("f.pdf", bomb),
        ("g.pdf", making.pdf([""])), ("h.pdf", b"%PDF-1.7\n" + os.urandom(5000)),
    ):  # fmt: skip
        message = error(write(tmp_path, name, harmful))
        assert message.startswith(str(tmp_path / name)), message
    assert "no text" in error(tmp_path / "g.pdf")
    broken_down = [sys.executable, "-c", "import os; os.abort()"]  # as the parser does without memory
    monkeypatch.setattr("firsthand.reports.pdf.command", lambda limits: broken_down)
    assert "its parser broke down over it" in error(tmp_path / "a.pdf")
    monkeypatch.undo()
    monkeypatch.setenv("FIRSTHAND_PDF_TIMEOUT_S", "0")
    assert "took more than 0 s" in error(tmp_path / "a.pdf")


def test_scans_are_named_as_such(tmp_path: Path) -> None:
    path = write(tmp_path, "a.pdf", making.pdf(["", ""], scans=[0, 1]))
    assert "a.pdf: it is a scan: pictures of pages without text; run text recognition" in error(path)
    text = making.wrapped(ONE.text)
    got = list(read([write(tmp_path, "b.pdf", making.pdf([text, "", text], scans=[1]))]))
    assert isinstance(got[0], Received), "what can be read is read"
    assert ONE.mark in words(got[0].report.text)
    assert "1 of its pages are scans (2) and were not read" in str(got[1])
    assert len(got) == 2
    assert one(write(tmp_path, "c.pdf", making.pdf([text, ""]))).text, "an empty page is no scan"


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not bounded there")
def test_a_pdf_document_that_takes_much_memory_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """0.7 MB unpack to 300 MB of page content; without the limit that takes 600 MB, and over a minute."""
    content = zlib.compressobj(9)
    packed = b"".join(content.compress(b"BT 0 0 Td (x) Tj ET\n" * 50_000) for _ in range(300)) + content.flush()
    start = making.pdf(["x"])
    start = start[: start.index(b"6 0 obj")]
    length = b"6 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    path = write(tmp_path, "a.pdf", start + length + packed + b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF")
    monkeypatch.setenv("FIRSTHAND_PDF_MEMORY_MB", "150")
    assert "reading it takes more than 150 MB of memory; print it anew" in error(path)
    fine = write(tmp_path, "b.pdf", making.pdf([making.wrapped(ONE.text)]))
    assert one(fine).text, "an ordinary document takes less"


def test_a_module_beside_the_documents_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "pypdfium2.py", "raise SystemExit('owned')")
    path = write(tmp_path, "a.pdf", making.pdf([making.wrapped(ONE.text)]))
    monkeypatch.chdir(tmp_path)
    assert ONE.mark in words(one(path).text)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.pdf", making.page(ONE).encode(), "its name says that it is a PDF document"),
        ("a.docx", b"\x89PNG\r\n\x1a\n", "its name says that it is a ZIP archive or an office document"),
        ("a.zip", ONE.text.encode(), "its name says"),
        ("a.gz", ONE.text.encode(), "its name says"),
        ("a.txt", making.archive({"xl/workbook.bin": "x"}), "an Excel workbook in binary"),
        ("a.xlsx", making.archive({"xl/workbook.xml": "<a/>"}), "a broken workbook"),
        ("b.xlsx", b"a,b", "its name says"),
        ("a.docx", making.archive({"ppt/presentation.xml": "<a/>"}), "a presentation"),
        ("a.odt", making.archive({"mimetype": "x", "content.xml": "<a/>"}), "an OpenDocument file, and no text"),
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG picture"),
        ("a.md", b"\x7fELF" + bytes(50), "a program"),
        ("a.csv", b"\x00" * 100, "binary"),
        ("a.json", b"PNG not json", "not valid JSON"),
        ("a.rss", b"not a feed at all, but a sentence", "broken feed"),
        ("a.warc", b"not a crawl", "breaks off"),
        ("a.docx", making.docx([]), "no text"),
        ("a.docx", making.archive({"word/document.xml": "<a><b></a>"}), "broken XML"),
        ("a.docx", making.archive({"word/document.xml": "<a>" * 5000}), "broken XML"),
        ("a.csv", b"text,date\n", "a header and no rows"),
        ("a.csv", b"\n\n", "it is empty"),
        ("a.eml", b"Subject: nothing\nMessage-ID: <a>\n\n", "without text"),
    ],
)
def test_wrong_types(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    assert word in error(write(tmp_path, name, data))


def test_the_bytes_decide_where_the_name_promises_nothing(tmp_path: Path) -> None:
    for data in (
        making.pdf([making.wrapped(ONE.text)]),
        making.docx([ONE.text]),
        making.page(ONE).encode(),
        making.rss([ONE]),
    ):
        assert ONE.mark in words(one(write(tmp_path, "a.dat", data)).text)
    assert one(write(tmp_path, "a.txt", "The file begins with %PDF-1.4, a magic number. " + ONE.text)).title is None


def test_mixed_encodings_in_one_file(tmp_path: Path) -> None:
    rows = (
        b'date,text\n2025-03-04,"'
        + '“Ménaka” was shelled on Monday"\n'.encode()
        + b'2025-03-04,"\x93M\xe9naka\x94 was shelled on Monday by the army of the north"\n'
    )
    found = reports(write(tmp_path, "a.csv", rows))
    assert found[0].text == "“Ménaka” was shelled on Monday"
    assert found[1].text.startswith("“Ménaka” was shelled")
    page = making.page(ONE).replace("utf-8", "windows-1251").replace("Rebels", "Бунтари", 1)
    assert "Бунтари" in one(write(tmp_path, "a.html", page.encode("cp1251"))).text
    lying = making.page(ONE).replace('charset="utf-8"', 'charset="utf-16"')
    assert ONE.mark in one(write(tmp_path, "b.html", lying)).text
    message = making.mail(ONE).replace(b'charset="utf-8"', b'charset="no-such"')
    assert ONE.mark in words(one(write(tmp_path, "a.eml", message)).text)


def test_mails_that_nest_without_end(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content(ONE.text)
    for _ in range(20):
        outer = EmailMessage()
        outer["Message-ID"] = "<a@example.org>"
        outer.set_content(ONE.text)
        outer.add_attachment(message)
        message = outer
    found = list(read([write(tmp_path, "a.eml", message.as_bytes())]))
    assert sum(isinstance(x, Received) for x in found) == 4
    assert "more than 3 deep" in str(found[-1])
    deep = "MIME-Version: 1.0\n" + "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(300)
    )
    assert len(list(read([write(tmp_path, "b.eml", deep)]))) == 1


def test_pages_that_nest_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for tag in ("<div>", "<b>x", "<table><tr><td>", "<ul><li>"):
        list(read([write(tmp_path, "a.html", "<html><body>" + tag * 40_000 + ONE.text)]))
    monkeypatch.setattr("firsthand.reports.html.MOST_ELEMENTS", 1000)
    assert "more than 1,000 elements" in error(write(tmp_path, "b.html", "<html><body>" + f"<p>{ONE.text}" * 2000))


def test_telling_the_form_takes_no_time_whatever_stands_there() -> None:
    # each of these once took, or would take, exponential time: bug of the comments before <html>
    for text in (
        "<!--x-->" * 1000,
        "<!--" * 1000,
        "<?xml ?>" * 1000,
        " " * 4000,
        "<!DOCTYPE [" * 400,
        "A: b\r\n" * 600,
        "<" * 4000,
    ):
        looks_like_html(text)
        form_of(text.encode(), "", "x")


def test_crawls_that_break_off_or_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(story(n).url, "text/html", making.page(story(n)).encode()) for n in range(4)]
    data = making.warc(answers, packed=False)
    found = list(read([write(tmp_path, "a.warc", data[: int(len(data) * 0.6)])]))
    assert sum(isinstance(x, Received) for x in found) >= 2, "what stood before is read"
    packed = making.warc(answers)
    found = list(read([write(tmp_path, "b.warc.gz", packed[: int(len(packed) * 0.7)])]))
    assert isinstance(found[0], Received)
    assert isinstance(found[-1], ReportError)
    monkeypatch.setenv("FIRSTHAND_MAX_REPORT_MB", "1")
    large = making.warc(
        [
            ("https://harbour-wire.example/l", "text/html", b"<html>" + os.urandom(400_000).hex().encode() * 2),
            answers[1],
        ]
    )
    found = list(read([write(tmp_path, "c.warc.gz", large)]))
    assert [type(x) for x in found] == [ReportError, Received]
    lying = making.page(ONE).replace(ONE.url, "file:///etc/passwd").encode()
    odd = making.warc([("https://harbour-wire.example/d", "text/html", lying)])
    assert one(write(tmp_path, "d.warc.gz", odd)).url == "https://harbour-wire.example/d"
    assert "no page in this WARC file" in error(write(tmp_path, "e.warc.gz", making.warc([])))


def test_an_endless_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_MAX_FEED_ENTRIES", "20")
    found = list(read([write(tmp_path, "a.rss", making.rss([story(n) for n in range(60)]))]))
    assert sum(isinstance(x, Received) for x in found) == 20
    assert "more than 20 entries" in str(found[-1])
    assert len(found) == 21


def test_addresses_in_reports_are_web_addresses_or_none(tmp_path: Path) -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a.example/ b"):
        assert one(write(tmp_path, "a.jsonl", json.dumps({"text": ONE.text, "url": url}))).url is None
        assert one(write(tmp_path, "a.html", making.page(ONE).replace(ONE.url, url))).url is None


def test_addresses_that_hide_a_private_one() -> None:
    private = [
        "127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "100.64.0.1", "0.0.0.0", "::1", "::", "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "255.255.255.255", "ff02::1",
    ]  # fmt: skip
    assert [is_public(address) for address in private] == [False] * len(private)
    assert is_public("192.0.32.8")
    assert is_public("2606:2800:220:1::1")


def test_a_huge_folder_is_listed_in_order_with_few_names_in_memory(tmp_path: Path) -> None:
    names = sorted(f"{n * 7919 % 1000}.txt" for n in range(1000))
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / ".hidden").touch()
    assert list(names_in(str(tmp_path), batch=64)) == names
    assert isinstance(next(names_in(str(tmp_path / "none"))), ReportError)


def test_a_gzip_file_within_limits_of_another_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_MAX_ARCHIVE_MB", "1")
    lines = making.jsonl([making.row(story(n)) for n in range(2000)])
    inside = making.archive({"a.jsonl.gz": gzip.compress(lines)})
    found = list(read([write(tmp_path, "a.zip", inside)]))
    assert isinstance(found[-1], ReportError)
    assert 500 < len(found) < 2000
    assert len(list(read([write(tmp_path, "a.jsonl.gz", gzip.compress(lines))]))) == 2000, "dumps alone may be long"
