"""However words are hung anew, a sentence stays a tree: whoever climbs from a word arrives at a root."""

from __future__ import annotations

import functools

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from firsthand.language import load
from firsthand.reading.arrays import Arrays
from firsthand.reading.mending import mend, mend_sayings
from tests.test_roles import claims

# Invented; each was once hung in a ring.
RINGS = [
    'THE NEW BUNDI PROPOSAL IS A TRICK AND IS ONLY MEANT TO GAIN SOME TIME IN VIEW OF THE "MILITARY DEFEAT SUFFERED IN '
    'THE LAST FEW DAYS."',
]
SENTENCE = "Gunmen who had come from Dard at night killed two guards and fled to the hills, police said."
WORDS = 18


def rooted(a: Arrays) -> bool:
    """Whether every climb ends, and heads and children tell the same."""
    for t in range(a.n):
        i, steps = t, 0
        while a.head[i] != i and steps <= a.n:
            i, steps = a.head[i], steps + 1
        if steps > a.n:
            return False
    return all(sorted(c for c in range(a.n) if a.head[c] == h != c) == a.children[h] for h in range(a.n))


@functools.cache
def parsed(text: str) -> Doc:
    return load().parse(text)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, WORDS - 1), st.integers(0, WORDS - 1)), max_size=25))
def test_hanging_keeps_a_tree(moves: list[tuple[int, int]]) -> None:
    a = Arrays(parsed(SENTENCE))
    for child, head in moves:
        a.hang(child % a.n, head % a.n, "dep")
        assert a.head[child % a.n] == head % a.n
    assert rooted(a)


def test_mended_sentences_are_trees() -> None:
    for text in RINGS:
        a = Arrays(parsed(text))
        mend_sayings(a)
        mend(a)
        assert rooted(a), text
        claims(text)
