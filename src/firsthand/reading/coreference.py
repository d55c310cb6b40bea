"""Enough coreference for the coder: "they", "the group", "the attack", "the town".

A person codes "they" as the last side that could be meant. So do we: the nearest earlier phrase that agrees in number
and kind, subjects before objects, within a few sentences; where two fit equally the pronoun stays unresolved.
"""

from __future__ import annotations

from firsthand.codebook.schema import EventType
from firsthand.gazetteer.countries import capital_of, country_of
from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.events import EventMention
from firsthand.reading.pairs import Pairs
from firsthand.reading.predicates import fillers, preposition, surface_subject, vocabulary
from firsthand.reading.quantities import counted, number
from firsthand.reading.scene import Scene

_PLURAL = frozenset({"they", "them", "their", "those", "both"})
_SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his"})
_THING = frozenset({"it", "its"})
_RESOLVED = _PLURAL | _SINGULAR_PERSON | _THING
_BACK = 3  # sentences looked back over; beyond three the antecedent was wrong more often than right in our own samples
_BACK_EVENT = 6  # sentences: an event is taken up over a longer way than a person
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both", "latest"})
_ONE_FOR_MANY = 0.25
_COUNTED = 0.5
_SAME_WORD = 0.25
_PARALLEL = 0.3
_NEAR = 0.3
_STRUCK = frozenset({"vehicle", "vessel", "aircraft", "building"})  # "stopped a bus and threw grenades at it"


