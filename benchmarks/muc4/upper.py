"""The task's own upper layers over the language model's inner vectors (numpy): transformer layers as in BERT."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from benchmarks.muc4.trunk import Seen

Floats = npt.NDArray[np.float32]
Net = dict[str, Floats]
ATTENTION_HEADS = 12


def read(net: Net, seen: Seen) -> Floats:
    """Vectors (words, width): each word the mean of its first and last piece, after all of the layers."""
    count = len({k.split(".")[1] for k in net if k.startswith("layers.")})
    out, start = [], 0
    for n in seen.windows.tolist():
        x = seen.pieces[start : start + n]
        for i in range(count):
            x = _layer(net, f"layers.{i}.", x)
        out.append(x)
        start += n
    pieces = np.concatenate(out)
    return np.asarray((pieces[seen.first] + pieces[seen.last]) * np.float32(0.5), np.float32)


def _layer(net: Net, name: str, x: Floats) -> Floats:
    n, width = x.shape
    q, k, v = _linear(net, name + "qkv", x).reshape(n, 3, ATTENTION_HEADS, -1).transpose(1, 2, 0, 3)
    scores = q @ k.transpose(0, 2, 1) * np.float32((width // ATTENTION_HEADS) ** -0.5)
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    y = (weights / weights.sum(-1, keepdims=True)) @ v
    x = _norm(net, name + "norm1", x + _linear(net, name + "out", y.transpose(1, 0, 2).reshape(n, width)))
    return _norm(net, name + "norm2", x + _linear(net, name + "down", gelu(_linear(net, name + "up", x))))


def _linear(net: Net, name: str, x: Floats) -> Floats:
    return np.asarray(x @ net[f"{name}.weight"].T + net[f"{name}.bias"], np.float32)


def _norm(net: Net, name: str, x: Floats) -> Floats:
    x = x - x.mean(-1, keepdims=True)
    x = x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(1e-12))
    return np.asarray(x * net[f"{name}.weight"] + net[f"{name}.bias"], np.float32)


def gelu(x: Floats) -> Floats:
    """x Φ(x), with the error function after Abramowitz and Stegun 7.1.26 (error below 2e-7).

    >>> [round(float(y), 4) for y in gelu(np.array([-1.0, 0.0, 2.0], np.float32))]
    [-0.1587, 0.0, 1.9545]
    """
    z = np.abs(x) * np.float32(2**-0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    half = np.float32(0.5) * poly.astype(np.float32) * np.exp(-z * z)
    return np.asarray(x * np.where(x >= 0, 1 - half, half), np.float32)
