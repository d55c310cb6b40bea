"""Which claim of a report a denial counters: of others' claims that may be about one deed, the one that fits best.

"The Silver Guard denied shelling the market" counters what was said about the shelling before, if by somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.codebook.schema import EventType
from firsthand.reading.sources import same_source
from firsthand.records import Actor, Claim, Role

_ENOUGH = 2.0  # one kind of deed is not enough where the report tells of several: the place, a party or the word too
_BACK = 0.0004  # a character: of two that fit alike the one told last, of two a page apart the better one


def countered(claims: Sequence[Claim], types: Mapping[str, EventType]) -> list[Claim]:
    """The claims, each denial with the id of the claim that it counters in ``disputes``, if there is one.

    Args:
        claims: the claims of one report, with their ids, in the order of the text.
        types: the codebook's event types by id.

    >>> countered([], {})
    []
    """
    found = []
    for claim in claims:
        if claim.stance == "denies":
            fits = [(_fit(claim, other, types), other) for other in claims if _rival(claim, other)]
            best = max(fits, key=lambda f: f[0], default=None)
            if best is not None and best[0] >= _ENOUGH:
                claim = claim.model_copy(update={"disputes": best[1].claim_id})
        found.append(claim)
    return found


def _rival(denial: Claim, other: Claim) -> bool:
    """Whether another claim says, or may say, that it happened, and is not the denier's own."""
    if other.stance in ("denies", "speculates") or other.stage not in ("occurred", "ongoing"):
        return False
    origin, own = other.attribution[-1:], denial.attribution[-1:]
    return not (origin and own and same_source(origin[0].source, own[0].source))


def _fit(denial: Claim, other: Claim, types: Mapping[str, EventType]) -> float:
    one, two = types.get(denial.event_type), types.get(other.event_type)
    same = denial.event_type == other.event_type
    if not same and not (one and two and one.family and one.family == two.family):
        return 0.0
    points = 1.5 if same else 1.0
    points += _word(denial) == _word(other)
    for role in ("initiator", "target"):
        points += _shared(denial, other, role)
    if denial.where is not None and other.where is not None:
        near = denial.where.name == other.where.name
        if not near and denial.where.lat is not None and other.where.lat is not None:
            return 0.0
        points += near
    points += {h.outcome for h in denial.harm} & {h.outcome for h in other.harm} != set()
    start, end = _at(denial), _at(other)
    return points - _BACK * abs(start - end) - (0.5 if end > start else 0.0)


def _at(claim: Claim) -> int:
    return claim.trigger.span.start if claim.trigger.span else 0


def _word(claim: Claim) -> str:
    """The first letters of the trigger, the same for "shelled", "shelling" and "shells"."""
    return (claim.trigger.text or "").lower()[:5]


def _shared(one: Claim, other: Claim, role: Role) -> bool:
    def names(claim: Claim) -> set[str]:
        return {x for a in claim.actors if a.role == role for x in _names(a)}

    return bool(names(one) & names(other))


def _names(actor: Actor) -> set[str]:
    """What an actor is called, each by its last word: "the market", "a crowded market"."""
    return {x.lower().split()[-1] for x in (actor.actor_id, actor.name, actor.text) if x and x.strip()}
