"""Batches: windows of all tasks mixed, packed by length, with casing varied."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import numpy as np
import torch
from torch import Tensor

from firsthand.language.pieces import END, START
from training.corpora import IGNORE, Window

BIO_KINDS = {"roles": ["source", "cue", "content"], "extras": ["timex", "toponym"]}
PLAIN = ("pos", "tag", "lemma", "names", "start", "head", "dep")
Batch = tuple[dict[str, Tensor], dict[str, Tensor], list[tuple[int, int, list[int], list[int]]]]


def _recase(casing: np.ndarray, draw: float) -> np.ndarray:
    """In 12 % of windows everything in capitals, in 3 % lower, in 3 % Title: reports come in all of them."""
    if draw < 0.12:
        return np.where(casing < 5, 3, casing)
    if draw < 0.15:
        return np.where(casing < 5, 1, casing)
    if draw < 0.18:
        return np.where(casing == 1, 2, casing)
    return casing


def collate(windows: list[Window], vary: bool = False) -> Batch:
    """Tensors of a batch: inputs, gold labels (``IGNORE`` where unknown), links as (window, cue, source, content)."""
    rows, wide, words = len(windows), max(w.size for w in windows), max(len(w.casing) for w in windows)
    ids, mask, casing = (np.zeros((rows, wide), np.int64) for _ in range(3))
    first, last = (np.zeros((rows, words), np.int64) for _ in range(2))
    gold = {k: np.full((rows, words), IGNORE, np.int64) for k in PLAIN}
    gold |= {k: np.full((rows, words, len(v)), IGNORE, np.int64) for k, v in BIO_KINDS.items()}
    real, links = np.zeros((rows, words), bool), []
    for r, w in enumerate(windows):
        n = len(w.casing)
        lengths = np.array([len(p) for p in w.pieces])
        ends = np.cumsum(lengths)
        ids[r, : w.size] = [START, *(i for p in w.pieces for i in p), END]
        mask[r, : w.size] = 1
        kinds = _recase(w.casing, random.random()) if vary else w.casing
        casing[r, 1 : w.size - 1] = np.repeat(kinds, lengths)
        first[r, :n], last[r, :n], real[r, :n] = ends - lengths + 1, ends, True
        for k in PLAIN:
            if k in w.gold:
                gold[k][r, :n] = w.gold[k]
        for k, names in BIO_KINDS.items():
            for j, name in enumerate(names):
                if name in w.gold:
                    gold[k][r, :n, j] = w.gold[name]
        links += [(r, *link) for link in w.links or []]
    inputs = {"ids": ids, "mask": mask, "casing": casing, "first": first, "last": last}
    gold["real"] = real
    tensor = torch.from_numpy
    return {k: tensor(v) for k, v in inputs.items()}, {k: tensor(v) for k, v in gold.items()}, links


def endless(make: Callable[[], list[Window]]) -> Iterator[Window]:
    """Windows for ever, made and shuffled anew in each round."""
    while True:
        windows = make()
        random.shuffle(windows)
        yield from windows


def mixed(
    streams: dict[str, Iterator[Window]], shares: dict[str, float], pieces: int, pool: int = 40
) -> Iterator[list[Window]]:
    """Batches of at most ``pieces`` padded pieces, with each stream's share of pieces, in pools sorted by length."""
    taken = dict.fromkeys(streams, 0.0)
    while True:
        windows: list[Window] = []
        total = 0
        while total < pieces * pool:
            name = min(streams, key=lambda k: taken[k] / shares[k])
            window = next(streams[name])
            windows.append(window)
            taken[name] += window.size
            total += window.size
        yield from packed(windows, pieces)


def packed(windows: list[Window], pieces: int) -> list[list[Window]]:
    """Windows of like length together, the batches in random order."""
    out: list[list[Window]] = []
    current: list[Window] = []
    for window in sorted(windows, key=lambda w: w.size + random.random() * 6):
        if current and max(window.size, *(w.size for w in current)) * (len(current) + 1) > pieces:
            out.append(current)
            current = []
        current.append(window)
    if current:
        out.append(current)
    random.shuffle(out)
    return out
