"""Type, effect, number and confidence of one filler: linear votes over the signs of its phrase, words and sentences.

The network decides these too, but word by word; a vote over the whole phrase with all its mentions and the sentences
that they stand in knows more of a "retired colonel of the army". Both are averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from benchmarks.muc4.labels import OF_PHRASES
from benchmarks.muc4.material import Material
from benchmarks.muc4.signs import BUCKETS

Floats = npt.NDArray[np.float32]
Row = dict[int, float]
_ZONES = (("phrase", 1.0, 1), ("word", 1.0, 7919), ("sentence", 0.7, 104729))  # name, weight, factor of its buckets


def row_of(m: Material, signs: Sequence[Sequence[int]], spans: Iterable[tuple[int, int]]) -> Row:
    """Weights of hashed signs for a filler with mentions at ``spans`` (first and last token, included)."""
    index = {t: w for w, t in enumerate(m.words)}
    spans = sorted({s for s in spans if s[1] in index})
    sentences = {m.a.sent[last] for _, last in spans}
    zones = {
        "phrase": [index[t] for first, last in spans for t in range(first, last + 1) if t in index],
        "word": [index[last] for _, last in spans],
        "sentence": [w for t, w in index.items() if m.a.sent[t] in sentences],
    }
    out: Row = {}
    for zone, weight, factor in _ZONES:
        counts: Row = {}
        for w in zones[zone]:
            for s in signs[w]:
                if s:
                    counts[s] = counts.get(s, 0.0) + 1
        values = {s: float(np.log1p(n)) for s, n in counts.items()}
        length = sum(v * v for v in values.values()) ** 0.5 or 1.0
        for s, v in values.items():
            bucket = s * factor % (BUCKETS - 1) + 1
            out[bucket] = out.get(bucket, 0.0) + weight * v / length
    return out


class Votes:
    """The linear votes: arrays ``facts.SLOT.weight`` (fills, buckets) and ``facts.SLOT.bias``."""

    def __init__(self, arrays: dict[str, npt.NDArray[np.float32]]) -> None:
        self._weights = {k: arrays[f"facts.{k}.weight"] for k in OF_PHRASES if f"facts.{k}.weight" in arrays}
        self._bias = {k: arrays[f"facts.{k}.bias"] for k in self._weights}

    def __call__(self, row: Row, slot: str) -> Floats | None:
        """Probabilities of the fills of ``slot``, or None where nothing was learned for it."""
        if slot not in self._weights or not row:
            return None
        buckets, values = np.array(list(row)), np.array(list(row.values()), np.float32)
        scores = self._weights[slot][:, buckets] @ values + self._bias[slot]
        e = np.exp(scores - scores.max())
        return np.asarray(e / e.sum(), np.float32)
