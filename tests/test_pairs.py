""" "The two countries", "both sides", "each other": who the two are. Groups, outlets and events are invented."""

from __future__ import annotations

import pytest

from tests.test_roles import claims, side


@pytest.mark.parametrize(
    ("text", "trigger", "initiators"),
    [
        ("Kenya and Somalia exchanged fire. The two countries held talks in Geneva.", "talks", ["Kenya", "Somalia"]),
        (
            "Sudan said its army had clashed with Chadian troops. The two sides later agreed to a ceasefire.",
            "ceasefire",
            ["army", "Chadian"],
        ),
        (
            "The rebels and the government resumed talks in Doha. The parties agreed to a truce.",
            "truce",
            ["rebels", "government"],
        ),
        (
            "Turkey closed its embassy in Athens. Greece called it wrong. Talks between the two countries are planned.",
            "Talks",
            ["Turkey", "Greece"],
        ),
        (
            "The Red Banner and the army fought in Marawi. Both sides accused each other of shelling homes.",
            "accused",
            ["Red Banner", "army"],
        ),
        (
            "The Northern Sword and the government blamed each other for the explosion.",
            "blamed",
            ["Northern Sword", "government"],
        ),
        (
            "Kenya and Somalia traded fire, with each side accusing the other of shooting first.",
            "accusing",
            ["Kenya", "Somalia"],
        ),
    ],
)
def test_two_sides_are_those_named_before(text: str, trigger: str, initiators: list[str]) -> None:
    (claim,) = [c for c in claims(text) if trigger in str(c.trigger.text)]
    named = side(claim, "initiator")
    assert len(named) == len(initiators)
    assert all(any(wanted in name for name in named) for wanted in initiators)
    # who fights or talks is an initiator alone; who accuses is accused as well
    assert side(claim, "target") == (named if claim.event_type == "accusation" else [])


def test_each_other_did_what_each_is_accused_of() -> None:
    text = "The Blue Coast Army and the Grey Hand militia accused each other of shelling homes in Beni."
    deed = next(c for c in claims(text) if c.event_type == "shelling")
    assert deed.stance == "accuses"
    assert side(deed, "initiator") == ["Blue Coast Army", "Grey Hand militia"]


@pytest.mark.parametrize(
    "text",
    [
        "Talks between the two sides broke down on Monday.",  # nobody was named before
        "Gao and Kidal were quiet. The two sides held talks.",  # towns hold no talks
    ],
)
def test_two_sides_that_nobody_named_stay_as_they_are(text: str) -> None:
    (claim,) = claims(text)
    assert side(claim, "initiator") == ["sides"]
