"""What is told and what is only meant: nouns with clauses of their own, refusals, threats, pronouns that act."""

from __future__ import annotations

import pytest

from firsthand import Coder, Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what is asked for is there already where a clause beside it says so
        ("We urge the sides to observe the truce which they concluded in May.", {"demand", "ceasefire"}),
        ("We urge the sides to observe a truce.", {"demand"}),
        ("We call on them to respect the peace agreement that they signed in Kirra in 2015.", {"demand", "agreement"}),
        # what somebody turns down or leaves is not told beside it
        ("The Front turned down a proposal for a truce.", {"rejection"}),
        ("The Front pulled out of the talks with the government.", {"break_relations"}),
        ("The Front rejected the truce that the army had declared on Monday.", {"rejection", "ceasefire"}),
        # a refusal is what "will not" says
        ("The emir will not negotiate with the army.", {"rejection"}),
        # what they stop is what they do
        ("The guerrillas suspended their attacks.", {"ceasefire"}),
        # "after" opens a setting, no object
        ("The gunmen left after talks with the mayor.", {"talks"}),
        # who a pronoun stands for decides what it does
        ("The rebels fought for a week. Then they abandoned the town.", {"armed_clash", "withdrawal"}),
        ("The villagers waited for a week. Then they abandoned the village.", {"displacement"}),
        ("The raiders came at dawn. They took away 40 cows.", {"looting"}),
    ],
)
def test_what_is_told(coder: Coder, text: str, found: set[str]) -> None:
    claims = coder.code(Report(text=text, published="2024-05-14", publisher="The Invented Gazette"))
    assert {c.event_type for c in claims} == found


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The emir vowed to shoot the hostages.", "threatened"),
        ("The group said it would kill a hostage a day unless its men were freed.", "threatened"),
        ("The group said it would attack the town on Friday.", "planned"),
        ("The army vowed to withdraw from the town.", "planned"),
    ],
)
def test_what_is_uttered_on_a_condition_is_a_threat(coder: Coder, text: str, stage: str) -> None:
    claims = coder.code(Report(text=text, published="2024-05-14", publisher="The Invented Gazette"))
    assert [c.stage for c in claims] == [stage]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("A rebel spokesman insisted that no one had been let go.", "denies"),
        ("A rebel spokesman said that one of them had been let go.", "asserts"),
        ("A spokesman said that the ministry has not had any contact with the kidnappers.", "denies"),
    ],
)
def test_nobody_did_it(coder: Coder, text: str, stance: str) -> None:
    claims = coder.code(Report(text=text, published="2024-05-14", publisher="The Invented Gazette"))
    assert [c.stance for c in claims] == [stance]
