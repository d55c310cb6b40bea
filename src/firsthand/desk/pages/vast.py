"""The map of a ledger too large to link in the desk: its claims, not events, looked up and counted by the ledger."""

from __future__ import annotations

import asyncio
import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from nicegui import background_tasks, ui

from firsthand.desk import figures
from firsthand.desk.accounts import Person
from firsthand.desk.briefs import RADIUS_KM
from firsthand.desk.charted import known
from firsthand.desk.pages.parts import Choice, Entry, Text, WorldMap, apart, box, button, text
from firsthand.desk.pages.shell import Keys
from firsthand.desk.work import Work
from firsthand.exports import words
from firsthand.ledger import ClaimFilter, Reviewed
from firsthand.ledger import Figures as Counted

MOST = 300  # spots drawn at once, the deadliest claims: of a name in 1 % of 5 million claims, found in under a second
STANDING = ("unreviewed", "accepted", "corrected")
ONLY = {"": "any", "deaths": "with deaths", "reviewed": "reviewed"}


def why(claims: int) -> str:
    """Why there are no events."""
    return (
        f"This ledger has {claims:,} claims, too many for the desk to link: the map shows claims, not events, and what "
        "several reports tell is there several times."
    )


def spots(claims: Iterable[Reviewed]) -> list[dict[str, Any]]:
    """Claims on the map, as events are drawn."""
    found = []
    for one in claims:
        where, when = one.claim.where, one.claim.when
        if where is None or where.lat is None or where.lon is None:
            continue
        dead = max((harm.low or 0 for harm in one.claim.harm if harm.outcome == "killed"), default=0)
        parts = (words.kind(one.claim.event_type), words.where(where), words.when(when), words.harm(one.claim.harm))
        spot: dict[str, Any] = {
            "lat": where.lat,
            "lon": where.lon,
            "name": " · ".join(part for part in parts if part)[:240],
            "tint": "red" if dead else "grey",
            "id": f"/report/{one.claim.report_id}?claim={one.claim.claim_id}",
        }
        radius = where.radius_km or RADIUS_KM.get(where.precision or "", 0.0)
        spot |= {"km": radius} if radius else {"size": round(5 + 2.2 * min(dead, 200) ** 0.5, 1)}
        found.append(spot)
    return found


