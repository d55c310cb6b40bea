"""``firsthand export``: the events of a ledger in the formats that the field's tools read."""

from __future__ import annotations

import datetime
import enum
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli import options
from firsthand.cli.streams import guarded, on_terminal, say

if TYPE_CHECKING:
    from firsthand.exports.job import Job
    from firsthand.exports.material import Losses, Material


MARK = "by a person"  # why something is sensitive: the ledger keeps who said so and why, and an export does not tell


class Format(enum.StrEnum):
    """What an export is written as."""

    acled = "acled"
    ucdp = "ucdp"
    plover = "plover"
    geojson = "geojson"
    hxl = "hxl"
    csv = "csv"
    parquet = "parquet"
    annotations = "annotations"
    prov = "prov"
    datapackage = "datapackage"


class Codes(enum.StrEnum):
    """How ACLED's codes of actors and interactions are written."""

    text = "text"
    number = "number"


@guarded
def export(
    format: Annotated[
        Format, typer.Argument(metavar="FORMAT", show_default=False, help=f"One of {', '.join(Format)}.")
    ],
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to this file; beside it FILE.about.json where the format cannot say how it was made.",
        ),
    ] = None,
    public: options.Public = False,
    delay: options.Delay = 30,
    places: options.PlacesOption = options.Places.cell,
    cell: options.Cell = 0.1,
    as_of: options.AsOf = None,
    codes: Annotated[
        Codes, typer.Option("--codes", metavar="text|number", help="ACLED's actor and interaction codes.")
    ] = Codes.text,
    bom: Annotated[bool, typer.Option("--bom/--no-bom", help="Mark CSV as UTF-8, for Excel.")] = False,
    codebook: options.Codebook = None,
) -> None:
    """Write the events of the ledger in a format of the field; what it cannot hold is listed, never dropped unsaid."""
    from firsthand.errors import ExportError
    from firsthand.exports import formats
    from firsthand.exports.job import Job, Options
    from firsthand.exports.material import Losses

    losses = Losses()
    material = published_form(material_of(ledger, losses, codebook), public, delay, places, cell, as_of)
    job = Job(material, format.value, Options(bom, codes.value), losses)
    if output is None:
        if format is Format.datapackage or (format is Format.parquet and on_terminal()):
            raise ExportError(f"{format}: not for a terminal; give --output FILE")
        for part in formats.parts(job):
            sys.stdout.buffer.write(part)
        if not formats.says_itself(format.value):
            say("method, licences and what is not in the file are written beside it with --output FILE")
    else:
        written = formats.write_file(job, output)
        say(f"{output} written" + (f", and {written[1].name} beside it" if len(written) == 2 else ""))
    _last_words(job)


def material_of(ledger: str, losses: Losses, codebook: Path | None = None) -> Material:
    """The events of a ledger as people left them, with their claims and reports and what is marked as sensitive."""
    from dataclasses import replace

    from firsthand.codebook import load
    from firsthand.exports.material import gather
    from firsthand.ledger import Ledger
    from firsthand.ledger.events import ids
    from firsthand.ledger.reviewed import reviewed_events

    with Ledger(ledger, create=False) as book:
        coded = list(book.coded(reviewed=True))
        events = reviewed_events(book)
        marked = book.sensitive()
        tools = sorted({book.report(report.report_id).tool for report, claims in coded if claims})
    sensitive = dict.fromkeys(marked.claims | marked.reports, MARK)
    sensitive |= {event.event_id: MARK for event in events if marked.events & set(ids(event))}
    material = gather(coded, events, losses, sensitive, marked.sources, load(codebook))
    return replace(material, coded_with=tuple(tools))


def published_form(
    material: Material, public: bool, delay: int, places: options.Places, cell: float, as_of: str | None
) -> Material:
    """The material as it is, or, if it is for the ``public``, as it may be published."""
    from firsthand.exports import care

    if not public:
        return material
    today = datetime.date.fromisoformat(as_of) if as_of else datetime.datetime.now(datetime.UTC).date()
    return care.public(material, care.Policy(today, delay, cell, places.value))


def say_withheld(publication: Mapping[str, Any]) -> None:
    """What the public profile withheld and changed, and its warning."""
    for reason, count in publication.get("withheld", {}).items():
        say(f"withheld: {count} ({reason})")
    for what, count in publication.get("changed", {}).items():
        if count:
            say(f"changed: {count} {what}")
    if warning := publication.get("small_cells", {}).get("warning"):
        say(f"warning: {warning}")


def _last_words(job: Job) -> None:
    about = job.about()
    say_withheld(about["publication"])
    for one in about["left_out"]:
        say(f"left out: {one['count']} ({one['reason']})")
    for one in about["flagged"]:
        say(f"kept, but: {one['count']} ({one['reason']})")
