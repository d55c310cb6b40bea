"""A saying: cue, source and content in tokens, before names are resolved. And the bounds of phrases in the parse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from firsthand.language.dateline import dateline
from firsthand.reading.arrays import Arrays

if TYPE_CHECKING:
    from spacy.tokens import Doc

Tokens = tuple[int, int]  # [first, last + 1)

_CLOSERS = frozenset(".,;:!?-()[]{}") | {"--", "—", "–", "...", "…"}
_HYPHENS = frozenset({"-", "–"})
QUOTES = frozenset({'"', "“", "”", "„", "«", "»", "``", "''", "‟"})


@dataclass(slots=True)
class Saying:
    """``head`` is the token that says that something is said; ``form`` the construction that was recognised."""

    head: int
    cue: Tokens
    source: Tokens | None
    source_head: int | None
    content: list[Tokens]
    group: str
    form: str = "clause"
    score: float = 1.0
    aside: bool = False  # what a denial denies, or a comparison adds: another party's saying, not a link of the chain
    learned: bool = False  # the language model found it too
    wide: list[Tokens] = field(default_factory=list)  # quotations and statements beyond the cue's own sentence
    spread: list[Tokens] = field(default_factory=list)  # content with all that the model adds
    host: int | None = None  # the verb of the saying that this one stands behind ("said, citing officials")
    quoted: bool = False  # the cue stands in quotation marks
    nobody: bool = False  # passive or adverb: nobody is named, on purpose
    counts: bool = False  # the cue itself tells the number ("counted 27 graves"), and what it tells is the source's


class Parsed:
    """A document's tokens with the bounds of every subtree and the entity at every token."""

    __slots__ = ("a", "body", "doc", "entity", "left", "right", "text")

    def __init__(self, doc: Doc, a: Arrays | None = None) -> None:
        self.doc = doc
        self.a = a = a or Arrays(doc)
        self.text = a.string
        n = a.n
        left, right = list(range(n)), list(range(n))
        order = [i for i in range(n) if a.head[i] == i]
        for i in order:  # grows while it is read: parents before children
            order.extend(a.children[i])
        for i in reversed(order):
            h = a.head[i]
            if left[i] < left[h]:
                left[h] = left[i]
            if right[i] > right[h]:
                right[h] = right[i]
        self.left, self.right = left, right
        head = dateline(self.text)
        self.body = (
            next((i for i in range(n) if a.start[i] >= head[1]), 0) if head else 0
        )  # first token after the dateline
        self.entity: dict[int, tuple[int, int, str]] = {}
        for ent in doc.ents:
            found = (ent.start, ent.end, ent.label_)
            for t in range(ent.start, ent.end):
                self.entity[t] = found

    def subtree(self, i: int) -> Tokens:
        """First token and one past the last token below ``i``, itself included."""
        return self.left[i], self.right[i] + 1

    def name_end(self, start: int, limit: int) -> int:
        """One past the proper nouns from ``start`` on, at most ``limit``; parsers often part a name."""
        while start < limit and (self.a.pos[start] == "PROPN" or self._hyphen(start)):
            start += 1
        return start

    def glued(self, first: int, last: int) -> Tokens:
        """A name with what hyphens tie to it: of "Nor-Est" parsers now and then see one half."""
        while first >= 2 and self._hyphen(first - 1):
            first -= 2
        while last + 1 < self.a.n and self._hyphen(last):
            last += 2
        return first, last

    def _hyphen(self, t: int) -> bool:
        """Whether a token is a hyphen between two capitals, with no space around it."""
        a = self.a
        if a.text[t] not in _HYPHENS or not 0 < t < a.n - 1:
            return False
        tied = a.end[t - 1] == a.start[t] and a.end[t] == a.start[t + 1]
        return tied and a.text[t - 1][:1].isupper() and a.text[t + 1][:1].isupper()

    def trimmed(self, first: int, last: int) -> Tokens | None:
        """``[first, last)`` without spaces, conjunctions of punctuation at its ends; quotation marks stay."""
        a = self.a
        while first < last and (a.pos[first] == "SPACE" or a.text[first] in _CLOSERS):
            first += 1
        while last > first and (a.pos[last - 1] == "SPACE" or a.text[last - 1] in _CLOSERS):
            last -= 1
        return (first, last) if first < last else None

    def without(self, span: Tokens, holes: Iterable[Tokens]) -> list[Tokens]:
        """What is left of ``span`` when ``holes`` are cut out, pieces trimmed."""
        pieces = [span]
        for h0, h1 in holes:
            pieces = [(x, y) for s, e in pieces for x, y in ((s, min(e, h0)), (max(s, h1), e)) if x < y]
        found = []
        for s, e in sorted(pieces):
            piece = self.trimmed(s, e)
            if piece and any(self.a.text[t] not in QUOTES for t in range(*piece)):
                found.append(piece)
        return found

    def chars(self, span: Tokens) -> tuple[int, int]:
        """Characters of a span of tokens."""
        return self.a.start[span[0]], self.a.end[span[1] - 1]

    def words(self, span: Tokens) -> str:
        """The text of a span of tokens."""
        s, e = self.chars(span)
        return self.text[s:e]
