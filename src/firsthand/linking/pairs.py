"""Pairs and their logits, held small: for each member the numbers of its partners, sorted, and the logits beside them.

A report is compared with some 40 others. As a dictionary for each member, and the pairs once more as a set of tuples,
that took 4.2 kB a claim of ``benchmarks/linking_scale.py``; as arrays it takes 1.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping


class Pairs(Mapping[str, dict[str, float]]):
    """For each member its partners and the logits, made anew when asked for.

    >>> pairs = Pairs()
    >>> for name in "abc": pairs.add(name)
    >>> pairs.put("a", "c", 2.0); pairs.put("b", "a", -1.0)
    >>> pairs["a"], pairs.known("b", "c"), pairs.strong("a", 0.0)
    ({'b': -1.0, 'c': 2.0}, False, ['c'])
    """

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._names: list[str] = []
        self._partners: list[array[int]] = []
        self._logits: list[array[float]] = []
        self._free: list[int] = []  # numbers of members that were taken out, for the next ones

    def __getitem__(self, member: str) -> dict[str, float]:
        number = self._number[member]
        return {self._names[i]: z for i, z in zip(self._partners[number], self._logits[number], strict=True)}

    def __iter__(self) -> Iterator[str]:
        return iter(self._number)

    def __len__(self) -> int:
        return len(self._number)

    def __contains__(self, member: object) -> bool:
        return member in self._number

    def add(self, member: str) -> None:
        """A member without partners."""
        number = self._free.pop() if self._free else len(self._names)
        self._number[member] = number
        if number == len(self._names):
            self._names.append(member)
            self._partners.append(array("I"))
            self._logits.append(array("d"))
        else:
            self._names[number] = member

    def remove(self, member: str) -> list[str]:
        """Take a member out with its pairs: who its partners were."""
        number = self._number[member]
        partners = [self._names[i] for i in self._partners[number]]
        for other in partners:
            self.drop(member, other)
        del self._number[member]
        self._names[number] = ""
        self._free.append(number)
        return partners

    def put(self, one: str, other: str, logit: float) -> None:
        """The logit of a pair, in the place of what was known."""
        a, b = self._number[one], self._number[other]
        for x, y in ((a, b), (b, a)):
            partners, logits = self._partners[x], self._logits[x]
            if not partners or partners[-1] < y:  # so it is where y was added last
                partners.append(y)
                logits.append(logit)
                continue
            at = bisect_left(partners, y)
            if partners[at] == y:
                logits[at] = logit
            else:
                partners.insert(at, y)
                logits.insert(at, logit)

    def drop(self, one: str, other: str) -> None:
        """Forget a pair."""
        a, b = self._number[one], self._number[other]
        for x, y in ((a, b), (b, a)):
            at = bisect_left(self._partners[x], y)
            del self._partners[x][at], self._logits[x][at]

    def known(self, one: str, other: str) -> bool:
        """Is there a logit of the two?"""
        partners, number = self._partners[self._number[one]], self._number[other]
        at = bisect_left(partners, number)
        return at < len(partners) and partners[at] == number

    def logit(self, one: str, other: str) -> float | None:
        """The logit of the two, if there is one."""
        partners, number = self._partners[self._number[one]], self._number[other]
        at = bisect_left(partners, number)
        return self._logits[self._number[one]][at] if at < len(partners) and partners[at] == number else None

    def strong(self, member: str, threshold: float) -> list[str]:
        """The partners whose logit reaches the threshold."""
        number = self._number[member]
        return [
            self._names[i]
            for i, logit in zip(self._partners[number], self._logits[number], strict=True)
            if logit >= threshold
        ]
