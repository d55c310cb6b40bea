"""``firsthand find`` and ``firsthand agreement``: what stands in the ledger, and how far its coders agree."""

from __future__ import annotations

import enum
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli import options
from firsthand.cli.streams import console, guarded, say, wants_table

if TYPE_CHECKING:
    from firsthand.ledger import Reviewed


class Order(enum.StrEnum):
    """How claims are ordered."""

    report = "report"
    time = "time"
    uncertain = "uncertain"
    deadly = "deadly"


@guarded
def find(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="TEXT",
            show_default=False,
            help='Words of the report; "two words" side by side, begin* as a beginning.',
        ),
    ] = None,
    event_type: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="An event type; may be given again.")
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="NAME", help="Who took part, or a part of the name.")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="NAME", help="Where, or a part of the name.")] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="ISO", help="Where: a country, MLI.")] = None,
    near: options.Near = None,
    start: options.From = None,
    end: options.To = None,
    origin: Annotated[str | None, typer.Option("--origin", metavar="NAME", help="Who says so in the end.")] = None,
    min_killed: Annotated[
        int | None, typer.Option("--min-killed", metavar="N", help="At least so many killed, by its lower bound.")
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status", metavar="STATUS", help="unreviewed, accepted, corrected or rejected; may be given again."
        ),
    ] = None,
    report: Annotated[str | None, typer.Option("--report", metavar="ID", help="Claims of this report.")] = None,
    assigned: Annotated[str | None, typer.Option("--assigned", metavar="NAME", help="Given to this coder.")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Those that coders differ on.")] = False,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help="As this coder sees them.")] = None,
    order: Annotated[
        Order, typer.Option("--order", metavar="report|time|uncertain|deadly", help="Which come first.")
    ] = Order.report,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="The most claims to print.")] = 50,
    format: options.EventForm = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Print the claims of the ledger that pass all filters, as people left them."""
    from firsthand.ledger import ClaimFilter, Ledger

    wanted = ClaimFilter(
        coder=coder, statuses=status or (), event_types=event_type or (), start=start, end=end, place=place,
        country=country, near=options.near(near), actor=actor, origin=origin, report_id=report, min_killed=min_killed,
        assigned=assigned, disputed=True if disputed else None, text=text, order=order.value,
    )  # fmt: skip
    with Ledger(ledger, create=False) as book:
        page = book.claims_page(wanted, limit)
    if wants_table(format):
        _table(page.claims)
    else:
        for one in page.claims:
            print(json.dumps({**one.claim.as_dict(), "review": one.status}, ensure_ascii=True))
    if page.total > len(page.claims):
        say(f"{page.total} claims found, {len(page.claims)} printed; --limit N prints more")
    elif not page.total:
        say("no claim found")


def _table(claims: Sequence[Reviewed]) -> None:
    from rich.table import Table
    from rich.text import Text

    from firsthand.exports import words
    from firsthand.exports.shown import shown

    table = Table.grid(padding=(0, 1, 0, 0))
    names = ("claim", "review", "when", "where", "what", "who", "harm", "according to")
    for name in names:
        table.add_column(name, overflow="fold", ratio=1, min_width=16 if name == "claim" else None)
    table.add_row(*[Text(name, style="dim underline") for name in names])
    for one in claims:
        claim = one.claim
        cells = (
            claim.claim_id, one.status, words.when(claim.when), words.where(claim.where), words.kind(claim.event_type),
            words.sides(claim.actors), words.harm(claim.harm), words.chain(claim.attribution),
        )  # fmt: skip
        table.add_row(*[Text(shown(cell)) for cell in cells])
    console().print(table)


@guarded
def agreement(
    coders: Annotated[
        list[str],
        typer.Argument(metavar="CODER...", help="Two or more coders' names; machine is what the machine coded."),
    ],
    format: options.EventForm = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Compare coders: Krippendorff's alpha per field on the claims that both decided on, and every difference."""
    from firsthand.errors import FirsthandError
    from firsthand.ledger import Ledger
    from firsthand.ledger.agreement import agreement as agreed

    if len(set(coders)) < 2:
        raise FirsthandError(
            "agreement needs two coders or more; give their names, or machine for what the machine coded"
        )
    with Ledger(ledger, create=False) as book:
        found = agreed(book.codings(coders))
    if wants_table(format):
        print(f"{found.claims} claims coded by two or more of {', '.join(coders)}\n\nKrippendorff's alpha:")
        for name, value in found.alphas.items():
            print(f"  {name:<18}{'-' if value is None else f'{value:6.3f}'}")
        print(f"\n{len(found.differences)} differences:")
        from firsthand.exports.shown import shown

        for one in found.differences:
            said = "; ".join(f"{coder}: {value}" for coder, value in one.values.items())
            print(f"  {one.claim_id}  {one.field}: {shown(said)}")
    else:
        print(json.dumps({"claims": found.claims, "alpha": dict(found.alphas)}, ensure_ascii=True))
        for one in found.differences:
            row = {"claim_id": one.claim_id, "field": one.field, "values": dict(one.values)}
            print(json.dumps(row, ensure_ascii=True))
    if not found.claims:
        say("no claim was decided on by two of them; firsthand review records decisions")
