"""The places of a report: recognised, resolved by the whole report's context, with their alternatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from firsthand.gazetteer import Entry, Gazetteer
from firsthand.gazetteer.countries import country as country_named
from firsthand.gazetteer.countries import people_of
from firsthand.gazetteer.folding import fold
from firsthand.reading.arrays import Arrays
from firsthand.reading.directory import Directory
from firsthand.reading.mentions import PlaceMention, TimeMention
from firsthand.reading.places import relations
from firsthand.reading.places.anaphors import written_here
from firsthand.reading.places.features import Asked, Said, distance_km
from firsthand.reading.places.name import Name
from firsthand.reading.places.ranking import Ranked, Scored, candidates, countries_of, rank
from firsthand.reading.places.recognition import names
from firsthand.reading.places.vocabulary import words
from firsthand.records import Candidate, PlacePrecision

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEPT = 4  # alternatives kept
_PRECISION: dict[str, PlacePrecision] = {
    "town": "town",
    "site": "site",
    "district": "district",
    "region": "region",
    "area": "region",
    "country": "country",
}
_LONG_LIST = 4  # names
_LEAST_KEPT = 0.02  # a country's namesake that is less likely than this is no alternative
_INSIDE = re.compile(r"[\s,]*(?:\(|located\s+|situated\s+|a\s+\w+\s+)?(?:in|of)?\s*(?:the\s+)?[\s,]*(?:\w+ern\s+)?")
_LISTED = re.compile(r"\s*(?:,|(?:,\s*)?(?:and|or)\b)\s*(?:and\b|or\b)?\s*(?:the\b\s*)?")


def find_places(
    doc: Doc,
    a: Arrays,
    gazetteer: Gazetteer,
    times: Sequence[TimeMention] = (),
    actors: Directory | None = None,
) -> list[PlaceMention]:
    """Places named as locations in a parsed report, in the order of the text; ``times`` are not taken for places, nor
    are ``actors``, by default those of the shipped directory.

    >>> # "fighting in Gundam, in the Timbuktu region" -> Goundam (MLI, town), Timbuktu region (MLI, region)
    """
    dated = {s for t in times for s in range(t.start, t.end)}
    tokens = frozenset(i for i in range(a.n) if a.start[i] in dated) if dated else frozenset()
    found: list[PlaceMention] = []
    end = 0
    written: list[PlaceMention] = []
    for name, mention, _ in resolved(doc, a, gazetteer, tokens, actors=actors):
        if name.dateline and name.country is None:
            written.append(mention)
        before = None if name.country is None else relations.border(a.string, name.start)
        if before is not None and before >= end:  # which side of it is not said
            found.append(
                PlaceMention(
                    before, name.end, name=a.string[before : name.end], precision="region", score=mention.score
                )
            )
            end = name.end
        elif name.locative and mention.start >= end and (name.believed or mention.unresolved is None):
            if found and (pair := _between(a.string, found[-1], mention)) is not None:
                found[-1] = pair
            else:
                found.append(mention)
            end = mention.end
    heres = written_here(a, written[0]) if written else []
    return sorted([*found, *heres], key=lambda p: p.start) if heres else found


def _between(text: str, one: PlaceMention, other: PlaceMention) -> PlaceMention | None:
    """ "Between Gao and Ansongo" as one place."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b = (one.lat, one.lon), (other.lat, other.lon)
    middle = relations.between(text, (one.start, one.end), (other.start, other.end), a, b)
    if middle is None:
        return None
    return PlaceMention(
        one.start, other.end, name=f"between {one.name} and {other.name}", lat=middle[0], lon=middle[1],
        country=one.country if one.country == other.country else None,
        admin1=one.admin1 if one.admin1 == other.admin1 else None, precision="near",
        radius_km=round(distance_km(a, b) / 2, 1), score=min(one.score, other.score),
    )  # fmt: skip


def resolved(
    doc: Doc,
    a: Arrays,
    gazetteer: Gazetteer,
    dated: frozenset[int] = frozenset(),
    in_bodies: bool = False,
    actors: Directory | None = None,
) -> list[tuple[Name, PlaceMention, Entry | None]]:
    """All place names of a report with what they mean, datelines and governments among them; the entry is None where
    a name is not resolved."""
    found = names(doc, a, dated, gazetteer.exact, in_bodies, actors)
    asked, number, said = question(a, found)
    options: list[tuple[Entry, ...]] = [()] * len(asked)
    for name, k in zip(found, number, strict=True):
        options[k] = options[k] or candidates(gazetteer, name)
    answers = rank(gazetteer, asked, options, said)
    out = []
    for name, k in zip(found, number, strict=True):
        answer = answers[k]
        best = answer.options[0].entry if answer.options else None
        if name.country is not None:
            if best is None or best.kind == "country":
                name = replace(name, country=best.country if best is not None else name.country)
                out.append((name, _mention(a.string, name, answer), best))
                continue  # a country's name stays a country's, however little speaks for it
            name = replace(name, country=None, locative=name.here)  # Lebanon, Ohio
        out.append((name, _mention(a.string, name, answer), None if answer.unresolved else best))
    return out


