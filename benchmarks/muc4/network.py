"""The learned weights at work (numpy): vectors and signs of words in, decisions about words and incidents out.

Several networks of one form, trained from different beginnings, vote: their probabilities are averaged. Form: a dense
layer over the language model's vectors, beside it a sum of sign vectors and, where the network has some, upper layers
of its own over the model's inner vectors; a bidirectional LSTM over the whole report, and linear decisions;
``training/muc4`` trains it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from benchmarks.muc4.facts import Votes
from benchmarks.muc4.labels import OF_INCIDENTS, OF_PHRASES, labels
from benchmarks.muc4.trunk import Seen
from benchmarks.muc4.upper import read
from benchmarks.muc4.word_votes import WordVotes

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@dataclass
class Decisions:
    """Probabilities: per word the ``roles`` of the phrase that it ends, the incident ``types`` it belongs to, and its
    ``facts`` (slot -> fills); per type whether there is such an incident (``present``) and its ``incidents`` (slot ->
    (types, fills))."""

    roles: Floats
    types: Floats
    facts: dict[str, Floats]
    present: Floats
    incidents: dict[str, Floats]


class Network:
    """The networks and votes of one file of weights; ``upper_only``: without the networks that have no upper layers."""

    def __init__(self, path: Path, upper_only: bool = False) -> None:
        with np.load(path) as arrays:
            data = {k: arrays[k] for k in arrays.files}
        counts = data.pop("networks")
        scales = {k.removesuffix(":scale"): data.pop(k) for k in [k for k in data if k.endswith(":scale")]}
        full = {k: np.asarray(v.astype(np.float32) * scales.get(k, np.float32(1)), np.float32) for k, v in data.items()}
        self.votes, self.words = Votes(full), WordVotes(full)
        self._bag = {k: full[f"bag.{k}"] for k in ("idf", "weight", "bias")}
        self._nets = [
            {k.removeprefix(f"{n}."): v for k, v in full.items() if k.startswith(f"{n}.")} for n in range(len(counts))
        ]
        if upper_only:
            kept = [n for n, net in enumerate(self._nets) if "own.weight" in net]
            self._nets, counts = [self._nets[n] for n in kept], counts[kept]
        self._shares = [float(x) for x in counts / counts.sum()]  # of the votes, a network each

    def __call__(self, seen: Seen, signs: Ints) -> Decisions:
        """Decide on one report: what the language model holds of it, and ``signs`` (words, signs)."""
        found = [_decide(net, seen, signs) for net in self._nets]
        return Decisions(
            roles=self._mean([x.roles for x in found]),
            types=self._mean([x.types for x in found]),
            facts={k: self._mean([x.facts[k] for x in found]) for k in OF_PHRASES},
            present=_both(self._mean([x.present for x in found]), self._whole(signs)),
            incidents={k: self._mean([x.incidents[k] for x in found]) for k in OF_INCIDENTS},
        )

    def _mean(self, arrays: list[Floats]) -> Floats:
        return np.asarray(sum(x * np.float32(n) for x, n in zip(arrays, self._shares, strict=True)), np.float32)

    def _whole(self, signs: Ints) -> Floats:
        row = bag_row(signs, self._bag["idf"])
        return _sigmoid(self._bag["weight"] @ row + self._bag["bias"])


def _both(a: Floats, b: Floats) -> Floats:
    """Two probabilities of one thing as one: their log odds averaged."""
    odds = [np.log(np.clip(x, 1e-4, 1 - 1e-4) / np.clip(1 - x, 1e-4, 1)) for x in (a, b)]
    return _sigmoid(np.asarray(odds[0] + odds[1], np.float32) / 2)


def bag_row(signs: Ints, idf: Floats) -> Floats:
    """All signs of a report, weighted: one row of length 1."""
    counts = np.bincount(signs.ravel(), minlength=len(idf)).astype(np.float32)
    row = np.log1p(counts) * idf
    return np.asarray(row / max(float(np.linalg.norm(row)), 1e-9), np.float32)


def _decide(net: dict[str, Floats], seen: Seen, signs: Ints) -> Decisions:
    dense = seen.heads

    def linear(name: str, x: Floats) -> Floats:
        return np.asarray(x @ net[f"{name}.weight"].T + net[f"{name}.bias"], np.float32)

    centred = dense - dense.mean(-1, keepdims=True)
    normal = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * net["norm.weight"] + net["norm.bias"]
    low = np.maximum(linear("dense", normal), 0)
    table = net["signs.weight"]
    bag = np.tanh(np.stack([table[row[row > 0]].sum(0) for row in signs]))
    parts = [low, bag]
    if "own.weight" in net:
        parts.append(np.maximum(linear("own", read(net, seen)), 0))
    x = np.concatenate(parts, -1)
    w = np.concatenate([x, _lstm(net, x, ""), _lstm(net, x[::-1], "_reverse")[::-1]], -1)
    scores = linear("look", w)
    whole = _softmax(scores.T) @ w
    present = _sigmoid((whole * net["present"]).sum(-1) + net["present_bias"])
    n = len(present)
    known = labels()
    incidents = {}
    for k in OF_INCIDENTS:
        rows = linear(f"incidents.{k}", whole).reshape(n, n, len(known[k]))
        incidents[k] = _softmax(rows[np.arange(n), np.arange(n)])
    return Decisions(
        roles=_sigmoid(linear("roles", w)),
        types=_sigmoid(linear("kinds", w)),
        facts={k: _softmax(linear(f"phrases.{k}", w)) for k in OF_PHRASES},
        present=present,
        incidents=incidents,
    )


def _lstm(net: dict[str, Floats], x: Floats, suffix: str) -> Floats:
    inputs = x @ net[f"lstm.weight_ih_l0{suffix}"].T + net[f"lstm.bias_ih_l0{suffix}"] + net[f"lstm.bias_hh_l0{suffix}"]
    again = np.ascontiguousarray(net[f"lstm.weight_hh_l0{suffix}"].T)
    size = again.shape[0]
    h = c = np.zeros(size, np.float32)
    out = np.zeros((len(x), size), np.float32)
    for t in range(len(x)):
        gates = inputs[t] + h @ again
        i, f, o = _sigmoid(gates[:size]), _sigmoid(gates[size : 2 * size]), _sigmoid(gates[3 * size :])
        c = f * c + i * np.tanh(gates[2 * size : 3 * size])
        h = o * np.tanh(c)
        out[t] = h
    return out


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), np.float32)
