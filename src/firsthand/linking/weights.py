"""Learned weights: evidence as numbers becomes one logit. The data is ``weights.yaml``, made by training/linking.py."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.yamlfile import parse

RULED_OUT = -8.0  # the logit of a pair with a conflict: in an average it outweighs five pairs that speak for one event


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of one kind of pair. ``threshold``: the mean logit from which two clusters are one; ``missing``: the
    logit of a pair that no block proposed."""

    features: tuple[str, ...]
    intercept: float
    each: tuple[float, ...]
    threshold: float
    missing: float

    def logit(self, values: Sequence[float]) -> float:
        """The logit of a pair.

        >>> Weights(("a", "b"), -1.0, (2.0, 0.5), 0.0, -3.0).logit([1.0, 2.0])
        2.0
        """
        products: Iterable[float] = map(operator.mul, self.each, values)
        return self.intercept + sum(products)

    def shares(self, values: Sequence[float]) -> dict[str, float]:
        """What each feature adds to the logit, only those that are not 0."""
        return {n: w * x for n, w, x in zip(self.features, self.each, values, strict=True) if w * x}


def probability(logit: float) -> float:
    """A logit as a number between 0 and 1.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


@dataclass(frozen=True, slots=True)
class Table:
    """Match weights of Fellegi and Sunter: for each level of each field's agreement, the logarithm of how much more
    often pairs of one event show it than pairs of two. Fields overlap in what they say: the sum is scaled."""

    intercept: float
    scale: float
    weights: Mapping[str, Mapping[str, float]]
    threshold: float
    missing: float

    def logit(self, levels: Mapping[str, str]) -> float:
        """The logit of a pair; a level that was never seen says nothing.

        >>> Table(-2.0, 0.5, {"toll": {"same": 3.0}}, 0.0, -3.0).logit({"toll": "same", "kind": "same"})
        -0.5
        """
        return self.intercept + self.scale * sum(self.weights.get(f, {}).get(x, 0.0) for f, x in levels.items())

    def shares(self, levels: Mapping[str, str]) -> dict[str, float]:
        """What each field's level adds to the logit, after what it is to begin with."""
        begin = {"to begin with": self.intercept}
        return begin | {f"{f}: {x}": self.scale * self.weights.get(f, {}).get(x, 0.0) for f, x in levels.items()}


@functools.lru_cache(maxsize=8)
def table(kind: str) -> Table:
    """The match weights of a kind of pair."""
    data = _data()[kind]
    return Table(
        intercept=float(data["intercept"]), scale=float(data["scale"]), weights=data["weights"],
        threshold=float(data["threshold"]), missing=float(data["missing"]),
    )  # fmt: skip


@functools.lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    found: dict[str, Any] = parse((resources.files("firsthand.linking") / "weights.yaml").read_text(encoding="utf-8"))
    return found


@functools.lru_cache(maxsize=8)
def weights(kind: str, features: tuple[str, ...]) -> Weights:
    """The weights of a kind of pair whose evidence is numbers."""
    data = _data()[kind]
    each = tuple(float(data["weights"][name]) for name in features)
    return Weights(features, float(data["intercept"]), each, float(data["threshold"]), float(data["missing"]))
