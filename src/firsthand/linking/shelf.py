"""A shelf of dossiers: those put on it last lie open, and a few others that were asked for; the rest is packed.

Reports that come by date meet those of the days before, and a few of long ago for the name of a town. Were one list
kept of all that were asked for, those of long ago would push the others out: at 100,000 claims within some hundred
reports.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from firsthand.linking.dossier import Dossier

T = TypeVar("T")
OPEN = 4_000  # dossiers that lie open: 75 MB of press reports with nine claims each
AGAIN = 200  # of the others


class Shelf(Mapping[str, Dossier]):
    """Dossiers by report id. What is taken from it is the same whether it lay open or packed.

    >>> from firsthand.records import Report
    >>> shelf = Shelf(room=1)
    >>> for text in ("Shelling hit the market.", "Two men were shot."): shelf.put(Dossier.of(Report(text=text), []))
    >>> [one.report.text for one in shelf.values()]
    ['Shelling hit the market.', 'Two men were shot.']
    """

    def __init__(self, room: int = OPEN) -> None:
        self._room, self._again = room, min(room, AGAIN)
        self._all: dict[str, Dossier] = {}
        self._new: OrderedDict[str, Dossier] = OrderedDict()  # put here last, in their order: open
        self._asked: OrderedDict[str, Dossier] = OrderedDict()  # of the others those asked for last, in their order

    def __getitem__(self, name: str) -> Dossier:
        found = self._new.get(name)
        if found is not None:
            return found
        found = self._asked[name] = self._all[name]
        self._asked.move_to_end(name)
        if len(self._asked) > self._again:
            self._asked.popitem(last=False)[1].put_away()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, name: object) -> bool:
        return name in self._all

    def put(self, dossier: Dossier) -> None:
        """Lay a dossier on the shelf, open."""
        self._all[dossier.report_id] = self._new[dossier.report_id] = dossier
        if len(self._new) > self._room:
            self._new.popitem(last=False)[1].put_away()

    def take(self, name: str) -> Dossier | None:
        """Take a dossier from the shelf for good, if it is there."""
        self._new.pop(name, None)
        self._asked.pop(name, None)
        return self._all.pop(name, None)


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
