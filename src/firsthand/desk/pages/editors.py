"""Dialogs that set a field: kind and stance, toll, actors, the chain of sources, a comment, merging."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, get_args

from nicegui import ui

from firsthand.desk import fields
from firsthand.desk.pages.parts import Choice, Entry, Text, box, button, say, text
from firsthand.exports import words
from firsthand.ledger import Reviewed
from firsthand.records import Claim, Kind, Outcome, Role, SourceKind, Unit

Save = Callable[[str, Any], Any]  # the field and its new value

# Enter saves, except where it does something of its own.
_ENTER = "(event) => { if (event.key === 'Enter' && !event.target.closest('button, textarea')) emit(); }"


def _options(kind: Any, empty: str | None = None) -> dict[str, str]:
    held = {name: name.replace("_", " ") for name in get_args(kind)}
    return held if empty is None else {"": empty, **held}


@contextmanager
def dialog(title: str, save: Callable[[], Any], narrow: bool = False, save_label: str = "Save") -> Iterator[ui.dialog]:
    """A dialog with its title, what is built inside, and Save and Cancel."""
    with (
        ui.dialog().props(f'transition-duration=0 aria-label="{title}"').classes("aside") as shown,
        ui.card().classes("dialog narrow" if narrow else "dialog") as card,
    ):
        text(title, tag="h2")

        def finish() -> None:
            if save() is not False:
                shown.close()

        yield shown
        with box("row-flat"):
            button(save_label, finish, "main", "Enter")
            button("Cancel", shown.close, "", "Esc")
        card.on("keydown", lambda: finish(), js_handler=_ENTER)
    shown.on("hide", shown.delete)
    shown.open()


def edit_kind(claim: Claim, save: Save) -> None:
    """What happened, at which stage, and how the last source says it."""
    from firsthand.codebook import load

    types = load(None).types

    def done() -> None:
        for name, choice in chosen.items():
            if choice.value != getattr(claim, name):
                save(name, choice.value)

    with dialog("What happened", done, narrow=True):
        known = {name: words.kind(name) for name in sorted(types)}
        known.setdefault(claim.event_type, words.kind(claim.event_type))
        kind = Choice("Type", known, claim.event_type, lambda: about.set(_definition(types, kind.value)))
        kind.props("data-autofocus")
        about = Text("span", _definition(types, claim.event_type))
        about.classes("small soft")
        chosen = {
            "event_type": kind,
            "stage": Choice("Stage", {x: x for x in fields.STAGES}, claim.stage),
            "stance": Choice("Stance of the last source", {x: x for x in fields.STANCES}, claim.stance),
        }


def _definition(types: Any, name: str) -> str:
    return str(types[name].definition) if name in types else ""


class _Table:
    """Rows of inputs, added to and taken from."""

    def __init__(self, rows: Sequence[dict[str, Any]], draw: Callable[[dict[str, Any], bool], None]) -> None:
        self.rows = copy.deepcopy(list(rows))
        self._draw = draw
        self.body = box()
        self.show()

    def show(self) -> None:
        """Draw all rows anew."""
        self.body.clear()
        with self.body:
            for number, row in enumerate(self.rows):
                with box("row-flat line").props(f'role="group" aria-label="Row {number + 1}"'):
                    self._draw(row, number == 0)
                    button("Remove", self._remover(row), "bare small no", name=f"Remove row {number + 1}")

    def _remover(self, row: dict[str, Any]) -> Callable[[], None]:
        def remove() -> None:
            self.rows = [one for one in self.rows if one is not row]
            self.show()

        return remove

    def add(self, row: dict[str, Any]) -> None:
        """One more row."""
        self.rows.append(row)
        self.show()


def _bound(row: dict[str, Any], name: str, label: str, first: bool = False) -> None:
    def changed() -> None:
        raw = entry.value.strip()
        row[name] = int(raw) if raw.isdigit() else None

    more: dict[str, Any] = {"min": 0, "style": "width:6.2em"}
    value = "" if row.get(name) is None else str(row[name])
    entry = Entry(label, value, kind="number", on_input=changed, first=first, **more)


def _word(row: dict[str, Any], name: str, label: str, width: str = "11em", first: bool = False) -> None:
    entry = Entry(
        label,
        row.get(name) or "",
        on_input=lambda: row.update({name: entry.value.strip() or None}),
        style=f"width:{width}",
        first=first,
    )


def _one_of(row: dict[str, Any], name: str, label: str, options: dict[str, str]) -> None:
    choice = Choice(label, options, row.get(name) or "", lambda: row.update({name: choice.value or None}))


def edit_harm(claim: Claim, save: Save) -> None:
    """The tolls: outcome, of whom, lowest and highest; an empty bound is open."""

    def draw(row: dict[str, Any], first: bool) -> None:
        _bound(row, "low", "At least", first)
        _bound(row, "high", "At most")
        _one_of(row, "outcome", "What", _options(Outcome))
        _one_of(row, "unit", "Of", _options(Unit))
        _word(row, "who", "Who", "9em")
        _one_of(row, "party", "Side", _options(Role, "unknown"))

    def done() -> bool:
        for row in table.rows:
            if row["low"] is not None and row["high"] is not None and row["low"] > row["high"]:
                say("A lowest figure is above its highest.", bad=True)
                return False
        if table.rows != claim.as_dict()["harm"]:
            save("harm", table.rows)
        return True

    with dialog("Toll", done, narrow=True):
        fresh = {"outcome": "killed", "unit": "person", "who": None, "party": "target", "low": None, "high": None}
        table = _Table(claim.as_dict()["harm"] or [dict(fresh)], draw)
        button("Add a toll", lambda: table.add(dict(fresh)), "small")
        text("“At least nine”: 9 and empty. “More than 50”: 51 and empty. “Up to 20”: empty and 20.", "small soft")


def edit_actors(claim: Claim, save: Save) -> None:
    """Who took part, in which role."""

    def draw(row: dict[str, Any], first: bool) -> None:
        _word(row, "name", "Name", "14em", first)
        _one_of(row, "role", "Role", _options(Role))
        _one_of(row, "kind", "Kind", _options(Kind))
        _word(row, "country", "Country", "5em")

    def done() -> bool:
        rows = [row for row in table.rows if row.get("name") or row.get("text")]
        for row in rows:
            row["country"] = (row.get("country") or "").upper() or None
        if rows != claim.as_dict()["actors"]:
            save("actors", rows)
        return True

    with dialog("Who", done, narrow=True):
        fresh = {"name": None, "role": "initiator", "kind": "other", "country": None}
        table = _Table(claim.as_dict()["actors"] or [dict(fresh)], draw)
        button("Add an actor", lambda: table.add(dict(fresh)), "small")


def edit_means(claim: Claim, save: Save) -> None:
    """By what means."""

    def draw(row: dict[str, Any], first: bool) -> None:
        _word(row, "kind", "Kind (drone, artillery, explosive …)", "14em", first)
        text(f"“{row['text']}”" if row.get("text") else "", "soft")

    def done() -> None:
        rows = [row for row in table.rows if row.get("kind") or row.get("text")]
        if rows != claim.as_dict()["means"]:
            save("means", rows)

    with dialog("Means", done, narrow=True):
        table = _Table(claim.as_dict()["means"] or [{"kind": None}], draw)
        button("Add means", lambda: table.add({"kind": None}), "small")


def edit_chain(claim: Claim, save: Save) -> None:
    """Who says so, from the publisher to the origin, who is last."""

    def draw(row: dict[str, Any], first: bool) -> None:
        _word(row, "source", "Source", "13em", first)
        _one_of(row, "kind", "Kind", _options(SourceKind, "unknown"))
        button("Earlier", lambda: move(row), "bare small", name="Move towards the publisher")

    def move(row: dict[str, Any]) -> None:
        at = next(i for i, one in enumerate(table.rows) if one is row)
        if at:
            table.rows[at - 1], table.rows[at] = table.rows[at], table.rows[at - 1]
            table.show()

    def done() -> None:
        rows = [row for row in table.rows if row.get("source")]
        if rows != claim.as_dict()["attribution"]:
            save("attribution", rows)

    with dialog("Who says so", done, narrow=True):
        text("From the report's own publisher to the origin, who is last.", "small soft")
        table = _Table(claim.as_dict()["attribution"], draw)
        button("Add a source", lambda: table.add({"source": "", "kind": None}), "small")


def comment(save: Callable[[str], Any]) -> None:
    """A word on a claim."""

    def done() -> None:
        if entry.value.strip():
            save(entry.value.strip())

    with dialog("Comment", done, narrow=True):
        entry = Entry("Your comment", tag="textarea", rows=4, maxlength=2000, first=True)


def merge(claims: Sequence[Reviewed], at: int, save: Callable[[str], Any]) -> None:
    """Which claim this one says again."""
    others = {
        one.claim.claim_id: f"{number + 1}: {words.kind(one.claim.event_type)} “{(one.claim.trigger.text or '')[:40]}”"
        for number, one in enumerate(claims)
        if number != at and one.status != "rejected"
    }
    if not others:
        say("There is no other claim in this report.")
        return
    with dialog("This claim is the same as", lambda: save(choice.value), narrow=True, save_label="Merge"):
        choice = Choice("The claim that stays", others, next(iter(others)))
        choice.props("data-autofocus")


def kind_of_new(save: Callable[[str], Any]) -> None:
    """Which type of event a missed claim is about."""
    from firsthand.codebook import load

    known = {name: words.kind(name) for name in sorted(load(None).types)}
    with dialog("Add a missed claim", lambda: save(choice.value), narrow=True, save_label="Add"):
        choice = Choice("Type", known, "attack")
        choice.props("data-autofocus")
