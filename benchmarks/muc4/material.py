"""One report with all that was read from it: what the signs, the phrases and the templates are made from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from firsthand.reading.arrays import Arrays
from firsthand.reading.mentions import PlaceMention, TimeMention
from firsthand.reading.places import find_places
from firsthand.reading.times import find_times
from firsthand.records import Claim, Phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = npt.NDArray[np.float32]


@dataclass
class Material:
    """A report's tokens (``a``), its claims, places and times; ``words`` are the tokens that are not white space."""

    text: str
    published: str | None
    a: Arrays
    claims: list[Claim]
    entity: list[str]
    places: list[PlaceMention]
    times: list[TimeMention]
    words: list[int] = field(default_factory=list)

    def tokens(self, start: int, end: int) -> range:
        """The tokens that the characters ``[start, end)`` touch."""
        return range(bisect_right(self.a.end, start), bisect_left(self.a.start, end))

    def at(self, phrase: Phrase) -> range:
        """The tokens of a claim's phrase."""
        return self.tokens(*phrase.span) if phrase.span is not None else range(0)


def gathered(doc: Doc, text: str, published: str | None, claims: list[Claim], gazetteer: Any) -> Material:
    """Put together what was read of one report."""
    a = Arrays(doc)
    entity = [""] * a.n
    for ent in doc.ents:
        for t in range(ent.start, ent.end):
            entity[t] = ent.label_
    times = find_times(doc, published)
    places = find_places(doc, a, gazetteer, times)
    words = [t for t in range(a.n) if not a.text[t].isspace()]
    return Material(text, published, a, claims, entity, places, times, words)
