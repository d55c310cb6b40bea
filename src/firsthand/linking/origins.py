"""Origins: who an event's claims come from in the end, and how many of them did not get it from each other.

The rule. The origin of a claim is the last link of its chain; names are compared folded. Two origins are one if
near-copies of one text carry them, or if an outlet says that it has it from the other outlet. Unnamed sources
("residents") of the same wording count as one origin: the number is rather too low than too high.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from firsthand.linking.names import folded
from firsthand.records import Claim, Link


def _last(claim: Claim) -> Link:
    return claim.attribution[-1] if claim.attribution else Link(source="unknown")


def origin_keys(claims: Sequence[Claim], copy_of: Mapping[str, int]) -> dict[str, str]:
    """For each claim id the key of its origin; claims with the same key have one origin."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        parents.setdefault(name, name)
        while parents[name] != name:
            name = parents[name]
        return name

    def same(one: str, other: str) -> None:
        a, b = root(one), root(other)
        parents[max(a, b)] = min(a, b)

    def key(claim: Claim) -> str:
        return folded(_last(claim).source) or f"unknown, report {claim.report_id}"

    for claim in claims:
        root(key(claim))
        media = [folded(link.source) for link in claim.attribution if link.kind == "media"]
        for one, other in itertools.pairwise(media):
            same(one, other)
        if claim.report_id in copy_of and len(claim.attribution) <= 1:
            same(key(claim), f"copies {copy_of[claim.report_id]}")
    return {claim.claim_id: root(key(claim)) for claim in claims}


def origins(claims: Sequence[Claim], copy_of: Mapping[str, int]) -> tuple[dict[str, Any], ...]:
    """The origins of an event: ``source`` (the name used first), other ``names``, ``kind``, ``claims`` and ``reports``.

    >>> link = lambda *names: tuple(Link(source=n, kind="media") for n in names)
    >>> from firsthand.records import Phrase
    >>> make = lambda i, chain: Claim(claim_id=i, report_id=i, event_type="attack", trigger=Phrase(), quote=Phrase(),
    ...     attribution=chain)
    >>> [o["source"] for o in origins([make("a", link("A", "B")), make("b", link("B")), make("c", link("C"))], {})]
    ['B', 'C']
    """
    found: dict[str, dict[str, Any]] = {}
    keys = origin_keys(claims, copy_of)
    for claim in claims:
        last = _last(claim)
        one = found.setdefault(
            keys[claim.claim_id], {"source": last.source, "names": [], "kind": last.kind, "claims": [], "reports": []}
        )
        for field, value in (("names", last.source), ("claims", claim.claim_id), ("reports", claim.report_id)):
            if value not in one[field]:
                one[field].append(value)
    return tuple(found.values())
