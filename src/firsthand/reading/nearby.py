"""Who did it or to whom, where the deed's own words do not say but the clause beside them does."""

from __future__ import annotations

import functools
from importlib import resources

from firsthand.reading.predicates import (
    Frame,
    fillers,
    frame_at,
    is_passive,
    preposition,
    propels,
    surface_subject,
    vocabulary,
)
from firsthand.reading.scene import Scene
from firsthand.yamlfile import parse

_MOVING = frozenset({"vehicle", "vessel", "force", "person", "crowd"})
_WHEN = frozenset({"as", "when", "while"})
_NOUNS = frozenset({"NOUN", "PROPN"})


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = parse((resources.files("firsthand.reading") / "nearby.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


def passing(scene: Scene, frame: Frame) -> tuple[int, ...]:
    """Who came by when it went off: "a bomb exploded as an army convoy was passing".

    >>> # of the frame of "exploded": (convoy,)
    """
    a = scene.a
    if frame.form != "verb" or a.lemma[frame.head] not in _words()["going_off"]:
        return ()
    for clause in frame.get("clause"):
        opened = any(a.lower[c] in _WHEN and a.dep[c] in ("mark", "advmod") for c in a.children[clause])
        if opened and a.lemma[clause] in _words()["coming_by"] and not is_passive(a, clause):
            subject = tuple(t for t in surface_subject(a, clause) if scene.classes(t) & _MOVING)
            if subject:
                return subject
        patrol = [c for c in a.children[clause] if a.dep[c] == "nsubj" and scene.classes(c) & {"force", "vehicle"}]
        if opened and patrol and any(a.dep[c] == "cop" for c in a.children[clause]):
            return fillers(a, patrol[0])  # "while a police patrol was on a search mission"
    return ()


def impacted(scene: Scene, frame: Frame) -> tuple[int, ...]:
    """What was hit in the end: "launched a missile into the gulf, striking a tanker"."""
    a = scene.a
    if frame.form != "verb" or not propels(a, frame.head) or any(frame.get(slot) for slot in ("at", "on", "against")):
        return ()
    for c in frame.get("clause"):
        if a.tag[c] == "VBG" and c > frame.head and (a.lemma[c] in vocabulary().affecting or a.lemma[c] == "impact"):
            return tuple(t for g in a.children[c] if a.dep[g] == "obj" for t in fillers(a, g))
    return ()


def where_it_was(scene: Scene, frame: Frame) -> tuple[int, ...]:
    """The building that a clause with "where" tells of: "broke into the ministry, where they set off a bomb"."""
    a, verb = scene.a, frame.light if frame.light is not None else frame.head
    where = next((c for c in a.children[verb] if a.lower[c] == "where"), 0)
    if where < 1 or a.dep[verb] not in ("acl:relcl", "advcl"):
        return ()
    t = a.head[verb] if a.dep[verb] == "acl:relcl" else where - 1 - (a.text[where - 1] == ",")
    while True:
        if a.pos[t] in _NOUNS and _built(scene, t):
            return (t,)
        if a.dep[t] not in ("nmod", "appos") or a.head[t] >= t:
            return ()
        t = a.head[t]


def _built(scene: Scene, t: int) -> bool:
    before = f"{scene.a.lower[t - 1]} {scene.a.lemma[t]}" if t else ""
    return "building" in scene.classes(t) or "building" in scene.lexicon.classes(before)


def by_whom(scene: Scene, harmed: tuple[int, ...]) -> tuple[int, ...]:
    """Who did it, told of the one to whom it was done: "the murder of the judge, who was shot by two men".

    Args:
        scene: the report.
        harmed: heads of the phrases of those to whom it was done.
    """
    a = scene.a
    for t in harmed:
        for c in a.children[t]:
            if a.dep[c] != "acl:relcl" or a.lemma[c] not in _words()["done_to"]:
                continue
            relative = next((g for g in a.children[c] if a.lower[g] in ("who", "whom")), None)
            if relative is None:
                continue
            if is_passive(a, c):
                return frame_at(a, c).get("agent")
            if a.dep[relative] == "obj":
                return tuple(x for x in surface_subject(a, c) if x != t)
    return ()


def named_for(scene: Scene, frame: Frame, words: tuple[int, ...]) -> tuple[int, ...]:
    """People whom the words for the deed name: "the hostages were seized", "took six hostages"."""
    a, verb = scene.a, frame.head
    named = tuple(
        t for t in frame.get("patient")
        if t in words and a.pos[t] in _NOUNS and "person" in scene.classes(t) and preposition(a, t) == ""
    )  # fmt: skip
    gap = a.dep[verb] == "acl:relcl" and any(a.dep[c] == "nsubj" and a.head[verb] < c < verb for c in a.children[verb])
    return (a.head[verb],) if named and gap else named  # "a store owner they took hostage"
