"""The outcome words of harm.yaml, by lemma."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.records import Outcome
from firsthand.yamlfile import parse


@dataclass(frozen=True)
class Saying:
    """One way in which a verb says an outcome: in which slot its victims are, and what they can be."""

    outcome: Outcome
    slot: str
    units: frozenset[str]


@dataclass(frozen=True)
class Words:
    """All outcome words."""

    verbs: dict[str, tuple[Saying, ...]]
    adjectives: dict[str, Outcome]
    nouns: dict[str, Outcome]
    toll_nouns: frozenset[str]
    toll_verbs: frozenset[str]
    leaving: frozenset[str]
    persons: frozenset[str]
    nobody: frozenset[str]
    abstract: frozenset[str]


@functools.lru_cache(maxsize=1)
def words() -> Words:
    """The vocabulary, read once per process."""
    data: Any = parse((resources.files("firsthand.reading.harm") / "harm.yaml").read_text(encoding="utf-8"))
    verbs: dict[str, list[Saying]] = {}
    for row in data["verbs"]:
        for word in row["words"]:
            verbs.setdefault(word, []).append(Saying(row["outcome"], row["slot"], frozenset(row["units"])))
    return Words(
        {word: tuple(rows) for word, rows in verbs.items()},
        {word: row["outcome"] for row in data["adjectives"] for word in row["words"]},
        {word: row["outcome"] for row in data["nouns"] for word in row["words"]},
        frozenset(data["tolls"]["nouns"]),
        frozenset(data["tolls"]["verbs"]),
        frozenset(data["leaving"]),
        frozenset(data["persons"]),
        frozenset(data["nobody"]),
        frozenset(data["abstract"]),
    )
