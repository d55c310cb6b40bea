"""Workers behind a bounded queue: a report that takes too long costs its worker, and nobody else anything.

A thread for each worker process takes a report from the queue, hands it over and waits for the answer no longer than
allowed. A worker that is late or dead is killed and another one started, which takes the next report.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from firsthand.errors import FirsthandError
from firsthand.service.worker import Answer, Coded, Failed, Make, run

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from firsthand.records import Report

_START_S = 120  # seconds that a worker may take to load: 1.2 on an idle machine
_LATEST_S = 60  # the longest that a refused caller is told to wait
_LEARNING = 0.05  # how much one report moves the running mean of seconds


class FullError(Exception):
    """There is no room in the queue; ``retry_after``: whole seconds until there probably is."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"no room for {retry_after} s")
        self.retry_after = retry_after


class ClosedError(Exception):
    """The pool takes no reports any more."""


@dataclass(frozen=True)
class PoolOptions:
    """``jobs`` worker processes, ``waiting`` places in the queue, ``seconds`` for each report."""

    jobs: int = 1
    waiting: int = 256
    seconds: float = 60.0
    any_language: bool = False


@dataclass
class Counts:
    """What the pool did, for the metrics. Only ever grows, but for ``busy`` and ``ready``."""

    coded: int = 0
    claims: int = 0
    cancelled: int = 0
    replaced: int = 0
    busy: int = 0
    ready: int = 0
    seconds: float = 0.0  # all coding together
    peak_bytes: int = 0  # of the largest worker


class _Worker:
    """One process and our end of its pipe."""

    def __init__(self, make: Make, any_language: bool) -> None:
        context = multiprocessing.get_context("spawn")  # forked threads of the runtime would hang
        ours, theirs = context.Pipe()
        self.pipe: Connection = ours
        self.process: BaseProcess = context.Process(target=run, args=(theirs, make, any_language), daemon=True)
        self.process.start()
        theirs.close()

    def version(self) -> str:
        """The coder's version, as soon as it is loaded. Raises ``FirsthandError`` if it cannot be."""
        try:
            if not self.pipe.poll(_START_S):
                raise FirsthandError(f"a worker did not load within {_START_S} s; give fewer --jobs")
            said = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise FirsthandError("a worker ended while it loaded; is there enough memory for --jobs?") from error
        if isinstance(said, FirsthandError):
            raise said
        return str(said)

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


class Pool:
    """See the module. ``make`` gives the coder, in each worker; it must be picklable.

    Raises ``FirsthandError`` from ``start`` if the coder cannot be made.
    """

    def __init__(self, make: Make, options: PoolOptions) -> None:
        self._make, self.options = make, options
        self.counts = Counts()
        self.version = ""
        self._mean_s = 0.1
        self._queue: deque[tuple[Report, Future[Answer]]] = deque()
        self._open = False
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start the workers and wait until each has loaded."""
        workers: list[_Worker] = []
        try:
            workers.extend(_Worker(self._make, self.options.any_language) for _ in range(self.options.jobs))
            for worker in workers:
                self.version = worker.version()
        except BaseException:
            for worker in workers:
                worker.end()
            raise
        self._open = True
        self.counts.ready = len(workers)
        self._threads = [threading.Thread(target=self._serve, args=(w,), daemon=True) for w in workers]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        """How many reports wait for a worker."""
        return len(self._queue)

    @property
    def ready(self) -> bool:
        """Is there a worker, and does the pool take reports?"""
        return self._open and self.counts.ready > 0

    def submit(self, reports: Sequence[Report]) -> list[Future[Answer]]:
        """An answer to come for each report: all are taken, or none.

        Raises ``FullError`` where there is no room for all of them, ``ClosedError`` after ``close``.
        """
        futures: list[Future[Answer]] = [Future() for _ in reports]
        with self._changed:
            if not self._open:
                raise ClosedError
            if len(self._queue) + len(reports) > self.options.waiting:
                wait = len(self._queue) * self._mean_s / self.options.jobs
                raise FullError(min(_LATEST_S, max(1, round(wait))))
            self._queue.extend(zip(reports, futures, strict=True))
            self._changed.notify(len(reports))
        return futures

    def close(self) -> None:
        """Take no more, answer all that was taken, end the workers."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _serve(self, worker: _Worker | None) -> None:
        while (task := self._next()) is not None:
            report, future = task
            if not future.set_running_or_notify_cancel():
                self._count(cancelled=1)
                continue
            self._count(busy=1)
            try:
                worker, answer = self._answered(worker, report)
            finally:
                self._count(busy=-1)
            if isinstance(answer, Coded):
                self._learn(answer)
            future.set_result(answer)
        if worker is not None:
            worker.end()

    def _next(self) -> tuple[Report, Future[Answer]] | None:
        with self._changed:
            while not self._queue:
                if not self._open:
                    return None
                self._changed.wait()
            return self._queue.popleft()

    def _answered(self, worker: _Worker | None, report: Report) -> tuple[_Worker | None, Answer]:
        """The answer to a report, and the worker for the next one."""
        try:
            worker = self._handed(worker, report)
        except FirsthandError as error:
            return None, Failed("no_worker", str(error), "send it again later")
        limit = self.options.seconds
        try:
            if worker.pipe.poll(limit):
                return worker, worker.pipe.recv()
            failed = Failed("too_slow", f"it took more than {limit:g} s and was given up on", "split it")
        except (EOFError, OSError):
            failed = Failed("worker_died", "the process that coded it ended (out of memory?)", "split it")
        self._lose(worker)
        with contextlib.suppress(FirsthandError):  # then the next report tries again
            return self._started(), failed
        return None, failed

    def _handed(self, worker: _Worker | None, report: Report) -> _Worker:
        """A worker that has the report; one that had died before it got it is no fault of the report's."""
        if worker is not None:
            try:
                if not worker.pipe.poll():  # an idle worker says nothing: what can be read is its end
                    worker.pipe.send(report)
                    return worker
            except OSError:
                pass
            self._lose(worker)
        worker = self._started()
        try:
            worker.pipe.send(report)
        except OSError as error:
            self._lose(worker)
            raise FirsthandError("a new worker ended at once") from error
        return worker

    def _started(self) -> _Worker:
        worker = _Worker(self._make, self.options.any_language)
        try:
            worker.version()
        except FirsthandError:
            worker.end()
            raise
        self._count(ready=1)
        return worker

    def _lose(self, worker: _Worker) -> None:
        worker.end()
        self._count(ready=-1, replaced=1)

    def _count(self, **changes: int) -> None:
        with self._changed:
            for name, change in changes.items():
                setattr(self.counts, name, getattr(self.counts, name) + change)

    def _learn(self, answer: Coded) -> None:
        with self._changed:
            counts = self.counts
            counts.coded += 1
            counts.claims += len(answer.claims)
            counts.seconds += answer.seconds
            counts.peak_bytes = max(counts.peak_bytes, answer.peak_bytes)
            self._mean_s += _LEARNING * (answer.seconds - self._mean_s)


def settle(futures: Sequence[Future[Answer]], seconds: float) -> list[Answer]:
    """The answers, waited for in this thread; for callers that are not a server."""
    until = time.monotonic() + seconds
    return [one.result(timeout=max(0.0, until - time.monotonic())) for one in futures]
