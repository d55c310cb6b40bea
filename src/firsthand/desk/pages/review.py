"""The report beside its coding: see the words, and decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Request
from nicegui import ui
from nicegui.element import Element

from firsthand.desk import fields, marks
from firsthand.desk.accounts import Person
from firsthand.desk.entrance import person_of
from firsthand.desk.pages import editors
from firsthand.desk.pages.history import show_history
from firsthand.desk.pages.parts import ReportText, apart, box, button, say, text
from firsthand.desk.pages.picker import edit_where
from firsthand.desk.pages.queue import filters_of
from firsthand.desk.pages.shell import Keys, page
from firsthand.desk.pages.when import edit_when
from firsthand.desk.work import Work
from firsthand.errors import FirsthandError
from firsthand.ledger import Reviewed
from firsthand.records import Report, Span

NO_REPORT = "There is no such report in this ledger, or it is withheld from readers."
SIGNS = {"accepted": " ✓", "corrected": " ✎", "rejected": " ✕"}  # a status is told by more than its colour


class Review:
    """One report in one browser tab."""

    def __init__(self, work: Work, person: Person, report: Report, claim_id: str | None, keys: Keys) -> None:
        self.work, self.person, self.stored = work, person, report
        self.report = report
        self.words: Span | None = None
        self.claims: list[Reviewed] = []
        self.at = 0
        self._load(claim_id)
        with box("review"):
            with box("left", "section").props('aria-label="Report"'):
                self._head()
                self.shown = marks.window(len(report.text), self._anchor())
                self.text = ReportText(self._pieces(), self.at, self.selected, self.turn)
            with box("right", "section").props('aria-label="Coding"'):
                self.chips = box("chips").props('role="group" aria-label="Claims of this report"')
                self.body = box("body")
                self.foot = box(tag="footer")
        self._keys(keys)
        self.draw()

    # What is shown

    def _load(self, claim_id: str | None) -> None:
        found = self.work.claims_of(self.stored.report_id, self.person.name)
        sight = self.work.sight(self.person)
        self.mask = sight.mask(found)
        self.claims = sight.claims(found)
        self.report = sight.report(self.stored, self.mask)
        if claim_id is not None:
            at = (i for i, one in enumerate(self.claims) if one.claim.claim_id == claim_id)
            self.at = next(at, min(self.at, max(0, len(self.claims) - 1)))

    @property
    def now(self) -> Reviewed | None:
        """The current claim."""
        return self.claims[self.at] if 0 <= self.at < len(self.claims) else None

    def _anchor(self) -> int:
        now = self.now
        return now.claim.quote.span.start if now is not None and now.claim.quote.span else 0

    def _pieces(self) -> list[dict[str, Any]]:
        return marks.pieces(self.report.text, [one.claim for one in self.claims], self.shown)

    def _head(self) -> None:
        report = self.report
        with box(tag="header"):
            text(marks.plain(report.title or report.origin or "Untitled report")[:300], tag="h1")
            about = [report.publisher or "publisher unknown", report.published or "date of publication unknown"]
            about += [x for x in (report.author, report.url) if x]
            text(marks.plain(" · ".join(about))[:400], "soft small", "div")
            if len(report.text) > marks.WINDOW:
                with box("row-flat small"):
                    text(f"{len(report.text):,} characters; a part of them is shown.", "soft")
                    button("Earlier part", lambda: self._scroll(-1), "small")
                    button("Later part", lambda: self._scroll(1), "small")

    def _scroll(self, by: int) -> None:
        at = self.shown[0] + marks.WINDOW // 3 + by * marks.WINDOW // 2
        self.shown = marks.window(len(self.report.text), at)
        self.text.show(self._pieces(), self.at)

    def draw(self) -> None:
        """Draw the coding of the current claim."""
        self.chips.clear()
        with self.chips:
            for number, one in enumerate(self.claims):
                kind = f"chip {one.status}{' now' if number == self.at else ''}"
                chip = box(kind, "button").props(
                    f'type="button" aria-label="Claim {number + 1}, {one.status}"'
                    + (' aria-current="true"' if number == self.at else "")
                )
                chip.on("click", self._turner(number))
                with chip:
                    text(f"{number + 1}{SIGNS.get(one.status, '')}")
            if not self.claims:
                text("No claim was found in this report. Select words and press n to add one.", "soft small")
        self.body.clear()
        with self.body:
            if self.words is not None and self.person.may_code:
                self._use()
            if self.now is not None:
                self._coding(self.now)
        self.foot.clear()
        with self.foot:
            if self.person.may_code and self.now is not None:
                button("Accept", self.accept, "main", "a")
                button("Reject", self.reject, "no", "x")
                button("Undo", self.undo, "", "u")
                with box("row-flat"):
                    button("Comment", self.comment, "bare small", "c")
                    button("Merge", self.merge, "bare small", "r", "Merge with another claim of this report")
                    mark = button("Sensitive", self.sensitive, f"bare small{' on' * self.now.sensitive}", "z")
                    mark.props(f'aria-pressed="{str(self.now.sensitive).lower()}" title="Mark as sensitive, or not"')
                    button("Event", self.event, "bare small", "v", "The event that this claim is about")

    def _turner(self, number: int) -> Callable[[], None]:
        return lambda: self.turn(number)

    def _use(self) -> None:
        assert self.words is not None
        chosen = marks.plain(self.words.of(self.report.text))
        with box("use").props('role="group" aria-label="Words selected"'):
            text(chosen if len(chosen) < 200 else chosen[:200] + "…", tag="q")
            with box("row-flat"):
                for key, (what, label) in fields.FROM_WORDS.items():
                    button(label, self._taker(what), "small", key)
                button("new claim", self.new, "small", "n")
                button("split off", self.split, "small", "h")

    def _taker(self, what: str) -> Callable[[], Any]:
        return lambda: self.take(what)

    def _coding(self, one: Reviewed) -> None:
        with box("row-flat").style("margin-bottom:6px"):
            text(one.status if one.status != "unreviewed" else "to review", f"badge {one.status}")
            text(f"{one.claim.confidence:.0%} sure", "small soft")
            for name in (*(["sensitive"] if one.sensitive else []), *(["disputed"] if one.disputed else [])):
                text(name, "badge disputed")
            if one.by:
                text("by " + ", ".join(one.by), "small soft")
            if self.work.view(self.person.name):
                text("blind: only your own decisions", "badge")
        for row in fields.rows(one.claim):
            self._field(row, one)
        if one.claim.quote.text:
            quote = self.mask(marks.plain(one.claim.quote.text))[:1200]
            text(quote, "q", "blockquote").style("margin:10px 4px")
        for note in one.comments:
            text(marks.plain(note), "small", "p")
        show_history(self.work, self.person, one.claim.claim_id)

    def _field(self, row: fields.Row, one: Reviewed) -> None:
        kind = row.key.split(".")[0]
        element = box("field", "button").props(f'type="button" data-lights="{row.key}"')
        if not self.person.may_code:
            element.props("aria-disabled=true")
        with element:
            text(row.label, f"key {kind}")
            value = self.mask(marks.plain(row.value))
            with box("value" if value else "value none", "span"):
                text(value or "not said")
                quoted = self.mask(marks.plain(row.quoted))[:300]
                if quoted and quoted.casefold() != row.value.casefold():
                    text(f"“{quoted}”", "words")
                if row.field in {name.split(".")[0] for name in one.corrected}:
                    text("set by a person", "set")

        if self.person.may_code:
            element.on("click", lambda: self.edit(row.field))

    # What is done

    def _keys(self, keys: Keys) -> None:
        if self.person.may_code:
            keys.add("a", "accept and go on", self.accept)
            keys.add("x", "reject and go on", self.reject)
            keys.add("u", "undo my last decision", self.undo)
            names = {"w": "place", "d": "date", "t": "toll", "y": "type, stage and stance"}
            for key, what in names.items():
                keys.add(key, f"{what}: words selected, or open its editor", self._chooser(key))
            for key, what in {"i": "initiator", "g": "target", "o": "source", "m": "means", "e": "event words"}.items():
                keys.add(key, f"{what}: words selected, or open its editor", self._chooser(key))
            keys.add("n", "add a missed claim from the words selected", self.new)
            keys.add("h", "split off the words selected as a second claim", self.split)
            keys.add("r", "merge with another claim of this report", self.merge)
            keys.add("c", "comment", self.comment)
            keys.add("z", "mark as sensitive, or not", self.sensitive)
        keys.add("j ArrowDown", "next claim", lambda: self.turn(self.at + 1), "j ↓")
        keys.add("k ArrowUp", "previous claim", lambda: self.turn(self.at - 1), "k ↑")
        keys.sheet.append(
            ("f", "into the text: arrows choose words, with shift more, Esc none")
        )  # static/desk.js does it
        keys.add("v", "the event that this claim is about", self.event)
        keys.add("q", "back to the queue", lambda: ui.navigate.to("/"))

    def _chooser(self, key: str) -> Callable[[], Any]:
        what, _ = fields.FROM_WORDS.get(key, ("event_type", ""))
        opens = {"initiator": "actors", "target": "actors", "source": "attribution", "trigger": "event_type"}
        return lambda: self.take(what) if self.words and key != "y" else self.edit(opens.get(what, what))

    def selected(self, words: Any) -> None:
        """Words were selected in the text."""
        if words is None:
            self.words = None
        else:
            span = fields.trimmed(self.report.text, int(words["start"]), int(words["end"]))
            self.words = span if span.start < span.end else None
        self.draw()

    def turn(self, number: Any) -> None:
        """Another claim."""
        if isinstance(number, int) and 0 <= number < len(self.claims):
            self.at = number
            self.words = None
            anchor = self._anchor()
            if not self.shown[0] <= anchor < self.shown[1]:
                self.shown = marks.window(len(self.report.text), anchor)
                self.text.show(self._pieces(), self.at)
            else:
                self.text.turn(self.at)
            self.draw()

    def refresh(self, claim_id: str | None) -> None:
        """Read the claims anew, after a decision."""
        self.words = None
        self._load(claim_id)
        self.text.show(self._pieces(), self.at)
        self.draw()

    def _decide(self, action: str, field: str | None = None, value: Any = None) -> bool:
        now = self.now
        if now is None or not self.person.may_code:
            return False
        try:
            self.work.decide(self.person.name, now.claim.claim_id, action, field, value)
        except FirsthandError as error:
            say(str(error), bad=True)
            return False
        return True

    def _set(self, field: str, value: Any) -> None:
        now = self.now
        if now is not None and self._decide("correct", field, value):
            self.refresh(now.claim.claim_id)

    async def take(self, what: str) -> None:
        """The words selected become a field's value."""
        now, span = self.now, self.words
        if now is None or span is None or not self.person.may_code:
            return
        field, value = fields.from_words(now.claim, self.report, what, span)
        if what == "where":
            await edit_where(self.work, now.claim, value, self._set)
        else:
            self._set(field, value)
            fresh = [one for one in value if one.get("span") == [span.start, span.end]] if what == "harm" else []
            if any(one["low"] is None and one["high"] is None for one in fresh) or (fresh and not now.claim.harm):
                self.edit("harm")

    def edit(self, field: str) -> Any:
        """Open a field's editor."""
        now = self.now
        if now is None or not self.person.may_code:
            return None
        claim = now.claim
        if field == "where":
            value = claim.where.model_dump(mode="json") if claim.where else None
            return edit_where(self.work, claim, value, self._set)
        if field == "when":
            return edit_when(claim, self.report, self._set)
        simple: dict[str, Callable[..., None]] = {
            "harm": editors.edit_harm,
            "actors": editors.edit_actors,
            "attribution": editors.edit_chain,
            "means": editors.edit_means,
        }
        return simple.get(field, editors.edit_kind)(claim, self._set)

    async def accept(self) -> None:
        """Accept, and go on to what is still to review."""
        if self._decide("accept"):
            await self._go_on("Accepted")

    async def reject(self) -> None:
        """Reject, and go on."""
        if self._decide("reject"):
            await self._go_on("Rejected")

    async def _go_on(self, done: str) -> None:
        assert self.now is not None
        before, claim_id = self.at, self.now.claim.claim_id
        self.refresh(claim_id)
        order = [*range(before + 1, len(self.claims)), *range(before)]
        following = next((i for i in order if self.claims[i].status == "unreviewed"), None)
        if following is not None:
            say(f"{done}; claim {following + 1} is next. u undoes.")
            self.turn(following)
            return
        filters = filters_of(self.work, self.person)
        other = await apart(self.work.next_claim, self.person.name, filters, claim_id)
        if other is None or other.status != "unreviewed":
            say(f"{done}; all claims of this report are reviewed. q goes to the queue.")
        else:
            ui.navigate.to(f"/report/{other.claim.report_id}?claim={other.claim.claim_id}")

    def undo(self) -> None:
        """Take back my own last decision, wherever it was."""
        last = self.work.last_of(self.person.name)
        if last is None:
            say("There is nothing to undo.")
            return
        try:
            self.work.ledger.undo(self.person.name, last.decision_id)
        except FirsthandError as error:
            say(str(error), bad=True)
            return
        say(f"Undone: {last.action} {last.field or ''}".strip())
        here = {one.claim.claim_id for one in self.claims}
        if last.target_type == "claim" and last.target_id not in here:
            try:
                other = self.work.ledger.claim(last.target_id).claim
            except FirsthandError:
                other = None
            if other is not None and other.report_id != self.report.report_id:
                ui.navigate.to(f"/report/{other.report_id}?claim={other.claim_id}")
                return
        self.refresh(last.target_id if last.target_type == "claim" else None)

    def new(self) -> None:
        """Add a claim that the machine missed."""
        span = self.words
        if span is None:
            say("Select the words that say what happened, then press n.")
            return

        def add(event_type: str) -> None:
            value = fields.blank(self.report, span, event_type)
            before = {one.claim.claim_id for one in self.claims}
            try:
                self.work.ledger.decide(self.person.name, "report", self.report.report_id, "add", value=value)
            except FirsthandError as error:
                say(str(error), bad=True)
                return
            self.refresh(None)
            fresh = next((i for i, x in enumerate(self.claims) if x.claim.claim_id not in before), self.at)
            self.turn(fresh)

        editors.kind_of_new(add)

    def split(self) -> None:
        """The words selected tell of a second happening: two claims in the place of one."""
        now, span = self.now, self.words
        if now is None or span is None:
            say("Select the words that tell of the second happening, then press h.")
            return
        first = now.claim.as_dict()
        second = {**first, "trigger": fields.phrase(self.report.text, span)}
        before = {one.claim.claim_id for one in self.claims}
        if self._decide("split", value=[first, second]):
            self.refresh(None)
            fresh = [at for at, one in enumerate(self.claims) if one.claim.claim_id not in before]
            says = fields.phrase(self.report.text, span)["text"]
            own = [at for at in fresh if self.claims[at].claim.trigger.text == says]
            say(f"Split: claims {' and '.join(str(at + 1) for at in fresh)} stand in its place. u undoes.")
            self.turn((own or fresh or [self.at])[-1])

    def merge(self) -> None:
        """This claim says again what another says."""

        def done(other: str) -> None:
            if self._decide("merge", value=other):
                self.refresh(other)
                say(f"Merged into claim {self.at + 1}. u undoes.")

        editors.merge(self.claims, self.at, done)

    def comment(self) -> None:
        """A word for the others."""
        now = self.now
        if now is None:
            return

        def done(words: str) -> None:
            self.work.ledger.decide(self.person.name, "claim", now.claim.claim_id, "comment", reason=words)
            self.refresh(now.claim.claim_id)

        editors.comment(done)

    def sensitive(self) -> None:
        """Mark the claim as sensitive, or take the mark away."""
        now = self.now
        if now is not None and self._decide("sensitive", value=not now.sensitive):
            say("No longer marked as sensitive." if now.sensitive else "Marked as sensitive: readers do not see it.")
            self.refresh(now.claim.claim_id)

    async def event(self) -> None:
        """Go to the claim's event."""
        now = self.now
        index = await apart(self.work.index)
        found = index.by_claim.get(now.claim.claim_id) if now else None
        if found:
            ui.navigate.to(f"/event/{found}")
        else:
            say("This claim is in no event: it was rejected, or events are being made just now.")


def missing(what: str) -> Element:
    """What was asked for is not there."""
    with box("empty") as element:
        text(what)
    return element


def register(work: Work) -> None:
    """The page ``/report/ID``."""

    @ui.page("/report/{report_id}", response_timeout=30)
    async def report(request: Request, report_id: str, claim: str | None = None) -> None:
        person = person_of(request)
        with page(work, person, "Report", "/") as keys:
            try:
                stored = await apart(work.ledger.report, report_id)
            except FirsthandError:
                missing(NO_REPORT)
                return
            if not (await apart(work.sight, person)).sees_report(stored.report):
                missing(NO_REPORT)
                return
            Review(work, person, stored.report, claim, keys)
