"""The places of a report: recognised, resolved by the whole report's context, with their alternatives."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.gazetteer import Gazetteer
from firsthand.gazetteer.countries import country as country_named
from firsthand.gazetteer.folding import fold
from firsthand.reading.arrays import Arrays
from firsthand.reading.mentions import PlaceMention, TimeMention
from firsthand.reading.places.ranking import Context, Scored, candidates, scored, verdict
from firsthand.reading.places.recognition import Name, names
from firsthand.reading.places.vocabulary import words
from firsthand.records import Candidate, PlacePrecision

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEPT = 4  # alternatives kept
_NEAR_KM = (
    15.0  # radius of "near X" where no distance is said: the median in our own samples of reports with coordinates
)
_OFFSET = re.compile(
    r"(\d+(?:\.\d+)?)[ -]?(km|kilomet(?:er|re)s?|miles?)\s+(?:to the\s+)?"
    r"(north|north-?east|east|south-?east|south|south-?west|west|north-?west)(?:ern)?\s+(?:of|from)\s+(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?$",
    re.I,
)
_PRECISION: dict[str, PlacePrecision] = {
    "town": "town",
    "site": "site",
    "district": "district",
    "region": "region",
    "area": "region",
}


def find_places(doc: Doc, a: Arrays, gazetteer: Gazetteer, times: Sequence[TimeMention] = ()) -> list[PlaceMention]:
    """Places named as locations in a parsed report, in the order of the text; ``times`` are not taken for places.

    >>> # "fighting in Gundam, in the Timbuktu region" -> Goundam (MLI, town), Timbuktu region (MLI, region)
    """
    dated = {s for t in times for s in range(t.start, t.end)}
    tokens = frozenset(i for i in range(a.n) if a.start[i] in dated) if dated else frozenset()
    found = []
    end = 0
    for name, mention in resolved(doc, a, gazetteer, tokens):
        if name.locative and mention.start >= end and (name.tagged or name.country or mention.unresolved is None):
            found.append(mention)
            end = mention.end
    return found


def resolved(
    doc: Doc, a: Arrays, gazetteer: Gazetteer, dated: frozenset[int] = frozenset()
) -> list[tuple[Name, PlaceMention]]:
    """All place names of a report with what they mean, datelines and governments among them."""
    found = names(doc, a, dated)
    context = Context(a, found)
    text = a.string
    ranked: dict[str, list[Scored]] = {}
    points: list[tuple[float, float]] = []
    keys = [f"{fold(n.text)}|{n.type or ''}" for n in found]
    beside = [_beside(text, found, k) for k in range(len(found))]
    for final in (False, True):  # first what stands firm, then the rest in its light
        if final:
            for best in [r[0] for r in ranked.values() if r]:
                if (
                    best.score > 0.62
                    and best.entry.lat is not None
                    and best.entry.lon is not None
                    and best.entry.kind in ("town", "site")
                ):
                    points.append((best.entry.lat, best.entry.lon))
                    context.add(best.entry.country, 0.3)
        for name, key, near in zip(found, keys, beside, strict=True):
            if name.country is None and (key not in ranked or final):
                others = [p for p in points if not _same(p, ranked.get(key))]
                ranked[key] = scored(
                    candidates(gazetteer, name, context), name, context, near | _named(beside, keys, key), others
                )
    return [(name, _mention(text, name, ranked.get(key, []))) for name, key in zip(found, keys, strict=True)]


def _same(point: tuple[float, float], ranked: list[Scored] | None) -> bool:
    return bool(ranked) and (ranked[0].entry.lat, ranked[0].entry.lon) == point  # type: ignore[index]


def _named(beside: list[frozenset[str]], keys: list[str], key: str) -> frozenset[str]:
    """One sense per report: what stands beside any mention of the name counts for all."""
    return frozenset().union(*(b for b, k in zip(beside, keys, strict=True) if k == key))


def _beside(text: str, found: list[Name], k: int) -> frozenset[str]:
    """Folded names (and country codes) of the places that the text says contain this one: "Azaz, in northern Aleppo
    province"."""
    said: set[str] = set()
    end = found[k].end
    for other in found[k + 1 : k + 3]:
        gap = text[end : other.start]
        if (
            len(gap) > 40
            or not re.fullmatch(
                r"[\s,]*(?:\(|located\s+|situated\s+|a\s+\w+\s+)?(?:in|of)?\s*(?:the\s+)?[\s,]*(?:\w+ern\s+)?", gap
            )
            or not gap.strip()
        ):
            break
        said.add(fold(other.text.removesuffix(" province")))
        said.update({other.country.lower()} if other.country else ())
        end = other.end
    return frozenset(said)


def _mention(text: str, name: Name, ranked: list[Scored]) -> PlaceMention:
    if name.country is not None:
        row = country_named(name.country)
        whole = name.direction is None
        return PlaceMention(
            name.start, name.end,
            name=(row.name if row and whole else text[name.start : name.end]),
            geonameid=row.geonameid if row and whole else None,
            country=name.country, precision="country" if whole else "region", score=0.95,
        )  # fmt: skip
    why = verdict(ranked)
    alternatives = tuple(_candidate(s) for s in ranked[(0 if why else 1) : (_KEPT if why else _KEPT + 1)])
    if why is not None:
        return PlaceMention(name.start, name.end, name=name.text, score=0.0, unresolved=why, alternatives=alternatives)
    best = ranked[0]
    e = best.entry
    lat, lon, precision, radius = e.lat, e.lon, _PRECISION[e.kind], None
    if e.kind not in ("town", "site") or (
        name.direction in words().directions and name.direction not in ("downtown", "central") and e.kind != "town"
    ):
        lat = lon = None  # the centre of a division is not where it was
    elif offset := _OFFSET.search(text, max(0, name.start - 60), name.start):
        lat, lon, radius = _moved(e.lat or 0.0, e.lon or 0.0, offset)
        precision = "near"
    elif re.search(
        r"\b(?:near|outside|around|close to|off)\s+(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?$",
        text[max(0, name.start - 40) : name.start],
        re.I,
    ):
        precision, radius = "near", _NEAR_KM
    return PlaceMention(
        name.start, name.end, name=e.name if name.direction is None else text[name.start : name.end],
        geonameid=e.geonameid, lat=lat, lon=lon, country=e.country, admin1=e.admin1 if e.kind != "region" else e.name,
        precision=precision,
        radius_km=radius, score=round(min(0.99, best.score), 3), alternatives=alternatives,
    )  # fmt: skip


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


def _moved(lat: float, lon: float, offset: re.Match[str]) -> tuple[float, float, float]:
    """The point so far from a place in a direction, and a radius of a quarter of the distance (directions are
    rough)."""
    km = float(offset.group(1)) * (1.609 if offset.group(2).lower().startswith("mile") else 1.0)
    degrees = words().directions[offset.group(3).lower()] or 0
    dlat = km / 111.2 * math.cos(math.radians(degrees))
    dlon = km / (111.2 * max(0.1, math.cos(math.radians(lat)))) * math.sin(math.radians(degrees))
    return round(lat + dlat, 4), round(lon + dlon, 4), round(max(5.0, km / 4), 1)
