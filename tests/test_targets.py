"""To whom or what it was done, and by whom, in forms that parsers get wrong. Groups and outlets are invented."""

from __future__ import annotations

import functools

import pytest

from firsthand import Claim, Coder, Report

coder = functools.cache(Coder)


def claims(text: str) -> list[Claim]:
    return coder().code(Report(text=text, published="2024-05-20", publisher="Dunya Courier"))


def side(claim: Claim, role: str) -> list[str]:
    return [a.text or "" for a in claim.actors if a.role == role]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("An explosive device detonated beneath a coalition patrol near Oma.", ["coalition patrol"]),
        ("Near Oma, an explosive device detonated beneath a coalition patrol.", ["coalition patrol"]),
        ("A roadside bomb went off next to an army convoy near Bajaur, wounding four soldiers.", ["army convoy"]),
        ("A bomb exploded close to the presidential palace in Bamako.", ["presidential palace"]),
        ("Militants planted a bomb underneath a bridge near Kasari.", ["bridge"]),
        ("A suicide bomber rammed his explosives-laden car into a checkpost.", ["checkpost"]),
        ("A police pickup with five policemen exploded on a mine near Dvani.", ["police pickup"]),
        ("A police car was blown up by a second mine.", ["police car"]),
        ("A bomb went off near Gao.", []),
        ("A bomb exploded by the roadside.", []),
        # what a deed consists of is against the same
        ("The alliance conducted nine strikes consisting of 12 engagements against Red Plains targets in Syria.",
         ["Red Plains targets"]),
        # losses
        ("The army suffered nine dead and 20 wounded, state radio said.", ["army"]),
        ("THE GUERRILLAS SUFFERED 15 DEAD AND 20 WOUNDED.", ["GUERRILLAS"]),
    ],
)  # fmt: skip
def test_to_whom_or_what(text: str, targets: list[str]) -> None:
    found = claims(text)
    assert len(found) == 1
    assert side(found[0], "target") == targets
    assert "roadside" not in side(found[0], "initiator")


@pytest.mark.parametrize(
    ("text", "initiators"),
    [
        ("IN THE CITY OF OMACUCHO GUERRILLAS KILLED TWO POLICEMEN.", ["GUERRILLAS"]),
        ("IN LIMA SUBVERSIVES BLEW UP THREE PYLONS.", ["SUBVERSIVES"]),
        ("In the village of Kasari gunmen shot dead two traders.", ["gunmen"]),
        ("In central Kabul gunmen attacked a hotel.", ["gunmen"]),
        ("In November government troops attacked the town.", ["government troops"]),
        ("The US military buildup in the Persian Gulf continues.", ["US"]),
        ("The US embassy bombing in Nairobi killed 213 people.", []),
        ("The Israeli bombing of Tyre went on.", ["Israeli"]),
        ("The explosion was set off by a trip-wire.", []),
        ("RECENTLY A SERIES OF ATTACKS HAS BEEN CARRIED OUT IN THE COUNTRY BY THE EXTREMIST GROUPING.",
         ["EXTREMIST GROUPING"]),
    ],
)  # fmt: skip
def test_by_whom(text: str, initiators: list[str]) -> None:
    found = claims(text)
    assert found
    assert all(side(c, "initiator") == initiators for c in found)


@pytest.mark.parametrize(
    "head", ["IRBIL, Iraq, March 22, 2018 — Over the past week, ", "BAGHDAD, Iraq, May 3, 2017 - Yesterday, "]
)
def test_a_dateline_does_nothing(head: str) -> None:
    (claim,) = claims(head + "Joint Task Force Anvil Gate conducted 14 strikes against the Black Standard in Syria.")
    assert side(claim, "initiator") == ["Joint Task Force Anvil Gate"]
    assert side(claim, "target") == ["Black Standard"]


def test_losses_are_counted_and_are_no_deed_of_the_wounded() -> None:
    (claim,) = claims("THE ARMY SUFFERED ONE DEAD, THREE WOUNDED, AND TWO MISSING.")
    assert {(h.outcome, h.low) for h in claim.harm} == {("killed", 1), ("injured", 3), ("missing", 2)}


def test_a_murder_does_not_take_up_losses_told_before() -> None:
    found = claims("A bomb went off at the base of Tame. The army suffered four dead. The Front denied the murder of "
                   "the peasant leader Orlin Dask in Saravena.")  # fmt: skip
    assert found[-1].event_type == "killing"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Rebels ambushed a convoy near Oma with rocket-propelled grenades and machine guns.",
         ["rocket-propelled grenades", "machine guns"]),
        ("The rebels fired 12 107-mm rockets at the base.", ["107-mm rockets"]),
        ("A suicide bomber blew himself up next to a bus.", []),
        ("The truck blew up on a mine.", ["mine"]),
    ],
)  # fmt: skip
def test_by_what_means(text: str, means: list[str]) -> None:
    (claim,) = claims(text)
    assert [m.text for m in claim.means] == means
