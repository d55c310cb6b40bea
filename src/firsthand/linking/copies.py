"""Near-copies: reports that carry the same text, as outlets do with an agency's story.

Method: MinHash over shingles of five words (Broder 1997) with banding to find candidates, then the exact overlap.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHINGLE = 5  # words: shorter ones are shared by reports that merely tell of the same thing
HASHES, ROWS = 96, 3  # 32 bands of 3: two texts with half their shingles in common meet with probability 0.99
ALIKE = 0.5  # of the shingles of the shorter text: an agency's story, cut and with a new first sentence, keeps more
MOST_WORDS = 50_000
_WORD = re.compile(r"\w+")
_PRIME = np.uint64((1 << 31) - 1)


def shingles(text: str) -> NDArray[np.uint64]:
    """The distinct hashed shingles of a text, sorted; empty for a text of fewer than five words."""
    words = [m.group().casefold().encode() for m in _WORD.finditer(text)][:MOST_WORDS]
    hashes = {zlib.crc32(b" ".join(words[i : i + SHINGLE])) >> 1 for i in range(len(words) - SHINGLE + 1)}
    return np.array(sorted(hashes), dtype=np.uint64)


def signature(marks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The MinHash signature of a set of shingles."""
    draws = np.random.default_rng(1997).integers(1, int(_PRIME), size=(2, HASHES), dtype=np.uint64)
    least = np.full(HASHES, _PRIME, dtype=np.uint64)
    for part in np.array_split(marks, max(1, len(marks) // 4096)):
        if len(part):
            least = np.minimum(least, ((part[:, None] % _PRIME) * draws[0] + draws[1]).__mod__(_PRIME).min(axis=0))
    return least


def copies(texts: Sequence[str]) -> list[int | None]:
    """For each text the number of its group of near-copies, or None if it is like no other.

    >>> story = "Shells fell on the market of Tarin in the early morning and killed four traders, the mayor said."
    >>> copies([story, "Example Wire: " + story, "The river has risen by two metres since Monday night, farmers say."])
    [0, 0, None]
    """
    marks = [shingles(text) for text in texts]
    parents = list(range(len(texts)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    bands: dict[tuple[int, bytes], int] = {}
    for i, mark in enumerate(marks):
        if not len(mark):
            continue
        rows = signature(mark).reshape(-1, ROWS)
        for band, row in enumerate(rows):
            j = bands.setdefault((band, row.tobytes()), i)
            if root(i) != root(j) and overlap(mark, marks[j]) >= ALIKE:
                parents[max(root(i), root(j))] = min(root(i), root(j))
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(len(texts)):
        members[root(i)].append(i)
    return [root(i) if len(members[root(i)]) > 1 else None for i in range(len(texts))]


def overlap(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """The share of the smaller set that is also in the other."""
    if not len(one) or not len(other):
        return 0.0
    return len(np.intersect1d(one, other, assume_unique=True)) / min(len(one), len(other))
