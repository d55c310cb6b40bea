"""The toll of the one incident that an article is about: how many were killed and injured in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.finder import find_harm
from firsthand.reading.harm.vocabulary import words
from firsthand.reading.lexicon import load
from firsthand.reading.mentions import HarmMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SUPPOSED = frozenset({"could", "would", "might", "may", "can", "if", "should", "will"})
_LEAD = 15  # sentences: what an article tells later is mostly background on other incidents
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their"})


def tolls(doc: Doc) -> dict[str, int]:
    """The numbers of an article's main incident, 0 where it tells of none.

    >>> # tolls(load().parse("Two men were killed and a third was injured.")) -> {"killed": 2, "injured": 1}
    """
    a = Arrays(doc)
    entity = [""] * a.n
    for ent in doc.ents:
        for t in range(ent.start, ent.end):
            entity[t] = ent.label_
    found = [h for h in find_harm(a, load(), entity, hits=True) if h.unit == "person" and _told_as_fact(a, h)]
    dead = [h for h in found if h.outcome == "killed"]
    killed = _count(a, entity, dead)
    hurt = _alive(a, [h for h in found if h.outcome == "injured"], dead)
    said = [h for h in hurt if not _is_hit(a, h)]
    injured = _count(a, entity, said)
    hit = _count(a, entity, [h for h in hurt if _is_hit(a, h)])
    if not killed:
        return {"killed": 0, "injured": max(injured, hit)}
    # of the people hit, those who died are no injured: "five were shot, two of them died"
    return {"killed": killed, "injured": max(injured, hit - killed if hit > killed else 0)}


def _told_as_fact(a: Arrays, h: HarmMention) -> bool:
    p = h.predicate
    if h.negated or h.part_of is not None or a.sent[p] >= _LEAD:
        return False
    if any(a.lower[c] in _SUPPOSED for c in a.children[p]):
        return False
    return not (a.tag[p] == "VB" and a.dep[p] in ("xcomp", "advcl", "acl", "ccomp"))  # "threatened to kill"


def _is_hit(a: Arrays, h: HarmMention) -> bool:
    lemma = a.lemma[h.predicate]
    return lemma in words().hit_verbs or lemma in words().hit_transport


def _name(a: Arrays, h: HarmMention) -> str:
    return a.lower[h.head] if h.head is not None else ""


def _alive(a: Arrays, hurt: list[HarmMention], dead: list[HarmMention]) -> list[HarmMention]:
    """The injured without those who are said to have died: by the same name, or "the victim" where one died."""
    names = {_name(a, h) for h in dead}
    return [h for h in hurt if _name(a, h) not in names or h.low not in (None, 1)]


def _count(a: Arrays, entity: list[str], found: list[HarmMention]) -> int:
    """The highest number told of one group, of distinct groups within one sentence, or of people named."""
    by_sentence: dict[int, int] = {}
    named: set[str] = set()
    for h in found:
        number = h.low if h.low is not None else h.high
        head = h.head
        if head is None or number is None:
            by_sentence.setdefault(a.sent[h.predicate], 1)
            continue
        if entity[head] == "PER":
            named.add(a.lower[head])
        sentence = a.sent[h.predicate]
        if number == 1 and (a.pos[head] == "PRON" or any(a.lower[c] in _DEFINITE for c in a.children[head])):
            by_sentence.setdefault(sentence, 1)  # somebody already told of
            continue
        by_sentence[sentence] = by_sentence.get(sentence, 0) + number
    return max(len(named) if len(named) <= _MOST_NAMED else 0, *by_sentence.values(), 0)


_MOST_NAMED = 4  # more names than that are a list of victims of several incidents
