"""Which event types can be told of the same event, and which of them says most. The data is ``families.yaml``."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from importlib import resources

from firsthand.yamlfile import parse


@functools.lru_cache(maxsize=1)
def _families() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    data = parse((resources.files("firsthand.linking") / "families.yaml").read_text(encoding="utf-8"))
    pairs = [(a, b) for a, others in data["same_as"].items() for b in others]
    names = {name for pair in pairs for name in pair}
    same = {n: frozenset({n} | {b for a, b in pairs if a == n} | {a for a, b in pairs if b == n}) for n in names}
    return same, frozenset(data["general"])


def may_be_same(one: str, other: str) -> bool:
    """Can two claims of these types be about one event?

    >>> may_be_same("attack", "drone_strike"), may_be_same("shelling", "drone_strike")
    (True, False)
    """
    return one == other or other in _families()[0].get(one, ())


def most_telling(types: Sequence[str]) -> str:
    """The type of an event whose claims have these types: the one told most often of those that say how it was done.

    >>> most_telling(["attack", "killing", "drone_strike", "attack"])
    'drone_strike'
    """
    general = _families()[1]
    counts = Counter(types)
    return min(counts, key=lambda name: (name in general, -counts[name], types.index(name)))
