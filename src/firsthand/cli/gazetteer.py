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
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place's name in any spelling or script.")],
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="The most places to print.")] = 10,
) -> None:
    """Print the places of this name, most populous first; else those spelt much like it."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from firsthand.exports.shown import shown
    from firsthand.gazetteer import Gazetteer

    gazetteer = Gazetteer.default()
    found = gazetteer.exact(name)
    if not found:
        found = gazetteer.alike(name)
        say(f"no place is called '{name}'" + ("; these are spelt much like it" if found else ""))
    if not found:
        raise typer.Exit(1)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("geonameid", "name", "country", "division", "kind", "population", "lat", "lon", "source"):
        table.add_column(column, overflow="fold")
    for one in found[:limit]:
        cells = (
            one.geonameid,
            one.name,
            one.country,
            one.admin1,
            one.kind,
            one.population,
            one.lat,
            one.lon,
            one.source,
        )
        table.add_row(*[Text(shown("" if cell is None else cell)) for cell in cells])
    console().print(table)
    if len(found) > limit:
        say(f"{len(found) - limit} more; --limit N prints them")


@app.command("import")
@guarded
def import_places(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoNames dump, or CSV with name, lat and lon.")],
) -> None:
    """Add the places of a file to your own gazetteer, which is used beside the shipped one."""
    from firsthand.gazetteer.imports import import_file, user_file

    count = import_file(file)
    print(f"{count} places added to {user_file()}")
