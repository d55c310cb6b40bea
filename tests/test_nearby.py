"""Who did it or to whom, told by the clause beside, and subjects that stand before another verb. All is invented."""

from __future__ import annotations

import functools

import pytest

from firsthand import Claim, Coder, Report

coder = functools.cache(Coder)


def claims(text: str) -> list[Claim]:
    return coder().code(Report(text=text, published="2024-05-20", publisher="Dunya Courier"))


def side(claim: Claim, role: str) -> list[str]:
    return [a.text or "" for a in claim.actors if a.role == role]


def deed(text: str, kind: str) -> Claim:
    found = [c for c in claims(text) if c.event_type == kind]
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("A bomb exploded as an army convoy was passing.", ["army convoy"]),
        ("Rebels set off a mine when a truck carrying soldiers drove by.", ["truck"]),
        ("THE GUERRILLAS DETONATED A CHARGE WHILE A POLICE PATROL WAS ON A SEARCH MISSION.", ["POLICE PATROL"]),
        ("A mine exploded when it was raining.", []),
        ("A bomb went off while police were searching the building.", []),
        (
            "Terrorists broke into the building of the industry federation, where they set off three bombs.",
            ["building"],
        ),
    ],
)
def test_whom_a_bomb_hit(text: str, targets: list[str]) -> None:
    assert side(deed(text, "bombing"), "target") == targets


def test_what_was_hit_in_the_end() -> None:
    hit = deed("Rebels fired a missile into the Red Sea, striking a tanker.", "shelling")
    assert side(hit, "target") == ["tanker"]
    aimed = deed("Rebels fired rockets at the base, hitting a school.", "shelling")
    assert side(aimed, "target") == ["base"]


@pytest.mark.parametrize(
    ("text", "kind", "initiators"),
    [
        ("Velmora condemns the abduction of its consul, who was taken from his home by gunmen.", "abduction",
         ["gunmen"]),
        ("The embassy deplores the assassination of Judge Omar Dahir, whom gunmen shot dead.", "killing",
         ["gunmen"]),
        ("The murder of a judge, who was elected by parliament in May, shocked the town.", "killing", []),
        ("A caller claimed responsibility for the bombing of the bank on behalf of the Free Front.", "bombing",
         ["Free Front"]),
        ("A MAN CLAIMED RESPONSIBILITY, ON BEHALF OF THE FREE FRONT, FOR THE MURDER OF ADMIRAL LUNA.", "killing",
         ["FREE FRONT"]),
    ],
)  # fmt: skip
def test_who_did_it(text: str, kind: str, initiators: list[str]) -> None:
    assert side(deed(text, kind), "initiator") == initiators


@pytest.mark.parametrize(
    ("text", "kind", "targets"),
    [
        ("The hostages were seized last Tuesday by men loyal to a warlord.", "abduction", ["hostages"]),
        ("The militants opened fire on worshippers and took six hostages.", "abduction", ["hostages"]),
        ("Pirates took nine sailors hostage.", "abduction", ["sailors"]),
        ("Some 70 families fled to Oma, where they are being given food by a church charity.", "aid", ["families"]),
        ("Libya sent the rebels rifles and mortars.", "arms_transfer", ["rebels"]),
        ("Two robbers emptied their pistols into the store.", "attack", ["store"]),
        ("Between 37 and 52 people were hacked to death in a church.", "killing", ["people"]),
        ("In the Lasko massacre of 11 June, between 37 and 52 people were hacked to death.", "killing", ["people"]),
    ],
)
def test_to_whom(text: str, kind: str, targets: list[str]) -> None:
    assert side(deed(text, kind), "target") == targets


def test_a_day_is_no_toll() -> None:
    (claim,) = claims("In the Lasko massacre of 11 June, between 37 and 52 people were hacked to death.")
    assert [(h.low, h.high) for h in claim.harm] == [(37, 52)]


@pytest.mark.parametrize(
    "text",
    [
        "The attackers fired at passers-by, torched two trucks and made away with 200 goats.",
        "The raiders opened fire on worshippers, torched the mosque and abducted two nurses.",
    ],
)
def test_one_subject_for_three_verbs(text: str) -> None:
    found = claims(text)
    assert len(found) == 3
    assert len({tuple(side(c, "initiator")) for c in found}) == 1
    assert all(side(c, "initiator") for c in found)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Iran has been smuggling missiles to the militia.", ["missiles"]),
        ("The Front ambushed a convoy of 12 trucks outside Oma with home-made mines.", ["home-made mines"]),
        ("A suicide bomber wearing an explosive vest blew himself up in a mosque.", ["explosive vest"]),
        ("Gunmen emptied their rifles into his car.", ["rifles"]),
        ("A mob set his car on fire.", []),
    ],
)
def test_by_what_means(text: str, means: list[str]) -> None:
    assert [m.text for m in claims(text)[0].means] == means


def test_a_clause_before_a_noun_is_none_of_it() -> None:
    text = (
        "Elsewhere, gunmen using pistols shot dead a cleric outside his home in Basra, and the bodies of 10 men, "
        "blindfolded and shot in the head, were discovered in an orchard."
    )
    found = claims(text)
    assert (side(found[0], "initiator"), side(found[0], "target")) == (["gunmen"], ["cleric"])


def test_regions_are_no_sides() -> None:
    text = "The envoy spoke of wars in the South Caucasus and the Sahel. We urge both sides to observe the ceasefire."
    assert side(deed(text, "demand"), "target") == ["sides"]
    text = "Armenia and Azerbaijan clashed. We urge both sides to observe the ceasefire."
    assert side(deed(text, "demand"), "target") == ["Armenia", "Azerbaijan"]


def test_whom_a_town_is_cleared_of() -> None:
    cleared = deed("Troops cleared rebels from three villages.", "territory_change")
    assert (side(cleared, "initiator"), side(cleared, "target")) == (["Troops"], ["rebels"])
    assert [c.event_type for c in claims("Police cleared protesters from the square.")] == ["riot"]


def test_a_name_behind_a_title_is_somebody() -> None:
    met = deed("Secretary Blain met with Foreign Minister Shoukar in Cairo on Tuesday.", "talks")
    assert len(side(met, "initiator")) == 2


def test_words_joined_by_hyphens_stay_whole() -> None:
    (claim,) = claims("The frigate shot down 14 one-way attack drones.")
    assert side(claim, "target") == ["one-way attack drones"]
    assert [(h.who, h.low) for h in claim.harm] == [("one-way attack drones", 14)]
