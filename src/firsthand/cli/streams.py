"""Results to standard output or a file, messages to standard error, and neither can disturb the terminal."""

from __future__ import annotations

import enum
import functools
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, ParamSpec, TypeVar

import typer

from firsthand.errors import FirsthandError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

P = ParamSpec("P")
T = TypeVar("T")

WRONG_USAGE = 2
CLOSED_PIPE = 141  # what a shell reports for a program that a closed pipe ended: 128 + SIGPIPE


def say(message: object) -> None:
    """One line on standard error; nothing in it can disturb the terminal."""
    from firsthand.exports.shown import shown

    encoding = sys.stderr.encoding or "utf-8"
    line = f"firsthand: {shown(message)}".encode(encoding, "replace").decode(encoding)
    print(line, file=sys.stderr, flush=True)


def guarded(command: Callable[P, T]) -> Callable[P, T]:
    """A command whose known errors become one line and exit status 2, and that a closed pipe ends in silence."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            result = command(*args, **kwargs)
            sys.stdout.flush()
        except FirsthandError as error:
            say(error)
            raise typer.Exit(WRONG_USAGE) from error
        except BrokenPipeError as error:
            # What is left in the buffer must not raise again when the interpreter closes standard output.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise typer.Exit(CLOSED_PIPE) from error
        return result

    return run


class Sink:
    """Takes the lines of a result, always as UTF-8."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write

    def write(self, text: str) -> None:
        """Write some text."""
        self._write(text.encode("utf-8", "replace"))


@contextmanager
def sink(output: Path | None) -> Iterator[Sink]:
    """Standard output, or a file that appears whole or not at all.

    Raises ``FirsthandError`` if the file cannot be written.
    """
    if output is None:
        sys.stdout.flush()
        yield Sink(sys.stdout.buffer.write)
        sys.stdout.buffer.flush()
        return
    from firsthand.exports.whole import whole_file

    with whole_file(output) as file:
        yield Sink(file.write)


def console(output: IO[str] | None = None) -> Console:
    """A console for results on standard output: colours only on a terminal, no markup, no guessing of links."""
    from rich.console import Console

    out = output or sys.stdout
    if hasattr(out, "reconfigure"):
        out.reconfigure(errors="replace")
    width = None if out.isatty() else int(os.environ.get("COLUMNS", "100") or 100)
    return Console(file=out, markup=False, emoji=False, highlight=False, width=width)


def on_terminal() -> bool:
    """Is standard output a terminal?"""
    return sys.stdout.isatty()


def wants_table(format: enum.StrEnum | None, output: Path | None = None) -> bool:
    """Is it a table that is wanted: asked for, or, with nothing said, on a terminal?"""
    return format == "table" or (format is None and output is None and on_terminal())


def as_text(*shown: RenderableType) -> str:
    """What a console would show, as text for a file."""
    text = io.StringIO()
    screen = console(text)
    for one in shown:
        screen.print(one)
    return text.getvalue()
