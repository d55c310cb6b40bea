"""The way from reports with claims to events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.linking import fusion
from firsthand.linking.clusters import across, within
from firsthand.linking.copies import copies
from firsthand.linking.evidence import Group
from firsthand.linking.families import most_telling
from firsthand.linking.origins import origin_keys, origins
from firsthand.records import Claim, Event, Report, digest


def link(coded: Iterable[tuple[Report, Sequence[Claim]]]) -> list[Event]:
    """The events that the claims of these reports are about, oldest first.

    The order of the reports does not matter: they are taken in the order of their publication.

    >>> link([])
    []
    """
    reports = sorted(coded, key=lambda pair: (pair[0].published or "9999", pair[0].report_id))
    numbers = copies([report.text for report, _ in reports])
    copy_of = {report.report_id: n for (report, _), n in zip(reports, numbers, strict=True) if n is not None}
    published = {report.report_id: report.published for report, _ in reports}
    groups = across(((report.report_id, within(claims)) for report, claims in reports), copy_of)
    events = [_event(group, copy_of, published) for group in groups]
    return sorted(events, key=lambda e: ((e.when.start or e.when.end or "9999") if e.when else "9999", e.event_id))


def _event(group: Group, copy_of: dict[str, int], published: dict[str, str | None]) -> Event:
    claims = group.claims
    found = origins(claims, copy_of)
    tolls = fusion.harm(claims, published, origin_keys(claims, copy_of))
    first = claims[0]
    return Event(
        event_id=digest("event", first.claim_id),
        event_type=most_telling(group.types),
        actors=fusion.actors(claims),
        when=fusion.when(group),
        where=fusion.where(group),
        harm=tolls,
        claims=tuple(claim.claim_id for claim in claims),
        reports=tuple(dict.fromkeys(claim.report_id for claim in claims)),
        origins=found,
        independent_origins=len(found),
        contested=fusion.contested(claims, tolls, published),
        why_linked={c.claim_id: group.why.get(c.claim_id, "the event's first claim") for c in claims},
    )
