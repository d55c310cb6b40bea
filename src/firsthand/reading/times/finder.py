"""Finds the times of a report: the walk through the text, with the anchor that it carries along."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from firsthand.reading.mentions import TimeMention
from firsthand.reading.times.anchoring import Anchor
from firsthand.reading.times.compose import compose, with_edges
from firsthand.reading.times.functions import mentions
from firsthand.reading.times.grammar import matches, rules
from firsthand.reading.times.granules import Granule
from firsthand.reading.times.guards import allowed
from firsthand.reading.times.lexer import Tokens, tokenise
from firsthand.reading.times.resolve import Meaning, resolve
from firsthand.reading.times.spec import Element, element
from firsthand.reading.times.stamps import is_stamp
from firsthand.reading.times.tense import tense
from firsthand.reading.times.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CHUNK = 200_000  # characters read at a time: a report of 50 MB in one line must not need 50 MB of tokens
_PARAGRAPH = re.compile(r"\n")


@dataclass(slots=True)
class Found:
    """An expression in the text with its meaning."""

    start: int
    end: int
    element: Element
    meaning: Meaning
    stamp: bool
    published: datetime.date | None


def find_times(doc: Doc, published: str | None) -> list[TimeMention]:
    """The times of a parsed report, in order, none overlapping. A Doc that is only tokenised will do.

    >>> import spacy
    >>> doc = spacy.blank("en")("Shelling hit the market a few days ago.")
    >>> [(m.first, m.last) for m in find_times(doc, "2024-10-14")]
    [('2024-10-07', '2024-10-13')]
    """
    return find_times_in(doc.text, published, doc)


def find_times_in(text: str, published: str | None, tokens: Doc | None = None) -> list[TimeMention]:
    """The same for bare text; ``tokens`` helps with verbs like "may" and "march" where it has tags.

    Raises ``ValueError`` where ``published`` is no ISO 8601 date.
    """
    return mentions(text, find(text, published, tokens))


def find(text: str, published: str | None, tokens: Doc | None = None) -> list[Found]:
    """The expressions with their meanings, before ranges are joined."""
    anchor = Anchor(published=datetime.date.fromisoformat(published[:10]) if published else None)
    out: list[Found] = []
    vocabulary = rules()[0]
    for start, stop in _chunks(text):
        out.extend(
            _resolved(text, _elements(text, tokenise(text, vocabulary, start, stop), vocabulary, tokens), anchor)
        )
    return out


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


def _elements(text: str, tokens: Tokens, vocabulary: Vocabulary, doc: Doc | None) -> list[tuple[int, int, Element]]:
    found: list[Element] = []
    taken = 0
    for match in matches(tokens):
        if match.first < taken or not allowed(match, tokens, doc):
            continue
        made = element(match, vocabulary)
        if made is not None:
            found.append(made)
            taken = match.last
    found = [e for e in found if e.kind != "none"]
    found = compose(found, tokens)
    with_edges(found, tokens, vocabulary)
    return [(tokens.starts[e.first], tokens.ends[e.last - 1], e) for e in found]


def _resolved(text: str, elements: list[tuple[int, int, Element]], anchor: Anchor) -> Iterator[Found]:
    previous_end = 0
    for start, end, e in elements:
        if _PARAGRAPH.search(text, previous_end, start):
            anchor.year = None
        previous_end = end
        stamp = e.kind == "point" and e.spec.day is not None and is_stamp(text, start, end)
        anchor.tense = tense(text, start, end) if _needs_tense(e) else None
        meaning = resolve(e, anchor)
        if meaning is None:
            continue
        if stamp:
            meaning.dates_events = False
            if anchor.published is None and e.spec.year is not None and meaning.granule is not None:
                anchor.published = meaning.granule.first
        if meaning.granule is not None and not stamp:
            _go_on(anchor, e, meaning.granule)
        yield Found(start, end, e, meaning, stamp, anchor.published)


def _go_on(anchor: Anchor, e: Element, granule: Granule) -> None:
    """Makes what was just told the story's time; a comparison ("a year earlier", "last year") moves no story."""
    if (e.kind == "offset" and e.unit == "year") or (
        e.spec.near is not None and e.spec.near.unit in ("year", "decade", "century")
    ):
        return
    anchor.story = granule
    if granule.unit == "day":
        anchor.day = granule
    if granule.unit == "quarter":
        anchor.period = granule
    if e.spec.year is not None:
        history = anchor.published is None or e.spec.year <= anchor.published.year - 2
        anchor.year = e.spec.year if history and granule.unit in ("day", "month") else None


def _needs_tense(e: Element) -> bool:
    return e.kind == "point" and e.spec.year is None
