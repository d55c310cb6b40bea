"""The day and the place of a story, carried on from one sentence to the next where the second goes on with the first.

"Gunmen attacked a post on Friday. They then burned two trucks." The second sentence says no time, and yet says when: it
goes on, by a pronoun, by "also" or "then", by the same people named again, or by telling what came of it: "Two trucks
were burned." A sentence that brings in somebody new says nothing, and gets nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from firsthand.reading.attachment import VERBAL, apart, words
from firsthand.reading.events import EventMention
from firsthand.reading.mentions import PlaceMention, TimeMention
from firsthand.reading.predicates import surface_subject
from firsthand.reading.scene import Scene

_PARAGRAPH = re.compile(r"\n\s*\n")
_PRONOUNS = frozenset({"they", "he", "she"})
_DEFINITE = frozenset({"the", "these", "those"})
_MAX_CLIMB = 6
_BACK = 3  # sentences looked back over that tell no day or place
_STRETCH = 3  # days at most that are carried on as one: a night, "over the past day"


class Narrative:
    """Remembers what was told when, sentence by sentence."""

    def __init__(
        self, scene: Scene, untold: Callable[[int], TimeMention | None],
        names_one: Callable[[int], bool] = lambda sentence: True,
    ) -> None:  # fmt: skip
        """``untold``: the day of a sentence that tells no event of the codebook; ``names_one``: whether a sentence
        names a place where something can have been."""
        self._scene = scene
        self._untold = untold
        self._told: dict[int, set[TimeMention]] = {}
        self._story: dict[int, set[TimeMention]] = {}  # of these what the story itself tells, no background
        self._at: dict[int, TimeMention] = {}
        self._again: dict[int, list[int]] = {}  # sentence -> the deeds told before that it takes up
        self._placed: dict[int, set[int]] = {}  # sentence -> where the places of its events stand
        self._places: dict[int, PlaceMention] = {}
        self._types: dict[int, set[str]] = {}  # sentence -> the types of its events with a place
        self._named = {s for s in {scene.a.sent[t] for t in scene.place_at} if names_one(s)}
        timed = [t for t, k in scene.time_at.items() if scene.times[k].first is not None]
        self._timed = {scene.a.sent[t]: t for t in reversed(timed)}  # the first time of a sentence
        self._times: dict[int, set[int]] = {}  # sentence -> its times
        for t in timed:
            self._times.setdefault(scene.a.sent[t], set()).add(scene.time_at[t])
        self._dated = {scene.a.sent[t] for t in timed if scene.a.dep[self._first(t)] != "acl:relcl"}

    def learn(self, again: Iterable[tuple[int, int]]) -> None:
        """The tokens of "the attack" and of the deed told before that it takes up, of the whole report."""
        for token, told in again:
            self._again.setdefault(self._scene.a.sent[token], []).append(told)

    def tell(self, main: EventMention, time: TimeMention | None) -> None:
        """The event of ``main`` was at ``time``."""
        if time is None:
            return
        sentence = self._scene.a.sent[main.token]
        self._at[main.token] = time
        self._told.setdefault(sentence, set()).add(time)
        if main.status.stage in ("occurred", "ongoing") and not self._background(main):
            self._story.setdefault(sentence, set()).add(time)

    def tell_place(self, main: EventMention, place: PlaceMention | None) -> None:
        """The event ``main`` was at ``place``."""
        if place is not None:
            sentence = self._scene.a.sent[main.token]
            self._placed.setdefault(sentence, set()).add(place.start)
            self._types.setdefault(sentence, set()).add(main.type)
            self._places[place.start] = place

    def carried_place(
        self, main: EventMention, named: Callable[[int], PlaceMention | None], alone: bool = False
    ) -> PlaceMention | None:
        """The place of the sentence before, if that of ``main`` goes on with it and names no place of its own; within a
        paragraph also if it only tells of the same scene.

        ``named`` gives the only place of a sentence that tells of no event with a place; ``alone``: the places of the
        sentence of ``main`` are of other clauses.
        """
        a = self._scene.a
        sentence = a.sent[main.token]
        last = next((s for s in range(sentence - 1, max(sentence - _BACK, 0) - 1, -1)
                     if s in self._placed or s in self._named), None)  # fmt: skip
        before = self._placed.get(last, set()) if last is not None else set()
        if (sentence in self._named and not alone) or last is None or len(before) > 1:
            return None
        if not before:
            return named(last) if self._same_scene(main, last) else None
        place = self._places[next(iter(before))]
        if main.type in words().elsewhere and not self._types[last] & words().elsewhere:
            return None  # "condemned the attack in Gao. They agreed to send aid"
        plainly = self._told_plainly(main) and self._goes_on(self._verb(main))
        goes_on = plainly and not self._new_paragraph(main, last)
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
        if any(a.lower[t] in words().wide for t in range(*a.sentences[sentence])) or self._says_which(main):
            return False
        bare = frame.form == "noun" and frame.light is None
        if bare and not any(a.dep[c] == "det" and a.lower[c] in _DEFINITE for c in a.children[main.token]):
            return False
        verb = frame.governor if bare and frame.governor is not None else self._verb(main)
        return not any(a.lower[c] in ("has", "have") and a.dep[c] == "aux" for c in a.children[verb])

    def _says_which(self, main: EventMention) -> bool:
        """ "The same group that killed six priests": the clause says which group, and tells no more of the scene."""
        a = self._scene.a
        t = self._verb(main)
        for _ in range(_MAX_CLIMB):
            if a.dep[t] == "acl:relcl":
                who = [c for c in a.children[t] if a.dep[c] in ("nsubj", "nsubj:pass")]
                noun = a.head[t]
                bare = bool(who) and a.lower[who[0]] in ("that", "who", "which") and a.text[who[0] - 1] != ","
                same = any(a.lower[c] == "same" for c in a.children[noun])
                return bare and (same or bool(self._scene.classes(noun) & {"org"}))
            if a.dep[t] != "conj" or a.head[t] == t:
                return False
            t = a.head[t]
        return False

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
        opening = a.sent[main.token]
        while opening - 1 > last and not self._parted(opening):
            opening -= 1
        verbs = [self._verb(main)] + ([self._root(opening)] if self._parted(opening) else [])
        return not any(self._taken_up(t) for v in verbs for t in surface_subject(a, v))

    def _parted(self, sentence: int) -> bool:
        """Whether a paragraph begins with a sentence."""
        a = self._scene.a
        start = a.start[a.sentences[sentence][0]]
        return _PARAGRAPH.search(a.string, a.start[a.sentences[sentence - 1][0]], start + 1) is not None

    def _root(self, sentence: int) -> int:
        a = self._scene.a
        first, last = a.sentences[sentence]
        return next((t for t in range(first, last) if a.head[t] == t), first)

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
        if sentence in self._dated or main.type in words().spoken or not self._told_plainly(main):
            return None
        if self._timed.get(sentence, self._verb(main)) < self._verb(main):
            return None
        again = {self._at[t] for t in self._again.get(sentence, ()) if t in self._at}
        if again and self._plain(main):
            return _one(again)
        last = next((s for s in range(sentence - 1, max(sentence - _BACK, 0) - 1, -1)
                     if s in self._told or s in self._dated), None)  # fmt: skip
        if last is None or self._new_paragraph(main, last):
            return None
        if last not in self._told and (untold := self._untold(last)) is not None:
            self._told[last] = self._story[last] = {untold}
        if self._goes_on(self._verb(main)):
            return _one(self._told.get(last, set()))
        return _one(self._story.get(last, set())) if self._follows(main, last) else None

    def last_told(self, main: EventMention) -> TimeMention | None:
        """The one day of the last sentence before that of ``main`` that tells one."""
        sentence = self._scene.a.sent[main.token]
        last = next((s for s in range(sentence - 1, max(sentence - _BACK, 0) - 1, -1) if s in self._told), None)
        return _one(self._told[last]) if last is not None else None

    def framed(self, main: EventMention) -> TimeMention | None:
        """The day that opens the paragraph, of what it goes on to tell without another day.

        >>> # "• On 4 May drones hit the port. Two cranes were damaged." damaged: 4 May
        """
        a = self._scene.a
        sentence = a.sent[main.token]
        if sentence in self._times or main.type in words().spoken or not self._told_plainly(main):
            return None
        opening = sentence
        while opening > 0 and not self._new_line(opening):
            opening -= 1
        told: set[int] = set().union(*(self._times.get(s, set()) for s in range(opening, sentence)))
        if len(told) != 1 or opening not in self._timed or self._background(main):
            return None
        first, end = a.sentences[sentence]
        if any(a.lower[t] in words().turning for t in range(first, end)):
            return None
        start, at = a.sentences[opening][0], self._timed[opening]
        opens = all(a.pos[t] in ("ADP", "DET", "PUNCT", "SPACE", "SYM", "X") or t in self._scene.time_at
                    for t in range(start, at))  # fmt: skip
        return _one({self._scene.times[told.pop()]}) if opens else None

    def _new_line(self, sentence: int) -> bool:
        """Whether a line begins with a sentence."""
        a = self._scene.a
        start = a.start[a.sentences[sentence][0]]
        return "\n" in a.string[a.start[a.sentences[sentence - 1][0]] : start + 1]

    def _told_plainly(self, main: EventMention) -> bool:
        """Whether a verb in the simple past tells of something done."""
        a = self._scene.a
        verb = main.frame.light if main.frame.light is not None else main.token
        if main.status.stage != "occurred" or main.status.negated or a.pos[verb] not in VERBAL:
            return False
        verb = self._verb(main)
        helpers = {a.lower[c] for c in a.children[verb] if a.dep[c] in ("aux", "aux:pass")}
        return not helpers - {"was", "were"} and (bool(helpers) or a.tag[verb] == "VBD")

    def _goes_on(self, verb: int) -> bool:
        a = self._scene.a
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

    def _background(self, main: EventMention) -> bool:
        """Whether a clause beside the story tells it: "had seized", "a group that killed six last year"."""
        a = self._scene.a
        t = main.frame.light if main.frame.light is not None else main.token
        for _ in range(_MAX_CLIMB):
            if a.dep[t] == "acl:relcl" or any(a.dep[c] == "aux" and a.lower[c] == "had" for c in a.children[t]):
                return True
            if a.head[t] == t:
                break
            t = a.head[t]
        return False

    def _follows(self, main: EventMention, last: int) -> bool:
        """Whether it tells what came of what sentence ``last`` told, or what was done to the same people.

        Somebody new who acts, or another place, is news of which nobody says when.
        """
        a = self._scene.a
        verb = self._verb(main)
        if a.sent[main.token] in self._timed or not self._plain(main) or self._elsewhere(main, last):
            return False
        if any(self._named_again(t) for t in surface_subject(a, verb)):
            return True
        if any(a.dep[c] in ("nsubj:pass", "aux:pass") for c in a.children[verb]):
            by = [c for c in a.children[verb] if a.dep[c] == "obl:agent"]
            return all(self._definite(t) for t in by)
        return main.trigger.consequence and not any(a.dep[c] == "obj" for c in a.children[verb])

    def _definite(self, t: int) -> bool:
        """ "The escort", "the senator's escort"."""
        a = self._scene.a
        return any(a.dep[c] in ("det", "nmod:poss") and (a.lower[c] in _DEFINITE or a.dep[c] == "nmod:poss")
                   for c in a.children[t])  # fmt: skip

    def _named_again(self, t: int) -> bool:
        """Whether a name, or a noun with the same name before it, stands in the sentence before."""
        a = self._scene.a
        if a.sent[t] == 0:
            return False
        first, last = a.sentences[a.sent[t] - 1]
        before = {a.lower[i] for i in range(first, last) if a.pos[i] == "PROPN"}
        if a.pos[t] == "PROPN":
            return a.lower[t] in before
        names = {a.lower[c] for c in a.children[t] if a.dep[c] in ("compound", "nmod:poss") and a.pos[c] == "PROPN"}
        return bool(names & before) and any(a.lemma[i] == a.lemma[t] for i in range(first, last))

    def _plain(self, main: EventMention) -> bool:
        """Whether it is a deed, and told in no clause that may be about another time."""
        a = self._scene.a
        if main.type in words().spoken:
            return False
        t = self._verb(main)
        for _ in range(_MAX_CLIMB):
            if a.head[t] == t:
                break
            if apart(self._scene, t) or (a.dep[t] == "acl:relcl" and not self._goes_on(self._first(a.head[t]))):
                return False
            t = a.head[t]
        return True

    def _first(self, t: int) -> int:
        """The first verb above a token."""
        a = self._scene.a
        while a.pos[t] not in VERBAL and a.head[t] != t:
            t = a.head[t]
        return t

    def _elsewhere(self, main: EventMention, last: int) -> bool:
        """Whether the sentence of ``main`` names a place that is not of sentence ``last``, or says that it goes over to
        something else."""
        a, scene = self._scene.a, self._scene
        sentence = a.sent[main.token]
        first, end = a.sentences[sentence]
        if any(a.lower[t] in words().turning for t in range(first, end)):
            return True
        near = {scene.places[k].name for t, k in scene.place_at.items() if last <= a.sent[t] < sentence}
        here = {t: scene.places[k] for t, k in scene.place_at.items() if a.sent[t] == sentence}
        opens = a.lower[first] in words().framing
        return any(p.name not in near and (p.geonameid or p.alternatives or (opens and t == first + 1))
                   for t, p in here.items())  # fmt: skip


def _one(times: set[TimeMention]) -> TimeMention | None:
    """The one day, or few days, that all the times mean."""
    firsts, lasts = ({(x or "")[:10] for x in ends} for ends in ((t.first for t in times), (t.last for t in times)))
    if len(firsts) != 1 or len(lasts) != 1 or "" in firsts | lasts:
        return None
    first, last = firsts.pop(), lasts.pop()
    if (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days >= _STRETCH:
        return None
    return replace(min(times, key=lambda t: t.start), first=first, last=last, precision="day")
