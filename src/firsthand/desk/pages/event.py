"""An event: the fused record, what is contested and by whom, tolls with their claims, origins, reports, decisions."""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import Request
from nicegui import background_tasks, ui

from firsthand.desk import origins
from firsthand.desk.accounts import Person
from firsthand.desk.briefs import Brief
from firsthand.desk.entrance import person_of
from firsthand.desk.marks import plain
from firsthand.desk.pages import editors
from firsthand.desk.pages.atlas import spots
from firsthand.desk.pages.history import show_history
from firsthand.desk.pages.parts import Choice, WorldMap, apart, box, button, counted, say, text
from firsthand.desk.pages.queue import contested
from firsthand.desk.pages.review import missing
from firsthand.desk.pages.shell import Keys, being_made, page
from firsthand.desk.work import Work
from firsthand.errors import FirsthandError
from firsthand.exports import words
from firsthand.ledger import Reviewed
from firsthand.records import Event, Report

MOST = 200  # claims shown on an event's page; a browser draws them in half a second


class _EventPage:
    """One event in one browser tab."""

    def __init__(
        self,
        work: Work,
        person: Person,
        brief: Brief,
        claims: Sequence[Reviewed],
        reports: Mapping[str, Report],
        keys: Keys,
    ) -> None:
        self.work, self.person, self.brief = work, person, brief
        self.event: Event = brief.event()
        sight = work.sight(person)
        self.mask = sight.event_mask(self.event, claims)
        claims = sight.claims(claims)
        self.claims = {one.claim.claim_id: one for one in claims}
        self.number = {claim_id: n for n, claim_id in enumerate(self.claims, 1)}
        self.reports = reports
        with box("pad scroll").style("height:100%"), box("two"):
            with box():
                self._record()
                self._contested()
                self._tolls()
                self._claims()
            with box():
                self._origins()
                if brief.lat is not None:
                    with box("panel"):
                        WorldMap("Where it happened", spots([brief]), work.tiles, credit=work.credit).style(
                            "height:230px"
                        )
                self._reports()
                self._decisions()
        if person.may_code:
            keys.add("a", "accept the event as it is", lambda: self.decide("accept"))
            keys.add("x", "reject the event", lambda: self.decide("reject"))
            keys.add("c", "comment", self.comment)
            keys.add("r", "join with another event", self.join)
            keys.add("u", "undo my last decision", self.undo)
        keys.add("Enter", "open the first claim", self._opener(next(iter(self.claims), None)))
        keys.add("q", "back to the events", lambda: ui.navigate.to("/events"))

    def _safe(self, name: object) -> str:
        return self.mask(plain(str(name)))

    def _record(self) -> None:
        event = self.event
        with box("panel", "section"):
            with box("row-flat"):
                text(words.kind(event.event_type).capitalize(), tag="h1")
                text(self.brief.place, tag="h1", classes="soft")
                box("grow")
                if event.contested:
                    text("contested", "badge contested")
                if event.review != "unreviewed":
                    text(event.review, f"badge {event.review}")
            with box("facts", "dl").style("margin-top:10px"):
                when = words.when(event.when) + (f" ({event.when.precision})" if event.when else "")
                for label, value in (
                    ("When", when or "not said"),
                    ("Where", self.brief.place + (f" ({self.brief.precision})" if self.brief.precision else "")),
                    ("Who", words.sides(event.actors)),
                    ("Toll", words.fused(event.harm)),
                    ("Rests on", counted(len(event.claims), "claim") + " in " + counted(len(event.reports), "report")),
                    ("Independent origins", str(event.independent_origins)),
                ):
                    text(label, tag="dt")
                    text(self._safe(value or "not said"), tag="dd")
            if self.person.may_code:
                with box("row-flat").style("margin-top:12px"):
                    button("Accept", lambda: self.decide("accept"), "main", "a")
                    button("Reject", lambda: self.decide("reject"), "no", "x")
                    button("Undo", self.undo, "", "u")
                    button("Comment", self.comment, "", "c")
                    button("Join with another", self.join, "", "r")

    def _links(self, ids: Sequence[str]) -> None:
        for claim_id in ids:
            if claim_id in self.claims:
                one = self.claims[claim_id].claim
                number = self.number[claim_id]
                link = ui.element("a").props(f'href="/report/{one.report_id}?claim={claim_id}"').classes("ref")
                link._props["aria-label"] = f"claim {number}"
                link._props["title"] = f"claim {number}: {self._safe(words.chain(one.attribution))[:120]}"
                with link:
                    text(number)

    def _contested(self) -> None:
        for one in self.event.contested:
            with box("panel", "section"):
                text(f"Contested: {self._safe(contested(str(one['field'])))}", tag="h2")
                with box("sides"):
                    for position in one["positions"]:
                        with box():
                            text(self._safe(position["value"]), "value", "div")
                            text(self._safe(", ".join(position["sources"]) or "no source named"), "", "div")
                            if position.get("published"):
                                text(f"first said {position['published']}", "small soft", "div")
                            self._links(position["claims"])

    def _tolls(self) -> None:
        if not self.event.harm:
            return
        with box("panel", "section"):
            text("Toll", tag="h2")
            with box("t", "table"):
                with box(tag="thead"), box(tag="tr"):
                    for head in ("What", "Of whom", "Low", "Best", "High", "Told as"):
                        text(head, "n" if head in ("Low", "Best", "High") else "", "th").props('scope="col"')
                with box(tag="tbody"):
                    for one in self.event.harm:
                        with box(tag="tr"):
                            text(one["outcome"], tag="td")
                            text(self._safe(one["who"] or one["unit"]), tag="td")
                            for bound in ("low", "best", "high"):
                                text("?" if one[bound] is None else one[bound], "n", "td")
                            with box("wide told", "td"):
                                for value in one["values"]:
                                    with box():
                                        text(words.count(value["low"], value["high"]) + "\u2002")
                                        self._links(value["claims"])
            text(
                "Of one origin only its latest figure counts. Low and high are the outermost bounds; best is the "
                "figure of most origins.",
                "small soft",
                "p",
            ).style("margin:6px 0 0")

    def _claims(self) -> None:
        with box("panel", "section"):
            text("Claims", tag="h2")
            for number, (claim_id, one) in enumerate(self.claims.items(), 1):
                if number > MOST:
                    text(f"{len(self.event.claims) - MOST} more", "soft")
                    break
                claim = one.claim
                with box().style("padding:8px 0;border-top:1px solid var(--line)"):
                    with box("row-flat small"):
                        self._links([claim_id])
                        text(words.kind(claim.event_type), "soft")
                        if claim.stance != "asserts":
                            text(claim.stance, f"badge {claim.stance}")
                        if one.status != "unreviewed":
                            text(one.status, f"badge {one.status}")
                        text(self._safe(words.chain(claim.attribution)))
                        if self.person.may_code and len(self.claims) > 1:
                            box("grow")
                            button("Not part of it", self._remover(claim_id), "bare small no")
                    text(self._safe(claim.quote.text or "")[:700], "q", "blockquote")
                    why = self.event.why_linked.get(claim_id, "")
                    toll = f"{words.harm(claim.harm)}{' · ' if claim.harm else ''}"
                    text(self._safe(f"{toll}linked by: {why}"), "small soft", "div")

    def _origins(self) -> None:
        found = origins.graph([one.claim for one in self.claims.values()])
        with box("panel", "section"):
            text("Who got it from whom", tag="h2")
            rows = max(3, max((sum(n.column == c for n in found.nodes.values()) for c in range(9)), default=0))
            ui.echart(origins.picture(found), renderer="svg").classes("chart").style(
                f"height:{70 + 44 * rows}px"
            ).props('role="img" aria-label="Graph of sources; the table below says the same"')
            text(
                "Brown: independent origins; blue: outlets that took it from others; green: other sources.",
                "small soft",
                "p",
            )
            if found.circular:
                text("Dashed: they cite each other, so they count as one.", "small warn", "p")
            with box("t", "table"):
                with box(tag="thead"), box(tag="tr"):
                    for head in ("Independent origin", "Kind", "Claims"):
                        text(head, "", "th").props('scope="col"')
                with box(tag="tbody"):
                    for one in self.event.origins:
                        with box(tag="tr"):
                            text(
                                self._safe(
                                    ", ".join([one["source"], *(x for x in one["names"] if x != one["source"])])
                                ),
                                tag="td",
                            )
                            text(one["kind"] or "", tag="td")
                            with box("wide", "td"):
                                self._links(one["claims"])

    def _reports(self) -> None:
        with box("panel", "section"):
            text("Reports", tag="h2")
            with box("history", "ul"):
                for report_id in self.event.reports:
                    report = self.reports.get(report_id)
                    if report is None:
                        continue
                    with box(tag="li"):
                        with ui.element("a").props(f'href="/report/{report_id}"'):
                            text(self._safe(report.title or report.origin or "untitled")[:160])
                        about = f"{report.publisher or 'publisher unknown'}, {report.published or 'no date'}"
                        text(self._safe(about), "small soft", "div")

    def _decisions(self) -> None:
        with box("panel", "section"):
            text("History", tag="h2")
            self.log = box()
        self._show_log()

    def _show_log(self) -> None:
        self.log.clear()
        with self.log:
            if not show_history(self.work, self.person, self.event.event_id, *self.claims):
                text("No decisions yet.", "soft small")

    def _opener(self, claim_id: str | None) -> Callable[[], None]:
        def go() -> None:
            if claim_id is not None:
                ui.navigate.to(f"/report/{self.claims[claim_id].claim.report_id}?claim={claim_id}")

        return go

    def decide(self, action: str, reason: str | None = None) -> None:
        """A decision on the event."""
        try:
            self.work.ledger.decide(self.person.name, "event", self.event.event_id, action, reason=reason)
        except FirsthandError as error:
            say(str(error), bad=True)
            return
        say({"accept": "Accepted.", "reject": "Rejected."}.get(action, "Noted."))
        self._show_log()

    def _remover(self, claim_id: str) -> Callable[[], Any]:
        async def remove() -> None:
            rest = [one for one in self.event.claims if one != claim_id]
            await self._regroup("split", [rest, [claim_id]])

        return remove

    async def _regroup(self, action: str, value: Any) -> None:
        try:
            self.work.ledger.decide(self.person.name, "event", self.event.event_id, action, value=value)
        except FirsthandError as error:
            say(str(error), bad=True)
            return
        by_claim = (await apart(self.work.index)).by_claim
        known = next((by_claim[one] for one in self.event.claims if one in by_claim), None)
        ui.navigate.to(f"/event/{known}" if known else "/events")

    async def join(self) -> None:
        """Two events that are one."""
        found = near(self.brief, (await apart(self.work.index)).events)
        if not found:
            say("There is no other event within a week.")
            return
        options = {
            one.event_id: self._safe(
                f"{words.kind(one.event_type)} · {one.place} · {one.day or 'no day'} · {one.harm}"
            )[:110]
            for one in found
        }

        def done() -> None:
            other = next(one for one in found if one.event_id == choice.value)
            background_tasks.create(
                self._regroup("merge", [*self.event.claims, *other.claims]), context=ui.context.client
            )

        with editors.dialog("This event is the same as", done, narrow=True, save_label="Join"):
            choice = Choice("The other event", options, next(iter(options)))
            choice.props("data-autofocus")

    def comment(self) -> None:
        """A word on the event."""
        editors.comment(lambda words: self.decide("comment", words))

    def undo(self) -> None:
        """Take back my own last decision."""
        last = self.work.last_of(self.person.name)
        if last is None:
            say("There is nothing to undo.")
            return
        self.work.ledger.undo(self.person.name, last.decision_id)
        say(f"Undone: {last.action}")
        self._show_log()


