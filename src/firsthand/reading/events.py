"""Event mentions: the predicates of a report that the codebook knows, with their type, frame and status.

The codebook's triggers are compiled once into an index by lemma; a token costs one dictionary look-up, and a frame is
built only for the few tokens that could name an event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from firsthand.codebook.schema import Conditions, EventType, Trigger
from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import Frame, frame_at, nobody, preposition, vocabulary
from firsthand.reading.scene import Scene
from firsthand.reading.stage import Status, denied_itself, status_of, threatening

_VERBAL = frozenset({"VERB", "AUX"})
_BEFORE = 3  # sentences
_DENIED = 20.0  # rank of what counts only where it is denied: before all that would be denied
_AROUND = frozenset({"after", "before", "since", "during", "amid", "despite", "following", "without"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class EventMention:
    """One predicate that names an event. ``words`` are the tokens of the trigger, sorted."""

    token: int
    type: str
    trigger: Trigger
    frame: Frame
    status: Status
    words: tuple[int, ...]
    rank: float


@dataclass(frozen=True, slots=True)
class _Rule:
    type: str
    trigger: Trigger
    phrase: tuple[str, ...]  # all words, the head among them
    head: int  # its place in the phrase
    others: frozenset[str]  # the words but the head, where they are several
    rank: float  # of those that fit, the highest is meant
    order: int  # of declaration: decides between equals, so that the same input gives the same claims
    where: tuple[tuple[str, frozenset[str]], ...]
    unless: tuple[tuple[str, frozenset[str]], ...]


class Matcher:
    """The triggers of a codebook, ready to be found.

    >>> # Matcher(codebook.types.values()).find(scene) -> [EventMention(...), ...], {}
    """

    def __init__(self, types: Iterable[EventType]) -> None:
        self._verbs: dict[str, list[_Rule]] = defaultdict(list)
        self._nouns: dict[str, list[_Rule]] = defaultdict(list)
        self._adjectives: dict[str, list[_Rule]] = defaultdict(list)
        order = 0
        self._families: dict[str, str] = {}
        for kind in types:
            self._families[kind.id] = kind.family
            for trigger in kind.triggers:
                for table, phrases, nominal in (
                    (self._verbs, trigger.verbs, False),
                    (self._nouns, trigger.nouns, True),
                    (self._adjectives, trigger.adjectives, False),
                ):
                    for phrase in phrases:
                        order += 1
                        words = tuple(phrase.lower().split())
                        head = _noun_head(words) if nominal else _verb_head(words)
                        table[words[head]].append(
                            _Rule(
                                kind.id,
                                trigger,
                                words,
                                head,
                                frozenset(words[:head] + words[head + 1 :]),
                                10.0 * (len(words) - 1)
                                + 3.0 * len(trigger.where)
                                + trigger.priority
                                + (_DENIED if trigger.denied else 0.0),
                                order,
                                _compiled(trigger.where),
                                _compiled(trigger.unless),
                            )
                        )

        for table in (self._verbs, self._nouns, self._adjectives):
            for rules in table.values():
                rules.sort(key=lambda rule: (-rule.rank, rule.order))

    def find(self, scene: Scene) -> tuple[list[EventMention], dict[int, str]]:
        """All event mentions, in the order of the text, one word naming one event at most; and the words that would
        name one but for what stands around them ("a gas blast"), with the type of event."""
        a = scene.a
        barred: dict[int, str] = {}
        found: list[EventMention] = []
        for i in range(a.n):
            pos = a.pos[i]
            if pos in _VERBAL:
                rules = self._verbs.get(a.lemma[i])
            elif pos in _NOMINAL:
                rules = self._nouns.get(a.lemma[i]) or self._nouns.get(a.lower[i])
                if not rules and a.tag[i] in ("VBG", "VBN", "VBD"):
                    rules = self._verbs.get(a.lemma[i])
            elif pos == "ADJ":
                rules = self._adjectives.get(a.lemma[i]) or (self._verbs.get(a.lemma[i]) if a.tag[i] == "VBN" else None)
            else:
                continue
            if i and a.text[i - 1] == "-":
                rules = self._hyphened(scene, i) or rules
            if rules:
                mention = self._best(scene, i, rules, barred)
                if mention is not None:
                    found.append(mention)
        named = {m.token for m in found}
        barred = {t: kind for t, kind in barred.items() if t not in named}
        return [m for m in found if not m.trigger.follows or self._follows(a, m, found)], barred

    def _hyphened(self, scene: Scene, i: int) -> list[_Rule] | None:
        """The rules of a word with a hyphen that ends at ``i``: "machine-gunned", "sit-in"."""
        word = scene.joined(i) or ""
        return self._verbs.get(word) if scene.a.pos[i] in _VERBAL else self._nouns.get(word)

    def _follows(self, a: Arrays, m: EventMention, found: list[EventMention]) -> bool:
        """Whether an event of the same family is told in the sentence of ``m`` or right before it."""
        family = self._families[m.type]
        return any(
            0 <= a.sent[m.token] - a.sent[n.token] <= _BEFORE and n is not m and not n.trigger.follows
            and not n.trigger.consequence and self._families[n.type] == family
            for n in found
        )  # fmt: skip

    def _best(self, scene: Scene, i: int, rules: list[_Rule], barred: dict[int, str]) -> EventMention | None:
        a = scene.a
        if _modifies(scene, i):
            return None
        chosen: tuple[_Rule, tuple[int, ...]] | None = None
        frame: Frame | None = None
        refused: _Rule | None = None
        said = scene.said(i)
        for rule in rules:  # the highest rank first
            if not rule.others <= said:
                continue
            words = _phrase(a, i, rule, scene.time_at)
            if words is None:
                continue
            if frame is None:
                frame = frame_at(a, i)
            if not all(scene.filled(frame, slot, wanted) for slot, wanted in rule.where):
                continue
            if any(scene.filled(frame, slot, words_barred) for slot, words_barred in rule.unless):
                refused = rule if refused is None or rule.order < refused.order else refused
                continue
            if rule.trigger.denied and not _denied(a, frame):
                continue
            chosen = rule, words
            break
        if chosen is None or frame is None:
            if refused is not None:
                barred.setdefault(i, refused.type)
            return None
        rule, words = chosen
        status = Status("occurred") if rule.trigger.stated else status_of(a, frame)
        if rule.trigger.denied:
            status = Status("occurred", speculated=status.speculated)
        elif rule.trigger.unreal and status.stage is None:
            status = Status(rule.trigger.unreal, status.negated, status.speculated)
        if not rule.trigger.consequence and frame.form == "verb" and _by_nobody(a, i):
            status = replace(status, negated=True)
        if status.stage == "planned" and self._families[rule.type] and threatening(a, i):
            status = replace(status, stage="threatened")
        if status.intended and self._families[rule.type]:
            status = Status(None, status.negated, status.speculated)
        return EventMention(i, rule.type, rule.trigger, frame, status, words, rule.rank)


def _by_nobody(a: Arrays, i: int) -> bool:
    """ "No one had been let go", "neither side withdrew": a subject that is nobody."""
    return any(a.dep[c] in SUBJECTS and nobody(a, c) for c in a.children[i])


def _denied(a: Arrays, frame: Frame) -> bool:
    """Whether a predicate is denied by a word of its own, and not only perhaps: "will not accept"."""
    i = frame.head if frame.light is None else frame.light
    return denied_itself(a, i) and not status_of(a, frame).speculated


def _compiled(conditions: Conditions) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((slot, frozenset(w.lower() for w in wanted)) for slot, wanted in conditions.items())


def _verb_head(words: tuple[str, ...]) -> int:
    """The verb stands first, but for an adverb before it: "forcibly recruit"."""
    return int(len(words) > 1 and words[0].endswith("ly"))


def _noun_head(words: tuple[str, ...]) -> int:
    return words.index("of") - 1 if "of" in words[1:] else len(words) - 1


def _phrase(a: Arrays, i: int, rule: _Rule, timed: Mapping[int, int]) -> tuple[int, ...] | None:
    """The tokens of the rule's phrase around its head ``i``, or None."""
    if len(rule.phrase) == 1:
        return (i - 2, i - 1, i) if "-" in rule.phrase[0] and i > 1 and a.text[i - 1] == "-" else (i,)
    if a.pos[i] in _NOMINAL and rule.head == len(rule.phrase) - 1:
        return _before(a, i, rule.phrase)
    if a.pos[i] in _NOMINAL:
        return _after(a, i, rule.phrase, rule.head)
    found = [i]
    for word in (w for k, w in enumerate(rule.phrase) if k != rule.head):
        for c in a.children[i]:
            if a.dep[c] in ("conj", "parataxis", "advcl") and a.pos[c] == "VERB":
                continue  # "put the dead at 90 and blamed the army" puts no blame
            if a.dep[c] == "obl" and (before := preposition(a, c)) in _AROUND and before not in rule.phrase:
                continue  # "left after talks" leaves no talks
            if a.lemma[c] == word or a.lower[c] == word:
                found.append(c)
                break
            if c in timed and not any(a.dep[g] == "nmod" for g in a.children[c]):
                continue  # "called him a liar on Thursday" calls on nobody; but "emerged from six years of captivity"
            hit = next((g for g in a.children[c] if (a.lemma[g] == word or a.lower[g] == word)
                        and (a.dep[g] in ("case", "amod", "compound", "mark", "obj", "obl", "nmod")
                             or g == i + 1)), None)  # "went off next to a bus"  # fmt: skip
            if hit is not None:
                found.append(hit)
                break
        else:
            return None
    return tuple(sorted(found))


