"""``firsthand review``: people's decisions on the command line, the same calls that the desk makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli import options
from firsthand.cli.streams import P, T, console, guarded, say

if TYPE_CHECKING:
    from firsthand.ledger import Decision, Ledger

app = typer.Typer(
    help="Decide on claims and events; every decision is kept, and any can be undone.", no_args_is_help=True,
    rich_markup_mode=None,
)  # fmt: skip

Id = Annotated[str, typer.Argument(metavar="ID", help="A claim's id (or, with --of, another's).")]
Coder = Annotated[str, typer.Option("--coder", metavar="NAME", envvar="FIRSTHAND_CODER", help="Who decides.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; kept with the decision.")]
Of = Annotated[str, typer.Option("--of", metavar="claim|event|report|source", help="What the id is of.")]


def _command(decision: Callable[P, T]) -> Callable[P, T]:
    """A command of ``firsthand review``."""
    return app.command()(guarded(decision))


def _open(ledger: str) -> Ledger:
    from firsthand.ledger import Ledger
    from firsthand.settings import Settings

    return Ledger(ledger, create=False, wait_s=Settings.from_environment().ledger_wait_s)


def _value(text: str) -> Any:
    """What was typed: JSON where it is JSON, else the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _decide(
    ledger: str, coder: str, of: str, target: str, action: str, field: str | None = None, value: Any = None,
    reason: str | None = None,
) -> None:  # fmt: skip
    with _open(ledger) as book:
        _told(book.decide(coder, of, target, action, field, value, reason))


def _told(made: Decision) -> None:
    say(f"{made.action} of {made.target_type} {made.target_id}; undo: firsthand review undo {made.decision_id}")
    print(made.decision_id)


@_command
def accept(
    target: Id,
    coder: Coder,
    of: Of = "claim",
    reason: Reason = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """The coding is right."""
    _decide(ledger, coder, of, target, "accept", reason=reason)


@_command
def reject(
    target: Id,
    coder: Coder,
    of: Of = "claim",
    reason: Reason = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """It is no such claim or event."""
    _decide(ledger, coder, of, target, "reject", reason=reason)


@_command
def correct(
    target: Id,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="event_type, where.name, harm.0.low, when, ...")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The right value: a word, a number, or JSON.")],
    coder: Coder,
    of: Of = "claim",
    reason: Reason = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Set a field; what the machine coded is kept."""
    _decide(ledger, coder, of, target, "correct", field, _value(value), reason)


@_command
def adjudicate(
    target: Id,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The field's value; without --field accept or reject.")],
    coder: Coder,
    field: Annotated[
        str | None, typer.Option("--field", metavar="FIELD", help="The field that coders differ on.")
    ] = None,
    of: Of = "claim",
    reason: Reason = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Settle what coders differ on; it outranks their own decisions."""
    _decide(ledger, coder, of, target, "adjudicate", field, _value(value) if field else value, reason)


@_command
def add(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.")],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The missed claim, as JSON (docs/contract.md).")],
    coder: Coder,
    reason: Reason = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Add a claim that the machine missed."""
    _decide(ledger, coder, "report", report, "add", value=_value(claim), reason=reason)


@_command
def split(
    target: Id,
    parts: Annotated[
        str,
        typer.Argument(metavar="PARTS", help="JSON: of a claim, what differs in each part; of an event, lists of ids."),
    ],
    coder: Coder,
    of: Of = "claim",
    reason: Reason = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Make several claims of one, or several events of one."""
    _decide(ledger, coder, of, target, "split", value=_value(parts), reason=reason)


@_command
def merge(
    target: Id,
    others: Annotated[
        list[str], typer.Argument(metavar="CLAIM...", help="Of a claim, the one that stays; of an event, claims of it.")
    ],
    coder: Coder,
    of: Of = "claim",
    reason: Reason = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """One claim of two, or one event of several."""
    value = others[0] if of == "claim" and len(others) == 1 else others
    _decide(ledger, coder, of, target, "merge", value=value, reason=reason)


One = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="Another claim's id.")]


@_command
def link(
    one: One, other: Other, coder: Coder, reason: Reason = None, ledger: options.LedgerFile = options.DEFAULT_LEDGER
) -> None:
    """The two claims are about one event."""
    from firsthand.ledger import pair_id

    _decide(ledger, coder, "pair", pair_id(one, other), "must_link", reason=reason)


@_command
def unlink(
    one: One, other: Other, coder: Coder, reason: Reason = None, ledger: options.LedgerFile = options.DEFAULT_LEDGER
) -> None:
    """The two claims are about two events."""
    from firsthand.ledger import pair_id

    _decide(ledger, coder, "pair", pair_id(one, other), "must_not_link", reason=reason)


@_command
def sensitive(
    target: Annotated[str, typer.Argument(metavar="ID", help="A claim's id; with --of, an event, report or source.")],
    coder: Coder,
    of: Of = "claim",
    remove: Annotated[bool, typer.Option("--remove", help="It is not sensitive any more.")] = False,
    reason: Reason = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Keep it out of everything that is made for the public."""
    _decide(ledger, coder, of, target, "sensitive", value=not remove, reason=reason)


@_command
def assign(
    target: Id,
    to: Annotated[str, typer.Argument(metavar="NAME", help="The coder who shall review it.")],
    coder: Coder,
    of: Of = "claim",
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Give a claim, or a report's claims, to a coder."""
    _decide(ledger, coder, of, target, "assign", value=to)


@_command
def comment(
    target: Id,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to note.")],
    coder: Coder,
    of: Of = "claim",
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Note something, and change nothing."""
    _decide(ledger, coder, of, target, "comment", reason=text)


@_command
def undo(
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="The decision's id (or an undo's: then it stands again).")
    ],
    coder: Coder,
    reason: Reason = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Take a decision back; the record of it stays."""
    with _open(ledger) as book:
        _told(book.undo(coder, decision, reason))


@_command
def log(
    target: Annotated[
        str | None, typer.Argument(metavar="ID", help="Only the decisions on this.", show_default=False)
    ] = None,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help="Only this coder's.")] = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Print the decisions, one a line as JSON, in the order in which they were made."""
    with _open(ledger) as book:
        for one in book.decisions(target, coder):
            print(json.dumps(one.model_dump(mode="json"), ensure_ascii=True))


@_command
def show(
    claim: Id,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help="As this coder sees it.")] = None,
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
) -> None:
    """Print a claim as it stands, and what was decided on it."""
    from rich.text import Text

    from firsthand.exports.shown import shown
    from firsthand.exports.table import ClaimsTable

    with _open(ledger) as book:
        found = book.claim(claim, coder)
        report = book.report(found.claim.report_id).report
        screen = console()
        screen.print(ClaimsTable(report, [found.claim]))
        lines = [f"status: {found.status}" + (" (sensitive)" if found.sensitive else "")]
        names = ("corrected", "disputed", "assigned", "replaced_by", "comments")
        lines += [f"{name.replace('_', ' ')}: {', '.join(x)}" for name in names if (x := getattr(found, name))]
        for one in book.decisions(claim):
            said = " ".join(str(x) for x in (one.field, one.value) if x is not None)
            lines.append(f"{one.at} {one.coder}: {one.action} {said}" + (f" ({one.reason})" if one.reason else ""))
        for line in lines:
            screen.print(Text(shown(line)))
