"""The claims of one report, grouped by the event that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from firsthand.linking.evidence import Group, weigh
from firsthand.linking.families import continues
from firsthand.records import Claim

RECENT = 12  # groups of a report that a new claim is compared with: further back, a report speaks of other things
NEAR = 400  # characters: two or three sentences
ENOUGH = 3
_NONE: Mapping[str, Set[str]] = {}


def within(claims: Sequence[Claim], apart: Mapping[str, Set[str]] = _NONE) -> list[Group]:
    """The groups of one report's claims, in the order of their first claims.

    A claim joins the group that most speaks for, at least 3 points: the same place or overlapping days, the same kind,
    the same actors, the same toll or word; one point for standing close, one for standing in the same sentence, three
    for countering one of its claims. A toll or the like that is told close by, without a day and place of its own,
    belongs to what was told before: two points.
    ``apart`` has, for a claim's id, the ids of those that a person has said it must not be with.
    """
    groups: list[Group] = []
    for claim in claims:
        one = Group.of(claim)
        best: tuple[int, Group, str] | None = None
        for group in reversed(groups[-RECENT:]):
            found = weigh(group, one)
            if found.conflict or any(other.claim_id in apart.get(claim.claim_id, ()) for other in group.claims):
                continue
            start = claim.quote.span.start if claim.quote.span else 0
            close = start - group.end < NEAR
            one_sentence = any(claim.quote == other.quote for other in group.claims[-RECENT:])
            bare = close and continues(claim.event_type) and not _placed(one) and not one.future
            word = bool(one.triggers & group.triggers)
            counter = claim.disputes is not None and any(other.claim_id == claim.disputes for other in group.claims)
            points = found.points + close + one_sentence + word + 2 * bare + ENOUGH * counter
            if points >= ENOUGH and (best is None or points > best[0]):
                told = "told in one sentence" if one_sentence else "told side by side" if close else ""
                reasons = [*found.reasons, "same word" if word else "", told]
                reasons += ["denies a claim of it"] if counter else []
                reasons += ["no day or place of its own"] if bare else []
                best = points, group, "same report; " + ", ".join(reason for reason in reasons if reason)
        if best is None:
            groups.append(one)
        else:
            best[1].join(one, best[2])
    return groups


def _placed(group: Group) -> bool:
    return group.place is not None or bool(group.first or group.last)
