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
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output.")
]
LedgerFile = Annotated[
    str, typer.Option("--ledger", metavar="FILE|URL", help="The ledger: a file, or postgresql://USER@HOST/DATABASE.")
]
DEFAULT_LEDGER = "firsthand.db"
