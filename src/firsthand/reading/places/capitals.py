"""Capitals that are named by their country: "the Afghan capital", "the capital of Mali", "Chad's capital"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.gazetteer import Gazetteer
from firsthand.gazetteer.countries import country, named_country, people_of
from firsthand.reading.arrays import Arrays
from firsthand.reading.mentions import PlaceMention

_WITHIN = frozenset({"in", "through", "across", "around", "outside", "inside", "near", "into"})
_NAMED_NEXT = re.compile(r",?\s*(?:of\s+)?[A-Z]")  # "the Malian capital, Bamako": the name says it itself


def with_capitals(a: Arrays, gazetteer: Gazetteer, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places with the capitals that are named by their country, in the order of the text.

    >>> # "a blast in the Afghan capital" -> "Afghan capital": Kabul (AFG, town)
    """
    taken = {s for p in places for s in range(p.start, p.end)}
    found = []
    for i in (t for t in range(a.n) if a.lower[t] == "capital" and a.start[t] not in taken):
        capital = _capital(a, gazetteer, i) or _bare(a, gazetteer, i, places)
        found += [capital] if capital is not None else []
    return sorted([*places, *found], key=lambda p: p.start) if found else list(places)


def _bare(a: Arrays, gazetteer: Gazetteer, i: int, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """ "In the capital": of the one country that the paragraph is about, or else the report."""
    the = i > 1 and a.lower[i - 1] == "the" and a.lower[i - 2] in _WITHIN
    named = not a.string.isupper() and _NAMED_NEXT.match(a.string[a.end[i] : a.end[i] + 12])
    if not the or named or a.dep[i] in ("compound", "amod"):
        return None
    first = a.string.rfind("\n", 0, a.start[i]) + 1
    last = a.string.find("\n", a.end[i])
    here = [p for p in places if first <= p.start < (last if last >= 0 else len(a.string))]
    told = {p.country for p in here if p.country} or {p.country for p in places if p.country}
    return _town(a, gazetteer, i, i, told.pop() or "") if len(told) == 1 else None


def _capital(a: Arrays, gazetteer: Gazetteer, i: int) -> PlaceMention | None:
    if i == 0 or a.pos[i] not in ("NOUN", "PROPN") or a.dep[i] in ("compound", "amod"):
        return None
    if _NAMED_NEXT.match(a.string[a.end[i] : a.end[i] + 12]) and not a.string.isupper():
        return None
    possessive = a.lower[i - 1] in ("'s", "’s") and i > 1
    whose = i - 2 if possessive else i - 1
    iso3 = named_country(a.text[whose]) if possessive else people_of(a.text[whose])
    if iso3 is None or not a.text[whose][:1].isupper():
        return None
    return _town(a, gazetteer, whose, i, iso3)


def _town(a: Arrays, gazetteer: Gazetteer, first: int, last: int, iso3: str) -> PlaceMention | None:
    """The capital of a country as what the tokens ``first`` to ``last`` name."""
    known = country(iso3)
    if known is None or not known.capital:
        return None
    towns = [e for e in gazetteer.exact(known.capital) if e.country == iso3 and e.kind == "town"]
    best = max(towns, key=lambda e: e.population, default=None)
    if best is None:
        return None
    return PlaceMention(
        a.start[first], a.end[last], name=best.name, geonameid=best.geonameid, lat=best.lat, lon=best.lon,
        country=best.country, admin1=best.admin1, precision="town", score=0.9,
    )  # fmt: skip
