"""``firsthand desk`` and ``firsthand accounts``: the review desk in the browser, and who may sit at it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli import options
from firsthand.cli.streams import guarded, say

app = typer.Typer(help="Accounts of a team's desk.", no_args_is_help=True, rich_markup_mode=None)

AccountsFile = Annotated[
    Path, typer.Option("--accounts", metavar="FILE", help="The file of accounts; passwords are kept as argon2 hashes.")
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.")]
DEFAULT_ACCOUNTS = Path("accounts.json")
DEFAULT_PORT = 8470


@guarded
def desk(
    ledger: options.LedgerFile = options.DEFAULT_LEDGER,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0 takes one that is free.")
    ] = DEFAULT_PORT,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the desk in the browser, or only say where it is.")
    ] = True,
    accounts: Annotated[
        Path | None,
        typer.Option("--accounts", metavar="FILE", help="Accounts of a team; without them a name is enough."),
    ] = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            "--tiles",
            metavar="URL",
            help="A tile server for maps, https://HOST/{z}/{x}/{y}.png. It sees "
            "which places are looked at; without it no request leaves this machine.",
        ),
    ] = None,
    credit: Annotated[str, typer.Option("--tiles-credit", metavar="TEXT", help="Whose tiles they are.")] = "",
    host_name: Annotated[
        list[str] | None,
        typer.Option(
            "--host-name",
            metavar="HOST[:PORT]",
            help="Another name that the desk may be called by, such as that of a proxy in front of it.",
        ),
    ] = None,
    model: options.Model = None,
    codebook: options.Codebook = None,
    actors: options.Actors = None,
    date_order: options.DateOrder = None,
) -> None:
    """Open the review desk in the browser. It listens on this machine alone; Ctrl-C ends it."""
    serve(
        ledger, port, may_open(browser), accounts, tiles, credit, host_name or [], model, codebook, actors, date_order
    )


def serve(
    ledger: str,
    port: int,
    browser: bool,
    accounts: Path | None = None,
    tiles: str | None = None,
    credit: str = "",
    names: list[str] | None = None,
    model: str | None = None,
    codebook: Path | None = None,
    actors: Path | None = None,
    date_order: str | None = None,
) -> None:
    """Serve the desk until interrupted."""
    from firsthand.cli.coding import make_coder
    from firsthand.desk.accounts import Accounts
    from firsthand.desk.server import Options, serve, tile_origin
    from firsthand.desk.work import Work
    from firsthand.settings import Settings

    known = Accounts(accounts) if accounts is not None else None
    if known is not None and not known.people():
        say(f"{accounts}: there is no account in it; make one with: firsthand accounts add NAME --accounts {accounts}")
        raise typer.Exit(2)
    tile_origin(tiles)
    limits = Settings.from_environment()
    work = Work(
        ledger,
        lambda: make_coder(model, codebook, actors, date_order),
        limits.ledger_wait_s,
        tiles,
        credit,
        linked=limits.desk_linked,
    )
    try:
        started = Options(port, browser, tuple(names or ()), _login())
        serve(work, known, started, lambda address: say(f"the desk is at {address} (Ctrl-C ends it)"))
    finally:
        work.close()


def may_open(wanted: bool) -> bool:
    """Is a browser wanted, and is there a screen for it? (A text browser would take the terminal over.)"""
    screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return wanted and bool(screen)


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


@app.command("add")
@guarded
def add_account(
    name: Name,
    role: Annotated[
        str,
        typer.Option(
            "--role",
            metavar="reader|coder|editor",
            help="A reader reads, a coder decides on claims, an "
            "editor also adds reports, shares out work and adjudicates.",
        ),
    ] = "coder",
    accounts: AccountsFile = DEFAULT_ACCOUNTS,
) -> None:
    """Make an account, or give it another role and password. The password is asked for, or read from standard input."""
    from firsthand.desk.accounts import ROLES, Accounts
    from firsthand.errors import FirsthandError

    if role not in ROLES:
        raise FirsthandError(f"'{role}' is no role; give one of {', '.join(ROLES)}")
    if sys.stdin.isatty():
        password = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    Accounts(accounts).set(name, role, password)
    say(f"{name} is a {role} in {accounts}")


@app.command("list")
@guarded
def list_accounts(accounts: AccountsFile = DEFAULT_ACCOUNTS) -> None:
    """List the accounts with their roles."""
    from firsthand.desk.accounts import Accounts
    from firsthand.exports.shown import shown

    for person in Accounts(accounts).people():
        print(f"{person.role:<8}{shown(person.name)}")


@app.command("remove")
@guarded
def remove_account(name: Name, accounts: AccountsFile = DEFAULT_ACCOUNTS) -> None:
    """Take an account away; a desk that is open asks for it at its next start."""
    from firsthand.desk.accounts import Accounts

    Accounts(accounts).remove(name)
    say(f"{name} has no account in {accounts} any more")
