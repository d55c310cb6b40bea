"""Tolls told apart from the deed, or in words that the parse takes apart. Groups, outlets and events are invented."""

from __future__ import annotations

import pytest

from tests.test_roles import claims, side, tolls


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The fighting has left 112 dead and 430 wounded since April, the health ministry said.",
            {("killed", 112, 112), ("injured", 430, 430)},
        ),
        (
            "Three more people died of their wounds, bringing the toll from Sunday's bombing in Quetta to 14.",
            {("killed", 3, 3), ("killed", 14, 14)},
        ),
        (
            "The raids, in which 112 people were killed and more than 300 abducted, began in March.",
            {("killed", 112, 112), ("abducted", 301, None)},
        ),
        (
            "The town was shelled on Monday, with at least five people killed and 12 wounded.",
            {("killed", 5, None), ("injured", 12, 12)},
        ),
        (
            "Both sides suffered heavy losses, with 12 soldiers and 20 fighters killed.",
            {("killed", 12, 12), ("killed", 20, 20)},
        ),
    ],
)
def test_every_number_of_a_toll(text: str, wanted: set[tuple[str, int | None, int | None]]) -> None:
    assert tolls(claims(text)) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The clinic counted 40 dead, including nine children.", ("killed", 40, 40)),
        ("The Red Banner put the dead at 90.", ("killed", 90, 90)),
        ("Police put the casualty figure at seven.", ("killed", 7, 7)),
        ("Local authorities reported 22 dead on both sides.", ("killed", 22, 22)),
    ],
)
def test_a_toll_that_stands_alone_is_a_claim_of_the_deed_before(sentence: str, wanted: tuple[str, int, int]) -> None:
    deed, toll = claims(f"Drones hit a market in Bor on Monday. {sentence}")
    assert toll.event_type == deed.event_type == "drone_strike"
    assert tolls([toll]) == {wanted}
    assert toll.when == deed.when
    assert len(toll.attribution) == 2  # whoever counts


@pytest.mark.parametrize(
    "text",
    [
        "The clinic counted 40 dead.",  # of nothing that is told
        "A gas explosion tore through the pit on Monday. The blast killed nobody, the owner said.",
        "Rovers' attack was shot to pieces as United stormed the Old Fort, winning 4-1 to go second in the league. "
        "The striker fired twice before half-time, and the keeper surrendered a third. The manager was under siege.",
    ],
)
def test_no_claims(text: str) -> None:
    assert claims(text) == []


def test_who_was_kidnapped_is_freed() -> None:
    found = claims("The three Polish nurses and their guide kidnapped at Tessit in May were freed on Sunday.")
    assert {c.event_type for c in found} == {"abduction", "hostage_release"}
    assert all(side(c, "target") == ["Polish nurses", "guide"] and not side(c, "initiator") for c in found)


def test_seven_of_eleven_are_seven() -> None:
    (claim,) = claims("The Air Command says seven of 11 drones launched overnight were shot down.")
    assert tolls([claim]) == {("downed", 7, 7)}
    assert side(claim, "target") == ["drones"]


def test_who_counts_the_dead_does_not_say_who_killed_them() -> None:
    attack, toll = claims("The Grey Hand attacked a market in Bor on Monday. The clinic counted 40 dead.")
    assert side(attack, "initiator") == ["Grey Hand"]
    assert (toll.event_type, side(toll, "initiator")) == ("attack", [])
