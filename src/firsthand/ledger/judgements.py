"""What people decided beyond single claims: which claims are one event, and what is not for the public. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from firsthand.ledger.decisions import Decision, pair_id, standing
from firsthand.linking.names import folded

Pair = tuple[str, str]


@dataclass(frozen=True)
class Links:
    """Pairs of claim ids that people hold to be one event, or two; each pair sorted, and in one of the two only."""

    must: tuple[Pair, ...] = ()
    must_not: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Sensitive:
    """What people marked as sensitive: ids, and sources by folded name."""

    reports: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


def links(decisions: Iterable[Decision]) -> Links:
    """The pairs that decisions on pairs, and splits and merges of events, set, without contradiction.

    The last word counts: on the pair itself, and where three say that a is b and b is c but a is not c, the oldest of
    them gives way.
    """
    said: dict[Pair, bool] = {}
    for one in standing(decisions):
        for pair, together in _pairs(one):
            said.pop(pair, None)
            said[pair] = together
    groups = _Groups()
    kept = sorted(pair for pair in reversed(said) if (groups.join if said[pair] else groups.part)(*pair))
    return Links(tuple(p for p in kept if said[p]), tuple(p for p in kept if not said[p]))


class _Groups:
    """Claims that are together, and groups that must stay apart."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}
        self._apart: list[Pair] = []

    def _of(self, claim: str) -> set[str]:
        return self._group.setdefault(claim, {claim})

    def join(self, one: str, other: str) -> bool:
        """Put two together, unless they must stay apart."""
        both = self._of(one) | self._of(other)
        if any(a in both and b in both for a, b in self._apart):
            return False
        self._group.update(dict.fromkeys(both, both))
        return True

    def part(self, one: str, other: str) -> bool:
        """Keep two apart, unless they are together."""
        if other in self._of(one):
            return False
        self._apart.append((one, other))
        return True


def _pairs(decision: Decision) -> Iterator[tuple[Pair, bool]]:
    if decision.action in ("must_link", "must_not_link"):
        yield _pair(*decision.target_id.split("+")), decision.action == "must_link"
    elif decision.target_type == "event" and decision.action == "merge":
        for one, other in itertools.pairwise(decision.value):
            yield _pair(one, other), True
    elif decision.target_type == "event" and decision.action == "split":
        for group in decision.value:
            for one, other in itertools.pairwise(group):
                yield _pair(one, other), True
        for here, there in itertools.combinations(decision.value, 2):
            for one, other in itertools.product(here, there):
                yield _pair(one, other), False


def _pair(one: str, other: str) -> Pair:
    first, second = pair_id(one, other).split("+")
    return first, second


def sensitive(decisions: Iterable[Decision]) -> Sensitive:
    """What is marked as sensitive; the last word on each counts, whoever says it."""
    said: dict[tuple[str, str], bool] = {}
    for one in standing(decisions):
        if one.action == "sensitive":
            said[one.target_type, one.target_id] = one.value is not False
    marked: dict[str, set[str]] = {"report": set(), "claim": set(), "event": set(), "source": set()}
    for (kind, target), yes in said.items():
        if yes:
            marked[kind].add(folded(target) if kind == "source" else target)
    return Sensitive(*(frozenset(marked[kind]) for kind in ("report", "claim", "event", "source")))
