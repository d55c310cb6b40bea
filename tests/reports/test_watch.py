"""``firsthand watch`` against a real server on the loopback: polite, and sure of what it did."""

from __future__ import annotations

import contextlib
import http.server
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from typer.testing import CliRunner

from firsthand.errors import FirsthandError, ReportError
from firsthand.ledger import Ledger
from firsthand.reports import Received, feedlist, read
from firsthand.reports.polite import Guest
from firsthand.reports.watchstate import Feed, Item, State
from firsthand.settings import Settings
from tests.around.conftest import PROGRAM, ROOT
from tests.around.fakes import FakeCoder
from tests.reports import making
from tests.reports.making import Story, story

LOCAL = Settings(allow_private_addresses=1, watch_delay_s=0)
Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A server whose answers a test sets, and that writes down what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.open = self.most_open = 0
        self.lock = threading.Lock()
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with site.lock:
                    site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                    site.open += 1
                    site.most_open = max(site.most_open, site.open)
                answer = site.answers.get(self.path, (404, {}, b""))
                status, headers, body = answer(site.asked[-1][1]) if callable(answer) else answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    self.wfile.write(body)
                with site.lock:
                    site.open -= 1

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def story(self, number: int) -> Story:
        return story(number)

    def page(self, number: int, **options: Any) -> None:
        one = story(number)
        body = making.page(one, **options).replace(one.url, f"{self.url}/{number}").encode()
        self.answers[f"/{number}"] = (200, {"Content-Type": "text/html; charset=utf-8"}, body)

    def feed(self, numbers: range, teaser: bool = True, path: str = "/rss", **headers: str) -> None:
        data = making.rss([story(n) for n in numbers], teaser).replace(
            b"https://harbour-wire.example", self.url.encode()
        )
        self.answers[path] = (200, {"Content-Type": "application/rss+xml", **headers}, data)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """One round of the program."""
    from firsthand.cli.app import app

    monkeypatch.setattr("firsthand.coder.Coder", FakeCoder)
    monkeypatch.setenv("FIRSTHAND_ALLOW_PRIVATE_ADDRESSES", "1")
    monkeypatch.setenv("FIRSTHAND_WATCH_DELAY_S", "0")

    def run(feeds: str, *more: str) -> Any:
        (tmp_path / "feeds.toml").write_text(feeds)
        arguments = ["watch", str(tmp_path / "feeds.toml"), "--once", "--ledger", str(tmp_path / "a.db"), *more]
        return CliRunner().invoke(app, arguments)

    return run


def due_now(tmp_path: Path) -> None:
    """As if the hour until the next poll had passed."""
    with contextlib.closing(sqlite3.connect(tmp_path / "a.db.watch")) as db, db:
        db.execute("UPDATE feeds SET due = 0")
        db.execute("UPDATE items SET due = 0")


def stored(tmp_path: Path) -> list[str]:
    with Ledger(tmp_path / "a.db", create=False) as book:
        return sorted(report.text for report, _ in book.coded())


def test_new_entries_are_fetched_and_added_once(site: Site, watch: Callable[..., Any], tmp_path: Path) -> None:
    for number in range(4):
        site.page(number)
    site.feed(range(3))
    feeds = f'[[feed]]\nurl = "{site.url}/rss"\npublisher = "Said Wire"\n'
    first = watch(feeds)
    assert first.exit_code == 0, first.stderr
    assert "3 reports added" in first.stderr
    assert site.paths() == ["/robots.txt", "/rss", "/0", "/1", "/2"]
    assert site.asked[0][1]["user-agent"].startswith("firsthand/")
    again = watch(feeds)
    assert "0 reports added" in again.stderr
    assert len(site.asked) == 5, "nothing is due before the hour is over"
    due_now(tmp_path)
    site.feed(range(4))
    assert "1 reports added" in watch(feeds).stderr
    assert site.paths()[5:] == ["/rss", "/3"], "robots.txt is kept for a day"
    texts = stored(tmp_path)
    assert [any(story(n).mark in text for text in texts) for n in range(4)] == [True] * 4
    assert len(texts) == 4
    with Ledger(tmp_path / "a.db", create=False) as book:
        assert book.verify() == []
        reports = [report for report, _ in book.coded()]
    assert {r.publisher for r in reports} == {"Said Wire"}
    assert {r.url for r in reports} == {f"{site.url}/{n}" for n in range(4)}
    assert {r.published for r in reports} == {"2025-03-04"}


