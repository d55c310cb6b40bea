"""The events of a ledger, kept up to date: what has changed since the last look is linked again, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.ledger.events import settle
from firsthand.linking import Linker, current_events
from firsthand.records import Event

if TYPE_CHECKING:
    from firsthand.ledger.store import Ledger

ANEW = 0.5  # the share of reports touched from which linking all anew is no slower


class Following:
    """Follows a ledger; ``coder``: as that person sees it. The events are those of ``reviewed_events``.

    >>> import tempfile; from pathlib import Path
    >>> from firsthand.ledger import Ledger; from firsthand.records import Report
    >>> with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.db") as ledger:
    ...     following = Following(ledger)
    ...     before = following.events()
    ...     ledger.add(Report(text="Shelling hit the market."), b"", "text/plain", [])
    ...     before, following.events()
    True
    ([], [])

    Method: the custody log names the reports that were added, coded again or decided on. They are taken out of the
    linker and put in again; an event of which nothing changed is the same object as before.
    """

    def __init__(self, ledger: Ledger, coder: str | None = None) -> None:
        self._ledger, self._coder = ledger, coder
        self._linker: Linker | None = None
        self.head: tuple[int, str] | None = None  # the log's last entry at the last look

    def events(self) -> list[Event]:
        """The events as people left them, oldest first. Raises ``LinkingError`` as ``link`` does."""
        ledger, coder = self._ledger, self._coder
        head = ledger.head()
        if self._linker is None or head != self.head:
            self._follow()
        assert self._linker is not None
        self.head = head
        return settle(current_events(self._linker), ledger.decisions_by_type("event", coder), ledger.statuses(coder))

    def _follow(self) -> None:
        links = self._ledger.links(self._coder)
        touched = self._ledger.touched(self.head) if self._linker is not None and self.head is not None else None
        if self._linker is None or touched is None or len(touched) > ANEW * len(self._linker.reports):
            self._linker, self.head = None, None  # what fails half-way is not gone on from
            linker = Linker(links.must, links.must_not)
            for report, claims in self._ledger.coded(reviewed=True, coder=self._coder):
                linker.add(report, claims)
            self._linker = linker
            return
        linker, self._linker = self._linker, None
        linker.redecide(links.must, links.must_not)
        for name in sorted(touched):
            report = self._ledger.report(name).report
            found = self._ledger.reviewed(self._coder, name)
            linker.remove(name)
            linker.add(report, [one.claim for one in found if one.status != "rejected"])
        self._linker = linker
