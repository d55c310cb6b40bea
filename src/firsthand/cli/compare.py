"""``firsthand compare``: the events of a ledger beside a reference data set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli import options
from firsthand.cli.export import material_of
from firsthand.cli.streams import as_text, console, guarded, say, sink, wants_table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from firsthand.exports.compare import Comparison

SHOWN = 20  # rows of each gap in the table; jsonl has all


@guarded
def compare(
    reference: Annotated[
        Path,
        typer.Argument(metavar="REFERENCE.csv", show_default=False, help="Events as ACLED or UCDP ships them."),
    ],
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    days: Annotated[int, typer.Option("--days", min=0, metavar="N", help="Days that the same event may be apart.")] = 1,
    km: Annotated[
        float, typer.Option("--km", min=0, metavar="KM", help="Kilometres that the same event may be apart.")
    ] = 25.0,
    format: options.EventForm = None,
    output: options.Output = None,
    codebook: options.Codebook = None,
) -> None:
    """Match events with a reference in time and place: agreement on type, actors and deaths, and gaps on both sides."""
    from firsthand.exports.compare import compare as compared
    from firsthand.exports.material import Losses
    from firsthand.exports.reference import read

    known = read(reference)
    for bad in known.bad:
        say(bad)
    found = compared(material_of(ledger, Losses(), codebook), known, days, km)
    table = wants_table(format, output)
    if table and output is None:
        screen = console()
        for part in tables(found):
            screen.print(part)
    else:
        with sink(output) as out:
            if table:
                out.write(as_text(*tables(found)))
            else:
                for record in found.records():
                    out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    summary = found.summary()
    say(
        f"{summary['matched']} matched, {summary['only_ours']} only here, {summary['only_reference']} only in "
        f"{reference.name}, {summary['outside_reference']} outside its time and countries"
    )
    raise typer.Exit(1 if known.bad else 0)


def tables(found: Comparison) -> Iterator[RenderableType]:
    """The comparison as tables, and the agreement in a line a field."""
    from rich.table import Table
    from rich.text import Text

    from firsthand.exports.compare import ours, theirs
    from firsthand.exports.shown import shown

    def grid(title: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> Iterator[RenderableType]:
        table = Table(title=title, title_justify="left", box=None, pad_edge=False, show_edge=False)
        for name in columns:
            table.add_column(name, overflow="fold")
        for row in rows[:SHOWN]:
            table.add_row(*[Text(shown("" if cell is None else cell)) for cell in row])
        yield table
        if len(rows) > SHOWN:
            yield f"... and {len(rows) - SHOWN} more; --format jsonl has all"
        yield ""

    matched: list[tuple[object, ...]] = [
        (p.event.event_id, p.row.id, p.days_apart, p.km_apart, p.type, p.actors, p.deaths) for p in found.pairs
    ]
    yield from grid("Matched", ("event", "reference", "days", "km", "type", "actors", "deaths"), matched)
    fields = ("start", "place", "country", "type")
    gaps: list[tuple[str, list[tuple[object, ...]]]] = [
        ("Only here", [(e.event_id, *(ours(e, found.material)[f] for f in fields)) for e in found.ours]),
        ("Only in the reference", [(r.id, *(theirs(r)[f] for f in fields)) for r in found.theirs]),
    ]
    for title, rows in gaps:
        yield from grid(title, ("id", *fields), rows)
    for name, counts in found.summary()["agreement"].items():
        yield f"{name}: " + (", ".join(f"{n} {word}" for word, n in sorted(counts.items())) or "nothing to compare")
