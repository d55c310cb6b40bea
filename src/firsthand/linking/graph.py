"""Pairs and their logits, kept up to date: only the connected parts that a change can touch are clustered again.

Two clusters are joined only if their mean logit reaches the threshold, and then at least one pair of them does. So the
clusters of a part that is connected by such pairs (and by what must be together) depend on that part alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from firsthand.linking.blocks import Pair, paired
from firsthand.linking.pairs import Pairs
from firsthand.linking.partition import partition

Cluster = tuple[str, ...]


class Graph:
    """Members, the logits of their pairs, and their clusters.

    ``inner`` gives further logits for the members of one part (pairs that only matter there).

    >>> graph = Graph(0.0, -3.0)
    >>> for name in "abc": graph.add(name)
    >>> graph.connect(("a", "b"), 2.0)
    >>> sorted(graph.refresh()[1])
    [('a', 'b'), ('c',)]
    """

    def __init__(
        self, threshold: float, missing: float,
        inner: Callable[[Iterable[str]], Iterator[tuple[Pair, float]]] | None = None,
    ) -> None:  # fmt: skip
        self.threshold, self.missing, self.inner = threshold, missing, inner
        self.edges = Pairs()
        self.must: dict[str, set[str]] = defaultdict(set)
        self.must_not: dict[str, set[str]] = defaultdict(set)
        self.cluster_of: dict[str, Cluster] = {}
        self._part_of: dict[str, tuple[str, ...]] = {}
        self._dirty: set[str] = set()
        self._gone: set[Cluster] = set()
        self.remade: set[Cluster] = set()  # by the last refresh: clusters, new or not, whose pairs may have changed

    def add(self, member: str) -> None:
        """A member without pairs."""
        self.edges.add(member)
        self._dirty.add(member)

    def remove(self, member: str) -> None:
        """Take a member out, with all its pairs and what was decided of it."""
        self._dirty.update(self.edges.remove(member))
        for table in (self.must, self.must_not):
            for other in table.pop(member, ()):
                table[other].discard(member)
                self._dirty.add(other)
        self._dirty.update(self._part_of.pop(member, ()))
        self._dirty.discard(member)
        if member in self.cluster_of:
            self._gone.add(self.cluster_of.pop(member))

    def connect(self, pair: Pair, logit: float) -> None:
        """Say how much speaks for a pair."""
        self.edges.put(*pair, logit)
        self._dirty.update(pair)

    def disconnect(self, pair: Pair) -> None:
        """Forget a pair."""
        self.edges.drop(*pair)
        self._dirty.update(pair)

    def decide(self, pair: Pair, together: bool) -> None:
        """A person's word: the two must be together, or must not."""
        one, other = pair
        table = self.must if together else self.must_not
        table[one].add(other)
        table[other].add(one)
        self._dirty.update(pair)

    def refresh(self) -> tuple[set[Cluster], set[Cluster]]:
        """Bring the clusters up to date: those that are gone, and those that are new."""
        start = {name for dirty in self._dirty for name in self._part_of.get(dirty, (dirty,)) if name in self.edges}
        gone = self._gone.copy()
        made: set[Cluster] = set()
        seen: set[str] = set()
        for name in sorted(start):
            if name in seen:
                continue
            part = self._part(name)
            seen |= part
            gone.update(self.cluster_of[x] for x in part if x in self.cluster_of)
            clusters = self._clusters(part)
            kept = clusters[0] if len(clusters) == 1 else tuple(part)  # one object where the part is one cluster
            for cluster in clusters:
                made.add(cluster)
                for member in cluster:
                    self.cluster_of[member] = cluster
            for member in part:
                self._part_of[member] = kept
        self._dirty.clear()
        self._gone.clear()
        self.remade = made
        return gone - made, made - gone

    def _part(self, start: str) -> set[str]:
        found, waiting = {start}, [start]
        while waiting:
            name = waiting.pop()
            for other in (*self.edges.strong(name, self.threshold), *self.must.get(name, ())):
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

    def _clusters(self, part: set[str]) -> list[Cluster]:
        if len(part) == 1:
            return [(next(iter(part)),)]
        edges = {name: {b: z for b, z in self.edges[name].items() if b in part} for name in part}
        for (one, other), logit in self.inner(part) if self.inner else ():
            edges[one][other] = edges[other][one] = logit
        return partition(
            part, edges, self.threshold, self.missing, _within(self.must, part), _within(self.must_not, part)
        )


def _within(table: dict[str, set[str]], part: set[str]) -> list[Pair]:
    return sorted({paired(a, b) for a in part for b in table.get(a, ()) if b in part})
