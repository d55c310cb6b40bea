"""``firsthand add``, ``events`` and ``verify``: the commands on a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NoReturn

import typer

from firsthand.cli import options
from firsthand.cli.coding import TOGETHER, Tally, coded, make_coder, received
from firsthand.cli.streams import as_text, console, guarded, say, sink, wants_table


@guarded
def add(
    paths: options.Paths,
    published: options.Published = None,
    publisher: options.Publisher = None,
    url: options.Url = None,
    columns: options.Columns = None,
    ask: options.Ask = False,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    jobs: options.Jobs = 1,
    model: options.Model = None,
    codebook: options.Codebook = None,
    actors: options.Actors = None,
    date_order: options.DateOrder = None,
    are_coded: Annotated[
        bool,
        typer.Option("--claims", help="PATHs are Parquet of coded reports (firsthand spark code): nothing is coded."),
    ] = False,
) -> None:
    """Read reports into the ledger. Adding the same report twice changes nothing."""
    if are_coded:
        given: dict[str, object] = {
            "published": published, "publisher": publisher, "url": url, "columns": columns, "model": model,
            "codebook": codebook, "actors": actors, "date-order": date_order, "ask": ask or None,
            "jobs": jobs if jobs > 1 else None,
        }  # fmt: skip
        if said := next((name for name, value in given.items() if value is not None), None):
            why = "coded reports are added as they were coded, in one process; leave it out, or leave out --claims"
            raise typer.BadParameter(why, param_hint=f"--{said}")
        _add_coded(paths, ledger)
    from firsthand.ledger import Ledger
    from firsthand.reports import Given
    from firsthand.settings import Settings

    tally = Tally()
    added = added_claims = 0
    with Ledger(ledger, wait_s=Settings.from_environment().ledger_wait_s) as book:
        reports = received(
            paths, Given(published, publisher, url, options.columns(columns)), model is not None, visible=True, ask=ask
        )
        coder = make_coder(model, codebook, actors, date_order)
        tool = coder.version
        together = 1 if ask else TOGETHER  # what was answered is to be in the ledger before the next question
        for one, claims in coded(coder, reports, tally, jobs, book.having, together):
            if book.add(one.report, one.raw, one.media_type, claims, one.headers, tool):
                added += 1
                added_claims += len(claims)
    tally.last_words()
    there = tally.reports - added
    say(f"{added} reports with {added_claims} claims added to {book.name}" + (f", {there} were there" if there else ""))
    raise typer.Exit(tally.status)


def _add_coded(paths: list[str], ledger: str) -> NoReturn:
    """Put coded reports into the ledger, with the bytes that they came as."""
    from firsthand.engines.coded import read_coded
    from firsthand.errors import ReportError
    from firsthand.ledger import Incoming, Ledger
    from firsthand.settings import Settings

    tally = Tally()
    added = added_claims = 0

    def incoming() -> Iterator[Incoming]:
        for found in read_coded(paths):
            if isinstance(found, ReportError):
                tally.fail(found)
                continue
            one, claims, tool = found
            tally.note(one.report, claims)
            yield Incoming(one.report, one.raw, one.media_type, claims, one.headers, tool)

    with Ledger(ledger, wait_s=Settings.from_environment().ledger_wait_s) as book:
        for stored in book.add_many(incoming()):
            added += 1
            added_claims += len(stored.claims)
    there = tally.reports - added
    say(f"{added} reports with {added_claims} claims added to {book.name}" + (f", {there} were there" if there else ""))
    if tally.failed:
        say(f"{tally.failed} of {tally.failed + tally.reports} rows were not added")
    raise typer.Exit(tally.status)


@guarded
def events(
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    format: options.EventForm = None,
    output: options.Output = None,
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder", metavar="NAME", help="As this coder left the claims, blind to the others.", show_default=False
        ),
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Without what is marked as sensitive, or rejected.")] = False,
) -> None:
    """Print the events of the ledger: the claims that are about one thing, linked, as people left them."""
    from firsthand.exports import jsonl
    from firsthand.exports.table import EventsTable
    from firsthand.ledger import Ledger, reviewed_events

    with Ledger(ledger, create=False) as book:
        found = reviewed_events(book, coder, public)
    table = wants_table(format, output)
    if table and output is None:
        console().print(EventsTable(found))
        return
    with sink(output) as out:
        if table:
            out.write(as_text(EventsTable(found)))
        else:
            for line in jsonl.event_lines(found):
                out.write(line)


@guarded
def verify(
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    seal: Annotated[
        str | None, typer.Option("--seal", metavar="SEAL", help="A seal noted earlier; it must still be in the log.")
    ] = None,
) -> None:
    """Check that every byte of the ledger is as it was sealed; exit status 1 if not."""
    from firsthand.ledger import Ledger

    with Ledger(ledger, create=False) as book:
        problems = book.verify(seal)
        if not problems:
            reports, claims = book.counts()
            number, last = book.head()
            print(f"{book.name}: {reports} reports and {claims} claims are as they were sealed ({number} entries)")
            print(f"last seal: {last}")
    for problem in problems:
        say(problem)
    raise typer.Exit(1 if problems else 0)
