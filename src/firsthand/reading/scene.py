"""One parsed report with all that the finders found in it: what the coder works on."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from firsthand.reading.arrays import Arrays
from firsthand.reading.directory import load as directory
from firsthand.reading.lexicon import Lexicon
from firsthand.reading.mentions import HarmMention, PlaceMention, TimeMention
from firsthand.reading.owners import theirs
from firsthand.reading.predicates import Frame, own_slots
from firsthand.reading.quantities import measured

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ACTOR_CLASSES = frozenset({"person", "force", "state_body", "crowd", "org", "media", "medical"})
_PERSONAL = frozenset(
    {"he", "she", "they", "we", "i", "who", "them", "him", "her", "us", "those", "both", "some", "others", "all"}
)
_THINGS = frozenset({"it", "them", "these", "those"})
_TITLE = 3  # words: "General Juan Carlos Ortega"
_REACH = 25  # tokens looked back over for the thing that a pronoun stands for
_NONE: frozenset[str] = frozenset()
_ANYBODY = frozenset({"<any>", "<name>"})  # what a pronoun is not for standing for somebody
_SINGULAR = re.compile(r"(?<=m)en$|ies$|s$")


def _one(ending: re.Match[str]) -> str:
    return {"en": "an", "ies": "y"}.get(ending[0], "")


@functools.lru_cache(maxsize=4096)  # the lists of a codebook, and these without "<any>"
def _named(wanted: frozenset[str]) -> tuple[str, ...]:
    """The classes in angle brackets among the words of a list."""
    return tuple(name[1:-1] for name in wanted if name[0] == "<")


@dataclass
class Scene:
    """A report's tokens, names, times, places and harm, addressable by token."""

    doc: Doc
    a: Arrays
    lexicon: Lexicon
    times: list[TimeMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    harm: list[HarmMention] = field(default_factory=list)
    impersonal: frozenset[int] = frozenset()  # tokens of cues with nobody named: "it was reported"
    stands_for: Callable[[int], int] | None = None  # the head of what a pronoun stands for, itself where nobody knows
    entity: list[str] = field(default_factory=list)
    place_at: dict[int, int] = field(default_factory=dict)
    time_at: dict[int, int] = field(default_factory=dict)
    _classes: dict[int, frozenset[str]] = field(default_factory=dict)
    _forms: dict[int, frozenset[str]] = field(default_factory=dict)
    _words: dict[int, frozenset[str]] = field(default_factory=dict)  # sentence -> the forms of all of it

    def __post_init__(self) -> None:
        self.entity = [""] * self.a.n
        for ent in self.doc.ents:
            for t in range(ent.start, ent.end):
                self.entity[t] = ent.label_
        self.place_at = self._index([(p.start, p.end) for p in self.places])
        self.time_at = self._index([(t.start, t.end) for t in self.times])

    def _index(self, spans: list[tuple[int, int]]) -> dict[int, int]:
        """Token -> index of the span that covers it; both run left to right, so one pass is enough."""
        found: dict[int, int] = {}
        token = 0
        for k, (start, end) in enumerate(spans):
            while token < self.a.n and self.a.end[token] <= start:
                token += 1
            t = token
            while t < self.a.n and self.a.start[t] < end:
                found[t] = k
                t += 1
        return found

    def classes(self, t: int) -> frozenset[str]:
        """The lexicon's classes of a token."""
        found = self._classes.get(t)
        if found is None:
            word = self.a.lower[t]
            found = self.lexicon.classes(self.a.lemma[t]) or self.lexicon.classes(word)
            if not found:
                found = self.lexicon.classes(self.joined(t) or "")
            if not found and (self.a.pos[t] == "PROPN" or (self.a.tag[t] == "NNS" and self.a.lemma[t] == word)):
                # a plural that is tagged as a name keeps its form as lemma, and so do some others: "crewmen"
                found = self.lexicon.classes(_SINGULAR.sub(_one, word))
            self._classes[t] = found
        return found

    def joined(self, t: int) -> str | None:
        """The lemma of a word with a hyphen, which is three tokens: "machine-gun" of "gunned", "su-25" of "Su"."""
        a = self.a
        if t > 1 and a.text[t - 1] == "-" and a.start[t] == a.end[t - 1] and a.start[t - 1] == a.end[t - 2]:
            return f"{a.lower[t - 2]}-{a.lemma[t]}"
        if t + 2 < a.n and a.text[t + 1] == "-" and a.head[t + 2] == t and a.start[t + 1] == a.end[t]:
            return f"{a.lower[t]}-{a.lower[t + 2]}"
        return None

    def actor_like(self, t: int) -> bool:
        """Whether the phrase headed by ``t`` can do something to somebody: a person, a force, a body, a name of one."""
        if t in self.time_at:
            return False
        if self.entity[t] in ("PER", "ORG") or self.titled(t):
            return True
        if self.a.pos[t] == "PRON":
            return self.a.lower[t] in _PERSONAL
        if self.classes(t) & _ACTOR_CLASSES:
            return True
        return self.entity[t] == "LOC" or t in self.place_at or self._is_acronym(t) or self.listed(t) or self._titled(t)

    def _titled(self, t: int) -> bool:
        """ "Minister Shoukry": a name that the recogniser missed, behind a title."""
        a = self.a
        return a.pos[t] == "PROPN" and any(
            c == t - 1 and a.dep[c] in ("nmod:desc", "compound") and "person" in self.classes(c) for c in a.children[t]
        )

    def titled(self, t: int) -> bool:
        """ "Foreign Minister Kadric": a name that a title before it makes a person's, where no recogniser knew it."""
        a = self.a
        if a.pos[t] != "PROPN" or self.entity[t] or self.classes(t) or t in self.place_at:
            return False
        return any(
            t - _TITLE <= c < t and a.dep[c] in ("compound", "nmod:desc", "flat") and "person" in self.classes(c)
            for c in a.children[t]
        )

    def listed(self, t: int) -> bool:
        """A name of the directory that the recogniser missed: "the Houthis"."""
        return self.a.pos[t] == "PROPN" and directory().find(self.a.text[t]) is not None

    def _is_acronym(self, t: int) -> bool:
        """ "The SDF": a name in capitals that the recogniser missed; says nothing where all the text is in capitals."""
        word = self.a.text[t]
        if self.a.pos[t] not in ("PROPN", "NOUN") or not word.isupper() or not 2 < len(word) < 8:
            return False
        return not self.classes(t) and not self.a.string.isupper()

    def is_demonym(self, t: int) -> bool:
        """Whether the word names a people or nationality: "Malian", "Russians"."""
        from firsthand.gazetteer.countries import country_of

        word = self.a.text[t]
        return (word[:1].isupper()) and country_of(word) is not None

    def filled(self, frame: Frame, slot: str, wanted: frozenset[str]) -> bool:
        """Whether a filler of ``slot`` is one of ``wanted``: lemmas, or classes in angle brackets."""
        if slot == "theirs":
            return any(self.is_one_of(t, wanted) for t in theirs(self.a, frame, self.actor_like))
        if slot == "doer":
            does = (t for verb in frame.get("complement") for t in own_slots(self.a, verb).get("agent", ()))
            return any(self.is_one_of(t, wanted) for t in does)
        if slot == "any":
            return any(self.is_one_of(t, wanted) for tokens in frame.slots.values() for t in tokens)
        if slot == "sentence":
            first, last = self.a.sentence(frame.head)
            if not self.said(frame.head).isdisjoint(wanted):
                return True
            # what is left: classes, and things that a pronoun stands for
            named = bool(_named(wanted))
            return any(self.is_one_of(t, wanted) for t in range(first, last) if named or self.a.lower[t] in _THINGS)
        return any(self.is_one_of(t, wanted) or self._counts(t, wanted) for t in frame.get(slot))

    def _counts(self, t: int, wanted: frozenset[str]) -> bool:
        """ "Dozens of houses" are houses, "60 tons of aid" aid."""
        thing = measured(self.a, t)
        if thing == t and self.a.pos[t] == "NUM":
            of = (c for c in self.a.children[t] if self.a.dep[c] == "nmod" and c > t)
            thing = next(of, t)  # "11 of 14 drones"
        return thing != t and self.is_one_of(thing, wanted)

    def is_one_of(self, t: int, wanted: frozenset[str]) -> bool:
        """Whether a token, or the thing that a pronoun stands for, is one of a list of lemmas and classes."""
        if not self.forms(t).isdisjoint(wanted):
            return True
        thing = self.thing(t)
        if thing is not None:
            if self.is_one_of(thing, wanted - {"<any>"}):
                return True
        elif self.stands_for is not None and self.a.pos[t] == "PRON" and self.a.dep[t] != "nmod:poss":
            meant = self.stands_for(t)  # "they retreated": who they are
            if meant != t and self.a.pos[meant] != "PRON" and self.is_one_of(meant, wanted - _ANYBODY):
                return True
        return any(self._is(t, name) for name in _named(wanted))

    def forms(self, t: int) -> frozenset[str]:
        """What a token may be called in a list: its lemma, as it stands, with what a hyphen joins it to; a name that
        is tagged as a plural keeps its form as lemma ("Pirates boarded"), so also its singular."""
        found = self._forms.get(t)
        if found is None:
            word, joined = self.a.lower[t], self.joined(t)
            kept = self.a.pos[t] == "PROPN" or (self.a.tag[t] == "NNS" and self.a.lemma[t] == word)
            one = _SINGULAR.sub(_one, word) if kept else word
            found = self._forms[t] = frozenset({self.a.lemma[t], word, one, joined or word})
        return found

    def said(self, t: int) -> frozenset[str]:
        """The forms of all tokens of the sentence of ``t``."""
        sentence = self.a.sent[t]
        found = self._words.get(sentence)
        if found is None:
            found = frozenset().union(*(self.forms(x) for x in range(*self.a.sentence(t))))
            self._words[sentence] = found
        return found

    def thing(self, t: int) -> int | None:
        """The noun that "it" or "them" stands for where that is a thing: the nearest of this sentence or the last.

        People and forces are left to ``coreference``, which weighs who can act.
        """
        a = self.a
        word = a.lower[t]
        if word not in _THINGS or a.pos[t] != "PRON" or a.dep[t] in ("expl", "nsubj"):
            return None
        plural = ("NNS", "NNPS") if word != "it" else ("NN",)
        for c in range(t - 1, max(-1, t - _REACH), -1):
            if a.sent[t] - a.sent[c] > 1:
                return None
            if a.tag[c] in plural and a.dep[c] not in ("compound", "flat", "obl:tmod", "obl:unmarked"):
                return None if self.actor_like(c) else c
        return None

    def _is(self, t: int, name: str) -> bool:
        if name == "any":
            return True
        if name == "actor":
            return self.actor_like(t)
        if name == "name":
            return bool(self.entity[t])
        if name == "place":
            if t in self.place_at or "place_noun" in self.classes(t) or self.entity[t] == "LOC":
                return True
            return self.entity[t] == "PER" and self._alone(t) and self.is_demonym(t)  # "Jordan", "Chad"
        if name == "number":
            return self.a.pos[t] == "NUM" or any(self.a.dep[c] == "nummod" for c in self.a.children[t])
        if name == "person" and (
            self.entity[t] == "PER" or (self.a.pos[t] == "PRON" and self.a.lower[t] in _PERSONAL) or self.titled(t)
        ):
            return True
        return name in self.classes(t)

    def _alone(self, t: int) -> bool:
        """Whether the name at ``t`` is one word."""
        beside = [x for x in (t - 1, t + 1) if 0 <= x < self.a.n]
        return not any(self.entity[x] == self.entity[t] or self.a.tag[x] == "NNP" for x in beside)

    def sentence_at(self, character: int) -> tuple[int, int]:
        """Characters of the sentence that a character stands in, without the space after it."""
        token = max(0, bisect_right(self.a.start, character) - 1)
        first, last = self.a.sentence(token)
        while last - 1 > first and not self.a.text[last - 1].strip():
            last -= 1
        return self.span(first, last - 1)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters from token ``first`` to token ``last``, both included."""
        return self.a.start[first], self.a.end[last]
