"""Who makes the desk's events: a maker here, or in a process of its own where it takes long."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from firsthand.desk.briefs import Head, Made, brief
from firsthand.ledger import Ledger
from firsthand.ledger.following import Following
from firsthand.records import Event

SMALL = 5_000  # claims: above, linking takes over a second and gets a process of its own, so that pages still answer


class Maker:
    """Makes the events of a ledger, and then what has changed of them: after a decision on one of 100,000 claims that
    takes a second or two, where linking them all took three minutes."""

    def __init__(self, place: str) -> None:
        self._ledger = Ledger(place, create=False)
        self._following = Following(self._ledger)
        self._given: dict[str, Event] = {}

    def close(self) -> None:
        """Give the ledger back."""
        self._ledger.close()

    def made(self, known: Head | None) -> Made:
        """What is new since ``known``, the head of what was made last; all if that was something else."""
        before = self._given if known is not None and known == self._following.head else {}
        now = {event.event_id: event for event in self._following.events()}
        new = [brief(event) for name, event in now.items() if before.get(name) != event]
        gone = tuple(sorted(before.keys() - now.keys()))
        self._given = now
        assert self._following.head is not None
        return Made(self._following.head, new, gone, whole=not before)


class Makers:
    """The maker of a ledger's events, here or elsewhere; used by one thread at a time."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._here: Maker | None = None
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """End the other process, without waiting for it, and give the ledger back."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        if self._here is not None:
            self._here.close()

    def made(self, claims: int, known: Head | None) -> Made:
        """As ``Maker.made``, of a ledger of so many claims."""
        if claims <= SMALL and self._pool is None:
            self._here = self._here or Maker(self._place)
            return self._here.made(known)
        if self._pool is None:
            import multiprocessing

            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        try:
            return self._pool.submit(_made_there, self._place, known).result()
        except BrokenProcessPool:
            self._pool = None  # it was killed: the next time asks for a new one, which begins anew
            raise


_there: dict[str, Maker] = {}  # in the other process: its maker


def _made_there(place: str, known: Head | None) -> Made:
    if place not in _there:
        _there[place] = Maker(place)
    return _there[place].made(known)
