"""The process that codes: it loads the coder once, then answers report after report until its pipe closes."""

from __future__ import annotations

import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from firsthand.errors import FirsthandError, ReportError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from firsthand.records import Claim, Report


class AnyCoder(Protocol):
    """What a worker needs of a coder."""

    @property
    def version(self) -> str:
        """Versions of the code, the codebook and the model."""

    def code(self, report: Report) -> list[Claim]:
        """The claims of one report."""


Make = Callable[[], AnyCoder]  # must be picklable: the worker calls it


@dataclass(frozen=True, slots=True)
class Coded:
    """A report's claims, each as the line of JSON that ``Claim.as_json`` gives."""

    report_id: str
    claims: tuple[str, ...]
    seconds: float = 0.0
    peak_bytes: int = 0  # of the worker so far


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a report has no claims. ``code`` is for programs: not_english, unreadable, too_slow, worker_died, ..."""

    code: str
    reason: str
    cure: str


Answer = Coded | Failed


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def answer(coder: AnyCoder, report: Report, any_language: bool) -> Answer:
    """The claims of a report, or why there are none; whatever a report does, it does to itself alone.

    ``any_language`` lets reports through that are not in English.
    """
    from firsthand.reports import english

    start = time.perf_counter()
    try:
        _, other = (None, None) if any_language else english.language_of(report.text, report.language)
        if other:
            return Failed("not_english", f"it is not in English ({other})", "translate it")
        lines = tuple(claim.as_json() for claim in coder.code(report))
    except ReportError as error:
        return Failed("unreadable", error.reason, error.cure)
    except FirsthandError as error:
        return Failed("unreadable", str(error), "check that it is running text")
    except (RecursionError, MemoryError):
        return Failed("unreadable", "it nests too deeply, or needs too much memory", "check that it is running text")
    except Exception as error:  # a fault of ours; its words may quote the report, so only its kind is told
        return Failed("fault", f"a fault in the coder ({type(error).__name__})", "please report it with the text")
    return Coded(report.report_id, lines, time.perf_counter() - start, _peak_bytes())


def run(pipe: Connection, make: Make, any_language: bool) -> None:
    """A worker's life. First it sends its coder's version, or the ``FirsthandError`` that there is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the service ends its workers itself
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        coder = make()
        pipe.send(coder.version)
    except FirsthandError as error:
        pipe.send(FirsthandError(str(error)))
        return
    for report in _reports(pipe):
        pipe.send(answer(coder, report, any_language))


def _reports(pipe: Connection) -> Iterator[Report]:
    while True:
        try:
            yield pipe.recv()
        except (EOFError, OSError):  # the service has gone
            return
