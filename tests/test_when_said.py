"""When events were: days before their noun, days inside its phrase, and days that another noun or clause has.

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


def when(coder: Coder, text: str, trigger: str) -> tuple[str | None, str | None] | None:
    time = told(coder, text, trigger).when
    return (time.start, time.end) if time is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        (
            "Dorn, 27, is serving a life sentence for the November 1995 assassination of Varga at a Gao peace rally.",
            "assassination",
            ("1995-11-01", "1995-11-30"),
        ),
        (
            "The sites were visited as laid down by the Feb. 23 accord signed by Helen Dask.",
            "signed",
            ("1998-02-23", "1998-02-23"),
        ),
        (
            "A task force began delving Thursday into the slayings of 14 women over the last five years in Gao.",
            "slayings",
            ("1993-03-06", "1998-03-06"),
        ),
        ("Television showed a meeting Friday between Helen Dask and the governor.", "meeting", ("1998-03-06",) * 2),
        # the day of the raid is the verb's where the noun's phrase does not go on
        ("Rebels launched a raid on Tuesday.", "raid", ("1998-03-03",) * 2),
    ],
)
def test_the_day_in_the_phrase_of_a_noun(coder: Coder, text: str, trigger: str, days: tuple[str, str]) -> None:
    assert when(coder, text, trigger) == days


def test_a_day_that_names_an_agreement_dates_nothing_else(coder: Coder) -> None:
    assert when(coder, "Soldiers killed a prisoner held under the Feb. 20 agreement.", "killed") is None


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        ("HE BLAMED THE CARTEL FOR A BOMB ATTACK FROM WHICH HE ESCAPED UNHARMED TODAY.", "ATTACK", ("1998-03-06",) * 2),
        (
            "Nine people were injured and a bank was damaged in violence that hit Gao on Tuesday.",
            "injured",
            ("1998-03-03",) * 2,
        ),
        ("Two men were wounded in a wave of violence that hit Gao on Tuesday.", "wounded", ("1998-03-03",) * 2),
        # who was killed may have done something else on another day
        ("A man was killed in a town that rebels had taken on Tuesday.", "killed", None),
    ],
)
def test_the_clause_that_tells_more_of_a_deed(
    coder: Coder, text: str, trigger: str, days: tuple[str, str] | None
) -> None:
    assert when(coder, text, trigger) == days


@pytest.mark.parametrize("since", ["Since that date", "Since then"])
def test_since_then(coder: Coder, since: str) -> None:
    text = f"The rebels blew up a bank in Gao on 3 March. {since}, they have carried out 30 attacks."
    assert when(coder, text, "attacks") == ("1998-03-03", "1998-03-06")


def test_since_then_without_a_day(coder: Coder) -> None:
    assert when(coder, "The rebels blew up a bank. Since then, they have carried out 30 attacks.", "attacks") is None
