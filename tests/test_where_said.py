"""Where events were: whose name a place has, whose clause it stands in, which country arms are turned on.

All reports and most of their names are invented.
"""

from __future__ import annotations

import pytest

from firsthand import Claim, Coder, Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def told(coder: Coder, text: str, trigger: str) -> Claim:
    claims = coder.code(Report(text=text, published="1998-03-06", publisher="Northern Courier"))
    found = [c for c in claims if trigger in c.trigger.text]
    assert found, f"no claim of {trigger!r} among {[c.trigger.text for c in claims]}"
    return found[-1]


def where(coder: Coder, text: str, trigger: str) -> str | None:
    place = told(coder, text, trigger).where
    return place.name if place is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Iraq's invasion of Kuwait began in August.", "invasion", "Kuwait"),
        ("Ugandan soldiers invaded Kenya on Sunday.", "invaded", "Kenya"),
        ("Iraqi troops occupied Kuwait in August.", "occupied", "Kuwait"),
        ("The air strikes against Iraq began on Monday.", "strikes", "Iraq"),
        ("Chad moved troops into the Gulf and said it would strike Iraq unless it gave in.", "strike", "Iraq"),
        # a smaller place is meant where there is one; whose army was attacked is no place
        ("Kenya bombed Somalia on Monday, killing nine people near Kismayo.", "bombed", "Kismayo"),
        ("Rebels attacked Mali's army near Gao on Monday.", "attacked", "Gao"),
        ("The president of France condemned the murder.", "murder", None),
    ],
)
def test_the_country_that_arms_are_turned_on(coder: Coder, text: str, trigger: str, place: str | None) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        (
            "LIMA, 6 MAR 98 (SUR) -- THE LETTER IS SIGNED BY PABLO ORDUZ GAVIRIA. SPOKESMEN SAID THEY HAVE PROOF "
            "LINKING ORDUZ GAVIRIA TO THE ASSASSINATION.",
            "ASSASSINATION",
            None,
        ),
        ("MEN IN A CAR THREW A BOMB AT AN OFFICE, INJURING SIGIFREDO ARVELO, WHO WAS ON GUARD.", "THREW", "OFFICE"),
        ("Police arrested Carlos Montoya. They had proof linking Montoya to the killing of a judge.", "killing", None),
        ("Senator John Lincoln spoke on Monday. A bomb went off in Lincoln, Nebraska.", "went off", "Lincoln"),
        ("Two men of Jama'at al-Kalima were shot dead on Monday in Gao.", "shot dead", "Gao"),
    ],
)
def test_persons_are_no_places(coder: Coder, text: str, trigger: str, place: str | None) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Helicopters fired on the militants' positions on Monday.", "fired", None),
        ("Soldiers were wounded in attacks on army positions.", "attacks", None),
        ("Troops already in place were attacked on Monday.", "attacked", None),
        ("Soldiers shot a man at a checkpoint on Monday.", "shot", "checkpoint"),
        ("Nine people were killed in a wave of bombings across mainly Shia districts of Baghdad.", "killed", "Baghdad"),
    ],
)
def test_words_that_name_no_site(coder: Coder, text: str, trigger: str, place: str | None) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Men shot down a plane over the coast and, hours later, overran a post near Gao.", "shot down", "coast"),
        ("One raid destroyed a factory; the others sank two boats on the Niger River.", "raid", None),
        ("Men carried out raids, and on 28 February a guard was shot at his home in Gao.", "raids", None),
        # what was done to several at one place is at that place
        ("Nine people were shot dead and a station was set ablaze in Gao on Monday.", "shot dead", "Gao"),
        ("Nine were injured and damage was reported during violence in the town of Gao.", "injured", "Gao"),
    ],
)
def test_the_place_of_another_clause(coder: Coder, text: str, trigger: str, place: str | None) -> None:
    assert where(coder, text, trigger) == place


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Two ships were attacked in the gulf on Monday by Iranian gunboats.", "attacked", "Persian Gulf"),
        ("Men were killed in north Korea on Monday.", "killed", "North Korea"),
        ("Men were killed in northern Mali on Monday.", "killed", "northern Mali"),
        ("Men were killed in the gulf of Guinea on Monday, Iranian sailors said.", "killed", "Gulf of Guinea"),
    ],
)
def test_names_that_broadcasts_write_small(coder: Coder, text: str, trigger: str, place: str) -> None:
    assert where(coder, text, trigger) == place


def test_where_people_met_is_not_where_what_they_spoke_of_was(coder: Coder) -> None:
    text = "The president attended a meeting at Narin Palace. The minister said that the gang carried out the murder."
    assert where(coder, text, "murder") is None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        # which group it was says nothing of this scene
        (
            "Gunmen abducted a banker in Lima. Police believe they are from the same group that kidnapped a publisher.",
            "kidnapped",
            None,
        ),
        ("Gunmen abducted a banker in Lima. Police said the men who killed two guards had fled.", "killed", "Lima"),
    ],
)
def test_the_scene_goes_on_but_not_in_what_says_who_they_were(
    coder: Coder, text: str, trigger: str, place: str | None
) -> None:
    assert where(coder, text, trigger) == place
