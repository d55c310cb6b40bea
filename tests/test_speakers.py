"""Who says what, and what a denial or a condemnation covers: forms of words that were once read otherwise."""

from __future__ import annotations

import pytest

from firsthand import Claim
from tests.test_roles import claims, side


def one(text: str, trigger: str) -> Claim:
    return next(c for c in claims(text) if trigger in str(c.trigger.text))


@pytest.mark.parametrize(
    ("text", "accuser", "accused"),
    [
        (
            "The governor rejected claims that police had killed protesters and blamed infiltrators for the deaths.",
            "governor",
            "infiltrators",
        ),
        (
            "The Grey Hand denied having burned the village and accused the air force of bombing it.",
            "Grey Hand",
            "air force",
        ),
        (
            "Colonel Adan Warsame, a spokesman for the military, on Tuesday denied reports that soldiers had burned "
            "houses in Wadi Hour and accused the Sons of the South of attacking a convoy there.",
            "Adan Warsame",
            "Sons",
        ),
    ],
)
def test_the_speaker_accuses_and_denies_no_accusation(text: str, accuser: str, accused: str) -> None:
    (claim,) = [c for c in claims(text) if c.event_type == "accusation"]
    assert claim.stance == "asserts"
    assert any(accuser in name for name in side(claim, "initiator"))
    assert any(accused in name for name in side(claim, "target"))


@pytest.mark.parametrize(
    ("text", "trigger", "stance"),
    [
        ("The African Union condemned the killing of two soldiers in Bissau.", "killing", "asserts"),
        ('"We condemn this cowardly attack on our soldiers," the president said.', "attack", "asserts"),
        ("The European Union condemned the Grey Hand for attacking aid workers.", "attacking", "accuses"),
        ("The suspect allegedly attacked a guard with a knife and was shot dead.", "attacked", "accuses"),
        ("The suspect allegedly attacked a guard with a knife and was shot dead.", "shot", "asserts"),
    ],
)
def test_what_is_condemned_or_alleged(text: str, trigger: str, stance: str) -> None:
    assert one(text, trigger).stance == stance


def test_an_offer_that_is_rejected_is_no_denial() -> None:
    assert all(c.stance == "asserts" for c in claims("The bishop rejected an offer of talks from the president."))


def test_a_school_shelled_and_pupils_killed_are_one_charge() -> None:
    text = "The ministry has accused fighters of the Grey Hand of shelling a school in Bor and killing 20 pupils."
    (deed,) = [c for c in claims(text) if c.event_type != "accusation"]
    assert (deed.event_type, deed.stance) == ("shelling", "accuses")
    assert [(h.outcome, h.low) for h in deed.harm] == [("killed", 20)]


def test_who_denies_a_count_of_murder_is_charged_with_it() -> None:
    claim = one("The trader denies two counts of murder over the shooting, in which Ali Noor died.", "murder")
    assert (claim.stance, side(claim, "initiator")) == ("denies", ["trader"])


def test_what_is_told_of_the_deed_itself_is_not_denied() -> None:
    text = (
        "The trader denies two counts of murder over the shooting on 4 May, in which Ali Noor died and three others "
        "were hurt."
    )
    assert one(text, "shooting").stance == "asserts"
