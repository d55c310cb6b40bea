"""``firsthand report``: a page, or a PDF, for people who use no data tools."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli import options
from firsthand.cli.export import material_of, published_form, say_withheld
from firsthand.cli.streams import guarded, on_terminal, say, sink

if TYPE_CHECKING:
    from firsthand.exports.sitrep.selection import Wanted


class PageFormat(enum.StrEnum):
    """What a report is written as."""

    html = "html"
    pdf = "pdf"


class Unit(enum.StrEnum):
    """What a bar of the timeline stands for."""

    week = "week"
    month = "month"
    year = "year"


@guarded
def report(
    start: options.From = None,
    end: options.To = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="NAME", help="A place, a division or a country.")
    ] = None,
    near: options.Near = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="NAME", help="Who took part, by any of the actor's names.")
    ] = None,
    event_type: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="An event type.")] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="The page's title.", show_default=False)
    ] = None,
    by: Annotated[
        Unit | None,
        typer.Option("--by", metavar="week|month|year", help="The timeline's bars; else by the time spanned."),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="Events in the table; the deadliest.")] = 300,
    format: Annotated[
        PageFormat | None,
        typer.Option("--format", "-f", metavar="html|pdf", help="As the name of the file says; else html."),
    ] = None,
    output: options.Output = None,
    browser: Annotated[
        str | None,
        typer.Option("--browser", metavar="PATH", help="The browser that prints the PDF; else one that is found."),
    ] = None,
    public: options.Public = False,
    delay: options.Delay = 30,
    places: options.PlacesOption = options.Places.cell,
    cell: options.Cell = 0.1,
    as_of: options.AsOf = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    codebook: options.Codebook = None,
) -> None:
    """Write a page with map, timeline, tables and method note on a period, a place or an actor."""
    from firsthand.errors import ExportError
    from firsthand.exports import browser as browsers
    from firsthand.exports.material import Losses
    from firsthand.exports.sitrep.page import Look, page
    from firsthand.exports.sitrep.selection import Wanted, selected

    pdf = format is PageFormat.pdf or (format is None and output is not None and output.suffix.lower() == ".pdf")
    if output is None and (pdf or on_terminal()):
        raise ExportError("report: a page is not for a terminal; give --output FILE.html or FILE.pdf")
    if pdf:
        browsers.find(browser)  # before the work, not after
    losses = Losses()
    # The public profile first: a filter must see no more than the readers do, or it would tell what was withheld.
    material = published_form(material_of(ledger, losses, codebook), public, delay, places, cell, as_of)
    wanted = Wanted(start, end, place, options.near(near), actor, event_type)
    chosen = selected(material, wanted)
    look = Look(title or _title(wanted), wanted.told(), by.value if by else None, most)
    parts = page(chosen, look, losses)
    if pdf and output is not None:
        browsers.print_pdf(parts, output, browser)
    else:
        with sink(output) as out:
            for part in parts:
                out.write(part)
    if output is not None:
        say(f"{output} written: {len(chosen.events)} events")
    elif not chosen.events:
        say("no event passes what was asked for")
    say_withheld(chosen.publication or {})


def _title(wanted: Wanted) -> str:
    named = [x for x in (wanted.place, wanted.actor) if x]
    return "Events of armed conflict" + (f": {', '.join(named)}" if named else "")
