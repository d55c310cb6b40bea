"""Denials that name no deed: they counter what was told before."""

from __future__ import annotations

import pytest

from firsthand import Claim, Coder, Report


def read(coder: Coder, text: str) -> list[Claim]:
    return coder.code(Report(text=text, published="2024-03-20", publisher="The Invented Gazette"))


@pytest.mark.parametrize(
    ("text", "kind", "denier"),
    [
        ("The rebels said they had killed 60 soldiers. The ministry denied the claim.", "killing", "ministry"),
        ("The army accused the Red Front of shelling a school. The Front rejected the charge.", "shelling", "Front"),
        ("The militia claimed to have killed nine soldiers; the ministry denied this.", "killing", "ministry"),
    ],
)
def test_a_denial_counters_what_was_told_before(coder: Coder, text: str, kind: str, denier: str) -> None:
    claims = read(coder, text)
    denial = next(claim for claim in claims if claim.stance == "denies")
    told = next(claim for claim in claims if claim.event_type == kind and claim.stance != "denies")
    assert denial.event_type == kind
    assert denier in denial.attribution[-1].source
    assert denial.disputes == told.claim_id
    assert denial.quote.text in text
    assert denial.harm == ()


def test_who_denies_responsibility_speaks_of_himself(coder: Coder) -> None:
    claims = read(coder, "A bomb killed two guards in Gao on Monday. The Red Plains Front denied responsibility.")
    denial = next(claim for claim in claims if claim.stance == "denies")
    assert [a.name for a in denial.actors if a.role == "initiator"] == ["Red Plains Front"]


def test_nothing_is_denied_where_nothing_was_told(coder: Coder) -> None:
    assert all(claim.stance != "denies" for claim in read(coder, "The ministry denied the report. It gave no details."))


BLAST = "A bomb exploded in Gao on Monday, killing two soldiers."


@pytest.mark.parametrize(
    "answer",
    [
        "The Red Plains Front claimed responsibility in a message to a radio station.",
        "The Red Plains Front took credit.",
        "The Red Plains Front accepted responsibility for the incident.",
    ],
)
def test_who_claims_responsibility_admits_what_was_told_before(coder: Coder, answer: str) -> None:
    claims = read(coder, f"{BLAST} {answer}")
    assert [(c.event_type, c.stance) for c in claims] == [("bombing", "asserts"), ("bombing", "admits")]
    assert [a.name for a in claims[1].actors if a.role == "initiator"] == ["Red Plains Front"]
    assert claims[1].attribution[-1].source == "Red Plains Front"
    assert claims[1].harm == ()


@pytest.mark.parametrize(
    "answer",
    [
        "No group has claimed responsibility.",
        "No one immediately claimed responsibility for the blast.",
        "The Red Plains Front has yet to claim responsibility.",
        "The minister claimed credit for the growing economy.",
    ],
)
def test_nothing_is_admitted_by_nobody_or_of_something_else(coder: Coder, answer: str) -> None:
    assert [c.stance for c in read(coder, f"{BLAST} {answer}")] == ["asserts"]
