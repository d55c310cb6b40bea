"""What several formats need to know of an event: whether it took place, its sides, its days, its place, its deaths."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from firsthand.linking.families import group_of
from firsthand.linking.names import folded
from firsthand.reading.lexicon import load as load_lexicon
from firsthand.records import Actor, Claim, Event, Place, When

CIVILIANS = frozenset({"civilian", "protester", "media", "ngo"})
STATE = frozenset({"state", "military", "police"})
_PARTIES = frozenset({"person", "force", "org", "state_body", "crowd"})  # classes of the lexicon that can act
_STAGES = ("occurred", "ongoing", "attempted", "planned", "threatened")


class Toll(NamedTuple):
    """Bounds of a number; None where nobody says."""

    low: int | None
    best: int | None
    high: int | None


class Days(NamedTuple):
    """The days of an event, both included, and how many."""

    start: datetime.date
    end: datetime.date
    length: int


def stage(claims: Sequence[Claim]) -> str:
    """The stage that those claims tell which do not deny: the first of occurred, ongoing, attempted, planned,
    threatened. ``denied`` if all of them deny."""
    told = {claim.stage for claim in claims if claim.stance != "denies"}
    return next((name for name in _STAGES if name in told), "denied" if claims else "occurred")


def side(event: Event, role: str) -> list[Actor]:
    """The actors of one role."""
    return [actor for actor in event.actors if actor.role == role]


def sides(event: Event) -> tuple[list[Actor], list[Actor]]:
    """The two sides of an event: people and bodies, no things. Claims of one event can name a camp on both sides (who
    was attacked also fought back): it stays on the initiators' only if the first initiator is of it. Of initiators
    without a target (a mutual fight), the first one's camp stands against the others.

    >>> def actor(role, name, kind): return Actor(role=role, name=name, kind=kind, country="MLI")
    >>> fight = Event(event_id="e", event_type="armed_clash", actors=(actor("initiator", "rebels", "rebel"),
    ...     actor("initiator", "garrison", "military"), actor("target", "army", "military")))
    >>> [[one.name for one in side] for side in sides(fight)]
    [['rebels'], ['army', 'garrison']]
    """
    ones, others = (list(filter(is_party, side(event, role))) for role in ("initiator", "target"))
    if not ones:
        return ones, others
    home = event.where.country if event.where else None
    first = _camp(ones[0], home)
    against = [actor for actor in ones if _camp(actor, home) != first]
    if not others:
        return ([a for a in ones if a not in against], against) if against else (ones[:1], ones[1:])
    left = [actor for actor in others if _camp(actor, home) != first] or others
    camps = {_camp(actor, home) for actor in left}
    moved = [actor for actor in against if _camp(actor, home) in camps]
    names = {actor.name for actor in left}
    return [a for a in ones if a not in moved], left + [a for a in moved if a.name not in names]


def _camp(actor: Actor, home: str | None) -> str:
    """What an actor is of, to tell sides: soldiers of no stated country are taken for those of the place's country."""
    return f"state {actor.country or home}" if actor.kind in STATE else actor.actor_id or actor.kind


def is_party(actor: Actor) -> bool:
    """Is it somebody who can act, and no thing that was hit ("the post", "two vehicles")?

    >>> [is_party(Actor(role="target", name=name)) for name in ("post", "gunmen", "River Front")]
    [False, True, True]
    """
    if actor.kind != "other" or actor.actor_id:
        return True
    words = re.findall(r"[^\W\d_][\w-]*", actor.name or actor.text or "")
    if not words:
        return False
    classes = noun_classes(words[-1].lower())
    return (
        bool(classes & {"person", "force", "org", "state_body", "crowd"}) if classes else words[-1] != words[-1].lower()
    )


def noun_classes(word: str) -> frozenset[str]:
    """The lexicon's classes of a noun in lower case, also of its plural; empty for a word that it does not have."""
    stems = (word, word.removesuffix("s"), word.removesuffix("es"), re.sub("men$", "man", word))
    return next((found for stem in stems if (found := load_lexicon().classes(stem))), frozenset())


def kind_of_group(who: str | None) -> str | None:
    """The kind of actor that the words for those harmed name, or None.

    >>> kind_of_group("nine soldiers"), kind_of_group("villagers"), kind_of_group("people")
    ('military', 'civilian', None)
    """
    head = group_of(folded(who or ""))
    return None if head is None else load_lexicon().actor_kind(re.sub("men$", "man", head))


def days(when: When | None) -> Days | None:
    """The days of an interval that is closed on both ends, or None.

    >>> days(When(start="2024-10-07", end="2024-10-13", precision="week")).length
    7
    """
    if when is None or not when.start or not when.end:
        return None
    start, end = datetime.date.fromisoformat(when.start[:10]), datetime.date.fromisoformat(when.end[:10])
    return Days(start, end, (end - start).days + 1) if start <= end else None


def point(place: Place | None) -> tuple[float, float] | None:
    """Latitude and longitude, or None. The centre of a country is never a place.

    >>> point(Place(lat=16.4, lon=-3.7, precision="town")), point(Place(lat=17.0, lon=-4.0, precision="country"))
    ((16.4, -3.7), None)
    """
    if place is None or place.lat is None or place.lon is None or place.precision == "country":
        return None
    return place.lat, place.lon


def means(claims: Iterable[Claim]) -> list[str]:
    """The kinds of means that the claims tell, each once."""
    return list(dict.fromkeys(one.kind for claim in claims for one in claim.means if one.kind))


def toll(rows: Iterable[dict[str, Any]]) -> Toll | None:
    """The sum over an event's groups. A group that could be anybody ("people") beside several named ones is their
    total, and not added. A bound that one group lacks: low is the sum of the known, high is open.

    >>> soldiers = {"who": "soldiers", "low": 9, "best": 9, "high": None}
    >>> toll([soldiers, {"who": "farmers", "low": 2, "best": 2, "high": 2}])
    Toll(low=11, best=11, high=None)
    """
    named: list[dict[str, Any]] = []
    totals: list[dict[str, Any]] = []
    for row in rows:
        (totals if group_of(folded(row["who"] or "")) is None else named).append(row)
    if not named or not totals:
        return _sum(named or totals)
    parts, whole = _sum(named), _sum(totals)
    assert parts is not None
    assert whole is not None
    return Toll(
        _most(parts.low, whole.low), _most(parts.best, whole.best), _most(whole.high, parts.high, open_end=True)
    )


def _sum(rows: list[dict[str, Any]]) -> Toll | None:
    if not rows:
        return None
    low = [row["low"] for row in rows if row["low"] is not None]
    best = [row["best"] for row in rows if row["best"] is not None]
    high = [row["high"] for row in rows]
    return Toll(sum(low) if low else None, sum(best) if best else None, None if None in high else sum(high))


def _most(one: int | None, other: int | None, open_end: bool = False) -> int | None:
    if one is None or other is None:
        return None if open_end else one if other is None else other
    return max(one, other)


def people(event: Event, outcome: str) -> list[dict[str, Any]]:
    """The rows of an event's harm that count people with this outcome."""
    return [row for row in event.harm if row["outcome"] == outcome and row["unit"] == "person"]


def killed(event: Event) -> Toll | None:
    """How many people were killed, or None where no claim tells of deaths."""
    return toll(people(event, "killed"))
