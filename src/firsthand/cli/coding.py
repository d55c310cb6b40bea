"""Reports read and coded in one stream, as ``code``, ``add`` and ``demo`` share it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from firsthand.cli import asking
from firsthand.cli.streams import say
from firsthand.errors import FirsthandError, ReportError

if TYPE_CHECKING:
    from firsthand.reading.times import Order
    from firsthand.records import Claim, Report
    from firsthand.reports import Given, Received

TOGETHER, TOGETHER_BYTES = 200, 2_000_000  # reports looked up at once, and the bytes of them kept meanwhile
FEW = 3  # reports: below this a progress bar says nothing


class AnyCoder(Protocol):
    """What the commands need of a coder."""

    @property
    def version(self) -> str:
        """Versions of the code, the codebook and the model."""

    def code(self, report: Report) -> list[Claim]:
        """The claims of one report."""

    def code_many(
        self, reports: Iterable[Report], jobs: int = 1
    ) -> Iterator[tuple[Report, list[Claim] | FirsthandError]]:
        """Claims of each report, or why there are none."""


def make_coder(
    model: str | None, codebook: Path | None, actors: Path | None = None, date_order: str | None = None
) -> AnyCoder:
    """The coder; loads the model. ``date_order`` as ``options.date_order`` gives it.

    Raises ``ModelError`` or ``CodebookError``.
    """
    import firsthand.coder

    return firsthand.coder.Coder(model, codebook, date_order=cast("Order | None", date_order), actors=actors)


@dataclass
class Tally:
    """What a run came across, for its last words and its exit status."""

    reports: int = 0
    claims: int = 0
    failed: int = 0
    undated: int = 0
    unsigned: int = 0  # reports that do not say who published them
    without: list[str] = field(default_factory=list)  # the first few reports without a claim
    without_count: int = 0

    def fail(self, error: FirsthandError) -> None:
        """Count and name a report that could not be read."""
        self.failed += 1
        say(error)

    def note(self, report: Report, claims: Sequence[Claim]) -> None:
        """Count a report that was coded."""
        self.reports += 1
        self.claims += len(claims)
        self.undated += report.published is None
        self.unsigned += report.publisher is None
        if not claims:
            self.without_count += 1
            if len(self.without) < FEW:
                self.without.append(report.origin or report.report_id)

    def last_words(self) -> None:
        """What is incomplete, on standard error."""
        if self.without_count:
            more = "" if self.without_count <= FEW else ", ..."
            say(f"no claim found in {self.without_count} of {self.reports} reports ({', '.join(self.without)}{more})")
        if self.undated:
            say(
                f"{self.undated} of {self.reports} reports do not say when they were published, so that 'on Monday' or "
                "'last week' in them has no date; --published DATE says it, and --ask asks"
            )
        if self.unsigned:
            say(
                f"{self.unsigned} of {self.reports} reports do not say who published them, so that their chains begin "
                "with an unknown publisher; --publisher NAME says it, and --ask asks"
            )
        if self.failed:
            say(f"{self.failed} of {self.failed + self.reports} reports could not be read")

    @property
    def status(self) -> int:
        """The exit status: 1 if a report could not be read."""
        return 1 if self.failed else 0


def coded(
    coder: AnyCoder,
    received: Iterable[Received | ReportError],
    tally: Tally,
    jobs: int = 1,
    known: Callable[[Sequence[str]], set[str]] | None = None,
    together: int = TOGETHER,
) -> Iterator[tuple[Received, list[Claim]]]:
    """Each report with its claims, in order; what cannot be read is named, what is already ``known`` passed over.

    ``known`` says which of some report ids are there; it is asked for ``together`` at a time.
    """
    waiting: deque[Received] = deque()

    def reports() -> Iterator[Report]:
        for one in received if known is None else _unknown(received, tally, known, together):
            if isinstance(one, ReportError):
                tally.fail(one)
            else:
                waiting.append(one)
                yield one.report

    for _, claims in coder.code_many(reports(), jobs=jobs):
        one = waiting.popleft()
        if isinstance(claims, FirsthandError):
            tally.fail(claims)
        else:
            tally.note(one.report, claims)
            yield one, claims


def _unknown(
    received: Iterable[Received | ReportError], tally: Tally, known: Callable[[Sequence[str]], set[str]], most: int
) -> Iterator[Received | ReportError]:
    """What is not known yet. Reports are looked up together: one by one that took twice as long as reading them."""
    together: list[Received] = []
    size = 0

    def fresh() -> Iterator[Received]:
        ids = [one.report.report_id for one in together]
        there = known(ids)
        tally.reports += sum(report_id in there for report_id in ids)
        yield from (one for one, report_id in zip(together, ids, strict=True) if report_id not in there)

    for one in received:
        if isinstance(one, ReportError):
            yield one
            continue
        together.append(one)
        size += len(one.raw)
        if len(together) >= most or size >= TOGETHER_BYTES:
            yield from fresh()
            together, size = [], 0
    if together:
        yield from fresh()


def received(
    paths: Sequence[str], given: Given, any_language: bool, visible: bool, ask: bool = False
) -> Iterator[Received | ReportError]:
    """The reports at ``paths``, with a progress bar on standard error if that is a terminal and ``visible``; ``ask``:
    what they do not say is asked for.

    Raises ``FirsthandError`` if it is to ask and there is nobody to be asked.
    """
    from firsthand.reports import read

    found = read(paths, given, any_language=any_language)
    if ask:
        if "-" in paths or not asking.possible():
            raise FirsthandError("--ask: nobody can be asked here; run it in a terminal, with the reports as files")
        return asking.completed(found)
    return _watched(paths, found, visible)


def _watched(
    paths: Sequence[str], found: Iterable[Received | ReportError], visible: bool
) -> Iterator[Received | ReportError]:
    total = _count(paths) if visible and sys.stderr.isatty() else 0
    if total is not None and total < FEW:
        yield from found
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=total)
        for one in found:
            yield one
            progress.advance(task)


_MANY = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".zip", ".gz", ".warc", ".wacz", ".rss", ".atom", ".xml", ".eml")


def _count(paths: Sequence[str]) -> int | None:
    """How many reports there are, if the names tell; None where a file may hold many."""
    total = 0
    folders = deque(paths)
    while folders:
        path = folders.popleft()
        if path == "-" or path.lower().endswith(_MANY):
            return None
        if path.startswith(("http://", "https://")) or not Path(path).is_dir():
            total += 1
            continue
        with contextlib.suppress(OSError), os.scandir(path) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.name.lower().endswith(_MANY):
                    return None
                else:
                    total += 1
    return total
