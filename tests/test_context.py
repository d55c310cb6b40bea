"""What a claim has from the words around its sentence: days, places, doers. Groups, outlets and events are invented."""

from __future__ import annotations

import pytest

from firsthand import Claim, Report
from tests import shipped
from tests.test_roles import claims, side, tolls


def days(found: list[Claim]) -> list[tuple[str, str | None]]:
    return [(c.trigger.text or "", c.when.start[:10] if c.when and c.when.start else None) for c in found]


def named(found: list[Claim]) -> list[str | None]:
    return [c.where.name if c.where else None for c in found]


def test_a_clause_of_the_same_moment_dates_both_verbs_before_it() -> None:
    found = claims("Nine people were shot dead and a police post was set ablaze when bandits stormed Djibo on Monday.")
    assert {day for _, day in days(found)} == {"2024-05-20"}


def test_the_attackers_go_on_across_a_paragraph() -> None:
    found = claims(
        "Gunmen stormed the town of Djibo on Friday, killing nine people.\n\nThe assailants freed 30 detainees."
    )
    assert days(found)[-1] == ("freed", "2024-05-17")
    assert named(found)[-1] == "Djibo"


def test_a_new_subject_in_a_new_paragraph_has_no_day() -> None:
    found = claims("Gunmen stormed the town of Djibo on Friday.\n\nSoldiers burned a market in Dori.")
    assert days(found)[-1] == ("burned", None)


@pytest.mark.parametrize(
    "text",
    [
        # what came of it
        "Gunmen attacked a post near Djibo on Friday. Two trucks were burned.",
        "Soldiers broke up a strike with clubs on Friday. Ten students were shot dead.",
        "A boat was stopped at Djibo on Friday. Cash and 40 cartons of food were looted.",
        "Rebels fired missiles at the base on Friday. Most of the missiles were shot down by the base's guns.",
        # the same people, the same deed
        "On Friday, Grey Vale forces shelled Dori. In Dori, Vale forces captured four men.",
        "Gunmen raided Djibo on Friday. Six men were killed in the raid.",
        "An assault on the fort at dawn on Friday was beaten back. Eleven soldiers died.",
        # few days, carried as they are
        "Over the past day Grey Hand rebels held Djibo. The rebels burned two trucks.",
        # past a sentence that tells no deed
        "Gunmen raided Djibo on Friday.\n\nThe raiders came on foot. Before leaving they burned two trucks.",
    ],
)
def test_a_sentence_that_tells_what_came_of_the_last(text: str) -> None:
    assert days(claims(text))[-1][1] in ("2024-05-17", "2024-05-19")


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a post near Djibo on Friday. In Mopti, two trucks were burned.",  # elsewhere
        "Gunmen attacked a post near Djibo on Friday. Separately, two trucks were burned.",
        "Gunmen attacked a post near Djibo on Friday. Two trucks were burned by soldiers.",  # somebody new
        "Gunmen attacked a post near Djibo on Friday. The mayor accused the army of negligence.",  # words
        "Gunmen attacked a post near Djibo on Friday. Police hold six men, who were beaten.",  # another time, maybe
        "Ten days before, rebels had seized Djibo. Two trucks were burned.",  # background
    ],
)
def test_a_sentence_that_may_tell_of_another_day_has_none(text: str) -> None:
    assert days(claims(text))[-1][1] is None


def test_a_list_has_the_day_of_the_sentence_that_leads_to_it_past_its_headings() -> None:
    text = (
        "On May 13, Grey Hand forces conducted four strikes in Syria.\n\nSyria\n\n"
        "* Near Manbij, two strikes destroyed a tunnel.\n* Near Palmyra, one strike destroyed two trucks.\n"
    )
    assert {day for _, day in days(claims(text))} == {"2024-05-13"}


def test_the_date_line_of_a_report_leads_to_no_list() -> None:
    text = "Situation report, 15 May 2024\n\n* Gunmen abducted two nurses near Dori.\n"
    assert [c.when for c in claims(text)] == [None]


def test_a_numbered_entry_opens_with_its_day_and_place() -> None:
    found = claims("Reports:\n\n1. April 3, 2017, near Mosul, Iraq. A strike on a depot killed six civilians.\n")
    assert days(found) == [("strike", "2017-04-03")]
    assert named(found) == ["Mosul"]


