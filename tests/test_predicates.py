"""Every way of saying it gives the same frame."""

from __future__ import annotations

import pytest

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import Frame, frame_at
from firsthand.reading.stage import status_of
from tests import shipped


@pytest.fixture(scope="module")
def read():  # type: ignore[no-untyped-def]
    model = shipped.model()

    def frame(text: str, word: str) -> tuple[Arrays, Frame]:
        a = Arrays(model.parse(text))
        return a, frame_at(a, a.text.index(word))

    return frame


def named(a: Arrays, frame: Frame, slot: str) -> set[str]:
    return {a.text[t] for t in frame.get(slot)}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Rebels attacked the camp.", "attacked"),
        ("The camp was attacked by rebels.", "attacked"),
        ("The camp, which was attacked by rebels, is empty.", "attacked"),
        ("The rebels who attacked the camp fled.", "attacked"),
        ("Rebels managed to attack the camp.", "attack"),
        ("Rebels crossed the river and attacked the camp.", "attacked"),
        ("Rebels attacking the camp were seen on Monday.", "attacking"),
    ],
)
def test_agent_and_patient_however_it_is_said(read, text: str, word: str) -> None:  # type: ignore[no-untyped-def]
    a, frame = read(text, word)
    assert {x.lower() for x in named(a, frame, "agent")} == {"rebels"}
    assert named(a, frame, "patient") == {"camp"}


@pytest.mark.parametrize(
    ("text", "slot", "filler"),
    [
        ("Rebels carried out an attack on the camp.", "agent", "Rebels"),
        ("Rebels carried out an attack on the camp.", "on", "camp"),
        ("The rebels' attack on the camp failed.", "poss", "rebels"),
        ("An attack by rebels was reported.", "by", "rebels"),
        ("The camp came under attack.", "patient", "camp"),
    ],
)
def test_an_event_noun_has_the_slots_of_its_verb(read, text: str, slot: str, filler: str) -> None:  # type: ignore[no-untyped-def]
    a, frame = read(text, "attack")
    assert filler in named(a, frame, slot)


def test_a_participle_of_consequence_has_the_agent_of_its_clause(read) -> None:  # type: ignore[no-untyped-def]
    a, frame = read("Gunmen stormed the market, killing nine traders.", "killing")
    assert named(a, frame, "agent") == {"Gunmen"}
    assert named(a, frame, "patient") == {"traders"}


@pytest.mark.parametrize(
    ("text", "word", "stage"),
    [
        ("Rebels seized the town.", "seized", "occurred"),
        ("Rebels tried to seize the town.", "seize", "attempted"),
        ("Rebels threatened to seize the town.", "seize", "threatened"),
        ("The army will withdraw from the town.", "withdraw", "planned"),
        ("The army said it would withdraw from the town.", "withdraw", "planned"),
        ("The new drones allow the army to strike at night.", "strike", None),
        ("If rebels attack the town, people will flee.", "attack", None),
        ("The rebels have the ability to attack the town.", "attack", None),
    ],
)
def test_stage(read, text: str, word: str, stage: str | None) -> None:  # type: ignore[no-untyped-def]
    a, frame = read(text, word)
    assert status_of(a, frame).stage == stage


def test_negation_is_noticed(read) -> None:  # type: ignore[no-untyped-def]
    a, frame = read("The army did not attack the town.", "attack")
    assert status_of(a, frame).negated
