"""The day and the place of a story, carried on from one sentence to the next where the second goes on with the first.

"Gunmen attacked a post on Friday. They then burned two trucks." The second sentence says no time, and yet says when: it
goes on, by a pronoun, by "also" or "then", or by the same people named again. A sentence that merely follows says
nothing, and gets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from firsthand.reading.attachment import VERBAL, words
from firsthand.reading.events import EventMention
from firsthand.reading.mentions import PlaceMention, TimeMention
from firsthand.reading.predicates import surface_subject
from firsthand.reading.scene import Scene

_PARAGRAPH = re.compile(r"\n\s*\n")
_PRONOUNS = frozenset({"they", "he", "she"})
_DEFINITE = frozenset({"the", "these", "those"})
_MAX_CLIMB = 6
_BACK = 3  # sentences looked back over that tell no day or place


class Narrative:
    """Remembers what was told when, sentence by sentence."""

    def __init__(self, scene: Scene, names_one: Callable[[int], bool] = lambda sentence: True) -> None:
        """``names_one``: whether a sentence names a place where something can have been."""
        self._scene = scene
        self._told: dict[int, set[TimeMention]] = {}
        self._placed: dict[int, set[int]] = {}  # sentence -> where the places of its events stand
        self._places: dict[int, PlaceMention] = {}
        self._types: dict[int, set[str]] = {}  # sentence -> the types of its events with a place
        self._named = {s for s in {scene.a.sent[t] for t in scene.place_at} if names_one(s)}
        self._dated = {scene.a.sent[t] for t, k in scene.time_at.items() if scene.times[k].first is not None}

    def tell(self, token: int, time: TimeMention | None) -> None:
        """The event at ``token`` was at ``time``."""
        if time is not None:
            self._told.setdefault(self._scene.a.sent[token], set()).add(time)

    def tell_place(self, main: EventMention, place: PlaceMention | None) -> None:
        """The event ``main`` was at ``place``."""
        if place is not None:
            sentence = self._scene.a.sent[main.token]
            self._placed.setdefault(sentence, set()).add(place.start)
            self._types.setdefault(sentence, set()).add(main.type)
            self._places[place.start] = place

    def carried_place(self, main: EventMention, named: Callable[[int], PlaceMention | None]) -> PlaceMention | None:
        """The place of the sentence before, if that of ``main`` goes on with it and names no place of its own; within a
        paragraph also if it only tells of the same scene.

        ``named`` gives the only place of a sentence that tells of no event with a place.
        """
        a = self._scene.a
        sentence = a.sent[main.token]
        last = next((s for s in range(sentence - 1, max(sentence - _BACK, 0) - 1, -1)
                     if s in self._placed or s in self._named), None)  # fmt: skip
        before = self._placed.get(last, set()) if last is not None else set()
        if sentence in self._named or last is None or len(before) > 1:
            return None
        if not before:
            return named(last) if self._same_scene(main, last) else None
        place = self._places[next(iter(before))]
        if main.type in words().elsewhere and not self._types[last] & words().elsewhere:
            return None  # "condemned the attack in Gao. They agreed to send aid"
        goes_on = self._goes_on(main) and not self._new_paragraph(main, last)
        return place if goes_on or (place.precision != "country" and self._same_scene(main, last)) else None

    def _same_scene(self, main: EventMention, last: int) -> bool:
        """ "Gunmen raided a market in Gao. Nine traders were killed": in the same paragraph, without a day of its own.

        Not what is told of a longer time ("has burned 40 farms") or of things that are agreed on far from where they
        are done. In the own sets nine of ten such places were right, of those carried without these conditions three
        of four.
        """
        a, elsewhere = self._scene.a, words().elsewhere
        sentence, status, frame = a.sent[main.token], main.status, main.frame
        if status.stage not in ("occurred", "ongoing") or status.negated or not self._same_day(sentence, last):
            return False
        if (
            main.type in elsewhere
            or self._types.get(last, {""}) <= elsewhere
            or "\n" in a.string[a.start[a.sentences[last][0]] : a.start[main.token]]
        ):
            return False
        bare = frame.form == "noun" and frame.light is None
        if bare and not any(a.dep[c] == "det" and a.lower[c] in _DEFINITE for c in a.children[main.token]):
            return False
        verb = frame.governor if bare and frame.governor is not None else self._verb(main)
        return not any(a.lower[c] in ("has", "have") and a.dep[c] == "aux" for c in a.children[verb])

    def _same_day(self, sentence: int, last: int) -> bool:
        """Whether a sentence tells no day, or that of the one before."""
        one, other = ({(t.first or "")[:10] for t in self._told.get(s, set())} for s in (sentence, last))
        return sentence not in self._dated or bool(one & other - {""})

    def _new_paragraph(self, main: EventMention, last: int) -> bool:
        """Whether a paragraph ends between sentence ``last`` and that of ``main``; not where who acted is taken up,
        as in "The assailants then freed 30 detainees"."""
        a = self._scene.a
        first = a.sentences[last][0]
        if _PARAGRAPH.search(a.string, a.start[first], a.start[main.token]) is None:
            return False
        return not any(self._taken_up(t) for t in surface_subject(a, self._verb(main)))

    def _verb(self, main: EventMention) -> int:
        """The verb of an event, or the first of those that it is coordinated with."""
        a = self._scene.a
        verb = main.frame.light if main.frame.light is not None else main.token
        for _ in range(_MAX_CLIMB):
            if a.dep[verb] != "conj" or a.pos[a.head[verb]] not in VERBAL:
                break
            verb = a.head[verb]
        return verb

    def _taken_up(self, t: int) -> bool:
        """ "The attackers", "the murderers": whoever did what was just told, without a name."""
        a = self._scene.a
        definite = any(a.dep[c] == "det" and a.lower[c] in _DEFINITE for c in a.children[t])
        return definite and a.lemma[t] in words().doers

    def carried(self, main: EventMention) -> TimeMention | None:
        """The day of the sentence before, if that of ``main`` goes on with it and says no time of its own.

        >>> # "Gunmen attacked a post on Friday. They then burned two trucks." burned: Friday
        """
        a = self._scene.a
        sentence = a.sent[main.token]
        last = next((s for s in range(sentence - 1, max(sentence - _BACK, 0) - 1, -1)
                     if s in self._told or s in self._dated), None)  # fmt: skip
        before = self._told.get(last, set()) if last is not None else set()
        days = {(t.first or "")[:10] for t in before} | {(t.last or "")[:10] for t in before}
        if sentence in self._dated or len(days) != 1 or "" in days or not self._goes_on(main):
            return None
        if last is None or self._new_paragraph(main, last):
            return None
        time = min(before, key=lambda t: t.start)
        day = days.pop()
        return replace(time, first=day, last=day, precision="day")

    def _goes_on(self, main: EventMention) -> bool:
        a = self._scene.a
        verb = main.frame.light if main.frame.light is not None else main.token
        if main.status.stage != "occurred" or main.status.negated or a.pos[verb] not in VERBAL:
            return False
        verb = self._verb(main)
        helpers = {a.lower[c] for c in a.children[verb] if a.dep[c] in ("aux", "aux:pass")}
        if helpers - {"was", "were"} or not (helpers or a.tag[verb] == "VBD"):
            return False
        if any(a.dep[c] in ("advmod", "mark") and a.lower[c] in words().going_on for c in a.children[verb]):
            return True
        return any(self._known(t) for t in surface_subject(a, verb))

    def _known(self, t: int) -> bool:
        """Whether a subject is a pronoun, or somebody whom the sentence before named."""
        a = self._scene.a
        if a.pos[t] == "PRON":
            return a.lower[t] in _PRONOUNS
        first, last = a.sentences[a.sent[t] - 1]
        definite = any(a.dep[c] == "det" and a.lower[c] in _DEFINITE for c in a.children[t])
        bare = not any(a.dep[c] in ("amod", "compound", "nmod", "acl:relcl", "nummod", "appos") for c in a.children[t])
        if definite and bare and a.tag[t] == "NNS" and "force" in self._scene.classes(t):
            return True  # "the rebels burned the clinic"
        return self._taken_up(t) or (
            definite and any(a.lemma[i] == a.lemma[t] and a.pos[i] in ("NOUN", "PROPN") for i in range(first, last))
        )