def test_requests_are_conditional(site: Site, watch: Callable[..., Any], tmp_path: Path) -> None:
    site.page(0)
    site.feed(range(1), ETag='"abc"', **{"Last-Modified": "Tue, 04 Mar 2025 10:00:00 GMT"})
    feeds = f'[[feed]]\nurl = "{site.url}/rss"\n'
    watch(feeds)
    assert "if-none-match" not in site.asked[1][1]
    due_now(tmp_path)
    site.answers["/rss"] = (304, {}, b"")
    assert watch(feeds).exit_code == 0
    path, headers = site.asked[-1]
    assert (path, headers["if-none-match"], headers["if-modified-since"]) == (
        "/rss", '"abc"', "Tue, 04 Mar 2025 10:00:00 GMT",
    )  # fmt: skip


def test_robots_are_kept(site: Site, watch: Callable[..., Any]) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /1\n")
    for number in range(3):
        site.page(number)
    site.feed(range(3))
    result = watch(f'[[feed]]\nurl = "{site.url}/rss"\n')
    assert result.exit_code == 1
    assert "robots.txt asks not to fetch it" in result.stderr
    assert "/1" not in site.paths()
    assert "2 reports added" in result.stderr


@pytest.mark.parametrize(("status", "asked"), [(403, False), (500, False), (429, False), (404, True)])
def test_robots_that_cannot_be_had(site: Site, watch: Callable[..., Any], status: int, asked: bool) -> None:
    site.answers["/robots.txt"] = (status, {}, b"")
    site.page(0)
    site.feed(range(1))
    watch(f'[[feed]]\nurl = "{site.url}/rss"\n')
    assert ("/rss" in site.paths()) == asked


def test_a_server_that_asks_for_time_gets_it(site: Site, watch: Callable[..., Any], tmp_path: Path) -> None:
    for number in range(3):
        site.page(number)
    site.answers["/1"] = (429, {"Retry-After": "3600"}, b"")
    site.feed(range(3))
    feeds = f'[[feed]]\nurl = "{site.url}/rss"\n'
    result = watch(feeds)
    assert "asks for time (it answered 429)" in result.stderr
    assert site.paths()[2:] == ["/0", "/1"], "the host is left alone from then on"
    watch(feeds)
    assert len(site.asked) == 4
    due_now(tmp_path)
    site.page(1)
    assert "2 reports added" in watch(feeds).stderr


def test_failures_are_tried_again_and_then_put_aside(site: Site, watch: Callable[..., Any], tmp_path: Path) -> None:
    site.answers["/0"] = (500, {}, b"")
    site.feed(range(2))
    feeds = f'[[feed]]\nurl = "{site.url}/rss"\n'
    result = watch(feeds)
    assert "answered 500" in result.stderr
    assert "answered 404" in result.stderr
    for _ in range(7):
        due_now(tmp_path)
        watch(feeds)
    assert site.paths().count("/0") == 6
    assert site.paths().count("/1") == 1, "what is gone is not asked again"


def test_a_feed_that_fails_is_asked_ever_less_often(site: Site, watch: Callable[..., Any], tmp_path: Path) -> None:
    waits = []
    for _ in range(4):
        assert watch(f'every_minutes = 10\n[[feed]]\nurl = "{site.url}/rss"\n').exit_code == 1
        with contextlib.closing(sqlite3.connect(tmp_path / "a.db.watch")) as db:
            waits.append(round((db.execute("SELECT due FROM feeds").fetchone()[0] - time.time()) / 600))
        due_now(tmp_path)
    assert waits == [1, 2, 4, 8]


def test_walls_and_other_languages_are_put_aside(site: Site, watch: Callable[..., Any]) -> None:
    site.page(0)
    wall = "<html><body><p>Rebels attacked a camp near Gao on Monday.</p><p>To continue reading, subscribe.</p>"
    site.answers["/1"] = (200, {"Content-Type": "text/html"}, wall.encode())
    french = "<p>Les rebelles ont attaqué le camp de l'armée dans la nuit de lundi et tué neuf soldats, selon elle.</p>"
    site.answers["/2"] = (200, {"Content-Type": "text/html; charset=utf-8"}, f"<html><body>{french * 3}".encode())
    site.feed(range(3))
    result = watch(f'[[feed]]\nurl = "{site.url}/rss"\n')
    assert "1 reports added" in result.stderr
    assert "behind a paywall" in result.stderr
    assert "not in English (French)" in result.stderr


