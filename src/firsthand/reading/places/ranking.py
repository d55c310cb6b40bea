"""Which of the places of a name is meant: a weighted sum of what speaks for each candidate (features.py), the weights
learned (training/places.py), turned into probabilities that include "none of these".

Two rounds: a first guess from the name and the countries that the report names, then a second in the light of the
first guesses at all other names.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import numpy as np

from firsthand.gazetteer import Entry, Gazetteer
from firsthand.gazetteer.countries import country as country_row
from firsthand.reading.places import features
from firsthand.reading.places.belief import believed
from firsthand.reading.places.features import FEATURES, NOTHING, Asked, Floats, Said, Table
from firsthand.reading.places.name import Name
from firsthand.reading.places.vocabulary import words
from firsthand.yamlfile import parse

# Likeness (Jaro-Winkler of the folded names, times 0.9) that a misspelling must have: Gundam for Goundam has 0.86,
# Tumbuktu for Timbuktu 0.72; a capitalised word that was not even tagged as a place needs more.
LEAST_ALIKE_TAGGED, LEAST_ALIKE_UNTAGGED = 0.70, 0.78
_MOST = (
    60  # candidates of a name that are weighed; the right one is among the 60 largest for 99.8 % of the names of LGL
)
_VILLAGE = 100_000  # inhabitants beyond which a place is no village


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate, its probability, and the parts of the sum that it comes from, in the order of ``FEATURES``."""

    entry: Entry
    score: float
    parts: tuple[float, ...] = ()

    def reasons(self, most: int = 4) -> list[str]:
        """The largest parts in words: "size +2.1"."""
        order = sorted(range(len(self.parts)), key=lambda i: -abs(self.parts[i]))
        return [f"{FEATURES[i]} {self.parts[i]:+.1f}" for i in order[:most] if abs(self.parts[i]) >= 0.05]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of a name, the likeliest first, and why none of them is believed, if so."""

    options: tuple[Scored, ...]
    unresolved: str | None


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights of both rounds, for candidates and for "none of these"."""

    first: Floats
    second: Floats
    nothing_first: Floats
    nothing_second: Floats


@functools.lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of weights.yaml, read once per process."""
    data: Any = parse((resources.files("firsthand.reading.places") / "weights.yaml").read_text(encoding="utf-8"))

    def column(part: str, names: Sequence[str]) -> Floats:
        return np.array([float(data[part].get(name, 0.0)) for name in names])

    return Weights(
        column("first", FEATURES), column("second", FEATURES),
        column("nothing first", NOTHING), column("nothing second", NOTHING),
    )  # fmt: skip


def candidates(gazetteer: Gazetteer, name: Name) -> tuple[Entry, ...]:
    """Places of this very name: a country, divisions by their abbreviations, and what the gazetteer has."""
    if name.direction == "" or (name.direction and name.country):
        return _nations(name)  # "Syrian territory", "northern Mali"
    if name.small:
        nation: tuple[Entry, ...] = ()  # no country is a village
    else:
        nation = _nations(name)
    short = words().abbreviations.get(name.text)
    if short is not None:
        found = [
            e
            for country, division in short
            for e in gazetteer.exact(division)
            if e.country == country and e.kind == "region"
        ]
        if found:
            return (*nation, *found)
    exact = gazetteer.exact(name.text)
    if name.type is not None and name.text.split()[-1].lower() not in words().types:
        exact = (*gazetteer.exact(f"{name.text} {name.type}"), *exact) if name.type != "town" else exact
    if name.small:
        exact = tuple(e for e in exact if e.population <= _VILLAGE)
    if name.type is None:
        # the plain name is the country's, not that of a division or town of the same name in it: Mexico, Guatemala
        own = {e.country for e in nation}
        exact = tuple(e for e in exact if e.country not in own)
    unique = {e.id: e for e in reversed(exact) if e.lat is not None}
    return (*nation, *sorted(unique.values(), key=lambda e: (-e.population, e.id))[:_MOST])


def countries_of(name: Name) -> list[str]:
    """ISO codes of the countries that a name may be: two for "Congo"."""
    return words().shared.get(name.text.lower(), [name.country]) if name.country is not None else []


def _nations(name: Name) -> tuple[Entry, ...]:
    """The countries that a name may be, the one that is meant as a rule ten times as large as the other."""
    found = [e for iso3 in countries_of(name) for e in _nation(iso3)]
    return tuple(e if k == 0 else replace(e, population=e.population // 10) for k, e in enumerate(found))


def _nation(iso3: str | None) -> tuple[Entry, ...]:
    row = country_row(iso3) if iso3 else None
    if row is None or iso3 is None:
        return ()
    lat, lon = row.point or (None, None)
    return (Entry(row.geonameid or 0, row.name, lat, lon, iso3, None, 10_000_000, "country", "geonames", True, 1.0),)


def rank(
    gazetteer: Gazetteer, asked: Sequence[Asked], options: list[tuple[Entry, ...]], said: Sequence[Said]
) -> list[Ranked]:
    """The candidates of each name with their probabilities; ``said`` are the countries and peoples named.

    Spellings that are only alike are looked up where no exact one fits the report, and only in its countries.
    """
    w = weights()
    t = Table.of(asked, options)
    base, guess = first_guess(t, said, w)
    if _add_alike(gazetteer, t, options, said, guess):
        t = Table.of(asked, options)
        base, guess = first_guess(t, said, w)
    f, p, none = guessed(t, base, said, guess, w)
    out = []
    for k in range(len(asked)):
        rows = np.flatnonzero(t.group == k)
        rows = rows[np.lexsort((-t.population[rows], -np.round(p[rows], 6)))]
        rows, why = believed(t, f, k, rows, p, float(none[k]))
        found = tuple(Scored(t.rows[i], float(p[i]), tuple((f[i] * w.second).tolist())) for i in rows[:8].tolist())
        out.append(Ranked(found, why))
    return out


def softmax(t: Table, total: Floats, none: Floats) -> tuple[Floats, Floats]:
    """Probabilities of the candidates within their names, and of "none of these"."""
    top = none.copy()
    np.maximum.at(top, t.group, total)
    e, n = np.exp(total - top[t.group]), np.exp(none - top)
    whole = n.copy()
    np.add.at(whole, t.group, e)
    return e / whole[t.group], n / whole


def _sure(t: Table, guess: Floats) -> Floats:
    """How likely each name is a country's."""
    out = np.zeros(len(t.asked))
    nation = t.kind == features.KINDS.index("country")
    np.add.at(out, t.group[nation], guess[nation])
    return out