def weeks(days: dict[str, tuple[int, int]]) -> list[figures.Week]:
    """Claims and their dead by week, of claims and dead by day; every week from the first to the last.

    >>> weeks({"2024-03-05": (2, 1), "2024-03-06": (1, 4)})
    [Week(day='2024-03-04', events=3, dead=5)]
    """
    claims: Counter[str] = Counter()
    dead: Counter[str] = Counter()
    for day, (n, killed) in days.items():
        try:
            monday = figures.monday(day).isoformat()
        except ValueError:  # a month, or a year alone
            continue
        claims[monday] += n
        dead[monday] += killed
    if not claims:
        return []
    last = figures.monday(max(claims))
    count = min(figures.LONGEST, (last - figures.monday(min(claims))).days // 7)
    axis = [(last - datetime.timedelta(7 * back)).isoformat() for back in range(count, -1, -1)]
    for early in [day for day in claims if day < axis[0]]:
        claims[axis[0]] += claims[early]
        dead[axis[0]] += dead[early]
    return [figures.Week(day, claims[day], dead[day]) for day in axis]


def summary(found: Counted) -> str:
    """The figures in words."""
    about = "" if found.share == 1 else f"about (from every {round(1 / found.share)}th claim) "
    return (
        f"{about}{found.total:,} claims that tell of {found.dead:,} dead, each counted as often as it is told; "
        f"{found.nowhere:,} without a place."
    )


def options(found: Counted) -> dict[str, dict[str, Any]]:
    """The charts, by name."""
    kinds = {words.kind(name): n for name, n in found.types.items()}
    actors: Counter[str] = Counter()
    for plain, n in found.actors.items():
        if (actor := known(plain)) is not None:
            actors[actor] = max(actors[actor], n)  # a claim counts for the name and for the words of the report
    drawn = {"weeks": figures.timeline(weeks(found.days))}
    for name, title, counts in (("types", "Claims by type", kinds), ("actors", "Claims by actor", actors)):
        most = sorted(counts.items(), key=lambda one: -one[1])[: figures.BARS]
        drawn[name] = figures.bars(title, [key for key, _ in most], [n for _, n in most], figures.BLUE)
    return drawn


def kinds_of_events() -> list[str]:
    """The types of the codebook."""
    from firsthand.codebook import load

    return sorted(load(None).types)


class Claims:
    """Map, timeline and charts of one browser tab."""

    def __init__(self, work: Work, person: Person, claims: int, keys: Keys) -> None:
        self.work, self.person = work, person
        self.view: tuple[float, float, float, float] | None = None
        self.spots: list[dict[str, Any]] = []
        self.asked = 0  # how often the ledger was asked
        with box("atlas") as self.whole:
            with box("panel bar-of-filters", "section").props('aria-label="Filters"'):
                self._filters(claims, kinds_of_events())
            label = "Map of the claims; the queue says the same"
            self.map = WorldMap(
                label, [], work.tiles, self.pick, self.moved, credit=work.credit, waiting=True, drawn=self.chart
            )
            self.panel = box("panel charts", "section").props('aria-label="Figures"')
        self.charts: dict[str, ui.echart] = {}
        self.found: Counted | None = None
        keys.add("/", "filter by place", lambda: self.place.run_method("focus"))
        keys.add("c", "clear the filters", self.clear)

    def _filters(self, claims: int, kinds: Sequence[str]) -> None:
        with box("row-flat"):
            options = {"": "any", **{x: words.kind(x) for x in kinds}}
            self.type = Choice("Type", options, "", self.refresh)
            self.place = Entry("Place", "", self.refresh, kind="search", style="width:9em")
            self.actor = Entry("Actor", "", self.refresh, kind="search", style="width:9em")
            self.start = Entry("From", "", self.refresh, kind="date")
            self.end = Entry("To", "", self.refresh, kind="date")
            self.only = Choice("Only", ONLY, "", self.refresh)
            self.inside = Choice("Where", {"": "anywhere", "view": "on the map shown"}, "", self.refresh)
            button("Clear", self.clear, "small low", "c")
        with box("row-flat"):
            self.count = Text("div", "")
            self.count.classes("small grow")
            self.count.props("aria-live=polite")
            text(why(claims), "small soft")

    def filters(self) -> ClaimFilter:
        """What is set, as the ledger takes it."""
        return ClaimFilter(
            coder=self.work.view(self.person.name),
            statuses=STANDING[1:] if self.only.value == "reviewed" else STANDING,
            event_types=(self.type.value,) if self.type.value else (),
            place=self.place.value.strip() or None,
            actor=self.actor.value.strip() or None,
            start=self.start.value or None,
            end=self.end.value or None,
            min_killed=1 if self.only.value == "deaths" else None,
            box=self.view if self.inside.value == "view" else None,
            order="deadly",
        )

    async def clear(self) -> None:
        """All filters back."""
        for one in (self.type, self.place, self.actor, self.start, self.end, self.only, self.inside):
            one.set("")
        await self.refresh()

    async def moved(self, bounds: Any) -> None:
        """The map was moved: the claims follow if they are to."""
        south, west, north, east = (float(x) for x in bounds)
        if east - west >= 360:
            self.view = (south, -180.0, north, 180.0)
        else:  # a map can be moved on past 180 degrees
            self.view = (south, (west + 180) % 360 - 180, north, (east + 180) % 360 - 180)
        if self.inside.value == "view":
            await self.refresh()

    def begin(self) -> None:
        """Ask the ledger while the browser loads the page: half a second of 5 million claims."""
        background_tasks.create(self.refresh(fit=True))

    async def refresh(self, fit: bool = False) -> None:
        """Ask the ledger, and draw everything anew."""
        self.asked += 1
        now = self.asked
        sight = await apart(self.work.sight, self.person)
        wanted = sight.filter(self.filters())
        ledger = self.work.ledger
        # at once: on a server each has a process of its own
        page, found = await asyncio.gather(
            apart(lambda: ledger.claims_page(wanted, MOST, counted=False)), apart(ledger.figures, wanted)
        )
        if now != self.asked:  # filtered otherwise meanwhile
            return
        self.spots = spots(sight.claims(page.claims))
        self.map.show(self.spots, fit=fit)
        drawn = f" The {MOST:,} deadliest are drawn." if page.after is not None else ""
        self.count.set(summary(found) + drawn)
        self.found = found
        if self.charts:
            self.chart()

    def chart(self, _: Any = None) -> None:
        """Draw the charts. They come when the map is there: their library takes a browser as long as all the rest."""
        if self.found is None:
            return
        drawn = options(self.found)
        for name, held in self.charts.items():
            held.options.clear()
            held.options.update(drawn[name])
            held.update()
        if self.charts:
            return
        with self.panel:
            for name in ("types", "actors"):
                self.charts[name] = ui.echart(drawn[name], renderer="svg").classes("chart")
                self.charts[name].props(f'role="img" aria-label="Claims by {name.removesuffix("s")}"')
        with self.whole:
            self.charts["weeks"] = ui.echart(drawn["weeks"], renderer="svg").classes("chart panel timeline")
            self.charts["weeks"].props('role="img" aria-label="Claims and dead per week"')

    def pick(self, at: Any) -> None:
        """A spot was chosen: go to its claim."""
        if isinstance(at, int) and 0 <= at < len(self.spots):
            ui.navigate.to(self.spots[at]["id"])
