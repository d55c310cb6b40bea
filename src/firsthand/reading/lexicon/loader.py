"""Read the noun lexicon: one dictionary look-up a word afterwards."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.records import Kind, Unit
from firsthand.yamlfile import parse

_NONE: frozenset[str] = frozenset()
_UNITS: tuple[tuple[str, Unit], ...] = (
    ("person", "person"), ("crowd", "person"), ("drone", "aircraft"), ("aircraft", "aircraft"), ("vehicle", "vehicle"),
    ("vessel", "vessel"), ("explosive", "weapon"), ("weapon", "weapon"), ("artillery", "weapon"),
    ("building", "building"), ("animal", "animal"), ("force", "person"), ("state_body", "person"),
)  # fmt: skip
_MEANS = (
    "chemical", "drone", "crowd_control", "incendiary", "aerial_munition", "explosive", "aircraft", "artillery",
    "firearm", "melee", "vessel", "vehicle", "weapon",
)  # fmt: skip


@dataclass(frozen=True)
class Lexicon:
    """Classes and kinds by lemma, in lower case; phrases are looked up with their words joined by one space."""

    nouns: dict[str, frozenset[str]]
    kinds: dict[str, Kind]

    def classes(self, lemma: str) -> frozenset[str]:
        """The semantic classes of a noun; empty for a word that the lexicon does not have.

        >>> sorted(load().classes("drone"))
        ['drone', 'weapon']
        """
        return self.nouns.get(lemma, _NONE)

    def actor_kind(self, lemma: str) -> Kind | None:
        """The kind of actor that a noun names, or None."""
        return self.kinds.get(lemma)

    def unit(self, lemma: str) -> Unit | None:
        """What is counted where so many of the noun were harmed, or None for what cannot be."""
        classes = self.nouns.get(lemma, _NONE)
        return next((unit for name, unit in _UNITS if name in classes), None)

    def means_kind(self, lemma: str) -> str | None:
        """The kind of means that a weapon or vehicle is, or None."""
        classes = self.nouns.get(lemma, _NONE)
        return next((name for name in _MEANS if name in classes), None)


@functools.lru_cache(maxsize=1)
def load() -> Lexicon:
    """The shipped lexicon, read once per process."""
    folder = resources.files("firsthand.reading.lexicon")
    data: dict[str, list[Any]] = parse((folder / "nouns.yaml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for name, words in data.items():
        for word in words:
            found.setdefault(str(word), set()).add(name)
    kinds: dict[str, Kind] = {}
    listed: dict[Kind, list[Any]] = parse((folder / "kinds.yaml").read_text(encoding="utf-8"))
    for kind, words in listed.items():
        for word in words:
            kinds.setdefault(str(word), kind)
    return Lexicon({word: frozenset(names) for word, names in found.items()}, kinds)
