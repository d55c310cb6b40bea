"""A user's own places: GeoNames dumps and CSV files, kept in a file of the user's beside the shipped gazetteer."""

from __future__ import annotations

import csv
import os
import sqlite3
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from firsthand.errors import FirsthandError
from firsthand.gazetteer.countries import country_of
from firsthand.gazetteer.folding import fold, skeleton

_OWN = 2_000_000_000  # ids of places from CSV files without a geonameid
_KINDS = {
    "A": "region",
    "H": "area",
    "L": "area",
    "P": "town",
    "R": "site",
    "S": "site",
    "T": "area",
    "U": "area",
    "V": "area",
}

# GeoNames' feature codes that say more than the class, and those that name no place of their own (countries are known).
_CODES = {
    "ADM1": "region",
    "ADM1H": "region",
    **dict.fromkeys(("ADM2", "ADM2H", "ADM3", "ADM4", "ADM5", "ADMD"), "district"),
}
_NO_PLACE = frozenset({"PCLI", "PCLD", "PCLF", "PCLS", "PCLIX", "TERR"})

KINDS = ("town", "site", "district", "region", "area")

_Row = tuple[int, str, float | None, float | None, str | None, str | None, int, str, str]


def user_file() -> Path:
    """Where imported places are kept: ``FIRSTHAND_GAZETTEER``, or the platform's data folder."""
    if given := os.environ.get("FIRSTHAND_GAZETTEER"):
        return Path(given)
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "firsthand" / "places.sqlite"


def import_file(path: Path, target: Path | None = None, shipped: Path | None = None) -> int:
    """Add the places of a GeoNames dump, of GeoNames' admin1CodesASCII.txt or admin2Codes.txt, or of a CSV file;
    returns how many.

    A CSV file has a header with at least ``name``, ``lat`` and ``lon``; ``country``, ``admin1``, ``population``,
    ``kind`` and ``aliases`` (separated by ``;``) are optional. All is added or, on an error, nothing. ``shipped`` is
    the gazetteer that names the divisions of a dump's codes. Raises ``FirsthandError`` naming the line and the cure.
    """
    from firsthand.gazetteer.build import _SCHEMA

    target = target or user_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(target)
    try:
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'place'").fetchone():
            base.executescript(_SCHEMA)
        shipped = shipped or Path(str(resources.files("firsthand.gazetteer") / "gazetteer.sqlite"))
        divisions = _divisions(shipped) | _divisions(target)
        known = _points(shipped)
        number = 0
        with base:
            for row, aliases, code in _rows(path, divisions):
                number += 1
                if row[2] is None:  # the admin files have no points
                    row = (*row[:2], *known.get(row[0], (None, None)), *row[4:])
                if code is not None:
                    base.execute("INSERT OR REPLACE INTO division VALUES (?, ?, ?)", (row[4], code, row[1]))
                _add(base, row, aliases, keep=code is not None)
    finally:
        base.close()
    return number


def _divisions(path: Path) -> dict[tuple[str, str], str]:
    """Names of first-level divisions by country and code that a gazetteer file has."""
    if not path.is_file():
        return {}
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'division'").fetchone():
            return {}
        return {(country, code): name for country, code, name in base.execute("SELECT * FROM division")}
    finally:
        base.close()


def _points(path: Path) -> dict[int, tuple[float, float]]:
    """Points of the divisions that a gazetteer file has, by id."""
    if not path.is_file():
        return {}
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        rows = base.execute("SELECT id, lat, lon FROM place WHERE kind IN ('region', 'district')")
        return {number: (lat, lon) for number, lat, lon in rows}
    finally:
        base.close()


