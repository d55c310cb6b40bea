"""What a report is about, where that makes words of war figures of speech: sport."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Any

from firsthand.reading.arrays import Arrays
from firsthand.yamlfile import parse

_ENOUGH = 6  # different words of sport in a report, of which one is said of hardly anything else
_FEWER = 4  # the same where two are
_SHARE = 0.03  # of all its words
_HYPHENED = re.compile(r"[a-z]+(?:-[a-z]+)+")
_ARMED = 2  # different words of violence that no sport has; from here on it is not sport alone


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data: Any = parse((resources.files("firsthand.reading") / "domain.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


def is_sport(a: Arrays) -> bool:
    """Whether a report is about sport alone, so that nobody in it attacked, captured or killed anybody.

    >>> # "Rovers' attack was shot to pieces as United stormed the Old Fort, winning 4-1 ... in the league ..."
    """
    words = _words()
    said = [w for i in range(a.n) for w in {a.lemma[i], a.lower[i]} if w in words["sport"]]
    said += [w for w in _HYPHENED.findall(a.string.lower()) if w in words["sport"]]
    found = set(said)
    only = len(found & words["only"])
    if not only or len(found) < (_ENOUGH if only == 1 else _FEWER) or len(said) < _SHARE * a.n:
        return False
    return len({w for i in range(a.n) for w in (a.lemma[i], a.lower[i]) if w in words["armed"]}) < _ARMED
