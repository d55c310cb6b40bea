"""The program ``firsthand``: its commands put together."""

from __future__ import annotations

from typing import Annotated

import typer

from firsthand import __version__
from firsthand.cli import (
    code,
    codebook,
    compare,
    demo,
    desk,
    export,
    find,
    gazetteer,
    ledger,
    linking,
    recode,
    report,
    review,
    serve,
    spark,
    watch,
)

app = typer.Typer(
    name="firsthand",
    help="Reads reports of armed conflict into event data that keeps track of who said so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"firsthand {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Reads reports of armed conflict into event data that keeps track of who said so."""


app.command()(code.code)
app.command()(ledger.add)
app.command()(watch.watch)
app.command()(ledger.events)
app.command()(find.find)
app.command()(ledger.verify)
app.command()(linking.explain)
app.command()(linking.origins)
app.command()(export.export)
app.command()(report.report)
app.command()(compare.compare)
app.command()(recode.recode)
app.command()(find.agreement)
app.command()(desk.desk)
app.command()(serve.serve)
app.command()(demo.demo)
app.add_typer(desk.app, name="accounts")
app.add_typer(review.app, name="review")
app.add_typer(codebook.app, name="codebook")
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(spark.app, name="spark")
