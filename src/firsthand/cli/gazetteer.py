"""``firsthand gazetteer``: look up places, and add those of a GeoNames file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.streams import console, guarded, say

app = typer.Typer(help="Look up places, and add those of a GeoNames file.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
@guarded
def find(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A place's name, or with what it lies in: 'Paris, Texas'.")
    ],
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="The most places to print.")] = 8,
) -> None:
    """Print the places of this name, the likeliest first, and what speaks for each."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from firsthand.exports.shown import shown
    from firsthand.gazetteer import Gazetteer
    from firsthand.reading.places import explained

    answer = explained(name, Gazetteer.default())
    if not answer.options:
        say(f"no place is called '{name}', nor is any spelt much like it")
        raise typer.Exit(1)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("geonameid", "name", "country", "division", "kind", "population", "lat", "lon", "score", "because"):
        table.add_column(column, overflow="fold")
    for one in answer.options[:limit]:
        e = one.entry
        people = "" if e.kind in ("country", "area") else e.population
        cells = (
            e.geonameid, e.name, e.country, e.admin1, e.kind, people, e.lat, e.lon, f"{one.score:.2f}",
            "; ".join(one.reasons()),
        )  # fmt: skip
        table.add_row(*[Text(shown("" if cell is None else cell)) for cell in cells])
    console().print(table)
    if answer.unresolved:
        say(f"in a report that says no more it would stay unresolved: {answer.unresolved}")


@app.command("import")
@guarded
def import_places(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A GeoNames dump or admin file, or CSV with name, lat, lon.")
    ],
) -> None:
    """Add the places of a file to your own gazetteer, which is used beside the shipped one."""
    from firsthand.gazetteer.imports import import_file, user_file

    count = import_file(file)
    print(f"{count} places added to {user_file()}")
