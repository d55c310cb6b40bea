"""Blocks: which pairs are compared at all. Near-linear however full a block is, and the same whatever was added first.

Each block is a row of its members in a fixed order (day, then id). Two members meet in a block if at most ``window``
places lie between them; a pair is proposed if the blocks in which the two meet weigh ``need`` together. Both depend on
the members only, not on the order in which they came: a new member can push two others apart, and then that pair is
taken back; one that is taken out can bring two others together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping

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
    """Rows of members. ``known`` says whether the one who asks holds a pair to be proposed (or has it for another
    reason), so that the pairs are not kept twice. A key weighs the same for all its members.

    >>> pairs = set()
    >>> blocks = Blocks(window=1, need=1.0, known=lambda one, other: paired(one, other) in pairs)
    >>> for name, day in (("a", 1), ("c", 3), ("b", 2)):
    ...     gained, lost = blocks.add(name, day, {"gao": 1.0})
    ...     pairs = (pairs - set(lost)) | {paired(name, other) for other in gained}
    >>> sorted(pairs)
    [('a', 'b'), ('b', 'c')]
    """

    def __init__(self, window: int, need: float, known: Callable[[str, str], bool]) -> None:
        self.window, self.need, self.known = window, need - SLACK, known
        self._rows: dict[str, _Row] = {}
        self._rows_of: dict[str, tuple[_Row, ...]] = {}
        self._place: dict[str, Place] = {}  # what stands in the rows: one object, however many they are

    def add(self, member: str, day: int, keys: Mapping[str, float]) -> tuple[list[str], list[Pair]]:
        """Put a member in: with whom it is proposed as a pair, and which known pairs are no longer proposed."""
        met: dict[str, float] = defaultdict(float)
        pushed: set[Pair] = set()
        mine: list[_Row] = []
        place, window, known = (day, member), self.window, self.known
        for key, weight in keys.items():
            row = self._rows.get(key)
            if row is None:
                row = self._rows[key] = _Row(key, weight)
                row.places.append(place)
                mine.append(row)
                continue
            mine.append(row)
            places = row.places
            at = bisect_left(places, place)
            before = places[max(0, at - window) : at]
            for _, other in (*before, *places[at : at + window]):
                met[other] += weight
            for (_, one), (_, other) in zip(before, places[max(window, at) :], strict=False):
                if known(one, other):
                    pushed.add(paired(one, other))
            places.insert(at, place)
        self._rows_of[member], self._place[member] = tuple(mine), place
        gained = sorted(other for other, weight in met.items() if weight >= self.need)
        return gained, [pair for pair in sorted(pushed) if not self.proposes(pair)]

    def remove(self, member: str) -> tuple[list[str], list[Pair]]:
        """Take a member out: with whom it is known, and which pairs of others are proposed now, being nearer."""
        drawn: set[Pair] = set()
        met: set[str] = set()
        place, window = self._place.pop(member), self.window
        for row in self._rows_of.pop(member):
            places = row.places
            at = bisect_left(places, place)
            del places[at]
            before = places[max(0, at - window) : at]
            met.update(other for _, other in (*before, *places[at : at + window]))
            for (_, one), (_, other) in zip(before, places[max(window, at) :], strict=False):
                drawn.add(paired(one, other))
            if not places:
                del self._rows[row.key]
        lost = sorted(other for other in met if self.known(member, other))
        return lost, [pair for pair in sorted(drawn) if not self.known(*pair) and self.proposes(pair)]

    def proposes(self, pair: Pair) -> bool:
        """Do the blocks in which the two meet weigh enough together?"""
        one, other = (self._place[name] for name in pair)
        mine, theirs = (self._rows_of[name] for name in pair)
        total = 0.0
        for row in set(mine).intersection(theirs):
            if abs(bisect_left(row.places, one) - bisect_left(row.places, other)) <= self.window:
                total += row.weight
                if total >= self.need:
                    return True
        return False


Place = tuple[int, str]  # a member's day and its id


class _Row:
    """A block: its key, what it weighs, and its members' places, in order."""

    __slots__ = ("key", "places", "weight")

    def __init__(self, key: str, weight: float) -> None:
        self.key, self.weight = key, weight
        self.places: list[Place] = []
