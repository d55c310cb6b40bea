"""A shelf of dossiers: those used last lie open, the others are packed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from firsthand.linking.dossier import Dossier

T = TypeVar("T")
OPEN = 4_000  # dossiers that lie open


class Shelf(Mapping[str, Dossier]):
    """Dossiers by report id. What is taken from it is the same whether it lay open or packed.

    >>> from firsthand.records import Report
    >>> shelf = Shelf(room=1)
    >>> for text in ("Shelling hit the market.", "Two men were shot."): shelf.put(Dossier.of(Report(text=text), []))
    >>> [one.report.text for one in shelf.values()]
    ['Shelling hit the market.', 'Two men were shot.']
    """

    def __init__(self, room: int = OPEN) -> None:
        self._room = room
        self._all: dict[str, Dossier] = {}
        self._open: OrderedDict[str, Dossier] = OrderedDict()  # the one used last at the end

    def __getitem__(self, name: str) -> Dossier:
        if name in self._open:
            self._open.move_to_end(name)
            return self._open[name]
        found = self._open[name] = self._all[name]
        self._tidy()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, name: object) -> bool:
        return name in self._all

    def put(self, dossier: Dossier) -> None:
        """Lay a dossier on the shelf, open."""
        self._all[dossier.report_id] = self._open[dossier.report_id] = dossier
        self._tidy()

    def take(self, name: str) -> Dossier | None:
        """Take a dossier from the shelf for good, if it is there."""
        self._open.pop(name, None)
        return self._all.pop(name, None)

    def _tidy(self) -> None:
        """Put away what was not used for the longest time."""
        while len(self._open) > self._room:
            self._open.popitem(last=False)[1].put_away()


class Made(Mapping[str, T]):
    """Values by name, made when they are asked for."""

    def __init__(self, names: Mapping[str, object], make: Callable[[str], T]) -> None:
        self._names, self._make = names, make

    def __getitem__(self, name: str) -> T:
        if name not in self._names:
            raise KeyError(name)
        return self._make(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names