def _before(a: Arrays, i: int, phrase: tuple[str, ...]) -> tuple[int, ...] | None:
    """A contiguous noun phrase that ends at ``i``; hyphens between its words are passed over."""
    found, j = [i], i
    for word in reversed(phrase[:-1]):
        j -= 1
        if j >= 0 and a.lower[j] in ("-", "–"):
            j -= 1
        if j < 0 or (a.lemma[j] != word and a.lower[j] != word):
            return None
        found.append(j)
    return tuple(reversed(found))


def _after(a: Arrays, i: int, phrase: tuple[str, ...], head: int) -> tuple[int, ...] | None:
    """A phrase such as "seizure of power": its head is followed by "of" and the rest, determiners passed over."""
    found, j = [i], i
    for k in range(head):
        if i - head + k < 0 or phrase[k] not in (a.lemma[i - head + k], a.lower[i - head + k]):
            return None
        found.append(i - head + k)
    for word in phrase[head + 1 :]:
        j += 1
        while j < a.n and a.pos[j] in ("DET", "ADJ") and a.lemma[j] != word and a.lower[j] != word:
            j += 1
        if j >= a.n or (a.lemma[j] != word and a.lower[j] != word):
            return None
        found.append(j)
    return tuple(sorted(found))


def _modifies(scene: Scene, i: int) -> bool:
    """ "attack helicopter", "protest leader", "training camp": a noun that only says what kind of thing or person it
    is."""
    a = scene.a
    if a.tag[i] == "NNP" and scene.entity[i] == "ORG" and not a.string.isupper():
        return True  # "the Rally", a party
    if a.dep[i] in ("compound", "amod", "nmod:desc", "flat"):
        head = a.head[i]
        if a.pos[i] in _NOMINAL or a.pos[i] in ("ADJ", "VERB"):
            classes = scene.classes(head)
            if a.lemma[head] in vocabulary().kinds_of_place:
                return True  # "a displacement site"
            return not (a.dep[i] == "compound" and "event_context" in classes)
    if a.dep[i] == "nmod" and a.head[i] == i - 2 and a.lower[i - 1] == "of" and a.tag[i - 2] == "NN":
        return a.lemma[i - 2] in vocabulary().conditions  # "a state of siege"
    return a.pos[i] in _NOMINAL and _sort_of_craft(scene, i)


def _sort_of_craft(scene: Scene, i: int) -> bool:
    """ "Using attack, bomber and remotely piloted aircraft": a bare singular before a comma and an aircraft."""
    a = scene.a
    if a.tag[i] != "NN" or i + 2 >= a.n or a.text[i + 1] != ",":
        return False
    bare = not any(a.dep[c] in ("det", "nmod:poss", "nummod", "amod") for c in a.children[i])
    return bare and "aircraft" in scene.classes(i + 2)
