"""One event's fields from its claims'. Nothing is averaged: every value keeps the claims that it rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from firsthand.linking.evidence import Group, narrowed, says_more
from firsthand.linking.names import folded
from firsthand.records import Actor, Claim, Place, When


def actors(claims: Sequence[Claim]) -> tuple[Actor, ...]:
    """Each named actor once per role, in order of appearance."""
    found: dict[tuple[str, str], Actor] = {}
    for claim in claims:
        for actor in claim.actors:
            if actor.name:  # "they" and "two" name nobody
                plain = actor.model_copy(update={"text": None, "span": None})
                found.setdefault((actor.role, actor.actor_id or folded(actor.name)), plain)
    return tuple(found.values())


def when(claims: Sequence[Claim]) -> When | None:
    """The days that all claims share, with the precision of the claim whose interval is the shortest.

    Where two claims share no day, the interval that most claims share a day with stands, of these the shortest, and the
    field is contested.
    """
    told = _timed(claims)
    if not told:
        return None
    group = Group()
    for one in told:
        group.first, group.last = narrowed(group, one.start, one.end)
    shortest = min(told, key=lambda w: _ORDER.index(w.precision) if w.precision in _ORDER else len(_ORDER))
    if group.first and group.last and group.first[:10] > group.last[:10]:
        counts = Counter(told)
        most = min(told, key=lambda w: (-sum(n for x, n in counts.items() if _meet(w, x)), _length(w), told.index(w)))
        return When(start=most.start, end=most.end, precision=most.precision)
    return When(start=group.first, end=group.last, precision=shortest.precision)


_ORDER = ["time", "day", "week", "month", "season", "year", "longer"]


def _timed(claims: Sequence[Claim]) -> list[When]:
    found = [c.when for c in claims if c.when is not None and (c.when.start or c.when.end)]
    return [When(start=w.start, end=w.end, precision=w.precision) for w in found]


def _meet(one: When, other: When) -> bool:
    first = max((one.start or "")[:10], (other.start or "")[:10])
    last = min((one.end or "9999")[:10], (other.end or "9999")[:10])
    return first <= last


def _length(one: When) -> int:
    return _ORDER.index(one.precision) if one.precision in _ORDER else len(_ORDER)


def where(claims: Sequence[Claim]) -> Place | None:
    """The most precise place that a claim gives, without its span (it stands in one report only)."""
    best: Place | None = None
    for claim in claims:
        if claim.where is not None and says_more(claim.where, best):
            best = claim.where
    if best is None:
        return None
    return best.model_copy(update={"text": None, "span": None, "alternatives": (), "name": best.name or best.text})


def contested(
    claims: Sequence[Claim], tolls: Sequence[Mapping[str, Any]], published: Mapping[str, str | None]
) -> tuple[dict[str, Any], ...]:
    """The disputed fields, each with its positions: what is said, by whom, in which claims."""
    by_id = {claim.claim_id: claim for claim in claims}
    found: list[dict[str, Any]] = []
    stances: dict[Any, list[str]] = defaultdict(list)
    for claim in claims:
        stances["denied" if claim.stance == "denies" else "said"].append(claim.claim_id)
    if "denied" in stances and "said" in stances:
        found.append({"field": "occurrence", "positions": _positions(stances, by_id, published)})
    for toll in tolls:
        values = {(v["low"], v["high"]): list(v["claims"]) for v in toll["values"]}
        if len(values) > 1 and not _all_overlap(list(values)):
            name = f"harm.{toll['outcome']}" + (f".{toll['who']}" if toll["who"] else "")
            shown = {_bounds(low, high): ids for (low, high), ids in values.items()}
            found.append({"field": name, "positions": _positions(shown, by_id, published)})
    blamed: dict[Any, list[str]] = defaultdict(list)
    for claim in claims:
        for actor in claim.actors:
            if actor.role == "initiator" and actor.name and (actor.actor_id or actor.country):
                blamed[actor.actor_id or f"{actor.name} ({actor.country})"].append(claim.claim_id)
    sides = {(a.country, a.kind) for c in claims for a in c.actors if a.role == "initiator" and a.country}
    days = {
        (w.start, w.end): w for c in claims if (w := c.when) and w.precision in ("time", "day") and w.start and w.end
    }
    if len({start[:10] for start, _ in days if start}) > 1 and not _one_day(list(days)):
        told: dict[Any, list[str]] = defaultdict(list)
        for claim in claims:
            if claim.when is not None and (claim.when.start, claim.when.end) in days:
                told[(claim.when.start or "")[:10]].append(claim.claim_id)
        found.append({"field": "when", "positions": _positions(told, by_id, published)})
    if len(blamed) > 1 and len(sides) > 1 and all(sum(a.role == "initiator" for a in c.actors) < 2 for c in claims):
        found.append({"field": "initiator", "positions": _positions(blamed, by_id, published)})
    return tuple(found)


def _one_day(intervals: Sequence[tuple[str | None, str | None]]) -> bool:
    """Do intervals of days, or of hours, have a day in common?"""
    return max((a or "")[:10] for a, _ in intervals) <= min((b or "")[:10] for _, b in intervals)


def _positions(
    values: Mapping[Any, list[str]], claims: Mapping[str, Claim], published: Mapping[str, str | None]
) -> list[dict[str, Any]]:
    def sources(ids: list[str]) -> list[str]:
        return list(dict.fromkeys(claims[i].attribution[-1].source for i in ids if claims[i].attribution))

    return [
        {
            "value": value,
            "sources": sources(ids),
            "claims": list(dict.fromkeys(ids)),
            "published": min((published.get(claims[i].report_id) or "" for i in ids), default="") or None,
        }
        for value, ids in values.items()
    ]


def _all_overlap(bounds: list[tuple[int | None, int | None]]) -> bool:
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _bounds(low: int | None, high: int | None) -> str:
    if low == high:
        return "unknown" if low is None else str(low)
    return f"{low} or more" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
