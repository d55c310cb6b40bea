"""The way from reports with claims to events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.linking import fusion
from firsthand.linking.accounts import Account
from firsthand.linking.blocks import Pair
from firsthand.linking.families import most_telling
from firsthand.linking.graph import Cluster
from firsthand.linking.linker import Linker
from firsthand.linking.origins import origin_keys, origins
from firsthand.linking.reasons import why_linked
from firsthand.linking.tolls import DEFAULT_RULE, harm
from firsthand.records import Claim, Event, Report, digest


def link(
    coded: Iterable[tuple[Report, Sequence[Claim]]],
    must: Iterable[Pair] = (), must_not: Iterable[Pair] = (), rule: str = DEFAULT_RULE,
) -> list[Event]:  # fmt: skip
    """The events that the claims of these reports are about, oldest first.

    The order of the reports does not matter. ``must`` and ``must_not`` are pairs of claim ids that a person has said to
    be one event, or two; ``rule`` is how tolls are fused, ``latest`` or ``ucdp`` (see ``tolls``).

    >>> link([])
    []

    Raises ``LinkingError`` where decisions contradict each other.
    """
    linker = Linker(must, must_not)
    for report, claims in coded:
        linker.add(report, claims)
    return current_events(linker, rule)


def current_events(linker: Linker, rule: str = DEFAULT_RULE) -> list[Event]:
    """The events of a linker's reports, oldest first; those of clusters that have not changed are not made again."""
    made = [event_of(linker, cluster, rule) for cluster in linker.by_age()]
    return sorted(made, key=lambda e: ((e.when.start or e.when.end or "9999") if e.when else "9999", e.event_id))


def event_of(linker: Linker, cluster: Cluster, rule: str = DEFAULT_RULE) -> Event:
    """The event of one cluster of accounts."""
    reports = {linker.report_of[name] for name in cluster}
    copies = tuple(sorted((a, b) for a in reports for b in linker.copies.get(a, ()) if a < b and b in reports))
    kept = linker.made.get(cluster)
    if kept is None or kept[0] != (copies, rule):
        kept = linker.made[cluster] = (copies, rule), _event(linker, in_order(linker, cluster), copies, rule)
    return kept[1]


def in_order(linker: Linker, cluster: Cluster) -> list[Account]:
    """The accounts of an event in the order of their publication."""
    found = [linker.accounts[name] for name in cluster]
    return sorted(found, key=lambda x: (linker.dossiers[x.report_id].published or "9999", x.report_id, x.position))


def _event(linker: Linker, accounts: Sequence[Account], copies: Sequence[Pair], rule: str) -> Event:
    claims = [claim for account in accounts for claim in linker.claims_of(account)]
    published = {account.report_id: linker.dossiers[account.report_id].published for account in accounts}
    copy_of = numbered(copies)
    found = origins(claims, copy_of)
    tolls = harm(claims, published, origin_keys(claims, copy_of), rule)
    return Event(
        event_id=digest("event", claims[0].claim_id),
        event_type=most_telling([claim.event_type for claim in claims]),
        actors=fusion.actors(claims),
        when=fusion.when(claims),
        where=fusion.where(claims),
        harm=tolls,
        claims=tuple(claim.claim_id for claim in claims),
        reports=tuple(dict.fromkeys(claim.report_id for claim in claims)),
        origins=found,
        independent_origins=len(found),
        contested=fusion.contested(claims, tolls, published),
        why_linked=why_linked(linker, accounts),
    )


def numbered(copies: Iterable[Pair]) -> dict[str, int]:
    """For each report that is a near-copy the number of its group.

    >>> numbered([("a", "b"), ("b", "c")])
    {'a': 0, 'b': 0, 'c': 0}
    """
    found: dict[str, int] = {}
    for number, (one, other) in enumerate(copies):
        old = {found.get(one, number), found.get(other, number)}
        found |= {one: number, other: number}
        found = {name: min(old) if value in old or value == number else value for name, value in found.items()}
    return found


def stories(coded: Iterable[tuple[Report, Sequence[Claim]]]) -> list[tuple[str, ...]]:
    """The reports that mainly tell of one event: clusters of report ids.

    >>> stories([])
    []
    """
    linker = Linker()
    for report, claims in coded:
        linker.add(report, claims)
    return linker.stories()