def first_guess(t: Table, said: Sequence[Said], w: Weights) -> tuple[Floats, Floats]:
    """The columns of the first round and the probabilities that come of them."""
    f = features.first(t, features.named_share(t, said, np.ones(len(t.asked))))
    return f, softmax(t, f @ w.first, features.nothing(t, said, f) @ w.nothing_first)[0]


def guessed(t: Table, base: Floats, said: Sequence[Said], guess: Floats, w: Weights) -> tuple[Floats, Floats, Floats]:
    """Features, probabilities and those of "none of these" after the second round, done twice: the other names are
    then known better (of held-out LGL names 0.5 % more are right)."""
    f, p, none = base, guess, np.zeros(len(t.asked))
    for _ in range(2):
        f = second_features(t, base, said, p)
        p, none = softmax(t, f @ w.second, features.nothing(t, said, f) @ w.nothing_second)
    return f, p, none


def second_features(t: Table, base: Floats, said: Sequence[Said], guess: Floats) -> Floats:
    """All columns, in the light of a guess at the other names."""
    f = base.copy()
    features.second(t, f, guess, features.named_share(t, said, _sure(t, guess)))
    return f


def _add_alike(
    gazetteer: Gazetteer, t: Table, options: list[tuple[Entry, ...]], said: Sequence[Said], guess: Floats
) -> bool:
    """Add places spelt alike to the names that have none in the countries of the report; whether any was."""
    speaks: dict[str, float] = {}
    for _, named, weight in said:
        speaks[named] = speaks.get(named, 0.0) + weight
    for i in np.flatnonzero((guess > 0.6) & (t.kind != features.KINDS.index("country"))).tolist():
        iso3 = t.rows[i].country
        if iso3:
            speaks[iso3] = speaks.get(iso3, 0.0) + 0.6
    most = max(speaks.values(), default=0.0)
    added = False
    for k, asked in enumerate(t.asked):
        own = {iso3 for number, iso3, _ in said if number == k}
        here = {c for c, n in speaks.items() if n >= 0.2 * most and c not in own}
        if not here or own or any(e.country in here for e in options[k]):
            continue
        least = LEAST_ALIKE_TAGGED if asked.tagged or asked.kind else LEAST_ALIKE_UNTAGGED
        near = tuple(
            e for e in gazetteer.alike(asked.text)
            if e.lat is not None and e.alike >= least and e.country in here and speaks[e.country] >= 0.3 * most
            and not (asked.small and e.population > _VILLAGE)
        )  # fmt: skip
        options[k] = (*options[k], *near)
        added = added or bool(near)
    return added
