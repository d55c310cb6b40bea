"""The network's session: words in, scores out (onnxruntime, int8)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firsthand.language.pieces import END, START, PieceTable, casing

Floats = npt.NDArray[np.float32]
FAR = 48


class Network:
    """The shipped network with its label lists.

    One window goes through at a time. Dynamic int8 quantization scales each tensor by what is in the batch, so
    windows that share a batch would change each other's scores; alone, the same window always reads the same,
    and nothing is spent on padding.

    Args:
        folder: the model's folder.
        threads: threads of the arithmetic; processes scale out better than threads.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session, self._linker = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("network.onnx", "links.onnx")
        )
        self._names = [o.name for o in self._session.get_outputs()]
        self.pieces = PieceTable(folder / "tokenizer.json")
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        with np.load(folder / "heads.npz") as arrays:
            self._heads: dict[str, Floats] = {k: arrays[k] for k in arrays.files}

    def __call__(self, words: Sequence[str]) -> dict[str, Any]:
        """Scores of every head for the words of one window (at least one word, at most 510 pieces)."""
        pieces = [self.pieces(w) for w in words]
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        ends = np.cumsum(lengths)
        kinds = np.zeros(int(ends[-1]) + 2, np.int64)
        kinds[1:-1] = np.repeat(np.fromiter(map(casing, words), np.int64, len(words)), lengths)
        ids = np.array([START, *(i for p in pieces for i in p), END], np.int64)
        inputs = {"ids": ids, "casing": kinds, "first": ends - lengths + 1, "last": ends}
        return dict(zip(self._names, self._session.run(None, inputs), strict=True))

    def dep_scores(self, word: Floats, head: Floats) -> Floats:
        """Scores of the dependency labels for rows of word and head vectors."""
        h = self._heads
        scores = word @ h["dep1"] + head @ h["dep2"] + (word * head) @ h["dep3"] + h["dep0"]
        return scores.astype(np.float32, copy=False)

    def link_scores(self, out: dict[str, Any], cues: Sequence[int]) -> Floats:
        """Scores (cues, words, 2) that each word belongs to the source and to the content of each cue."""
        word = out["link_word"]
        gap = np.clip(np.arange(len(word))[None, :] - np.asarray(cues, np.int64)[:, None], -FAR, FAR)
        scores: Floats = self._linker.run(None, {"word": word, "cue": out["link_cue"][list(cues)], "gap": gap})[0]
        return scores
