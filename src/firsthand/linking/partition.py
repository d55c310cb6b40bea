"""Clusters of one connected part: average link on logits, with pairs that must and pairs that must not be together.

Average link: the two clusters with the highest mean logit between their members are joined, again and again, until
no mean reaches the threshold. One wrong pair cannot chain two clusters together, and one wrong conflict cannot keep
them apart. Ties are broken by the members' ids, so that the result is a function of the part alone.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence

from firsthand.errors import LinkingError

Edges = Mapping[str, Mapping[str, float]]


def partition(
    members: Iterable[str], edges: Edges, threshold: float, missing: float,
    must: Iterable[tuple[str, str]] = (), must_not: Iterable[tuple[str, str]] = (),
) -> list[tuple[str, ...]]:  # fmt: skip
    """The clusters, each sorted, in the order of their first members.

    ``edges`` hold each pair in both directions; a pair without an edge counts as ``missing``. Raises ``LinkingError``
    if the pairs that must be together hold one that must not.

    >>> edges = {"a": {"b": 3.0}, "b": {"a": 3.0, "c": 1.0}, "c": {"b": 1.0}}
    >>> partition("abc", edges, 0.0, -3.0)
    [('a', 'b'), ('c',)]
    >>> partition("abc", edges, 0.0, -3.0, must=[("b", "c")], must_not=[("a", "b")])
    [('a',), ('b', 'c')]
    """
    names = sorted(members)
    clusters = _Clusters(names, edges, missing)
    clusters.tie(must)
    clusters.forbid(must_not)
    queue = clusters.pairs(threshold)
    while queue:
        _, one, other = heapq.heappop(queue)
        if one in clusters.members and other in clusters.members:
            for entry in clusters.join(one, other, threshold):
                heapq.heappush(queue, entry)
    return sorted(tuple(sorted(names[i] for i in found)) for found in clusters.members.values())


class _Clusters:
    """The clusters so far: members by number, and between each two the sum of the known logits and their number."""

    def __init__(self, names: Sequence[str], edges: Edges, missing: float) -> None:
        self.number = {name: i for i, name in enumerate(names)}
        self.members: dict[int, list[int]] = {i: [i] for i in range(len(names))}
        self.missing = missing
        self.next = len(names)
        self.names = names
        self.between: dict[int, dict[int, tuple[float, int]]] = {
            i: {self.number[b]: (z, 1) for b, z in edges.get(name, {}).items() if b in self.number}
            for i, name in enumerate(names)
        }

    def tie(self, must: Iterable[tuple[str, str]]) -> None:
        """Join what must be together. To others such a cluster is as near as the nearest of its members: a person has
        said that they are one, so that what speaks against one of them alone speaks against nothing."""
        at = {i: i for i in self.members}
        for a, b in must:
            one, other = at[self.number[a]], at[self.number[b]]
            if one == other:
                continue
            near = {n: max(self.mean(one, n), self.mean(other, n)) for n in self.between[one] | self.between[other]}
            self.join(one, other, math.inf)
            made = self.next - 1
            for number in self.between[made]:
                pairs = len(self.members[made]) * len(self.members[number])
                self.between[made][number] = self.between[number][made] = (near[number] * pairs, pairs)
            for i in self.members[made]:
                at[i] = made

    def forbid(self, must_not: Iterable[tuple[str, str]]) -> None:
        """Keep apart what must not be together."""
        at = {i: number for number, found in self.members.items() for i in found}
        for a, b in must_not:
            one, other = at[self.number[a]], at[self.number[b]]
            if one == other:
                what = f"{a} and {b} must not be one event, and through others they must be one"
                raise LinkingError(f"{what}; take one of these decisions back")
            for x, y in ((one, other), (other, one)):
                self.between[x][y] = (-math.inf, 1)

    def mean(self, one: int, other: int) -> float:
        """The mean logit between two clusters."""
        total, known = self.between[one].get(other, (0.0, 0))
        pairs = len(self.members[one]) * len(self.members[other])
        return round((total + (pairs - known) * self.missing) / pairs, 9) if total > -math.inf else total

    def entry(self, one: int, other: int) -> tuple[float, int, int]:
        """A pair in the queue: the highest mean first, then the clusters made first."""
        return -self.mean(one, other), min(one, other), max(one, other)

    def pairs(self, threshold: float) -> list[tuple[float, int, int]]:
        """The queue of all pairs that reach the threshold."""
        found = [
            self.entry(i, j) for i in self.members for j in self.between[i] if i < j and self.mean(i, j) >= threshold
        ]
        heapq.heapify(found)
        return found

    def join(self, one: int, other: int, threshold: float) -> list[tuple[float, int, int]]:
        """Make two clusters one; the pairs of the new one that reach the threshold."""
        made, self.next = self.next, self.next + 1
        mine, theirs = self.between.pop(one), self.between.pop(other)
        mine.pop(other, None)
        theirs.pop(one, None)
        self.members[made] = self.members.pop(one) + self.members.pop(other)
        new = self.between[made] = {}
        for number in sorted(mine.keys() | theirs.keys()):
            a, b = mine.get(number, (0.0, 0)), theirs.get(number, (0.0, 0))
            new[number] = a[0] + b[0], a[1] + b[1]
            row = self.between[number]
            row.pop(one, None)
            row.pop(other, None)
            row[made] = new[number]
        return [self.entry(made, number) for number in new if self.mean(made, number) >= threshold]
