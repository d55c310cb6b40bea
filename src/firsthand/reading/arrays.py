"""The attributes of a parsed report as plain lists.

A spaCy token is a Python object made anew at every access; pulling each attribute once into a list made the reading of
a report about four times as fast.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from spacy import attrs

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_ASKED = [attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.IDX, attrs.LENGTH, attrs.SPACY]
_NAMES = [attrs.ENT_TYPE]

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


class Arrays:
    """Lists with one value a token: ``text``, ``lower``, ``lemma``, ``pos``, ``tag``, ``dep``, ``head`` (index),
    ``children`` (indices, in order), ``sent`` (number of the sentence), ``start`` and ``end`` (characters, ``[start,
    end)``); ``string`` is the whole text.

    >>> import spacy
    >>> Arrays(spacy.blank("en")("Rebels attacked Gao.")).lower
    ['rebels', 'attacked', 'gao', '.']
    """

    __slots__ = (
        "children",
        "dep",
        "end",
        "entity",
        "head",
        "lemma",
        "lower",
        "n",
        "pos",
        "sent",
        "sentences",
        "start",
        "string",
        "tag",
        "text",
        "understood",
    )

    def __init__(self, doc: Doc) -> None:
        strings = doc.vocab.strings
        table = doc.to_array(_ASKED)
        n = self.n = len(doc)
        self.text: list[str] = [strings[x] for x in table[:, 0].tolist()]
        # what ``doc.text`` is: spaCy makes a Token for each word at every access, which cost a tenth of the reading
        self.string: str = "".join([w + " " if s else w for w, s in zip(self.text, table[:, 8].tolist(), strict=True)])
        self.understood: dict[int, tuple[int, ...]] = {}  # subjects that stand in another sentence, by verb
        self.lower: list[str] = [strings[x] for x in table[:, 1].tolist()]
        self.lemma: list[str] = [
            (strings[x] if x else w).lower() for x, w in zip(table[:, 2].tolist(), self.lower, strict=True)
        ]
        for t in (t for t, form in enumerate(self.lemma) if form.endswith("nc") and self.lower[t] != form):
            self.lemma[t] += "e"  # "sentenc", which the lemmatiser makes of "sentenced"
        self.pos: list[str] = [_POS.get(x, "X") for x in table[:, 3].tolist()]
        self.tag: list[str] = _few(table[:, 4].tolist(), strings)
        self.dep: list[str] = _few(table[:, 5].tolist(), strings)
        self.entity: list[str] = _few([int(x) for x in doc.to_array(_NAMES).reshape(-1)], strings)  # "LOC" or ""
        self.start: list[int] = table[:, 6].tolist()
        self.end: list[int] = (table[:, 6] + table[:, 7]).tolist()
        relative = doc.to_array([attrs.HEAD]).astype(np.int64) if doc.has_annotation("DEP") else np.zeros(n, np.int64)
        self.head: list[int] = (np.arange(n) + relative).tolist()
        self.children: list[list[int]] = [[] for _ in range(n)]
        for i, h in enumerate(self.head):
            if h != i:
                self.children[h].append(i)
        starts = doc.to_array([attrs.SENT_START]).astype(np.int64) == 1
        if n:
            starts[0] = True
        self.sent: list[int] = (np.cumsum(starts) - 1).tolist()
        first = np.flatnonzero(starts).tolist()
        self.sentences: list[tuple[int, int]] = list(pairwise([*first, n]))

    def sentence(self, i: int) -> tuple[int, int]:
        """First token and one past the last token of the sentence that token ``i`` is in."""
        return self.sentences[self.sent[i]]

    def hyphenated(self, i: int) -> int:
        """The last token of the word that ``i`` begins: "by" of "passers-by", cut in three."""
        t = i
        while t + 2 < self.n and self.text[t + 1] in "-–" and self.end[t] == self.start[t + 1] == self.end[t + 1] - 1:
            if self.end[t + 1] != self.start[t + 2] or not self.text[t + 2].isalpha():
                break
            t += 2
        return t

    def hang(self, child: int, head: int, dep: str) -> None:
        """Hang a token, with all that hangs on it, on another one, in place; on itself it is the root of a tree.

        Where the new head hangs on the token, it takes the token's place first: whoever climbs must arrive at a root.
        """
        if head != child and self._above(head, child):
            self._move(head, self.head[child] if self.head[child] != child else head, self.dep[child])
        self._move(child, head, dep)

    def _above(self, i: int, top: int) -> bool:
        """Whether the token ``i`` hangs on ``top``, however far below."""
        while i != top and self.head[i] != i:
            i = self.head[i]
        return i == top

    def _move(self, child: int, head: int, dep: str) -> None:
        if self.head[child] != child:
            self.children[self.head[child]].remove(child)
        self.head[child], self.dep[child] = head, dep
        if child != head:
            self.children[head] = sorted([*self.children[head], child])


def _few(numbers: list[int], strings: StringStore) -> list[str]:
    """Strings of numbers that are mostly the same few ones."""
    known = {x: strings[x] if x else "" for x in set(numbers)}
    return [known[x] for x in numbers]


def _names() -> dict[int, str]:
    from spacy.parts_of_speech import IDS

    return {number: name for name, number in IDS.items() if name}


_POS = _names()
