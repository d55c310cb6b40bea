"""Private names replaced: the same name gets the same stand-in within one export, and none in another."""

from __future__ import annotations

import re

from firsthand.exports.codes import data
from firsthand.gazetteer.countries import country_of
from firsthand.linking.names import folded
from firsthand.reading.directory import load as load_directory
from firsthand.reading.lexicon import load as load_lexicon
from firsthand.records import Actor

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class Persons:
    """Stand-ins of private names, numbered in the order of their first appearance: nothing leads back from them.

    >>> persons = Persons()
    >>> persons.actor(Actor(role="target", name="Awa Example", kind="civilian"))
    'civilian 1'
    >>> persons.actor(Actor(role="target", name="nine farmers", kind="civilian"))
    'nine farmers'
    >>> persons.source("Awa Example", "witness"), persons.source("Le Monde", "media")
    ('witness', 'Le Monde')
    """

    def __init__(self) -> None:
        self._stands: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._stands)

    def actor(self, actor: Actor) -> str | None:
        """An actor's name as it may be published."""
        name = actor.name or actor.text
        if name is None or actor.actor_id or actor.kind not in data("care")["private_kinds"] or not may_be_person(name):
            return name
        return self._stand(name, actor.kind)

    def group(self, who: str | None) -> str | None:
        """The words for those harmed."""
        return self._stand(who, "person") if who and may_be_person(who) else who

    def source(self, name: str, kind: str | None) -> str:
        """A source's name, or its kind for those that must not be found."""
        if kind is None or kind in data("care")["private_sources"]:
            return f"{kind or 'unknown source'}"
        return name

    def _stand(self, name: str, kind: str) -> str:
        key = folded(name) or name
        if key not in self._stands:
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            self._stands[key] = f"{kind} {self._numbers[kind]}"
        return self._stands[key]


def may_be_person(name: str) -> bool:
    """Can these words be somebody's name? Every word in capitals that is no country's, people's or known actor's name,
    and no common word for people, counts. Scripts without capitals always can.

    >>> may_be_person("Malian traders"), may_be_person("teacher Awa Example"), may_be_person("Residents")
    (False, True, False)
    """
    if load_directory().find(name) is not None:
        return False
    common = load_lexicon().nouns.keys() | set(data("care")["common"])
    for word in _WORD.findall(name):
        lower = word.lower()
        plain = lower == word and lower != word.upper()
        stems = {lower, lower.removesuffix("s"), lower.removesuffix("es")}
        if not plain and not stems & common and country_of(word) is None:
            return True
    return False
