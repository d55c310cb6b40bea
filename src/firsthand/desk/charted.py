"""What a bar of a chart by actor stands for: an actor that is known or has a name of its own, else its kind. Pure.

A count of heads ("Two"), a calling ("trader") or a thing that was hit says who took part in one sentence, and is no
actor whose events could be added up over reports.
"""

from __future__ import annotations

import re

from firsthand.exports.persons import is_proper
from firsthand.gazetteer.countries import country
from firsthand.reading.directory import load as load_directory
from firsthand.records import Actor

KINDS = {
    "civilian": "civilians", "protester": "protesters", "media": "journalists", "ngo": "aid organisations, unnamed",
    "intergovernmental": "international bodies, unnamed", "state": "government", "military": "military",
    "police": "police", "rebel": "rebels, unnamed", "militia": "militias, unnamed",
    "mercenary": "mercenaries, unnamed", "criminal": "criminals, unnamed",
}  # fmt: skip
UNKNOWN = "unidentified"
FORCES = ("state", "military", "police")  # of a country, where it is known
_ARTICLE = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)


def bar(actor: Actor) -> str | None:
    """The bar that an actor counts in; None for what is no actor, such as a bridge that was hit.

    >>> bar(Actor(role="initiator", name="Blue Coast Front", kind="rebel")), bar(Actor(role="target", name="Two"))
    ('Blue Coast Front', None)
    >>> bar(Actor(role="target", name="trader", kind="civilian")), bar(Actor(role="initiator", name="gunmen"))
    ('civilians', 'unidentified')
    >>> bar(Actor(role="initiator", name="troops", kind="military", country="MLI"))
    'military, Mali'
    """
    name = _ARTICLE.sub("", actor.name or "")
    if name and (actor.actor_id or is_proper(name)):
        return name
    if actor.kind in KINDS:
        land = country(actor.country) if actor.country and actor.kind in FORCES else None
        return KINDS[actor.kind] + (f", {land.name}" if land else "")
    return UNKNOWN if actor.role == "initiator" else None


def known(plain: str) -> str | None:
    """The actor of the directory that a name in plain letters is one of, or None: what a ledger too large to link
    can say, since it counts plain letters.

    >>> known("wagner group"), known("two")
    ('Wagner Group', None)
    """
    for spelt in (plain.title(), plain.upper()):
        if (entry := load_directory().find(spelt)) is not None:
            return entry.name
    return None
