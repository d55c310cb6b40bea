"""Look up names in the gazetteer: candidates by exact name, by alternate name and by transliteration or misspelling."""

from __future__ import annotations

import functools
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from firsthand.errors import FirsthandError
from firsthand.gazetteer.folding import fold, skeleton

_MOST = 200  # candidates of one name; "San José" has 1,800 namesakes, and the smaller ones never win
_MOST_ALIKE = 60
LEAST_ALIKE = 0.62  # similarity of two folded spellings under which they are not the same name: Gundam/Goundam has 0.92
_TYPE_WORDS = (
    "province", "region", "governorate", "department", "district", "state", "county", "prefecture", "oblast", "raion",
    "city", "town", "township", "village", "municipality", "commune", "parish", "canton", "island", "islands",
    "airport", "camp",
)  # fmt: skip


_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_SHORT |= {whole: short for short, whole in _SHORT.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer; ``alike`` is how well the spelling asked for agrees with its name (1 is the same)."""

    id: int
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    population: int
    kind: str  # town, site, district, region, area
    source: str
    own: bool
    alike: float

    @property
    def geonameid(self) -> int | None:
        """The GeoNames id, or None for places that have none here."""
        return self.id if self.id < 1_000_000_000 else None


def _entry(row: Sequence[Any], own: bool, alike: float) -> Entry:
    """A row of the table ``place`` as an entry."""
    return Entry(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], own, alike)


class Gazetteer:
    """Read-only look-ups, safe in threads and processes; each thread opens the file once.

    >>> Gazetteer.default().exact("Tombouctou")[0].country                           # doctest: +SKIP
    'MLI'
    """

    def __init__(self, path: Path, user: Path | None = None) -> None:
        if not path.is_file():
            raise FirsthandError(
                f"{path}: the gazetteer is missing; install firsthand from its wheel, or run "
                "src/firsthand/gazetteer/build.py"
            )
        self._paths = [path, *([user] if user is not None and user.is_file() else [])]
        self._local = threading.local()
        self.exact = functools.lru_cache(maxsize=20_000)(self._exact)
        self.alike = functools.lru_cache(maxsize=5_000)(self._alike)

    @classmethod
    @functools.lru_cache(maxsize=1)
    def default(cls) -> Gazetteer:
        """The shipped gazetteer with the user's own places, if any were imported."""
        from firsthand.gazetteer.imports import user_file

        return cls(Path(str(resources.files("firsthand.gazetteer") / "gazetteer.sqlite")), user_file())

    def _bases(self) -> list[sqlite3.Connection]:
        bases: list[sqlite3.Connection] | None = getattr(self._local, "bases", None)
        if bases is None:
            bases = [sqlite3.connect(f"{p.absolute().as_uri()}?mode=ro", uri=True) for p in self._paths]
            self._local.bases = bases
        return bases

    def within(self, south: float, west: float, north: float, east: float, most: int = 60) -> list[Entry]:
        """The most populous towns of a box of WGS 84 degrees, for the labels of a map; it may reach over 180°.

        >>> [e.name for e in Gazetteer.default().within(16, -1, 17.2, 0.5, 2)]           # doctest: +SKIP
        ['Gao', 'Bourem']
        """
        apart = "lon >= ? AND lon <= ?" if west <= east else "(lon >= ? OR lon <= ?)"
        question = (
            f"SELECT * FROM place WHERE kind = 'town' AND lat >= ? AND lat <= ? AND {apart} "  # noqa: S608 - own words
            "ORDER BY population DESC, id LIMIT ?"
        )
        found = [
            _entry(row, True, 1.0)
            for base in self._bases()
            for row in base.execute(question, (south, north, west, east, most))
        ]
        return sorted(found, key=lambda e: (-e.population, e.id))[:most]

    def _exact(self, name: str) -> tuple[Entry, ...]:
        """Places that have this name or alternate name, the most populous first."""
        folded = fold(name)
        keys = [folded]
        words = folded.split()
        if len(words) > 1 and words[-1] in _TYPE_WORDS:
            keys.append(" ".join(words[:-1]))
        if len(words) > 1 and words[0] in ("al", "el", "ad", "ar", "as", "at", "az", "an", "ash", "the"):
            keys.append(" ".join(words[1:]))
        elif words:
            keys += [f"al {folded}", f"ar {folded}", f"el {folded}"]
        if len(words) > 1 and words[0] in _SHORT:
            keys.append(" ".join([_SHORT[words[0]], *words[1:]]))
        found: dict[int, Entry] = {}
        for number, key in enumerate(keys):
            for base in self._bases():
                rows = base.execute(
                    "SELECT p.*, n.own FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? "
                    "ORDER BY p.population DESC, p.id LIMIT ?",
                    (key, _MOST),
                )
                for row in rows:
                    found.setdefault(row[0], _entry(row, bool(row[9]), 1.0 if number == 0 else 0.95))
        return tuple(found.values())

    def _alike(self, name: str) -> tuple[Entry, ...]:
        """Places whose name is spelt much like this one, the most alike first."""
        from rapidfuzz.distance import JaroWinkler

        folded = fold(name)
        bones = skeleton(folded)
        if not bones or len(folded) < 4:
            return ()
        found: dict[int, Entry] = {}
        for base in self._bases():
            rows = base.execute(
                "SELECT p.* FROM bones b JOIN place p ON p.id = b.place WHERE b.key = ? "
                "ORDER BY p.population DESC, p.id LIMIT ?",
                (bones, _MOST_ALIKE),
            ).fetchall()
            for row in rows:
                alike = JaroWinkler.similarity(folded.replace(" ", ""), fold(row[1]).replace(" ", ""))
                if alike >= LEAST_ALIKE:
                    found.setdefault(row[0], _entry(row, False, round(alike * 0.9, 3)))
        return tuple(sorted(found.values(), key=lambda e: (-e.alike, -e.population, e.id)))
