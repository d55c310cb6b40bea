"""How far coders agree: Krippendorff's alpha per field, and where they differ. Pure.

Alpha is 1 where all agree, 0 where they agree as often as chance would have it, and below 0 where less. Krippendorff
(2011), "Computing Krippendorff's Alpha-Reliability", is what ``alpha`` computes; its worked example is in the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.ledger.review import Reviewed
from firsthand.records import Claim

Distance = Callable[[Any, Any], float]


def nominal(one: Any, other: Any) -> float:
    """Values of a list: the same, or not."""
    return float(one != other)


def interval(one: float, other: float) -> float:
    """Numbers: the square of how far they are apart."""
    return float(one - other) ** 2


def alpha(units: Sequence[Sequence[Hashable]], distance: Distance = nominal) -> float | None:
    """Krippendorff's alpha of units, each with the values that coders gave it (missing ones left out).

    None where it has no meaning: nothing was coded by two, or there is but one value.

    >>> alpha([["a", "a"], ["b", "b"], ["a", "b"]])
    0.4444444444444444
    """
    paired = [unit for unit in units if len(unit) > 1]
    every = Counter(value for unit in paired for value in unit)
    total = sum(every.values())
    observed = sum(
        sum(n * m * distance(a, b) for a, n in counts.items() for b, m in counts.items()) / (len(unit) - 1)
        for unit in paired
        for counts in [Counter(unit)]
    )
    expected = sum(n * m * distance(a, b) for a, n in every.items() for b, m in every.items())
    return 1 - (total - 1) * observed / expected if expected else None


def _names(claim: Claim, role: str) -> str:
    return ", ".join(sorted(actor.name or actor.text or actor.kind for actor in claim.actors if actor.role == role))


def _killed(claim: Claim, end: str) -> int | None:
    found = [value for one in claim.harm if one.outcome == "killed" and (value := getattr(one, end)) is not None]
    return max(found, default=None)


# The fields compared, each with how its values are measured against each other.
FIELDS: dict[str, tuple[Callable[[Claim], Any], Distance]] = {
    "event_type": (lambda claim: claim.event_type, nominal),
    "stage": (lambda claim: claim.stage, nominal),
    "stance": (lambda claim: claim.stance, nominal),
    "start": (lambda claim: claim.when.start if claim.when else "", nominal),
    "end": (lambda claim: claim.when.end if claim.when else "", nominal),
    "where": (lambda claim: (claim.where.geonameid or claim.where.name or "") if claim.where else "", nominal),
    "initiator": (lambda claim: _names(claim, "initiator"), nominal),
    "target": (lambda claim: _names(claim, "target"), nominal),
    "killed, at least": (lambda claim: _killed(claim, "low"), interval),
    "killed, at most": (lambda claim: _killed(claim, "high"), interval),
    "origin": (lambda claim: claim.attribution[-1].source if claim.attribution else "", nominal),
}


@dataclass(frozen=True)
class Difference:
    """A field that coders coded differently: the claim, and what each says."""

    claim_id: str
    field: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Agreement:
    """Alpha per field (``status``: is it such a claim at all?), on how many claims, and the differences."""

    claims: int
    alphas: Mapping[str, float | None]
    differences: tuple[Difference, ...]


def agreement(codings: Mapping[str, Mapping[str, Reviewed]]) -> Agreement:
    """How far coders agree on the claims that two or more of them coded: by coder, each claim's id and reading.

    A field counts only between coders who hold that the claim is one.
    """
    every = dict.fromkeys(claim_id for coding in codings.values() for claim_id in coding)
    both = {
        claim_id: read
        for claim_id in sorted(every)
        if len(read := {coder: coding[claim_id] for coder, coding in codings.items() if claim_id in coding}) > 1
    }
    status = {c: {coder: one.status != "rejected" for coder, one in read.items()} for c, read in both.items()}
    found = [Difference(c, "status", said) for c, said in status.items() if len(set(said.values())) > 1]
    alphas: dict[str, float | None] = {"status": alpha([list(said.values()) for said in status.values()])}
    for name, (value, distance) in FIELDS.items():
        said = {
            c: {coder: got for coder, one in read.items() if status[c][coder] and (got := value(one.claim)) is not None}
            for c, read in both.items()
        }
        alphas[name] = alpha([list(values.values()) for values in said.values()], distance)
        found += [Difference(c, name, values) for c, values in said.items() if len(set(values.values())) > 1]
    return Agreement(len(both), alphas, tuple(sorted(found, key=lambda one: one.claim_id)))
