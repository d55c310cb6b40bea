"""What the desk knows and does, without a browser: the ledger, the events made of it, and what is being added."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from firsthand.desk.accounts import Person
from firsthand.desk.briefs import NO_EVENTS, Brief, Index
from firsthand.desk.making import Makers
from firsthand.desk.sight import Sight
from firsthand.ledger import ClaimFilter, Decision, Ledger, Reviewed
from firsthand.ledger.withheld import Withheld
from firsthand.records import Claim, Report, digest

LINKED = 400_000  # claims; by judgement: 100,000 took three minutes to link, and memory grows with them
PATIENCE_S = 1.5  # a page waits so long for new events before it shows those of before


@dataclass
class Job:
    """A report, file or address that is being added."""

    name: str
    state: str = "waiting"  # waiting, reading, added, there, failed
    what: str = ""  # claims found, or why not
    reports: list[str] = field(default_factory=list)


class Work:
    """The desk's ledger and what is made of it; one for the whole desk, used from any thread.

    ``make_coder`` gives the coder when the first report is added: loading the model takes seconds.
    """

    def __init__(
        self,
        place: str,
        make_coder: Callable[[], Any],
        wait_s: int = 60,
        tiles: str | None = None,
        credit: str = "",
        linked: int = LINKED,
    ) -> None:
        self.place = place
        self.ledger = Ledger(place, wait_s=wait_s)
        self.tiles, self.credit = tiles, credit
        self.most_linked = linked
        self.looks: dict[str, bool | None] = {}  # by person: light, dark, or as the system says
        self.blind: dict[str, bool] = {}  # by person: their own codings alone, or everyone's
        self.queues: dict[str, dict[str, str]] = {}  # by person: the filters last set
        self.jobs: list[Job] = []
        self.adding = False
        self._make_coder = make_coder
        self._coder: Any = None
        self._index: Index | None = None
        self._linking = threading.Lock()
        self._maker: threading.Thread | None = None
        self._adding = threading.Lock()
        self._makers = Makers(place)

    def close(self) -> None:
        """Give the ledger back."""
        self._makers.close()
        self.ledger.close()

    # Events

    def index(self) -> Index:
        """The events as they stand. Where making them takes long, those of before, while the new ones are made."""
        if self.too_large():
            return Index.empty()
        head = self.ledger.head()
        until = time.monotonic() + PATIENCE_S
        while True:
            now = self._index
            if now is not None and now.head == head:
                return now
            maker = self._make()
            if now is None or now.made_in_s < PATIENCE_S:
                maker.join(max(0.0, until - time.monotonic()))
            if maker.is_alive():
                return now if now is not None else Index.empty()

    def sight(self, person: Person) -> Sight:
        """What somebody may see, at this moment of the ledger."""
        if person.may_code:
            return Sight()
        marked = self.ledger.sensitive().events
        of_events = self._claims_of(marked) if marked else frozenset()
        return Sight(Withheld(everything=True) if of_events is None else self.ledger.withheld(of_events))

    def _claims_of(self, events: frozenset[str]) -> frozenset[str] | None:
        """The claims of marked events; None where these are not known yet, or the ledger is too large to know them."""
        index = self.index()
        if index.head == NO_EVENTS:
            return None
        found = [index.by_id[name] for name in events if name in index.by_id]
        if others := events - index.by_id.keys():  # marked when another claim was the event's first
            found += [one for one in index.events if any(digest("event", claim) in others for claim in one.claims)]
        return frozenset(claim for one in found for claim in one.claims)

    def events_for(self, person: Person) -> list[Brief]:
        """The events that somebody may see: readers none that rests on what is withheld from them."""
        return self.sight(person).events(self.index().events)

    def too_large(self) -> int:
        """How many claims there are, if they are too many to link here; else 0."""
        claims = self.ledger.size()
        return claims if claims > self.most_linked else 0

    @property
    def stale(self) -> bool:
        """Are new events being made just now?"""
        return self._maker is not None and self._maker.is_alive()

    def _make(self) -> threading.Thread:
        with self._linking:
            if self._maker is None or not self._maker.is_alive():
                self._maker = threading.Thread(target=self._relink, daemon=True)
                self._maker.start()
            return self._maker

    def _relink(self) -> None:
        started = time.monotonic()
        now = self._index
        made = self._makers.made(self.ledger.size(), now.head if now is not None else None)
        took = time.monotonic() - started
        self._index = Index.of(made, took) if made.whole or now is None else now.after(made, took)

    # Claims

    def view(self, person: str) -> str | None:
        """Whose decisions a person sees: their own alone (blind), or everyone's (None)."""
        return person if self.blind.get(person) else None

    def claims_of(self, report_id: str, person: str) -> list[Reviewed]:
        """The claims of a report as this person sees them, in the order of the text."""
        found = list(self.ledger.reviewed(self.view(person), report_id))
        return sorted(found, key=lambda one: one.claim.quote.span or (0, 0))

    def decide(self, person: str, claim_id: str, action: str, field: str | None = None, value: Any = None) -> Decision:
        """A decision on a claim."""
        return self.ledger.decide(person, "claim", claim_id, action, field, value)

    def last_of(self, person: str) -> Decision | None:
        """The last decision of a person that is not undone and no undo itself."""
        from firsthand.ledger.decisions import standing

        return next(iter(reversed(standing(self.ledger.decisions(coder=person)))), None)

    def next_claim(self, person: str, filters: ClaimFilter, after: str) -> Reviewed | None:
        """The next unreviewed claim of a queue, not that of the given id."""
        page = self.ledger.claims_page(filters, 3)
        return next((one for one in page.claims if one.claim.claim_id != after), None)

    # Adding

    def add(self, sources: Sequence[tuple[str, Callable[[], Iterator[Any]]]]) -> None:
        """Add reports: names, and what reads them (``firsthand.reports.read``'s results). Blocks until done."""
        jobs = [Job(name) for name, _ in sources]
        self.jobs = [*jobs, *self.jobs][:200]
        with self._adding:
            self.adding = True
            try:
                for job, (_, read) in zip(jobs, sources, strict=True):
                    job.state = "reading"
                    self._add(job, read)
            finally:
                self.adding = False

    def _add(self, job: Job, read: Callable[[], Iterator[Any]]) -> None:
        from firsthand.errors import FirsthandError

        added = there = claims = 0
        failed: list[str] = []
        try:
            if self._coder is None:
                self._coder = self._make_coder()
            for one in read():
                if isinstance(one, FirsthandError):
                    failed.append(str(one))
                    continue
                report: Report = one.report
                job.reports.append(report.report_id)
                if self.ledger.has(report.report_id):
                    there += 1
                    continue
                found: list[Claim] = self._coder.code(report)
                added += self.ledger.add(report, one.raw, one.media_type, found, one.headers)
                claims += len(found)
        except FirsthandError as error:
            failed.append(str(error))
        except Exception as error:  # whatever it was, the next report must still be read, and the reason be seen
            failed.append(f"{job.name}: {type(error).__name__}: {error}")
        told = f"{claims} claim{'' if claims == 1 else 's'} in {added} report{'' if added == 1 else 's'}"
        parts = [told] if added else []
        parts += [f"{there} already in the ledger"] if there else []
        job.what = "; ".join([*parts, *failed]) or "nothing to read"
        job.state = "failed" if failed else "added" if added else "there"
