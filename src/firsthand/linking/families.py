"""Which event types can be told of the same event, and which of them says most. The data is ``families.yaml``."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from typing import NamedTuple

from firsthand.yamlfile import parse


class _Families(NamedTuple):
    of: dict[str, frozenset[str]]
    ways: dict[str, frozenset[str]]
    general: frozenset[str]
    continuing: frozenset[str]
    anybody: frozenset[str]


@functools.lru_cache(maxsize=1)
def _families() -> _Families:
    data = parse((resources.files("firsthand.linking") / "families.yaml").read_text(encoding="utf-8"))
    names = {name for members in data["families"].values() for name in members}
    return _Families(
        {name: frozenset(f for f, members in data["families"].items() if name in members) for name in names},
        {name: frozenset(ways) for name, ways in data["ways"].items()},
        frozenset(data["general"]),
        frozenset(data["continuing"]),
        frozenset(data["anybody"]),
    )


@functools.lru_cache(maxsize=4_096)
def may_be_same(one: str, other: str) -> bool:
    """Can two claims of these types be about one event?

    >>> may_be_same("attack", "drone_strike"), may_be_same("shelling", "drone_strike")
    (True, False)
    """
    if one == other:
        return True
    known = _families()
    if not known.of.get(one, frozenset()) & known.of.get(other, frozenset()):
        return False
    ways = known.ways.get(one), known.ways.get(other)
    return ways[0] is None or ways[1] is None or bool(ways[0] & ways[1])


def continues(event_type: str) -> bool:
    """Is this type told without day and place where it belongs to the event told just before?

    >>> continues("killing"), continues("arrest")
    (True, False)
    """
    return event_type in _families().continuing


def group_of(who: str | None) -> str | None:
    """The head of a group's folded name in the singular, or None for words that could be anybody.

    >>> group_of("government soldiers"), group_of("people"), group_of(None)
    ('soldier', None, None)
    """
    words = (who or "").split()
    if not words:
        return None
    anybody = _families().anybody
    head = words[-1].removesuffix("s") if len(words[-1]) > 3 else words[-1]
    return None if head in anybody or words[-1] in anybody else head


def most_telling(types: Sequence[str]) -> str:
    """The type of an event whose claims have these types: the one told most often of those that say how it was done.

    >>> most_telling(["attack", "killing", "drone_strike", "attack"])
    'drone_strike'
    """
    general = _families().general
    counts = Counter(types)
    return min(counts, key=lambda name: (name in general, -counts[name], types.index(name)))