def _add(base: sqlite3.Connection, row: _Row, aliases: list[str], keep: bool) -> None:
    """One place with its names; ``keep`` leaves a place of this id as it is."""
    verb = "IGNORE" if keep else "REPLACE"
    base.execute(f"INSERT OR {verb} INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - of two words
    own = fold(row[1])
    keys = {fold(a) for a in aliases} | {own}
    every = row[7] not in ("town", "site")
    base.executemany(
        "INSERT OR IGNORE INTO name VALUES (?, ?, ?)", [(k, row[0], int(every or k == own)) for k in keys if k]
    )
    bones = {skeleton(k) for k in keys if len(k) >= 4}
    base.executemany("INSERT OR IGNORE INTO bones VALUES (?, ?)", [(b, row[0]) for b in bones if b])


_Read = Iterator[tuple[_Row, list[str], str | None]]


def _rows(path: Path, divisions: dict[tuple[str, str], str]) -> _Read:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            if first.count("\t") >= 14:
                yield from _dump(path, file, divisions)
            elif first.count("\t") == 3 and "." in first.split("\t")[0]:
                yield from _codes(path, file, divisions)
            else:
                yield from _table(path, file)
    except (OSError, UnicodeDecodeError) as error:
        raise FirsthandError(
            f"{path}: cannot be read ({error}); give a GeoNames dump or a CSV file in UTF-8"
        ) from error


def _dump(path: Path, lines: Iterator[str], divisions: dict[tuple[str, str], str]) -> _Read:
    """A country's file or allCountries.txt."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\n").split("\t")
        try:
            kind = _CODES.get(cells[7]) or _KINDS.get(cells[6], "area")
            country = _iso3(cells[8])
            row = (
                int(cells[0]), cells[1], float(cells[4]), float(cells[5]), country,
                None if kind == "region" else divisions.get((country or "", cells[10])),
                int(cells[14] or 0), kind, "import",
            )  # fmt: skip
        except (ValueError, IndexError) as error:
            raise FirsthandError(
                f"{path}: line {number}: {error}; a GeoNames dump has 19 columns separated by tabs"
            ) from error
        if cells[7] not in _NO_PLACE:
            yield row, [a for a in cells[3].split(",") if a], None


def _codes(path: Path, lines: Iterator[str], divisions: dict[tuple[str, str], str]) -> _Read:
    """admin1CodesASCII.txt or admin2Codes.txt: names of divisions, without points."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\n").split("\t")
        try:
            code = cells[0].split(".")
            country, identity = _iso3(code[0]), int(cells[3])
        except (ValueError, IndexError) as error:
            raise FirsthandError(
                f"{path}: line {number}: {error}; GeoNames' admin files have four columns separated by tabs"
            ) from error
        if country is None:
            continue
        first = len(code) == 2
        upper = None if first else divisions.get((country, code[1]))
        row = (identity, cells[1], None, None, country, upper, 0, "region" if first else "district", "import")
        yield row, [cells[2]], code[1] if first else None


def _table(path: Path, lines: Iterator[str]) -> _Read:
    reader = csv.DictReader(lines)
    missing = {"name", "lat", "lon"} - set(reader.fieldnames or ())
    if missing:
        raise FirsthandError(
            f"{path}: line 1: no column {', '.join(sorted(missing))}; the header must name name, lat and lon"
        )
    for number, cells in enumerate(reader, 2):
        try:
            lat, lon = float(cells["lat"]), float(cells["lon"])
            if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                raise ValueError(f"no point on Earth: {lat}, {lon}")
            identity = int(cells.get("geonameid") or 0) or _OWN + abs(
                hash_of(cells["name"], cells["lat"], cells["lon"])
            )
            population = int(cells.get("population") or 1000)
            kind = cells.get("kind") or "town"
            if kind not in KINDS:
                raise ValueError(f"no kind of place: {kind} (one of {', '.join(KINDS)})")
        except (ValueError, TypeError) as error:
            raise FirsthandError(
                f"{path}: line {number}: {error}; give lat and lon in degrees, population as a number"
            ) from error
        country = cells.get("country") or None
        iso3 = (
            country if country and len(country) == 3 and country.isupper() else country_of(country) if country else None
        )
        row = (
            identity,
            cells["name"],
            lat,
            lon,
            iso3,
            cells.get("admin1") or None,
            population,
            kind,
            "import",
        )
        yield row, [a.strip() for a in (cells.get("aliases") or "").split(";") if a.strip()], None


def hash_of(*parts: str) -> int:
    """A stable number below 10^9 for a place without an id."""
    import hashlib

    return int(hashlib.sha256("\t".join(parts).encode()).hexdigest()[:12], 16) % 1_000_000_000


def _iso3(iso2: str) -> str | None:
    from firsthand.gazetteer.countries import by_iso2

    return by_iso2(iso2)
