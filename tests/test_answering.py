"""Who is said to have done a deed that only a noun names. Groups, people and outlets are invented."""

from __future__ import annotations

import functools

import pytest

from firsthand import Claim, Coder, Report

coder = functools.cache(Coder)


def claims(text: str) -> list[Claim]:
    return coder().code(Report(text=text, published="2024-05-20", publisher="Dunya Courier"))


def side(claim: Claim, role: str) -> list[str]:
    return [a.text or "" for a in claim.actors if a.role == role]


def deed(text: str, trigger: str) -> Claim:
    found = [c for c in claims(text) if (c.trigger.text or "").lower() == trigger]
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "trigger", "initiators"),
    [
        ("Dask is serving a life sentence for the 1995 assassination of Minister Varo.", "assassination", ["Dask"]),
        ("Two guerrillas were jailed for the murder of a judge in Lima.", "murder", ["guerrillas"]),
        ("A court in Gao sentenced five militiamen to death for the massacre of 40 villagers.", "massacre",
         ["militiamen"]),
        ("Police arrested a man wanted for the killing of the mayor.", "killing", ["man"]),
        ("The trial of four officers for the murder of the priests began on Monday.", "murder", ["officers"]),
        ("Police linked the gang to the murder of two tourists.", "murder", ["gang"]),
        ("SOLDIERS MIGHT BE INVOLVED IN THE KIDNAPPING OF THE BANKER.", "kidnapping", ["SOLDIERS"]),
        ("The army is to blame for the massacre of the peasants.", "massacre", ["army"]),
        ('The minister blamed "terrorist" groups for the bombing of the market.', "bombing", ['terrorist" groups']),
        # nobody is told
        ("No group has claimed Monday's bombing of the market.", "bombing", []),
        ("None of the rebel groups has claimed the bombing of the market.", "bombing", []),
        ("Neither the army nor the rebels admitted the shelling of the school.", "shelling", []),
        ("Relatives sought justice for the murder of the students.", "murder", []),
    ],
)  # fmt: skip
def test_who_answers_for_it(text: str, trigger: str, initiators: list[str]) -> None:
    assert side(deed(text, trigger), "initiator") == initiators


def test_nobody_says_nothing() -> None:
    claim = deed("No group has claimed responsibility for Monday's bombing of the market.", "bombing")
    assert claim.stance == "asserts"
    assert len(claim.attribution) == 1


def test_what_a_court_has_found_is_told_and_what_others_say_is_a_charge() -> None:
    assert deed("Two men were jailed for the murder of a judge, state radio said.", "murder").stance == "asserts"
    assert deed("Police said the gang was linked to the murder of a judge.", "murder").stance == "accuses"


def test_whoever_was_not_involved_denies_it_or_is_no_doer() -> None:
    found = deed("The minister said the army was not involved in the killing of the priests.", "killing")
    assert (found.stance, side(found, "initiator")) == ("denies", ["army"])
    assert not [c for c in claims("They were not involved in the attack on the bank.") if side(c, "initiator")]


def test_blame_is_no_plan() -> None:
    found = claims("The army is to blame for the massacre of the peasants.")
    assert [(c.event_type, c.stage) for c in found] == [("killing", "occurred")]


@pytest.mark.parametrize(
    ("text", "trigger", "initiators", "targets"),
    [
        ("Varo's murder shocked the capital.", "murder", [], ["Varo"]),
        ("The general's assassination was condemned.", "assassination", [], ["general"]),
        ("The hostages' release was announced on Monday.", "release", [], ["hostages"]),
        ("The Jesuits' murder by soldiers was denied by the army.", "murder", ["soldiers"], ["Jesuits"]),
        ("The army's murder of six priests was condemned.", "murder", ["army"], ["priests"]),
        ("The army's killings in the valley continued.", "killings", ["army"], []),
        ("The rebels' kidnapping of the judge was condemned.", "kidnapping", ["rebels"], ["judge"]),
        ("The police's arrest of two editors was criticised.", "arrest", ["police"], ["editors"]),
    ],
)
def test_whose_deed_it_is(text: str, trigger: str, initiators: list[str], targets: list[str]) -> None:
    found = deed(text, trigger)
    assert (side(found, "initiator"), side(found, "target")) == (initiators, targets)


def test_an_army_is_not_killed_by_its_own_deed() -> None:
    found = deed("The army's murder of six priests was condemned.", "murder")
    assert [(h.who, h.low) for h in found.harm] == [("priests", 6)]


def test_a_letter_accuses_where_nobody_else_does() -> None:
    found = deed("A letter accusing the army of killing the priest was sent to the radio.", "accusing")
    assert side(found, "initiator") == ["letter"]
    found = deed("A later AU report accused both sides of looting.", "accused")
    assert side(found, "initiator") == ["AU"]


def test_it_is_who_speaks_though_the_subject_stands_before_another_verb() -> None:
    found = deed("The United States had moved more troops and said it would strike Iraq unless it gave way.", "strike")
    assert side(found, "initiator") == ["United States"]
