"""Forms of words of wire dispatches and monitored broadcasts: other names, authors of deeds, arms taken over borders.

People, groups and outlets are invented.
"""

from __future__ import annotations

import functools

import pytest

from firsthand import Claim, Coder, Report

coder = functools.cache(Coder)


def claims(text: str) -> list[Claim]:
    return coder().code(Report(text=text, published="1990-04-14", publisher="Dunya Courier"))


def told(text: str) -> list[str]:
    """The claims as "type: initiators > targets"."""
    sides = [
        (c.event_type, *(", ".join(a.name or "?" for a in c.actors if a.role == r) for r in ("initiator", "target")))
        for c in claims(text)
    ]
    return [f"{kind}: {by} > {to}" for kind, by, to in sides]


def tolls(text: str) -> list[tuple[str, str, int | None]]:
    return [(h.outcome, h.unit, h.low) for c in claims(text) for h in c.harm]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Troops killed Pol Rask, alias the Fox, his brother Jon, and 12 others in Tarn.", [1, 1, 12]),
        ("THE POLICE HAVE KILLED POL JON RASK, A.K.A. THE MEXICAN, HIS SON FRED, AND 15 OTHERS.", [1, 1, 15]),
        ("Police arrested Ana Vela, aka Luna, and Jon Rask, alias Fox, in Cali.", [1, 1]),
        ("The army killed Pol Rask, alias El Zorro, on Monday.", [1]),
        ("Pol Rask (alias El Zorro) was arrested in Tarn.", [1]),
    ],
)
def test_whoever_is_listed_behind_another_name_counts(text: str, wanted: list[int]) -> None:
    assert [low for _, _, low in tolls(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rask was the mastermind of the murder of a judge.", "killing: Rask > judge"),
        ("Rask is also said to be the author of the kidnapping of two nuns.", "abduction: Rask > nuns"),
        ("Rask is accused of being the mastermind of the murder of a councilman.", "killing: Rask > councilman"),
        ("He wrote a biography of the author of the murder of a judge.", "killing:  > judge"),
    ],
)
def test_the_author_of_a_deed_did_it(text: str, wanted: str) -> None:
    assert wanted in told(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two men were arrested while trying to plant a bomb at a bank in Cali.", "bombing: men > bank"),
        ("Two guerrillas were killed while attacking a police post in Cali.", "attack: guerrillas > police post"),
        ("Rebels were arrested when planting a bomb in Cali.", "bombing: Rebels > "),
        ("Journalists were beaten while filming in Cali.", "attack:  > Journalists"),
        ("The town was shelled, killing nine people.", "shelling:  > town"),
    ],
)
def test_who_is_caught_at_a_deed_was_doing_it(text: str, wanted: str) -> None:
    assert wanted in told(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The village was subjected to air strikes by the junta.", ["air_strike: junta > village"]),
        ("The rebels subjected the village to shelling.", ["shelling: rebels > village"]),
        ("The army was subjected to an attack by rebels.", ["attack: rebels > army"]),
        ("The prisoners were subjected to torture.", ["torture:  > prisoners"]),
        ("The minister was subjected to criticism.", []),
    ],
)
def test_who_is_subjected_to_a_deed_is_its_target(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There are reports of an attack on a patrol.", True),
        ("There is confirmation of an attack on a property in Cartagena.", True),
        ("An attack on a patrol is a crime.", False),
    ],
)
def test_a_reported_attack_is_no_kind_of_thing(text: str, found: bool) -> None:
    assert bool(claims(text)) is found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A rebel cell introduced several pistols and explosives into the country.", ["arms_transfer: rebel cell > "]),
        ("The arms were introduced into the country.", ["arms_transfer:  > "]),
        ("The deputy introduced a bill on arms into parliament.", []),
        ("The singer introduced her band to the country.", []),
        ("The air force is using missiles and napalm against the town.", ["air_strike: air force > town"]),
        ("The army is using rockets against the town.", ["shelling: army > town"]),
        ("Rebels attacked a military convoy.", ["attack: Rebels > military convoy"]),
        ("The priest became a victim of an assassin.", ["killing:  > priest"]),
        ("The priest became a victim of fraud.", []),
        ("Honduras lies in a region stricken by internal conflicts.", []),
        ("As demanded by the constitution, the army will defend the nation.", []),
    ],
)
def test_what_a_wording_tells(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


def test_money_counts_nobody() -> None:
    text = "The bombs destroyed two drugstores, resulting in the injury of six people and millions in losses."
    assert tolls(text) == [("destroyed", "building", 2), ("injured", "person", 6)]
    assert tolls("The blast killed hundreds in the capital.") == [("killed", "person", 200)]
