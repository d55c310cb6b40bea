"""What every page has: the bar with its places, the help sheet, light and dark, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from firsthand.desk.accounts import Person
from firsthand.desk.pages.parts import box, button, text
from firsthand.desk.work import Work

PLACES = (
    ("Queue", "/", "1"),
    ("Events", "/events", "2"),
    ("Map", "/map", "3"),
    ("Add", "/add", "4"),
    ("Coders", "/coders", "5"),
)
EVERYWHERE = (("1 … 5", "queue, events, map, add, coders"), ("?", "this sheet"))
LOOKS: tuple[tuple[str, bool | None], ...] = (("Auto", None), ("Light", False), ("Dark", True))
HEAD = (
    '<link rel="stylesheet" href="/desk-static/leaflet.css">'
    '<link rel="stylesheet" href="/desk-static/desk.css"><script defer src="/desk-static/desk.js"></script>'
)


class Keys:
    """The keys of a page: what each does, for the help sheet and for the hand."""

    def __init__(self) -> None:
        self.actions: dict[str, Callable[[], Any]] = {}
        self.sheet: list[tuple[str, str]] = []

    def add(self, keys: str, what: str, action: Callable[[], Any], shown: str = "") -> None:
        """One or more keys, separated by spaces, for one action."""
        for key in keys.split():
            self.actions[key] = action
        self.sheet.append((shown or keys, what))


@contextmanager
def page(work: Work, person: Person, title: str, at: str = "") -> Iterator[Keys]:
    """The bar, then the page's own content, then its keys."""
    ui.page_title(f"{title} · firsthand desk")
    ui.add_head_html(HEAD)
    dark = ui.dark_mode(work.looks.get(person.name))
    keys = Keys()

    def look() -> None:
        names = [name for name, _ in LOOKS]
        now = next(i for i, (_, value) in enumerate(LOOKS) if value is work.looks.get(person.name))
        name, value = LOOKS[(now + 1) % len(LOOKS)]
        work.looks[person.name] = value
        dark.value = value
        switch.default_slot.children[0].set(name)  # type: ignore[attr-defined]
        assert name in names

    with ui.element("a").classes("skip").props('href="#content"'):
        text("To the content")
    with box("top", "header"):
        with ui.element("a").classes("brand").props('href="/"'):
            text("firsthand ")
            text("desk")
        with box("row-flat", "nav").props('aria-label="Places"'):
            for name, path, _ in PLACES:
                link = ui.element("a").classes("tab").props(f'href="{path}"')
                if path == at:
                    link.props('aria-current="page"')
                with link:
                    text(name)
        with box("who"):
            current = next(name for name, value in LOOKS if value is work.looks.get(person.name))
            switch = button(current, look, "bare small", name="Light, dark or as the system says")
            button("Keys", lambda: sheet(keys), "bare small", "?", "Keys")
            text(person.name, "small")
            with ui.element("a").classes("small soft").props('href="/leave"'):
                text("leave")
    with box("page").props('id="content" tabindex="-1"'):  # NiceGUI's own page around it is the main landmark
        yield keys
    for _, path, key in PLACES:
        keys.actions.setdefault(key, _going(path))
    keys.actions.setdefault("?", lambda: sheet(keys))

    async def pressed(event: GenericEventArguments) -> None:
        action = keys.actions.get(str(event.args.get("key")))
        if action is not None:
            result = action()
            if hasattr(result, "__await__"):
                await result

    ui.on("desk_key", pressed)


def being_made(work: Work) -> None:
    """Events are being made for the first time: say so, and come back when they are there."""
    with box("empty").props("aria-live=polite"):
        text("The events are being made of the ledger's claims. This page comes back by itself.")

    def look() -> None:
        if not work.stale:
            ui.navigate.reload()

    ui.timer(1.0, look)


def _going(path: str) -> Callable[[], None]:
    return lambda: ui.navigate.to(path)


def sheet(keys: Keys) -> None:
    """The help sheet."""
    shown = ui.dialog().props('transition-duration=0 aria-label="Keys"')
    with shown as dialog, ui.card().classes("dialog"):
        text("Keys", tag="h2")
        with box("help"):
            for key, what in [*keys.sheet, *EVERYWHERE]:
                with box():
                    text(key, tag="kbd")
                    text(what)
        with box("row-flat"):
            button("Close", dialog.close, "main", "Esc").props("autofocus")
    dialog.on("hide", dialog.delete)
    dialog.open()
