"""``firsthand recode``: the ledger's reports coded again, and what that changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli import options
from firsthand.cli.coding import make_coder
from firsthand.cli.streams import as_text, console, guarded, say, sink
from firsthand.errors import FirsthandError

if TYPE_CHECKING:
    from firsthand.ledger import Change, Ledger
    from firsthand.records import Claim, Report

Changed = tuple["Report", "list[Change]"]


@guarded
def recode(
    apply: Annotated[bool, typer.Option("--apply", help="Let the newer coding stand, where it may.")] = False,
    format: options.ClaimForm = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    jobs: options.Jobs = 1,
    model: options.Model = None,
    codebook: options.Codebook = None,
    actors: options.Actors = None,
    date_order: options.DateOrder = None,
    output: options.Output = None,
) -> None:  # fmt: skip
    """Code the ledger's reports again and show what changes; what people decided on is never changed."""
    from firsthand.exports import changes
    from firsthand.ledger import Ledger
    from firsthand.settings import Settings

    chosen = options.claim_form(format, output)
    counts: dict[str, int] = {}
    coder = make_coder(model, codebook, actors, date_order)
    tool = coder.version
    with Ledger(ledger, create=False, wait_s=Settings.from_environment().ledger_wait_s) as book:
        pairs = _recoded(book, coder.code_many(book.reports(), jobs=jobs), tool, apply, counts)
        if chosen == options.ClaimFormat.table and output is None:
            for report, found in pairs:
                console().print(changes.ChangesTable(report, found))
        else:
            with sink(output) as out:
                for part in _parts(pairs, chosen):
                    out.write(part)
    told = ", ".join(f"{counts.get(kind, 0)} {kind}" for kind in ("same", "changed", "new", "gone"))
    kept = f"; {counts['kept']} kept as people left them" if counts.get("kept") else ""
    say(f"claims by {tool}: {told}{kept}" + ("" if apply else "; nothing was changed, --apply lets it stand"))
    raise typer.Exit(1 if counts.get("failed") else 0)


def _recoded(
    book: Ledger,
    coded: Iterator[tuple[Report, list[Claim] | FirsthandError]],
    tool: str,
    apply: bool,
    counts: dict[str, int],
) -> Iterator[Changed]:
    for report, claims in coded:
        if isinstance(claims, FirsthandError):
            counts["failed"] = counts.get("failed", 0) + 1
            say(claims)
            continue
        found = book.recode(report.report_id, claims, tool, apply)
        for one in found:
            counts[one.kind] = counts.get(one.kind, 0) + 1
            counts["kept"] = counts.get("kept", 0) + one.kept
        if any(one.kind != "same" for one in found):
            yield report, found


def _parts(pairs: Iterator[Changed], chosen: options.ClaimFormat) -> Iterator[str]:
    from firsthand.exports import changes

    if chosen == options.ClaimFormat.html:
        yield from changes.page(pairs)
    elif chosen == options.ClaimFormat.table:
        for report, found in pairs:
            yield as_text(changes.ChangesTable(report, found))
    else:
        for report, found in pairs:
            for one in found:
                if one.kind != "same":
                    yield json.dumps(changes.as_dict(report, one), ensure_ascii=False) + "\n"
