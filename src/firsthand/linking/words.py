"""Words of a text as evidence: how rare each is in news, the text as a vector, and the names in it.

How rare a word is comes from a fixed table (``frequencies.npz``: hashes of words and their inverse document
frequencies, counted by ``training/linking.py``) and not from the reports at hand: so the evidence of a pair of reports
stays what it is when others are added.
"""

from __future__ import annotations

import functools
import math
import operator
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import resources

_WORD = re.compile(r"[^\W\d_]{2,}|\d{2,}")
_NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[.!?:;,\"“”()\n]")
STEP = 0.05  # of the table: an idf is a number of these steps
MOST_WORDS = 20_000  # of a text: a book is not a report


@functools.lru_cache(maxsize=1)
def _table() -> tuple[dict[int, int], int]:
    import numpy as np

    with (resources.files("firsthand.linking") / "frequencies.npz").open("rb") as file, np.load(file) as data:
        known = dict(zip(data["words"].tolist(), data["steps"].tolist(), strict=True))
        return known, int(data["most"])


@functools.lru_cache(maxsize=65_536)
def rarity(word: str) -> float:
    """The inverse document frequency of a folded word: 0 for one that is in every report, 7.7 for one never seen.

    >>> rarity("police") < rarity("tuesday") < rarity("goundam")
    True
    """
    known, most = _table()
    return known.get(zlib.crc32(word.encode()), most) * STEP


@functools.lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word in lower-case ASCII."""
    if word.isascii():
        return word.lower()
    from anyascii import anyascii

    return anyascii(word).lower()


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, in order; single letters and digits are left out.

    >>> words("A 34-year-old trader in Ménaka")
    ['34', 'year', 'old', 'trader', 'in', 'menaka']
    """
    return [plain(m.group()) for m in _WORD.finditer(text)][:MOST_WORDS]


def vector(found: Iterable[str], power: int = 1) -> dict[str, float]:
    """Words as a vector of length 1: each counts by the logarithm of its number and by a power of its rarity."""
    counts = Counter(found)
    weights = {word: (1 + math.log(n)) * rarity(word) ** power for word, n in counts.items()}
    length = math.sqrt(sum(x * x for x in weights.values()))
    return {word: x / length for word, x in weights.items() if x > 0} if length else {}


def alike(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1.

    >>> round(alike(vector(["market", "fire"]), vector(["fire", "market"])), 6)
    1.0
    """
    if len(one) > len(other):
        one, other = other, one
    shared = list(filter(other.__contains__, one))
    products: Iterable[float] = map(operator.mul, map(one.__getitem__, shared), map(other.__getitem__, shared))
    return sum(products)


def names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The capitalised words inside sentences, and the pairs of capitalised words beside each other.

    >>> sorted(names("Yesterday the mayor of Kolbo, Awa Tessit, left.")[0]), sorted(names("Then Awa Tessit left.")[1])
    (['awa', 'kolbo', 'tessit'], ['awa tessit', 'then awa'])
    """
    single, double = set[str](), set[str]()
    before, start = "", True
    for match in _NAME.finditer(text):
        mark = match.group()
        if not mark[0].isalnum():
            before, start = "", start or mark in '.!?:\n"“”'
            continue
        if mark[0].isupper() and len(mark) > 1:
            word = plain(mark).removesuffix("'s")
            if not start:
                single.add(word)
            if before:
                double.add(f"{before} {word}")
            before = word
        else:
            before = ""
        start = False
    return frozenset(single), frozenset(double)
