"""Tables for a terminal: claims of one report, and events. Readable at 80 columns, roomier at 120."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from firsthand.exports import words
from firsthand.exports.shown import shown
from firsthand.records import Claim, Event, Report

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.table import Table
    from rich.text import Text

LONGEST_QUOTE = 240  # characters: two or three lines of a terminal

# A column's name, its share of the width, and the fewest characters that it can be read in.
_CLAIM_COLUMNS = (("when", 11, 10), ("where", 14, 10), ("what", 13, 10), ("who", 24, 14), ("harm", 16, 10),
    ("according to", 22, 14))  # fmt: skip
_EVENT_COLUMNS = (("when", 11, 10), ("where", 13, 10), ("what", 12, 9), ("who", 20, 13), ("harm", 20, 12),
    ("claims", 5, 6), ("origins", 5, 7), ("contested", 10, 9))  # fmt: skip


def _plain(value: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(shown(value), style=style)  # a Text is never parsed as markup: "[red]" stays as it is written


def _grid(columns: Sequence[tuple[str, int, int]], width: int) -> Table:
    """A table of one or more rows with the column widths that every other grid of this width has."""
    from rich.table import Table

    room = width - len(columns) + 1
    least = sum(fewest for _, _, fewest in columns)
    total = sum(share for _, share, _ in columns)
    extra = max(0, room - least)
    grid = Table.grid(padding=(0, 1, 0, 0))
    for _, share, fewest in columns:
        grid.add_column(width=fewest + extra * share // total, overflow="fold")
    return grid


class ClaimsTable:
    """A report's claims for rich's ``print``: a heading, then each claim as a row with its quote beneath."""

    def __init__(self, report: Report, claims: Sequence[Claim], quotes: bool = True) -> None:
        self.report, self.claims, self.quotes = report, claims, quotes

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        from rich.padding import Padding

        yield heading(self.report)
        if not self.claims:
            yield _plain("no claim found", "dim")
            return
        width = max(options.max_width, 60)
        head = _grid(_CLAIM_COLUMNS, width)
        head.add_row(*[_plain(name, "dim underline") for name, _, _ in _CLAIM_COLUMNS])
        yield head
        for claim, after in itertools.zip_longest(self.claims, self.claims[1:]):
            row = _grid(_CLAIM_COLUMNS, width)
            what = _plain(words.kind(claim.event_type), "bold")
            if status := words.status(claim):
                what.append(f" ({status})", "yellow")
            row.add_row(
                _plain(words.when(claim.when)), _plain(words.where(claim.where)), what,
                _plain(words.sides(claim.actors)), _plain(words.harm(claim.harm), "red"),
                _plain(words.chain(claim.attribution), "cyan"),
            )  # fmt: skip
            yield row
            # One sentence often holds several claims: it is printed once, beneath the last of them.
            if self.quotes and claim.quote.text and (after is None or after.quote != claim.quote):
                quote = claim.quote.text
                cut = quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + " ..."
                yield Padding(_plain(f"“{cut}”", "dim italic"), (0, 0, 0, 2))


def heading(report: Report) -> Text:
    """What a report is: title or file, publisher, date."""
    parts = [report.title or report.origin or "report", report.publisher or "", report.published or "undated"]
    return _plain(" · ".join(part for part in parts if part), "bold reverse")


class EventsTable:
    """Events for rich's ``print``, one a row, with the number of claims and of independent origins."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        grid = _grid(_EVENT_COLUMNS, max(options.max_width, 84))
        grid.add_row(*[_plain(name, "dim underline") for name, _, _ in _EVENT_COLUMNS])
        for event in self.events:
            grid.add_row(
                _plain(words.when(event.when)), _plain(words.where(event.where)),
                _plain(words.kind(event.event_type), "bold"), _plain(words.sides(event.actors)),
                _plain(words.fused(event.harm), "red"), str(len(event.claims)),
                _plain(str(event.independent_origins), "bold green" if event.independent_origins > 1 else ""),
                _plain(", ".join(str(x["field"]) for x in event.contested), "yellow"),
            )  # fmt: skip
        yield grid
