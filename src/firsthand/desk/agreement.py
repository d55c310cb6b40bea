"""Two coders on the same claims: how far they agree, field by field, and where they differ. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.exports import words
from firsthand.ledger import Reviewed
from firsthand.ledger.agreement import alpha
from firsthand.linking.names import folded
from firsthand.records import Claim


def _names(claim: Claim) -> Hashable:
    return tuple(sorted((one.role, one.actor_id or folded(words.named(one))) for one in claim.actors))


def _place(claim: Claim) -> Hashable:
    where = claim.where
    if where is None:
        return None
    return (
        where.geonameid or (where.lat, where.lon) if where.lat is not None else folded(where.name or where.text or "")
    )


# What of a claim two codings must share to agree on a field, and the field of the ledger that settles it.
COMPARED: dict[str, tuple[str, Callable[[Claim], Hashable]]] = {
    "type": ("event_type", lambda claim: claim.event_type),
    "stage": ("stage", lambda claim: claim.stage),
    "stance": ("stance", lambda claim: claim.stance),
    "actors": ("actors", _names),
    "when": ("when", lambda claim: (claim.when.start, claim.when.end) if claim.when else None),
    "where": ("where", _place),
    "toll": ("harm", lambda claim: tuple(sorted((h.outcome, h.unit, str(h.low), str(h.high)) for h in claim.harm))),
    "origin": ("attribution", lambda claim: folded(claim.attribution[-1].source) if claim.attribution else None),
}


@dataclass(frozen=True)
class Agreement:
    """A field: how many claims both coded, the share they agree on (0 to 1), and Krippendorff's alpha (nominal).

    ``alpha`` is None where it says nothing: no claim, or never more than one value.
    """

    field: str
    claims: int
    share: float | None
    alpha: float | None


def agreement(pairs: Iterable[tuple[Reviewed, Reviewed]]) -> list[Agreement]:
    """How far two coders agree: on whether a claim stands, and on each field of the claims that both let stand."""
    both = list(pairs)
    standing = [(a.claim, b.claim) for a, b in both if "rejected" not in (a.status, b.status)]
    stands = [(a.status == "rejected", b.status == "rejected") for a, b in both]
    found = [_agreement("stands", stands)]
    found += [_agreement(name, [(of(a), of(b)) for a, b in standing]) for name, (_, of) in COMPARED.items()]
    return found


def _agreement(name: str, pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    share = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    return Agreement(name, len(pairs), share, alpha(pairs))


@dataclass(frozen=True)
class Difference:
    """A claim on which two coders differ: the field (or "status") and both values, in words and as kept."""

    claim_id: str
    report_id: str
    field: str
    shown: tuple[str, str]
    values: tuple[Any, Any]


def differences(one: Reviewed, other: Reviewed) -> list[Difference]:
    """Where two codings of a claim differ.

    >>> from firsthand.records import Phrase
    >>> claim = Claim(claim_id="c", report_id="r", event_type="attack", trigger=Phrase(), quote=Phrase())
    >>> changed = claim.model_copy(update={"event_type": "killing"})
    >>> [(d.field, d.shown) for d in differences(Reviewed(claim), Reviewed(changed))]
    [('event_type', ('attack', 'killing'))]
    """
    a, b = one.claim, other.claim
    ids = (a.claim_id, a.report_id)
    if (one.status == "rejected") != (other.status == "rejected"):
        said = tuple("reject" if x.status == "rejected" else "accept" for x in (one, other))
        return [Difference(*ids, "status", (said[0], said[1]), (said[0], said[1]))]
    if one.status == "rejected":
        return []
    rows = a.as_dict(), b.as_dict()
    return [
        Difference(*ids, field, (shown(a, field), shown(b, field)), (rows[0][field], rows[1][field]))
        for field, of in COMPARED.values()
        if of(a) != of(b)
    ]


def shown(claim: Claim, field: str) -> str:
    """A field's value in words."""
    if field == "event_type":
        return words.kind(claim.event_type)
    if field == "actors":
        return words.sides(claim.actors) or "nobody"
    if field == "when":
        return words.when(claim.when) or "no date"
    if field == "where":
        return words.where(claim.where) or "no place"
    if field == "harm":
        return words.harm(claim.harm) or "no toll"
    if field == "attribution":
        return words.chain(claim.attribution)
    value = claim.as_dict()[field]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
