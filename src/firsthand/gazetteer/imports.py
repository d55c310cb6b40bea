"""A user's own places: GeoNames dumps and CSV files, kept in a file of the user's beside the shipped gazetteer."""

from __future__ import annotations

import csv
import os
import sqlite3
import sys
from collections.abc import Iterator
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


def import_file(path: Path, target: Path | None = None) -> int:
    """Add the places of a GeoNames dump (tab-separated) or of a CSV file; returns how many.

    A CSV file has a header with at least ``name``, ``lat`` and ``lon``; ``country``, ``admin1``, ``population``,
    ``kind`` and ``aliases`` (separated by ``;``) are optional. All is added or, on an error, nothing. Raises
    ``FirsthandError`` naming the line and the cure.
    """
    from firsthand.gazetteer.build import _SCHEMA

    target = target or user_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(target)
    try:
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'place'").fetchone():
            base.executescript(_SCHEMA)
        number = 0
        with base:
            for row, aliases in _rows(path):
                number += 1
                base.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
                own = fold(row[1])
                keys = {fold(a) for a in aliases} | {own}
                base.executemany(
                    "INSERT OR IGNORE INTO name VALUES (?, ?, ?)", [(k, row[0], int(k == own)) for k in keys if k]
                )
                bones = {skeleton(k) for k in keys if len(k) >= 4}
                base.executemany("INSERT OR IGNORE INTO bones VALUES (?, ?)", [(b, row[0]) for b in bones if b])
    finally:
        base.close()
    return number


def _rows(path: Path) -> Iterator[tuple[_Row, list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            yield from _dump(path, file) if first.count("\t") >= 14 else _table(path, file)
    except (OSError, UnicodeDecodeError) as error:
        raise FirsthandError(
            f"{path}: cannot be read ({error}); give a GeoNames dump or a CSV file in UTF-8"
        ) from error


def _dump(path: Path, lines: Iterator[str]) -> Iterator[tuple[_Row, list[str]]]:
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\n").split("\t")
        try:
            kind = _KINDS.get(cells[6], "area")
            kind = "district" if kind == "region" and cells[7] != "ADM1" else kind
            country = _iso3(cells[8])
            row = (
                int(cells[0]),
                cells[1],
                float(cells[4]),
                float(cells[5]),
                country,
                None,
                int(cells[14] or 0),
                kind,
                "import",
            )
        except (ValueError, IndexError) as error:
            raise FirsthandError(
                f"{path}: line {number}: {error}; a GeoNames dump has 19 columns separated by tabs"
            ) from error
        yield row, [a for a in cells[3].split(",") if a]


def _table(path: Path, lines: Iterator[str]) -> Iterator[tuple[_Row, list[str]]]:
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
        except (ValueError, TypeError) as error:
            raise FirsthandError(f"{path}: line {number}: {error}; give lat and lon in degrees") from error
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
            cells.get("kind") or "town",
            "import",
        )
        yield row, [a.strip() for a in (cells.get("aliases") or "").split(";") if a.strip()]


def hash_of(*parts: str) -> int:
    """A stable number below 10^9 for a place without an id."""
    import hashlib

    return int(hashlib.sha256("\t".join(parts).encode()).hexdigest()[:12], 16) % 1_000_000_000


def _iso3(iso2: str) -> str | None:
    from firsthand.gazetteer.countries import by_iso2

    return by_iso2(iso2)