class Coreference:
    """Antecedents of the pronouns and definite event nouns of one report."""

    def __init__(self, scene: Scene, saying: frozenset[int]) -> None:
        self._scene = scene
        self._saying = saying
        a = scene.a
        self._by_sentence: dict[int, list[int]] = {}
        self._things: dict[int, list[int]] = {}
        for t in range(a.n):
            if a.tag[t] == "NN" and a.dep[t] not in ("compound", "obl:agent") and scene.classes(t) & _STRUCK:
                self._things.setdefault(a.sent[t], []).append(t)
            if (
                a.pos[t] in ("NOUN", "PROPN")
                and a.dep[t] not in ("compound", "flat", "amod", "nmod:desc")
                and scene.actor_like(t)
            ):
                if a.lemma[t] in vocabulary().relational and preposition(a, t) in ("in", "at", "on"):
                    continue  # "in front of the children"
                if a.dep[t] == "nmod" and a.lemma[a.head[t]] in vocabulary().relational:
                    continue
                self._by_sentence.setdefault(a.sent[t], []).append(t)
        self._cache: dict[int, int] = {}
        self._pairs = Pairs(scene)
        self._held = {h.head for h in scene.harm if h.outcome in ("abducted", "captured", "arrested") and not h.negated}
        self._dead = {h.head for h in scene.harm if h.outcome == "killed" and not h.negated}

    def antecedents(self, t: int) -> tuple[int, ...]:
        """The heads of all that ``t`` stands for: two for "both sides" and "each other", all named for "they"."""
        pair = self._pairs.of(t)
        if pair:
            return tuple(dict.fromkeys(x for p in pair for x in ((p,) if p == t else self.antecedents(p))))
        found = self.antecedent(t)
        return fillers(self._scene.a, found) if found != t and self._scene.a.lower[t] in _PLURAL else (found,)

    def reciprocal(self, t: int) -> bool:
        """Whether ``t`` is a word of "each other"."""
        return self._pairs.reciprocal(t)

    def antecedent(self, t: int) -> int:
        """The token that heads what ``t`` stands for; ``t`` itself if it is no pronoun or nothing fits."""
        a = self._scene.a
        if a.lower[t] not in _RESOLVED or a.pos[t] not in ("PRON", "DET"):
            return t
        if t not in self._cache:
            self._cache[t] = self._find(t)
        return self._cache[t]

    def _find(self, t: int) -> int:
        a, word = self._scene.a, self._scene.a.lower[t]
        above = self._subject_above(t)
        if above is None and word == "it":
            above = self._speaker(t)
        if above is not None:
            return above
        best, best_score = self._goes_on(t)
        number, beside = self._share(t), self._beside(t)
        suffering = a.dep[t] not in ("nsubj", "nmod:poss")
        before = range(a.sentence(t)[0], t)  # "moved its camps and lost three of them": what is near is meant
        plural = any(a.tag[x] == "NNS" and x not in beside and x not in self._scene.time_at for x in before)
        for back in range(_BACK + 1):
            told = self._by_sentence.get(a.sent[t] - back, [])
            if word == "it" and suffering and back <= 1:
                told = sorted({*told, *self._things.get(a.sent[t] - back, ())})
            for c in reversed(told):
                if c >= t or not self._agrees(c, word, suffering):
                    continue
                score = 1.0 - 0.22 * back
                dep = self._place(c)
                if dep in SUBJECTS:
                    # who says something is seldom the one who "they" in what he says is
                    theirs = a.head[c] in self._saying and word in _PLURAL and not self._own_deed(c, t)
                    theirs = theirs and a.dep[self._clause(t)] != "acl:relcl"  # "claimed it in a note, in which they"
                    score += 0.05 if theirs else 0.3 if self._leads(c) else 0.2
                elif dep in ("obj", "obl:agent", "conj"):
                    score += _PARALLEL if self._parallel(c, t) else 0.1
                elif dep in ("nmod", "nmod:poss"):
                    score += 0.3 if word in _PLURAL and back == 0 and self._whose_words(c, t) else -0.15
                if back == 0 and word in _PLURAL and self._one(c) and self._many_between(c, t):
                    score -= _ONE_FOR_MANY
                if back == 0 and (a.head[c] == a.head[t] or c in beside):
                    continue  # "they attacked them": two different sides
                many = self._number(c)
                if number and 0 < many < number:
                    continue
                if number and many and (back == 0 or not plural):
                    score += _COUNTED  # "took 32 tourists ... seventeen of them"
                elif number and back == 0 and not self._one(c):
                    score += _NEAR
                if back == 0 and a.dep[t] == "obj":
                    score += _NEAR  # "broke off talks with the League, accusing it"
                if a.dep[t] in ("obj", "nsubj:pass") and self._speaks(c, t):
                    score -= _NEAR  # "the journalist claimed that he was poisoned"
                if a.dep[t] == "nsubj:pass" and c in self._held:
                    score += _NEAR  # "gunmen abducted two nurses. They were released"
                if word in _SINGULAR_PERSON and any(a.lower[x] in _SINGULAR_PERSON for x in a.children[c]):
                    continue  # "his lawyer said agents had beaten him"
                if c in self._dead and a.dep[t] == "nsubj" and back == 0:
                    continue  # "two officers had died and they had killed the leader"
                score -= 0.002 * (t - c)
                if score > best_score:
                    best, best_score = c, score
        return best

    def _goes_on(self, t: int) -> tuple[int, float]:
        """ "They shot him. Then they burned the market": whoever the pronoun was before, as long as it is the subject
        of one sentence after another; with how sure that is."""
        a = self._scene.a
        group = next((g for g in (_PLURAL, _SINGULAR_PERSON) if a.lower[t] in g), frozenset())
        if group and a.dep[t] == "obj":  # "his lawyer said agents had beaten him"
            first = a.sentence(t)[0]
            same = [p for p in range(first, t) if a.lower[p] in group and a.pos[p] == "PRON" and a.head[p] != a.head[t]]
            told = next((x for p in reversed(same) if (x := self.antecedent(p)) != p), t)
            return told, 1.0 + _SAME_WORD if told != t else 0.0
        if not group or a.dep[t] not in SUBJECTS:
            return t, 0.0
        for back in range(_BACK):
            if a.sent[t] < back:
                break
            first, last = a.sentences[a.sent[t] - back]
            for p in range(min(last, t) - 1, first - 1, -1):
                if a.lower[p] in group and a.pos[p] == "PRON" and a.dep[p] == "nsubj" and a.head[p] != a.head[t]:
                    found = self.antecedent(p)
                    if found != p:
                        return found, 1.0 - 0.22 * back + _SAME_WORD - 0.002 * (t - p)
        return t, 0.0

    def _share(self, t: int) -> int:
        """How many "of them" there are: 17 of "seventeen of them"; 0 where the pronoun stands for all."""
        a = self._scene.a
        above = a.head[t]
        if a.dep[t] != "nmod" or preposition(a, t) != "of" or a.pos[above] != "NUM":
            return 0
        return number(a.text[above]) or 0

    def _place(self, c: int) -> str:
        """The label of a phrase in its clause; of "dozens of reservists" that of the dozens."""
        a = self._scene.a
        return a.dep[a.head[c]] if a.dep[c] == "nmod" and counted(a, a.head[c]) == c else a.dep[c]

    def _speaks(self, c: int, t: int) -> bool:
        """Whether ``c`` says what the pronoun stands in."""
        a = self._scene.a
        clause = self._clause(t)
        return a.dep[c] == "nsubj" and a.dep[clause] == "ccomp" and a.head[clause] == a.head[c]

    def _number(self, c: int) -> int:
        a = self._scene.a
        told = (number(a.text[x]) for x in a.children[c] if a.dep[x] == "nummod")
        return next((n for n in told if n), 0)

    def _beside(self, t: int) -> tuple[int, ...]:
        """The subject of the verb that the pronoun is an object of, however deep: "troops caught three of them"."""
        a, i = self._scene.a, t
        while a.dep[i] in ("nmod", "conj") and a.head[i] != i and a.pos[i] != "VERB":
            i = a.head[i]
        verb = a.head[i]
        if a.dep[i] not in ("obj", "obl", "iobj") or a.pos[verb] != "VERB" or a.dep[t] == "nmod:poss":
            return ()
        return surface_subject(a, verb)

    def _leads(self, c: int) -> bool:
        """Whether it is the subject of a clause that stands for itself: no relative clause, nothing under "unless"."""
        a = self._scene.a
        return a.dep[a.head[c]] not in ("acl:relcl", "acl", "advcl")

    def _whose_words(self, c: int, t: int) -> bool:
        """ "The insurgents' spokesman said that they had shot it down": whose spokesman it is."""
        a = self._scene.a
        speaker, clause = a.head[c], self._clause(t)
        said = a.dep[t] == "nsubj" and a.dep[clause] == "ccomp" and a.head[clause] == a.head[speaker]
        return said and a.dep[speaker] == "nsubj" and "office" in self._scene.classes(speaker)

    def _parallel(self, c: int, t: int) -> bool:
        """ "Barred the crowd from the gate but allowed them": an object goes on with that of the verb before."""
        a = self._scene.a
        return a.dep[t] == a.dep[c] == "obj" and a.dep[a.head[t]] == "conj" and a.head[a.head[t]] == a.head[c]

    def _one(self, c: int) -> bool:
        """A body in the singular; "police" is a plural without an ending."""
        return self._scene.a.tag[c] not in ("NNS", "NNPS") and self._scene.a.lower[c] != "police"

    def _many_between(self, c: int, t: int) -> bool:
        """ "The court sentenced three men for their part": somebody in the plural stands nearer than a body."""
        a = self._scene.a
        return any(c < x < t and a.tag[x] in ("NNS", "NNPS") for x in self._by_sentence.get(a.sent[t], ()))

    def _subject_above(self, t: int) -> int | None:
        """ "The convoy was on its way when it was ambushed", "had landed when rebels burned it": a thing that the
        clause above is about, of one number.

        Only of what suffers something: that need be nobody who acts.
        """
        a = self._scene.a
        clause = self._clause(t)
        if a.dep[t] not in ("nsubj:pass", "obj") or a.dep[clause] != "advcl" or a.lower[t] not in ("it", "they"):
            return None
        if a.dep[t] == "obj" and not any(a.lower[c] == "when" for c in a.children[clause]):
            return None
        subjects = [c for c in a.children[a.head[clause]] if a.dep[c] in SUBJECTS and c < t]
        if not subjects or a.pos[subjects[0]] not in ("NOUN", "PROPN"):
            return None
        plural = a.tag[subjects[0]] in ("NNS", "NNPS")
        if self._scene.classes(subjects[0]) & {"state_body"} and a.dep[t] == "obj":
            return None
        return subjects[0] if plural == (a.lower[t] == "they") else None

    def _clause(self, t: int) -> int:
        """The verb that the pronoun is the subject of, or the first of those that it is coordinated with."""
        a = self._scene.a
        clause = a.head[t]
        while a.dep[clause] == "conj" and a.head[clause] < clause:
            clause = a.head[clause]
        return clause

    def _speaker(self, t: int) -> int | None:
        """ "Paris announced that it would withdraw": who says so, for a government is said to be no person."""
        a = self._scene.a
        clause = self._clause(t)
        if a.dep[t] != "nsubj" or a.dep[clause] != "ccomp" or a.head[clause] not in self._saying:
            return None
        verb = a.head[clause]
        said = [c for c in a.children[verb] if a.dep[c] == "nsubj" and c < t]
        if not said and a.dep[verb] == "conj":  # "moved more troops and said it would strike"
            said = [c for c in surface_subject(a, verb) if c < t]
        if not said or a.pos[said[0]] not in ("NOUN", "PROPN") or self._many(said[0]):
            return None
        return None if self._is_person(said[0]) else said[0]

    def _many(self, c: int) -> bool:
        """A plural; "the United States" and "the Philippines" are one."""
        tag = self._scene.a.tag[c]
        return tag == "NNS" or (tag == "NNPS" and self._scene.entity[c] != "LOC")

    def _is_person(self, c: int) -> bool:
        scene = self._scene
        if scene.a.pos[c] == "NOUN":
            return bool(scene.classes(c) & {"office", "person"}) and "force" not in scene.classes(c)
        # a name of two words that is no place is a person's; "Paris" alone is more often a government
        return scene.entity[c] == "PER" and any(scene.a.dep[x] in ("flat", "compound") for x in scene.a.children[c])

    def _own_deed(self, speaker: int, t: int) -> bool:
        """ "The police say they are trying to": forces speak of what they do themselves."""
        a = self._scene.a
        clause = self._clause(t)
        return (
            a.dep[t] == "nsubj"
            and a.dep[clause] == "ccomp"
            and a.head[clause] == a.head[speaker]
            and bool(self._scene.classes(speaker) & {"force", "state_body"})
        )

    def _agrees(self, c: int, word: str, suffering: bool) -> bool:
        a, scene = self._scene.a, self._scene
        classes = scene.classes(c)
        plural = a.tag[c] in ("NNS", "NNPS")
        collective = (
            bool(classes & {"force", "crowd", "state_body", "org"}) or scene.entity[c] == "ORG" or scene.listed(c)
        )
        if word in _PLURAL:
            collective = collective and "office" not in classes  # "the governor" is no "they"
            return plural or collective or any(a.dep[x] == "conj" for x in a.children[c])
        if a.pos[c] == "PROPN" and (capital_of(a.text[c]) or country_of(a.text[c])):
            return word in _THING or (word in _PLURAL and collective)  # "Kigali", which recognisers take for a person
        if word in _SINGULAR_PERSON:
            return not plural and (scene.entity[c] == "PER" or ("person" in classes and not collective))
        if word == "it" and suffering and classes & _STRUCK and not collective:
            return not plural
        # "encircled it": a village; "its attacks": no village's
        return not plural and (collective or scene.entity[c] == "ORG" or (suffering and scene.entity[c] == "LOC"))


