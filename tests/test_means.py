"""By what means, as reports word it: each sentence must give a claim with these means and no others."""

from __future__ import annotations

import pytest

from firsthand import Coder, Report

TOLD = [
    ("OUR FORCES ATTACKED THE BARRACKS OF THE DETACHMENT IN VESSA WITH MORTARS.", ["MORTARS"]),
    ("Men of the Front hacked to death 14 members of the local patrol in Oma with machetes.", ["machetes"]),
    ("Twenty men bashed two women with iron bars in Oma.", ["iron bars"]),
    ("The wounded were finished off with hoes and hammers in Oma.", ["hoes", "hammers"]),
    (
        "Fighters ambushed troops that were travelling to Oma, using a roadside bomb and rifles.",
        ["roadside bomb", "rifles"],
    ),
    ("A bomb hidden in a television set sank the ferry off Oma.", ["bomb"]),
    ("At least 22 people were killed when artillery shells slammed into a market in Oma.", ["artillery shells"]),
    ("A girl was killed when a glide bomb fell on a playground in Oma.", ["glide bomb"]),
    ("A mob armed with spears and petrol bombs descended on the village of Oma.", ["spears", "petrol bombs"]),
    ("The group fired a salvo of rockets at a naval base near Oma.", ["rockets"]),
    ("A farmer drove his combine onto an anti-tank mine near Oma.", ["anti-tank mine"]),
    ("A hand grenade was tossed at the house of an elder in Oma.", ["hand grenade"]),
    ("Rebels triggered a landmine under a bus near Oma.", ["landmine"]),
    ("Gunmen attacked a convoy with food aid near Oma.", []),
    ("Rebels attacked a convoy with 12 armoured vehicles near Oma.", []),
    ("A guard armed with a rifle was killed in Oma.", []),
    ("A truck carrying weapons was attacked in Oma.", []),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("text", "wanted"), TOLD, ids=[text[:50] for text, _ in TOLD])
def test_means_are_told(coder: Coder, text: str, wanted: list[str]) -> None:
    claims = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    assert wanted in [[m.text for m in claim.means] for claim in claims]


def test_a_bomb_and_rifles_are_an_attack(coder: Coder) -> None:
    text = "Fighters ambushed a convoy near Oma, using a roadside bomb and machine guns."
    claims = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    assert [claim.event_type for claim in claims] == ["attack"]
