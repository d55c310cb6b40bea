"""Blocks: which pairs are compared at all. Near-linear however full a block is, and the same whatever was added first.

Each block is a row of its members in a fixed order (day, then id). Two members meet in a block if at most ``window``
places lie between them; a pair is proposed if the blocks in which the two meet weigh ``need`` together. Both depend on
the members only, not on the order in which they came: a new member can push two others apart, and then that pair is
taken back; one that is taken out can bring two others together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

Pair = tuple[str, str]
SLACK = 1e-9  # sums of the same weights in another order may differ by this


def paired(one: str, other: str) -> Pair:
    """The two in their fixed order."""
    return (one, other) if one < other else (other, one)


def meetings(row: Iterable[str], window: int) -> Iterator[Pair]:
    """The pairs of members that meet in one row, given in its order (day, then id): what ``Blocks`` counts for that
    row, where all members are known from the start. Holds ``window`` members in memory, however long the row is.

    >>> list(meetings(["c", "a", "b"], window=1))
    [('a', 'c'), ('a', 'b')]
    """
    before: deque[str] = deque(maxlen=window)
    for member in row:
        for other in before:
            yield paired(other, member)
        before.append(member)


class Blocks:
    """Rows of members.

    >>> blocks = Blocks(window=1, need=1.0)
    >>> [blocks.add(name, day, {"gao": 1.0}) for name, day in (("a", 1), ("c", 3), ("b", 2))]
    [([], []), (['a'], []), (['a', 'c'], [('a', 'c')])]
    """

    def __init__(self, window: int, need: float) -> None:
        self.window, self.need = window, need - SLACK
        self._rows: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._keys: dict[str, Mapping[str, float]] = {}
        self._place: dict[str, tuple[int, str]] = {}  # what stands in the rows: one object, however many they are
        self._pairs: set[Pair] = set()

    def add(self, member: str, day: int, keys: Mapping[str, float]) -> tuple[list[str], list[Pair]]:
        """Put a member in: with whom it is proposed as a pair, and which pairs are no longer proposed."""
        met: dict[str, float] = defaultdict(float)
        pushed: set[Pair] = set()
        place = day, member
        for key, weight in keys.items():
            row = self._rows[key]
            at = bisect_left(row, place)
            for _, other in row[max(0, at - self.window) : at + self.window]:
                met[other] += weight
            for i in range(max(0, at - self.window), min(at, len(row) - self.window)):
                if (pair := paired(row[i][1], row[i + self.window][1])) in self._pairs:
                    pushed.add(pair)
            row.insert(at, place)
        self._keys[member], self._place[member] = keys, place
        gained = sorted(other for other, weight in met.items() if weight >= self.need)
        lost = [pair for pair in sorted(pushed) if not self.proposes(pair)]
        self._pairs.difference_update(lost)
        self._pairs.update(paired(member, other) for other in gained)
        return gained, lost

    def remove(self, member: str) -> tuple[list[str], list[Pair]]:
        """Take a member out: with whom it was proposed, and which pairs of others are proposed now, being nearer."""
        drawn: set[Pair] = set()
        met: set[str] = set()
        place = self._place.pop(member)
        for key in self._keys.pop(member):
            row = self._rows[key]
            at = bisect_left(row, place)
            del row[at]
            met.update(other for _, other in row[max(0, at - self.window) : at + self.window])
            for i in range(max(0, at - self.window), min(at, len(row) - self.window)):
                drawn.add(paired(row[i][1], row[i + self.window][1]))
            if not row:
                del self._rows[key]
        lost = sorted(other for other in met if paired(member, other) in self._pairs)
        self._pairs.difference_update(paired(member, other) for other in lost)
        gained = [pair for pair in sorted(drawn - self._pairs) if self.proposes(pair)]
        self._pairs.update(gained)
        return lost, gained

    def proposes(self, pair: Pair) -> bool:
        """Do the blocks in which the two meet weigh enough together?"""
        mine, theirs = (self._keys[name] for name in pair)
        total = 0.0
        for key in mine.keys() & theirs.keys():
            row = self._rows[key]
            one, other = (bisect_left(row, self._place[name]) for name in pair)
            if abs(one - other) <= self.window:
                total += mine[key]
        return total >= self.need
