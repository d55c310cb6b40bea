"""The learned chooser: how likely each pair of numbers is the toll of the incident that an article is about.

Three steps, all learned on the Gun Violence training set (``training/tolls.py``) and all plain numpy here: *votes*,
linear in the article's words (names left out), of the classes 0, 1, 2 ... dead, hurt, and both; boosted trees that say
of each candidate number of dead whether it is the right one; trees that say so of each number of injured given the
dead.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.tolls.evidence import Evidence
from benchmarks.tolls.signals import Signals
from numpy.typing import NDArray

SPACE = 1 << 18  # hashes of words
VOTES = {"K": 5, "I": 6, "T": 6}  # the dead, the injured, both: numbers up to this, the last one and more
FEW = 4  # numbers of dead for which the injured are looked at
Pairs = list[tuple[int, int, float]]
Rows = NDArray[np.float64]


def hashes(words: list[str]) -> list[int]:
    """The words as places in the table."""
    return sorted({zlib.crc32(w.encode()) % SPACE for w in words})


def names() -> list[str]:
    """The names of all votes, in the order of the table's columns."""
    return [f"{name}{c}" for name, most in VOTES.items() for c in range(most + 1)]


def log_softmax(x: Rows) -> Rows:
    """Logits as log probabilities."""
    top = x.max()
    return np.asarray(x - top - np.log(np.exp(x - top).sum()))


class Trees:
    """Boosted regression trees, as arrays of nodes: which feature, threshold, children, value."""

    def __init__(self, table: dict[str, NDArray[Any]], base: float) -> None:
        self.feature, self.threshold = table["feature"], table["threshold"]
        self.left, self.right, self.value, self.roots = table["left"], table["right"], table["value"], table["roots"]
        self.base = base

    def __call__(self, rows: Rows) -> Rows:
        """The logit of each row."""
        total = np.full(len(rows), self.base)
        at = np.repeat(self.roots[None, :], len(rows), 0)
        which = np.arange(len(rows))[:, None]
        while True:
            feature = self.feature[at]
            inner = feature >= 0
            if not inner.any():
                return np.asarray(total + self.value[at].sum(1))
            less = rows[which, np.maximum(feature, 0)] <= self.threshold[at]
            at = np.where(inner, np.where(less, self.left[at], self.right[at]), at)


class Chooser:
    """Loads the weights once.

    >>> Chooser(Path("weights.npz"))(gathered(doc))                        # doctest: +SKIP
    [(1, 2, -0.3), (1, 3, -1.9), (0, 3, -3.0)]
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as data:
            self._places = {int(h): i for i, h in enumerate(data["hashes"])}
            self._votes, self._bias = data["votes"].astype(np.float32), data["bias"]
            self._dead, self._hurt = (
                Trees(
                    {k.split("_", 1)[1]: data[k] for k in data.files if k.startswith(name)}, float(data[f"{name}_base"])
                )
                for name in ("dead", "hurt")
            )

    def votes(self, e: Evidence) -> dict[str, float]:
        """What the words alone say."""
        known = [self._places[h] for h in hashes(e.words) if h in self._places]
        sums = self._votes[known].sum(0) / np.sqrt(len(known) + 1) + self._bias
        return dict(zip(names(), sums.tolist(), strict=True))

    def __call__(self, e: Evidence) -> Pairs:
        """Pairs of killed and injured with their log probability."""
        return pairs(Signals(e, self.votes(e)), self._dead, self._hurt)


def pairs(signals: Signals, dead: Any, hurt: Any) -> Pairs:
    """The likeliest pairs by two models that give a logit for each row."""
    values = signals.killed_values()
    first = log_softmax(dead(np.array([signals.killed_row(v) for v in values], float)))
    found: Pairs = []
    for k in np.argsort(-first)[:FEW]:
        others = signals.injured_values(values[k])
        second = log_softmax(hurt(np.array([signals.injured_row(v, values[k]) for v in others], float)))
        found += [(values[k], v, float(first[k] + s)) for v, s in zip(others, second, strict=True)]
    return sorted(found, key=lambda p: -p[2])


def together(own: Pairs, others: list[Pairs], weight: float, floor: float) -> tuple[int, int]:
    """The pair that an article and the others on its story find likeliest.

    ``weight`` is that of another's word, ``floor`` the log probability of a pair that an article does not tell of.
    """
    tables = [{(k, i): p for k, i, p in found} for found in others]
    candidates = {(k, i): p for k, i, p in own}
    for table in tables:
        for pair in table:
            candidates.setdefault(pair, floor)
    best = max(candidates, key=lambda c: candidates[c] + weight * sum(max(t.get(c, floor), floor) for t in tables))
    return best
