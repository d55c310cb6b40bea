"""Where and when a clause happened that names neither: from its noun, its sentence, the head of its line, the story."""

from __future__ import annotations

import pytest

from firsthand import Claim, Coder, Report


def told(coder: Coder, text: str, trigger: str) -> Claim:
    claims = coder.code(Report(text=text, published="2024-03-20", publisher="The Invented Gazette"))
    return next(claim for claim in claims if trigger in claim.trigger.text)


def day(claim: Claim) -> str | None:
    return None if claim.when is None else claim.when.start


def place(claim: Claim) -> str | None:
    return None if claim.where is None else claim.where.text


def test_a_clause_is_about_the_place_of_its_noun(coder: Coder) -> None:
    claim = told(coder, "There was an incident at the wells of Ansongo, where a patrol came under fire.", "fire")
    assert place(claim) == "Ansongo"


def test_the_only_day_of_a_sentence_behind_the_event(coder: Coder) -> None:
    text = "Troops shot dead eight men who tried to slip across the border near Gao on Monday."
    assert day(told(coder, text, "shot")) == "2024-03-18"


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed the mayor, who had been elected in 2019.",
        "The rebels demanded a ransom, but the talks broke off on Thursday.",
        "Troops turned back on Friday after rebels had burned the bridge.",
    ],
)
def test_a_day_of_something_else_dates_no_event(coder: Coder, text: str) -> None:
    claims = coder.code(Report(text=text, published="2024-03-20", publisher="The Invented Gazette"))
    assert claims
    assert [day(claim) for claim in claims if claim.event_type != "talks"] == [None] * len(
        [claim for claim in claims if claim.event_type != "talks"]
    )


def test_what_opens_a_sentence_is_where_all_of_it_was(coder: Coder) -> None:
    text = "In Gao, the hospital went out of service after gunmen looted the pharmacy."
    assert place(told(coder, text, "looted")) == "Gao"


def test_the_head_of_a_line_says_where_and_when(coder: Coder) -> None:
    text = "WEEK IN BRIEF\nMon 18 – Menaka: Gunmen looted a warehouse.\nTue 19 – Mopti: A landmine killed two traders."
    looting, mine = told(coder, text, "looted"), told(coder, text, "killed")
    assert (day(looting), place(looting)) == ("2024-03-18", "Menaka")
    assert (day(mine), place(mine)) == ("2024-03-19", "Mopti")


def test_a_place_is_carried_on_where_the_story_goes_on(coder: Coder) -> None:
    text = "Gunmen attacked a post in Ansongo on Monday. They then burned two trucks."
    claim = told(coder, text, "burned")
    assert (day(claim), place(claim)) == ("2024-03-18", "Ansongo")


def test_a_march_that_is_planned_for_a_weekday_is_yet_to_come(coder: Coder) -> None:
    claim = told(coder, "The unions will hold a protest march in Bamako on Friday.", "march")
    assert day(claim) == "2024-03-22"


def test_words_of_war_about_something_else(coder: Coder) -> None:
    for text in (
        "The strikers attacked from the first whistle and the winger scored twice before half-time.",
        "A methane explosion in a colliery killed twelve miners.",
        "Hackers attacked the ministry with ransomware and captured its servers.",
    ):
        assert coder.code(Report(text=text, published="2024-03-20", publisher="The Invented Gazette")) == [], text


def test_harm_that_a_type_implies(coder: Coder) -> None:
    claim = told(coder, "Gunmen whisked away two nurses and a driver from a clinic near Gao.", "whisked")
    assert [(h.outcome, h.low, h.high) for h in claim.harm] == [("abducted", 2, 2), ("abducted", 1, 1)]


def test_means_that_were_met(coder: Coder) -> None:
    claim = told(coder, "Two traders died when their cart hit a landmine near Gao.", "hit")
    assert "landmine" in [m.text for m in claim.means]


def test_people_whom_no_list_has_can_act(coder: Coder) -> None:
    claim = told(coder, "Zealoters torched a school near Gao.", "torched")
    assert [a.text for a in claim.actors if a.role == "initiator"] == ["Zealoters"]


def test_a_title_before_a_name_is_no_second_victim(coder: Coder) -> None:
    claim = told(coder, "Gunmen bundled the Swiss engineer Lukas Ammann into a van near Gao.", "bundled")
    assert len([a for a in claim.actors if a.role == "target"]) == 1
    assert [(h.outcome, h.low) for h in claim.harm] == [("abducted", 1)]


def test_counted_people_whom_no_list_has(coder: Coder) -> None:
    claim = told(coder, "Militants beheaded two khasadars near Gao.", "beheaded")
    assert [(h.outcome, h.low, h.who) for h in claim.harm] == [("killed", 2, "khasadars")]


def test_weapons_taken_are_told_without_a_number(coder: Coder) -> None:
    claim = told(coder, "The attackers overran the post and carried off weapons.", "carried off")
    assert [(h.outcome, h.unit, h.low) for h in claim.harm] == [("seized", "weapon", None)]


def test_victims_before_the_clause_that_says_what_was_done(coder: Coder) -> None:
    text = "At least eight persons lost their lives when militants crept into a village and sprayed bullets at guards."
    claims = coder.code(Report(text=text, published="2024-03-20", publisher="The Invented Gazette"))
    assert [(c.event_type, [(h.outcome, h.low) for h in c.harm]) for c in claims] == [("attack", [("killed", 8)])]


def test_a_dateline_with_a_colon_is_no_source(coder: Coder) -> None:
    claim = told(coder, "SUKKUR: Gunmen on Tuesday freed two drivers, sources said.", "freed")
    assert [link.source for link in claim.attribution[1:]] == ["sources"]


def test_what_is_believed_of_the_raiders_is_not_believed_of_the_raid(coder: Coder) -> None:
    claim = told(coder, "Armed raiders believed to be from Gao stole 470 goats on Monday.", "stole")
    assert (claim.stance, len(claim.attribution)) == ("asserts", 1)
