"""What the sample reports once got wrong. Everything in the sentences is invented."""

from __future__ import annotations

import pytest

from tests.test_roles import claims


def told(text: str) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            c.event_type,
            [a.name or a.text or "" for a in c.actors if a.role == "initiator"],
            [a.name or a.text or "" for a in c.actors if a.role == "target"],
        )
        for c in claims(text)
    ]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("The army has accused the River Front of the attack.", "River Front"),
        ("The army accused the rebels of the murder of two men.", "rebels"),
        ("The army accused members of the River Front of the attack.", "River Front"),
        ("The rebels were accused of a raid on the camp in Dard by the army.", "rebels"),
    ],
)
def test_the_accused_are_not_called_after_the_deed(text: str, whom: str) -> None:
    found = told(text)
    assert any(kind == "accusation" and to == [whom] for kind, _, to in found)
    assert any(kind != "accusation" and by == [whom] for kind, by, _ in found)


def test_what_was_agreed_on_a_day_is_an_agreement() -> None:
    text = (
        "BAMAKO, March 13 - The government and the River Front agreed on Wednesday to hold talks in Algiers next week, "
        "a mediator said."
    )
    assert [kind for kind, *_ in told(text)] == ["agreement", "talks"]


@pytest.mark.parametrize(
    "text",
    [
        "A nurse in Dard said that eleven wounded soldiers were brought in on Monday evening.",
        "The talks will be chaired by Lila Orban, who leads the mediation.",
        "Several hundred people gathered in Dard on Friday to bury six old men.",
    ],
)
def test_no_arrest_no_talks_no_flight(text: str) -> None:
    assert not {kind for kind, *_ in told(text)} & {"arrest", "displacement", "protest"}