def repeats(
    scene: Scene, mention: EventMention, earlier: list[EventMention], types: dict[str, EventType]
) -> EventMention | None:
    """The earlier mention that a definite event noun ("the attack", "this fighting") takes up, or None."""
    a = scene.a
    i = mention.token
    if not _takes_up(scene, mention):
        return None
    kind = types[mention.type]
    elsewhere = any(t in scene.place_at for slot in ("in", "at", "on", "near") for t in mention.frame.get(slot))
    aftermath: EventMention | None = None
    for other in reversed(earlier):
        if a.sent[i] - a.sent[other.token] > _BACK_EVENT:
            break
        if other.status.stage in ("planned", "threatened") or _listed_with(a, i, other.token):
            continue
        if other.status.stage is None and i in other.frame.get("patient"):
            continue  # "to observe the truce that they agreed on in May"
        # "suffered four dead ... the murder of a mayor"
        toll = other.trigger.consequence and other.frame.form == "noun"
        if a.lemma[other.token] == a.lemma[i] or (other.type == mention.type and not toll):
            return other
        if kind.general and not elsewhere and kind.family and types[other.type].family == kind.family:
            if not types[other.type].aftermath:
                return other
            aftermath = aftermath or other
    return aftermath


def _listed_with(a: Arrays, i: int, other: int) -> bool:
    """ "A raid on an inn and the Kirra assault": two nouns of one list are two deeds."""
    listed = False
    while i != other and a.head[i] != i and a.pos[i] not in ("VERB", "AUX"):
        listed = listed or a.dep[i] == "conj"
        i = a.head[i]
    return listed and i == other