def test_where_a_page_may_not_be_had_the_feeds_own_whole_text_is_taken(
    site: Site, watch: Callable[..., Any], tmp_path: Path
) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /1\n")
    site.answers["/0"] = (404, {}, b"")
    site.feed(range(2), teaser=False)
    assert "2 reports added" in watch(f'[[feed]]\nurl = "{site.url}/rss"\n').stderr
    assert all(any(story(n).mark in text for text in stored(tmp_path)) for n in range(2))
    site.feed(range(5, 7), teaser=False, path="/own")
    assert "2 reports added" in watch(f'[[feed]]\nurl = "{site.url}/own"\npages = false\n').stderr
    assert "/5" not in site.paths()


def test_a_feed_cannot_send_us_anywhere(site: Site, watch: Callable[..., Any], tmp_path: Path) -> None:
    other = site.url.replace("127.0.0.1", "127.0.0.2")
    links = [
        f"{other}/1",
        "file:///etc/passwd",
        "http://169.254.169.254/latest",
        f"{site.url}/away",
        f"{site.url}/file",
    ]
    items = "".join(f"<item><title>t</title><link>{link}</link><guid>{link}</guid></item>" for link in links)
    site.answers["/rss"] = (200, {}, f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode())
    site.answers["/away"] = (302, {"Location": f"{other}/1"}, b"")
    site.answers["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    site.page(1)
    result = watch(f'[[feed]]\nurl = "{site.url}/rss"\n')
    assert result.exit_code == 1
    assert 'add hosts = ["127.0.0.2"]' in result.stderr
    assert "/1" not in site.paths()
    due_now(tmp_path)
    again = watch(f'[[feed]]\nurl = "{site.url}/rss?2"\nhosts = ["127.0.0.2"]\n')
    assert again.exit_code == 1
    site.answers["/rss?2"] = site.answers["/rss"]
    due_now(tmp_path)
    assert "1 reports added" in watch(f'[[feed]]\nurl = "{site.url}/rss?2"\nhosts = ["127.0.0.2"]\n').stderr


def test_redirects_to_private_addresses_are_not_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.reports.web.is_public", lambda address: address == "127.0.0.1")
    site.page(1)
    site.answers["/in"] = (302, {"Location": site.url.replace("127.0.0.1", "127.0.0.2") + "/1"}, b"")
    found = list(read([f"{site.url}/in"], settings=Settings()))
    assert isinstance(found[0], ReportError)
    assert "private or local address" in str(found[0])
    assert site.paths() == ["/in"]
    assert not isinstance(next(read([f"{site.url}/1"], settings=Settings())), ReportError)


def test_letters_in_addresses(site: Site) -> None:
    site.page(1)
    site.answers["/m%C3%A9naka?a=%C3%A9"] = site.answers["/1"]
    assert not isinstance(next(read([f"{site.url}/ménaka?a=é"], settings=LOCAL)), ReportError)
    for url in (
        "http://[/",
        "http://a b/",
        "http://\x00/",
        "http://127.0.0.1:99999/",
        "http:///x",
        "http://ex\u2603ample.invalid/",
    ):
        assert isinstance(next(read([url], settings=LOCAL)), ReportError)


@pytest.mark.parametrize("head", [b"HTTP/1.0 200 OK\r\n", b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n"])
def test_an_answer_that_drips_is_ended(head: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.recv(10_000)
                connection.sendall(head)
                for _ in range(100):
                    connection.sendall(b"a")
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        settings = Settings(allow_private_addresses=1, url_timeout_s=1)
        found = list(read([f"http://127.0.0.1:{server.getsockname()[1]}/"], settings=settings))
    assert "took more than 1 s" in str(found[0])


def test_endless_and_packed_answers_have_limits(site: Site) -> None:
    small = Settings(allow_private_addresses=1, max_report_mb=1)
    text = story(1).text.encode()
    bare = zlib.compressobj(wbits=-15)
    site.answers["/endless"] = (200, {}, b"x" * 3_000_000)
    bad = {
        "bomb": ("gzip", making.zeros(30), "unpacks to more than 1 MB"),
        "brotli-bomb": ("br", brotli.compress(bytes(400_000_000), quality=5), "unpacks to more than 1 MB"),
        "broken": ("br", b"xxx", "it cannot be unpacked"),
        "cut": ("br", brotli.compress(text)[:-9], "it cannot be unpacked"),
        "unknown": ("zstd", b"xxx", "packed (zstd), though not asked for"),
    }
    good = {
        "gzip": ("gzip", making.packed(text)), "brotli": ("br", brotli.compress(text)),
        "deflate": ("deflate", zlib.compress(text)), "bare": ("deflate", bare.compress(text) + bare.flush()),
        "two": ("gzip, br", brotli.compress(making.packed(text))),
    }  # fmt: skip
    for name, (encoding, body, *_) in (bad | good).items():
        site.answers[f"/{name}"] = (200, {"Content-Encoding": encoding}, body)
    assert "larger than 1 MB" in str(next(read([f"{site.url}/endless"], settings=small)))
    for name, (_, _, message) in bad.items():
        assert message in str(next(read([f"{site.url}/{name}"], settings=small))), name
    for name in good:
        found = next(read([f"{site.url}/{name}"], settings=small))
        assert isinstance(found, Received), found
        assert found.raw == text
    [asked] = {headers["accept-encoding"] for path, headers in site.asked if path == "/gzip"}
    assert asked == "gzip, deflate, br", "what can be unpacked"


def test_several_processes_lose_nothing_when_the_coder_breaks_down(
    site: Site, watch: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports wait in line for the processes: what is in the line when all ends is still to be done."""

    class Pool(FakeCoder):
        breaks = True

        def code_many(self, reports: Any, jobs: int = 1) -> Any:
            assert jobs == 3
            line = list(reports)  # as far ahead as a pool of processes may be
            for number, report in enumerate(line):
                if self.breaks and number == 2:
                    raise FirsthandError("the coder broke down")
                yield report, self.code(report)

    monkeypatch.setattr("firsthand.coder.Coder", Pool)
    for number in range(5):
        site.page(number)
    site.feed(range(5))
    feeds = f'[[feed]]\nurl = "{site.url}/rss"\n'
    broken = watch(feeds, "--jobs", "3")
    assert broken.exit_code == 2
    assert "the coder broke down" in broken.stderr
    assert len(stored(tmp_path)) == 2
    Pool.breaks = False
    again = watch(feeds, "--jobs", "3")
    assert "3 reports added" in again.stderr
    assert [sum(story(n).mark in text for text in stored(tmp_path)) for n in range(5)] == [1] * 5
    with Ledger(tmp_path / "a.db", create=False) as book:
        assert {book.report(report.report_id).tool for report, _ in book.coded()} == {Pool.version}


def test_an_endless_feed_is_taken_piece_by_piece(
    site: Site, watch: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTHAND_MAX_FEED_ENTRIES", "3")
    site.feed(range(7), teaser=False, ETag='"a"')
    feeds = f'[[feed]]\nurl = "{site.url}/rss"\npages = false\n'
    added = []
    for _ in range(4):
        added.append(watch(feeds).stderr.split(" reports added")[0].rsplit(" ", 1)[-1])
        due_now(tmp_path)
    assert added == ["3", "3", "1", "0"]
    assert ["if-none-match" in headers for path, headers in site.asked if path == "/rss"] == [False, False, False, True]


def test_sitemaps(site: Site, watch: Callable[..., Any], tmp_path: Path) -> None:
    for number in range(4):
        site.page(number)
    maps = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in (f"{site.url}/new.xml", "http://127.0.0.3/x"))
    index = f"<sitemapindex>{maps}</sitemapindex>"
    site.answers["/sitemap.xml"] = (200, {}, index.encode())
    old = making.sitemap([f"{site.url}/3"], "2020-01-01").decode().split("<url>")[1].split("</urlset>")[0]
    urls = making.sitemap([f"{site.url}/0", f"{site.url}/1", f"{site.url}/imprint"]).decode()
    site.answers["/new.xml"] = (200, {}, urls.replace("</urlset>", f"<url>{old}</urlset>").encode())
    result = watch(f'[[sitemap]]\nurl = "{site.url}/sitemap.xml"\nsince = 2025-01-01\nunder = "{site.url}/"\n')
    assert "2 reports added" in result.stderr
    assert "/3" not in site.paths()
    assert [any(story(n).mark in text for text in stored(tmp_path)) for n in range(2)] == [True] * 2


def test_hosts_get_one_request_at_a_time_and_a_pause(site: Site, tmp_path: Path) -> None:
    clock = [1000.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    for number in range(3):
        site.page(number)
    state = State(tmp_path / "s")
    guest = Guest(state, Settings(allow_private_addresses=1), "mailto:a@example.org", now=lambda: clock[0], sleep=sleep)
    for number in range(3):
        assert guest.get(f"{site.url}/{number}").status == 200
    state.close()
    assert slept == [2.0, 7.0, 7.0]
    assert site.most_open == 1
    assert "(+mailto:a@example.org)" in site.asked[-1][1]["user-agent"]


def test_killed_at_any_moment_it_loses_and_repeats_nothing(site: Site, tmp_path: Path) -> None:
    for number in range(30):
        site.page(number)
    site.feed(range(30))
    (tmp_path / "feeds.toml").write_text(f'[[feed]]\nurl = "{site.url}/rss"\n')
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "FIRSTHAND_ALLOW_PRIVATE_ADDRESSES": "1",
        "FIRSTHAND_WATCH_DELAY_S": "0",
    }  # fmt: skip
    command = [sys.executable, "-c", PROGRAM, "watch", "feeds.toml", "--once", "--ledger", "a.db"]

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE)

    for kill, after in ((signal.SIGKILL, 8), (signal.SIGINT, 18)):
        with start() as running:
            while len(site.asked) < after and running.poll() is None:
                time.sleep(0.02)
            running.send_signal(kill)
            _, messages = running.communicate(timeout=60)
            assert b"Traceback" not in messages
    with start() as running:
        _, messages = running.communicate(timeout=120)
        assert running.returncode == 0, messages
    texts = stored(tmp_path)
    assert len(texts) == 30
    assert all(any(story(n).mark in text for text in texts) for n in range(30))
    assert len(site.asked) <= 2 + 30 + 2, "at most the page that was under way is fetched again"
    with Ledger(tmp_path / "a.db", create=False) as book:
        assert book.verify() == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no [[feed]]"), ("[[feed]]\nurl = 'ftp://x'", "no web address"), ("nonsense", "not valid TOML"),
        ("[[feed]]\nurl = 'http://['", "no web address"),
        ("[[feed]]\nurl = 'https://a.example'\ncolour = 1", "'colour' is not known"),
        ("[[feed]]\nurl = 'https://a.example'\nsince = 2025-01-01", "'since' is not known"),
        ("[[feed]]\nurl = 'https://a.example'\npages = 'no'", "pages is not what it should be"),
        ("every_minutes = 0\n[[feed]]\nurl = 'https://a.example'", "every_minutes"),
        ("every = 5\n[[feed]]\nurl = 'https://a.example'", "'every' is not known"),
        ("[[feed]]\nurl = 'https://a.example'\n[[feed]]\nurl = 'https://a.example'", "twice"),
        ('contact = "a\\r\\nX: y"\n[[feed]]\nurl = "https://a.example"', "contact"),
        ("feed = 3", "begin each with"),
    ],
)  # fmt: skip
def test_a_list_of_feeds_that_cannot_be_used(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(FirsthandError) as error:
        feedlist.load(path)
    assert any(one in str(error.value) for one in word.split("|"))
    assert str(path) in str(error.value)


def test_the_example_of_a_list_of_feeds_is_one(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(feedlist.EXAMPLE)
    found = feedlist.load(path)
    assert [one.sitemap for one in found.watched] == [False, True]
    with pytest.raises(FirsthandError, match="write one such as"):
        feedlist.load(tmp_path / "none.toml")


def test_what_was_seen_is_kept_with_the_feed_or_not_at_all(tmp_path: Path) -> None:
    state = State(tmp_path / "s")

    def breaks_off() -> Iterator[Item]:
        yield Item("f", "1", {}, False, 0)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        state.keep_feed("f", Feed("e", None, 5, 0), breaks_off())
    assert state.feed("f").etag is None
    assert list(state.waiting("f", 10)) == []
    state.close()
    with pytest.raises(FirsthandError):
        State(tmp_path / "none" / "s")


def test_the_documents_show_the_example() -> None:
    assert feedlist.EXAMPLE in (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
