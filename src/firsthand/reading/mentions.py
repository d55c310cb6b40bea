"""What the finders hand to the coder: mentions of times, places, harm and sources in one parsed report.

Offsets named ``start``/``end`` are characters of the text, ``[start, end)``; names with ``token`` are indices into the
Doc. These are plain frozen dataclasses, not pydantic models: they are made by the thousand and never leave the
reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.records import Candidate, Outcome, PlacePrecision, SourceKind, Stance, TimePrecision, Unit

# Of two places of which one lies in the other, the lower number is the smaller.
FINENESS = {"site": 0, "near": 1, "town": 1, "district": 2, "region": 3, "country": 4}


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A temporal expression. ``value``/``type`` are TIMEX3; ``first``/``last`` the interval (ISO, inclusive) or
    None."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    first: str | None = None
    last: str | None = None
    precision: TimePrecision | None = None
    function: Literal["at", "since", "until", "within", "none"] = "at"  # "since March" opens the end, "until" the start
    named: str | None = None  # of "since March" the last day of March, where ``last`` is the open end
    dates_events: bool = True  # False where it says how long or how often, or names an age, and so dates nothing


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name used as a location, resolved or not; the fields are those of ``records.Place``."""

    start: int
    end: int
    name: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision | None = None
    radius_km: float | None = None
    score: float = 0.0
    unresolved: str | None = None
    alternatives: tuple[Candidate, ...] = ()
    within: int | None = None  # index (in the report's list) of the place beside it that contains it, if it says so


@dataclass(frozen=True, slots=True)
class HarmMention:
    """So many of such a group came to such harm. ``low``/``high`` as in ``records.Harm``."""

    predicate: int  # token that says the outcome: "killed", "deaths", "wounded"
    head: int | None  # token that heads the group: "mercenaries"; None where only a number stands ("killed nine")
    start: int  # the whole phrase, "at least nine mercenaries"
    end: int
    outcome: Outcome
    unit: Unit
    who: str | None  # the group without its number: "mercenaries"
    low: int | None
    high: int | None
    part_of: int | None = None  # index of the mention that this one is a part of ("including three children")
    negated: bool = False  # "no one was hurt" is outcome unharmed; "did not kill" is negated


@dataclass(frozen=True, slots=True)
class MeansMention:
    """A weapon, vehicle or method by which something was done."""

    start: int
    end: int
    kind: str | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the cue and what it says. Content may be in several pieces and run over sentences."""

    source: tuple[int, int] | None  # None: "it was reported that"
    name: str  # the source as named in the text, resolved where it is a pronoun or a common noun; or "unnamed"
    kind: SourceKind | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    stance: Stance
    level: int = 0  # nesting: 0 = said by the publisher's own text, 1 = inside the content of a level-0 attribution
    score: float = 1.0
    counts: bool = False  # the cue itself is what is said: "counted 27 graves"
    aside: bool = False  # another party's saying of the same ("as X had reported", the report that is denied): no link
