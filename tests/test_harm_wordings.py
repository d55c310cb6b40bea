"""How reports say how many came to what harm: each sentence must give a claim with these items."""

from __future__ import annotations

import pytest

from firsthand import Coder, Report

TOLD = [
    ("Nine dead, 12 wounded in an attack on a market in Mosul.", [("killed", 9, 9), ("injured", 12, 12)]),
    ("A suicide attack killed 9 and injured 12 in Quetta.", [("killed", 9, 9), ("injured", 12, 12)]),
    (
        "The explosion in Jolo resulted in the death of two soldiers and injury to nine others.",
        [("killed", 2, 2), ("injured", 9, 9)],
    ),
    ("Five fighters fell in the battle for Kobani.", [("killed", 5, 5)]),
    (
        "The hospital received 20 dead and 45 wounded after the shelling of Omdurman.",
        [("killed", 20, 20), ("injured", 45, 45)],
    ),
    ("Six soldiers met their deaths in an ambush near Dablo.", [("killed", 6, 6)]),
    ("The mayor put the number of dead in the attack at 40.", [("killed", 40, 40)]),
    ("Our forces put 11 terrorists out of action in a raid near Diffa.", [("killed", 11, 11)]),
    ("22 people were hospitalised after the attack in Gao.", [("injured", 22, 22)]),
    ("Doctors treated 22 people for shrapnel wounds after the shelling of Kherson.", [("injured", 22, 22)]),
    ("Four civilians sustained bullet wounds in Pulwama.", [("injured", 4, 4)]),
    ("Four patients with blast injuries were admitted after the shelling of Kherson.", [("injured", 4, 4)]),
    ("A journalist was grazed by a bullet in Gaza.", [("injured", 1, 1)]),
    ("Six fishermen remain unaccounted for after the attack off Aden.", [("missing", 6, 6)]),
    ("Three tanks were knocked out near Avdiivka.", [("destroyed", 3, 3)]),
    ("Shelling destroyed three houses and damaged five others in Nikopol.", [("destroyed", 3, 3), ("damaged", 5, 5)]),
    ("The fighting near Gao claimed 31 victims.", [("killed", 31, 31)]),
    ("The number of people killed in the attack on Gao has reached 31.", [("killed", 31, 31)]),
    (
        "Gunmen fired on a car in Cali, killing two of its occupants and wounding a third.",
        [("killed", 2, 2), ("injured", 1, 1)],
    ),
    (
        "Two of the officers died in the blast in Cali and the third succumbed to his injuries.",
        [("killed", 2, 2), ("killed", 1, 1)],
    ),
    ("Some 70 of its members have laid down their arms in Sulu.", [("surrendered", 70, 70)]),
    ("Partner forces raided the camp and dismantled 25 tunnels in Hasakah.", [("destroyed", 25, 25)]),
    ("Two vigilantes who confronted them were hacked down in Bokkos.", [("killed", 2, 2)]),
    (
        "Three persons perished while 11 others were rushed to hospitals when a bomb went off in Isulan.",
        [("killed", 3, 3), ("injured", 11, 11)],
    ),
    ("A survivor of the bombing in Momauk lost his mother.", [("killed", 1, 1)]),
    ("The rebels made off with six pickup trucks and ammunition after the raid on Bor.", [("seized", 6, 6)]),
    ("The toppling of four pylons by explosive charges cut off power in Khanaqin.", [("destroyed", 4, 4)]),
    (
        "Guerrillas stormed a camp at Weli Oya but were beaten back with the loss of 182 fighters.",
        [("killed", 182, 182)],
    ),
    ("The toll from the strike on Rafah stands at 12 dead and 20 injured.", [("killed", 12, 12), ("injured", 20, 20)]),
    ("There were nine fatalities in the strike on Rafah.", [("killed", 9, 9)]),
    ("The three hostages held near Jolo had their throats slit by guards.", [("killed", 3, 3)]),
    ("Approx. 150 head of cattle were rustled in Kotido.", [("seized", 150, 150)]),
    (
        "The attack killed three, injured 12 and damaged 14 homes.",
        [("killed", 3, 3), ("injured", 12, 12), ("damaged", 14, 14)],
    ),
    ("Shelling killed two and wounded five in Gao.", [("killed", 2, 2), ("injured", 5, 5)]),
    ("The death toll from the ambush near Dablo rose from at least 11 to more than 17.", [("killed", 18, None)]),
    ("Our tanks were put out of action and 11 rebels were put out of action in Diffa.", [("killed", 11, 11)]),
]

