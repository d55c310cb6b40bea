"""The words of words.yaml."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.yamlfile import parse


@dataclass(frozen=True)
class Words:
    """All words of the task; where kinds are given, by word."""

    short: dict[str, str]
    before: dict[str, str]
    folded: dict[str, str]
    times: dict[str, int]
    between: frozenset[str]
    murder: frozenset[str]
    attempt: frozenset[str]
    hit_verbs: frozenset[str]
    treated: frozenset[str]
    supposed: frozenset[str]
    reflexive: frozenset[str]
    definite: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    child: frozenset[str]
    officer: frozenset[str]
    suspect: frozenset[str]


@functools.lru_cache(maxsize=1)
def words() -> Words:
    """The vocabulary, read once per process."""
    data: Any = parse((resources.files("benchmarks.tolls") / "words.yaml").read_text(encoding="utf-8"))
    kinds = {
        name: {w: kind for kind, ws in data.pop(name).items() for w in ws} for name in ("short", "before", "folded")
    }
    times = data.pop("times")
    return Words(**kinds, times=times, **{name: frozenset(ws) for name, ws in data.items()})
