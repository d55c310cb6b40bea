"""Sites without a name of their own: "on the campus", "outside a mosque", "at the airport"."""

from __future__ import annotations

from firsthand.reading.places.vocabulary import words as around
from firsthand.reading.predicates import Frame, propels
from firsthand.reading.scene import Scene

_LAND = frozenset({"town", "district", "region"})
_SLOTS = ("in", "at", "on", "near", "outside", "inside", "around", "over", "off")
_OWNERS = frozenset({"force", "org", "person"})
SITES = frozenset({"place_noun", "building"})


def site_at(scene: Scene, frame: Frame, targets: tuple[int, ...] = ()) -> int | None:
    """The word for the site at which the event was, None where there is none. What stands "on" is none if it is one of
    ``targets``: "an attack on army positions"."""
    a = scene.a
    aimed = frame.form == "noun" or propels(a, frame.head)  # "shells landed on the market" were on the market
    for slot in _SLOTS:
        for t in frame.get(slot):
            if slot == "on" and aimed and t in targets and around().types.get(a.lemma[t]) not in _LAND:
                continue
            named = scene.classes(t) & SITES or (scene.entity[t] == "LOC" and t not in scene.place_at)
            if named and not _vague(scene, t):
                return t
    return None


def site_of(scene: Scene, frame: Frame, targets: tuple[int, ...] = ()) -> tuple[int, int] | None:
    """Characters of the phrase that says at what site the event was, without its determiner; None where there is
    none."""
    a, t = scene.a, site_at(scene, frame, targets)
    if t is None:
        return None
    first = t
    for c in a.children[t]:
        if c < first and a.dep[c] in ("compound", "amod", "flat"):
            first = c
    return scene.span(first, t)


def _vague(scene: Scene, t: int) -> bool:
    """ "In the affected areas", "on army positions": it might be anywhere."""
    a = scene.a
    if a.lemma[t] not in around().vague:
        return False
    return not any(a.dep[c] in ("compound", "flat") and not scene.classes(c) & _OWNERS for c in a.children[t])
