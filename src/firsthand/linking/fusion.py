"""One event's fields from its claims'. Nothing is averaged: every value keeps the claims that it rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from firsthand.linking.evidence import Group, narrowed, says_more
from firsthand.linking.families import group_of
from firsthand.linking.names import folded
from firsthand.records import Actor, Claim, Harm, Place, When

DEFAULT_RULE = "latest"


def actors(claims: Sequence[Claim]) -> tuple[Actor, ...]:
    """Each named actor once per role, in order of appearance."""
    found: dict[tuple[str, str], Actor] = {}
    for claim in claims:
        for actor in claim.actors:
            name = actor.name or actor.text
            if name:
                plain = actor.model_copy(update={"text": None, "span": None, "name": name})
                found.setdefault((actor.role, actor.actor_id or folded(name)), plain)
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


def harm(
    claims: Sequence[Claim], published: Mapping[str, str | None], keys: Mapping[str, str], rule: str = DEFAULT_RULE
) -> tuple[dict[str, Any], ...]:
    """Per outcome, unit and group: ``low``, ``best``, ``high``, and the ``values`` told with the claims each rests on.

    The rule: of one origin only its latest figure counts. ``low`` is the smallest, ``high`` the largest bound of them
    (None if one of them is open); ``best`` is the figure of most origins, of these the latest, of these the smallest.
    """
    told: dict[tuple[str, str], dict[str | None, list[tuple[Claim, Harm]]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.stance != "denies":
            for one in claim.harm:
                told[one.outcome, one.unit][group_of(folded(one.who or ""))].append((claim, one))
    rows: list[list[tuple[Claim, Harm]]] = []
    for groups in told.values():
        named = [name for name in groups if name is not None]
        if None in groups and len(named) == 1:
            groups[named[0]] += groups.pop(None)
        rows += groups.values()
    return tuple(_fused(one, published, keys) for one in rows)


def _fused(
    rows: Sequence[tuple[Claim, Harm]], published: Mapping[str, str | None], keys: Mapping[str, str]
) -> dict[str, Any]:
    latest: dict[str, str] = {}
    for claim, _ in rows:
        origin = keys[claim.claim_id]
        latest[origin] = max(latest.get(origin, ""), published.get(claim.report_id) or "")
    now = [(c, h) for c, h in rows if (published.get(c.report_id) or "") == latest[keys[c.claim_id]]]
    known = [(c, h) for c, h in now if h.low is not None or h.high is not None]
    lows = [h.low for _, h in known]
    highs = [h.high for _, h in known]
    by_value: dict[int, set[str]] = defaultdict(set)
    at: dict[int, str] = defaultdict(str)
    for claim, one in known:
        point = one.low if one.low is not None else one.high
        if point is not None:
            by_value[point].add(keys[claim.claim_id])
            at[point] = max(at[point], published.get(claim.report_id) or "")
    best: int | None = None
    if by_value:
        most = max(len(x) for x in by_value.values())
        likely = [value for value in by_value if len(by_value[value]) == most]
        newest = max(at[value] for value in likely)
        best = min(value for value in likely if at[value] == newest)
    values: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for claim, one in rows:
        values[one.low, one.high].append(claim.claim_id)
    first = rows[0][1]
    return {
        "outcome": first.outcome,
        "unit": first.unit,
        "who": Counter(h.who for _, h in rows if h.who).most_common(1)[0][0] if any(h.who for _, h in rows) else None,
        "party": first.party,
        "low": min((x for x in lows if x is not None), default=None) if lows and None not in lows else None,
        "best": best,
        "high": max((x for x in highs if x is not None), default=None) if highs and None not in highs else None,
        "claims": list(dict.fromkeys(c.claim_id for c, _ in rows)),
        "values": [{"low": low, "high": high, "claims": ids} for (low, high), ids in values.items()],
    }


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
    if len(blamed) > 1 and len(sides) > 1 and all(sum(a.role == "initiator" for a in c.actors) < 2 for c in claims):
        found.append({"field": "initiator", "positions": _positions(blamed, by_id, published)})
    return tuple(found)


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
