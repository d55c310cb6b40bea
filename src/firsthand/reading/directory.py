"""The directory of known actors: armed groups, alliances, organisations and media, by all the names they go under.

The entries are the YAML files of ``firsthand/actors``; each file names where its facts come from. States' own forces
are not listed: "Malian army" is read by rule, as a country and a kind (reading/actors.py). A user's own files of the
same form add to them.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import yaml

from firsthand.errors import CodebookError
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

    @functools.cached_property
    def version(self) -> str:
        """A hash of all entries."""
        return hashlib.sha256(repr(sorted(self.entries.values(), key=lambda e: e.id)).encode()).hexdigest()[:12]

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


@functools.lru_cache(maxsize=4)
def load(own: Path | None = None) -> Directory:
    """The shipped directory, and the entries of ``own``, a file or a folder of them, read once per process.

    An entry of one's own takes the place of the shipped one with its id, and of shipped ones that share a name of it.

    >>> load().entries["farc"].country
    'COL'

    Raises ``CodebookError`` naming the file, the entry and what was expected there.
    """
    if own is None:
        return Directory(entries())
    mine = own_entries(own)
    taken = {fold(alias) for entry in mine for alias in (entry.name, *entry.aliases)}
    ids = {entry.id for entry in mine}
    return Directory([*(_without(e, taken) for e in entries() if e.id not in ids and fold(e.name) not in taken), *mine])


def _without(entry: Entry, names: set[str]) -> Entry:
    return replace(entry, aliases=tuple(alias for alias in entry.aliases if fold(alias) not in names))


def own_entries(path: Path) -> list[Entry]:
    """The entries of a user's YAML file, or of all such files in a folder, in the order of their names.

    Raises ``CodebookError`` if there are none, or one is not as docs/codebook.md says.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise CodebookError(f"{path}: no YAML file in it; give a file or a folder of actors (docs/codebook.md, Actors)")
    found: dict[str, Entry] = {}
    for file in files:
        for n, row in enumerate(_rows(file), 1):
            entry = _checked(row, f"{file}: actor {n}")
            if entry.id in found:
                raise CodebookError(f"{file}: actor {n}: the id '{entry.id}' is used twice; give each its own")
            found[entry.id] = entry
    return list(found.values())


def _rows(file: Path) -> list[Any]:
    try:
        data = parse(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CodebookError(f"{file}: cannot be read ({error.strerror}); give a file or a folder of actors") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CodebookError(f"{file}: not valid YAML in UTF-8: {error}; mend the line it names") from error
    rows = data.get("actors") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not rows:
        raise CodebookError(f"{file}: no list 'actors' in it; see docs/codebook.md, Actors")
    return rows


_KEYS = frozenset({"id", "name", "aliases", "kind", "country", "active"})


def _checked(row: Any, place: str) -> Entry:
    """An entry of a user's file, or an error that names what is wrong with it."""

    def wrong(reason: str) -> CodebookError:
        return CodebookError(f"{place}: {reason}; see docs/codebook.md, Actors")

    if not isinstance(row, dict):
        raise wrong("a mapping is expected, such as {id: abc, name: Army of Blue Coast, kind: rebel}")
    if unknown := sorted(str(k) for k in row if k not in _KEYS):
        raise wrong(f"'{unknown[0]}' is no key; there are {', '.join(sorted(_KEYS))}")
    if missing := [k for k in ("id", "name", "kind") if not str(row.get(k) or "").strip()]:
        raise wrong(f"'{missing[0]}' is missing")
    if row["kind"] not in get_args(Kind):
        raise wrong(f"'{row['kind']}' is no kind; there are {', '.join(get_args(Kind))}")
    aliases, active, country = row.get("aliases") or [], row.get("active") or [None, None], row.get("country")
    if not isinstance(aliases, list) or not all(str(alias).strip() for alias in aliases):
        raise wrong("'aliases' is a list of names")
    if country is not None and not (isinstance(country, str) and len(country) == 3 and country.isupper()):
        raise wrong("'country' is an ISO 3166-1 alpha-3 code such as MLI")
    if not (isinstance(active, list) and len(active) == 2 and all(x is None or isinstance(x, int) for x in active)):
        raise wrong("'active' is two years, [2011, 2013], with null for an open one")
    return _entry(row)


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
