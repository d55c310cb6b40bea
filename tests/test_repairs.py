"""Slips of the parser that are mended: parses built by hand, as a parser might give them."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from firsthand.reading.arrays import Arrays
from firsthand.reading.mending.repairs import mend


def _arrays(rows: list[tuple[str, str, str, int]]) -> Arrays:
    """Arrays of (word, part of speech, label, head)."""
    words, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    doc = Doc(spacy.blank("en").vocab, words=words, pos=pos, deps=deps, heads=heads, lemmas=words, tags=pos)
    return Arrays(doc)


def test_a_second_subject_goes_to_the_verb_without_one() -> None:
    a = _arrays(
        [
            ("Guards", "NOUN", "nsubj", 1), ("surrendered", "VERB", "ROOT", 1), ("and", "CCONJ", "cc", 6),
            ("ten", "NUM", "nummod", 4), ("soldiers", "NOUN", "nsubj", 1), ("were", "AUX", "aux:pass", 6),
            ("killed", "VERB", "conj", 1),
        ]
    )  # fmt: skip
    mend(a)
    assert (a.head[4], a.dep[4]) == (6, "nsubj:pass")
    assert 4 in a.children[6]
    assert 4 not in a.children[1]


def test_a_verb_with_its_own_subject_keeps_it() -> None:
    a = _arrays(
        [
            ("Guards", "NOUN", "nsubj", 1), ("surrendered", "VERB", "ROOT", 1), ("and", "CCONJ", "cc", 4),
            ("soldiers", "NOUN", "nsubj", 4), ("fled", "VERB", "conj", 1),
        ]
    )  # fmt: skip
    mend(a)
    assert (a.head[0], a.head[3]) == (1, 4)
