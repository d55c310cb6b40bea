"""What a report tells as a whole, and what speaks for two reports telling the same story."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.linking.evidence import sphere_km
from firsthand.linking.weights import Weights, weights
from firsthand.linking.words import alike, names, rarity, vector, words
from firsthand.records import Claim, Report

LEAD = 80  # words: the head line and the first sentences
SHARP_DAYS = 8  # a longer interval does not tell when the story's event was
NEAR_KM = 25.0  # as for accounts: two gazetteer entries of one town lie within this
NEAR_DEGREES = 0.23  # of latitude: somewhat more than NEAR_KM
RARE = 3.0  # rarity from which a capitalised word counts as a name: the months and "Police" stay below
TERMS = 30  # of a report, the weightiest: its blocks. With NEED, 91 % of the training set's pairs meet
NEED = 7.0  # rarity that two reports' shared blocks must have together before they are compared
FULL_NAME = 10.0  # rarity of both words of a name together, from which the name is a block of its own, of weight 8
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old")
UNKNOWN_GAP = 5  # days between publications where one is unknown: days, not weeks, neither for nor against

FEATURES = (
    "text", "lead", "names", "rarest_name", "same_ages", "other_ages", "same_days", "days_apart", "near", "far",
    "same_killed", "other_killed", "same_injured", "other_injured", "published_apart",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """A report made comparable; ``days`` and ``places`` hold the shares of the claims that tell them."""

    report_id: str
    published: int | None
    text: Mapping[str, float]
    lead: Mapping[str, float]
    names: Mapping[str, float]
    full_names: frozenset[str]
    ages: frozenset[str]
    days: Mapping[int, float]
    places: Mapping[tuple[float, float], float]
    tolls: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, report: Report, claims: Sequence[Claim]) -> Story:
        """The story of a report and its claims."""
        found = words(report.text)
        single, double = names(report.text)
        return cls(
            report_id=report.report_id,
            published=ordinal(report.published),
            text=vector(found, 2),  # squared: on half the training set no worse than plain and squared together
            lead=vector(sorted(set(found[:LEAD]))),
            names={name: rarity(name) for name in sorted(single) if rarity(name) > RARE},
            full_names=frozenset(x for x in double if sum(map(rarity, x.split())) > FULL_NAME),
            ages=frozenset(_AGE.findall(report.text)),
            days=_days(claims),
            places=_places(claims),
            tolls=_tolls(claims),
        )

    def packed(self) -> tuple[Any, ...]:
        """The story as plain values, which take two thirds of the time to pickle and unpickle."""
        return tuple(getattr(self, name) for name in self.__slots__)

    @classmethod
    def unpacked(cls, values: tuple[Any, ...]) -> Story:
        """The story that ``packed`` made these of."""
        return cls(*values)

    def keys(self) -> dict[str, float]:
        """The blocks that the story stands in, with their weights."""
        heavy = sorted(self.text, key=lambda word: (-self.text[word], word))[:TERMS]
        return {word: rarity(word) for word in heavy} | dict.fromkeys(self.full_names, 8.0)


def ordinal(day: str | None) -> int | None:
    """The number of an ISO day, or None.

    >>> ordinal("2025-03-04T08:00") - ordinal("2025-03-01")
    3
    """
    return datetime.date.fromisoformat(day[:10]).toordinal() if day else None


def _done(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.stage not in ("planned", "threatened")]


def _days(claims: Sequence[Claim]) -> dict[int, float]:
    found: dict[int, float] = defaultdict(float)
    for claim in _done(claims):
        first, last = (ordinal(claim.when.start), ordinal(claim.when.end)) if claim.when else (None, None)
        if first is not None and last is not None and 0 <= last - first < SHARP_DAYS:
            for day in range(first, last + 1):
                found[day] += 1 / (last - first + 1)
    total = sum(found.values())
    return {day: found[day] / total for day in sorted(found)}


def _places(claims: Sequence[Claim]) -> dict[tuple[float, float], float]:
    found = Counter(
        (claim.where.lat, claim.where.lon)
        for claim in _done(claims)
        if claim.where is not None and claim.where.lat is not None and claim.where.lon is not None
        and claim.where.precision in ("site", "town", "near", "district")
    )  # fmt: skip
    return {(lat, lon): found[lat, lon] / found.total() for lat, lon in sorted(found)}


def _tolls(claims: Sequence[Claim]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for claim in _done(claims):
        for harm in claim.harm:
            if harm.unit == "person" and harm.low is not None and harm.low == harm.high:
                found[harm.outcome].add(harm.low)
    return {outcome: frozenset(values) for outcome, values in found.items()}


def features(one: Story, other: Story) -> list[float]:
    """The evidence of a pair of reports as numbers, in the order of ``FEATURES``; the same for (a, b) and (b, a)."""
    if other.report_id < one.report_id:
        one, other = other, one
    shared = sorted((one.names[name] for name in one.names.keys() & other.names.keys()), reverse=True)
    same_days = sum(min(share, other.days[day]) for day, share in one.days.items() if day in other.days)
    apart = 0
    if one.days and other.days and not same_days:
        apart = min(abs(a - b) for a in one.days for b in other.days)
    near = _near(one.places, other.places)
    tolls = [0.0, 0.0, 0.0, 0.0]
    if one.tolls and other.tolls:
        tolls = [*_tolls_agree(one, other, "killed"), *_tolls_agree(one, other, "injured")]
    gap = UNKNOWN_GAP
    if one.published is not None and other.published is not None:
        gap = abs(one.published - other.published)
    return [
        math.sqrt(max(0.0, alike(one.text, other.text))),
        alike(one.lead, other.lead),
        sum(shared[:8]) / 10,
        shared[0] / 10 if shared else 0.0,
        float(min(3, len(one.ages & other.ages))),
        float(bool(one.ages and other.ages and not one.ages & other.ages)),
        same_days,
        min(apart, 30) / 10,
        min(near, 1.0),
        float(bool(one.places and other.places and not near)),
        *tolls,
        math.log1p(gap),
    ]


def _tolls_agree(one: Story, other: Story, outcome: str) -> tuple[float, float]:
    """Do both tell a toll that is the same, and do both tell tolls of which none is?"""
    mine, theirs = one.tolls.get(outcome), other.tolls.get(outcome)
    if not mine or not theirs:
        return 0.0, 0.0
    return (1.0, 0.0) if mine & theirs else (0.0, 1.0)


def _near(one: Mapping[tuple[float, float], float], other: Mapping[tuple[float, float], float]) -> float:
    """The shares of claims at places near each other. Both are in the order of their latitudes: of reports with 20
    places each, comparing all with all took three quarters of the time of linking."""
    if not one or not other:
        return 0.0
    theirs = list(other.items())
    first, total = 0, 0.0
    for (lat, lon), share in one.items():
        while first < len(theirs) and theirs[first][0][0] < lat - NEAR_DEGREES:
            first += 1
        for (lat2, lon2), share2 in theirs[first:]:
            if lat2 > lat + NEAR_DEGREES:
                break
            if abs(lat) < 60 and 2 * NEAR_DEGREES < abs(lon - lon2) < 359:
                continue  # a degree of longitude is still at least half of one of latitude there
            if sphere_km(lat, lon, lat2, lon2) <= NEAR_KM:
                total += min(share, share2)
    return total


def story_weights() -> Weights:
    """The learned weights of ``FEATURES``."""
    return weights("story", FEATURES)
