"""The toll of the one incident that an article is about: how many were killed and injured in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.finder import find_harm
from firsthand.reading.lexicon import load
from firsthand.reading.mentions import HarmMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SUPPOSED = frozenset({"could", "would", "might", "may", "can", "if", "should", "will"})
_LEAD = 12  # sentences: what an article tells later is mostly background on other incidents


def tolls(doc: Doc) -> dict[str, int | dict[str, int | None] | None]:
    """``{"killed": 2, "injured": 1}``; a number with an open end is ``{"low": 9, "high": None}``.

    >>> # tolls(load().parse("Two men were killed and a third was injured.")) -> {"killed": 2, "injured": 1}
    """
    a = Arrays(doc)
    entity = [""] * a.n
    for ent in doc.ents:
        for t in range(ent.start, ent.end):
            entity[t] = ent.label_
    found = [h for h in find_harm(a, load(), entity, hits=True) if h.unit == "person" and _told_as_fact(a, h)]
    dead = [h for h in found if h.outcome == "killed"]
    hurt = [h for h in found if h.outcome == "injured"]
    return {"killed": _count(a, dead), "injured": _count(a, _alive(a, hurt, dead))}


def _told_as_fact(a: Arrays, h: HarmMention) -> bool:
    if h.negated or h.part_of is not None:
        return False
    p = h.predicate
    if any(a.lower[c] in _SUPPOSED for c in a.children[p]):
        return False
    return not (a.tag[p] == "VB" and a.dep[p] in ("xcomp", "advcl", "acl", "ccomp"))  # "threatened to kill"


def _name(a: Arrays, h: HarmMention) -> str:
    return a.lower[h.head] if h.head is not None else ""


def _alive(a: Arrays, hurt: list[HarmMention], dead: list[HarmMention]) -> list[HarmMention]:
    """The injured without those who are said to have died: by the same name, or "the victim" where one died."""
    names = {_name(a, h) for h in dead}
    return [h for h in hurt if _name(a, h) not in names or h.low not in (None, 1)]


def _count(a: Arrays, found: list[HarmMention]) -> int:
    """The highest number told of one group, or of distinct groups within one sentence, in the article's first part."""
    best = 0
    by_sentence: dict[int, int] = {}
    for h in found:
        sentence = a.sent[h.predicate]
        if sentence >= _LEAD:
            continue
        number = h.low if h.low is not None else h.high
        by_sentence[sentence] = by_sentence.get(sentence, 0) + (number if number is not None else 1)
    for number in by_sentence.values():
        best = max(best, number)
    return best
