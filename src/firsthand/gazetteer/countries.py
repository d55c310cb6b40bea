"""Countries by any of their names and by their people: "Mali", "Malian", "Malians" are all MLI."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from anyascii import anyascii

from firsthand.yamlfile import parse


@dataclass(frozen=True)
class Country:
    """A country; ``point`` is the population-weighted centre in degrees, for measures that want a point."""

    iso3: str
    name: str
    capital: str
    geonameid: int | None
    point: tuple[float, float] | None
    neighbours: frozenset[str]


@dataclass(frozen=True)
class _Tables:
    countries: dict[str, Country]
    names: dict[str, str]
    people: dict[str, str]
    capitals: dict[str, str]
    iso2: dict[str, str]
    parts: dict[str, str]


def _plain(name: str) -> str:
    """A name without case and accents, and with plain apostrophes: "Côte d’Ivoire"."""
    return name.lower() if name.isascii() else anyascii(name).lower()


@functools.lru_cache(maxsize=1)
def _tables() -> _Tables:
    data: Any = parse((resources.files("firsthand.gazetteer") / "countries.yaml").read_text(encoding="utf-8"))
    countries: dict[str, Country] = {}
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    capitals: dict[str, str] = {}
    iso2: dict[str, str] = {}
    parts: dict[str, str] = {}
    for iso3, row in data.items():
        point = tuple(row["point"]) if row["point"] else None
        countries[iso3] = Country(
            iso3, row["names"][0], row["capital"], row["geonameid"], point, frozenset(row["neighbours"])
        )
        for name in row["names"]:
            names.setdefault(_plain(name), iso3)
            names.setdefault(_plain(name).removeprefix("the "), iso3)
        parts.update((_plain(part), iso3) for part in row.get("parts", ()))
        for one in row["people"]:
            people.setdefault(_plain(one), iso3)
            people.setdefault(_plain(one) + "s", iso3)
        if row["iso2"]:
            iso2[row["iso2"]] = iso3
        if row["capital"]:
            capitals.setdefault(_plain(row["capital"]), iso3)
    return _Tables(countries, names, people, capitals, iso2, parts)


def country(iso3: str) -> Country | None:
    """The country of an ISO 3166-1 alpha-3 code, or None."""
    return _tables().countries.get(iso3)


@functools.lru_cache(maxsize=4096)
def country_of(word: str) -> str | None:
    """ISO 3166-1 alpha-3 code of a country's name or its people's, or None.

    >>> country_of("Malian"), country_of("U.S."), country_of("Ivory Coast"), country_of("Gao")
    ('MLI', 'USA', 'CIV', None)
    """
    tables, lower = _tables(), _plain(word)
    if lower == "us" and word != "US":
        return None  # the pronoun
    return tables.names.get(lower) or tables.people.get(lower) or tables.parts.get(lower)


@functools.lru_cache(maxsize=4096)
def named_country(name: str) -> str | None:
    """Like ``country_of``, but for names of countries only, not of their people or parts ("England")."""
    lower = _plain(name)
    if lower == "us" and name != "US":
        return None
    return _tables().names.get(lower) or _tables().names.get(lower.removeprefix("the "))


@functools.lru_cache(maxsize=4096)
def people_of(word: str) -> str | None:
    """ISO code of the country whose people or nationality the word names, or None."""
    return _tables().people.get(_plain(word))


@functools.lru_cache(maxsize=4096)
def capital_of(name: str) -> str | None:
    """ISO code of the country whose capital has this name, or None."""
    return _tables().capitals.get(_plain(name))


def demonyms() -> frozenset[str]:
    """All words for a country's people, in lower case."""
    return frozenset(_tables().people)


def by_iso2(code: str) -> str | None:
    """ISO 3166-1 alpha-3 code for an alpha-2 code, or None."""
    return _tables().iso2.get(code)
