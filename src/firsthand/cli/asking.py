"""What reports do not say of their publication, asked of the person at the terminal; Enter leaves it open."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from firsthand.cli.streams import say
from firsthand.errors import ReportError

if TYPE_CHECKING:
    from firsthand.reports import Received

SHOWN = 160  # characters of a report's beginning, to know it by
FOR_ALL = "!"  # at the end of an answer


def possible() -> bool:
    """Is there somebody at a terminal?"""
    return sys.stdin.isatty() and sys.stderr.isatty()


def completed(found: Iterable[Received | ReportError]) -> Iterator[Received | ReportError]:
    """The reports, each with what was answered about it."""
    from firsthand.exports.shown import shown
    from firsthand.reports.metadata import date_of, dated

    date = _Question("published when?", lambda answer: date_of(answer) is not None, "a date such as 2024-10-14")
    name = _Question("published by whom?", lambda answer: True, "a name")
    for one in found:
        if isinstance(one, ReportError):
            yield one
            continue
        report = one.report
        update: dict[str, str] = {}
        if (report.published is None and date.open) or (report.publisher is None and name.open):
            say(f"{report.origin}: {shown(report.title or report.text[:SHOWN])}")
        if report.published is None and (answer := date.asked()):
            update |= dated(answer, "said by the user")
        if report.publisher is None and (answer := name.asked()):
            update["publisher"] = answer
        yield replace(one, report=report.model_copy(update=update)) if update else one


class _Question:
    """A question, and the answer that holds for all that follow, if one was given."""

    def __init__(self, words: str, good: Callable[[str], bool], wanted: str) -> None:
        self._words, self._good, self._wanted = words, good, wanted
        self._answer = ""
        self.open = True

    def asked(self) -> str:
        """The answer, or nothing."""
        while self.open:
            told = str(typer.prompt(
                f"  {self._words} (Enter: not known; {FOR_ALL} at the end: for all that follow)", default="",
                show_default=False, prompt_suffix=" ", err=True,
            )).strip()  # fmt: skip
            answer = told.removesuffix(FOR_ALL).strip()
            if not answer or self._good(answer):
                if told.endswith(FOR_ALL):
                    self._answer, self.open = answer, False
                return answer
            say(f"'{answer}' is not {self._wanted}")
        return self._answer
