"""From the data folder to windows of numbers: what the network is fed."""

from __future__ import annotations

import json
import lzma
import random
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firsthand.language.pieces import PieceTable, casing
from firsthand.language.windows import plan_windows
from training.labels import EXTRAS, ROLES, lemma_rule
from training.treebanks import Sentence, read_names, read_treebank

IGNORE = -100
Array = npt.NDArray[np.int64]
Words = Callable[[str], list[tuple[str, int]]]


@dataclass
class Window:
    """Words as numbers with what is known of them; a missing key is not known, hence not trained.

    ``links`` holds (first word of a cue, words of its source, words of its content).
    """

    pieces: list[tuple[int, ...]]
    casing: Array
    gold: dict[str, Array] = field(default_factory=dict)
    links: list[tuple[int, list[int], list[int]]] | None = None

    @property
    def size(self) -> int:
        """Number of pieces with the two marks at the ends."""
        return sum(map(len, self.pieces)) + 2


def _encode(values: list[str], table: dict[str, int]) -> Array:
    """Numbers of labels; rare subtypes fall back to their base label."""
    return np.array([table.get(v, table.get(v.split(":")[0], IGNORE)) for v in values], np.int64)


class Encoder:
    """Turns sentences and documents into windows."""

    def __init__(self, pieces: PieceTable, labels: dict[str, list[str]]) -> None:
        self.pieces = pieces
        self.tables = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}

    def sentence(self, s: Sentence) -> Window:
        """One sentence; heads count from 1, 0 is the root."""
        rules = [lemma_rule(w, x) for w, x in zip(s.words, s.lemmas, strict=True)]
        table = self.tables
        gold = {
            "pos": _encode(s.pos, table["pos"]),
            "tag": _encode(s.tags, table["tag"]),
            "dep": _encode(s.deps, table["dep"]),
            "lemma": _encode(rules, table["lemma"]),
            "head": np.array(s.heads, np.int64) + 1,
            "start": np.array([1] + [0] * (len(s.words) - 1), np.int64),
        }
        if s.names is not None:
            gold["names"] = _encode(s.names, table["names"])
        return self._plain(s.words, gold)

    def _plain(self, words: list[str], gold: dict[str, Array]) -> Window:
        return Window([self.pieces(w) for w in words], np.array([casing(w) for w in words], np.int64), gold)

    def document(self, record: dict[str, Any], words: list[tuple[str, int]], caps: tuple[int, ...]) -> list[Window]:
        """A document with spans in character offsets as windows of one of the sizes ``caps``."""
        forms, starts = [w for w, _ in words], [i for _, i in words]
        text = record["text"]
        breaks = [k > 0 and "\n" in text[starts[k - 1] : starts[k]] for k in range(len(words))]
        gold = {k: np.zeros(len(words), np.int64) for k in _kinds(record)}

        def span(a: int, b: int) -> range:
            return range(bisect_left(starts, a), bisect_left(starts, b))

        marked: dict[str, list[range]] = {}
        links: list[tuple[int, list[int], list[int]]] = []
        for item in record.get("attributions") or []:
            found = {r: sorted({i for a, b in item[r] or [] for i in span(a, b)}) for r in ROLES}
            for role in ROLES:
                marked.setdefault(role, []).extend(span(a, b) for a, b in item[role] or [])
            if found["cue"]:
                links.append((found["cue"][0], found["source"], found["content"]))
        for key, kind in (("timexes", "timex"), ("toponyms", "toponym")):
            marked[kind] = [span(item["start"], item["end"]) for item in record.get(key) or []]
        for kind, tags in gold.items():
            _mark(tags, marked.get(kind, []))
        whole = self._plain(forms, gold)
        sizes = [len(p) for p in whole.pieces]
        out = []
        for a, b in plan_windows(forms, sizes, breaks, random.choice(caps)):
            part = Window(whole.pieces[a:b], whole.casing[a:b], {k: v[a:b] for k, v in gold.items()})
            if "cue" in gold:
                part.links = [
                    (c - a, [i - a for i in x if a <= i < b], [i - a for i in y if a <= i < b])
                    for c, x, y in links
                    if a <= c < b
                ]
            out.append(part)
        return out


def _kinds(record: dict[str, Any]) -> list[str]:
    kinds = list(ROLES) if "attributions" in record else []
    return kinds + [k for k, key in zip(EXTRAS, ("timexes", "toponyms"), strict=True) if key in record]


def _mark(tags: Array, spans: list[range]) -> None:
    """Write spans as O, B, I; of overlapping spans the longest is written first, the others only add to it."""
    for words in sorted(spans, key=len, reverse=True):
        for k in words:
            if tags[k] == 0:
                tags[k] = 1 if k == words[0] else 2


def join(parts: list[Window]) -> Window:
    """Neighbouring sentences as one window; what only some know stays unknown for the others."""
    heads, shift = [], 0
    for p in parts:
        h = p.gold["head"]
        heads.append(np.where(h > 0, h + shift, 0))
        shift += len(h)
    keys = {k for p in parts for k in p.gold} - {"head"}
    gold = {k: np.concatenate([p.gold.get(k, np.full(len(p.casing), IGNORE, np.int64)) for p in parts]) for k in keys}
    gold["head"] = np.concatenate(heads)
    return Window([x for p in parts for x in p.pieces], np.concatenate([p.casing for p in parts]), gold)


def sentence_windows(documents: list[list[Window]], cap: int = 256) -> Iterator[Window]:
    """Windows of one to ten neighbouring sentences, cut anew each time."""
    for sentences in documents:
        i = 0
        while i < len(sentences):
            count, size, part = random.choice([1, 1, 2, 3, 4, 6, 10]), 0, []
            while i < len(sentences) and len(part) < count:
                n = sentences[i].size - 2
                if part and size + n > cap:
                    break
                part.append(sentences[i])
                size, i = size + n, i + 1
            if size <= 250:
                yield join(part)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """All records of a compressed JSON-lines file."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def read_syntax(folder: Path, split: str, names: bool = True) -> dict[str, list[Sentence]]:
    """EWT with UNER names and GUM with names from its entities; ``split`` is train, dev or test."""
    ewt = read_treebank(folder / f"en_ewt-ud-{split}.conllu.xz")
    if names:
        known = read_names(folder / f"uner_en_ewt-ud-{split}.iob2.xz")
        for s in ewt:
            s.names = known.get(tuple(s.words))
    return {"ewt": ewt, "gum": read_treebank(folder / f"en_gum-ud-{split}.conllu.xz", gum_names=names)}
