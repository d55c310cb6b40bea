"""Words of war in reports of something else: sport, fiction, markets, computer networks, accidents and disasters.

What is meant depends on what the sentence, or the whole report, is about: ``topics.yaml`` lists the words that tell,
and the words of armed conflict that overrule them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from firsthand.reading.arrays import Arrays
from firsthand.yamlfile import parse

_ARMS_EACH = 4  # of the weight of a report's words of a topic: for so much, one word of arms is allowed


@dataclass(frozen=True)
class _Topic:
    name: str
    sentence: int
    report: int
    drops: frozenset[str] | None  # None: every type
    despite: int | None = None


@cache
def _vocabulary() -> tuple[frozenset[str], dict[str, list[tuple[_Topic, int]]]]:
    """The words of arms; for every word of a topic, its topics and what it weighs there."""
    told = parse(Path(__file__).with_name("topics.yaml").read_text(encoding="utf-8"))
    words: dict[str, list[tuple[_Topic, int]]] = {}
    for name, one in told["topics"].items():
        drops = None if one["drops"] == "all" else frozenset(one["drops"])
        topic = _Topic(name, one["sentence"], one["report"], drops, one.get("despite"))
        for kind, weight in (("strong", 2), ("weak", 1)):
            for word in set(one[kind]):
                words.setdefault(word, []).append((topic, weight))
    return frozenset(told["arms"]), words


class Topics:
    """What a report's sentences are about, where that is not armed conflict.

    >>> # Topics(arrays).foreign(token, "attack") -> True for "The strikers attacked from the first whistle."
    """

    def __init__(self, a: Arrays) -> None:
        arms, words = _vocabulary()
        self._a = a
        seen: dict[int, dict[str, list[tuple[_Topic, int]]]] = {}
        armed: dict[int, set[str]] = {}
        for i in range(a.n):
            # "Shells hit the market": a plural at the head of a report may be a name to the tagger
            for form in {a.lemma[i].lower(), a.lower[i], a.lower[i].removesuffix("s")}:
                if form in words:
                    seen.setdefault(a.sent[i], {})[form] = words[form]
                if form in arms:
                    armed.setdefault(a.sent[i], set()).add(form)
        self._about = {s: _over(found, False) for s, found in seen.items() if s not in armed}
        everything = {form: topics for found in seen.values() for form, topics in found.items()}
        arms_told = len(set().union(*armed.values())) if armed else 0
        self._report = _over(everything, True, arms_told)

    def foreign(self, token: int, kind: str) -> bool:
        """Whether an event of type ``kind`` named by ``token`` is a manner of speaking there."""
        here = (*self._about.get(self._a.sent[token], ()), *self._report)
        return any(topic.drops is None or kind in topic.drops for topic in here)


def _over(found: dict[str, list[tuple[_Topic, int]]], report: bool, arms: int = 0) -> tuple[_Topic, ...]:
    """The topics that these words make up."""
    weights: dict[_Topic, int] = {}
    for topics in found.values():
        for topic, weight in topics:
            weights[topic] = weights.get(topic, 0) + weight
    return tuple(
        topic
        for topic, weight in weights.items()
        if weight >= (topic.report if report else topic.sentence)
        and (arms * _ARMS_EACH <= weight or (topic.despite is not None and weight >= topic.despite))
    )
