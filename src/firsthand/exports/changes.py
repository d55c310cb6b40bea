"""What a newer coding changes, claim by claim: as rows, as a table, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from firsthand.exports import markup, words
from firsthand.exports.markup import escaped as _text
from firsthand.exports.shown import shown
from firsthand.ledger import Change
from firsthand.records import Claim, Report

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType

COLUMNS = ("", "what", "when", "where", "who", "harm", "according to", "words")
SIGNS = {"changed": "~", "new": "+", "gone": "-", "same": "="}


def as_dict(report: Report, change: Change) -> dict[str, Any]:
    """A change as plain JSON values."""
    return {
        "report_id": report.report_id,
        "change": change.kind,
        "fields": list(change.fields),
        "kept": change.kept,
        "before": change.before.as_dict() if change.before else None,
        "after": change.after.as_dict() if change.after else None,
    }


def lines(change: Change) -> Iterator[tuple[str, ...]]:
    """The rows of a change: what stood, and what would stand; of a changed claim's other side only what differs."""
    first = change.before or change.after
    if first is None:
        return
    note = " (kept: decided on)" if change.kept else ""
    yield (SIGNS[change.kind] + note, *_cells(first))
    if change.kind == "changed" and change.before is not None and change.after is not None:
        before, after = _cells(change.before), _cells(change.after)
        other = ", ".join(
            name for name in change.fields if name in ("stage", "stance", "confidence", "trigger", "quote")
        )
        yield (
            "→",
            *("" if one == two else two or "nothing" for one, two in zip(before[:-1], after[:-1], strict=True)),
            f"differs: {other}" if other else "",
        )


def _cells(claim: Claim) -> tuple[str, ...]:
    status = words.status(claim)
    return (
        words.kind(claim.event_type) + (f" ({status})" if status else ""), words.when(claim.when),
        words.where(claim.where), words.sides(claim.actors), words.harm(claim.harm), words.chain(claim.attribution),
        claim.trigger.text or "",
    )  # fmt: skip


class ChangesTable:
    """The changes of a report for rich's ``print``."""

    def __init__(self, report: Report, changes: Sequence[Change]) -> None:
        self.report, self.changes = report, changes

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        from rich.table import Table
        from rich.text import Text

        from firsthand.exports.table import heading

        yield heading(self.report)
        table = Table.grid(padding=(0, 1, 0, 0))
        for name in COLUMNS:
            table.add_column(name, overflow="fold", ratio=1)
        table.add_row(*[Text(name, style="dim underline") for name in COLUMNS])
        styles = {"changed": "", "new": "green", "gone": "red"}
        for change in self.changes:
            if change.kind != "same":
                for row in lines(change):
                    table.add_row(*[Text(shown(cell), style=styles[change.kind]) for cell in row])
        yield table


def page(pairs: Iterable[tuple[Report, Sequence[Change]]]) -> Iterator[str]:
    """A page without script; every word of a report is escaped."""
    title = "What a newer coding changes"
    yield markup.opening(title, markup.style("base"))
    yield f"<header><h1>{title}</h1>\n<p>~ changed, + new, - gone; → the newer coding, where it differs.</p></header>\n"
    yield "<main>\n"
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    for report, changes in pairs:
        yield f"<h2>{_text(report.title or report.origin or report.report_id)}</h2>\n<table>\n<tr>{head}</tr>\n"
        for change in changes:
            if change.kind != "same":
                for row in lines(change):
                    yield "<tr>" + "".join(f"<td><bdi>{_text(cell)}</bdi></td>" for cell in row) + "</tr>\n"
        yield "</table>\n"
    yield "</main>\n</body>\n</html>\n"