def test_in_which_goes_back_to_the_deed() -> None:
    found = claims("Norvania condemned the strike on Ansongo of 12 May, in which 13 people were killed.")
    assert len(found) == 1
    assert tolls(found) == {("killed", 13, 13)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb exploded in the Afghan capital on Monday.", "Kabul"),
        ("A bomb exploded in Mali's capital on Monday.", "Bamako"),
        ("Shells fell on Mopti, in Mali. In the capital, police fired on a crowd.", "Bamako"),
    ],
)
def test_capitals_that_their_country_names(text: str, name: str) -> None:
    assert claims(text)[-1].where is not None
    assert named(claims(text))[-1] == name


def test_the_capital_of_one_of_two_countries_is_not_guessed() -> None:
    found = claims("Shells fell on Mopti in Mali and on Dori in Burkina Faso. Police fired on a crowd in the capital.")
    assert "Bamako" not in named(found)
    assert "Ouagadougou" not in named(found)


def test_a_group_with_a_name_like_a_place_is_nowhere() -> None:
    found = claims("Men of the Gran Chimbe gang stormed a clinic on Monday.")
    assert [c.where.name if c.where else None for c in found] in ([None], ["clinic"])


def test_what_is_to_be_done_is_planned_and_what_came_before_the_plan_is_not() -> None:
    assert [c.stage for c in claims("Both armies are to withdraw their guns by Friday.")] == ["planned"]
    talks = claims("Following talks held in Algiers on Saturday, the parties agreed to meet again.")
    assert [c.stage for c in talks if c.trigger.text == "talks"] == ["occurred"]


def test_credit_taken_is_an_admission() -> None:
    found = claims("A bomb killed two soldiers in Dori. The Red Vale Front took credit for the attack.")
    assert (found[-1].stance, side(found[-1], "initiator")) == ("admits", ["Red Vale Front"])


def test_blame_after_a_semicolon_is_no_charge_of_what_was_told_before() -> None:
    found = claims("An elder was shot dead outside his house; the governor blamed the Grey Hand.")
    assert found[0].stance == "asserts"


def test_according_to_in_a_relative_clause_is_of_that_clause() -> None:
    found = claims("Police detained six students, who, according to their lawyer, were beaten.")
    assert [[link.source for link in c.attribution[1:]] for c in found] == [[], ["lawyer"]]


def test_a_publisher_called_by_its_short_name_is_no_link_of_its_own() -> None:
    report = Report(text="Rebels burned a market, Mayor Ada Koné told the Courier.", publisher="Sahel Courier")
    assert [[x.source for x in c.attribution] for c in shipped.coder().code(report)] == [["Sahel Courier", "Ada Koné"]]


def test_a_name_with_a_hyphen_is_written_as_in_the_text() -> None:
    found = claims("Rebels killed two guards, Majid al-Harthy said.")
    assert found[0].attribution[-1].source == "Majid al-Harthy"


def test_digits_and_a_number_word_are_two_numbers() -> None:
    assert tolls(claims("In a raid of 1996 twelve prisoners were killed.")) == {("killed", 12, 12)}


def test_whoever_was_killed_along_with_somebody() -> None:
    found = claims("The emir was killed together with three of his bodyguards by helicopters near Kidal.")
    assert ("killed", 3, 3) in tolls(found)


def test_a_transcript_tells_who_speaks_and_questions_claim_nothing_of_their_own() -> None:
    text = (
        "MR. DASK: Good afternoon. Rebels looted two clinics in Gao on Friday.\n\n"
        "QUESTION: The rebels say the army shelled Dori.\n\nMR. DASK: Norvania expelled three diplomats on Sunday.\n"
    )
    found = claims(text)
    assert [(c.event_type, [x.source for x in c.attribution[1:]]) for c in found] == [
        ("looting", ["DASK"]), ("shelling", ["rebels"]), ("break_relations", ["DASK"]),
    ]  # fmt: skip


def test_one_line_with_a_colon_is_no_transcript() -> None:
    found = claims("HIGHLIGHTS: Rebels looted two clinics in Gao on Friday.")
    assert [len(c.attribution) for c in found] == [1]
