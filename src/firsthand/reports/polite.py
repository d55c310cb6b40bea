"""Requests as a guest makes them.

robots.txt is kept, a host gets one request at a time and a pause after it, and one that asks for time is given it.
"""

from __future__ import annotations

import datetime
import email.utils
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from firsthand.errors import ReportError
from firsthand.reports import web
from firsthand.reports.watchstate import State
from firsthand.settings import Settings

ROBOTS_KEPT = 24 * 3600.0  # seconds, as RFC 9309 asks for
ROBOTS_RETRIED = 600.0
LONGEST_PAUSE = 60.0  # a longer Crawl-delay makes the host's pages wait for a later run
LONGEST_WAIT = 24 * 3600.0
USUAL_WAIT = 300.0  # after 429 or 503 without Retry-After
LARGEST_ROBOTS = 500_000  # bytes, as RFC 9309 has it


class NotNowError(ReportError):
    """The host wants no request before ``until`` (seconds since 1970)."""

    def __init__(self, place: str, reason: str, until: float) -> None:
        super().__init__(place, reason, "it is tried again later")
        self.until = until


class ForbiddenError(ReportError):
    """robots.txt asks to leave this address alone."""

    def __init__(self, place: str) -> None:
        reason = "the site's robots.txt asks not to fetch it"
        super().__init__(place, reason, "ask the publisher, or save the page by hand")


class Guest:
    """Fetches addresses one after another; ``now`` and ``sleep`` are the clock, so that tests need not wait."""

    def __init__(
        self,
        state: State,
        settings: Settings,
        contact: str | None = None,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._state, self._settings, self._now, self._sleep = state, settings, now, sleep
        self._agent = web.AGENT + (f" (+{contact})" if contact else "")
        self._free: dict[str, float] = {}  # when a host may be asked again
        self._rules: dict[str, tuple[float, RobotFileParser]] = {}

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, allowed: Callable[[str], bool] = lambda url: True
    ) -> web.Answer:
        """The answer of ``url``: any status but 429 and 503, which are ``NotNowError``.

        Raises ``ReportError`` as ``web.request``, ``ForbiddenError`` and ``NotNowError``.
        """
        if not self._may(url):
            raise ForbiddenError(url)
        answer = self._ask(url, headers or {}, lambda to: allowed(to) and self._may(to))
        if answer.status in (429, 503):
            until = self._now() + _retry_after(answer.headers.get("Retry-After", ""), self._now())
            self._free[_site(url)] = until
            raise NotNowError(url, f"the server asks for time (it answered {answer.status})", until)
        return answer

    def _ask(self, url: str, headers: Mapping[str, str], allowed: Callable[[str], bool]) -> web.Answer:
        site = _site(url)
        pause = self._free.get(site, 0) - self._now()
        if pause > LONGEST_PAUSE:
            raise NotNowError(url, "the server asked for time", self._free[site])
        if pause > 0:
            self._sleep(pause)
        try:
            return web.request(url, self._settings, {"User-Agent": self._agent, **headers}, allowed)
        finally:
            self._free[site] = self._now() + self._pause(site)

    def _pause(self, site: str) -> float:
        pause = float(self._settings.watch_delay_s)
        if site in self._rules:
            rules = self._rules[site][1]
            pause = max(pause, float(rules.crawl_delay("firsthand") or 0))
        return pause

    def _may(self, url: str) -> bool:
        """Does the site's robots.txt allow it? One that cannot be had now forbids all for now, one that is missing
        nothing (RFC 9309)."""
        site = _site(url)
        if site not in self._rules or self._rules[site][0] <= self._now():
            self._rules[site] = self._robots(site)
        return self._rules[site][1].can_fetch("firsthand", url)

    def _robots(self, site: str) -> tuple[float, RobotFileParser]:
        kept = self._state.robots(site, self._now())
        until = self._now() + ROBOTS_KEPT
        if kept is None:
            try:
                answer = self._ask(f"{site}/robots.txt", {}, lambda url: True)
            except NotNowError:
                raise
            except ReportError as error:
                reason = f"its robots.txt cannot be had ({error.reason})"
                raise NotNowError(site, reason, self._now() + ROBOTS_RETRIED) from error
            if answer.status >= 500 or answer.status == 429:
                wait = _retry_after(answer.headers.get("Retry-After", ""), self._now())
                raise NotNowError(site, f"its robots.txt answered {answer.status}", self._now() + wait)
            kept = (answer.data[:LARGEST_ROBOTS].decode("utf-8", "replace"), answer.status)
            self._state.keep_robots(site, *kept, until)
        rules = RobotFileParser()
        if kept[1] == 200:
            rules.parse(kept[0].splitlines())
        elif kept[1] in (401, 403):
            rules.disallow_all = True  # type: ignore[attr-defined]
        else:
            rules.allow_all = True  # type: ignore[attr-defined]
        return until, rules


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


def _retry_after(value: str, now: float) -> float:
    """Seconds to wait, of a Retry-After header: a number of seconds or a date; at most a day."""
    wait = USUAL_WAIT
    if value.strip().isascii() and value.strip().isdigit():
        wait = float(value.strip()[:9])
    elif value:
        try:
            at = email.utils.parsedate_to_datetime(value)
            wait = (at if at.tzinfo else at.replace(tzinfo=datetime.UTC)).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            pass
    return min(max(wait, 1.0), LONGEST_WAIT)
