"""From the publisher to the origin: which sources stand behind a place in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from firsthand.language.dateline import dateline
from firsthand.reading.mentions import Attribution
from firsthand.reading.sources.vocabulary import (
    is_part_of,
    is_short_for,
    kind_of,
    plain,
    same_outlet,
    same_source,
    short_name,
    words,
)
from firsthand.records import Link, Span, Stance

_DEEP = 6  # links of a chain; more were nested errors


class AttributionStack:
    """Answers, for a place in the text, who says so, and how.

    >>> stack = AttributionStack("Rebels left.", [], "Example Wire")
    >>> [link.source for link in stack.chain(0, 6)]
    ['Example Wire']
    """

    def __init__(self, text: str, attributions: Sequence[Attribution], publisher: str | None) -> None:
        self._text = text
        self._all = list(attributions)
        self._short = short_name(publisher) if publisher else None
        head = dateline(self._text)
        self._publisher = publisher or (head[0] if head else None)
        self._agency = None
        if publisher and head and kind_of(head[0]) == "media" and not self._is_publisher(head[0]):
            self._agency = head[0]
        self._starts, self._active = _sweep(self._all)

    @property
    def publisher(self) -> str | None:
        """The report's publisher, or the agency in its first line where that is not known."""
        return self._publisher

    def _is_publisher(self, name: str) -> bool:
        if self._publisher is None:
            return False
        return same_source(name, self._publisher) or plain(name) == self._short or is_short_for(name, self._publisher)

    def _covering(self, start: int, end: int) -> list[Attribution]:
        """Attributions whose content covers the middle of ``[start, end)``, their cue apart."""
        at = (start + end - 1) // 2
        k = bisect_right(self._starts, at) - 1
        if k < 0:
            return []
        return [
            x
            for x in (self._all[i] for i in self._active[k])
            if x.counts or x.cue is None or not x.cue[0] <= at < x.cue[1]
        ]

    def _nested(self, start: int, end: int, aside: bool = False) -> list[Attribution]:
        """The attributions behind a place, outermost first."""
        covering = [x for x in self._covering(start, end) if aside or not x.aside]
        covering.sort(key=lambda x: (x.level, -_length(x)))
        chain: list[Attribution] = []
        for x in covering:
            # two on one level are rivals: the one that has the tighter content
            if chain and chain[-1].level == x.level and not _inside(x, chain[-1]):
                if (x.score, -_length(x)) > (chain[-1].score, -_length(chain[-1])):
                    chain[-1] = x
                continue
            chain.append(x)
        return chain[-_DEEP:]

    def chain(self, start: int, end: int) -> tuple[Link, ...]:
        """The links from the publisher to the origin of what is said at characters ``[start, end)``."""
        return self._links(self._nested(start, end))

    def _links(self, nested: list[Attribution]) -> tuple[Link, ...]:
        publisher = self._publisher or "unnamed"
        links = [Link(source=publisher, kind=(kind_of(publisher) or "media") if self._publisher else None)]
        if self._agency:
            links.append(Link(source=self._agency, kind="media"))
        for x in nested:
            if not x.name or self._is_publisher(x.name) or any(_same(x, y) for y in links[1:]):
                continue
            if x.name == "unnamed" and (
                len(links) > 1 or (self._adverb(x) and any(y.name != "unnamed" for y in nested))
            ):
                continue  # "it is believed" inside somebody's words, "reportedly" around them: they say so
            span = x.source or x.cue
            links.append(
                Link(
                    source=x.name,
                    kind=x.kind,
                    cue=self._text[x.cue[0] : x.cue[1]] if x.cue else None,
                    span=Span(*span) if span else None,
                )
            )
        return tuple(links)

    def _adverb(self, x: Attribution) -> bool:
        return x.cue is not None and self._text[slice(*x.cue)].lower() in words().adverbs

    def stance(self, start: int, end: int) -> Stance:
        """How the last source of the chain stands to what is said there."""
        nested = self._nested(start, end)
        named = [x for x in nested if x.name != "unnamed"]
        if named and named[-1].stance == "denies":
            return "denies"  # "dismissed the report that": whoever reported it is no link of the chain
        return nested[-1].stance if nested else "asserts"

    def others(self, start: int, end: int) -> list[tuple[tuple[Link, ...], Stance]]:
        """Further parties that say the same thing beside the chain: what a denial denies, "as X had reported".

        Each with its own chain and stance; for claims of their own.
        """
        aside = [x for x in self._covering(start, end) if x.aside and x.name and x.name != "unnamed"]
        own = {link.source for link in self.chain(start, end)}
        return [(self._links([x]), x.stance) for x in aside if x.name not in own and not self._is_publisher(x.name)]


def _same(x: Attribution, y: Link) -> bool:
    """Whether a source is in the chain already; names of outlets may be a misprint apart, and "the General Command" is
    that of the Dask Front where that Front's General Command speaks."""
    return (
        same_source(x.name, y.source)
        or (x.kind == y.kind == "media" and same_outlet(x.name, y.source))
        or is_part_of(x.name, y.source)
    )


def _length(x: Attribution) -> int:
    return sum(e - s for s, e in x.content)


def _inside(x: Attribution, outer: Attribution) -> bool:
    return x.cue is not None and any(s <= x.cue[0] < e for s, e in outer.content)


def _sweep(attributions: Sequence[Attribution]) -> tuple[list[int], list[tuple[int, ...]]]:
    """Where the set of covering attributions changes, and the set from there on."""
    changes: list[tuple[int, int, int]] = []
    for i, x in enumerate(attributions):
        for s, e in x.content:
            changes.append((s, 1, i))
            changes.append((e, -1, i))
    changes.sort()
    count: dict[int, int] = {}
    starts: list[int] = []
    active: list[tuple[int, ...]] = []
    for k, (at, step, i) in enumerate(changes):
        count[i] = count.get(i, 0) + step
        if not count[i]:
            del count[i]
        if k + 1 == len(changes) or changes[k + 1][0] != at:
            starts.append(at)
            active.append(tuple(count))
    return starts, active
