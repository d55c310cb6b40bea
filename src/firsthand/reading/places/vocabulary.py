"""Words around place names, from places.yaml."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.yamlfile import parse


@dataclass(frozen=True)
class Words:
    """``directions`` maps to degrees from north, None where a word gives no direction; ``types`` to a kind of place;
    ``abbreviations`` to (country, division) pairs."""

    locative: frozenset[str]
    country_under: frozenset[str]
    directions: dict[str, int | None]
    near: frozenset[str]
    types: dict[str, str]
    territory: frozenset[str]
    small: frozenset[str]
    untagged_under: frozenset[str]
    untagged_from: frozenset[str]
    falling: frozenset[str]
    moving: frozenset[str]
    moving_under: frozenset[str]
    deeds: frozenset[str]
    raids: frozenset[str]
    reaching: frozenset[str]
    aimed: frozenset[str]
    overrunning: frozenset[str]
    visiting: frozenset[str]
    attacking: frozenset[str]
    telling: frozenset[str]
    bodies: frozenset[str]
    anaphors: dict[str, frozenset[str]]
    same: frozenset[str]
    sites: dict[str, int]
    parts: frozenset[str]
    sides: frozenset[str]
    seats: frozenset[str]
    towns: frozenset[str]
    dwellers: frozenset[str]
    landing: frozenset[str]
    quarters: frozenset[str]
    untagged_at: frozenset[str]
    happening: frozenset[str]
    belonging: frozenset[str]
    befalling: frozenset[str]
    peoples: frozenset[str]
    shared: dict[str, list[str]]
    lowered: frozenset[str]
    short: dict[str, tuple[str, frozenset[str]]]
    not_in: frozenset[str]
    plurals: dict[str, str]
    facilities: frozenset[str]
    abbreviations: dict[str, tuple[tuple[str, str], ...]]
    vague: frozenset[str]


@functools.lru_cache(maxsize=1)
def words() -> Words:
    """The vocabulary, read once per process."""
    data: Any = parse((resources.files("firsthand.reading.places") / "places.yaml").read_text(encoding="utf-8"))
    short: dict[str, tuple[tuple[str, str], ...]] = {}
    for country, divisions in data["abbreviations"].items():
        for division, spellings in divisions.items():
            for spelt in {s for given in spellings for s in (given, given.removesuffix("."))}:
                short[spelt] = (*short.get(spelt, ()), (country, division))
    return Words(
        frozenset(data["locative"]), frozenset(data["country_under"]), data["directions"], frozenset(data["near"]),
        data["types"], frozenset(data["territory"]), frozenset(data["small"]),
        frozenset(data["untagged_under"]), frozenset(data["untagged_from"]), frozenset(data["falling"]),
        frozenset(data["moving"]), frozenset(data["moving_under"]), frozenset(data["deeds"]), frozenset(data["raids"]),
        frozenset(data["reaching"]),
        frozenset(data["aimed"]), frozenset(data["overrunning"]), frozenset(data["visiting"]),
        frozenset(data["attacking"]), frozenset(data["telling"]),
        frozenset(data["bodies"]),
        {noun: frozenset(kinds) for noun, kinds in data["anaphors"].items()}, frozenset(data["same"]),
        {noun: group for group, nouns in enumerate(data["sites"]) for noun in nouns},
        frozenset(data["parts"]), frozenset([*data["sides"], *data["directions"]]), frozenset(data["seats"]),
        frozenset(data["towns"]), frozenset(data["dwellers"]), frozenset(data["landing"]), frozenset(data["quarters"]),
        frozenset(data["untagged_at"]), frozenset(data["happening"]), frozenset(data["belonging"]),
        frozenset(data["befalling"]),
        frozenset(data["peoples"]), data["shared"], frozenset(data["lowered"]),
        {word: (name, frozenset(shores)) for word, (name, shores) in data["short"].items()},
        frozenset(data["not_in"]), data["plurals"], frozenset(data["facilities"]), short,
        frozenset(data["vague"]),
    )  # fmt: skip
