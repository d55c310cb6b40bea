"""The queue: what to look at next, with filters, counts and progress; and the events in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import Request
from nicegui import ui

from firsthand.desk.accounts import Person
from firsthand.desk.briefs import Brief
from firsthand.desk.entrance import person_of
from firsthand.desk.exporting import ENDINGS
from firsthand.desk.marks import plain
from firsthand.desk.pages import vast
from firsthand.desk.pages.parts import Choice, Entry, Rows, Text, apart, box, button, counted, text
from firsthand.desk.pages.shell import Keys, being_made, page
from firsthand.desk.work import Work
from firsthand.exports import words
from firsthand.ledger import ClaimFilter, Page, Reviewed

SIZE = 40  # rows of a page: more than a screen holds, few enough to be drawn at once
ORDERS = {
    "uncertain": "most uncertain first",
    "deadly": "most deadly first",
    "time": "oldest first",
    "report": "by report",
}
STATUSES = {
    "": "any",
    "unreviewed": "to review",
    "accepted": "accepted",
    "corrected": "corrected",
    "rejected": "rejected",
}
EVENT_ORDERS = {
    "deadly": "most deadly first",
    "contested": "contested first",
    "origins": "fewest origins first",
    "time": "newest first",
}
START = {"order": "uncertain", "status": "unreviewed"}


def filters_of(work: Work, person: Person) -> ClaimFilter:
    """The filters that a person last set, as the ledger takes them."""
    held = {**START, **work.queues.get(person.name, {})}
    return ClaimFilter(
        coder=work.view(person.name),
        statuses=(held["status"],) if held["status"] else (),
        event_types=(held["type"],) if held.get("type") else (),
        place=held.get("place") or None,
        country=(held.get("country") or "").upper() or None,
        actor=held.get("actor") or None,
        origin=held.get("origin") or None,
        assigned=person.name if held.get("mine") else None,
        min_killed=1 if held.get("deaths") else None,
        disputed=True if held.get("disputed") else None,
        order=held["order"],  # type: ignore[arg-type]
        start=held.get("start") or None,
        end=held.get("end") or None,
    )


def claim_row(one: Reviewed, whole: bool = True) -> dict[str, Any]:
    """A claim as a row of the list; not the ``whole`` of it for readers: a sentence can name a source."""
    claim = one.claim
    badges: list[str] = [] if one.status == "unreviewed" else [one.status]
    badges += [claim.stance] if claim.stance != "asserts" else []
    badges += ["disputed"] if one.disputed else []
    quote = claim.quote.text if whole else None
    return {
        "id": claim.claim_id,
        "href": f"/report/{claim.report_id}?claim={claim.claim_id}",
        "day": words.when(claim.when),
        "what": words.kind(claim.event_type),
        "toll": words.harm(claim.harm),
        "where": words.where(claim.where),
        "who": words.sides(claim.actors)[:120],
        "quote": plain(quote or "")[:400],
        "source": plain(words.chain(claim.attribution))[:80],
        "badges": badges,
        "sure": round(claim.confidence, 2),
    }


def about(found: Page) -> str:
    """How many claims there are, in words: an estimate has two figures.

    >>> about(Page(41, ())), about(Page(123_456, (), exact=False))
    ('41', 'about 120,000')
    """
    if found.exact:
        return f"{found.total:,}"
    scale = 10 ** max(0, len(str(found.total)) - 2)
    return f"about {round(found.total / scale) * scale:,}"


def contested(field: str) -> str:
    """A contested field in words.

    >>> contested("harm.killed.soldiers"), contested("occurrence")
    ('toll killed soldiers', 'occurrence')
    """
    return field.replace("harm.", "toll ").replace(".", " ").replace("_", " ")


def event_row(one: Brief) -> dict[str, Any]:
    """An event as a row of the list."""
    return {
        "id": one.event_id,
        "href": f"/event/{one.event_id}",
        "day": words.when(one.event().when) if one.day else "",
        "what": words.kind(one.event_type),
        "toll": one.harm[:120],
        "where": one.place,
        "who": one.sides[:160],
        "badges": (["contested"] if one.contested else []) + ([one.review] if one.review != "unreviewed" else []),
        "quote": counted(len(one.claims), "claim")
        + " in "
        + counted(one.reports, "report")
        + (f"; contested: {', '.join(map(contested, one.contested))}" if one.contested else ""),
        "source": counted(one.origins, "independent origin"),
    }


class _Queue:
    """The queue of one browser tab."""

    def __init__(self, work: Work, person: Person, keys: Keys) -> None:
        self.work, self.person = work, person
        self.held = {**START, **work.queues.get(person.name, {})}
        self.rows: list[dict[str, Any]] = []
        self.at = self.offset = 0
        self.after: str | None = None  # where the next page begins
        self.begins: list[str | None] = [None]  # where the pages up to this one began
        with box("queue"):
            with box("side", "section").props('aria-label="Filters"'):
                self._filters()
            with box("scroll grow").style("display:flex;flex-direction:column"):
                with box("row-flat pad").style("padding-bottom:4px"):
                    text("Claims to review", tag="h1")
                    self.count = Text("span", "")
                    self.count.classes("soft small")
                    box("grow")
                    button("Earlier", lambda: self.turn(-SIZE), "small", name="Earlier claims")
                    button("Later", lambda: self.turn(SIZE), "small", name="Later claims")
                self.list = Rows("Claims", "Nothing here. Add reports, or loosen the filters.", self.pick)
        keys.add("j ArrowDown", "next claim", lambda: self.step(1), "j ↓")
        keys.add("k ArrowUp", "previous claim", lambda: self.step(-1), "k ↑")
        keys.add("Enter o", "open the claim", self.open, "Enter")
        keys.add("]", "later claims", lambda: self.turn(SIZE))
        keys.add("[", "earlier claims", lambda: self.turn(-SIZE))
        keys.add("/", "filter by place", lambda: self.place.run_method("focus"))
        keys.add("c", "clear the filters", self.clear)

    def _filters(self) -> None:
        held = self.held
        text("Progress", tag="h2")
        self.bar = box("bar").props('role="img"')
        self.told = Text("span", "")
        self.told.classes("small soft wide")
        self.order = Choice("Order", ORDERS, held["order"], self.changed)
        more = {"": "any", "deaths": "with deaths", "disputed": "coders differ", "mine": "assigned to me"}
        with box("pair"):
            self.status = Choice("Status", STATUSES, held["status"], self.changed)
            only = next((x for x in ("deaths", "disputed", "mine") if held.get(x)), "")
            self.only = Choice("Only", more, only, self.changed)
        kinds = {"": "any", **{name: words.kind(name) for name in _types()}}
        self.type = Choice("Type", kinds, held.get("type", ""), self.changed)
        with box("pair uneven"):
            self.place = Entry("Place", held.get("place", ""), self.changed, kind="search")
            country = held.get("country", "")
            self.country = Entry("Country", country, self.changed, maxlength=3, placeholder="MLI")
        self.actor = Entry("Actor", held.get("actor", ""), self.changed, kind="search")
        if self.person.may_code:
            self.origin = Entry("Origin", held.get("origin", ""), self.changed, kind="search")
        with box("pair"):
            self.start = Entry("From", held.get("start", ""), self.changed, kind="date")
            self.end = Entry("To", held.get("end", ""), self.changed, kind="date")
        button("Clear", self.clear, "small", "c")

    async def changed(self) -> None:
        """A filter was set."""
        self.held = {
            "order": self.order.value,
            "status": self.status.value,
            "type": self.type.value,
            "place": self.place.value.strip(),
            "country": self.country.value.strip(),
            "actor": self.actor.value.strip(),
            "origin": self.origin.value.strip() if self.person.may_code else "",
            "start": self.start.value,
            "end": self.end.value,
        }
        if self.only.value:
            self.held[self.only.value] = "yes"
        self.work.queues[self.person.name] = self.held
        self.offset = self.at = 0
        self.begins = [None]
        await self.load()

    async def clear(self) -> None:
        """All filters back to the start."""
        for one in (self.type, self.place, self.country, self.actor, self.start, self.end, self.only):
            one.set("")
        if self.person.may_code:
            self.origin.set("")
        self.order.set(START["order"])
        self.status.set(START["status"])
        await self.changed()

    async def load(self) -> None:
        """Ask the ledger."""
        sight = await apart(self.work.sight, self.person)
        filters = sight.filter(filters_of(self.work, self.person))
        found = await apart(self.work.ledger.claims_page, filters, SIZE, after=self.begins[-1])
        counts = await apart(self.work.ledger.progress, sight.filter(ClaimFilter(coder=filters.coder)))
        self.after = found.after
        self.rows = [claim_row(one, sight.whole) for one in sight.claims(found.claims)]
        self.list.show(self.rows, self.at)
        last = self.offset + len(self.rows)
        self.count.set(f"{self.offset + 1}–{last} of {about(found)}" if self.rows else "none")
        self._progress(counts)

    def _progress(self, counts: dict[str, int]) -> None:
        everything = sum(counts.values()) or 1
        done = everything - counts.get("unreviewed", 0) if counts else 0
        self.told.set(
            f"{done} of {sum(counts.values())} reviewed: {counts.get('accepted', 0)} accepted, "
            f"{counts.get('corrected', 0)} corrected, {counts.get('rejected', 0)} rejected"
        )
        self.bar.clear()
        self.bar.props(f'aria-label="{done} of {sum(counts.values())} reviewed"')
        with self.bar:
            for name in ("accepted", "corrected", "rejected"):
                box(name).style(f"width:{100 * counts.get(name, 0) / everything:.2f}%")

    def pick(self, at: Any) -> None:
        """A row got the focus."""
        if isinstance(at, int) and at != self.at:
            self.at = at
            self.list.turn(at)

    def step(self, by: int) -> None:
        """Another row."""
        self.at = max(0, min(len(self.rows) - 1, self.at + by))
        self.list.turn(self.at)

    async def turn(self, by: int) -> None:
        """Another page."""
        if by > 0 and self.after is not None:
            self.begins.append(self.after)
        elif by < 0 and len(self.begins) > 1:
            self.begins.pop()
        else:
            return
        self.offset, self.at = SIZE * (len(self.begins) - 1), 0
        await self.load()

    def open(self) -> None:
        """Open the current claim."""
        if self.rows:
            ui.navigate.to(self.rows[self.at]["href"])


def _types() -> Sequence[str]:
    from firsthand.codebook import load

    return sorted(load(None).types)


class _Events:
    """The list of events of one browser tab."""

    def __init__(self, work: Work, person: Person, keys: Keys) -> None:
        self.work, self.person, self.at, self.offset = work, person, 0, 0
        self.rows: list[dict[str, Any]] = []
        self.found: list[Brief] = []
        with box("queue"):
            with box("side", "section").props('aria-label="Filters"'):
                self.order = Choice("Order", EVENT_ORDERS, "deadly", self.load)
                self.type = Choice("Type", {"": "any", **{x: words.kind(x) for x in _types()}}, "", self.load)
                self.name = Entry("Place or actor", "", self.load, kind="search")
                only = {"": "any", "contested": "contested", "one": "one origin only", "several": "several origins"}
                self.only = Choice("Only", only, "", self.load)
                text("Download", tag="h2")
                what = "what may be published" if not person.may_code else "all events, as people left them"
                text(f"Holds {what}; firsthand export has more options.", "small soft", "p")
                with box("row-flat"):
                    for name in ENDINGS:
                        with ui.element("a").props(f'href="/export/{name}" download').classes("small"):
                            text(name)
            with box("scroll grow").style("display:flex;flex-direction:column"):
                with box("row-flat pad").style("padding-bottom:4px"):
                    text("Events", tag="h1")
                    self.count = Text("span", "")
                    self.count.classes("soft small")
                    box("grow")
                    button("Earlier", lambda: self.turn(-SIZE), "small", name="Earlier in the list")
                    button("Later", lambda: self.turn(SIZE), "small", name="Later in the list")
                self.list = Rows("Events", "No events here.")
        keys.add("j ArrowDown", "next event", lambda: self.step(1), "j ↓")
        keys.add("k ArrowUp", "previous event", lambda: self.step(-1), "k ↑")
        keys.add("Enter o", "open the event", self.open, "Enter")
        keys.add("/", "filter by place or actor", lambda: self.name.run_method("focus"))

    async def load(self) -> None:
        """Filter and sort."""
        events = await apart(self.work.events_for, self.person)
        name = self.name.value.casefold().strip()
        found = [
            one
            for one in events
            if (not self.type.value or one.event_type == self.type.value)
            and (not name or name in one.place.casefold() or name in one.sides.casefold())
            and (self.only.value != "contested" or one.contested)
            and (self.only.value != "one" or one.origins == 1)
            and (self.only.value != "several" or one.origins > 1)
        ]
        orders: dict[str, Any] = {
            "deadly": lambda e: (-e.toll, -len(e.claims)),
            "contested": lambda e: (not e.contested, -e.toll),
            "origins": lambda e: (e.origins, -e.toll),
        }
        key = orders.get(self.order.value)
        self.found = sorted(found, key=key) if key else sorted(found, key=lambda e: e.day or "", reverse=True)
        self.offset = self.at = 0
        self.draw()

    def draw(self) -> None:
        """Show a page of them."""
        self.rows = [event_row(one) for one in self.found[self.offset : self.offset + SIZE]]
        self.list.show(self.rows, self.at)
        late = " · new events are being made" if self.work.stale else ""
        last = self.offset + len(self.rows)
        self.count.set((f"{self.offset + 1}–{last} of {len(self.found)}" if self.rows else "none") + late)

    def step(self, by: int) -> None:
        """Another row."""
        self.at = max(0, min(len(self.rows) - 1, self.at + by))
        self.list.turn(self.at)

    def turn(self, by: int) -> None:
        """Another page."""
        if 0 <= self.offset + by < max(1, len(self.found)):
            self.offset, self.at = self.offset + by, 0
            self.draw()

    def open(self) -> None:
        """Open the current event."""
        if self.rows:
            ui.navigate.to(self.rows[self.at]["href"])


def register(work: Work) -> None:
    """The pages ``/`` and ``/events``."""

    @ui.page("/", response_timeout=30)
    async def queue(request: Request) -> None:
        person = person_of(request)
        with page(work, person, "Queue", "/") as keys:
            tab = _Queue(work, person, keys)
        await tab.load()

    @ui.page("/events", response_timeout=30)
    async def events(request: Request) -> None:
        claims = await apart(work.too_large)
        index = await apart(work.index)
        person = person_of(request)
        with page(work, person, "Events", "/events") as keys:
            if claims:
                with box("empty"):
                    text(vast.why(claims))
                return
            if not index.events and work.stale:
                being_made(work)
                return
            tab = _Events(work, person, keys)
        await tab.load()
