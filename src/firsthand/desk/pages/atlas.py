"""Map and timeline of the ledger, filtered together; charts per week, type and actor."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from fastapi import Request
from nicegui import ui
from nicegui.events import GenericEventArguments

from firsthand.desk import figures
from firsthand.desk.briefs import Brief
from firsthand.desk.entrance import person_of
from firsthand.desk.pages import vast
from firsthand.desk.pages.parts import Choice, Entry, Text, WorldMap, apart, box, button, text
from firsthand.desk.pages.shell import Keys, being_made, page
from firsthand.desk.work import Work
from firsthand.exports import words

MOST = 3_000  # spots drawn at once, the deadliest; a canvas moves them smoothly


def spots(events: Sequence[Brief]) -> list[dict[str, Any]]:
    """Events on the map: sized by toll (area grows with it); an uncertain place is an area."""
    found = []
    for one in events:
        if one.lat is None or one.lon is None:
            continue
        name = " · ".join(x for x in (words.kind(one.event_type), one.place, one.day or "", one.harm) if x)
        tint = "amber" if one.contested else "red" if one.toll else "grey"
        spot: dict[str, Any] = {"lat": one.lat, "lon": one.lon, "name": name[:240], "tint": tint, "id": one.event_id}
        if one.radius_km:
            spot["km"] = one.radius_km
        else:
            spot["size"] = round(5 + 2.2 * min(one.toll, 200) ** 0.5, 1)
        found.append(spot)
    return found


class _Atlas:
    """Map, timeline and charts of one browser tab."""

    def __init__(self, work: Work, events: list[Brief], keys: Keys) -> None:
        self.work = work
        self.all = sorted((one for one in events), key=lambda one: -one.toll)
        self.view: list[float] | None = None
        self.spots: list[dict[str, Any]] = []
        self.weeks = figures.weeks(self.all)
        text("Map and timeline", "vh", "h1")
        with box("atlas"):
            with box("panel bar-of-filters", "section").props('aria-label="Filters"'):
                self._filters()
            label = "Map of the events; the list of events says the same"
            self.map = WorldMap(label, [], work.tiles, self.pick, self.moved, credit=work.credit)
            with box("panel charts", "section").props('aria-label="Figures"'):
                self.charts = {
                    name: ui.echart({}, renderer="svg").classes("chart").props(f'role="img" aria-label="{label}"')
                    for name, label in figures.CHARTS.items()
                }
            self.line = ui.echart(figures.timeline(self.weeks), renderer="svg").classes("chart panel timeline")
            self.line.props('role="img" aria-label="Events and dead per week"')
            self.line.on("chart:datazoom", self.zoomed)
        keys.add("/", "filter by place or actor", lambda: self.name.run_method("focus"))
        keys.add("c", "clear the filters", self.clear)
        self.refresh(fit=True)

    def _filters(self) -> None:
        kinds = sorted({one.event_type for one in self.all})
        with box("row-flat"):
            self.type = Choice("Type", {"": "any", **{x: words.kind(x) for x in kinds}}, "", self.refresh)
            self.name = Entry("Place or actor", "", self.refresh, kind="search", style="width:11em")
            self.start = Entry("From", "", self.refresh, kind="date")
            self.end = Entry("To", "", self.refresh, kind="date")
            only = {"": "any", "deaths": "with deaths", "contested": "contested", "several": "several origins"}
            self.only = Choice("Only", only, "", self.refresh)
            self.inside = Choice("Where", {"": "anywhere", "view": "on the map shown"}, "", self.refresh)
            button("Clear", self.clear, "small low", "c")
        with box("row-flat"):
            self.count = Text("div", "")
            self.count.classes("small grow")
            self.count.props("aria-live=polite")
            with box("row-flat small soft legend"):
                for kind, what in (
                    ("red", "with dead: the larger, the more"),
                    ("amber", "contested"),
                    ("grey", "no dead"),
                    ("area", "place known roughly"),
                ):
                    with box("row-flat"):
                        box(f"spot {kind}", "i").props("aria-hidden=true")
                        text(what)

    def clear(self) -> None:
        """All filters back."""
        for one in (self.type, self.name, self.start, self.end, self.only, self.inside):
            one.set("")
        self.refresh()

    def zoomed(self, event: GenericEventArguments) -> None:
        """The timeline was narrowed: the map follows."""
        args = event.args if isinstance(event.args, dict) else {}
        batch = args.get("batch") or [args]
        if not self.weeks or "start" not in batch[0]:
            return
        days = [week.day for week in self.weeks]
        first = days[min(len(days) - 1, int(batch[0]["start"] / 100 * (len(days) - 1) + 0.5))]
        last = days[min(len(days) - 1, int(batch[0]["end"] / 100 * (len(days) - 1) + 0.5))]
        whole = batch[0]["start"] <= 0 and batch[0]["end"] >= 100
        self.start.set("" if whole else first)
        self.end.set("" if whole else figures.end_of_week(last))
        self.refresh(zoomed=True)

    def moved(self, bounds: Any) -> None:
        """The map was moved: the figures follow if they are to."""
        self.view = [float(x) for x in bounds]
        if self.inside.value == "view":
            self.refresh()

    def filtered(self) -> bool:
        """Is any filter set? Where none is, no event has to be looked at."""
        return any(x.value for x in (self.type, self.name, self.start, self.end, self.only, self.inside))

    def passes(self, one: Brief, at_any_time: bool = False) -> bool:
        """Does an event pass the filters (but for those of days)?"""
        name = self.name.value.casefold().strip()
        only = {"deaths": one.toll > 0, "contested": bool(one.contested), "several": one.origins > 1}
        start, end = ("", "") if at_any_time else (self.start.value, self.end.value)
        return (
            (not self.type.value or one.event_type == self.type.value)
            and (not name or name in one.place.casefold() or name in one.sides.casefold())
            and only.get(self.only.value, True)
            and (not start or (one.end or one.start or "")[:10] >= start)
            and (not end or (one.day is not None and one.day <= end))
            and (self.inside.value != "view" or self._in_view(one))
        )

    def _in_view(self, one: Brief) -> bool:
        if self.view is None or one.lat is None or one.lon is None:
            return False
        south, west, north, east = self.view
        return south <= one.lat <= north and (west <= one.lon <= east or west <= one.lon + 360 <= east)

    def refresh(self, fit: bool = False, zoomed: bool = False) -> None:
        """Filter, and draw everything anew; the timeline keeps its hand on the slider where that was ``zoomed``."""
        found = [one for one in self.all if self.passes(one)] if self.filtered() else self.all
        self.spots = spots(list(itertools.islice((one for one in found if one.lat is not None), MOST)))
        self.map.show(self.spots, fit=fit)
        nowhere = sum(one.lat is None for one in found)
        dead = sum(one.toll for one in found)
        more = f" The {MOST:,} deadliest are drawn." if len(found) - nowhere > MOST else ""
        self.count.set(f"{len(found):,} events, {dead:,} dead by the best figures; {nowhere:,} without a place.{more}")
        if not zoomed:
            ever = [one for one in self.all if self.passes(one, at_any_time=True)] if self.filtered() else self.all
            axis = [week.day for week in self.weeks]
            found_weeks = self.weeks if len(ever) == len(self.all) else figures.weeks(ever, axis)
            self.line.options.clear()
            self.line.options.update(figures.timeline(found_weeks, self.start.value, self.end.value))
            self.line.update()
        for name, chart in self.charts.items():
            chart.options.clear()
            chart.options.update(figures.chart(name, found))
            chart.update()

    def pick(self, at: Any) -> None:
        """A spot was chosen: go to its event."""
        if isinstance(at, int) and 0 <= at < len(self.spots):
            ui.navigate.to(f"/event/{self.spots[at]['id']}")


def register(work: Work) -> None:
    """The page ``/map``."""

    @ui.page("/map", response_timeout=30)
    async def atlas(request: Request) -> None:
        person = person_of(request)
        if claims := await apart(work.too_large):
            with page(work, person, "Map", "/map") as keys:
                many = vast.Claims(work, person, claims, keys)
            many.begin()
            return
        events = await apart(work.events_for, person)
        with page(work, person, "Map", "/map") as keys:
            if not events and work.stale:
                being_made(work)
                return
            if not events:
                with box("empty"):
                    text("No events yet. Add reports first.")
                return
            _Atlas(work, events, keys)
