"""What an export is made from: events, the claims and reports they rest on, and what was left out on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firsthand.codebook import Codebook
from firsthand.codebook import load as load_codebook
from firsthand.records import Claim, Event, Report

REJECTED = "rejected by a person in review"


class Losses:
    """What an export leaves out or keeps only in part, by reason, with the events' ids.

    >>> losses = Losses()
    >>> losses.leave_out("no place", "e1"); losses.flag("no death told", "e2"); losses.flag("no death told", "e2")
    >>> losses.left_out, losses.flagged
    ({'no place': ['e1']}, {'no death told': ['e2']})
    """

    def __init__(self) -> None:
        self.left_out: dict[str, list[str]] = {}
        self.flagged: dict[str, list[str]] = {}

    def leave_out(self, reason: str, event_id: str) -> None:
        """This event is not in the export."""
        _note(self.left_out, reason, event_id)

    def flag(self, reason: str, event_id: str) -> None:
        """This event is in the export, with something missing that the format expects."""
        _note(self.flagged, reason, event_id)


def _note(table: dict[str, list[str]], reason: str, event_id: str) -> None:
    ids = table.setdefault(reason, [])
    if event_id not in ids:
        ids.append(event_id)


@dataclass(frozen=True)
class Material:
    """Events in order, with their claims and reports by id; ``publication`` says what the public profile did, and
    ``codebook`` has the places of the event types in other schemes."""

    events: tuple[Event, ...]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    publication: Mapping[str, Any] | None = None
    sensitive: Mapping[str, str] = field(default_factory=dict)  # event, claim or report id -> why it is marked
    sensitive_sources: frozenset[str] = frozenset()  # folded names
    codebook: Codebook = field(default_factory=load_codebook)
    coded_with: tuple[str, ...] = ()  # the versions of program, codebook and model that read the reports

    def claims_of(self, event: Event) -> list[Claim]:
        """The claims that an event rests on."""
        return [self.claims[i] for i in event.claims if i in self.claims]

    def reports_of(self, event: Event) -> list[tuple[str, Report]]:
        """The ids and reports that an event's claims stand in."""
        return [(i, self.reports[i]) for i in event.reports if i in self.reports]

    def all_claims(self) -> Iterator[Claim]:
        """Every claim of the events, each once, in the events' order."""
        seen: set[str] = set()
        for event in self.events:
            for claim in self.claims_of(event):
                if claim.claim_id not in seen:
                    seen.add(claim.claim_id)
                    yield claim


def gather(
    coded: Iterable[tuple[Report, Sequence[Claim]]],
    events: Iterable[Event],
    losses: Losses,
    sensitive: Mapping[str, str] | None = None,
    sensitive_sources: frozenset[str] = frozenset(),
    codebook: Codebook | None = None,
) -> Material:
    """The material of an export: all events but those that a person rejected.

    >>> gather([], [], Losses()).events
    ()
    """
    kept = []
    for event in events:
        if event.review == "rejected":
            losses.leave_out(REJECTED, event.event_id)
        else:
            kept.append(event)
    wanted = {claim_id for event in kept for claim_id in event.claims}
    claims: dict[str, Claim] = {}
    reports: dict[str, Report] = {}
    for report, found in coded:
        mine = [claim for claim in found if claim.claim_id in wanted]
        if mine:
            reports[report.report_id] = report
            claims |= {claim.claim_id: claim for claim in mine}
    return Material(
        tuple(kept),
        claims,
        reports,
        sensitive=sensitive or {},
        sensitive_sources=sensitive_sources,
        codebook=codebook or load_codebook(),
    )
