"""Events as people left them: linked from reviewed claims, kept to people's links, with decisions on events applied.

An event's id comes from its first claim (``firsthand.linking``), so that a decision on an event still finds it when
reports are added: it belongs to whichever event now holds that claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from firsthand.ledger.decisions import FOR_EVERYONE, Decision, standing
from firsthand.ledger.judgements import Links
from firsthand.records import Claim, Event, Report, digest

Coded = Iterable[tuple[Report, Sequence[Claim]]]


def ids(event: Event) -> Iterator[str]:
    """The ids under which decisions on this event may be found: its own, and those it would have had before."""
    yield event.event_id
    for claim_id in event.claims:
        yield digest("event", claim_id)


def linked(coded: Coded, links: Links) -> list[Event]:
    """The events of these claims, kept to what people said must and must not be one."""
    from firsthand.linking import link

    return link(coded, links.must, links.must_not)


def settle(events: Iterable[Event], decisions: Iterable[Decision], statuses: Mapping[str, str]) -> list[Event]:
    """Events with people's decisions applied, and their review status.

    ``statuses`` are those of claims that people decided on. An event that nobody decided on is reviewed if all its
    claims are.
    """
    about: dict[str, list[Decision]] = defaultdict(list)
    for one in standing(decisions):
        if one.target_type == "event" and one.action not in FOR_EVERYONE:
            about[one.target_id].append(one)
    return [_settled(event, about, statuses) for event in events]


def _settled(event: Event, about: Mapping[str, Sequence[Decision]], statuses: Mapping[str, str]) -> Event:
    keys = dict.fromkeys(ids(event)) if about else ()
    found = sorted((one for key in keys for one in about.get(key, ())), key=lambda one: one.number)
    review, corrected = "unreviewed", False
    row = event.model_dump(mode="json") if found else {}
    for one in sorted(found, key=lambda one: one.action == "adjudicate"):  # adjudications outrank, whenever made
        if one.field:
            row, corrected, review = _with_field(row, one.field, one.value), True, "corrected"
        elif one.action == "reject" or one.value == "reject":
            review = "rejected"
        elif one.action in ("accept", "adjudicate"):
            review = "corrected" if corrected else "accepted"
    if not found:
        told = {statuses.get(claim_id, "unreviewed") for claim_id in event.claims}
        if "unreviewed" not in told:
            review = "corrected" if "corrected" in told else "accepted"
        return event if review == event.review else event.model_copy(update={"review": review})
    return Event.model_validate({**row, "review": review})


def _with_field(row: dict[str, Any], field: str, value: Any) -> dict[str, Any]:
    return Event.model_validate({**row, field: value}).model_dump(mode="json")


def hidden_claims(coded: Coded, links: Links, marked: frozenset[str]) -> frozenset[str]:
    """The claims of the events that are marked as sensitive: all of them, whichever of them the mark was made by."""
    return frozenset(claim for event in linked(coded, links) if marked & set(ids(event)) for claim in event.claims)
