"""Origins: who an event's claims come from in the end, and how many of them did not get it from each other.

The rule. The origin of a claim is the last link of its chain; names are compared folded, and a name that is a part of
just one longer name in the same event is that one ("the army" and "the Malian army"). Two origins are one

- if an outlet says that it has it from the other outlet, in a line or in a circle;
- if near-copies of one text carry them and name no other source;
- if a report tells one thing of the event by a named source and the rest by nobody: the rest is that source's too.

Unnamed sources ("residents") of the same wording count as one. The number is rather too low than too high.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.linking.names import folded
from firsthand.records import Claim, Link


@dataclass(frozen=True)
class Passing:
    """One arrow of the graph: ``to`` has it from ``source``; ``how`` is the cue, or "same text"."""

    to: str
    source: str
    how: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class OriginGraph:
    """Who got an event from whom. ``circles`` are the outlets that have it from each other, all around."""

    names: tuple[str, ...]
    passings: tuple[Passing, ...]
    circles: tuple[tuple[str, ...], ...]


class _Names:
    """The sources of an event by their folded names, each with the spelling used first."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.shown: dict[str, str] = {}
        for claim in claims:
            for link in claim.attribution:
                self.shown.setdefault(folded(link.source), link.source)
        self._whole = {name: _whole(name, self.shown) for name in self.shown}

    def of(self, link: Link) -> str:
        """The folded name of a source, the longer one where it is a part of just one."""
        return self._whole.get(folded(link.source), folded(link.source))

    def chain(self, claim: Claim) -> list[str]:
        """The folded names of a claim's chain, from the publisher to the origin."""
        found = [self.of(link) for link in claim.attribution] or [f"unknown, report {claim.report_id}"]
        return [name or f"unknown, report {claim.report_id}" for name in found]


def _whole(name: str, names: Iterable[str]) -> str:
    words = set(name.split())
    longer = [other for other in names if words < set(other.split())] if words else []
    return longer[0] if len(longer) == 1 else name


class _Same:
    """Names held to be one (union-find); the smallest name stands for all."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def root(self, name: str) -> str:
        """The name that stands for this one."""
        self._parents.setdefault(name, name)
        while self._parents[name] != name:
            name = self._parents[name]
        return name

    def join(self, one: str, other: str) -> None:
        """The two are one."""
        a, b = self.root(one), self.root(other)
        self._parents[max(a, b)] = min(a, b)


def origin_keys(claims: Sequence[Claim], copy_of: Mapping[str, int]) -> dict[str, str]:
    """For each claim id the key of its origin; claims with the same key have one origin."""
    names, same = _Names(claims), _Same()
    keys = _last_links(claims, names)
    for claim in claims:
        same.root(keys[claim.claim_id])
        media = [names.of(link) for link in claim.attribution if link.kind == "media"]
        for one, other in itertools.pairwise(media):
            same.join(one, other)
        if claim.report_id in copy_of and keys[claim.claim_id] == names.chain(claim)[0]:
            same.join(keys[claim.claim_id], f"copies {copy_of[claim.report_id]}")
    return {claim.claim_id: same.root(keys[claim.claim_id]) for claim in claims}


def _last_links(claims: Sequence[Claim], names: _Names) -> dict[str, str]:
    """The folded last link of each claim; of a claim that its report tells by nobody, the report's own source of the
    same event, the one told before or else the first."""
    chains = {claim.claim_id: names.chain(claim) for claim in claims}
    found: dict[str, str] = {}
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report_id, []).append(claim)
    for mine in by_report.values():
        source = next((chains[c.claim_id][-1] for c in mine if len(chains[c.claim_id]) > 1), None)
        for claim in mine:
            chain = chains[claim.claim_id]
            source = chain[-1] if len(chain) > 1 else source
            found[claim.claim_id] = chain[-1] if len(chain) > 1 or source is None else source
    return found


def origins(claims: Sequence[Claim], copy_of: Mapping[str, int]) -> tuple[dict[str, Any], ...]:
    """The origins of an event: ``source`` (the name used first), other ``names``, ``kind``, ``claims`` and ``reports``;
    ``circle`` names the outlets that have it from each other and nobody else, if there are any.

    >>> link = lambda *names: tuple(Link(source=n, kind="media") for n in names)
    >>> from firsthand.records import Phrase
    >>> make = lambda i, chain: Claim(claim_id=i, report_id=i, event_type="attack", trigger=Phrase(), quote=Phrase(),
    ...     attribution=chain)
    >>> [o["source"] for o in origins([make("a", link("A", "B")), make("b", link("B")), make("c", link("C"))], {})]
    ['B', 'C']
    """
    keys, names = origin_keys(claims, copy_of), _Names(claims)
    told = _last_links(claims, names)
    kinds = {names.of(link): link.kind for claim in reversed(claims) for link in claim.attribution}
    circles = _circles(_arrows(claims, names))
    found: dict[str, dict[str, Any]] = {}
    for claim in claims:
        name = told[claim.claim_id]
        shown = names.shown.get(name, "unknown")
        one = found.setdefault(
            keys[claim.claim_id],
            {"source": shown, "names": [], "kind": kinds.get(name), "claims": [], "reports": [], "circle": []},
        )
        for field, value in (("names", shown), ("claims", claim.claim_id), ("reports", claim.report_id)):
            if value not in one[field]:
                one[field].append(value)
        for circle in circles:
            if name in circle:
                one["circle"] = [names.shown[x] for x in circle]
    return tuple(found.values())


def origin_graph(claims: Sequence[Claim], copies: Iterable[tuple[Claim, Claim]] = ()) -> OriginGraph:
    """Who got it from whom: the chains' links, and for near-copies the later text from the earlier."""
    names = _Names(claims)
    arrows = _arrows(claims, names)
    for earlier, later in copies:
        one, other = names.chain(earlier)[0], names.chain(later)[0]
        if one != other:
            arrows.setdefault((other, one, "same text"), []).append(later.claim_id)
    shown = {name: names.shown.get(name, "unknown") for claim in claims for name in names.chain(claim)}
    return OriginGraph(
        names=tuple(dict.fromkeys(shown.values())),
        passings=tuple(
            Passing(names.shown.get(to, "unknown"), names.shown.get(source, "unknown"), how, tuple(dict.fromkeys(ids)))
            for (to, source, how), ids in arrows.items()
        ),
        circles=tuple(tuple(names.shown[x] for x in circle) for circle in _circles(arrows)),
    )


def _arrows(claims: Sequence[Claim], names: _Names) -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for claim in claims:
        for to, source in itertools.pairwise(claim.attribution):
            one, other = names.of(to), names.of(source)
            if one and other and one != other:
                found.setdefault((one, other, source.cue or ""), []).append(claim.claim_id)
    return found


def _circles(arrows: Iterable[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    """The groups of names that all reach each other along the arrows, each sorted."""
    after: dict[str, set[str]] = {}
    for to, source, how in arrows:
        if how != "same text":
            after.setdefault(to, set()).add(source)

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            for name in after.get(waiting.pop(), ()):
                if name not in found:
                    found.add(name)
                    waiting.append(name)
        return found

    reach = {name: reached(name) for name in after}
    circles = {
        tuple(sorted(other for other in reach[name] if name in reach.get(other, ())))
        for name in reach
        if name in reach[name]
    }
    return sorted(circles)
