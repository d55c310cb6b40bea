"""What is to be seen at each word of a report: the signs that the learned weights weigh.

Every sign is a short text such as ``slot:patient:kill`` and is known to the weights only by its hash, so that they hold
no words of the reports that they were learned from.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from benchmarks.muc4.material import Material

from firsthand.reading import lexicon
from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import frame_at
from firsthand.records import Claim, Phrase

BUCKETS = 1 << 14
_NEAR = ("agent", "patient", "by", "of", "against", "on", "with", "in", "at", "to", "from")


def hashed(sign: str) -> int:
    """The number of a sign, from 1; 0 is for none.

    >>> 0 < hashed("lemma:bomb") < BUCKETS
    True
    """
    return zlib.crc32(sign.encode()) % (BUCKETS - 1) + 1


def signs(m: Material) -> list[list[int]]:
    """The hashed signs of every word of a report (words are the tokens that are not white space)."""
    a = m.a
    found: list[list[str]] = [[] for _ in range(a.n)]
    classes = [lexicon.load().classes(a.lemma[t]) or lexicon.load().classes(a.lower[t]) for t in range(a.n)]
    inside = _brackets(a)
    for t in range(a.n):
        out = found[t]
        lemma = a.lemma[t]
        out += [
            f"lemma:{lemma}", f"word:{a.lower[t]}", f"pos:{a.pos[t]}", f"tag:{a.tag[t]}", f"dep:{a.dep[t]}",
            f"name:{m.entity[t]}", f"end:{a.lower[t][-3:]}", f"sentence:{min(a.sent[t], 12)}",
        ]  # fmt: skip
        out += [f"class:{c}" for c in classes[t]]
        head = a.head[t]
        if head != t:
            out += [f"head:{a.dep[t]}:{a.lemma[head]}", f"up:{a.lemma[head]}"]
            out += [f"headclass:{a.dep[t]}:{c}" for c in classes[head]]
        for step in (-2, -1, 1, 2):
            if 0 <= t + step < a.n:
                out.append(f"at{step}:{a.lemma[t + step]}")
        for c in a.children[t]:
            out.append(f"child:{a.dep[c].split(':')[0]}:{a.lemma[c]}")
        if inside[t]:
            out.append(f"bracket:{m.entity[t]}")
    _frames(a, found, classes)
    _claims(m, found)
    for k, (spans, name) in enumerate(((m.places, "place"), (m.times, "time"))):
        for p in spans:
            for t in m.tokens(p.start, p.end):
                found[t].append(f"{name}:{p.precision}" if k == 0 else f"{name}:{p.precision}:{getattr(p, 'type', '')}")
    return [sorted({hashed(s) for s in found[t]}) for t in m.words]


def _brackets(a: Arrays) -> list[bool]:
    depth, out = 0, []
    for word in a.text:
        depth = max(0, depth + (word in "[(") - (word in ")]")) if len(word) == 1 else depth
        out.append(depth > 0)
    return out


def _frames(a: Arrays, found: list[list[str]], classes: Sequence[frozenset[str]]) -> None:
    """Who does what to whom, of every verb, at the one who does or suffers it, and at the verb."""
    for v in range(a.n):
        if a.pos[v] != "VERB":
            continue
        frame = frame_at(a, v)
        for slot, fillers in frame.slots.items():
            if slot not in _NEAR:
                continue
            for t in fillers:
                found[t] += [f"slot:{slot}:{a.lemma[v]}", f"slot:{slot}"]
                found[v] += [f"has:{slot}:{c}" for c in classes[t]]
                if slot == "patient":
                    found[t] += [f"by:{a.lemma[x]}" for x in frame.get("agent")]
                if slot == "agent":
                    found[t] += [f"does:{a.lemma[v]}:{a.lemma[x]}" for x in frame.get("patient")]


def _claims(m: Material, found: list[list[str]]) -> None:
    """What the coder's claims say of a word: that it names an incident, or who is who in one."""
    near: dict[int, set[str]] = defaultdict(set)
    for claim in m.claims:
        for t in m.at(claim.trigger):
            found[t] += [f"trigger:{claim.event_type}", f"stage:{claim.stage}", f"stance:{claim.stance}"]
            found[t] += [f"of:{claim.event_type}:{h.outcome}:{h.unit}" for h in claim.harm]
            near[m.a.sent[t]].add(claim.event_type)
        for sign, phrase in _parts(claim):
            for t in m.at(phrase):
                found[t] += [sign, f"{sign}:{claim.event_type}"]
    for t in range(m.a.n):
        found[t] += [f"near:{kind}" for kind in near.get(m.a.sent[t], ())]


def _parts(claim: Claim) -> Iterable[tuple[str, Phrase]]:
    for actor in claim.actors:
        yield f"role:{actor.role}", actor
        yield f"kind:{actor.role}:{actor.kind}", actor
        if actor.actor_id:
            yield "known", actor
    for means in claim.means:
        yield f"means:{means.kind}", means
    for harm in claim.harm:
        yield f"harm:{harm.outcome}:{harm.unit}", harm
    if claim.when is not None:
        yield "when", claim.when
    if claim.where is not None:
        yield "where", claim.where
    for link in claim.attribution:
        if link.span is not None:
            yield f"source:{link.kind}", Phrase(span=link.span)


def padded(rows: Sequence[Sequence[int]], width: int = 64) -> npt.NDArray[np.int32]:
    """Rows of numbers as one table, cut or filled with 0."""
    out = np.zeros((len(rows), width), np.int32)
    for i, row in enumerate(rows):
        out[i, : min(width, len(row))] = row[:width]
    return out
