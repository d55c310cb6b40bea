"""Capitals that are named by their country: "the Afghan capital", "the capital of Mali", "Chad's capital"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from firsthand.gazetteer import Gazetteer
from firsthand.gazetteer.countries import capital_of, country, named_country, people_of
from firsthand.reading.arrays import Arrays
from firsthand.reading.mentions import PlaceMention

_MOSTLY = 0.7  # of the places named that lie in the country which the paragraph or report is about
_NAME = 3  # words of a capital's name
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
    told = Counter(p.country for p in here if p.country)
    if not told and (home := _written_in(a)) is not None:
        return _town(a, gazetteer, i, i, home)
    told = told or Counter(p.country for p in places if p.country)
    most = max(told, key=lambda iso3: told[iso3], default="")
    return _town(a, gazetteer, i, i, most) if told and told[most] >= _MOSTLY * told.total() else None


def _written_in(a: Arrays) -> str | None:
    """The country in whose capital a dispatch was written: "BAGHDAD, May 5 - "."""
    for last in range(min(_NAME, a.n), 0, -1):
        name = a.string[a.start[0] : a.end[last - 1]]
        if name.isupper() and (iso3 := capital_of(name)) is not None:
            return iso3
    return None


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
