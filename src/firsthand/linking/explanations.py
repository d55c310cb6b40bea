"""Explanations of one event as plain values: for the command line, for programs, and for the desk."""

from __future__ import annotations

import itertools
from typing import Any

from firsthand.linking.accounts import Account
from firsthand.linking.events import event_of, in_order
from firsthand.linking.graph import Cluster
from firsthand.linking.linker import Linker
from firsthand.linking.origins import origin_graph
from firsthand.linking.reasons import closest, near_misses
from firsthand.linking.weights import probability
from firsthand.records import Event


def explained(linker: Linker, cluster: Cluster) -> dict[str, Any]:
    """Why each claim is in an event (``claims``), and what nearly was (``near``).

    Of a claim: ``why`` in words; ``evidence``, what each field adds to the logit of its account and the most similar
    one of another report (``with``); ``story``, the logit of the two reports telling the same story, where these are
    their main accounts; ``logit``, the higher one of the two, and ``probability``.
    """
    event, accounts = event_of(linker, cluster), in_order(linker, cluster)
    claims: list[dict[str, Any]] = []
    for account in accounts:
        best = closest(linker, account, accounts)
        for claim in linker.claims_of(account):
            report = linker.reports[claim.report_id]
            claims.append(
                {
                    "claim_id": claim.claim_id,
                    "report_id": claim.report_id,
                    "publisher": report.publisher or "publisher unknown",
                    "published": report.published,
                    "quote": claim.quote.text,
                    "why": event.why_linked[claim.claim_id],
                    "with": _name(linker, best[0]) if best else None,
                    "logit": round(best[1].logit, 2) if best else None,
                    "probability": round(probability(best[1].logit), 3) if best else None,
                    "story": round(best[1].story, 2) if best and best[1].story is not None else None,
                    "evidence": {name: round(share, 2) for name, share in best[1].shares.items()} if best else {},
                }
            )
    near = []
    for miss in near_misses(linker, cluster):
        other = event_of(linker, linker.cluster_of(miss.outside.account_id))
        near.append(
            {
                "event_id": other.event_id,
                "title": title(other),
                "quote": linker.claims[miss.outside.claims[0]].quote.text,
                "claim_id": miss.outside.claims[0],
                "compared_with": miss.inside.claims[0],
                "reasons": list(miss.evidence.reasons),
                "evidence": {name: round(share, 2) for name, share in miss.evidence.shares.items()},
                "probability": round(probability(miss.evidence.logit), 3),
                "because": miss.because,
            }
        )
    return {
        "event_id": event.event_id, "title": title(event), "reports": len(event.reports), "claims": claims,
        "near": near,
    }  # fmt: skip


def origins_explained(linker: Linker, cluster: Cluster) -> dict[str, Any]:
    """An event's origins, the arrows of who has it from whom, and the circles."""
    event = event_of(linker, cluster)
    claims = [linker.claims[name] for name in event.claims]
    first = {claim.report_id: claim for claim in reversed(claims)}
    copies = [
        (first[a], first[b])
        for a, b in itertools.combinations(event.reports, 2)
        if b in linker.copies.get(a, ()) and a in first and b in first
    ]
    graph = origin_graph(claims, copies)
    return {
        "event_id": event.event_id, "title": title(event), "origins": list(event.origins), "names": list(graph.names),
        "passings": [
            {"to": x.to, "source": x.source, "how": x.how, "claims": list(x.claims)} for x in graph.passings
        ],
        "circles": [list(circle) for circle in graph.circles],
    }  # fmt: skip


def title(event: Event) -> str:
    """An event in a few words: what, where, when."""
    parts = [event.event_type.replace("_", " ")]
    if event.where is not None and event.where.name:
        parts.append(event.where.name)
    if event.when is not None:
        days = dict.fromkeys(x[:10] for x in (event.when.start, event.when.end) if x)
        parts.append(" to ".join(days))
    return ", ".join(parts)


def _name(linker: Linker, account: Account) -> str:
    report = linker.reports[account.report_id]
    return f"{report.publisher or 'publisher unknown'}, {report.published or 'no date'}"
