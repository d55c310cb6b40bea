"""Words to word pieces and casing classes, the only things the network sees of a text.

The vocabulary is uncased; capitals reach the network as one of six casing classes for each word. That is what
makes a text in capitals read nearly as well as one in mixed case (see the model card).
"""

from __future__ import annotations

from pathlib import Path

UNKNOWN, START, END = 100, 101, 102
MAX_PIECES = 8
_MAX_CHARS = 64
_CACHE_LIMIT = 200_000


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

    Args:
        path: a ``tokenizer.json`` of an uncased BERT vocabulary.
    """

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces: at least one, at most ``MAX_PIECES`` (a longer word is cut)."""
        found = self._known.get(word)
        if found is None:
            ids = self._tokenizer.encode(word[:_MAX_CHARS], add_special_tokens=False).ids
            found = tuple(ids[:MAX_PIECES]) or (UNKNOWN,)
            if len(self._known) < _CACHE_LIMIT:
                self._known[word] = found
        return found
