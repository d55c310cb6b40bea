"""The outcome words of harm.yaml, by lemma."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

from firsthand.records import Outcome
from firsthand.yamlfile import parse


@dataclass(frozen=True)
class Saying:
    """One way in which a verb says an outcome: in which slot its victims are, and what they can be; where ``words``
    are given, one of them must stand with the verb ("shoot ... down"), and none of ``unless`` ("fall back").
    ``also`` are of words of which one must stand there too ("put out of action")."""

    outcome: Outcome
    slot: str
    units: frozenset[str]
    words: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    counted: bool = False  # only of so many who fight: "destroyed 40 rebels", but not "destroyed the group"

    numbered: bool = False  # only of things with a numeral: "seized two radios", but not "seized power"

    def said(self, beside: set[str], before: set[str]) -> bool:
        """Whether the words beside the verb, and the prepositions before them, make it this outcome."""
        if not self.words & beside or self.unless & (beside | before):
            return False
        return not self.also or bool(self.also & (beside | before))


@dataclass(frozen=True)
class Words:
    """All outcome words."""

    verbs: dict[str, tuple[Saying, ...]]
    phrases: dict[str, tuple[Saying, ...]]
    intransitive: frozenset[str]
    adjectives: dict[str, Outcome]
    nouns: dict[str, Outcome]
    fatal: frozenset[str]
    fatal_nouns: frozenset[str]
    hit_verbs: frozenset[str]
    hit_transport: frozenset[str]
    hit_places: frozenset[str]
    hit_nouns: frozenset[str]
    shooting: frozenset[str]
    shot_dead: frozenset[str]
    shot_held: frozenset[str]
    shot_captives: frozenset[str]
    condition_nouns: frozenset[str]
    condition_words: frozenset[str]
    body_nouns: frozenset[str]
    body_verbs: frozenset[str]
    life_verbs: frozenset[str]
    toll_nouns: frozenset[str]
    toll_verbs: frozenset[str]
    toll_lifting: frozenset[str]
    toll_killed: frozenset[str]
    toll_injured: frozenset[str]
    reckoned: frozenset[str]
    summed: frozenset[str]
    loss_nouns: frozenset[str]
    loss_of: frozenset[str]
    natural: frozenset[str]
    dating: frozenset[str]
    leaving: frozenset[str]
    receiving: frozenset[str]
    part_markers: frozenset[str]
    part_pronouns: frozenset[str]
    mainly: frozenset[str]
    crowds: frozenset[str]
    held: frozenset[str]
    captives: frozenset[str]
    persons: frozenset[str]
    amounts: frozenset[str]
    worth: frozenset[str]
    one: frozenset[str]
    names: frozenset[str]
    nobody: frozenset[str]
    abstract: frozenset[str]
    person_endings: tuple[str, ...]


@functools.lru_cache(maxsize=1)
def words() -> Words:
    """The vocabulary, read once per process."""
    data: Any = parse((resources.files("firsthand.reading.harm") / "harm.yaml").read_text(encoding="utf-8"))
    verbs: dict[str, list[Saying]] = {}
    for row in data["verbs"]:
        for word in row["words"]:
            saying = Saying(row["outcome"], row["slot"], frozenset(row["units"]), counted=row.get("counted", False),
                            numbered=row.get("numbered", False))  # fmt: skip
            verbs.setdefault(word, []).append(saying)
    phrases: dict[str, list[Saying]] = {}
    for row in data["phrases"]:
        saying = Saying(row["outcome"], row.get("slot", "patient"), frozenset(row["units"]), frozenset(row["words"]),
                        frozenset(row.get("also", ())), frozenset(row.get("unless", ())))  # fmt: skip
        for verb in row["verbs"]:
            phrases.setdefault(verb, []).append(saying)
    return Words(
        verbs={word: tuple(rows) for word, rows in verbs.items()},
        phrases={word: tuple(rows) for word, rows in phrases.items()},
        intransitive=frozenset(data["intransitive"]),
        adjectives={word: row["outcome"] for row in data["adjectives"] for word in row["words"]},
        nouns={word: row["outcome"] for row in data["nouns"] for word in row["words"]},
        fatal=frozenset(data["fatal"]["words"]),
        fatal_nouns=frozenset(data["fatal"]["nouns"]),
        hit_verbs=frozenset(data["hits"]["verbs"]),
        hit_transport=frozenset(data["hits"]["transport"]),
        hit_places=frozenset(data["hits"]["places"]),
        shooting=frozenset(data["shot"]["verbs"]),
        shot_dead=frozenset(data["shot"]["dead"]),
        shot_held=frozenset(data["shot"]["held"]),
        shot_captives=frozenset(data["shot"]["captives"]),
        condition_nouns=frozenset(data["conditions"]["nouns"]),
        condition_words=frozenset(data["conditions"]["words"]),
        hit_nouns=frozenset(data["hits"]["nouns"]),
        body_nouns=frozenset(data["bodies"]["nouns"]),
        body_verbs=frozenset(data["bodies"]["verbs"]),
        life_verbs=frozenset(data["lives"]["verbs"]),
        toll_nouns=frozenset(data["tolls"]["nouns"]),
        toll_verbs=frozenset(data["tolls"]["verbs"]),
        toll_lifting=frozenset(data["tolls"]["lifting"]),
        toll_killed=frozenset(data["tolls"]["killed"]),
        toll_injured=frozenset(data["tolls"]["injured"]),
        summed=frozenset(data["tolls"]["summed"]),
        reckoned=frozenset(data["tolls"]["people"]),
        loss_nouns=frozenset(data["losses"]["nouns"]),
        loss_of=frozenset(data["losses"]["of"]),
        natural=frozenset(data["natural"]),
        dating=frozenset(data["dating"]),
        leaving=frozenset(data["leaving"]),
        receiving=frozenset(data["receiving"]),
        part_markers=frozenset(data["parts"]["markers"]),
        part_pronouns=frozenset(data["parts"]["pronouns"]),
        mainly=frozenset(data["parts"]["mainly"]),
        crowds=frozenset(data["crowds"]),
        held=frozenset(data["held"]["outcomes"]),
        captives=frozenset(data["held"]["words"]),
        persons=frozenset(data["persons"]),
        names=frozenset(data["names"]),
        amounts=frozenset(data["amounts"]),
        worth=frozenset(data["worth"]),
        one=frozenset(data["one"]),
        nobody=frozenset(data["nobody"]),
        abstract=frozenset(data["abstract"]),
        person_endings=tuple(data["person_endings"]),
    )
