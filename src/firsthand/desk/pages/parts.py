"""Elements of our own: the report's text, lists, the map; and the small pieces that every page uses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import nicegui.elements.leaflet  # noqa: F401 - puts Leaflet into the page's import map
from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

STATIC = Path(__file__).parents[1] / "static"
Handler = Callable[..., Any]
P = ParamSpec("P")
T = TypeVar("T")


async def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do something slow in a thread, so that other pages are answered meanwhile."""
    return await asyncio.to_thread(work, *args, **kwargs)


def counted(number: int, what: str) -> str:
    """A number and what it counts.

    >>> counted(1, "claim"), counted(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


class ReportText(Element, component=STATIC / "report.js"):
    """A report's text with its marks (``marks.pieces``); tells of words selected and of marks clicked."""

    def __init__(self, pieces: Sequence[dict[str, Any]], current: int, words: Handler, go: Handler) -> None:
        super().__init__()
        self._props["label"] = "The report; arrow keys choose words, with shift more of them"
        self.show(pieces, current)
        self.on("words", lambda event: words(event.args))
        self.on("go", lambda event: go(event.args))

    def show(self, pieces: Sequence[dict[str, Any]], current: int) -> None:
        """Show other pieces, or another claim's marks."""
        # as one string: NiceGUI watches every value of a list for changes, which took 2 s for 10,000 pieces
        self._props["pieces"] = json.dumps(list(pieces), ensure_ascii=False)
        self._props["current"] = current
        self.update()

    def turn(self, current: int) -> None:
        """Bring another claim's marks forward."""
        self._props["current"] = current
        self.update()


class Rows(Element, component=STATIC / "queue.js"):
    """A list of links to claims or events, one of them the current one."""

    def __init__(self, label: str, none: str, pick: Handler | None = None) -> None:
        super().__init__()
        self._props.update({"label": label, "none": none, "rows": [], "current": 0})
        if pick is not None:
            self.on("pick", lambda event: pick(event.args))

    def show(self, rows: Sequence[dict[str, Any]], current: int) -> None:
        """Show these rows."""
        self._props["rows"] = list(rows)
        self._props["current"] = current
        self.update()

    def turn(self, current: int) -> None:
        """Make another row the current one."""
        self._props["current"] = current
        self.update()


class WorldMap(Element, component=STATIC / "map.js"):
    """Country outlines and spots: dicts of ``lat``, ``lon``, ``name``, ``tint`` and ``size`` (pixels) or ``km``.

    ``waiting``: nothing is drawn before the first spots are shown; ``drawn`` is called when that is done.
    """

    def __init__(
        self,
        label: str,
        spots: Sequence[dict[str, Any]],
        tiles: str | None = None,
        pick: Handler | None = None,
        view: Handler | None = None,
        place: Handler | None = None,
        credit: str = "",
        waiting: bool = False,
        drawn: Handler | None = None,
    ) -> None:
        super().__init__()
        self._props.update({"label": label, "spots": json.dumps(list(spots)), "chosen": -1, "tiles": tiles, "fit": 0})
        self._props.update({"credit": credit, "waiting": waiting})
        self.classes("world")
        for name, handler in (("pick", pick), ("view", view), ("place", place), ("drawn", drawn)):
            if handler is not None:
                self.on(name, _with_args(handler))

    def show(self, spots: Sequence[dict[str, Any]], chosen: int = -1, fit: bool = False) -> None:
        """Show these spots; ``fit`` also moves the map to them."""
        self._props.update({"spots": json.dumps(list(spots)), "chosen": chosen, "waiting": False})
        if fit:
            self._props["fit"] += 1
        self.update()

    def choose(self, chosen: int) -> None:
        """Bring one spot forward."""
        self._props["chosen"] = chosen
        self.update()


class Drop(Element, component=STATIC / "drop.js"):
    """Where files are dropped or chosen; each is sent to the page's own address and given to ``uploaded``."""

    def __init__(self, limit_bytes: int, uploaded: Handler) -> None:
        super().__init__()
        taker = ui.upload(on_upload=uploaded).style("display:none")  # it has the address, and its own look is no use
        self._props.update({"url": taker._props["url"], "limit": limit_bytes})
        self.on("refused", lambda event: say(str(event.args)[:300], bad=True))


