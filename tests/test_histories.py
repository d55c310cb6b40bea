"""Dates of reports on years gone by, and of expressions that are exact to the day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.reading.times import find_times_in
from firsthand.reading.times.history import is_history

PUBLISHED = "2021-08-02"
SIEGE = (
    "On 9 October 1996 fighters took a hospital. That evening the women left. An assault on 11 October failed; they "
    "withdrew on the 12th.\n\nIn 2000 the leader died. In March his deputy was arrested."
)


def read(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], m.first and m.first[:10]) for m in find_times_in(text, published)]


def test_a_history_keeps_the_year_that_it_tells_of() -> None:
    assert read(SIEGE) == [
        ("9 October 1996", "1996-10-09"), ("That evening", "1996-10-09"), ("11 October", "1996-10-11"),
        ("the 12th", "1996-10-12"), ("2000", "2000-01-01"), ("March", "2000-03-01"),
    ]  # fmt: skip


def test_news_with_a_background_does_not() -> None:
    text = "The group, formed in 1996 and banned in 2000, attacked a post on Monday.\n\nOn 12 March it burned a clinic."
    assert dict(read(text))["12 March"] == "2021-03-12"


@pytest.mark.parametrize("word", ["yesterday", "last week", "on Friday", "overnight", "this month"])
def test_words_of_now_make_it_news(word: str) -> None:
    assert not is_history(f"Founded in 1990 and split in 1996, it met {word}.", datetime.date(2021, 8, 2))


@given(st.integers(1900, 2090), st.integers(0, 60))
def test_only_years_well_before_the_publication_make_a_history(year: int, back: int) -> None:
    text = f"It was founded in {year} and dissolved in {year}."
    assert is_history(text, datetime.date(year + back, 6, 1)) == (back >= 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They met two weeks ago today.", "2021-07-19"),
        ("It was founded a year ago today.", "2020-08-02"),
        ("He was wounded on the 1st near a market.", "2021-08-01"),
        ("For their part in January's bombing they were sentenced.", "2021-01-01"),
        ("In February 2003 men took fifteen tourists.", "2003-02-01"),
    ],
)
def test_exact_to_the_day(text: str, day: str) -> None:
    assert read(text)[0][1] == day
    assert len(read(text)) == 1
