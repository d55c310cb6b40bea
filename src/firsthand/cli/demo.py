"""``firsthand demo``: the sample reports through the whole line, with nothing to prepare."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli import desk
from firsthand.cli.coding import Tally, coded, make_coder
from firsthand.cli.streams import console, guarded, sink

if TYPE_CHECKING:
    from firsthand.records import Claim, Event, Report

SHOWN = ("03-", "07-")  # the reports whose claims are printed: two tolls, a denial; the page holds them all


@guarded
def demo(
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="End in the desk, in the browser; or only say where all is.")
    ] = True,
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="DIR", show_default=False, help="Where to keep the ledger and the page."),
    ] = None,
) -> None:
    """Sample reports to claims, to a ledger, to events, to the desk: what firsthand does, with nothing to prepare."""
    from firsthand import samples
    from firsthand.exports.html import page
    from firsthand.exports.table import ClaimsTable, EventsTable
    from firsthand.ledger import Ledger
    from firsthand.linking import link
    from firsthand.reports import read

    place = folder or Path(tempfile.mkdtemp(prefix="firsthand-demo-"))
    place.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    screen = console()
    everything: list[tuple[Report, list[Claim]]] = []
    files = [str(path) for path in sorted(samples.folder().glob("*.txt"))]
    screen.print("Twelve invented reports about a few events, by invented outlets. Two of them:\n")
    with Ledger(place / "demo.db") as book:
        for one, claims in coded(make_coder(None, None), read(files), tally):
            report = one.report.model_copy(update={"origin": Path(one.report.origin or "").name})
            book.add(report, one.raw, one.media_type, claims)
            everything.append((report, claims))
            if (report.origin or "").startswith(SHOWN):
                screen.print(ClaimsTable(report, claims))
                screen.print()
        found = link(book.coded())
        problems = book.verify()
    with sink(place / "claims.html") as out:
        for part in page(everything):
            out.write(part)
    screen.print(EventsTable([event for event in found if len(event.claims) > 1]))
    _found(found, tally)
    print(f"The ledger is {'as it was sealed' if not problems else 'damaged'}: {place / 'demo.db'}")
    print(f"Every span in its report, in colour:  {place / 'claims.html'}")
    print(f"The review desk:  firsthand desk --ledger {place / 'demo.db'}")
    if _seen(browser):
        desk.serve(str(place / "demo.db"), 0, browser=True)
    raise typer.Exit(1 if problems or tally.failed else 0)


def _found(events: Sequence[Event], tally: Tally) -> None:
    several = sum(event.independent_origins > 1 for event in events)
    contested = sum(bool(event.contested) for event in events)
    print(f"\n{tally.reports} reports, {tally.claims} claims, {len(events)} events.")
    print(f"{several} events rest on more than one independent origin, {contested} are contested.")


def _seen(browser: bool) -> bool:
    """Does somebody sit before a terminal with a screen? Elsewhere the desk would wait for a visitor for ever."""
    return desk.may_open(browser) and sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI")
