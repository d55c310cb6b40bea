"""Capitals that are named by their country: "the Afghan capital", "the capital of Mali", "Chad's capital"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.gazetteer import Gazetteer
from firsthand.gazetteer.countries import country, named_country, people_of
from firsthand.reading.arrays import Arrays
from firsthand.reading.mentions import PlaceMention

_NAMED_NEXT = re.compile(r",?\s*(?:of\s+)?[A-Z]")  # "the Malian capital, Bamako": the name says it itself


def with_capitals(a: Arrays, gazetteer: Gazetteer, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places with the capitals that are named by their country, in the order of the text.

    >>> # "a blast in the Afghan capital" -> "Afghan capital": Kabul (AFG, town)
    """
    taken = {s for p in places for s in range(p.start, p.end)}
    found = [p for i in range(a.n) if a.lower[i] == "capital" for p in [_capital(a, gazetteer, i, taken)] if p]
    return sorted([*places, *found], key=lambda p: p.start) if found else list(places)


def _capital(a: Arrays, gazetteer: Gazetteer, i: int, taken: set[int]) -> PlaceMention | None:
    if a.start[i] in taken or i == 0 or a.pos[i] not in ("NOUN", "PROPN") or a.dep[i] in ("compound", "amod"):
        return None
    if _NAMED_NEXT.match(a.string[a.end[i] : a.end[i] + 12]) and not a.string.isupper():
        return None
    possessive = a.lower[i - 1] in ("'s", "’s") and i > 1
    whose = i - 2 if possessive else i - 1
    iso3 = named_country(a.text[whose]) if possessive else people_of(a.text[whose])
    known = country(iso3) if iso3 else None
    if known is None or not known.capital or not a.text[whose][:1].isupper():
        return None
    towns = [e for e in gazetteer.exact(known.capital) if e.country == iso3 and e.kind == "town"]
    best = max(towns, key=lambda e: e.population, default=None)
    if best is None:
        return None
    return PlaceMention(
        a.start[whose], a.end[i], name=best.name, geonameid=best.geonameid, lat=best.lat, lon=best.lon,
        country=best.country, admin1=best.admin1, precision="town", score=0.9,
    )  # fmt: skip
