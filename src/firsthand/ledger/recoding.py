"""A report coded again with a newer model or codebook: what would change, claim by claim. Pure.

What people decided stands: a claim that anyone accepted, corrected, rejected, linked, commented on or marked is kept as
it is, whatever the newer coding makes of it, and a newer claim that would take its place is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.ledger.decisions import Decision, standing
from firsthand.records import Claim, Span, digest

Kind = Literal["same", "changed", "new", "gone"]
_UNCOMPARED = ("claim_id", "report_id", "schema")


@dataclass(frozen=True)
class Change:
    """What a newer coding makes of one claim. ``kept``: people decided on it, so that it stays as it is."""

    kind: Kind
    before: Claim | None
    after: Claim | None
    fields: tuple[str, ...] = ()
    kept: bool = False

    @property
    def stands(self) -> Claim | None:
        """The claim that stands once the change is applied; None if none does."""
        return self.before if self.kept or self.kind == "same" else self.after


def compare(before: Sequence[Claim], after: Sequence[Claim], decided: frozenset[str] = frozenset()) -> list[Change]:
    """The changes between two codings of one report, in the order of the newer; what is gone comes last.

    ``decided``: ids of claims that people decided on.
    """
    matches = _matches(before, after)
    found: list[Change] = []
    for number, claim in enumerate(after):
        old = matches.get(number)
        if old is None:
            found.append(Change("new", None, claim))
            continue
        fields = differing(before[old], claim)
        kept = bool(fields) and before[old].claim_id in decided
        found.append(Change("changed" if fields else "same", before[old], claim, fields, kept))
    matched = set(matches.values())
    gone = (claim for number, claim in enumerate(before) if number not in matched)
    return [*found, *(Change("gone", claim, None, (), claim.claim_id in decided) for claim in gone)]


def differing(one: Claim, other: Claim) -> tuple[str, ...]:
    """The fields that differ, ids apart."""
    here, there = one.as_dict(), other.as_dict()
    return tuple(name for name in here if name not in _UNCOMPARED and here[name] != there[name])


def _matches(before: Sequence[Claim], after: Sequence[Claim]) -> dict[int, int]:
    """Which claim of the newer coding is which of the older: the likest pairs first, each claim once."""
    likeness = [
        (-points, new, old)
        for new, claim in enumerate(after)
        for old, other in enumerate(before)
        if (points := _likeness(other, claim)) > 0
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, new, old in sorted(likeness):
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _likeness(one: Claim, other: Claim) -> int:
    """0: two statements. The same word, or the same kind in one sentence, may be one; then each equal field counts."""
    same_word = one.trigger.span is not None and one.trigger.span == other.trigger.span
    same_kind = one.event_type == other.event_type
    if not same_word and not (same_kind and _overlap(one.quote.span, other.quote.span)):
        return 0
    here, there = one.as_dict(), other.as_dict()
    equal = sum(here[name] == there[name] for name in here if name not in _UNCOMPARED)
    return int(100 * same_word + 50 * same_kind + equal)


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def decided_on(decisions: Iterable[Decision], claims: Iterable[str]) -> frozenset[str]:
    """Those of the claims that people's standing decisions are about: on the claim itself, on a pair with it, on its
    event. Work merely shared out is no decision.
    """
    named: set[str] = set()
    for one in standing(decisions):
        if one.action == "assign":
            continue
        named.update(one.target_id.split("+") if one.target_type == "pair" else [one.target_id])
        if one.target_type == "event" and one.action == "merge":
            named.update(one.value)
        if one.target_type == "event" and one.action == "split":
            named.update(claim for group in one.value for claim in group)
        if one.target_type == "claim" and one.action == "merge":
            named.add(str(one.value))
    return frozenset(claim for claim in claims if claim in named or digest("event", claim) in named)
