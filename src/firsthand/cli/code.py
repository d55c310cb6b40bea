"""``firsthand code``: print the claims of reports; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli import options
from firsthand.cli.coding import Tally, coded, make_coder, received
from firsthand.cli.streams import as_text, console, guarded, on_terminal, sink

if TYPE_CHECKING:
    from pathlib import Path

    from firsthand.records import Claim
    from firsthand.reports import Received


@guarded
def code(
    paths: options.Paths,
    published: options.Published = None,
    publisher: options.Publisher = None,
    url: options.Url = None,
    columns: options.Columns = None,
    ask: options.Ask = False,
    format: options.ClaimForm = None,
    quotes: Annotated[bool, typer.Option("--quotes/--no-quotes", help="Show each claim's sentence in tables.")] = True,
    jobs: options.Jobs = 1,
    model: options.Model = None,
    codebook: options.Codebook = None,
    actors: options.Actors = None,
    date_order: options.DateOrder = None,
    output: options.Output = None,
) -> None:
    """Read reports and print the claims found. Nothing is stored."""
    from firsthand.reports import Given

    chosen = options.claim_form(format, output)
    tally = Tally()
    quiet = chosen == options.ClaimFormat.table and output is None and on_terminal()
    reports = received(
        paths, Given(published, publisher, url, options.columns(columns)), model is not None, visible=not quiet, ask=ask
    )
    found = coded(make_coder(model, codebook, actors, date_order), reports, tally, jobs)
    _print(found, chosen, output, quotes)
    tally.last_words()
    raise typer.Exit(tally.status)


def _print(
    found: Iterable[tuple[Received, list[Claim]]], chosen: options.ClaimFormat, output: Path | None, quotes: bool
) -> None:
    from firsthand.exports import jsonl

    if chosen == options.ClaimFormat.table and output is None:
        from firsthand.exports.table import ClaimsTable

        screen = console()
        for one, claims in found:
            screen.print(ClaimsTable(one.report, claims, quotes))
            screen.print()
        return
    with sink(output) as out:
        if chosen == options.ClaimFormat.jsonl:
            for _, claims in found:
                for line in jsonl.claim_lines(claims):
                    out.write(line)
        elif chosen == options.ClaimFormat.html:
            from firsthand.exports.html import page

            for part in page((one.report, claims) for one, claims in found):
                out.write(part)
        else:
            from firsthand.exports.table import ClaimsTable

            for one, claims in found:
                out.write(as_text(ClaimsTable(one.report, claims, quotes)) + "\n")
