"""Which targets of one type belong to one incident: by paragraph, places between, and words that turn to another.

A report may tell several bombings. Two targets are of one incident with a probability that a logistic regression gives
from what stands between their nearest mentions; targets are joined while their groups' mean probability is high enough.
"""

from __future__ import annotations

import functools
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from benchmarks.muc4.labels import labels, words
from benchmarks.muc4.material import Material

from firsthand.yamlfile import parse

Floats = npt.NDArray[np.float32]
_SENTENCE = 50  # words that a sentence's end is as far as
_FAR = 0.3  # what a mention counts for an incident when it stands nearer to another one


@functools.lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    data: Any = parse((Path(__file__).parent / "splitting.yaml").read_text(encoding="utf-8"))
    return {k: float(v) for k, v in data.items()}


def between(m: Material, a: int, b: int, kind: int) -> dict[str, float]:
    """What stands between two words of a report whose fillers are of one type of incident."""
    first, last = sorted((m.words[a], m.words[b]))
    paragraphs = m.text[m.a.start[first] : m.a.start[last]].count("\n")
    places = {
        m.text[p.start : p.end]
        for p in m.places
        if p.precision != "country" and m.a.end[first] <= p.start and p.end <= m.a.start[last]
    }
    return {
        "bias": 1.0,
        "next_paragraph": float(paragraphs == 1),
        "far_paragraph": float(paragraphs >= 2),
        "sentences": min(m.a.sent[last] - m.a.sent[first], 6) / 6,
        "places": min(len(places), 4) / 4,
        "turning": float(any(m.a.lower[t] in words()["turning"] for t in range(first, last))),
        f"type_{labels()['types'][kind].lower().replace(' ', '_')}": 1.0,
    }


def together(m: Material, one: list[int], other: list[int], kind: int) -> float:
    """The probability that two fillers, by the words that end their mentions, are of one incident."""
    _, a, b = min((abs(x - y), x, y) for x in one for y in other)
    weights = _weights()
    score = sum(weights.get(k, 0.0) * v for k, v in between(m, a, b, kind).items())
    return float(1 / (1 + np.exp(-score)))


def groups(m: Material, fillers: list[list[int]], kind: int, least: float) -> list[list[int]]:
    """Numbers of the fillers that belong together, in the order of the text."""
    n = len(fillers)
    p = np.eye(n)
    for i, j in combinations(range(n), 2):
        p[i, j] = p[j, i] = together(m, fillers[i], fillers[j], kind)
    found = [[i] for i in range(n)]
    while len(found) > 1:
        chance, i, j = max(
            (float(p[np.ix_(found[i], found[j])].mean()), -i, -j) for i, j in combinations(range(len(found)), 2)
        )
        if chance < least:
            break
        found[-i] += found.pop(-j)
    return sorted((sorted(g) for g in found), key=lambda g: min(min(fillers[i]) for i in g))


def nearness(m: Material, incidents: list[list[int]]) -> list[Floats]:
    """For each incident, by the words of its targets, how much each word of the report counts for it."""
    told = [ends for ends in incidents if ends]
    if len(told) < 2:
        return [np.ones(len(m.words), np.float32) for _ in incidents]
    # the sentence comes before the distance: what ends one sentence is not of the next one's incident
    places = np.arange(len(m.words)) + _SENTENCE * np.array([m.a.sent[t] for t in m.words])
    gaps = [np.abs(places[:, None] - places[ends]).min(1) if ends else places + 10**6 for ends in incidents]
    nearest = np.min(gaps, axis=0)
    return [
        np.where((gap <= nearest) | (not ends), 1.0, _FAR).astype(np.float32)
        for gap, ends in zip(gaps, incidents, strict=True)
    ]
