"""Reference data sets read from CSV as ACLED and UCDP ship it, for comparison with our events.

Columns are found by their names, in any order; a file of either shape is told by its header. Nothing is filled in: a
row without a day or a place keeps it empty.
"""

from __future__ import annotations

import csv
import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from firsthand.errors import ExportError
from firsthand.exports.cells import plain
from firsthand.exports.codes import by_gleditsch_ward, by_numeric
from firsthand.exports.facts import Toll
from firsthand.gazetteer.countries import named_country

_NEEDED = {
    "acled": ("event_id_cnty", "event_date", "event_type", "latitude", "longitude"),
    "ucdp": ("id", "date_start", "date_end", "type_of_violence", "latitude", "longitude"),
}
# As the data sets and spreadsheets that saved them write dates. 03/05/2024 has two readings, and none is tried.
_DATES = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S")
# The days that a row's date can be off to either side, by ACLED's time_precision (exact, a week, a month).
_ACLED_DAYS = {"1": 0, "2": 6, "3": 30}
_ACLED_PLACE, _UCDP_PLACE = {"1": 1, "2": 2, "3": 3}, {"1": 1, "2": 2, "3": 2, "4": 3, "5": 3, "6": 4, "7": 4}
_FIELD_LIMIT = 10_000_000  # characters of one cell; notes of ACLED have some thousand at most


@dataclass(frozen=True)
class Row:
    """One event of a reference: ``exact`` is 1 for a place, 2 near it or its district, 3 a region, 4 a country."""

    id: str
    start: datetime.date | None
    end: datetime.date | None
    lat: float | None
    lon: float | None
    exact: int
    country: str | None
    admin1: str | None
    place: str | None
    kind: str
    actors: tuple[str, ...]
    deaths: Toll | None


@dataclass(frozen=True)
class Reference:
    """A reference data set: its shape (``acled`` or ``ucdp``), its rows and the rows that could not be read."""

    shape: str
    rows: tuple[Row, ...]
    bad: tuple[str, ...]


def read(path: Path) -> Reference:
    """The rows of a CSV file as ACLED or UCDP ships it.

    Raises ``ExportError`` if the file cannot be read or is of neither shape.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            sample = file.readline()
            file.seek(0)
            delimiter = max(",;\t", key=sample.count)
            csv.field_size_limit(_FIELD_LIMIT)
            reader = csv.DictReader(file, delimiter=delimiter)
            header = [name.strip().lower() for name in reader.fieldnames or []]
            reader.fieldnames = header
            shape = _shape(path, header)
            rows, bad = [], []
            for raw in reader:
                row = {k: plain((v or "").strip()) for k, v in raw.items() if isinstance(k, str)}
                try:
                    rows.append(_acled(row) if shape == "acled" else _ucdp(row))
                except ValueError as error:
                    bad.append(f"{path}, line {reader.line_num}: {error}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ExportError(f"{path}: it cannot be read as CSV in UTF-8 ({error}); give another file") from error
    return Reference(shape, tuple(rows), tuple(bad))


def _shape(path: Path, header: list[str]) -> str:
    for name, needed in _NEEDED.items():
        if set(needed) <= set(header):
            return name
    lacks = {name: sorted(set(needed) - set(header)) for name, needed in _NEEDED.items()}
    told = "; ".join(f"for {name} it lacks {', '.join(columns)}" for name, columns in lacks.items())
    raise ExportError(f"{path}: neither of ACLED's nor of UCDP's shape ({told}); give a CSV with these columns")


def _acled(row: Mapping[str, str]) -> Row:
    start = _date(row["event_date"], "event_date")
    spread = _ACLED_DAYS.get(row.get("time_precision", "1"), 0)
    deaths = _number(row.get("fatalities", ""), "fatalities")
    country = named_country(row.get("country", "")) or by_numeric(_number(row.get("iso", ""), "iso") or 0)
    actors = [row.get(name, "") for name in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")]
    return Row(
        id=row["event_id_cnty"],
        start=start - datetime.timedelta(spread) if start else None,
        end=start + datetime.timedelta(spread) if start else None,
        lat=_degrees(row["latitude"], "latitude", 90),
        lon=_degrees(row["longitude"], "longitude", 180),
        exact=_ACLED_PLACE.get(row.get("geo_precision", ""), 2),
        country=country,
        admin1=row.get("admin1") or None,
        place=row.get("location") or None,
        kind=row.get("sub_event_type") or row["event_type"],
        actors=tuple(dict.fromkeys(name.strip() for cell in actors for name in cell.split(";") if name.strip())),
        deaths=None if deaths is None else Toll(deaths, deaths, deaths),
    )


def _ucdp(row: Mapping[str, str]) -> Row:
    deaths = [_number(row.get(name, ""), name) for name in ("low", "best", "high")]
    number = _number(row.get("country_id", ""), "country_id")
    actors = [row.get("side_a", ""), row.get("side_b", "")]
    return Row(
        id=row["id"],
        start=_date(row["date_start"], "date_start"),
        end=_date(row["date_end"], "date_end"),
        lat=_degrees(row["latitude"], "latitude", 90),
        lon=_degrees(row["longitude"], "longitude", 180),
        exact=_UCDP_PLACE.get(row.get("where_prec", ""), 2),
        country=by_gleditsch_ward(number or 0) or named_country(row.get("country", "")),
        admin1=row.get("adm_1") or None,
        place=row.get("where_coordinates") or None,
        kind=row["type_of_violence"],
        actors=tuple(name for name in actors if name),
        deaths=None if deaths == [None, None, None] else Toll(*deaths),
    )


def _date(text: str, name: str) -> datetime.date | None:
    if not text:
        return None
    for form in _DATES:
        try:
            return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.UTC).date()
        except ValueError:
            continue
    raise ValueError(f"{name} '{text[:40]}' is no date")


def _number(text: str, name: str) -> int | None:
    if not text:
        return None
    try:
        return int(float(text))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{name} '{text[:40]}' is no number") from error


def _degrees(text: str, name: str, most: int) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise ValueError(f"{name} '{text[:40]}' is no number") from error
    if not math.isfinite(value) or abs(value) > most:
        raise ValueError(f"{name} '{text[:40]}' is not between -{most} and {most}")
    return value


def covered(reference: Reference) -> tuple[datetime.date | None, datetime.date | None, frozenset[str]]:
    """The first and last day and the countries that a reference has rows of."""
    days = list(_days(reference))
    lands = frozenset(row.country for row in reference.rows if row.country)
    return min(days, default=None), max(days, default=None), lands


def _days(reference: Reference) -> Iterator[datetime.date]:
    for row in reference.rows:
        yield from (day for day in (row.start, row.end) if day is not None)
