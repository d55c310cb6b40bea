"""Why claims are linked, and what nearly was: the evidence of pairs, for people to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.linking.accounts import Account, Evidence, account_table, evidence
from firsthand.linking.graph import Cluster
from firsthand.linking.linker import Linker

MOST_NEAR = 10  # near misses shown
FLOOR = -4.0  # logit below which a pair was no near miss


@dataclass(frozen=True)
class NearMiss:
    """Two accounts that are not of one event: one of the event asked for, and one of another."""

    inside: Account
    outside: Account
    evidence: Evidence
    because: str


def between(linker: Linker, one: Account, other: Account) -> Evidence:
    """The evidence of two accounts."""
    return evidence(one, other, linker.story_logit(one.report_id, other.report_id))


def closest(linker: Linker, one: Account, others: Sequence[Account]) -> tuple[Account, Evidence] | None:
    """The account of another report that most speaks for, among ``others``."""
    found = [(other, between(linker, one, other)) for other in others if other.report_id != one.report_id]
    return max(found, key=lambda x: (x[1].conflict is None, x[1].logit, x[0].account_id), default=None)


def why_linked(linker: Linker, accounts: Sequence[Account]) -> dict[str, str]:
    """For each claim of an event, in words, what linked it."""
    why: dict[str, str] = {}
    for at, account in enumerate(accounts):
        across = "the event's first claim"
        if at:
            # of the accounts before, those that it was compared with: an event of hundreds of reports stays cheap
            compared = linker.compared(account.account_id)
            before = [x for x in accounts[:at] if x.account_id in compared]
            best = closest(linker, account, before)
            across = ", ".join(best[1].reasons) if best else ""
            if account.account_id in linker.tied:
                across = ", ".join(x for x in ("a person's decision", across) if x)
            across = across or "through the other reports"
        for claim in account.claims:
            why[claim] = account.why.get(claim, across)
    return why


def near_misses(linker: Linker, cluster: Cluster) -> list[NearMiss]:
    """What nearly was in the event, the nearest first: one for each other event that was compared with it."""
    inside = set(cluster)
    best: dict[Cluster, NearMiss] = {}
    for name in cluster:
        for other in sorted(linker.compared(name)):
            if other in inside:
                continue
            one, outside = linker.accounts[name], linker.accounts[other]
            found = between(linker, one, outside)
            if found.logit < FLOOR:
                continue
            where = linker.cluster_of(other)
            if where not in best or found.logit > best[where].evidence.logit:
                best[where] = NearMiss(one, outside, found, _because(linker, found, name, other))
    return sorted(best.values(), key=lambda x: (-x.evidence.logit, x.outside.account_id))[:MOST_NEAR]


def _because(linker: Linker, found: Evidence, one: str, other: str) -> str:
    if linker.held_apart(one, other):
        return "a person's decision"
    if found.conflict:
        return found.conflict
    if found.logit >= account_table().threshold:
        return "too little speaks for it taken with the others of the two events"
    return "too little speaks for it"
