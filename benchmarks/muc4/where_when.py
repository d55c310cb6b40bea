"""Date and place of an incident, in the form of the task's fills."""

from __future__ import annotations

import datetime
import math
from collections import Counter

from benchmarks.muc4.labels import labels
from benchmarks.muc4.labels import words as vocabulary
from benchmarks.muc4.material import Floats, Material
from benchmarks.muc4.network import Decisions

from firsthand.gazetteer.countries import capital_of, country, named_country, people_of
from firsthand.reading.mentions import PlaceMention

# names that the task's definition has and the gazetteer writes otherwise
_NAMES = {"CHN": "PEOPLES REP OF CHINA", "RUS": "USSR"}
_WIDE = ("country",)


def country_name(code: str) -> str:
    """The name of a country as the task writes it."""
    known = country(code)
    return _NAMES.get(code) or (known.name.upper() if known else code)


def main_country(m: Material) -> str | None:
    """The country that a report is mostly about: of its places, its nationalities and its dateline."""
    tally: Counter[str] = Counter()
    for p in m.places:
        if p.country:
            tally[p.country] += 2
    for t in m.words:
        code = people_of(m.a.text[t]) or named_country(m.a.text[t])
        if code:
            tally[code] += 1
    dateline = " ".join(m.text[:60].split(",")[0].split())
    code = capital_of(dateline)
    if code:
        tally[code] += 4
    tally = Counter({c: n for c, n in tally.items() if c in vocabulary()["countries"]}) or tally
    return min(tally, key=lambda c: (-tally[c], c)) if tally else None


def date_of(m: Material, d: Decisions, kind: int, near: Floats, openness: float) -> str | None:
    """The fill of ``date``: a day of the text, the day of publication, or the open "- day".

    A day is half right where the open answer is, and the other way round: the fill of most expected credit is taken,
    with the open one's probability weighted by ``openness``.
    """
    if m.published is None:
        return None
    told = d.incidents["date_kind"][kind]
    chances = d.roles[:, labels()["roles"].index("date")] * near
    missed: dict[str, float] = {}
    index = {t: i for i, t in enumerate(m.words)}
    for time in m.times:
        if not time.first or not time.last or time.first[:10] != time.last[:10]:
            continue
        words = [index[t] for t in m.tokens(time.start, time.end) if t in index]
        p = max((float(chances[w]) for w in words), default=0.0)
        missed[time.first[:10]] = missed.get(time.first[:10], 1.0) * (1 - min(p, 0.999))
    chance = {day: 1 - x for day, x in missed.items() if day <= m.published}
    chance[m.published] = max(chance.get(m.published, 0.0), float(told[1]))
    best = max(sorted(chance), key=lambda day: chance[day])
    unsaid = openness * float(told[0])
    if chance[best] + 0.5 * unsaid >= unsaid + 0.5 * chance[m.published]:
        return _written(best)
    return f"- {_written(m.published)}"


def _written(day: str) -> str:
    return datetime.date.fromisoformat(day).strftime("%d %b %y").upper()


def location_of(m: Material, d: Decisions, near: Floats, least: float) -> str | None:
    """The fill of ``location``: country, then places, the wider first; ``near``: how much each word counts."""
    chances = d.roles[:, labels()["roles"].index("location")] * near
    index = {t: i for i, t in enumerate(m.words)}
    missed: dict[str, float] = {}
    places: dict[str, PlaceMention] = {}
    for p in m.places:
        words = [index[t] for t in m.tokens(p.start, p.end) if t in index]
        chance = max((float(chances[w]) for w in words), default=0.0)
        name = _bare(m.text[p.start : p.end])
        missed[name] = missed.get(name, 1.0) * (1 - min(chance, 0.999))
        places.setdefault(name, p)
    about = main_country(m)
    chances = {n: 1 - x for n, x in missed.items() if places[n].precision not in _WIDE and named_country(n) is None}
    ranked = sorted(chances, key=lambda n: (-chances[n], n))
    chosen = [n for n in ranked[:2] if chances[n] >= least]
    if chosen and places[chosen[0]].country and places[chosen[0]].country in vocabulary()["countries"]:
        about = places[chosen[0]].country
    chosen = [n for n in chosen if n == chosen[0] or _nested(places[n], places[chosen[0]])]
    chosen.sort(key=lambda n: _RANK.get(places[n].precision or "", 2))
    if about is None:
        return None
    return ": ".join([country_name(about), *chosen])


def _bare(name: str) -> str:
    """A place's name without the word for what kind of place it is, which the keys put in brackets."""
    words = name.upper().split()
    while len(words) > 1 and words[-1] in vocabulary()["place_kinds"]:
        words.pop()
    while len(words) > 1 and words[0] in vocabulary()["directions"]:
        words.pop(0)
    return " ".join(words)


_RANK = {"country": 0, "region": 1, "district": 1, "town": 2, "near": 2, "site": 3}


def _nested(a: PlaceMention, b: PlaceMention) -> bool:
    """Whether one of two places can lie in the other: they are of different breadth."""
    return _RANK.get(a.precision or "", 2) != _RANK.get(b.precision or "", 2) and math.isfinite(a.score)
