"""The things and people that fill an incident: mentions put together, with the probability that they fill a role."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from benchmarks.muc4.labels import labels
from benchmarks.muc4.material import Floats, Material
from benchmarks.muc4.network import Decisions
from benchmarks.muc4.phrases import phrase

_LEAST = 0.05  # a mention below is not looked at
_LINKS = frozenset({"flat", "flat:name", "compound", "appos", "nmod:desc", "nmod", "goeswith", "dep"})


@dataclass(eq=False)
class Entity:
    """One filler of a role. ``words``: the words that end its mentions, the surest first; ``text`` of the surest or,
    of a name, the longest."""

    role: str
    words: list[int]
    probability: float
    text: str
    first: int  # tokens
    last: int
    names: Entity | None = None  # of a description: whose
    others: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)  # of all mentions, in tokens

    def fact(self, d: Decisions, slot: str) -> Floats:
        """The probabilities of the fills of ``slot``, over its mentions."""
        weights = np.array([d.roles[w].max() for w in self.words], np.float32)
        return np.asarray((d.facts[slot][self.words] * weights[:, None]).sum(0) / weights.sum())


def entities(m: Material, d: Decisions, role: str, named: list[Entity] | None = None) -> list[Entity]:
    """The fillers of one role in the whole report, the surest first; ``named``: whose descriptions to look for."""
    column = labels()["roles"].index(role)
    found: dict[str, list[tuple[float, int, tuple[int, int], Entity | None]]] = {}
    for w in np.flatnonzero(d.roles[:, column] > _LEAST).tolist():
        t = m.words[w]
        if not any(c.isalnum() for c in m.a.text[t]):
            continue
        span = name_span(m, t) if role == "hum_name" else phrase(m, t, role not in ("perp_org", "instr_id"))
        whose = _described(m, span, named) if named is not None else None
        key = _key(m, role, t, span, found) if whose is None else f"of {whose.text}"
        found.setdefault(key, []).append((float(d.roles[w, column]), w, span, whose))
    out = []
    for mentions in found.values():
        mentions.sort(key=lambda x: (-x[0], x[1]))
        probability = 1 - math.prod(1 - p for p, *_ in mentions)
        best = max(mentions, key=lambda x: x[2][1] - x[2][0]) if role == "hum_name" else mentions[0]
        first, last = best[2]
        texts = [shown(m, *span) for _, _, span, _ in mentions]
        out.append(
            Entity(role, [w for _, w, _, _ in mentions], probability, shown(m, first, last), first, last,
                   mentions[0][3], texts, [span for _, _, span, _ in mentions])
        )  # fmt: skip
    kept: list[Entity] = []
    for e in sorted(out, key=lambda e: (-e.probability, e.words[0])):
        # a phrase inside or around a surer one is the same thing, cut otherwise
        if not any(e.first <= k.last and k.first <= e.last for k in kept):
            kept.append(e)
    return kept


def shown(m: Material, first: int, last: int) -> str:
    """The words from token ``first`` to ``last`` on one line, in capitals as the keys are."""
    return " ".join(m.text[m.a.start[first] : m.a.end[last]].split()).upper()


def name_span(m: Material, t: int) -> tuple[int, int]:
    """The name that ends with token ``t``, without titles."""
    if m.entity[t] != "PER":
        return phrase(m, t, False)
    first = t
    while first > 0 and m.entity[first - 1] == "PER":
        first -= 1
    return first, t


def _key(m: Material, role: str, t: int, span: tuple[int, int], found: dict[str, object]) -> str:
    own = m.a.lemma[t] if role != "hum_name" else shown(m, *span)
    if role != "hum_name":
        return own
    mine = set(own.split())
    for other in found:
        theirs = set(other.split())
        if mine <= theirs or theirs <= mine or len(mine & theirs) >= 2 or _surname(own) == _surname(other):
            return other
    return own


def _surname(name: str) -> str:
    return name.split()[-1]


def _described(m: Material, span: tuple[int, int], named: list[Entity]) -> Entity | None:
    """The named person whom the phrase describes: one name and one noun phrase, side by side or in apposition."""
    a = m.a
    first, last = span
    top = next((t for t in range(first, last + 1) if not first <= a.head[t] <= last or a.head[t] == t), last)
    for e in named:
        for w in e.words:
            end = m.words[w]
            start = name_span(m, end)[0]
            inside = range(start, end + 1)
            if first <= end and last >= start:
                return e  # the name is a part of the phrase
            if last + 1 == start or (a.head[top] in inside and a.dep[top] in _LINKS):
                return e
            if any(a.head[t] in (top, last) and a.dep[t] in _LINKS for t in inside) and abs(start - last) < 12:
                return e
    return None
