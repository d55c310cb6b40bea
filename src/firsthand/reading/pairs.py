"""Two parties taken up as two: "the two countries", "both sides", "each other".

What was told side by side is meant: "X and Y", "between X and Y", "X clashed with Y"; of countries the two named last.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.gazetteer.countries import country_of
from firsthand.reading.predicates import fillers, preposition, surface_subject
from firsthand.reading.scene import Scene
from firsthand.yamlfile import parse

_BACK = 4  # sentences; an outlet says "the two sides" of parties named one or two paragraphs before
_NOMINAL = frozenset({"NOUN", "PROPN"})
_DEFINITE = frozenset({"the", "these", "those", "both"})
_PART = frozenset({"compound", "flat", "amod"})


@dataclass(frozen=True)
class _Words:
    countries: frozenset[str]
    people: frozenset[str]
    sides: frozenset[str]
    two: frozenset[str]
    or_countries: frozenset[str]
    bystanders: frozenset[str]
    plain: frozenset[str]
    each_other: dict[str, str]
    against: frozenset[str]
    opposing: frozenset[str]


@functools.lru_cache(maxsize=1)
def _words() -> _Words:
    data: Any = parse((resources.files("firsthand.reading") / "pairs.yaml").read_text(encoding="utf-8"))
    reciprocal: dict[str, str] = data.pop("each_other")
    return _Words(each_other=reciprocal, **{name: frozenset(words) for name, words in data.items()})


class Pairs:
    """Answers, for one report, which two parties a word stands for.

    >>> # "Kenya and Somalia broke off talks. The two countries ...": Pairs(scene).of(countries) -> (Kenya, Somalia)
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._cache: dict[int, tuple[int, ...]] = {}

    def of(self, t: int) -> tuple[int, ...]:
        """The heads of the two that the word at ``t`` stands for; nothing where it stands for no two, or none fit."""
        if t not in self._cache:
            self._cache[t] = ()  # a word inside its own antecedent
            self._cache[t] = self._find(t)
        return self._cache[t]

    def reciprocal(self, t: int) -> bool:
        """Whether ``t`` is a word of "each other", "one another", "each ... the other"."""
        a, pairs = self._scene.a, _words().each_other
        if t + 1 < a.n and pairs.get(a.lower[t]) == a.lower[t + 1]:
            return True
        if t and pairs.get(a.lower[t - 1]) == a.lower[t]:
            return True
        opposite = a.lower[t] == "other" and t > 0 and a.lower[t - 1] == "the"
        if not opposite or (t + 1 < a.n and a.pos[t + 1] in _NOMINAL):
            return False
        return any(a.lower[x] == "each" for x in range(a.sentence(t)[0], t))

    def _find(self, t: int) -> tuple[int, ...]:
        a = self._scene.a
        if self.reciprocal(t):
            subject = tuple(x for x in surface_subject(a, a.head[t]) if not self.reciprocal(x))
            return self.of(subject[0]) or subject if len(subject) == 1 else subject
        kind = self._kind(t)
        if kind is None:
            return ()
        if kind == "countries":
            return self._countries(t)
        for back in range(_BACK + 1):
            found = self._told_together(a.sent[t] - back, t, kind)
            if found:
                return found
        return self._countries(t) if a.lemma[t] in _words().or_countries else ()

    def _kind(self, t: int) -> str | None:
        """What sort of two the phrase of ``t`` says: "the two countries", "both", "the parties"."""
        a, words = self._scene.a, _words()
        if a.lower[t] == "both" and a.pos[t] in ("PRON", "DET", "NUM") and not self._modifies(t):
            return "sides"
        counted = any(a.dep[c] in ("nummod", "det", "det:predet", "cc:preconj") and a.lower[c] in words.two
                      for c in a.children[t])  # fmt: skip
        definite = any(a.lower[c] in _DEFINITE for c in a.children[t])
        if a.lower[t] == "two" and a.pos[t] == "NUM" and definite and not self._modifies(t):
            return "sides"
        if a.lower[t] == "each" and not self._modifies(t) and "other" in a.lower[t : a.sentence(t)[1]]:
            return "sides"  # "with each blaming the other"
        each = a.tag[t] == "NN" and any(a.lower[c] == "each" for c in a.children[t]) and a.lemma[t] in words.sides
        if each:
            return "sides"
        if a.tag[t] != "NNS" or any(a.dep[c] in ("nmod", "acl", "acl:relcl", "appos") for c in a.children[t]):
            return None  # "both sides of the road", "the two countries that signed"
        both = (counted and definite) or any(a.lower[c] == "both" for c in a.children[t])
        if not both and not (definite and a.lemma[t] in words.plain):
            return None
        for kind in ("countries", "people", "sides"):
            if a.lemma[t] in getattr(words, kind):
                return kind
        return None

    def _modifies(self, t: int) -> bool:
        return self._scene.a.dep[t] in ("det", "nummod", "cc:preconj", "det:predet", "advmod")

    def _told_together(self, sent: int, before: int, kind: str) -> tuple[int, ...]:
        """The last two parties of a sentence that are coordinated, or that one verb sets against each other."""
        a = self._scene.a
        if sent < 0:
            return ()
        first, last = a.sentences[sent]
        for t in range(min(last, before) - 1, first - 1, -1):
            if a.pos[t] in _NOMINAL and a.dep[t] not in _PART and a.dep[t] != "conj":
                both = fillers(a, t)
                if kind == "people" and len(both) == 1 and self._two_of_them(t):
                    return both
                if len(both) == 2 and both[1] < before and all(self._one(x, kind) for x in both):
                    return both
            if a.pos[t] == "VERB" and a.tag[t] != "VBG":  # "denied shelling the town": one of two at most
                both = self._opposed(t, kind)
                if both and max(both) < before:
                    return both
        return ()

    def _two_of_them(self, t: int) -> bool:
        """ "The presidents of Kenya and Somalia": one phrase for the two."""
        a = self._scene.a
        of = [c for c in a.children[t] if a.dep[c] == "nmod" and preposition(a, c) == "of"]
        return a.tag[t] == "NNS" and self._one(t, "people") and any(len(fillers(a, c)) == 2 for c in of)

    def _opposed(self, verb: int, kind: str) -> tuple[int, ...]:
        """ "X clashed with Y", "X fought Y": subject and object, or who stands behind "with" or "against"."""
        a = self._scene.a
        subject = surface_subject(a, verb)
        others = [
            c for c in a.children[verb]
            if (a.dep[c] == "obj" and a.lemma[verb] in _words().opposing)
            or (a.dep[c] == "obl" and preposition(a, c) in _words().against)
            if self._one(c, kind)
        ]  # fmt: skip
        if len(subject) != 1 or len(others) != 1 or not self._one(subject[0], kind) or others[0] < subject[0]:
            return ()
        return (subject[0], others[0])

    def _one(self, t: int, kind: str) -> bool:
        """Whether ``t`` heads one such party: no pronoun, no place where something was."""
        scene, a = self._scene, self._scene.a
        if a.pos[t] not in _NOMINAL or t in scene.time_at or self._kind(t) is not None:
            return False
        person = scene.entity[t] == "PER" or bool(scene.classes(t) & {"office", "person"} - {"force"})
        if kind == "people":
            return person and a.tag[t] not in ("NNS", "NNPS")
        if scene.entity[t] == "PER" or (a.tag[t] == "NNS" and a.lemma[t] in _words().bystanders):
            return False
        named = a.pos[t] == "PROPN" and a.text[t][:1].isupper()
        k = scene.place_at.get(t)
        town = k is not None and scene.places[k].precision != "country" and country_of(a.text[t]) is None
        return (scene.actor_like(t) or named) and not town

    def _countries(self, before: int) -> tuple[int, ...]:
        """The two countries named last, by their names or by "Kenyan"; the noun of each rather than the adjective."""
        a, scene = self._scene.a, self._scene
        found: dict[str, int] = {}
        least = a.sentences[max(0, a.sent[before] - _BACK)][0]
        for t in range(before - 1, least - 1, -1):
            if a.pos[t] not in ("PROPN", "ADJ", "NOUN") or not a.text[t][:1].isupper():
                continue
            country = country_of(a.text[t]) or self._by_place(t)
            if country is None or (t in scene.time_at):
                continue
            if country not in found:
                if len(found) == 2:
                    break
                found[country] = t
            elif a.pos[found[country]] == "ADJ" and a.pos[t] == "PROPN":
                found[country] = t
        return tuple(sorted(found.values())) if len(found) == 2 else ()

    def _by_place(self, t: int) -> str | None:
        """The country whose name of several words ends here."""
        scene = self._scene
        k = scene.place_at.get(t)
        if k is None or scene.place_at.get(t + 1) == k or scene.places[k].precision != "country":
            return None
        return scene.places[k].country