def near(brief: Brief, events: Sequence[Brief], most: int = 12) -> list[Brief]:
    """The events that this one may be the same as: within a week, the nearest in days and place first.

    An event without a day or a place is far from all.
    """

    def apart(one: Brief) -> float:
        if one.day is None or brief.day is None:
            return 9.0
        days = abs((datetime.date.fromisoformat(one.day) - datetime.date.fromisoformat(brief.day)).days)
        if one.lat is None or one.lon is None or brief.lat is None or brief.lon is None:
            return days + 3.0
        return days + abs(one.lat - brief.lat) + abs(one.lon - brief.lon)

    others = [one for one in events if one.event_id != brief.event_id]
    return [one for one in heapq.nsmallest(most, others, key=apart) if apart(one) < 10]


def _gathered(work: Work, person: Person, event_id: str) -> tuple[Brief, list[Reviewed], dict[str, Report]] | None:
    found = next((one for one in work.events_for(person) if one.event_id == event_id), None)
    if found is None:
        return None
    claims: list[Reviewed] = []
    for claim_id in found.claims[:MOST]:
        try:
            claims.append(work.ledger.claim(claim_id, work.view(person.name)))
        except FirsthandError:  # replaced since the events were made
            continue
    reports: dict[str, Any] = {}
    for report_id in found.event().reports[:MOST]:
        reports[report_id] = work.ledger.report(report_id).report
    return found, claims, reports


def register(work: Work) -> None:
    """The page ``/event/ID``."""

    @ui.page("/event/{event_id}", response_timeout=30)
    async def event(request: Request, event_id: str) -> None:
        person = person_of(request)
        gathered = await apart(_gathered, work, person, event_id)
        with page(work, person, "Event", "/events") as keys:
            if gathered is None and work.stale:
                being_made(work)
                return
            if gathered is None:
                missing(
                    "There is no such event now. Its claims may have been corrected; the list of events has it anew."
                )
                return
            _EventPage(work, person, *gathered, keys)
