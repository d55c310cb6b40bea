"""What comes in: every form of a report, and every form of something that is none."""

from __future__ import annotations

import contextlib
import http.server
import io
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import FirsthandError, ReportError
from firsthand.records import Report
from firsthand.reports import Given, Received, read
from firsthand.reports.decoding import text_of
from firsthand.reports.english import other_language
from firsthand.reports.metadata import date_of, head_of
from firsthand.settings import Settings

STORY = "Rebels attacked the army's camp near Gao on Monday and killed 9 soldiers, the army said in a statement."


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one(path: Path | str, **options: object) -> Report:
    found = list(read([path], **options))  # type: ignore[arg-type]
    assert [type(x) for x in found] == [Received], found
    assert isinstance(found[0], Received)
    return found[0].report


def error(path: Path | str, **options: object) -> str:
    found = list(read([path], **options))  # type: ignore[arg-type]
    assert [type(x) for x in found] == [ReportError], found
    return str(found[0])


def test_bare_text_is_kept_as_it_is(tmp_path: Path) -> None:
    report = one(write(tmp_path, "a.txt", "  " + STORY))
    assert report.text == "  " + STORY
    assert (report.published, report.publisher) == (None, None)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("date 2024-10-14 ", {"published": "2024-10-14"}),
        (" Date: 2024-10-14\n\n", {"published": "2024-10-14"}),
        ("DATE 2024-10-14T08:30:00Z ", {"published": "2024-10-14"}),
        (
            "Published: 14 October 2024\nSource: Example Wire\n",
            {"published": "2024-10-14", "publisher": "Example Wire"},
        ),
        (
            "Title: A day\nPublisher: Example Wire\n\nDate: Oct. 14, 2024\n",
            {"title": "A day", "published": "2024-10-14"},
        ),
        ("---\nnote: x\ndate: 2024/10/14\nurl: https://example.org/a\n---\n", {"url": "https://example.org/a"}),
    ],
)
def test_leading_lines_say_what_is_known(tmp_path: Path, head: str, expected: dict[str, str]) -> None:
    report = one(write(tmp_path, "a.txt", head + STORY))
    assert report.text == STORY
    assert {name: getattr(report, name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Date palms were burned near Gao. " + STORY,
        "date 2024-13-45 " + STORY,
        "Date: unknown\n" + STORY,
        "Source close to the army: none.\n" + STORY,
        "Update: the army said that it was attacked.\n" + STORY,
        "On 2024-10-14 rebels attacked. " + STORY,
    ],
)
def test_prose_is_not_taken_for_a_header(text: str) -> None:
    assert head_of(text) == ({}, text)


def test_a_date_with_two_readings_is_none() -> None:
    assert [date_of(x) for x in ("03/05/2024", "5.3.2024", "May", "2024", "", "5 March or 6 April 2024")] == [None] * 6


def test_what_the_user_says_outranks_the_report(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Date: 2024-01-01\nSource: Example Wire\n\n" + STORY)
    report = one(path, given=Given("2024-10-14", "Other Wire", "https://example.org"))
    assert (report.published, report.publisher, report.url) == ("2024-10-14", "Other Wire", "https://example.org")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("caf\u00e9 \u201cso\u201d".encode(), "café “so”"),
        (b"\xef\xbb\xbfa camp", "a camp"),
        ("a camp é".encode("utf-16"), "a camp é"),
        ("a camp é".encode("utf-16-le"), "a camp é"),
        ("a camp é".encode("utf-32"), "a camp é"),
        (
            b"the caf\xe9 was hit \x93so\x94 it said, and nobody was hurt there",
            "the café was hit “so” it said, and nobody was hurt there",
        ),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (
            "cut \u20ac".encode()[:-1] + b" here and more words follow it to the end",
            "cut \ufffd here and more words follow it to the end",
        ),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert text_of(data, "a.txt") == text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "it is empty"),
        (b" \n\t\r\n ", "it is empty"),
        ("\ufeff\u200b".encode(), "it is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG picture"),
        (b"%PDF-1.7 ...", "PDF document"),
        (b"PK\x03\x04...", "ZIP archive"),
        (b"\x7fELF" + bytes(50), "a program"),
        (b"text with a zero \x00 in it", "binary"),
        (bytes(range(1, 32)) * 40, "binary"),
        ("Повстанцы атаковали лагерь".encode("cp1251"), "encoding cannot be told"),
        (b"\xff\xfea\x00\x00\xd8", "utf-16-le, and is not"),
        (bytes(range(128, 256)) * 5, "encoding cannot be told"),
    ],
)
def test_what_is_no_text_gets_a_clear_word(tmp_path: Path, data: bytes, word: str) -> None:
    path = write(tmp_path, "bad.txt", data)
    message = error(path)
    assert message.startswith(f"{path}: ")
    assert word in message
    assert ";" in message, "every error names a cure"


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_clear_word(data: bytes) -> None:
    try:
        text = text_of(data, "x")
    except ReportError as problem:
        assert str(problem).startswith("x: ")  # noqa: PT017  either outcome is right
    else:
        text.encode("utf-8")
        assert "\r" not in text
        assert "\x00" not in text


