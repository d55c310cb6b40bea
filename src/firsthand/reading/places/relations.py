"""Places that are said by their relation to a named one: "30 km north of Gao", "between Gao and Ansongo", "near Gao",
"near the border with Niger"."""

from __future__ import annotations

import math
import re

from firsthand.reading.places.vocabulary import words

NEAR_KM = (
    15.0  # radius of "near X" where no distance is said: the median in our own samples of reports with coordinates
)
_LEAST_KM = 5.0
_BETWEEN_KM = 400.0  # "between" two places farther apart than this names no area
_TOWN = r"(?:the\s+)?(?:(?:town|city|village|settlement|camp|airport)\s+of\s+)?"
_UNIT = r"(\d[\d,]*(?:\.\d+)?)[ -]?(km|kilomet(?:er|re)s?|miles?)\b\s*(?:\([^)]{1,20}\)\s*)?"
_DIRECTED = re.compile(
    rf"{_UNIT}(?:to\s+the\s+)?"
    r"(north|north-?east|east|south-?east|south|south-?west|west|north-?west)(?:ern)?\s+(?:of|from)\s+" + _TOWN + "$",
    re.I,
)
_DISTANT = re.compile(rf"{_UNIT}(?:away\s+)?(?:from|outside|off)\s+{_TOWN}$", re.I)
_NEAR = re.compile(
    rf"\b(?:near|outside|around|close\s+to|in\s+the\s+vicinity\s+of|not\s+far\s+from|off)\s+{_TOWN}$", re.I
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:(?:towns?|cit(?:y|ies)|villages?|settlements?)\s+(?:of\s+)?)?$", re.I)
_AND = re.compile(r"\s+and\s+" + _TOWN, re.I)
_BORDER = re.compile(
    r"\b((?:[Nn]ear|[Oo]n|[Aa]long|[Aa]t|[Cc]lose\s+to|[Bb]y)\s+(?:the|its|their)\s+)"
    r"((?:\w+\s+)?(?:border|frontier)(?:\s+(?:area|region|zone|strip))?\s+with\s+)$"
)
_LOOK_BACK = 90

Point = tuple[float, float]


def moved(text: str, start: int, lat: float, lon: float) -> tuple[float, float, float] | None:
    """Where a thing is of which the text before ``start`` says how it lies to the place at that point: its point and
    the radius (km) within which it is; None where nothing is said.

    >>> lat, lon, radius = moved("a village 30 km north of Gao", 25, 16.27, -0.04)
    >>> round(lat, 2), round(lon, 2), radius
    (16.54, -0.04, 7.5)
    >>> moved("a village 30 km from Gao", 21, 16.27, -0.04)
    (16.27, -0.04, 30.0)
    """
    before = text[max(0, start - _LOOK_BACK) : start]
    if match := _DIRECTED.search(before):
        km = _km(match)
        degrees = math.radians(words().directions[match.group(3).lower()] or 0)
        dlat = km / 111.2 * math.cos(degrees)
        dlon = km / (111.2 * max(0.1, math.cos(math.radians(lat)))) * math.sin(degrees)
        # directions are rough: a quarter of the distance
        return round(lat + dlat, 4), round((lon + dlon + 180) % 360 - 180, 4), round(max(_LEAST_KM, km / 4), 1)
    if match := _DISTANT.search(before):
        return lat, lon, round(max(_LEAST_KM, _km(match)), 1)
    if _NEAR.search(before):
        return lat, lon, NEAR_KM
    return None


def _km(match: re.Match[str]) -> float:
    return float(match.group(1).replace(",", "")) * (1.609 if match.group(2).lower().startswith("mile") else 1.0)


def between(text: str, first: tuple[int, int], second: tuple[int, int], a: Point, b: Point) -> Point | None:
    """The middle of two places if the text says "between A and B" and they are no more than 400 km apart."""
    from firsthand.reading.places.features import distance_km

    if not _BETWEEN.search(text[max(0, first[0] - _LOOK_BACK) : first[0]]):
        return None
    if not _AND.fullmatch(text[first[1] : second[0]]) or distance_km(a, b) > _BETWEEN_KM:
        return None
    return round((a[0] + b[0]) / 2, 4), round((a[1] + b[1]) / 2, 4)


def border(text: str, start: int) -> int | None:
    """Where "border with" begins if it stands before the country's name at ``start``, under a word for a place.

    >>> text = "attacked near the border with Niger"
    >>> text[border(text, 30):]
    'border with Niger'
    """
    match = _BORDER.search(text[max(0, start - _LOOK_BACK) : start])
    return None if match is None else start - len(match.group(2))
