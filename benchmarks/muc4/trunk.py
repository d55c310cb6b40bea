"""The language model's inner vectors of word pieces, which the task's own upper layers start from.

The shipped network gives scores and vectors of its heads only. What its layers hold on the way is made one more output
of the same graph, in memory: nothing of the model is copied, changed or trained.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from firsthand.language.pieces import END, START, casing
from firsthand.language.windows import plan_windows

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
LAYER = 3  # whose output is taken; the task's own layers stand in place of those above
INNER = f"/network/trunk/layers.{LAYER}/norm2/LayerNormalization_output_0"
HEADS = ("dep_word", "dep_head", "link_word", "link_cue", "names", "roles", "extras")


@dataclass
class Seen:
    """What the model holds of a report. ``heads``: (words, 534), its heads' vectors side by side; ``pieces``: (pieces,
    384) of all windows, one after the other; ``windows``: their lengths; ``first`` and ``last``: each word's pieces."""

    heads: Floats
    pieces: Floats
    windows: Ints
    first: Ints
    last: Ints

    def full(self) -> Seen:
        """The same in 32 bits, where it was kept in 16."""
        return Seen(self.heads.astype(np.float32), self.pieces.astype(np.float32), self.windows, self.first, self.last)


def with_output(model: bytes, name: str) -> bytes:
    """An ONNX model with one of its inner values as a further output.

    Protocol buffers merge what is written behind each other: a model of nothing but that output is appended.
    """

    def part(number: int, body: bytes) -> bytes:
        size, length = len(body), b""
        while size > 127:
            length += bytes([size & 127 | 128])
            size >>= 7
        return bytes([number << 3 | 2]) + length + bytes([size]) + body

    kind = part(1, b"\x08\x01")  # a tensor of float
    return model + part(7, part(12, part(1, name.encode()) + part(2, kind)))


class Trunk:
    """The shipped network, asked for its inner vectors.

    Args:
        folder: the language model's files.
        network: the loaded network, for its word pieces.
    """

    def __init__(self, folder: Path, network: Any) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            with_output((folder / "network.onnx").read_bytes(), INNER), options, providers=["CPUExecutionProvider"]
        )
        self._pieces = network.pieces

    def __call__(self, doc: Doc) -> Seen:
        """Read a parsed report once more, in the windows that it was parsed in."""
        tokens = [t.text for t in doc]
        words = [w for w in tokens if not w.isspace()]
        breaks, gap = [], False
        for w in tokens:
            if w.isspace():
                gap = gap or any(c in w for c in "\n\r\x85\u2028\u2029")
            else:
                breaks.append(gap)
                gap = False
        heads, pieces, lengths, firsts, lasts = [], [], [], [], []
        base = 0
        for start, end in plan_windows(words, [len(self._pieces(w)) for w in words], breaks):
            out, first, last = self._window(words[start:end])
            out[1] = out[1][1:]  # the root
            heads.append(np.concatenate([x.reshape(end - start, -1) for x in out[:-1]], axis=1))
            pieces.append(out[-1].reshape(-1, out[-1].shape[-1]))
            lengths.append(len(pieces[-1]))
            firsts.append(first + base)
            lasts.append(last + base)
            base += lengths[-1]
        if not heads:
            none = np.zeros((0, 0), np.float32)
            return Seen(none, none, *(np.zeros(0, np.int64) for _ in range(3)))
        return Seen(
            np.concatenate(heads).astype(np.float32), np.concatenate(pieces).astype(np.float32),
            np.array(lengths, np.int64), np.concatenate(firsts), np.concatenate(lasts),
        )  # fmt: skip

    def _window(self, words: list[str]) -> tuple[list[Any], Ints, Ints]:
        pieces = [self._pieces(w) for w in words]
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        last = np.cumsum(lengths)
        kinds = np.zeros(int(last[-1]) + 2, np.int64)
        kinds[1:-1] = np.repeat(np.fromiter(map(casing, words), np.int64, len(words)), lengths)
        ids = np.array([START, *(i for p in pieces for i in p), END], np.int64)
        first = last - lengths + 1
        inputs = {"ids": ids, "casing": kinds, "first": first, "last": last}
        return list(self._session.run([*HEADS, INNER], inputs)), first, last
