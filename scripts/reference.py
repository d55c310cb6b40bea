"""Writes docs/reference.md from the program itself: every command, option and setting.

``python scripts/reference.py`` writes it; ``--check`` only says whether it is up to date (a test does the same).
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "docs" / "reference.md"
HEAD = """# Reference

Made by `scripts/reference.py` from the program itself; do not edit it by hand.

Results go to standard output, messages and progress to standard error. Exit status: 0 done; 1 some reports could not
be read (each is named on standard error with the reason, the rest is coded), or `verify` or `codebook check` found a
fault; 2 wrong usage; 130 interrupted; 141 the reader of the output closed it.
"""


def reference() -> str:
    """The whole page."""
    import typer.main

    from firsthand.cli.app import app
    from firsthand.settings import PREFIX, Settings

    parts = [HEAD, "## Commands\n"]
    command: Any = typer.main.get_command(app)
    parts += _command(command, "firsthand", top=True)
    parts.append("## Settings\n\nEnvironment variables; each holds a whole number.\n")
    parts.append("| variable | default | meaning |\n|---|---|---|")
    parts += [
        f"| `{PREFIX}{one.name.upper()}` | {one.default} | {one.metadata['help']} |"
        for one in dataclasses.fields(Settings)
    ]
    parts.append("\n`FIRSTHAND_GAZETTEER` names the file that `gazetteer import` keeps your own places in.")
    return "\n".join(parts) + "\n"


def _command(command: Any, name: str, top: bool = False) -> Iterator[str]:
    children = getattr(command, "commands", None)
    if children is None or top:
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        usage = " ".join([name, *(["COMMAND"] if top else []), *map(_shape, arguments), "[OPTIONS]"])
        yield f"### `{usage}`\n\n{(command.help or '').strip()}\n"
        rows = [_row(p) for p in command.params if not p.name.endswith("_completion")]
        if rows:
            yield "| argument or option | meaning |\n|---|---|\n" + "\n".join(rows) + "\n"
    for child, sub in (children or {}).items():
        yield from _command(sub, f"{name} {child}")


def _shape(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        names = f"`{_shape(parameter)}`"
    else:
        names = ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])
        if not parameter.is_flag:
            names += f" `{parameter.metavar or 'VALUE'}`".replace("|", "\\|")
    default = parameter.default
    known = isinstance(default, str | int | Path) and not isinstance(default, bool) and not parameter.required
    shown = f" Default: `{default}`." if known else ""
    return f"| {names} | {parameter.help or ''}{shown} |"


def main() -> int:
    """Write or check the page."""
    made = reference()
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == made else 1
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
