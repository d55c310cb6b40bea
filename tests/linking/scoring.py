"""Score the linking of the invented reports beside this file: which tellings are of one event, and whose they are."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firsthand.linking.names import folded
from firsthand.records import Claim, Event, Report
from firsthand.yamlfile import parse

CORPUS = Path(__file__).with_name("reports.yaml")


@dataclass(frozen=True)
class Telling:
    """One event in one report, as coded by hand: the words that tell it, and the origin."""

    report: Report
    event: str
    words: str
    origin: str

    def claims(self, coded: Mapping[str, Sequence[Claim]]) -> list[Claim]:
        """The claims that were found in the sentence that tells it."""
        start = self.report.text.index(self.words)
        end = start + len(self.words)
        spans = [(claim, claim.quote.span) for claim in coded[self.report.report_id]]
        return [claim for claim, span in spans if span and span.start <= start and end <= span.end]


def corpus() -> tuple[list[Report], list[Telling], dict[str, list[str]]]:
    """The reports, their tellings, and the origins of each event."""
    data = parse(CORPUS.read_text(encoding="utf-8"))
    reports, tellings = [], []
    for one in data["reports"]:
        report = Report(text=one["text"], published=one["published"], publisher=one["publisher"])
        reports.append(report)
        tellings += [Telling(report, x["event"], x["words"], x["origin"]) for x in one["tells"]]
    return reports, tellings, {name: one["origins"] for name, one in data["events"].items()}


def found_events(
    tellings: Sequence[Telling], coded: Mapping[str, Sequence[Claim]], events: Sequence[Event]
) -> list[str]:
    """For each telling the id of the event that most of its claims are in; its own if none was found."""
    event_of = {claim: event.event_id for event in events for claim in event.claims}
    found = []
    for number, telling in enumerate(tellings):
        ids = [event_of[claim.claim_id] for claim in telling.claims(coded)]
        found.append(max(sorted(set(ids)), key=ids.count) if ids else f"none {number}")
    return found


def pair_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """F1 of the pairs that are held to be of one event."""
    pairs = list(itertools.combinations(range(len(gold)), 2))
    right = sum(gold[a] == gold[b] and found[a] == found[b] for a, b in pairs)
    told = sum(found[a] == found[b] for a, b in pairs)
    known = sum(gold[a] == gold[b] for a, b in pairs)
    return 2 * right / (told + known)


def wrong_origins(
    tellings: Sequence[Telling], coded: Mapping[str, Sequence[Claim]], events: Sequence[Event],
    expected: Mapping[str, Sequence[str]],
) -> list[str]:  # fmt: skip
    """What is wrong with the origins, a line each: of a telling, or of an event."""
    by_id = {event.event_id: event for event in events}
    faults = []
    members: dict[str, set[str]] = {}
    for telling, event_id in zip(tellings, found_events(tellings, coded, events), strict=True):
        place = f"{telling.report.publisher}: {telling.words}"
        if event_id not in by_id:
            faults.append(f"{place}: no claim was found")
            continue
        members.setdefault(telling.event, set()).add(event_id)
        ids = {claim.claim_id for claim in telling.claims(coded)}
        of_it = [o for o in by_id[event_id].origins if ids & set(o["claims"])]
        if not any(_named(o, telling.origin) for o in of_it):
            faults.append(f"{place}: {[o['names'] for o in of_it]} instead of {telling.origin}")
    for name, origins in expected.items():
        for event_id in sorted(members.get(name, ())):
            event = by_id[event_id]
            if event.independent_origins != len(origins) or not all(
                any(_named(o, origin) for o in event.origins) for origin in origins
            ):
                faults.append(f"{name}: {[o['names'] for o in event.origins]} instead of {origins}")
    return faults


def _named(origin: Mapping[str, Any], name: str) -> bool:
    return any(folded(name) in folded(x) for x in origin["names"])