def question(a: Arrays, found: list[Name]) -> tuple[list[Asked], list[int], list[Said]]:
    """What the report says of each name (one sense a name and report), which of these each mention is, and the
    countries and peoples that the report names."""
    numbers: dict[tuple[str, str | None, bool, bool], int] = {}
    number = [
        numbers.setdefault(
            (fold(n.text), n.type, n.small, _part(n) or (n.direction is not None and n.country is not None)),
            len(numbers),
        )
        for n in found
    ]
    beside: list[set[int]] = [set() for _ in numbers]
    stated: list[set[int]] = [set() for _ in numbers]
    for k, name in enumerate(found):
        if name.country is None or name.direction is None:
            for j, clear in _beside(a.string, found, k):
                if number[j] != number[k]:
                    beside[number[k]].add(number[j])
                    stated[number[k]].update({number[j]} if clear else ())
    among = _lists(a.string, found, number)
    first = {n: found[k] for k, n in reversed(list(enumerate(number)))}
    tagged = {n for k, n in enumerate(number) if found[k].tagged}
    asked = [
        Asked(
            first[n].text,
            first[n].type,
            first[n].small,
            _part(first[n]),
            n in tagged,
            frozenset(beside[n]),
            frozenset(stated[n]),
            among.get(n, frozenset()),
        )
        for n in range(len(numbers))
    ]
    said = [
        (n, iso3, 2.0 if name.locative else 1.0)
        for n, name in zip(number, found, strict=True)
        for iso3 in countries_of(name)
    ]
    for i in range(a.n):
        if a.pos[i] in ("ADJ", "PROPN", "NOUN") and a.text[i][:1].isupper():
            people = people_of(a.text[i])
            if people:
                said.append((-1, people, 1.0))
    return asked, number, said


def _lists(text: str, found: list[Name], number: list[int]) -> dict[int, frozenset[int]]:
    """The names that stand in a list of four or more, with the others of it: "Oregon, Utah, Washington and Ohio"."""
    out: dict[int, frozenset[int]] = {}
    run: list[int] = []
    for k in range(len(found)):
        run.append(number[k])
        if k + 1 == len(found) or not _LISTED.fullmatch(text[found[k].end : found[k + 1].start]):
            if len(run) >= _LONG_LIST:
                out.update((n, frozenset(run) - {n}) for n in run)
            run = []
    return out


def _beside(text: str, found: list[Name], k: int) -> list[tuple[int, bool]]:
    """Numbers of the names that stand beside this one as if they contained it, "Azaz, in northern Aleppo province",
    and whether that is beyond doubt: "Azaz, Aleppo" may be a list, and "in Niger, Mali and Chad" is one."""
    said = []
    end = found[k].end
    for j in range(k + 1, min(k + 3, len(found))):
        gap, other = text[end : found[j].start], found[j]
        if len(gap) > 40 or not gap.strip() or not _INSIDE.fullmatch(gap):
            break
        after = found[j + 1] if j + 1 < len(found) else None
        if other.country and after and after.country and _LISTED.fullmatch(text[other.end : after.start]):
            break
        clear = bool(re.search(r"\b(?:in|of)\b|\(", gap)) or other.country is not None or other.type == "region"
        said.append((j, clear or other.text in words().abbreviations))
        end = other.end
    return said


def _mention(text: str, name: Name, answer: Ranked) -> PlaceMention:
    ranked, why = answer.options, answer.unresolved
    if name.country is not None:
        row = country_named(name.country)
        whole = name.direction is None
        return PlaceMention(
            name.start, name.end,
            name=(row.name if row and whole else text[name.start : name.end]),
            geonameid=row.geonameid if row and whole else None,
            country=name.country, precision="country" if whole else "region",
            score=round(min(0.99, ranked[0].score), 3) if ranked else 0.95,
            alternatives=tuple(_candidate(s) for s in ranked[1 : _KEPT + 1] if s.score >= _LEAST_KEPT),
        )  # fmt: skip
    alternatives = tuple(_candidate(s) for s in ranked[(0 if why else 1) : (_KEPT if why else _KEPT + 1)])
    if why is not None:
        return PlaceMention(name.start, name.end, name=name.text, score=0.0, unresolved=why, alternatives=alternatives)
    best = ranked[0]
    e = best.entry
    lat, lon, precision, radius = e.lat, e.lon, _PRECISION[e.kind], None
    if e.kind not in ("town", "site") or (_part(name) and e.kind != "town"):
        lat = lon = None  # the centre of a division is not where it was
    elif lat is not None and lon is not None and (by := relations.moved(text, name.start, lat, lon)):
        lat, lon, radius = by
        precision = "near"
    return PlaceMention(
        name.start, name.end, name=e.name if name.direction is None else text[name.start : name.end],
        geonameid=e.geonameid, lat=lat, lon=lon, country=e.country, admin1=e.admin1 if e.kind != "region" else e.name,
        precision=precision,
        radius_km=radius, score=round(min(0.99, best.score), 3), alternatives=alternatives,
    )  # fmt: skip


def _part(name: Name) -> bool:
    """Whether a direction makes it a part of a division: "northern Aleppo", not "downtown Aleppo"."""
    return words().directions.get(name.direction or "") is not None


def _candidate(s: Scored) -> Candidate:
    e = s.entry
    return Candidate(
        name=e.name,
        geonameid=e.geonameid,
        lat=e.lat,
        lon=e.lon,
        country=e.country,
        admin1=e.admin1,
        score=round(max(0.0, min(1.0, s.score)), 3),
    )
