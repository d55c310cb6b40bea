"""``firsthand watch``: feeds and sitemaps into the ledger, for as long as it runs or once."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli import options
from firsthand.cli.coding import AnyCoder, Tally, make_coder
from firsthand.cli.streams import guarded, say
from firsthand.errors import FirsthandError, ReportError

if TYPE_CHECKING:
    from firsthand.ledger import Ledger
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
    model: options.Model = None,
    codebook: options.Codebook = None,
    actors: options.Actors = None,
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
                tally, added = Tally(), 0
                for seen in watcher.round():
                    if isinstance(seen, ReportError):
                        tally.fail(seen)
                        continue
                    coder = coder or make_coder(model, codebook, actors)  # only if there is something to code
                    added += _keep(seen, book, memory, coder, tally)
                if once or tally.reports or tally.failed:
                    tally.last_words()
                    say(f"{added} reports added to {ledger}")
                if once:
                    raise typer.Exit(tally.status)
                time.sleep(watcher.pause())
        finally:
            memory.close()


def _keep(seen: Seen, book: Ledger, memory: State, coder: AnyCoder, tally: Tally) -> int:
    """Put what an item gave into the ledger, and then, not before, cross the item out. How many reports were new."""
    added, reasons = 0, []
    for outcome in seen.outcomes:
        if isinstance(outcome, ReportError):
            tally.fail(outcome)
            reasons.append(str(outcome))
            continue
        if book.has(outcome.report.report_id):
            tally.reports += 1
            continue
        for _, claims in coder.code_many([outcome.report]):
            if isinstance(claims, FirsthandError):
                tally.fail(claims)
                reasons.append(str(claims))
            else:
                added += book.add(outcome.report, outcome.raw, outcome.media_type, claims, outcome.headers)
                tally.note(outcome.report, claims)
    if seen.until is not None:
        memory.later(seen.item, seen.until, "; ".join(reasons))
    elif reasons and len(reasons) == len(seen.outcomes):
        memory.put_aside(seen.item, "; ".join(reasons))
    else:
        memory.done(seen.item)
    return added


def _beside(ledger: object) -> Path:
    """Where to remember what was seen: beside a ledger that is a file, in the current folder for one on a server."""
    return Path("firsthand.watch") if "://" in str(ledger) else Path(f"{ledger}.watch")
