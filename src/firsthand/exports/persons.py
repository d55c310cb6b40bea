"""Private names replaced: the same name gets the same stand-in within one export, and none in another.

A name of somebody cannot be told from a name of an organisation with certainty. The rules are on the careful side: what
is in no directory of public actors and holds no word for an organisation can be a person.
"""

from __future__ import annotations

import re

from firsthand.exports.codes import data
from firsthand.exports.facts import noun_classes
from firsthand.gazetteer.countries import country_of
from firsthand.linking.names import folded
from firsthand.reading.directory import load as load_directory
from firsthand.reading.quantities import number
from firsthand.records import Actor

_BEYOND = re.compile(r"\s(?:of|from|in|at|near|with|for)\s|,")  # what follows says where somebody is, not who
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ORGANISATIONS = frozenset({"org", "state_body", "force", "media"})  # classes of the lexicon; "fighter" is a person too


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

    def __init__(self, sources: frozenset[str] = frozenset()) -> None:
        self._sources = sources  # folded names of those marked as sensitive
        self._stands: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._stands)

    def actor(self, actor: Actor) -> str | None:
        """An actor's name as it may be published."""
        name = actor.name or actor.text
        if name is None or actor.actor_id or not may_be_person(name):
            return name
        told = data("care")
        if actor.kind in told["private_kinds"] or has_rank(name) or (actor.kind in told["state_kinds"] and bare(name)):
            return self._stand(name, actor.kind)
        return name

    def group(self, who: str | None) -> str | None:
        """The words for those harmed."""
        return self._stand(who, "person") if who and may_be_person(who) else who

    def source(self, name: str, kind: str | None) -> str:
        """A source's name, or its kind for those that must not be found."""
        told = data("care")
        if kind is None or kind in told["private_sources"] or self.is_sensitive(name):
            return kind or "unknown source"
        spokesman = kind in told["spokespeople"] and may_be_person(name) and (has_rank(name) or bare(name))
        return kind if spokesman else name

    def is_sensitive(self, name: str | None) -> bool:
        """Is it a source that was marked as sensitive?"""
        return name is not None and folded(name) in self._sources

    def _stand(self, name: str, kind: str) -> str:
        key = folded(name) or name
        if key not in self._stands:
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            self._stands[key] = f"{kind} {self._numbers[kind]}"
        return self._stands[key]


def may_be_person(name: str) -> bool:
    """Can these words be somebody's name? A word in capitals counts that is no country's, people's or common word, if
    the whole is no known actor and holds no word for an organisation. Scripts without capitals always can.

    >>> [may_be_person(x) for x in ("Malian traders", "teacher Awa Example", "Residents", "River Front")]
    [False, True, False, False]
    """
    words = _WORD.findall(name)
    if load_directory().find(name) is not None or any(_is_organisation(word) for word in words):
        return False
    return any(_is_name(word) for word in words)


def has_rank(name: str) -> bool:
    """Does a rank or title stand before a name?

    >>> has_rank("Colonel Example"), has_rank("Example Lions")
    (True, False)
    """
    words = _WORD.findall(name)
    return len(words) > 1 and any("person" in _classes(word) for word in words[:-1]) and _is_name(words[-1])


def bare(name: str) -> bool:
    """Is it two to four words that are all in capitals and common to nobody, as people's names are?

    >>> bare("Awa Example"), bare("Blue Coast Army")
    (True, False)
    """
    words = _WORD.findall(name)
    return 2 <= len(words) <= 4 and all(_is_name(word) for word in words)


def given_names(name: str) -> list[str]:
    """The words that somebody may be called by alone, where this can be somebody's name.

    >>> given_names("Sister Awa Example"), given_names("a nurse from Bourem"), given_names("residents")
    (['Awa', 'Example'], [], [])
    """
    own = _BEYOND.split(name)[0]
    words = [word for word in _WORD.findall(own) if _is_name(word) and len(word) > 2]
    return words if words and may_be_person(own) else []


def is_proper(name: str) -> bool:
    """Is this a name, of somebody or of an organisation: in capitals but for small words, and no number or plain noun?

    >>> [is_proper(x) for x in ("Blue Coast Army", "Front for the Liberty of Nowhere", "Two", "Protesters", "trader")]
    [True, True, False, False, False]
    """
    words = [word for word in _WORD.findall(name) if len(word) > 3 or not word.islower()]
    capitals = all(word[0].upper() == word[0] for word in words)
    return capitals and any(_is_name(word) and number(word.lower()) is None for word in words)


def _is_name(word: str) -> bool:
    lower = word.lower()
    if lower == word and lower != word.upper():
        return False
    return not _classes(word) and lower not in data("care")["common"] and country_of(word) is None


def _is_organisation(word: str) -> bool:
    classes = _classes(word)
    return bool(classes & _ORGANISATIONS) and "person" not in classes


def _classes(word: str) -> frozenset[str]:
    return noun_classes(word.lower())