def test_one_line_of_50_mb_gets_a_clear_word_and_little_memory(tmp_path: Path) -> None:
    path = write(tmp_path, "long.txt", b"rebels attacked the camp and " * (50_000_000 // 29))
    assert "larger than 20 MB" in error(path)
    assert "larger than 20 MB" in error(path.rename(tmp_path / "long.jsonl"))


def test_the_limit_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt", STORY * 20_000)
    monkeypatch.setenv("FIRSTHAND_MAX_REPORT_MB", "1")
    assert "larger than 1 MB" in error(path)
    monkeypatch.setenv("FIRSTHAND_MAX_REPORT_MB", "3")
    assert len(one(path).text) > 2_000_000
    monkeypatch.setenv("FIRSTHAND_MAX_REPORT_MB", "many")
    with pytest.raises(FirsthandError, match="FIRSTHAND_MAX_REPORT_MB"):
        list(read([path]))


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        json.dumps({"text": STORY, "date": "2024-10-14", "source": "Example Wire", "id": 1}),
        "",
        "{broken",
        json.dumps({"title": "no text"}),
        json.dumps([1, 2]),
        json.dumps({"text": STORY + " \ud800", "published": "yesterday"}),
        "[" * 100_000,
    ]
    found = list(read([write(tmp_path, "a.jsonl", "\n".join(rows))]))
    assert [type(x) for x in found] == [Received, ReportError, ReportError, ReportError, Received, ReportError]
    good = [x.report for x in found if isinstance(x, Received)]
    assert (good[0].text, good[0].published, good[0].publisher) == (STORY, "2024-10-14", "Example Wire")
    assert (good[1].text, good[1].published) == (STORY + " \ufffd", None)
    assert "a.jsonl:3: not valid JSON" in str(found[1])
    assert "a.jsonl:4: a record without text" in str(found[2])


def test_a_json_file_holds_one_report_or_a_list(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.json", json.dumps({"body": STORY}, indent=1))).text == STORY
    assert len(list(read([write(tmp_path, "b.json", json.dumps([{"text": STORY}] * 3))]))) == 3


PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="windows-1252"><title>Attack - Example Wire</title>
<meta property="og:site_name" content="Example Wire">
<meta property="article:published_time" content="2024-10-14T10:00:00Z">
<script>var x = "rebels killed 100 people";</script></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Attack near Gao</h1><p>{STORY} It was the third attack in the region this year.</p>
<p>Residents of the caf\u00e9 beside the road said that they heard explosions until the morning.</p></article>
<footer>Cookies. Subscribe to our newsletter.</footer></body></html>"""


def test_a_web_page_gives_its_article_and_what_it_says_about_itself(tmp_path: Path) -> None:
    report = one(write(tmp_path, "a.html", PAGE.encode("cp1252")))
    assert STORY in report.text
    assert "café" in report.text
    assert "Subscribe" not in report.text
    assert "100 people" not in report.text
    assert (report.published, report.publisher) == ("2024-10-14", "Example Wire")
    assert one(write(tmp_path, "without_suffix", PAGE.encode("cp1252"))).text == report.text


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    page = f"<html><body><p>{STORY}</p><p>Copyright 2019. Call 2020-10-10.</p></body></html>"
    assert one(write(tmp_path, "a.html", page)).published is None
    assert "no running text" in error(write(tmp_path, "b.html", "<html><body><script>1</script></body></html>"))


def test_folders_are_read_sorted_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden.txt", ".git/x.txt", "c.png"):
        write(tmp_path, name, b"\x89PNG\r\n..." if name.endswith("png") else STORY)
    found = list(read([tmp_path]))
    names = [x.report.origin if isinstance(x, Received) else x.place for x in found]
    assert [Path(str(x)).relative_to(tmp_path).as_posix() for x in names] == ["a.txt", "b/1.txt", "b/2.txt", "c.png"]
    assert isinstance(found[-1], ReportError)
    (tmp_path / "empty").mkdir()
    assert "no file in this folder" in error(tmp_path / "empty")
    assert "no such file" in error(tmp_path / "none.txt")


def test_a_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    import os

    name = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")  # noqa: PTH118
    with open(name, "w") as file:  # noqa: PTH123
        file.write(STORY)
    assert (one(os.fsdecode(name)).origin or "").endswith("caf\ufffd.txt")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (STORY.encode(), json.dumps({"text": STORY}).encode() + b"\n"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert one("-").text == STORY


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY)

    def paths() -> Iterator[Path]:
        yield path
        raise AssertionError("asked for the second report before the first was used")

    assert isinstance(next(read(paths())), Received)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Les rebelles ont attaqué le camp de l'armée dans la nuit de lundi et tué neuf soldats, selon un témoin.",
            "French",
        ),
        (
            "Los rebeldes atacaron el campamento del ejército en la noche del lunes y mataron a nueve soldados.",
            "Spanish",
        ),
        (
            "Die Rebellen haben in der Nacht auf Montag das Lager der Armee bei Gao angegriffen, sagt die Armee.",
            "German",
        ),
        ("هاجم المتمردون معسكر الجيش قرب غاو يوم الاثنين وقتلوا تسعة جنود", "a script that is not Latin"),
        (STORY, None),
        (STORY.upper(), None),
        ("Gao: five killed, 12 wounded. Menaka: three killed.", None),
        (
            "President Keita met Prime Minister Maiga and General Dacko in Bamako; Colonel Toure was present.",
            None,
        ),
    ],
)
def test_other_languages_are_put_aside(text: str, language: str | None) -> None:
    assert other_language(text) == language


def test_another_model_may_read_other_languages(tmp_path: Path) -> None:
    text = "Les rebelles ont attaqué le camp de l'armée dans la nuit de lundi et tué neuf soldats, selon un témoin."
    path = write(tmp_path, "a.txt", text)
    assert "not in English (French)" in error(path)
    assert one(path, any_language=True).text == text


class _Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/gone":
            self.send_error(404)
            return
        if self.path in ("/loop", "/file"):
            self.send_response(302)
            self.send_header("Location", "/loop" if self.path == "/loop" else "file:///etc/hosts")
            self.end_headers()
            return
        body = PAGE.encode("cp1252") if self.path == "/page" else b"x" * 3_000_000
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=windows-1252")
        self.send_header("Set-Cookie", "visitor=1")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_an_address_is_fetched(server: str) -> None:
    local = Settings(allow_private_addresses=1, max_report_mb=1)
    report = one(f"{server}/page", settings=local)
    assert STORY in report.text
    assert report.url == f"{server}/page"
    assert "answered 404" in error(f"{server}/gone", settings=local)
    assert "larger than 1 MB" in error(f"{server}/large", settings=local)
    assert "redirects in a circle" in error(f"{server}/loop", settings=local)
    assert "to no web address" in error(f"{server}/file", settings=local)


def test_what_the_server_said_is_kept_but_for_cookies(server: str, tmp_path: Path) -> None:
    from firsthand.ledger import Ledger

    (got,) = read([f"{server}/page"], settings=Settings(allow_private_addresses=1))
    assert isinstance(got, Received)
    assert got.headers is not None
    assert got.headers["Content-Type"] == "text/html; charset=windows-1252"
    assert "Set-Cookie" not in got.headers
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.add(got.report, got.raw, got.media_type, [], got.headers)
        assert ledger.report(got.report.report_id).headers == dict(got.headers)
        assert ledger.verify() == []


def test_private_addresses_are_not_fetched(server: str) -> None:
    for url in (f"{server}/page", server.replace("127.0.0.1", "localhost"), "http://169.254.169.254/", "http://[::1]/"):
        assert "private or local address" in error(url)
    assert "could not be fetched" in error("http://no-such-host.invalid/")
