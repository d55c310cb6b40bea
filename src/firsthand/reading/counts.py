"""How many came to what, from a few words that a person selected: the words of ``quantities`` and ``harm``, without
a parse."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.vocabulary import words as harm_words
from firsthand.reading.quantities import number, number_words, quantity_of
from firsthand.records import Outcome

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST = 60  # words: a number phrase with what it counts is far shorter; more was selected by mistake
_RANGE = re.compile(r"(?<=\d)\s?[-–—]\s?(?=\d)")  # "10-15" is a range here; in a parsed report it can be a name's
_ARTICLES = ("a", "an", "another", "one", "no")


@functools.lru_cache(maxsize=1)
def _tokeniser() -> Language:
    import spacy

    return spacy.blank("en")


def bounds_in(text: str) -> tuple[int | None, int | None] | None:
    """The bounds of the first number phrase of a few words; None where there is none.

    >>> [bounds_in(x) for x in ("at least nine soldiers", "between 10 and 15", "dozens", "up to 40", "soldiers")]
    [(9, None), (10, 15), (24, None), (None, 40), None]
    """
    from spacy.tokens import Doc

    tokens = [token for token in _tokeniser()(_RANGE.sub(" to ", text[:2_000])) if not token.is_space][:LONGEST]
    lower = [token.lower_ for token in tokens]
    if any(f" {one} " in f" {' '.join(lower)} " for one in harm_words().nobody):
        return 0, 0
    lemmas = [_lemma(word) for word in lower]
    head = _head(lower, lemmas)
    if head is None:
        return None
    noun = head if number(lower[head]) is None or _is_noun(lower, head) else -1
    # A flat tree: all words hang on the one that tells how many, and ``quantity_of`` reads them by their places.
    doc = Doc(
        _tokeniser().vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        pos=["NOUN" if at == noun else "X" if number(word) is None else "NUM" for at, word in enumerate(lower)],
        tags=["NN" if at == head else "X" for at in range(len(lower))],
        lemmas=lemmas,
        heads=[head] * len(lower),
        deps=["ROOT" if at == head else _relation(word, lemmas[at]) for at, word in enumerate(lower)],
    )
    found = quantity_of(Arrays(doc), head)
    return None if found is None else (found.low, found.high)


def outcome_in(text: str) -> Outcome | None:
    """The first outcome that one of a few words says.

    >>> outcome_in("eleven wounded"), outcome_in("killing seven soldiers"), outcome_in("nine soldiers")
    ('injured', 'killed', None)
    """
    known = harm_words()
    for token in _tokeniser()(text[:2_000]):
        word = token.lower_
        for form in (word, *(word.removesuffix(end) for end in ("s", "ed", "d", "ing") if word.endswith(end))):
            found = known.adjectives.get(form) or known.nouns.get(form)
            if found is None and form != word and form in known.verbs:
                found = known.verbs[form][0].outcome
            if found is not None:
                return found
    return None


def _lemma(word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1] in number_words().counters else word


def _head(lower: list[str], lemmas: list[str]) -> int | None:
    """The word that tells how many: a numeral, a noun that counts ("two dozen", "hundreds"), or what "several" or an
    article stands before."""
    words = number_words()
    numerals = [at for at, word in enumerate(lower) if number(word) is not None]
    numeral = numerals[0] if numerals else None
    if len(numerals) > 1 and lower[numerals[0] - 1 : numerals[1] : 2] == ["between", "and"]:
        return numerals[1]
    noun = next((at for at, one in enumerate(lemmas) if one in words.counters and _is_noun(lower, at)), None)
    if numeral is not None and (noun is None or noun > numeral + 1):
        return numeral
    if noun is not None:
        return noun
    if any(one in words.vague for one in lemmas) or any(word in _ARTICLES for word in lower):
        return len(lower) - 1
    return None


def _is_noun(lower: list[str], at: int) -> bool:
    """Does a counting word stand as a noun: not "two hundred", but "a hundred"?"""
    counts = number_words()
    if lower[at] in counts.scales:
        return at > 0 and lower[at - 1] in ("a", "several", "few")
    return number(lower[at]) is None


def _relation(word: str, lemma: str) -> str:
    if number(word) is not None:
        return "nummod"
    return "det" if word in _ARTICLES else "amod" if lemma in number_words().vague else "dep"