class Calendar(Element, component=STATIC / "calendar.js"):
    """Two months with an interval and the day of publication; tells of the days clicked. Days are ISO 8601 or empty."""

    def __init__(self, start: str, end: str, published: str, pick: Handler) -> None:
        super().__init__()
        self._props.update({"start": start, "end": end, "published": published})
        self.on("pick", _with_args(pick))

    def show(self, start: str, end: str) -> None:
        """Show another interval."""
        if (start, end) != (self._props["start"], self._props["end"]):
            self._props.update({"start": start, "end": end})
            self.update()


def _with_args(handler: Handler) -> Callable[[GenericEventArguments], Any]:
    return lambda event: handler(event.args)


def box(classes: str = "", tag: str = "div") -> Element:
    """An element of HTML with classes of the desk's style sheet."""
    return ui.element(tag).classes(classes) if classes else ui.element(tag)


def text(content: object, classes: str = "", tag: str = "span") -> Element:
    """Text, never HTML. A stranger's words run in their own direction."""
    element = Text(tag, str(content))
    return element.classes(classes) if classes else element


class Text(Element):
    """An element that holds nothing but text."""

    def __init__(self, tag: str, content: str) -> None:
        super().__init__(tag)
        self._text = content
        self._props["dir"] = "auto"

    def set(self, content: str) -> None:
        """Other text."""
        if content != self._text:
            self._text = content
            self.update()


def button(label: str, on_click: Handler, classes: str = "", key: str = "", name: str = "") -> Element:
    """A plain button; ``key`` is shown on it, ``name`` is what a screen reader says if not the label."""
    element = ui.element("button").classes(f"b {classes}".strip())
    element._props["type"] = "button"
    if name:
        element._props["aria-label"] = name
        element._props["title"] = name
    with element:
        text(label)
        if key:
            text(key, tag="kbd").props("aria-hidden=true")
    element.on("click", lambda: on_click())
    return element


def _kept(element: Element) -> str:
    """A handler for the browser: it also keeps the value in NiceGUI's own record of the element. Without that the next
    change of anything on the page would put the old value back; sent back from here, it would come too late for a fast
    typist."""
    held = f"mounted_app.elements[{element.id}]"
    return f"(event) => {{ if ({held}) {held}.props.value = event.target.value; emit(event.target.value); }}"


class Choice(Element):
    """A plain ``select``: quick with the keyboard, known to every screen reader."""

    def __init__(self, label: str, options: dict[str, str], value: str, on_change: Handler | None = None) -> None:
        with box("l", "label"):
            text(label)
            super().__init__("select")
        self.value = value
        self.classes("s")
        self._change = on_change
        with self:
            for key, shown in options.items():
                option = Text("option", shown)
                option._props["value"] = key
        self._props["value"] = value
        self.on("change", self._changed, js_handler=_kept(self))

    def _changed(self, event: GenericEventArguments) -> Any:
        self.value = str(event.args)
        with self._props.suspend_updates():
            self._props["value"] = self.value
        return self._change() if self._change is not None else None

    def set(self, value: str) -> None:
        """Choose an option."""
        self.value = value
        self._props["value"] = value
        self.update()


class Entry(Element):
    """A plain ``input`` with its label."""

    def __init__(
        self,
        label: str,
        value: str = "",
        on_change: Handler | None = None,
        kind: str = "text",
        tag: str = "input",
        on_input: Handler | None = None,
        first: bool = False,
        **props: Any,
    ) -> None:
        with box("l", "label"):
            text(label)
            super().__init__(tag)
        self.value = value
        self._input = on_input  # one listener an event: NiceGUI keeps only the last
        self.classes("s")
        self._props.update({"value": value, "dir": "auto", **props})
        if tag == "input":
            self._props["type"] = kind
        if first:
            self._props["data-autofocus"] = True  # Quasar gives it the focus when its dialog opens
        self.on("input", self._typed, js_handler=_kept(self))
        if on_change is not None:
            self.on("change", lambda: on_change())

    def _typed(self, event: GenericEventArguments) -> None:
        self.value = str(event.args)
        with self._props.suspend_updates():
            self._props["value"] = self.value
        if self._input is not None:
            self._input()

    def set(self, value: str) -> None:
        """Put a value in."""
        self.value = value
        self._props["value"] = value
        self.update()


def say(message: str, bad: bool = False) -> None:
    """A short word to the user, also to a screen reader."""
    ui.notify(message, type="negative" if bad else "info", position="bottom-left", timeout=4000 if bad else 1800)
