"""Words to word pieces and casing classes, the only things the network sees of a text.

The vocabulary is uncased; capitals reach the network as one of six casing classes for each word. That is what
makes a text in capitals read nearly as well as one in mixed case (see the model card).
"""

from __future__ import annotations

import json
import string
import unicodedata
from pathlib import Path

UNKNOWN, START, END = 100, 101, 102
MAX_PIECES = 8
_MAX_CHARS = 64
_CACHE_LIMIT = 200_000
_LONGEST_PART = 100  # characters; BERT's own limit
_IDEOGRAPHS = (
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F)),
    *((0x2B920, 0x2CEAF), (0x2F800, 0x2FA1F)),
)


def casing(word: str) -> int:
    """Class of a word's letters: 1 lower, 2 Title, 3 UPPER, 4 mixed, 5 no letters or digits only.

    >>> [casing(w) for w in ("tank", "Kyiv", "UN", "iPhone", "2024")]
    [1, 2, 3, 4, 5]
    """
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[:1].isupper() and word[1:].islower():
        return 2
    return 4 if any(c.isalpha() for c in word) else 5


class PieceTable:
    """Word pieces of words, with a memory of the words seen.

    Cutting is BERT's: control characters out, accents off, small letters, punctuation and ideographs apart, then the
    longest known piece again and again. Forty lines here instead of the library ``tokenizers``, which brings 40 MB of
    a model hub's client; a test compares the two.

    Args:
        path: a ``tokenizer.json`` of an uncased BERT vocabulary.
    """

    def __init__(self, path: Path) -> None:
        self._vocabulary: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
        self._longest = max(len(piece.removeprefix("##")) for piece in self._vocabulary)
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces: at least one, at most ``MAX_PIECES`` (a longer word is cut)."""
        found = self._known.get(word)
        if found is None:
            ids = [piece for part in _parts(word[:_MAX_CHARS]) for piece in self._cut(part)]
            found = tuple(ids[:MAX_PIECES]) or (UNKNOWN,)
            if len(self._known) < _CACHE_LIMIT:
                self._known[word] = found
        return found

    def _cut(self, part: str) -> list[int]:
        """The longest pieces that make up a part, from its beginning; unknown as a whole where one is missing."""
        if len(part) > _LONGEST_PART:
            return [UNKNOWN]
        found: list[int] = []
        start = 0
        while start < len(part):
            before = "##" if start else ""
            for end in range(min(len(part), start + self._longest), start, -1):
                piece = self._vocabulary.get(before + part[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [UNKNOWN]
        return found


def _parts(word: str) -> list[str]:
    """A word without control characters and accents, in small letters, cut at spaces, punctuation and ideographs."""
    plain = unicodedata.normalize("NFD", "".join(_cleaned(letter) for letter in word))
    letters = "".join(x.lower() for x in plain if unicodedata.category(x) != "Mn")
    return "".join(f" {x} " if _stands_alone(x) else x for x in letters).split()


def _cleaned(letter: str) -> str:
    if letter in "\t\n\r":
        return " "
    if any(first <= ord(letter) <= last for first, last in _IDEOGRAPHS):
        return f" {letter} "
    return "" if letter in "\0\ufffd" or unicodedata.category(letter) in ("Cc", "Cf", "Co") else letter


def _stands_alone(letter: str) -> bool:
    return letter in string.punctuation or unicodedata.category(letter).startswith("P")
