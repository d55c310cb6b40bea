"""Arguments and options that several commands share."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer


class ClaimFormat(enum.StrEnum):
    """How claims are printed."""

    table = "table"
    jsonl = "jsonl"
    html = "html"


class EventFormat(enum.StrEnum):
    """How events are printed."""

    table = "table"
    jsonl = "jsonl"


class Places(enum.StrEnum):
    """How coarse places are in what is made for the public."""

    cell = "cell"
    town = "town"
    division = "division"


def date(value: str | None) -> str | None:
    """An ISO date, or a usage error."""
    from firsthand.reports.metadata import date_of

    if value is None:
        return None
    if (date := date_of(value)) is None:
        raise typer.BadParameter(f"'{value}' is not a date; give one such as 2024-10-14")
    return date


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...", show_default=False,
        help="Files, folders, http(s) addresses, or - for standard input; the forms are in docs/inputs.md.",
    ),
]  # fmt: skip
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", callback=date, help="Date of publication of all reports, 2024-10-14."),
]
Publisher = Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published all reports.")]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="Address that the reports were published at.")]


def _columns(value: str | None) -> str | None:
    """Pairs of a field and a column, or a usage error."""
    columns(value)
    return value


def columns(value: str | None) -> dict[str, str]:
    """``text=body,published=date`` as a mapping of fields to columns."""
    from firsthand.reports.metadata import FIELDS

    pairs: dict[str, str] = {}
    for one in (value or "").split(",") if value else ():
        field, is_pair, column = one.partition("=")
        if not is_pair or field.strip() not in FIELDS or not column.strip():
            raise typer.BadParameter(f"'{one}' is not FIELD=COLUMN; fields are {', '.join(FIELDS)}")
        pairs[field.strip()] = column.strip()
    return pairs


Columns = Annotated[
    str | None,
    typer.Option(
        "--columns", metavar="FIELD=COLUMN,...", callback=_columns,
        help="Which column (or key) of tables and JSON holds what: text=body,published=date.",
    ),
]  # fmt: skip
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that share the work.")]
Ask = Annotated[
    bool, typer.Option("--ask", help="Ask for the date and the publisher of each report that does not say them.")
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline instead of the shipped model."),
]
Codebook = Annotated[
    Path | None,
    typer.Option("--codebook", metavar="DIR", help="A codebook that replaces or extends the built-in one."),
]
Actors = Annotated[
    Path | None,
    typer.Option("--actors", metavar="FILE|DIR", help="Actors of your own beside those of the directory."),
]


def date_order(value: str | None) -> str | None:
    """The order of dates in digits that ``--date-order`` names, as the coder takes it, or a usage error."""
    from firsthand.gazetteer.countries import country
    from firsthand.reading.times import Region

    if value is None:
        return None
    named = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}.get(value.lower())
    if named is None and country(value.upper()) is not None:
        named = Region.of(country=value.upper()).order
        if named is None:
            raise typer.BadParameter(f"in {value.upper()} both orders are in use; say dmy or mdy")
    if named is None:
        raise typer.BadParameter(f"'{value}' is none of dmy, mdy, ymd, nor a country's three letters such as GBR")
    return named


DateOrder = Annotated[
    str | None,
    typer.Option(
        "--date-order", metavar="dmy|mdy|ymd|COUNTRY", callback=date_order,
        help="How dates in digits (3/5/2024) are read that the report itself leaves open: by order, or as in a country "
        "(GBR). Without it such a date has no day.",
    ),
]  # fmt: skip
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output.")
]
LedgerFile = Annotated[
    str, typer.Option("--ledger", metavar="FILE|URL", help="The ledger: a file, or postgresql://USER@HOST/DATABASE.")
]
DEFAULT_LEDGER = "firsthand.db"
ClaimForm = Annotated[
    ClaimFormat | None,
    typer.Option(
        "--format",
        "-f",
        metavar="table|jsonl|html",
        help="A table on a terminal, jsonl when piped.",
        show_default=False,
    ),
]


def claim_form(given: ClaimFormat | None, output: Path | None) -> ClaimFormat:
    """How claims are printed: as asked for, else by the name of the file, else a table on a terminal."""
    from firsthand.cli.streams import on_terminal

    if given is not None:
        return given
    if output is not None and output.suffix.lower() in (".html", ".htm"):
        return ClaimFormat.html
    return ClaimFormat.table if output is None and on_terminal() else ClaimFormat.jsonl


EventForm = Annotated[
    EventFormat | None,
    typer.Option(
        "--format", "-f", metavar="table|jsonl", help="A table on a terminal, jsonl when piped.", show_default=False
    ),
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", callback=date, help="On this day or later.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", callback=date, help="On this day or earlier.")]


def near(value: str | None) -> tuple[float, float, float] | None:
    """Degrees and kilometres of ``LAT,LON,KM``, or a usage error.

    >>> near("16.3,-0.05,25"), near(None)
    ((16.3, -0.05, 25.0), None)
    """
    if value is None:
        return None
    try:
        lat, lon, km = (float(part) for part in value.split(","))
    except ValueError as error:
        raise typer.BadParameter(f"'{value}' is no LAT,LON,KM; give one such as 16.3,-0.05,25") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and km > 0):
        raise typer.BadParameter(f"'{value}' is no place on earth; give degrees and kilometres such as 16.3,-0.05,25")
    return lat, lon, km


Near = Annotated[
    str | None, typer.Option("--near", metavar="LAT,LON,KM", help="Where: degrees, and the distance in kilometres.")
]
Public = Annotated[
    bool, typer.Option("--public", help="Only what may be published: delayed, coarse, no excerpts, no private names.")
]
Delay = Annotated[
    int, typer.Option("--delay", min=0, metavar="DAYS", help="With --public: leave out events younger than this.")
]
PlacesOption = Annotated[
    Places,
    typer.Option(
        "--places", metavar="cell|town|division",
        help="With --public: places as cells of a grid, towns by name, or divisions only.",
    ),
]  # fmt: skip
Cell = Annotated[
    float, typer.Option("--cell", min=0.05, max=10, metavar="DEGREES", help="With --public: the size of a cell.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", callback=date, show_default=False,
        help="With --public: the day that ages are counted to; today if not given.",
    ),
]  # fmt: skip