def actual(
    scene: Scene, mentions: list[EventMention], barred: dict[int, str], types: dict[str, EventType]
) -> list[EventMention]:
    """The mentions without those that take up what was no event: "a gas explosion ... the blast"."""
    a = scene.a
    kept: list[EventMention] = []
    unreal: set[int] = set()
    for m in mentions:
        if m.trigger.consequence and unreal & set(m.frame.get("agent")):
            continue  # "the blast killed nine"
        before = [t for t, kind in barred.items() if t < m.token and kind == m.type and a.pos[t] in ("NOUN", "PROPN")]
        last = max(before, default=-1)
        near = last >= 0 and a.sent[m.token] - a.sent[last] <= _BACK_EVENT
        if near and _takes_up(scene, m):
            told = repeats(scene, m, kept, types)
            if told is None or told.token < last:
                unreal.add(m.token)
                continue
        kept.append(m)
    return kept


def _takes_up(scene: Scene, mention: EventMention) -> bool:
    """Whether the mention is a definite noun, "the attack", and so may take up what was told before."""
    a, i = scene.a, mention.token
    if mention.frame.form != "noun":
        return False
    definite = any(a.dep[c] in ("det", "nmod:poss") and a.lower[c] in _DEFINITE for c in a.children[i])
    return definite and not any(a.dep[c] == "nummod" for c in a.children[i])
