"""Sites without a name of their own: "on the campus", "outside a mosque", "at the airport"."""

from __future__ import annotations

from firsthand.reading.predicates import Frame
from firsthand.reading.scene import Scene

_SLOTS = ("in", "at", "on", "near", "outside", "inside", "around")
SITES = frozenset({"place_noun", "building"})


def site_of(scene: Scene, frame: Frame) -> tuple[int, int] | None:
    """Characters of the phrase that says at what site the event was, without its determiner; None where there is
    none."""
    a = scene.a
    for slot in _SLOTS:
        for t in frame.get(slot):
            if scene.classes(t) & SITES or (scene.entity[t] == "LOC" and t not in scene.place_at):
                first = t
                for c in a.children[t]:
                    if c < first and a.dep[c] in ("compound", "amod", "flat"):
                        first = c
                return scene.span(first, t)
    return None
