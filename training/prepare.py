"""Training streams and held-out sets from the data folder."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import spacy

from firsthand.language.tokenizer import build_tokenizer
from training.batches import endless
from training.corpora import Encoder, Window, read_jsonl, read_syntax, sentence_windows
from training.treebanks import Sentence

# Shares of the pieces seen. Syntax with names and attribution come first.
SHARES = {"ewt": 0.28, "gum": 0.16, "polnear": 0.45, "timebank": 0.05, "places": 0.06}
FILES = {
    "polnear": ["polnear_train"],
    "timebank": ["timex_train"],
    "places": ["geo_lgl", "geo_geovirus"],
}
# Longer than the runtime's windows too, so that the places beyond are trained: one long sentence may reach them.
CAPS = (128, 160, 160, 224, 256)


class WordFinder:
    """The words of a text as the runtime finds them, with their offsets."""

    def __init__(self) -> None:
        self._tokenizer = build_tokenizer(spacy.blank("en"))

    def __call__(self, text: str) -> list[tuple[str, int]]:
        """Words and offsets, without whitespace tokens."""
        return [(t.text, t.idx) for t in self._tokenizer(text) if not t.is_space]


def by_document(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences grouped by document."""
    return [list(group) for _, group in groupby(sentences, key=lambda s: s.doc)]


def training_sentences(bench: Path, without: set[str]) -> dict[str, list[Sentence]]:
    """The treebanks' training sentences by set; ``uner`` can be left out as a set of its own."""
    found = read_syntax(bench / "data" / "ud", "train", names="uner" not in without)
    return {k: v for k, v in found.items() if k not in without}


def streams(
    bench: Path, encoder: Encoder, sentences: dict[str, list[Sentence]], without: set[str]
) -> dict[str, Iterator[Window]]:
    """One endless stream of windows for each set that is not left out."""
    out: dict[str, Iterator[Window]] = {}
    for name, known in sentences.items():
        documents = [[encoder.sentence(s) for s in d] for d in by_document(known)]
        out[name] = endless(lambda d=documents: list(sentence_windows(d)))  # type: ignore[misc]
    words = WordFinder()
    for name, files in FILES.items():
        if name in without:
            continue
        records = [r for f in files for r in read_jsonl(bench / "data" / f"{f}.jsonl.xz")]
        found = [(r, words(r["text"])) for r in records]
        out[name] = endless(lambda f=found: _windows(encoder, f))  # type: ignore[misc]
    return out


def _windows(encoder: Encoder, found: list[tuple[dict[str, Any], list[tuple[str, int]]]]) -> list[Window]:
    random.shuffle(found)
    return [w for r, words in found for w in encoder.document(r, words, CAPS) if len(w.casing) > 2]
