"""How many came to what, where the sentence makes it hard: lists, subjects behind their verb, pronouns, sums, shots."""

from __future__ import annotations

import pytest

from firsthand import Coder, Report

LISTS = [
    ("Near Dard, one strike destroyed three positions, a vehicle and two pump jacks.", "destroyed 3, 1, 2"),
    ("Near Dard, one strike destroyed three targets, a bunker and two tunnels.", "destroyed 3"),
    ("A strike destroyed 20 tanker trucks, two tanks, five well heads and a pump in Dard.", "destroyed 20, 2, 5, 1"),
    ("Rebels executed a village chief, his two sons and a nephew in Dard.", "killed 1, 2, 1"),
    ("Gunmen killed journalist Ana Orlo and her husband in Dard.", "killed 1, 1"),
    ("Gunmen killed the mayor, a lawyer and two guards in Dard.", "killed 1, 2"),
    ("The rebels killed three men, a teacher and two students, in Dard.", "killed 3"),
    ("THE REBELS CAPTURED 12 M-16 RIFLES AND ONE M-60 MACHINEGUN IN DARD.", "seized 12, 1"),
    ("Police seized 40 kilograms of explosives, two detonators and a pistol in Dard.", "seized -, 2, 1"),
    ("Rebels seized 12 rifles and two radios in Dard.", "seized 12, 2"),
    ("Rebels seized power in Dard on Monday.", ""),
    ("Rebels captured three villages near Dard.", ""),
    ("Rebels captured weapons and military equipment in Dard.", "seized -, -"),
    ("Gustavo Orlo, the secretary, and bodyguard Jairo Tem were killed in Dard.", "killed 1, 1"),
]
BEHIND = [
    ("GUNNED DOWN IN DARD TODAY WAS CONGRESSMAN JULIO ORLO OF THE POPULAR PARTY.", "killed 1"),
    ("MURDERED WERE THE PRIEST JUAN ORLO, HIS COOK, AND HER DAUGHTER, IN DARD.", "killed 1, 1, 1"),
    ("Among those killed in the attack were a minister, his driver and two guards.", "killed 1, 1, 2"),
    ("The raid in Dard resulted in two members killed and one detained.", "killed 2; arrested 1"),
    (
        "The army said 30 rebels were killed and seven soldiers wounded in a clash near Dard.",
        "killed 30; injured 7",
    ),
    ("The fighting in Dard ended on Monday with five officers and a dozen rebels killed.", "killed 5, 12"),
    ("The priests came to Dard after six monks, five of them foreign, were murdered by gunmen.", "killed 6"),
    ("The six monks and their cook were dragged from their beds in Dard and shot dead.", "killed 6, 1"),
    ("There is the case of Justo Orlo, who was murdered by an agent in Dard.", "killed 1"),
    ("A jet hit a school in Dard and six people, most of them children, were killed.", "killed 6"),
    ("A bomb in Dard caused millions in damage, with two people dead and 17 injured.", "killed 2; injured 17"),
]
THEY = [
    ("Gunmen seized 15 farmers in Dard and burnt them alive.", "abducted 15; killed 15"),
    ("Gunmen kidnapped the mayor and his son in Dard and killed them a day later.", "abducted 1, 1; killed 2"),
    ("Rebels abducted nine villagers in Dard. They were later executed.", "abducted 9; killed 9"),
    ("Rebels abducted villagers in Dard. They were later executed.", "abducted -; killed -"),
    ("Rebels abducted nine villagers in Dard. The hostages were killed on Tuesday.", "abducted 9; killed 9"),
    ("Ten men were abducted in Dard. Their bodies were found on Tuesday.", "abducted 10; killed 10"),
    ("Two journalists were kidnapped in Dard. Both were killed.", "abducted 2; killed 2"),
    ("Rebels abducted nine villagers in Dard. Soldiers pursued the rebels and killed them.", "abducted 9; killed -"),
    ("At least 12 soldiers were captured in Dard. They were shot dead the next day.", "captured 12+; killed 12+"),
]
SUMS = [
    ("Officials raised the death toll from the bombing in Dard to 47.", "killed 47"),
    ("The number of people displaced by the fighting in Dard has reached 12,500.", "displaced 12500"),
    ("The number killed in the bombing in Dard has risen to 17, with 40 wounded.", "killed 17; injured 40"),
    ("The bombing in Dard had a death toll of 31.", "killed 31"),
    ("THE OFFENSIVE IN DARD HAS RESULTED IN 305 DEAD AND 373 WOUNDED.", "killed 305; injured 373"),
    ("Five soldiers were killed and several wounded in a clash in Dard.", "killed 5; injured 3+"),
    ("The fighting in Dard left hundreds of people wounded.", "injured 200+"),
    ("The fighting has left 40,000 people homeless in Dard.", "displaced 40000"),
    ("Gunmen burst into the house in Dard and shot the couple dead.", "killed 2"),
    ("The rebels held 20 diplomats hostages in Dard.", "abducted 20"),
    ("They were killing one another in Dard.", ""),
    ("A carrier was destroyed in the attacks in Dard, wounding three soldiers.", "destroyed 1; injured 3"),
    ("Officials destroyed the cameras of reporters after the attack in Dard.", ""),
]
MORE = [
    ("The commander and six of his men were killed in an airstrike in Dard.", "killed 1, 6"),
    ("The commander, along with six of his men, was killed in Dard.", "killed 1, 6"),
    ("Four guests, three of them pilots, and a waiter were hurt in a bombing in Dard.", "injured 4, 1"),
    ("An attack in Dard, which killed more than 60 and injured scores, was condemned.", "killed 61+; injured 40+"),
    ("The army lost 40 killed and 120 wounded at the battle of Dard.", "killed 40; injured 120"),
    ("Gunmen killed sisters Ana Orlo, 12, and Eva Orlo, 9, in Dard.", "killed 1, 1"),
    ("The bombing in Dard killed a woman and injured over 100.", "killed 1; injured 101+"),
    ("An explosion at a clinic in Dard kills a policeman and injures a nurse.", "killed 1; injured 1"),
    ("THE FRONT MURDERED BROTHERS MARTIZA AND JOHN OCA AND THEIR MOTHER IN DARD.", "killed 1, 1, 1"),
    ("WE COUNTED 230 TERRORISTS KILLED, AND 136 TERRORIST WOUNDED IN DARD.", "killed 230; injured 136"),
    ("The army reported 37 rebels and 12 soldiers killed in Dard.", "killed 37, 12"),
    (
        "The attacks in Dard have claimed more than 675 lives and rendered 90,000 people homeless.",
        "killed 676+; displaced 90000",
    ),
    ("The death toll from the riots in Dard touched 427 on Sunday.", "killed 427"),
    ("About two dozen activists were arrested in Dard.", "arrested 24"),
    ("An ex-mayor was dragged out and burnt alive in Dard.", "killed 1"),
    ("The strike took out two senior commanders in Dard.", "killed 2"),
    ("In Dard three trucks were burned; 20 rifles were recovered.", "destroyed 3; seized 20"),
]
BESIDE = [
    ("The rebels attacked the hospital of Dard, killing 34 patients in their beds and three nurses.", "killed 34, 3"),
    ("Gunmen killed two guards in a hut and a lookout tower in Dard.", "killed 2"),
    ("GUERRILLAS MURDERED THE MAYOR OF BUNDI, RAMON ALFARO, AND HIS WIFE.", "killed 1, 1"),
    ("Gori – A 14-year-old girl and five adults were killed when a bomb fell on a playground.", "killed 1, 5"),
    ("Officials first put the death toll of the blast in Dard at 25, but later raised it to 47.", "killed 47"),
    ("The grenade in Dard left three dead and a dozen hurt.", "killed 3; injured 12"),
    ("Gunmen stormed a village near Dard and carried off a dozen girls.", "abducted 12"),
    ("A bomb in Dard killed a soldier and injured two others, who were evacuated.", "killed 1; injured 2"),
    ("Some 5,000 people were evacuated from Dard after the shelling.", "displaced 5000"),
    ("In the massacre of 11 June in Dard, between 37 and 52 people were hacked to death.", "killed 37+"),
    ("Fighters shot 14 people in Dard and hanged their bodies from lamp posts.", "killed 14; killed -"),
    ("Gunmen shot 16 passengers in Dard. In Oma, a bomb killed two soldiers.", "killed 2"),
]
SHOT = [
    ("Gunmen shot six labourers in Dard.", ""),
    ("Police shot five protesters in Dard.", ""),
    ("Gunmen shot six labourers at point-blank range in Dard.", "killed 6"),
    ("Soldiers shot four prisoners in Dard.", "killed 4"),
    ("Gunmen dragged six labourers from a bus in Dard and shot them.", "abducted 6; killed 6"),
    ("Rebels seized the mayor of Dard and shot him in the square.", "abducted 1; killed 1"),
    ("Five prisoners were lined up and shot in Dard.", "killed 5"),
    ("A teacher was shot in Dard.", ""),
    ("Police shot a man in Dard; he is in critical condition.", "injured 1"),
    ("Two officers were shot and wounded in Dard.", "injured 2"),
    ("Gunmen shot two nurses in the legs in Dard.", "injured 2"),
    ("Gunmen shot at two policemen in Dard.", ""),
    ("Crews shot a film about the war in Dard.", ""),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def told(coder: Coder, text: str) -> list[str]:
    claims = coder.code(Report(text=text, published="2024-03-12", publisher="The Invented Gazette"))
    items = [h for claim in claims for h in claim.harm]
    return sorted(f"{h.outcome} {'-' if h.low is None else h.low}{'' if h.high == h.low else '+'}" for h in items)


def wanted(text: str) -> list[str]:
    parts = [part.strip().split(" ", 1) for part in text.split(";") if part.strip()]
    return sorted(f"{outcome} {n.strip()}" for outcome, numbers in parts for n in numbers.split(","))


@pytest.mark.parametrize(("text", "harm"), [*LISTS, *BEHIND, *THEY, *SUMS, *MORE, *BESIDE, *SHOT])
def test_victims_are_counted(coder: Coder, text: str, harm: str) -> None:
    assert told(coder, text) == wanted(harm)
