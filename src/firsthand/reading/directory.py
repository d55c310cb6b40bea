"""The directory of known actors: armed groups, alliances, organisations and media, by all the names they go under.

The entries are the YAML files of ``firsthand/actors``; each file names where its facts come from. States' own forces
are not listed: "Malian army" is read by rule, as a country and a kind (reading/actors.py).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.gazetteer.folding import fold
from firsthand.records import Kind
from firsthand.yamlfile import parse

MAX_WORDS = 9  # of an alias; the longest in the directory has nine
_SHORT = 5  # letters; up to so many, an alias in capitals is an acronym and must be in capitals in the text too


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor. ``country`` is the ISO 3166-1 alpha-3 code of its home, None where it has several; years are
    inclusive."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None


class Directory:
    """Entries by folded alias. An alias that several actors share is decided by the country, else by nobody.

    >>> d = Directory([Entry("abc", "Army of Blue Coast", "rebel", "BLZ", ("ABC",))])
    >>> d.find("ABC").id, d.find("abc"), d.find("ARMY OF BLUE COAST").id
    ('abc', None, 'abc')
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[str, Entry] = {}
        self._names: dict[str, list[Entry]] = {}
        self._common: dict[str, list[Entry]] = {}
        self._acronyms: dict[str, list[Entry]] = {}
        for entry in entries:
            self.entries[entry.id] = entry
            for alias in dict.fromkeys((entry.name, *entry.aliases)):
                table = self._acronyms if _is_acronym(alias) else self._names if _is_name(alias) else self._common
                known = table.setdefault(fold(alias), [])
                if entry not in known:
                    known.append(entry)

    def find(self, text: str, country: str | None = None) -> Entry | None:
        """The actor that ``text`` as a whole names, or None; ``country`` decides between namesakes."""
        key = fold(text)
        found = self._common.get(key)
        if found is None and text != text.lower():  # "dawn" is no newspaper, "Dawn" and "DAWN" may be one
            found = self._names.get(key)
        if found is None and text.isupper():
            found = self._acronyms.get(key)
        if not found:
            return None
        if len(found) > 1:
            here = [entry for entry in found if entry.country == country]
            return here[0] if len(here) == 1 else None
        return found[0]

    def longest(
        self, words: Sequence[str], first: int, last: int, country: str | None = None
    ) -> tuple[Entry, int, int] | None:
        """The longest run within ``words[first..last]`` that names an actor, with its first and last index; the
        rightmost of equals, because in English the head stands last."""
        for length in range(min(last - first + 1, MAX_WORDS), 0, -1):
            for begin in range(last - length + 1, first - 1, -1):
                entry = self.find(" ".join(words[begin : begin + length]), country)
                if entry is not None:
                    return entry, begin, begin + length - 1
        return None


def _is_acronym(alias: str) -> bool:
    return alias.isupper() and len(alias.replace("-", "").replace(" ", "")) <= _SHORT


def _is_name(alias: str) -> bool:
    return alias != alias.lower()


@functools.lru_cache(maxsize=1)
def load() -> Directory:
    """The shipped directory, read once per process."""
    return Directory(entries())


def entries() -> list[Entry]:
    """All shipped entries, in the order of the files' names."""
    folder = resources.files("firsthand") / "actors"
    found: list[Entry] = []
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            rows: list[dict[str, Any]] = parse(file.read_text(encoding="utf-8"))["actors"]
            found += [_entry(row) for row in rows]
    return found


def _entry(row: dict[str, Any]) -> Entry:
    first, last = (row.get("active") or [None, None])[:2]
    aliases = tuple(str(alias) for alias in row.get("aliases", ()))
    return Entry(str(row["id"]), str(row["name"]), row["kind"], row.get("country"), aliases, first, last)
