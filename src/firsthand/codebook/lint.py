"""Rules of a codebook that cannot do what they say, found without reading any text.

A trigger behind another that always wins, a slot or a class that does not exist, a word that can match nothing, a type
without examples or without its place in the other schemes.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from firsthand.codebook.loader import Codebook
from firsthand.codebook.schema import Conditions, EventType, Trigger
from firsthand.yamlfile import parse

ROLES = ("initiator", "target", "third_party")
KEYS = frozenset({*ROLES, "event_type", "trigger", "means", "where", "start", "end", "precision"}) | frozenset(
    {"stage", "stance", "harm", "source"}
)
_SCHEMES = ("acled", "ucdp", "plover")
_FEWEST = 3  # examples that show what a type is; fewer leave most of its triggers untested


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the type, where in it ("trigger 3", "example 2", "" for the whole) and what is wrong.

    >>> str(Problem("shelling", "example 2", "no claim of type shelling was found"))
    'shelling, example 2: no claim of type shelling was found'
    """

    type: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.type}{', ' if self.place else ''}{self.place}: {self.message}"


def lint(codebook: Codebook, classes: Collection[str] | None = None) -> Iterator[Problem]:
    """What is wrong with the rules themselves, type by type; ``classes`` as in ``check``."""
    for kind in codebook.types.values():
        yield from _type(kind)
        yield from _slots(kind.id, "roles", (slot for slots in kind.roles.values() for slot in slots))
        for number, trigger in enumerate(kind.triggers, 1):
            place = f"trigger {number}"
            yield from _words(kind.id, place, trigger)
            yield from _conditions(kind.id, place, (trigger.where, trigger.unless), classes)
            yield from _slots(kind.id, place, (slot for slots in trigger.roles.values() for slot in slots))
        for number, refinement in enumerate(kind.refines, 1):
            place = f"refinement {number}"
            for name in refinement.types:
                if name not in codebook.types:
                    yield Problem(kind.id, place, f"there is no type '{name}'")
            yield from _conditions(kind.id, place, (refinement.where, refinement.unless), classes)
        for number, _ in enumerate(kind.examples, 1):
            yield from _example(kind, number, codebook)
    yield from _unreachable(codebook)


def _type(kind: EventType) -> Iterator[Problem]:
    for scheme in _SCHEMES:
        if scheme not in kind.coding.model_fields_set:
            yield Problem(kind.id, "coding", f"nothing of {scheme}; write '{scheme}: null' if it has no place there")
    if len(kind.examples) < _FEWEST:
        yield Problem(kind.id, "", f"{len(kind.examples)} examples; give {_FEWEST} at least")
    elif all(example.none for example in kind.examples):
        yield Problem(kind.id, "", "no example with a claim; give one that must be found")


def _example(kind: EventType, number: int, codebook: Codebook) -> Iterator[Problem]:
    example, place = kind.examples[number - 1], f"example {number}"
    if bool(example.claims) == example.none:
        yield Problem(kind.id, place, "give either the claims that are due or 'none: true'")
    for claim in example.claims:
        for key in sorted(claim.keys() - KEYS):
            yield Problem(kind.id, place, f"'{key}' is no key of an expected claim; see docs/codebook.md")
        if claim.get("event_type", kind.id) not in codebook.types:
            yield Problem(kind.id, place, f"there is no type '{claim['event_type']}'")


def _words(type_id: str, place: str, trigger: Trigger) -> Iterator[Problem]:
    words = [*trigger.verbs, *trigger.nouns, *trigger.adjectives]
    if not words:
        yield Problem(type_id, place, "no words; give verbs, nouns or adjectives")
    for word in words:
        if word != word.lower() or "_" in word:
            yield Problem(type_id, place, f"'{word}' can match nothing; write lemmas in lower case, without '_'")


@functools.lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """The slots, and the classes that need no lexicon."""
    data = parse((resources.files("firsthand.codebook") / "slots.yaml").read_text(encoding="utf-8"))
    return frozenset(data["slots"]) | frozenset(data["prepositions"]), frozenset(data["classes"])


def _slots(type_id: str, place: str, slots: Iterable[str]) -> Iterator[Problem]:
    for slot in slots:
        if slot not in _known()[0]:
            yield Problem(type_id, place, f"'{slot}' is no slot; see docs/codebook.md for the slots")


def _conditions(
    type_id: str, place: str, conditions: Iterable[Conditions], classes: Collection[str] | None
) -> Iterator[Problem]:
    for condition in conditions:
        yield from _slots(type_id, place, condition)
        for slot, wanted in condition.items():
            for word in wanted:
                if word.startswith("<") and word.endswith(">"):
                    known = classes is None or word[1:-1] in classes or word[1:-1] in _known()[1]
                    if not known:
                        yield Problem(type_id, place, f"{slot}: the lexicon has no class '{word}'")
                elif not word or " " in word or "_" in word or "<" in word or word != word.lower():
                    yield Problem(type_id, place, f"{slot}: '{word}' can match nothing; write one lemma in lower case")


def _unreachable(codebook: Codebook) -> Iterator[Problem]:
    """Phrases that never decide: another trigger has the same phrase, holds wherever they do, and comes first."""
    rules: dict[tuple[str, str], list[tuple[str, int, Trigger]]] = {}
    for kind in codebook.types.values():
        for number, trigger in enumerate(kind.triggers, 1):
            for table in ("verbs", "nouns", "adjectives"):
                for phrase in getattr(trigger, table):
                    rules.setdefault((table, phrase), []).append((kind.id, number, trigger))
    for (_, phrase), same in rules.items():
        for i, (type_id, number, trigger) in enumerate(same):
            for j, (other_id, other_number, other) in enumerate(same):
                first = _rank(other) > _rank(trigger) or (_rank(other) == _rank(trigger) and j < i)
                if i != j and first and _covers(other, trigger):
                    by = f"trigger {other_number}" + (f" of {other_id}" if other_id != type_id else "")
                    yield Problem(type_id, f"trigger {number}", f"'{phrase}' is never reached: {by} takes it first")
                    break


def _rank(trigger: Trigger) -> float:
    """As in the matcher, for two triggers with the same phrase: more conditions, then the priority."""
    return 3.0 * len(trigger.where) + trigger.priority


def _covers(wide: Trigger, narrow: Trigger) -> bool:
    """Whether ``wide`` holds wherever ``narrow`` does, as far as the lists themselves show."""
    return all(
        slot in narrow.where and set(narrow.where[slot]) <= set(wanted) for slot, wanted in wide.where.items()
    ) and all(slot in narrow.unless and set(barred) <= set(narrow.unless[slot]) for slot, barred in wide.unless.items())
