"""Which of the places of a name is meant: by the whole report, by what stands beside it, by size and by spelling."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from firsthand.gazetteer import Entry, Gazetteer
from firsthand.gazetteer.countries import people_of
from firsthand.gazetteer.folding import fold
from firsthand.reading.arrays import Arrays
from firsthand.reading.places.recognition import Name

# Weights set by hand and checked on the totals of two geoparsing sets (docs/places.md); each part is between 0 and 1.
_SPELLING, _SIZE, _COUNTRY, _BESIDE, _KIND, _NEAR = 0.30, 0.22, 0.30, 0.45, 0.12, 0.18
LEAST = 0.34  # total under which no candidate is believed
# Likeness (Jaro-Winkler of the folded names, times 0.9) that a misspelling must have: Gundam for Goundam has 0.86,
# Tumbuktu for Timbuktu 0.72; a capitalised word that was not even tagged as a place needs more.
LEAST_ALIKE_TAGGED, LEAST_ALIKE_UNTAGGED = 0.70, 0.78
_TIE = 0.015
_FAR_KM = 60.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its total."""

    entry: Entry
    score: float


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees (haversine, mean radius 6,371 km).

    >>> round(distance_km((0.0, 0.0), (0.0, 1.0)))
    111
    """
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


class Context:
    """What the report as a whole says of where it is: countries and peoples named."""

    def __init__(self, a: Arrays, found: list[Name]) -> None:
        weights: Counter[str] = Counter()
        for name in found:
            if name.country:
                weights[name.country] += 2 if name.locative else 1
        for i in range(a.n):
            if a.pos[i] in ("ADJ", "PROPN", "NOUN") and a.text[i][:1].isupper():
                people = people_of(a.text[i])
                if people:
                    weights[people] += 1
        most = max(weights.values(), default=0)
        self.countries = {c: n / most for c, n in weights.items()}

    def add(self, country: str | None, weight: float) -> None:
        """A resolved place speaks for its country."""
        if country:
            self.countries[country] = min(1.0, self.countries.get(country, 0.0) + weight)


def candidates(gazetteer: Gazetteer, name: Name, context: Context) -> tuple[Entry, ...]:
    """Places of this name; spellings that are alike only where no exact one fits the report, and only in its
    countries."""
    exact = gazetteer.exact(name.text)
    if not context.countries or any(context.countries.get(e.country or "", 0) >= 0.2 for e in exact):
        return exact
    least = LEAST_ALIKE_TAGGED if name.tagged or name.type else LEAST_ALIKE_UNTAGGED
    near = tuple(
        e for e in gazetteer.alike(name.text) if e.alike >= least and context.countries.get(e.country or "", 0) >= 0.3
    )
    return (*exact, *near)


def scored(
    options: tuple[Entry, ...], name: Name, context: Context, beside: frozenset[str], others: list[tuple[float, float]]
) -> list[Scored]:
    """The candidates with their totals, the best first; ``beside`` are folded names of what is said to contain the
    place."""
    found = []
    for e in options:
        total = _SPELLING * e.alike + _SIZE * min(1.0, math.log10(e.population + 10) / 7)
        total += _COUNTRY * context.countries.get(e.country or "", 0.0)
        if beside and ((e.admin1 and fold(e.admin1) in beside) or (e.country and e.country.lower() in beside)):
            total += _BESIDE
        if name.type is not None:
            wanted = "area" if e.kind == "area" and name.type == "region" else name.type
            total += _KIND if e.kind == wanted else -_KIND * (e.kind in ("region", "district")) / 2
        elif e.kind in ("town", "area", "site"):
            total += _KIND * 0.8
        if others and e.lat is not None and e.lon is not None:
            nearest = min(distance_km((e.lat, e.lon), o) for o in others)
            total += _NEAR * math.exp(-nearest / 250)
        if not e.own:
            total -= 0.02
        found.append(Scored(e, total))
    found.sort(key=lambda s: (-s.score, -s.entry.population, s.entry.id))
    return found


def verdict(ranked: list[Scored]) -> str | None:
    """Why the best candidate is not believed, or None where it is."""
    if not ranked:
        return "no place of this name or of a like spelling in the gazetteer"
    best = ranked[0]
    if best.score < LEAST:
        return "no candidate fits the report well enough"
    for other in ranked[1:3]:
        if best.score - other.score < _TIE and None not in (best.entry.lat, other.entry.lat):
            apart = distance_km(
                (best.entry.lat or 0, best.entry.lon or 0), (other.entry.lat or 0, other.entry.lon or 0)
            )
            if apart > _FAR_KM and other.entry.kind == best.entry.kind:
                return "two places fit equally well"
    return None
