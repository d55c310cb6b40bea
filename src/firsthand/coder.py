"""The coder: a report in, its claims out."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand import __version__
from firsthand.errors import FirsthandError, ReportError
from firsthand.records import Claim, Report
from firsthand.reports.metadata import head_of

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from firsthand.reading.times import Order

_WAITING = 8  # reports handed out per process before the first is asked back: enough to keep it busy, few in memory


class Coder:
    """Reads claims from reports. Loads the model, the codebook and the gazetteer once.

    >>> coder = Coder()                                                               # doctest: +SKIP
    >>> report = Report(text="Rebels attacked a camp near Gao on Monday.", published="2024-03-06")
    >>> [claim.event_type for claim in coder.code(report)]                             # doctest: +SKIP
    ['attack']

    ``model`` is the name of any installed spaCy pipeline, or None for the model that is shipped; ``codebook`` a folder
    that replaces or extends the built-in codebook; ``actors`` a file or folder with actors of one's own, by default the
    folder ``actors`` in the codebook's if there is one; ``date_order``, "day first", "month first" or "year first", how
    3/5/2024 and 24/03/05 are read where the report's other dates do not show it (None: the first has no day). Raises
    ``ModelError`` or ``CodebookError`` if they cannot be used.
    """

    def __init__(
        self,
        model: str | None = None,
        codebook: Path | None = None,
        date_order: Order | None = None,
        actors: Path | None = None,
    ) -> None:
        from firsthand.codebook import load as load_codebook
        from firsthand.language import load as load_model
        from firsthand.reading.directory import load as load_directory
        from firsthand.reading.reader import Reader

        if actors is None and codebook is not None and (codebook / "actors").is_dir():
            actors = codebook / "actors"
        self._arguments = (model, codebook, date_order, actors)
        directory = load_directory(actors)
        self._actors = f", actors {directory.version}" if actors is not None else ""
        self._codebook = load_codebook(codebook)
        self._model = load_model(model)
        self._reader = Reader(self._codebook, date_order, directory)

    @functools.cached_property
    def version(self) -> str:
        """Versions of the code, the codebook, actors of one's own, and the model: part of every claim's identity."""
        codebook = f"codebook {self._codebook.version}{self._actors}"
        return f"firsthand {__version__}, {codebook}, model {self._model.version}"

    def code(self, report: Report) -> list[Claim]:
        """The claims of one report, in the order of the text; the same report always gives the same claims."""
        known, body = head_of(report.text)
        # header lines are no prose: blanked, so that every offset stays what it is in the report's text
        doc = self._model.parse(" " * (len(report.text) - len(body)) + body)
        published, publisher = report.published or known.get("published"), report.publisher or known.get("publisher")
        found = self._reader.read(doc, report.text, report.report_id, published, publisher)
        claims = [claim.identified(self.version) for claim in found]
        unique = {claim.claim_id: claim for claim in claims}
        return self._reader.countered(list(unique.values()))

    def code_many(
        self, reports: Iterable[Report], jobs: int = 1
    ) -> Iterator[tuple[Report, list[Claim] | FirsthandError]]:
        """Claims of any number of reports, in their order, with flat memory; ``jobs`` processes share the work.

        A report that cannot be coded comes back with the error instead of its claims; the others go on.
        """
        if jobs <= 1:
            for report in reports:
                yield report, self._attempt(report)
            return
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context("spawn")  # forked threads of the runtime would hang
        pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=self._arguments)
        try:
            yield from self._in_order(pool, iter(reports), jobs * _WAITING)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _in_order(
        self, pool: ProcessPoolExecutor, reports: Iterator[Report], waiting: int
    ) -> Iterator[tuple[Report, list[Claim] | FirsthandError]]:
        from collections import deque

        queue: deque[tuple[Report, Future[list[Claim] | FirsthandError]]] = deque()
        for report in reports:
            queue.append((report, pool.submit(_code, report)))
            if len(queue) >= waiting:
                first, future = queue.popleft()
                yield first, future.result()
        while queue:
            first, future = queue.popleft()
            yield first, future.result()

    def _attempt(self, report: Report) -> list[Claim] | FirsthandError:
        try:
            return self.code(report)
        except FirsthandError as error:
            return error
        except RecursionError:
            place = report.origin or report.report_id
            return ReportError(place, "its structure is nested too deeply to read", "check that it is running text")


_own: Coder | None = None


def _start(model: str | None, codebook: Path | None, date_order: Order | None, actors: Path | None) -> None:
    global _own
    _own = Coder(model, codebook, date_order, actors)


def _code(report: Report) -> list[Claim] | FirsthandError:
    assert _own is not None, "the pool's initializer has run"
    return _own._attempt(report)
