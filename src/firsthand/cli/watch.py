"""``firsthand watch``: feeds and sitemaps into the ledger, for as long as it runs or once."""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli import options
from firsthand.cli.coding import AnyCoder, Tally, make_coder
from firsthand.cli.streams import guarded, say
from firsthand.errors import FirsthandError, ReportError

if TYPE_CHECKING:
    from firsthand.ledger import Ledger
    from firsthand.records import Claim, Report
    from firsthand.reports import Received
    from firsthand.reports.watch import Seen
    from firsthand.reports.watchstate import State


@guarded
def watch(
    feeds: Annotated[
        Path, typer.Argument(metavar="FEEDS.toml", show_default=False, help="Which feeds and sitemaps: docs/inputs.md.")
    ],
    once: Annotated[bool, typer.Option("--once", help="One round over what is due, then end: for cron.")] = False,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state", metavar="FILE", show_default=False,
            help="Where to keep what was seen; else beside the ledger, as LEDGER.watch.",
        ),
    ] = None,
    jobs: options.Jobs = 1,
    model: options.Model = None,
    codebook: options.Codebook = None,
    actors: options.Actors = None,
    date_order: options.DateOrder = None,
) -> None:  # fmt: skip
    """Poll feeds and sitemaps politely, and add what is new to the ledger."""
    from firsthand.ledger import Ledger
    from firsthand.reports import feedlist
    from firsthand.reports.polite import Guest
    from firsthand.reports.watch import Watcher
    from firsthand.reports.watchstate import State
    from firsthand.settings import Settings

    listed, settings = feedlist.load(feeds), Settings.from_environment()
    with Ledger(ledger, wait_s=settings.ledger_wait_s) as book:
        memory = State(state or _beside(ledger))
        try:
            guest = Guest(memory, settings, listed.contact)
            watcher = Watcher(listed, memory, guest, settings, model is not None)
            coder: AnyCoder | None = None
            while True:
                tally = Tally()
                kept = _Kept(book, memory, tally)
                reports = kept.reports(watcher.round())
                first = next(reports, None)
                if first is not None:
                    coder = coder or make_coder(
                        model, codebook, actors, date_order
                    )  # only if there is something to code
                    for _, claims in coder.code_many(itertools.chain([first], reports), jobs=jobs):
                        kept.keep(claims, coder.version)
                if once or tally.reports or tally.failed:
                    tally.last_words()
                    say(f"{kept.added} reports added to {ledger}")
                if once:
                    raise typer.Exit(tally.status)
                time.sleep(watcher.pause())
        finally:
            memory.close()


@dataclass
class _Pending:
    """An item of a feed whose reports are being coded: how many are left, and what went wrong."""

    seen: Seen
    left: int
    reasons: list[str]


class _Kept:
    """Reports of a round on their way through the coder into the ledger. An item is crossed out when all that it gave
    is there, and not before: whatever ends the program, nothing is lost."""

    def __init__(self, book: Ledger, memory: State, tally: Tally) -> None:
        self._book, self._memory, self._tally = book, memory, tally
        self._waiting: deque[tuple[_Pending, Received]] = deque()
        self.added = 0

    def reports(self, found: Iterable[Seen | ReportError]) -> Iterator[Report]:
        """What is to be coded, in order; what could not be read is named."""
        for seen in found:
            if isinstance(seen, ReportError):
                self._tally.fail(seen)
                continue
            bad = [outcome for outcome in seen.outcomes if isinstance(outcome, ReportError)]
            for error in bad:
                self._tally.fail(error)
            good = [outcome for outcome in seen.outcomes if not isinstance(outcome, ReportError)]
            new = [one for one in good if not self._book.has(one.report.report_id)]
            self._tally.reports += len(good) - len(new)
            pending = _Pending(seen, len(new), [str(error) for error in bad])
            if not new:
                self._settle(pending)
            for one in new:
                self._waiting.append((pending, one))
                yield one.report

    def keep(self, claims: list[Claim] | FirsthandError, tool: str) -> None:
        """What the coder made of the next of these reports, into the ledger."""
        pending, one = self._waiting.popleft()
        if isinstance(claims, FirsthandError):
            self._tally.fail(claims)
            pending.reasons.append(str(claims))
        else:
            self.added += self._book.add(one.report, one.raw, one.media_type, claims, one.headers, tool)
            self._tally.note(one.report, claims)
        pending.left -= 1
        if not pending.left:
            self._settle(pending)

    def _settle(self, pending: _Pending) -> None:
        seen, told = pending.seen, "; ".join(pending.reasons)
        if seen.until is not None:
            self._memory.later(seen.item, seen.until, told)
        elif pending.reasons and len(pending.reasons) == len(seen.outcomes):
            self._memory.put_aside(seen.item, told)
        else:
            self._memory.done(seen.item)


def _beside(ledger: object) -> Path:
    """Where to remember what was seen: beside a ledger that is a file, in the current folder for one on a server."""
    return Path("firsthand.watch") if "://" in str(ledger) else Path(f"{ledger}.watch")
