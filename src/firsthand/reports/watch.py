"""One round over feeds and sitemaps: what is due is asked, what is new is fetched, a host's turn after another's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from firsthand.errors import ReportError
from firsthand.reports import feed as feeds
from firsthand.reports import sitemap
from firsthand.reports.addresses import host_of, is_address, same_host
from firsthand.reports.base import Given, Outcome, Outcomes, Reading, Received
from firsthand.reports.feedlist import FeedList, Watched
from firsthand.reports.polite import ForbiddenError, Guest, NotNowError
from firsthand.reports.reader import opened
from firsthand.reports.visited import visited
from firsthand.reports.watchstate import Feed, Item, State
from firsthand.reports.web import kept
from firsthand.settings import Settings

FIRST_RETRY = 300.0  # seconds; doubled each time, so that the last of the tries is five hours after the first
MOST_TRIES = 6
LONGEST_WAIT = 24 * 3600.0
MOST_SITEMAPS = 50  # of one index
_MISSING = ("title", "author", "publisher", "url", "language")
_DATE = ("published", "published_stated", "published_precision", "published_from")


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of an item: reports, or why there are none. ``until``: it is to be tried again then."""

    item: Item
    outcomes: tuple[Outcome, ...]
    until: float | None = None


class Watcher:
    """Polls what ``feeds`` lists. Whoever takes what it yields tells ``state`` once that is kept."""

    def __init__(
        self,
        feed_list: FeedList,
        state: State,
        guest: Guest,
        settings: Settings,
        any_language: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._watched = feed_list.watched
        self._state, self._guest, self._settings, self._now = state, guest, settings, now
        self._reading = Reading(Given(), settings, any_language, opened)

    def round(self) -> Iterator[Seen | ReportError]:
        """Everything that is due now: what could not be polled as an error, then each item with what became of it."""
        for one in self._watched:
            if self._state.feed(one.url).due <= self._now():
                try:
                    self._poll(one)
                except ReportError as error:
                    yield error
        queues = [self._items(one) for one in self._watched]
        while queues:
            for queue in list(queues):
                seen = next(queue, None)
                if seen is None:
                    queues.remove(queue)
                else:
                    yield seen

    def pause(self) -> float:
        """Seconds until something is due."""
        due = self._state.next_due(one.url for one in self._watched)
        return max(1.0, (due or 0) - self._now())

    def _poll(self, one: Watched) -> None:
        """Ask a feed, and write down what it newly lists.

        Raises ``ReportError`` if it could not be had; it is asked again later, and ever later.
        """
        known = self._state.feed(one.url)
        headers = {}
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.modified:
            headers["If-Modified-Since"] = known.modified
        every = one.every_minutes * 60.0
        try:
            answer = self._guest.get(one.url, headers)
            if answer.status == 304:
                self._state.keep_feed(one.url, Feed(known.etag, known.modified, self._now() + every, 0))
                return
            if answer.status != 200:
                raise ReportError(one.url, f"the server answered {answer.status}", "check its address in FEEDS.toml")
            most = self._settings.max_feed_entries
            new = list(islice(self._new(one, answer.data), most))
        except ReportError as error:
            wait = min(LONGEST_WAIT, every * 2.0**known.failures)
            due = error.until if isinstance(error, NotNowError) else self._now() + wait
            self._state.keep_feed(one.url, Feed(known.etag, known.modified, due, min(known.failures + 1, 20)))
            raise
        # With more to come it must not answer "not modified" to the next question.
        etag = answer.headers.get("ETag") if len(new) < most else None
        modified = answer.headers.get("Last-Modified") if len(new) < most else None
        self._state.keep_feed(one.url, Feed(etag, modified, self._now() + every, 0), new)

    def _new(self, one: Watched, data: bytes) -> Iterator[Item]:
        for item in self._listed(one, data) if one.sitemap else self._entries(one, data):
            if not self._state.has(one.url, item.key):
                yield item

    def _entries(self, one: Watched, data: bytes) -> Iterator[Item]:
        for entry in feeds.entries(data, one.url):
            yield Item(one.url, entry.key, entry.known, entry.whole, 0)

    def _listed(self, one: Watched, data: bytes) -> Iterator[Item]:
        found = sorted(sitemap.listed(data, one.url), key=lambda x: x.changed or "", reverse=True)
        more = 0
        for listed in found:
            if one.since and listed.changed and listed.changed < one.since:
                continue
            if not listed.more:
                if listed.url.startswith(one.under):
                    yield Item(one.url, listed.url, {"url": listed.url}, False, 0)
            elif self._may_follow(one, listed.url) and more < MOST_SITEMAPS:
                more += 1
                answer = self._guest.get(listed.url, allowed=lambda to: self._may_follow(one, to))
                if answer.status == 200:
                    yield from self._pages(one, answer.data, listed.url)

    def _pages(self, one: Watched, data: bytes, place: str) -> Iterator[Item]:
        for listed in sitemap.listed(data, place):
            old = one.since and listed.changed and listed.changed < one.since
            if not listed.more and not old and listed.url.startswith(one.under):
                yield Item(one.url, listed.url, {"url": listed.url}, False, 0)

    def _may_follow(self, one: Watched, url: str) -> bool:
        """Only to the feed's own host and those that FEEDS.toml names: a feed is a stranger's text, and what it names
        must not become a request by itself."""
        return is_address(url) and (same_host(url, one.url) or host_of(url) in map(_bare, one.hosts))

    def _items(self, one: Watched) -> Iterator[Seen]:
        reading = replace(self._reading, given=Given(publisher=one.publisher))
        for item in self._state.waiting(one.url, self._now()):
            try:
                yield Seen(item, tuple(self._read(one, item, reading)))
            except NotNowError as error:
                yield Seen(item, (error,), error.until)
            except _AgainError as error:
                wait = min(LONGEST_WAIT, FIRST_RETRY * 2.0**item.tries)
                yield Seen(item, (error,), self._now() + wait if item.tries + 1 < MOST_TRIES else None)
            except ReportError as error:
                yield Seen(item, (error,))

    def _read(self, one: Watched, item: Item, reading: Reading) -> Outcomes:
        """The reports of an item: of its page, or, where that may not be had, of what the feed carries.

        Raises ``ReportError``: ``NotNowError`` and ``_AgainError`` if it is worth another try.
        """
        url = item.known.get("url", "")
        place = url or f"{one.url}!{item.key[:100]}"
        if not one.pages or not url:
            yield self._carried(item, place, reading)
            return
        try:
            if not self._may_follow(one, url):
                host = host_of(url) or url[:80]
                raise ReportError(place, "it leads to another host", f'if it may, add hosts = ["{host}"] in FEEDS.toml')
            found = list(self._page(one, item, place, reading))
        except (NotNowError, _AgainError):
            raise
        except ReportError:
            if not item.whole:
                raise
            yield self._carried(item, place, reading)
            return
        if item.whole and not any(isinstance(x, Received) for x in found):
            yield self._carried(item, place, reading)
            return
        yield from found

    def _page(self, one: Watched, item: Item, place: str, reading: Reading) -> Outcomes:
        try:
            answer = self._guest.get(item.known["url"], allowed=lambda to: self._may_follow(one, to))
        except (NotNowError, ForbiddenError):
            raise
        except ReportError as error:
            raise _AgainError(error.place, error.reason, error.cure) from error
        if answer.status >= 500:
            raise _AgainError(place, f"the server answered {answer.status}", "it is tried again later")
        if answer.status != 200:
            raise ReportError(place, f"the server answered {answer.status}", "open it in a browser and save the page")
        kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
        for outcome in visited(answer.data, answer.url, kind, charset, place, reading, kept(answer.headers)):
            yield _completed(outcome, item.known) if isinstance(outcome, Received) else outcome

    def _carried(self, item: Item, place: str, reading: Reading) -> Received:
        """The report as the feed carries it."""
        text = item.known.get("text", "")
        if not text:
            raise ReportError(place, "the feed carries no text of it", "set pages = true for this feed in FEEDS.toml")
        return reading.report(item.known, text.encode("utf-8", "replace"), "text/plain", place)


class _AgainError(ReportError):
    """Something that may pass."""


def _bare(host: str) -> str:
    return host_of(f"https://{host}/")


def _completed(one: Received, known: dict[str, str]) -> Received:
    """What the page leaves open is taken from the entry of the feed that led to it."""
    report = one.report
    update = {name: known[name] for name in _MISSING if name in known and getattr(report, name) is None}
    if report.published is None and "published" in known:
        update |= {name: known[name] for name in _DATE if name in known}
    return replace(one, report=report.model_copy(update=update))
