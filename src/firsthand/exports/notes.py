"""One sentence or two of an event, made from its fields: what ACLED calls notes. No word of a report is in it."""

from __future__ import annotations

from firsthand.exports import facts, words
from firsthand.exports.codes import country_name
from firsthand.records import Actor, Event, Place, When


def sentence(event: Event, stage: str = "occurred") -> str:
    """
    >>> sentence(Event(event_id="e", event_type="attack", when=When(start="2024-10-07", end="2024-10-13"),
    ...     actors=(Actor(role="initiator", name="rebels"), Actor(role="target", name="convoy")),
    ...     where=Place(name="Goundam", admin1="Tombouctou", country="MLI", precision="near"),
    ...     harm=({"outcome": "killed", "unit": "person", "who": "soldiers", "low": 9, "best": 9, "high": None},),
    ...     origins=({"source": "CSP"},), independent_origins=1))
    'Between 2024-10-07 and 2024-10-13: attack by rebels on convoy near Goundam (Tombouctou, Mali). Killed: 9 or more (soldiers). Told by: CSP.'
    """  # noqa: E501
    status = "" if stage == "occurred" else f" ({stage})"
    head = " ".join(x for x in (words.kind(event.event_type) + status, _who(event), _where(event.where)) if x)
    parts = [f"{_when(event.when)}: {head}."]
    harm = [_harm(row["outcome"], row["unit"], row["who"], facts.Toll(row["low"], row["best"], row["high"]))
        for row in event.harm]  # fmt: skip
    if harm:
        text = "; ".join(harm)
        parts.append(f"{text[0].upper()}{text[1:]}.")
    if event.origins:
        parts.append(f"Told by: {', '.join(str(one['source']) for one in event.origins)}.")
    if event.contested:
        parts.append(f"Disputed: {', '.join(str(one['field']) for one in event.contested)}.")
    return " ".join(parts)


def _when(when: When | None) -> str:
    if when is None or not (when.start or when.end):
        return "On an unknown day"
    if when.start and when.end:
        same = when.start == when.end
        return f"On {when.start}" if same else f"Between {when.start} and {when.end}"
    return f"On or after {when.start}" if when.start else f"On or before {when.end}"


def _who(event: Event) -> str:
    ones, others, third = (_names(facts.side(event, role)) for role in ("initiator", "target", "third_party"))
    by = f"by {ones}" if ones else "by unnamed actors" if others else ""
    return " ".join(x for x in (by, f"on {others}" if others else "", f"with {third}" if third else "") if x)


def _names(actors: list[Actor]) -> str:
    return " and ".join(dict.fromkeys(words.named(actor) for actor in actors))


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    land = country_name(place.country)
    around = [x for x in (place.admin1, land) if x and x != place.name]
    name = place.name or place.text
    if not name:
        return f"in {', '.join(around)}" if around else ""
    near = (
        "near" if place.precision == "near" else "in" if place.precision in ("region", "country", "district") else "at"
    )
    return f"{near} {name}" + (f" ({', '.join(around)})" if around else "")


def _harm(outcome: str, unit: str, who: str | None, toll: facts.Toll) -> str:
    low, high = toll.low, toll.high
    if low is None and high is None:
        number = "number not told" if toll.best is None else str(toll.best)
    elif low == high:
        number = str(low)
    elif high is None:
        number = f"{low} or more"
    else:
        number = f"up to {high}" if low is None else f"{low} to {high}"
    group = who or ("" if unit == "person" else unit)
    return f"{outcome}: {number}" + (f" ({group})" if group else "")
