"""Tolls fused: per outcome, unit and group ``low``, ``best`` and ``high``, with every figure told and its claims.

Rule ``latest`` (the default). Of one origin only its latest figure counts. ``low`` is the smallest and ``high`` the
largest bound of these figures; a bound that a source leaves open ("at least nine") is open here too. ``best`` is the
figure of most origins, of these the latest, of these the smallest.

Rule ``ucdp``, after the practice of the Uppsala Conflict Data Program as we read it: estimates are cautious. Of one
origin only its latest figure counts. ``best`` is the lowest figure of the origins that are not a party to the conflict,
or, if there are none, the lowest of all; ``low`` and ``high`` are the lowest and highest figures told, never open.
Where a person knows which source is the most reliable, that person's correction stands above both rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from firsthand.linking.families import group_of
from firsthand.linking.names import folded
from firsthand.records import Claim, Harm

DEFAULT_RULE = "latest"


class Figure(NamedTuple):
    """One figure of one origin: bounds (inclusive, open if None), when it was published, and if a party tells it."""

    low: int | None
    high: int | None
    origin: str
    published: str
    party: bool

    @property
    def point(self) -> int | None:
        """The number told: the lower bound, or the upper one of "up to"."""
        return self.low if self.low is not None else self.high


Bounds = tuple[int | None, int | None, int | None]


def harm(
    claims: Sequence[Claim], published: Mapping[str, str | None], keys: Mapping[str, str], rule: str = DEFAULT_RULE
) -> tuple[dict[str, Any], ...]:
    """The tolls of an event's claims; ``keys`` are the claims' origins. A denied claim's toll is not counted.

    Raises ``ValueError`` for a rule that there is not.
    """
    if rule not in RULES:
        raise ValueError(f"no rule '{rule}'; there are: {', '.join(RULES)}")
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
    return tuple(_fused(one, published, keys, RULES[rule]) for one in rows)


def _fused(
    rows: Sequence[tuple[Claim, Harm]], published: Mapping[str, str | None], keys: Mapping[str, str],
    rule: Callable[[Sequence[Figure]], Bounds],
) -> dict[str, Any]:  # fmt: skip
    figures = [
        Figure(
            h.low, h.high, keys[c.claim_id], published.get(c.report_id) or "",
            bool(c.attribution) and c.attribution[-1].kind == "party",
        )
        for c, h in rows
    ]  # fmt: skip
    latest: dict[str, str] = {}
    for figure in figures:
        latest[figure.origin] = max(latest.get(figure.origin, ""), figure.published)
    now = [x for x in figures if x.published == latest[x.origin] and x.point is not None]
    low, best, high = rule(now) if now else (None, None, None)
    values: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for claim, one in rows:
        values[one.low, one.high].append(claim.claim_id)
    first = rows[0][1]
    return {
        "outcome": first.outcome,
        "unit": first.unit,
        "who": Counter(h.who for _, h in rows if h.who).most_common(1)[0][0] if any(h.who for _, h in rows) else None,
        "party": first.party,
        "low": low,
        "best": best,
        "high": high,
        "claims": list(dict.fromkeys(c.claim_id for c, _ in rows)),
        "values": [{"low": low, "high": high, "claims": ids} for (low, high), ids in values.items()],
    }


def latest(figures: Sequence[Figure]) -> Bounds:
    """The default rule.

    >>> latest([Figure(7, 7, "army", "2025-03-04", True), Figure(15, None, "rebels", "2025-03-05", True)])
    (7, 15, None)
    """
    lows, highs = [x.low for x in figures], [x.high for x in figures]
    origins: dict[int, set[str]] = defaultdict(set)
    at: dict[int, str] = defaultdict(str)
    for x in figures:
        if x.point is not None:
            origins[x.point].add(x.origin)
            at[x.point] = max(at[x.point], x.published)
    most = max(len(x) for x in origins.values())
    likely = [value for value in origins if len(origins[value]) == most]
    newest = max(at[value] for value in likely)
    return (
        None if None in lows else min(x for x in lows if x is not None),
        min(value for value in likely if at[value] == newest),
        None if None in highs else max(x for x in highs if x is not None),
    )


def ucdp(figures: Sequence[Figure]) -> Bounds:
    """UCDP's rule.

    >>> ucdp([Figure(7, 7, "army", "2025-03-04", True), Figure(11, 11, "hospital", "2025-03-04", False),
    ...       Figure(15, None, "rebels", "2025-03-05", True)])
    (7, 11, 15)
    """
    points = [x.point for x in figures if x.point is not None]
    apart = [x.point for x in figures if x.point is not None and not x.party]
    ends = [x.high if x.high is not None else x.point for x in figures]
    return min(points), min(apart or points), max(x for x in ends if x is not None)


RULES: dict[str, Callable[[Sequence[Figure]], Bounds]] = {"latest": latest, "ucdp": ucdp}
