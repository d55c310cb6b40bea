"""By what means: weapons and vehicles as instruments of an event."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

from firsthand.reading.mentions import MeansMention
from firsthand.reading.predicates import Frame, fillers, preposition, vocabulary
from firsthand.reading.scene import Scene
from firsthand.yamlfile import parse

# "The bombing of the plane": behind "of" these suffer the deed; "the explosion of a bomb" is by means of it.
_SUFFERING = frozenset({"aircraft", "vehicle", "vessel"})


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data: Any = parse((resources.files("firsthand.reading") / "means.yaml").read_text(encoding="utf-8"))
    for name in ("met", "dealing"):
        data |= {f"{name}_{key}": words for key, words in data.pop(name).items()}
    return {name: frozenset(words) for name, words in data.items()}


def find_means(scene: Scene, frame: Frame, words: tuple[int, ...], event_type: str = "") -> list[MeansMention]:
    """The means of one event, in the order of the text; ``words`` are the tokens of its trigger.

    >>> # "attacked the post with mortars and car bombs" -> mortars (artillery), car bombs (explosive)
    """
    a, known = scene.a, _words()
    tokens: list[int] = []
    for slot in (*sorted(known["slots"]), *known["modifiers"]):
        tokens += (t for t in frame.get(slot) if slot != "of" or not scene.classes(t) & _SUFFERING)
    if event_type in known["passed_on"]:
        tokens += (t for slot in ("patient", "of", "with") for t in frame.get(slot))
    carrier = frame.light if frame.light is not None else frame.head
    for verb in {frame.head, carrier}:
        if a.pos[verb] not in ("VERB", "AUX"):
            continue
        if a.lemma[verb] in known["wielding"]:
            wielded = [t for c in a.children[verb] if a.dep[c] in ("obj", "nsubj:pass") for t in fillers(a, c)]
            burned = a.lemma[verb] in known["setting"]  # "set his car on fire", but "set a bomb"
            tokens += [t for t in wielded if not burned or _kind(scene, t) in known["met_kinds"]]
        if a.lemma[verb] in known["subject"]:
            tokens += frame.get("agent")
        if a.lemma[verb] in known["met_verbs"]:
            met = [t for slot in sorted(known["met_slots"]) for t in frame.get(slot)]
            tokens += [t for t in met if _kind(scene, t) in known["met_kinds"]]
            if any(_kind(scene, t) in known["met_kinds"] for t in met):
                tokens = [t for t in tokens if _kind(scene, t) != "vehicle"]  # "drove his tractor onto a mine"
        user = a.head[verb]  # "used guided bombs to attack six targets"
        if a.dep[verb] in ("advcl", "xcomp") and a.lemma[user] in vocabulary().using and a.tag[verb] == "VB":
            tokens += [t for c in a.children[user] if a.dep[c] in ("obj", "nsubj:pass") for t in fillers(a, c)]
        tokens += _using(scene, verb, known)
        if a.lemma[verb] in known["dealing_verbs"]:  # "with" hung on the object
            tokens += _with(scene, verb, known)
            held = [g for t in frame.get("patient") for g in a.children[t] if a.dep[g] == "nmod" and g > t]
            held = [t for g in held if preposition(a, g) == "with" for t in fillers(a, g)]
            tokens += [t for t in held if _kind(scene, t) in known["dealing_kinds"]]
        for obj in (c for c in a.children[verb] if a.dep[c] == "obj" and a.lemma[c] in known["fire"]):
            tokens += [c for c in a.children[obj] if a.dep[c] == "compound"]
        for c in a.children[verb]:
            if a.dep[c] in ("advcl", "acl", "xcomp", "conj") and a.tag[c] == "VBG" and a.lemma[c] in known["wielding"]:
                tokens += [t for g in a.children[c] if a.dep[g] == "obj" for t in fillers(a, g)]
    for clause in (t for t in a.children[frame.head] if a.dep[t] == "advcl" and a.lemma[t] in known["subject"]):
        if any(a.lower[c] in known["clauses"] for c in a.children[clause]):
            thrown = [t for c in a.children[clause] if a.dep[c] == "nsubj" for t in fillers(a, c)]
            tokens += [t for t in thrown if _kind(scene, t) in known["dealing_kinds"]]
    for by in frame.get("agent"):
        for c in a.children[by]:
            if a.dep[c] in ("acl", "amod") and a.lemma[c] in known["armed"]:
                held = [t for g in a.children[c] if a.dep[g] in ("obl", "obj") for t in fillers(a, g)]
                tokens += [t for t in held if _kind(scene, t) in known["dealing_kinds"] | {"weapon"}]
    tokens += [
        g for t in tokens if a.lemma[t] in known["amounts"] for c in a.children[t]
        if a.dep[c] == "nmod" and preposition(a, c) == "of" for g in fillers(a, c)
    ]  # fmt: skip
    if frame.form == "noun":
        for c in a.children[frame.head]:
            if a.dep[c] == "acl" and a.lemma[c] in known["wielding"]:
                tokens += [t for g in a.children[c] if a.dep[g] in ("obj", "obl") for t in fillers(a, g)]
        if scene.lexicon.means_kind(a.lemma[frame.head]):
            tokens.append(frame.head)  # "a car bomb", named as the event
    found: dict[int, MeansMention] = {}
    for t in tokens:
        kind = _kind(scene, t)
        if kind is not None:
            start, end = _phrase(scene, t)
            found.setdefault(start, MeansMention(start, end, kind))
    return [found[start] for start in sorted(found)]


def _with(scene: Scene, verb: int, known: dict[str, frozenset[str]]) -> list[int]:
    """ "Attacked the barracks of a detachment in San Pedro with mortars": on whatever noun the parser hung it."""
    a = scene.a
    for t in range(verb + 1, a.sentence(verb)[1]):
        if (a.pos[t] in ("VERB", "AUX") and a.dep[t] not in ("amod", "compound")) or a.text[t] in (";", ":"):
            break
        if preposition(a, t) == "with" and a.dep[t] in ("obl", "nmod") and _kind(scene, t) in known["dealing_kinds"]:
            return list(fillers(a, t))
    return []


def _using(scene: Scene, verb: int, known: dict[str, frozenset[str]]) -> list[int]:
    """ "Ambushed troops that were travelling to Oma, using a roadside bomb"."""
    a = scene.a
    for t in range(verb + 1, a.sentence(verb)[1]):
        if a.text[t] in (";", ":") or (a.pos[t] == "VERB" and a.dep[t] in ("conj", "ccomp", "parataxis")):
            break
        if a.tag[t] == "VBG" and a.lemma[t] in known["using"] and a.text[t - 1] == ",":
            held = [g for c in a.children[t] if a.dep[c] == "obj" for g in fillers(a, c)]
            return [g for g in held if _kind(scene, g) in known["dealing_kinds"]]
    return []


def _kind(scene: Scene, t: int) -> str | None:
    a = scene.a
    if t and a.lower[t - 1] == "suicide" and "person" in scene.classes(t):
        return None  # a suicide bomber is no aircraft
    if t > 1:
        kind = scene.lexicon.means_kind(f"{a.lower[t - 2]} {a.lower[t - 1]} {a.lemma[t]}")
        if kind:
            return kind
    for c in a.children[t]:
        if c < t and a.dep[c] in ("compound", "amod"):
            kind = scene.lexicon.means_kind(f"{a.lower[c]} {a.lemma[t]}")
            if kind:
                return kind
    return scene.lexicon.means_kind(a.lemma[t]) or scene.lexicon.means_kind(a.lower[t])


def _phrase(scene: Scene, t: int) -> tuple[int, int]:
    """The noun with its modifiers, without number and article."""
    a = scene.a
    first = t
    for c in a.children[t]:
        if (
            c < first
            and a.dep[c] in ("compound", "amod", "flat")
            and t - c < 6
            and a.lemma[c] not in ("several", "many", "few")
        ):
            first = c
    joined = first
    while joined > 1 and a.text[joined - 1] == "-" and a.start[joined] == a.end[joined - 1]:
        joined -= 2
    if joined < first:
        return scene.span(joined, t)  # "rocket-propelled grenades", "60-mm mortars"
    while first < t and (a.pos[first] in ("NUM", "DET", "PUNCT") or a.text[first] in ("-", '"', "'")):
        first += 1
    return scene.span(first, t)
