"""A claim's or event's fields in a few words, as the table, the page and the demo show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from firsthand.records import Actor, Claim, Harm, Link, Place, When


def when(value: When | None) -> str:
    """
    >>> when(When(start="2024-10-07", end="2024-10-13", precision="week"))
    '2024-10-07 to 13'
    """
    if value is None or not (value.start or value.end):
        return f"? ({value.text})" if value is not None and value.text else ""
    if value.start and value.end:
        return _between(value.start.replace("T", " "), value.end.replace("T", " "))
    return f"from {value.start}" if value.start else f"until {value.end}"


def _between(start: str, end: str) -> str:
    """Two ISO days or times without what they share: 2024-10-07 to 13, 2024-10-07 04:00 to 06:59."""
    if start == end:
        return start
    if start[:10] == end[:10] and len(start) > 10 and len(end) > 10:
        return f"{start} to {end[11:]}"
    same = 8 if start[:8] == end[:8] else 5 if start[:5] == end[:5] else 0
    return f"{start} to {end[same:] if len(start) == len(end) == 10 else end}"


def where(value: Place | None) -> str:
    """
    >>> where(Place(text="Gundam", name="Goundam", country="MLI", precision="near", lat=16.41, lon=-3.67))
    'near Goundam, MLI'
    """
    if value is None:
        return ""
    name = value.name or value.text or ""
    near = "near " if value.precision == "near" and name else ""
    land = f", {value.country}" if value.country and value.precision != "country" else ""
    return f"{near}{name}{land}" + ("" if value.lat is not None or value.geonameid is not None else " ?")


def named(actor: Actor) -> str:
    """An actor's resolved name, or else its words."""
    return actor.name or actor.text or actor.kind


def sides(actors: tuple[Actor, ...]) -> str:
    """
    >>> sides((Actor(role="initiator", name="rebels"), Actor(role="target", name="convoy")))
    'rebels → convoy'
    """
    by_role = {
        role: ", ".join(dict.fromkeys(named(a) for a in actors if a.role == role))
        for role in ("initiator", "target", "third_party")
    }
    line = by_role["initiator"] or ("?" if by_role["target"] else "")
    if by_role["target"]:
        line += f" → {by_role['target']}"
    return line + (f" (with {by_role['third_party']})" if by_role["third_party"] else "")


def count(low: int | None, high: int | None) -> str:
    """
    >>> count(9, 9), count(9, None), count(None, 20), count(3, 5), count(None, None)
    ('9', '9+', '≤20', '3–5', '?')
    """
    if low is None and high is None:
        return "?"
    if low == high:
        return str(low)
    return f"{low}+" if high is None else f"≤{high}" if low is None else f"{low}–{high}"


def harm(values: tuple[Harm, ...]) -> str:
    """
    >>> harm((Harm(outcome="killed", who="soldiers", low=9),))
    'killed 9+ soldiers'
    """
    return "; ".join(_harm(h.outcome, count(h.low, h.high), h.who, h.unit) for h in values)


def _harm(outcome: str, number: str, who: str | None, unit: str) -> str:
    group = who or ("" if unit == "person" else unit)
    return " ".join(x for x in (outcome, number, group) if x)


def fused(values: tuple[Mapping[str, Any], ...]) -> str:
    """The harm of an event: best, and the range in brackets where it is wider."""
    parts = []
    for value in values:
        low, best, high = value["low"], value["best"], value["high"]
        number = "?" if best is None else str(best)
        if not (low == best == high) and best is not None:
            number += f" ({'?' if low is None else low}–{'?' if high is None else high})"
        parts.append(_harm(value["outcome"], number, value["who"], value["unit"]))
    return "; ".join(parts)


def chain(links: tuple[Link, ...]) -> str:
    """The attribution from the origin to the publisher, as people say it.

    >>> chain((Link(source="Example Wire"), Link(source="Le Journal"), Link(source="CSP")))
    'CSP ‹ Le Journal ‹ Example Wire'
    """
    return " ‹ ".join(link.source for link in reversed(links))


def status(claim: Claim) -> str:
    """Stage and stance, where they are not the plain "occurred, asserted"."""
    plain = ("occurred", "asserts")
    return ", ".join(word for word in (claim.stage, claim.stance) if word not in plain)


def kind(event_type: str) -> str:
    """An event type's id as words."""
    return event_type.replace("_", " ")
