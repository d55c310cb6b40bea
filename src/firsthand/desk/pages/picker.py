"""The place of a claim, chosen from its candidates on a map, or set by a click on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from nicegui.events import GenericEventArguments

from firsthand.desk import fields, marks
from firsthand.desk.briefs import RADIUS_KM
from firsthand.desk.pages.editors import dialog
from firsthand.desk.pages.parts import Choice, Entry, WorldMap, apart, box, button, say, text
from firsthand.desk.work import Work
from firsthand.records import Claim, PlacePrecision

_ARROWS = (
    "(event) => { const number = Number(event.key); if (event.target.closest('input, select')) return;"
    " if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); emit(event.key); }"
    " else if (number >= 1 && number <= 9) emit(event.key); }"
)


class _Picker:
    """The candidates beside the map; one of them is chosen, or a point of one's own."""

    def __init__(self, work: Work, claim: Claim, value: dict[str, Any] | None, save: Callable[[str, Any], Any]) -> None:
        self.claim, self.value = claim, value
        self.found: list[dict[str, Any]] = []
        self.at = -1

        def done() -> bool:
            if not 0 <= self.at < len(self.found):
                say("No place is chosen.", bad=True)
                return False
            chosen = {**self.found[self.at], "precision": self.precision.value}
            chosen["radius_km"] = float(self.radius.value) if self.radius.value else None
            save("where", fields.chosen_place(value, chosen))
            return True

        with dialog("Where", done) as self.shown:
            if value and value.get("text"):
                told = marks.plain(claim.quote.text or value["text"])
                text(told if len(told) < 300 else f"“{marks.plain(value['text'])}”", tag="blockquote", classes="q")
            with box("choosing"):
                with box():
                    self.name = Entry(
                        "Look up a name",
                        (value or {}).get("text") or (value or {}).get("name") or "",
                        self.look,
                        first=not value,
                    )
                    self.list = box("pick", "div").props(
                        'role="listbox" aria-label="Candidates" tabindex="0"' + (" data-autofocus" if value else "")
                    )
                    with box("row-flat"):
                        self.precision = Choice("Precision", {x: x for x in get_args(PlacePrecision)}, "town")
                        self.radius = Entry("Within km", "", kind="number", min=0, step="any", style="width:6em")
                        button("No place", self._nowhere(save), "small low", name="The claim says no place")
                self.map = WorldMap("Candidates", [], work.tiles, self.choose, None, self.point, work.credit)
            text("1–9 or arrows choose, Enter saves; a click on the map sets a point of your own.", "small soft")
            self.list.on("keydown", self._key, js_handler=_ARROWS)

    def _nowhere(self, save: Callable[[str, Any], Any]) -> Callable[[], None]:
        def nowhere() -> None:
            save("where", None)
            self.shown.close()

        return nowhere

    def _key(self, event: GenericEventArguments) -> None:
        key = str(event.args)
        step = {"ArrowDown": self.at + 1, "ArrowUp": self.at - 1}.get(key)
        self.choose(int(key) - 1 if step is None else max(0, min(len(self.found) - 1, step)))

    async def look(self) -> None:
        """Look the name up."""
        name = self.name.value.strip()
        self.found = await apart(fields.candidates, self.claim, name) if name else []
        same = (self.value or {}).get("geonameid")
        self.at = next((i for i, one in enumerate(self.found) if same and one["geonameid"] == same), 0)
        self.at = self.at if self.found else -1
        self._draw(fit=True)
        self._follow()

    def choose(self, at: Any) -> None:
        """Choose a candidate."""
        if isinstance(at, int) and 0 <= at < len(self.found):
            self.at = at
            self._draw()
            self._follow()

    def point(self, where: Any) -> None:
        """A point of one's own: it keeps the name, and stands on no gazetteer."""
        lat, lon = float(where[0]), float(where[1])
        name = self.name.value.strip() or (self.value or {}).get("name") or f"{lat:.3f}, {lon:.3f}"
        country = (self.value or {}).get("country")
        own = {
            "name": name,
            "geonameid": None,
            "lat": round(lat, 4),
            "lon": round(lon, 4),
            "country": country,
            "admin1": None,
            "precision": "near",
            "population": None,
            "own": True,
        }
        self.found = [one for one in self.found if not one.get("own")] + [own]
        self.at = len(self.found) - 1
        self._draw()
        self._follow()

    def _follow(self) -> None:
        if self.at >= 0:
            precision = self.found[self.at]["precision"] or "town"
            self.precision.set(precision)
            self.radius.set(f"{RADIUS_KM['near']:g}" if precision == "near" else "")

    def _draw(self, fit: bool = False) -> None:
        self.list.clear()
        with self.list:
            if not self.found:
                text("No place of this name. Try another spelling, or click on the map.", "soft small")
            for number, one in enumerate(self.found):
                chosen = number == self.at
                option = box("now" if chosen else "", "button").props(
                    f'type="button" role="option" tabindex="-1" aria-selected="{str(chosen).lower()}"'
                )
                option.on("click", self._chooser(number))
                with option:
                    text(f"{number + 1}  ", "soft small")
                    text(one["name"])
                    text(f" {one['country'] or ''}", "soft")
                    about = [one["admin1"], one["precision"]]
                    about += [f"{one['population']:,} people" if one["population"] else None]
                    text(" · ".join(str(x) for x in about if x), "soft small", "div")
        spots = [
            {"lat": one["lat"], "lon": one["lon"], "name": one["name"], "tint": "green", "size": 8}
            for one in self.found
        ]
        self.map.show(spots, self.at, fit)

    def _chooser(self, number: int) -> Callable[[], None]:
        return lambda: self.choose(number)


async def edit_where(work: Work, claim: Claim, value: dict[str, Any] | None, save: Callable[[str, Any], Any]) -> None:
    """Choose where; ``value`` is the place to begin with (that of the claim, or of words just selected)."""
    await _Picker(work, claim, value, save).look()