# The same sentences have exactly these items, by who they are.
EXACTLY = [
    ("Nineteen patients and staff died in the attack on the clinic in Tabqa.", ["19 patients and staff"]),
    ("The raiders abducted 16 women and children from Bor.", ["16 women and children"]),
    ("Medical staff were injured in the riot in Dili.", ["None Medical staff"]),
    ("The bombing killed nine soldiers and a driver in Qamishli.", ["9 soldiers", "1 driver"]),
    ("The toll of the ambush has been revised from 11 to 17 dead.", ["17 None"]),
    ("Between 11 and 17 people were killed in the ambush near Dablo.", ["11 people"]),
    ("The bomb in Peshawar killed 13 recruits and two passers-by.", ["13 recruits", "2 passers-by"]),
    ("14.40 About 15,000 people have fled Vessa.", ["15000 people"]),
    ("Gunmen shot dead nine labourers in Panjgur.", ["9 labourers"]),
    ("Four out of the ten hostages were killed in Gao.", ["4 hostages"]),
    ("Half of the 40 passengers were killed in the attack near Gao.", ["None passengers"]),
    ("The army put the number of soldiers killed at four.", ["4 soldiers"]),
    ("He gives the number of hostages killed in Vessa as 74.", ["74 hostages"]),
    ("They looked for signatories in Tibu, five of whom were murdered.", ["5 whom"]),
    ("A suspected member of the Vessa Front died in an encounter in Dard.", ["1 Vessa Front"]),
    (
        "The fight in Dard ended with the death of two rebels and the wounding of one soldier.",
        ["2 rebels", "1 soldier"],
    ),
    ("The army destroyed 40 terrorists and two tanks near Dard.", ["40 terrorists", "2 tanks"]),
    ("The strike in Dard destroyed two command nodes.", ["2 command nodes"]),
    (
        "The spokesman said that 44 of them had surrendered and that 80 rifles had been captured in Dard.",
        ["44 them", "80 rifles"],
    ),
    ("One of the protesters was hit by a bullet and succumbed to his injuries in Oma.", ["1 protesters"]),
    ("The blast ripped through a bus in Oma, leaving six dead and nine others injured.", ["6 None", "9 others"]),
    ("A grenade was tossed at a house in Oma, leaving a watchman hurt.", ["1 watchman"]),
    ("Rebels put government losses in the raid on Oma at 31 dead, and said they had fled.", ["31 None"]),
    ("Two of our vigilantes who confronted them were hacked down in Oma.", ["2 vigilantes"]),
    ("Troops captured one of the perpetrators in Oma.", ["1 perpetrators"]),
    ("Troops fell back from the front line near Vessa after an attack.", []),
    ("The army put 200 reservists into action after the attack on Gao.", []),
    ("Two hundred soldiers were quartered in a school in Bor after the attack.", []),
    ("The party lost two friends in government after the attack on Gao.", ["2 friends"]),
    ("Rebels attacked the town of Bor, where 30 people died of cholera last month.", []),
    ("An attack on Gao could kill 300 people, the minister warned.", []),
    ("The governor threatened to kill ten judges in Vessa.", []),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("text", "wanted"), TOLD, ids=[text[:50] for text, _ in TOLD])
def test_harm_is_counted(coder: Coder, text: str, wanted: list[tuple[str, int, int | None]]) -> None:
    claims = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    found = [(h.outcome, h.low, h.high) for claim in claims for h in claim.harm]
    assert set(wanted) <= set(found)


@pytest.mark.parametrize(("text", "wanted"), EXACTLY, ids=[text[:50] for text, _ in EXACTLY])
def test_harm_is_counted_once_and_for_those_harmed(coder: Coder, text: str, wanted: list[str]) -> None:
    claims = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    assert sorted(f"{h.low} {h.who}" for claim in claims for h in claim.harm) == sorted(wanted)


@pytest.mark.parametrize(
    ("text", "deed", "toll"),
    [
        ("Gunmen looted the depot in Bor before setting it on fire and killing a guard.", "arson", "killing"),
        ("Rebels fled Gao after killing nine guards.", "withdrawal", "killing"),
        ("The shelling of Gao came after rebels killed nine soldiers.", "shelling", "killing"),
        ("They stormed the village of Gori, burning huts and killing nine people.", "arson", "attack"),
    ],
)
def test_another_deed_has_the_dead(coder: Coder, text: str, deed: str, toll: str) -> None:
    claims = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    dead = {claim.event_type for claim in claims if any(h.outcome == "killed" for h in claim.harm)}
    assert dead == {toll}
    assert deed in {claim.event_type for claim in claims}


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen invaded Mbar village, killing 11 persons, mostly women.",
        "The militia shelled Bunia, killing two of his sons.",
    ],
)
def test_a_part_is_no_toll_of_its_own(coder: Coder, text: str) -> None:
    claims = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    assert len([h for claim in claims for h in claim.harm if h.outcome == "killed"]) == 1


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("They said they had killed 25 soldiers; the army acknowledged four deaths.", [[25], [4]]),
        ("The Front denied that 200 of its men had been taken prisoner near Cuito.", [[200]]),
        ("A nurse working for the charity, who was wounded by a mine, was flown to Dakar.", [[1]]),
    ],
)
def test_each_toll_is_told_once_and_where_it_belongs(coder: Coder, text: str, each: list[list[int]]) -> None:
    claims = coder.code(Report(text=text, published="2024-03-05"))
    assert [[item.low for item in c.harm] for c in claims if c.harm] == each
