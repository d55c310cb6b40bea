"""Finds the times of a report, stretch by stretch."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from firsthand.reading.mentions import TimeMention
from firsthand.reading.times.anchoring import Anchor
from firsthand.reading.times.calendars import Written, written
from firsthand.reading.times.compose import compose, with_edges
from firsthand.reading.times.elements import element
from firsthand.reading.times.found import Found
from firsthand.reading.times.functions import mentions
from firsthand.reading.times.grammar import matches, rules
from firsthand.reading.times.guards import allowed, is_name
from firsthand.reading.times.history import is_history
from firsthand.reading.times.lexer import Tokens, tokenise
from firsthand.reading.times.numerals import order_shown
from firsthand.reading.times.region import UNKNOWN, Region
from firsthand.reading.times.spec import Element, Spec
from firsthand.reading.times.vocabulary import Vocabulary
from firsthand.reading.times.walk import Placed, Walk

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CHUNK = 200_000  # characters read at a time: a report of 50 MB in one line must not need 50 MB of tokens


def find_times(doc: Doc, published: str | None, region: Region = UNKNOWN) -> list[TimeMention]:
    """The times of a parsed report, in order, none overlapping. A Doc that is only tokenised will do.

    >>> import spacy
    >>> doc = spacy.blank("en")("Shelling hit the market a few days ago.")
    >>> [(m.first, m.last) for m in find_times(doc, "2024-10-14")]
    [('2024-10-07', '2024-10-13')]
    """
    return find_times_in(doc.text, published, doc, region)


def find_times_in(
    text: str, published: str | None, tokens: Doc | None = None, region: Region = UNKNOWN
) -> list[TimeMention]:
    """The same for bare text; ``tokens`` helps with verbs like "may" and "march" where it has tags, and with tense.

    A date of two readings (3/5/2024) is read in the order that the report's other dates show, else in the region's;
    where neither is known it has no day.

    Raises ``ValueError`` where ``published`` is no ISO 8601 date.
    """
    return mentions(text, find(text, published, tokens, region))


def find(text: str, published: str | None, tokens: Doc | None = None, region: Region = UNKNOWN) -> list[Found]:
    """The expressions with their meanings, before ranges are joined."""
    # where the year stands first, 24/03/05 shows no order of day and month
    shown = order_shown(text) if region.order != "year first" else None
    anchor = Anchor(
        published=datetime.date.fromisoformat(published[:10]) if published else None,
        region=Region(shown, region.southern) if shown else region,
    )
    anchor.history = is_history(text, anchor.published)
    walk = Walk(text, tokens, anchor)
    vocabulary = rules()[0]
    for start, stop in _chunks(text):
        tokenised = tokenise(text, vocabulary, start, stop)
        walk.through(_elements(tokenised, vocabulary, tokens, written(text, start, stop, anchor.published)))
    return walk.found


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        stop = min(len(text), start + _CHUNK)
        if stop < len(text):
            cut = max(text.rfind("\n", start + _CHUNK // 2, stop), text.rfind(". ", start + _CHUNK // 2, stop))
            cut = cut if cut > start else text.rfind(" ", start + _CHUNK // 2, stop)
            stop = cut + 1 if cut > start else stop
        yield start, stop
        start = stop


def _elements(tokens: Tokens, vocabulary: Vocabulary, doc: Doc | None, other: Sequence[Written]) -> list[Placed]:
    """The expressions of a stretch of text; ``other``: its dates of other calendars, which go first."""
    found: list[Element] = []
    taken = 0
    for match in matches(tokens):
        if match.first < taken or not allowed(match, tokens, doc):
            continue
        if is_name(match, tokens):
            taken = match.last
            continue
        made = element(match, vocabulary)
        if made is not None:
            found.append(made)
            taken = match.last
    found = [e for e in found if e.kind != "none"]
    found = compose(found, tokens)
    with_edges(found, tokens, vocabulary)
    placed = [(tokens.starts[e.first], tokens.ends[e.last - 1], e) for e in found]
    return _with_other(placed, other) if other else placed


def _with_other(placed: list[Placed], other: Sequence[Written]) -> list[Placed]:
    """The dates of other calendars among the grammar's expressions, in the order of the text."""
    made = [(w.start, w.end, Element(0, 0, "point", Spec(fixed=(w.first, w.last)))) for w in other]
    kept = [p for p in placed if not any(p[0] < m[1] and m[0] < p[1] for m in made)]
    return sorted(kept + made, key=lambda p: p[:2])
