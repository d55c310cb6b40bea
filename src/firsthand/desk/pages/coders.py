"""Coders: work shared out, blind double coding, how far two agree, and what an editor settles."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

from fastapi import Request
from nicegui import ui

from firsthand.desk.accounts import Person
from firsthand.desk.agreement import Agreement, Difference, agreement, differences
from firsthand.desk.entrance import person_of
from firsthand.desk.marks import plain
from firsthand.desk.pages.parts import Choice, Entry, Text, apart, box, button, counted, say, text
from firsthand.desk.pages.review import missing
from firsthand.desk.pages.shell import Keys, page
from firsthand.desk.work import Work
from firsthand.errors import FirsthandError
from firsthand.ledger import ClaimFilter, Reviewed

SHOWN = 60  # differences on the page; the next come as these are settled


def coders_of(work: Work) -> list[str]:
    """Everybody who decided on a claim, or to whom one is assigned, by name."""
    names: set[str] = set()
    for one in work.ledger.decisions():
        if one.action == "assign":
            names.add(str(one.value))
        elif one.target_type in ("claim", "report"):
            names.add(one.coder)
    return sorted(names)


def pair_of(work: Work, names: list[str], person: str) -> tuple[str, str]:
    """The two coders to compare first: those with the most claims that both decided on."""
    done = {name: _decided(work, name) for name in names}
    pairs = list(itertools.combinations(names, 2))
    if not pairs:
        return (names[0], names[0]) if names else (person, person)
    return max(pairs, key=lambda pair: len(done[pair[0]] & done[pair[1]]))


def double_coded(work: Work, one: str, other: str) -> list[tuple[Reviewed, Reviewed]]:
    """The claims that both have decided on, as each sees them alone."""
    both = _decided(work, one) & _decided(work, other)
    found = []
    for claim_id in sorted(both):
        try:
            found.append((work.ledger.claim(claim_id, one), work.ledger.claim(claim_id, other)))
        except FirsthandError:  # a newer coding of the report has other claims
            continue
    return found


def _decided(work: Work, name: str) -> set[str]:
    from firsthand.ledger.decisions import FOR_EVERYONE, standing

    kept = standing(work.ledger.decisions(coder=name))
    left_out = (*FOR_EVERYONE, "adjudicate")
    return {one.target_id for one in kept if one.target_type == "claim" and one.action not in left_out}


def settled(work: Work, claim_id: str) -> set[str]:
    """The fields of a claim that were adjudicated ("status" for whether it stands)."""
    from firsthand.ledger.decisions import standing

    kept = standing(work.ledger.decisions(target_id=claim_id))
    return {(one.field or "status").split(".")[0] for one in kept if one.action == "adjudicate"}


def _compared(work: Work, one: str, other: str) -> tuple[list[Agreement], list[Difference]]:
    pairs = double_coded(work, one, other)
    open_ones = []
    for a, b in pairs:
        done = settled(work, a.claim.claim_id)
        open_ones += [x for x in differences(a, b) if x.field not in done]
    return agreement(pairs), open_ones


def assign(work: Work, editor: str, names: list[str], reports: int) -> int:
    """Give each of these coders the same reports, chosen by chance among those with claims to review; says how many."""
    found = work.ledger.claims_page(ClaimFilter(statuses=("unreviewed",), order="report"), limit=5_000).claims
    free = sorted({one.claim.report_id for one in found if not one.assigned})
    chosen = random.Random(len(free)).sample(free, min(reports, len(free)))  # noqa: S311 - a sample, no secret
    for report_id in chosen:
        for name in names:
            work.ledger.decide(editor, "report", report_id, "assign", value=name)
    return len(chosen)


class _Coders:
    """The page of one browser tab."""

    def __init__(self, work: Work, person: Person, names: list[str], keys: Keys) -> None:
        self.work, self.person, self.names = work, person, names
        self.found: list[Difference] = []
        with box("pad scroll").style("height:100%"), box("two"):
            with box(), box("panel", "section"):
                text("Differences to settle", tag="h1")
                with box("row-flat"):
                    options = {name: name for name in names} or {person.name: person.name}
                    one, other = pair_of(work, names, person.name)
                    self.one = Choice("One coder", options, one, self.load)
                    self.other = Choice("The other", options, other, self.load)
                self.told = Text("p", "")
                self.told.classes("small soft").props("aria-live=polite")
                self.list = box()
            with box():
                self._mine()
                with box("panel", "section"):
                    text("Agreement", tag="h2")
                    self.table = box()
                if person.may_edit:
                    self._assigning()
        keys.add("l", "settle the first difference for the left", lambda: self.settle_first(0))
        keys.add("r", "settle the first difference for the right", lambda: self.settle_first(1))

    def _mine(self) -> None:
        with box("panel", "section"):
            text("My own view", tag="h2")
            blind = self.work.blind.get(self.person.name, False)
            label = "Blind: I see only my own decisions" if blind else "I see everyone's decisions"
            switch = button(label, lambda: self.turn(switch), "on" if blind else "", "b")
            switch.props(f'aria-pressed="{str(blind).lower()}"')
            text("Code blind first, so that two codings are independent; then compare.", "small soft", "p")

    def turn(self, switch: Any) -> None:
        """Blind, or not."""
        now = not self.work.blind.get(self.person.name, False)
        self.work.blind[self.person.name] = now
        switch.default_slot.children[0].set(
            "Blind: I see only my own decisions" if now else "I see everyone's decisions"
        )
        switch.classes("on" if now else "", remove="" if now else "on")
        switch.props(f'aria-pressed="{str(now).lower()}"')

    def _assigning(self) -> None:
        with box("panel", "section"):
            text("Share out work", tag="h2")
            who = Entry("Coders, separated by commas", ", ".join(self.names[:2]))
            number = Entry("Reports", "10", kind="number", min=1, max=500)

            async def share() -> None:
                names = list(dict.fromkeys(x.strip() for x in who.value.split(",") if x.strip()))
                count = int(number.value) if number.value.isdigit() else 0
                if not names or not count:
                    say("Give names and a number.", bad=True)
                    return
                done = await apart(assign, self.work, self.person.name, names, count)
                say(f"{done} reports assigned to {' and '.join(names)}; in the queue: only those assigned to me.")

            button("Assign the same reports to each", share)
            text("Reports are drawn by chance among those not yet assigned.", "small soft", "p")

    async def load(self) -> None:
        """Compare the two."""
        one, other = self.one.value, self.other.value
        table, found = await apart(_compared, self.work, one, other) if one != other else ([], [])
        self.found = found
        both = table[0].claims if table else 0
        self.told.set(
            f"{one} and {other} both coded {counted(both, 'claim')}; {counted(len(found), 'difference')} open."
            if one != other
            else "Choose two coders."
            if len(self.names) > 1
            else "Two people must have decided on the same claims; then what they differ on stands here."
        )
        self._agreement(table)
        self.list.clear()
        with self.list:
            for number, difference in enumerate(found[:SHOWN]):
                self._difference(number, difference)

    def _agreement(self, table: list[Agreement]) -> None:
        self.table.clear()
        if not table:
            with self.table:
                text("Nothing to compare yet.", "soft small")
            return
        with self.table, box("t", "table"):
            with box(tag="thead"), box(tag="tr"):
                for head in ("Field", "Claims", "Agree", "Alpha"):
                    text(head, "" if head == "Field" else "n", "th").props('scope="col"')
            with box(tag="tbody"):
                for row in table:
                    with box(tag="tr"):
                        text(row.field, tag="td")
                        text(row.claims, "n", "td")
                        text("–" if row.share is None else f"{row.share:.0%}", "n", "td")
                        text("–" if row.alpha is None else f"{row.alpha:.2f}", "n", "td")

    def _difference(self, number: int, one: Difference) -> None:
        with box().style("padding:10px 0;border-top:1px solid var(--line)"):
            with box("row-flat"):
                text(one.field.replace("_", " "), "badge disputed")
                with ui.element("a").props(f'href="/report/{one.report_id}?claim={one.claim_id}"'):
                    text("see the words", "small")
            with box("sides").style("margin-top:6px"):
                for side, name in enumerate((self.one.value, self.other.value)):
                    with box():
                        text(name, "small soft", "div")
                        text(plain(one.shown[side]) or "nothing", "value", "div")
                        if self.person.may_edit:
                            key = ("l", "r")[side] if number == 0 else ""
                            label = f"{'Left' if side == 0 else 'Right'} is right"
                            button(label, self._settler(one, side), "small", key)

    def _settler(self, one: Difference, side: int) -> Callable[[], Any]:
        return lambda: self.settle(one, side)

    async def settle_first(self, side: int) -> None:
        """Settle the first difference by key."""
        if self.found and self.person.may_edit:
            await self.settle(self.found[0], side)

    async def settle(self, one: Difference, side: int) -> None:
        """Adjudicate."""
        try:
            field = None if one.field == "status" else one.field
            value = one.values[side]
            self.work.ledger.decide(self.person.name, "claim", one.claim_id, "adjudicate", field, value)
        except FirsthandError as error:
            say(str(error), bad=True)
            return
        say("Settled.")
        await self.load()


def register(work: Work) -> None:
    """The page ``/coders``."""

    @ui.page("/coders", response_timeout=30)
    async def coders(request: Request) -> None:
        person = person_of(request)
        names = await apart(coders_of, work) if person.may_code else []
        with page(work, person, "Coders", "/coders") as keys:
            if not person.may_code:
                missing("What coders decided is for those who code: it can name sources.")
                return
            tab = _Coders(work, person, names, keys)
            keys.add(
                "b",
                "blind coding on or off",
                lambda: ui.run_javascript("document.querySelector('[aria-pressed]').click()"),
            )
        await tab.load()
