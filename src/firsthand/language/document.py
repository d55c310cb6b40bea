"""From decoded words to one spaCy ``Doc``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from firsthand.language.attribution import Attribution, mapped

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
SPAN_KEYS = ("source", "cue", "content", "timex", "toponym")


@dataclass
class Reading:
    """What was read, in indices of words (tokens that are not whitespace).

    ``heads`` are absolute word indices (a root has its own); ``pos``, ``tag``, ``dep`` and ``lemma`` are
    numbers of the vocabulary's string store; ``names`` are (start, end, label).
    """

    pos: Hashes
    tag: Hashes
    dep: Hashes
    lemma: Hashes
    heads: Ints
    names: list[tuple[int, int, str]] = field(default_factory=list)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: {k: [] for k in SPAN_KEYS})
    attributions: list[Attribution] = field(default_factory=list)


def build(vocab: Vocab, tokens: list[str], spaces: list[bool], real: Ints, reading: Reading) -> Doc:
    """One ``Doc`` of all tokens; whitespace tokens hang on the word before them (or the first word).

    Args:
        vocab: the vocabulary that the reading's numbers come from.
        tokens: all tokens, whitespace too.
        spaces: whether a space follows each token.
        real: token index of each word.
        reading: what was read of the words.

    Returns:
        The document; ``doc.text`` is the tokens with their spaces.
    """
    from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG  # type: ignore[import-not-found]
    from spacy.tokens import Doc, Span, SpanGroup

    def move(span: tuple[int, int]) -> tuple[int, int]:
        return int(real[span[0]]), int(real[span[1] - 1]) + 1

    doc = Doc(vocab, words=tokens, spaces=spaces)
    n = len(tokens)
    doc.user_data["attributions"] = [mapped(a, move) for a in reading.attributions]
    for key in SPAN_KEYS:
        doc.spans[key] = SpanGroup(doc, name=key)
    if n == 0:
        return doc
    strings = vocab.strings
    table = np.zeros((n, 7), np.uint64)
    pos, tag, dep, lemma, kind = (np.zeros(n, np.uint64) for _ in range(5))
    pos[:], tag[:], dep[:] = strings.add("SPACE"), strings.add("_SP"), strings.add("dep")
    nearest = np.maximum(np.searchsorted(real, np.arange(n), side="right") - 1, 0)
    heads = real[nearest] if len(real) else np.zeros(n, np.int64)
    for target, values in ((pos, reading.pos), (tag, reading.tag), (dep, reading.dep), (lemma, reading.lemma)):
        target[real] = values
    if len(real):
        heads[real] = real[reading.heads]
        blank = np.ones(n, bool)
        blank[real] = False
        for i in np.flatnonzero(blank).tolist():
            lemma[i] = strings.add(tokens[i])
    else:
        dep[0] = strings.add("ROOT")
        lemma[:] = [strings.add(t) for t in tokens]
    iob = np.full(n, 2, np.uint64)
    for a, b, label in reading.names:
        a, b = int(real[a]), int(real[b - 1]) + 1
        iob[a], iob[a + 1 : b] = 3, 1
        kind[a:b] = strings.add(label)
    relative = (heads - np.arange(n)).astype(np.int64).view(np.uint64)
    for column, numbers in enumerate((pos, tag, dep, lemma, relative, iob, kind)):
        table[:, column] = numbers
    doc.from_array([POS, TAG, DEP, LEMMA, HEAD, ENT_IOB, ENT_TYPE], table)  # type: ignore[arg-type]
    for key, found in reading.spans.items():
        doc.spans[key] = SpanGroup(
            doc, name=key, spans=[Span(doc, int(real[a]), int(real[b - 1]) + 1, label=key) for a, b in found]
        )
    return doc
