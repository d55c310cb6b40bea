"""Harm that the type of an event says by itself: whoever is named as abducted was abducted, however the report puts it.

The words for an outcome are many ("whisked away two nurses", "nine crew were taken off the ship"); the codebook says
what comes to whom (``implies``), and the phrase of that role says how many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from firsthand.reading.harm.groups import PEOPLE, Groups
from firsthand.reading.harm.vocabulary import words
from firsthand.reading.mentions import HarmMention
from firsthand.reading.quantities import counted
from firsthand.reading.scene import Scene
from firsthand.records import Outcome, Role, Unit

_BELONGINGS: frozenset[Unit] = frozenset({"vehicle", "aircraft", "vessel", "weapon", "animal"})
_BUILT: frozenset[Unit] = frozenset({"vehicle", "aircraft", "vessel", "building"})
_FLYING: frozenset[Unit] = frozenset({"aircraft", "weapon"})
_HELD: frozenset[Outcome] = frozenset({"captured", "arrested", "abducted", "surrendered"})
_UNITS: Mapping[Outcome, frozenset[Unit]] = {"seized": _BELONGINGS, "destroyed": _BUILT, "downed": _FLYING}


def implied(
    scene: Scene,
    token: int,
    outcomes: Mapping[Role, Outcome],
    filled: Mapping[Role, Iterable[int]],
    told: Iterable[HarmMention],
) -> list[HarmMention]:
    """One item for each counted phrase of a role that the type harms, unless that outcome is told anyway.

    Args:
        scene: the report.
        token: the word that names the event.
        outcomes: what comes to whom, by role.
        filled: the heads of the phrases of each role.
        told: the harm told in words of its own.
    """
    told = list(told)
    groups = Groups(scene.a, scene.lexicon, scene.entity, words())
    found = []
    for role, outcome in outcomes.items():
        alike = _HELD if outcome in _HELD else {outcome}
        if any(h.outcome in alike for h in told):
            continue
        for head in filled.get(role, ()):
            if outcome in _HELD and any(h.head == head and h.outcome == "killed" for h in scene.harm):
                continue  # "killed 12 rebels and captured seven": seven others
            if any(h.head == head for h in told) or any(h.head == head and h.outcome == outcome for h in scene.harm):
                continue  # or told with another deed: "lost 8 men, who were killed in an ambush"
            above = scene.a.head[head]
            if scene.a.pos[above] == "NUM" and counted(scene.a, above) == head:
                head = above  # "some 70 of its members laid down their arms"
            if any(h.head == head for h in told):
                continue
            item = groups.item(token, head, outcome, _UNITS.get(outcome, PEOPLE))
            if item is not None and not item.negated and (item.low is not None or _things(scene, head, outcome)):
                found.append(item)
    return found


def _things(scene: Scene, head: int, outcome: Outcome) -> bool:
    """ "Carried off weapons": things without a number are told too; of people only those who are counted."""
    return outcome == "seized" and scene.a.tag[head] == "NNS"
