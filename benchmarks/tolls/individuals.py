"""Individuals told one by one: "a boy, 7, was killed" ... "the 56-year-old was taken to hospital" are two people.

Mentions join an individual as long as nothing tells them apart (name, age, sex, what they are), so that the number of
individuals is the smallest that the article allows; and one who is hurt in one sentence and dead in the next is dead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.tolls.vocabulary import words

from firsthand.reading.arrays import Arrays

_AGE = re.compile(r"\b(\d{1,2})(?:[- ]year(?:s)?[- ]old|[- ]year\b)", re.I)
_AFTER = re.compile(r"^[^.;\n]{0,40}?,\s?(?:age )?(\d{1,2})(?=[,.;)\s])")
_PRONOUNS = frozenset({"he", "him", "himself", "she", "her", "herself", "who", "they", "them"})
_TITLES = frozenset({"jr", "sr", "ii", "iii", "mr", "ms", "mrs", "sgt", "officer", "deputy", "jr.", "sr."})


@dataclass(frozen=True, slots=True)
class Mention:
    """One person as mentioned: what is told of him or her, None or empty where nothing is."""

    token: int
    sentence: int
    kind: str  # killed | injured | hit
    name: frozenset[str]
    age: int | None
    sex: str
    what: str
    pronoun: bool
    definite: bool


@dataclass
class Individual:
    """All that the mentions tell of one person."""

    name: frozenset[str]
    age: int | None
    sex: str
    what: str
    kinds: set[str] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    tokens: set[int] = field(default_factory=set)
    together: set[int] = field(default_factory=set)


def mention(a: Arrays, entity: list[str], head: int, kind: str) -> Mention:
    """The mention headed by token ``head`` that came to ``kind``."""
    lemma, w = a.lemma[head], words()
    first = last = head
    while first > 0 and entity[first - 1] == "PER" == entity[head]:
        first -= 1
    while last + 1 < a.n and entity[last + 1] == "PER" == entity[head]:
        last += 1
    name: frozenset[str] = frozenset()
    if entity[head] == "PER":
        name = frozenset(
            a.lower[t].strip("'’s.")
            for t in range(first, last + 1)
            if a.lower[t] not in _TITLES and len(a.lower[t]) > 2
        )
    begin = max(a.sentence(head)[0], min([first, *(c for c in a.children[head] if c < head)]) - 4)
    ages = _AGE.findall(a.string[a.start[begin] : a.end[head]])
    after = (
        _AFTER.match(a.string[a.end[last] : a.end[last] + 60])
        if name
        else re.match(r",\s?(\d{1,2})(?=[,.\s])", a.string[a.end[last] : a.end[last] + 8])
    )
    age = int(ages[-1]) if ages else int(after[1]) if after else None
    about = {lemma, *(a.lemma[c] for c in a.children[head] if a.dep[c] in ("compound", "appos", "flat", "nmod:desc"))}
    sex = "m" if about & w.male else "f" if about & w.female else ""
    kinds = (("officer", w.officer), ("suspect", w.suspect), ("child", w.child))
    what = next((name for name, of in kinds if about & of), "")
    if age is not None and age > 17 and what == "child":
        what = ""
    definite = any(a.lower[c] in ("the", "this", "that") for c in a.children[head])
    return Mention(head, a.sent[head], kind, name, age, sex, what, a.lower[head] in _PRONOUNS, definite)


def _conflict(m: Mention, i: Individual) -> bool:
    if m.name and i.name and not (m.name <= i.name or i.name <= m.name):
        return True
    if m.age is not None and i.age is not None and m.age != i.age:
        return True
    if m.sex and i.sex and m.sex != i.sex:
        return True
    if m.what and i.what and m.what != i.what:
        return True
    if (m.what == "child") and i.age is not None and i.age > 17:
        return True
    if i.what == "child" and m.age is not None and m.age > 17:
        return True
    return m.token in i.together


def _agree(m: Mention, i: Individual) -> int:
    return (
        4 * bool(m.name & i.name)
        + 3 * (m.age is not None and m.age == i.age)
        + bool(m.sex and m.sex == i.sex)
        + bool(m.what and m.what == i.what)
    )


def individuals(mentions: Iterable[Mention], groups: dict[int, set[int]]) -> list[Individual]:
    """The people; ``groups`` has for a token those coordinated with it ("a mother and her son"), who are others."""
    found: list[Individual] = []
    for m in mentions:
        possible = [i for i in found if not _conflict(m, i)]
        if m.pronoun:
            best = max(possible, key=lambda i: max(i.sentences), default=None)
        else:
            best = max(possible, key=lambda i: (_agree(m, i), max(i.sentences)), default=None)
        if best is None:
            if m.pronoun:
                continue
            best = Individual(m.name, m.age, m.sex, m.what)
            found.append(best)
        best.name |= m.name
        best.age = best.age if best.age is not None else m.age
        best.sex, best.what = best.sex or m.sex, best.what or m.what
        best.kinds.add(m.kind)
        best.sentences.add(m.sentence)
        best.tokens.add(m.token)
        best.together |= groups.get(m.token, set())
    return found
