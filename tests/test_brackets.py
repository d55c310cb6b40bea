"""Who speaks by the square brackets of monitoring services, over whole reports and in turn."""

from __future__ import annotations

import pytest

from tests.test_sayings import chain, claims, origins

RADIO = "RADIO TALA"
HEAD = "KASARI, 18 AUG 89 (RADIO TALA) -- "


@pytest.mark.parametrize(
    ("heading", "speaker"),
    [
        ("[SPEECH] [NORVANIAN PRESIDENT ORLIN DASK] [TEXT]", "ORLIN DASK"),
        ("[STATEMENT] [PEOPLE'S FRONT GENERAL COMMAND] [EXCERPTS]", "PEOPLE'S FRONT GENERAL COMMAND"),
        ("[COMMUNIQUE ISSUED BY THE INTERIOR MINISTRY] [TEXT]", "INTERIOR MINISTRY"),
        ("[REPORT] [ARMED FORCES PRESS OFFICE, AFPO] [TEXT]", "ARMED FORCES PRESS OFFICE"),
        ("[TEXT] [ADDRESS] [COLONEL ORLIN DASK, COMMANDER OF THE THIRD BRIGADE]", "ORLIN DASK"),
    ],
)
def test_whoever_the_heading_names_says_all_of_it(heading: str, speaker: str) -> None:
    text = (
        f"{HEAD}{heading} FELLOW COUNTRYMEN: REBELS ATTACKED THE TOWN OF KASARI TONIGHT. WE KILLED NINE OF THEM.\n"
        "A BOMB EXPLODED IN DASKOVO ON MONDAY."
    )
    for trigger in ("ATTACKED", "KILLED", "EXPLODED"):
        assert origins(text, trigger, RADIO) == [speaker]


def test_others_are_quoted_by_whoever_speaks() -> None:
    text = f"{HEAD}[SPEECH] [ORLIN DASK] [TEXT] MAYOR PAUL REN SAID THAT GUNMEN BURNED TWO HOUSES IN KASARI."
    assert origins(text, "BURNED", RADIO) == ["ORLIN DASK", "PAUL REN"]


def test_whoever_names_himself_is_one_link() -> None:
    front = "DASK LIBERATION FRONT GENERAL COMMAND"
    text = f"{HEAD}[COMMUNIQUE] [{front}] [TEXT] THE DLF STATES THAT SOLDIERS KILLED NINE MEN."
    assert origins(text, "KILLED", RADIO) == [front]


@pytest.mark.parametrize(
    "heading",
    ["[REPORT] [MARIA TALA] [TEXT]", "[COMMENTARY] [MARIA TALA] [TEXT]", "[EDITORIAL] [TEXT]", "[TEXT]", "[EXCERPT]"],
)
def test_the_publishers_own_people_are_no_link(heading: str) -> None:
    assert origins(f"{HEAD}{heading} REBELS ATTACKED THE TOWN OF KASARI TONIGHT.", "ATTACKED", RADIO) == []


def test_a_bracket_in_a_sentence_names_nobody_who_speaks() -> None:
    text = (
        f"{HEAD}[TEXT] THE PEOPLE'S FRONT [FP] KILLED GENERAL [RETIRED] PAUL REN. SOLDIERS BURNED HOUSES [IN KASARI]."
    )
    assert [chain(c) for c in claims(text, RADIO)] == [[]] * len(claims(text, RADIO))


def test_in_an_interview_each_has_his_turn_and_questions_are_nobodys() -> None:
    text = (
        f"{HEAD}[INTERVIEW WITH PRESIDENT ORLIN DASK BY UNIDENTIFIED REPORTERS] [TEXT] [REPORTER] HAVE REBELS "
        "BURNED THE TOWN OF KASARI?\n[DASK] REBELS SHELLED KASARI ON MONDAY [WORDS INDISTINCT]. WE ARRESTED THREE.\n"
        "[REPORTER] THE AIR FORCE BOMBED A CAMP, DID IT NOT?\n[DASK] SOLDIERS KILLED NINE GUERRILLAS IN DASKOVO."
    )
    for trigger in ("SHELLED", "ARRESTED", "KILLED"):
        assert origins(text, trigger, RADIO) == ["ORLIN DASK"]
    asked = [c for c in claims(text, RADIO) if c.trigger.text in ("BURNED", "BOMBED")]
    assert all(chain(c) == [] for c in asked)


def test_a_recording_with_questions() -> None:
    text = (
        "POLICE RAIDED A RANCH IN KASARI.\n\n[BEGIN RECORDING] [REPORTER] COMMANDER, WHAT HAPPENED? "
        "[COMMANDER ORLIN DASK] WE ARRESTED ELEVEN MEN IN KASARI. [END RECORDING]\n\nREBELS ATTACKED A POST."
    )
    assert origins(text, "RAIDED", RADIO) == []
    assert origins(text, "ARRESTED", RADIO) == ["ORLIN DASK"]
    assert origins(text, "ATTACKED", RADIO) == []
