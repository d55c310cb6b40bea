"""Times that need more than their own words: other times, events, the place of the report, other calendars."""

from __future__ import annotations

import datetime
import re

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.cli.options import date_order
from firsthand.reading.times import Region, find_times_in
from firsthand.reading.times.calendars import span
from firsthand.reading.times.feasts import days_of

PUBLISHED = "2024-10-14"  # a Monday


def read(
    text: str, published: str | None = PUBLISHED, region: Region | None = None
) -> dict[str, tuple[str | None, str | None]]:
    """Each expression with its interval."""
    found = find_times_in(text, published, None, region or Region())
    return {text[m.start : m.end]: (m.first, m.last) for m in found}


ATTACK = "On 5 October gunmen of the Grey Hand attacked a camp near Orvel. "


@pytest.mark.parametrize(
    ("sentence", "expression", "first", "last"),
    [
        ("Three days after the attack, they left.", "Three days after the attack", "2024-10-08", "2024-10-08"),
        ("Two days before the attack, they met.", "Two days before the attack", "2024-10-03", "2024-10-03"),
        ("The day after the attack, they left.", "The day after the attack", "2024-10-06", "2024-10-06"),
        ("On the night of the attack, they fled.", "the night of the attack", "2024-10-05T18:00", "2024-10-05T23:59"),
        ("A week after the attack she died.", "A week after the attack", "2024-10-09", "2024-10-15"),
        ("Hours after the attack police came.", "Hours after the attack", "2024-10-05", "2024-10-05"),
        ("The same night, police came.", "The same night", "2024-10-05T18:00", "2024-10-05T23:59"),
        ("The following week, police came.", "The following week", "2024-10-07", "2024-10-13"),
        ("Two days later, police came.", "Two days later", "2024-10-07", "2024-10-07"),
    ],
)
def test_an_event_that_the_report_dated_is_an_anchor(sentence: str, expression: str, first: str, last: str) -> None:
    assert read(ATTACK + sentence)[expression] == (first, last)


def test_an_event_that_the_report_did_not_date_is_none() -> None:
    text = ATTACK + "Three days after the election, they left. Three days after he fled, they left."
    assert read(text)["Three days"] == (None, None)
    assert read("The day after the attack, they left.")["The day"] == (None, None)


@pytest.mark.parametrize(
    ("text", "expression", "day"),
    [
        ("Two days after Friday's blast, police came.", "Two days after Friday", "2024-10-13"),
        ("They met three days before the 5 October vote.", "three days before the 5 October", "2024-10-02"),
        (
            "They met two days before the vote on 5 October 2024.",
            "two days before the vote on 5 October 2024",
            "2024-10-03",
        ),
    ],
)
def test_a_date_beside_the_event_is_the_anchor(text: str, expression: str, day: str) -> None:
    found = read(text)
    assert found == {expression: (day, day)}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in the first week of March", "2024-03-01", "2024-03-07"),
        ("in the last week of May 2023", "2023-05-25", "2023-05-31"),
        ("in the last three days of September", "2024-09-28", "2024-09-30"),
        ("in the first half of March", "2024-03-01", "2024-03-15"),
        ("in the second half of the year", "2024-07-01", "2024-12-31"),
        ("on the first weekend of June", "2024-06-01", "2024-06-02"),
        ("in the second month of 2024", "2024-02-01", "2024-02-29"),
        ("in the first days of August", "2024-08-01", "2024-08-03"),
        ("in the winter of 2023-24", "2023-12-01", "2024-02-29"),
        ("in the mid-90s", "1993-01-01", "1996-12-31"),
        ("so far this year", "2024-01-01", "2024-10-14"),
        ("during midweek", "2024-10-16", "2024-10-18"),
        ("in the early hours of Friday", "2024-10-11T00:00", "2024-10-11T05:59"),
        ("in the small hours", "2024-10-14T00:00", "2024-10-14T05:59"),
        ("at first light on Tuesday", "2024-10-08T04:00", "2024-10-08T06:59"),
        ("overnight into Saturday", "2024-10-11T18:00", "2024-10-12T05:59"),
        ("on the night of 3-4 March", "2024-03-03T18:00", "2024-03-04T05:59"),
        ("from 9 a.m. to 5 p.m. on Friday", "2024-10-11T09:00", "2024-10-11T17:00"),
        ("between 0300 and 0500 GMT on Sunday", "2024-10-13T03:00Z", "2024-10-13T05:00Z"),
        ("at 3 in the morning", "2024-10-14T03:00", "2024-10-14T03:00"),
        ("at 3 o'clock in the afternoon", "2024-10-14T15:00", "2024-10-14T15:00"),
        ("at 9:15 p.m. EDT", "2024-10-14T21:15-04:00", "2024-10-14T21:15-04:00"),
        ("at 14:00 UTC", "2024-10-14T14:00Z", "2024-10-14T14:00Z"),
        ("at 10:30 a.m. local time", "2024-10-14T10:30", "2024-10-14T10:30"),
        ("at 5 a.m. IST", "2024-10-14T05:00", "2024-10-14T05:00"),  # Indian, Irish or Israeli: no offset is certain
        ("from March to May 2023", "2023-03-01", "2023-05-31"),
        ("November to January 2024", "2023-11-01", "2024-01-31"),
        ("28 February-3 March", "2024-02-28", "2024-03-03"),
    ],
)
def test_one_expression(text: str, first: str, last: str) -> None:
    assert list(read(f"It happened {text}.").values()) == [(first, last)]


def test_a_period_ends_on_the_day_that_is_named() -> None:
    assert read("In the quarter ended 30 June, exports fell.")["the quarter"] == ("2024-04-01", "2024-06-30")
    assert read("In the nine months ended 30 June, exports fell.")["the nine months"] == ("2023-10-01", "2024-06-30")


@pytest.mark.parametrize(
    ("text", "region", "day"),
    [
        ("on 3/5/2024", Region(), None),
        ("on 3/5/2024", Region.of(country="USA"), "2024-03-05"),
        ("on 3/5/2024", Region.of(country="NGA"), "2024-05-03"),
        ("on 3/5/2024", Region.of(country="KEN"), None),
        ("on 3/5/2024", Region.of(country="USA", order="day first"), "2024-05-03"),
        ("on 3-5-2024", Region.of(country="IND"), "2024-05-03"),
        ("on 25/5/2024", Region.of(country="USA"), "2024-05-25"),
        ("on 3/3/2024", Region(), "2024-03-03"),
        ("on 3.5.2024", Region.of(country="USA"), "2024-05-03"),
        ("on 2024/05/03", Region(), "2024-05-03"),
        ("on 3/5/2024", Region.of(country="JPN"), None),
        ("on 24/03/05", Region.of(country="JPN"), "2024-03-05"),
        ("on 24/03/05", Region.of(country="GBR"), "2005-03-24"),
    ],
)
def test_the_order_of_digits(text: str, region: Region, day: str | None) -> None:
    assert list(read(f"It happened {text}.", region=region).values()) == [(day, day)]


@pytest.mark.parametrize(
    ("said", "order"),
    [("dmy", "day first"), ("MDY", "month first"), ("ymd", "year first"), ("GBR", "day first"), ("usa", "month first")],
)
def test_the_command_line_names_an_order(said: str, order: str) -> None:
    assert date_order(said) == order


@pytest.mark.parametrize("said", ["CAN", "xyz", ""])
def test_an_order_that_says_nothing_is_wrong_usage(said: str) -> None:
    with pytest.raises(typer.BadParameter):
        date_order(said)


def test_a_feast_of_the_moon_may_come_twice_a_year() -> None:
    assert [d.isoformat() for d in days_of("eid al-fitr", 2000)] == ["2000-01-08", "2000-12-27"]


def test_the_other_dates_of_a_report_show_its_order() -> None:
    assert read("On 3/5/2024 they came, on 25/5/2024 they left.")["3/5/2024"] == ("2024-05-03", "2024-05-03")
    assert read("On 3/5/2024 they came, on 5/25/2024 they left.")["3/5/2024"] == ("2024-03-05", "2024-03-05")
    both = "On 3/5/2024 they came, on 5/25/2024 or 25/6/2024 they left."
    assert read(both)["3/5/2024"] == (None, None)


def test_seasons_by_hemisphere() -> None:
    text = "It burned last summer, in the winter of 2022 and in autumn 2023; in spring 2024 it did not."
    south = read(text, region=Region.of(country="ZAF"))
    assert south == {
        "last summer": ("2023-12-01", "2024-02-29"), "the winter of 2022": ("2022-06-01", "2022-08-31"),
        "autumn 2023": ("2023-03-01", "2023-05-31"), "spring 2024": ("2024-09-01", "2024-11-30"),
    }  # fmt: skip
    assert read(text)["last summer"] == ("2024-06-01", "2024-08-31")
    assert Region.around([-33.9, -29.1, 51.5]).southern
    assert not Region.around([0.3, -1.2, 51.5]).southern  # so near the equator no latitude tells
    assert not Region.around([]).southern


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12 Ramadan 1445", "2024-03-22", "2024-03-22"),
        ("12th of Ramadan, 1445 AH", "2024-03-22", "2024-03-22"),
        ("the month of Ramadan 1445", "2024-03-11", "2024-04-09"),
        ("3 Mehr 1403", "2024-09-24", "2024-09-24"),
        ("Mehr 3, 1403", "2024-09-24", "2024-09-24"),
        ("22 Bahman 1357", "1979-02-11", "1979-02-11"),  # the day of Iran's revolution
        ("8 Sawr 1371", "1992-04-28", "1992-04-28"),  # an Afghan holiday
        ("10 Muharram 1446", "2024-07-16", "2024-07-16"),
        ("5 Dhu al-Hijjah 1445", "2024-06-11", "2024-06-11"),
        ("3 Rabi' al-Awwal 1446", "2024-09-06", "2024-09-06"),
        ("Jumada al-Thani 1446", "2024-12-02", "2024-12-31"),
        ("Ramadan", "2024-03-11", "2024-04-09"),
    ],
)
def test_other_calendars(text: str, first: str, last: str) -> None:
    for spelling in (text, text.upper()):
        assert read(f"It happened in {spelling} near Orvel.") == {spelling: (first, last)}


@pytest.mark.parametrize(
    "text", ["45 Ramadan 1445", "Mehr News said", "Asad fled", "Mr. Ramadan Ali spoke", "Route 1403", "Tir na nOg"]
)
def test_no_dates_of_other_calendars(text: str) -> None:
    assert read(text) == {}


@given(st.sampled_from(["hijri", "jalali"]), st.integers(1340, 1500), st.integers(1, 12), st.integers(1, 31))
def test_a_day_of_another_calendar_lies_in_its_month(kind: str, year: int, month: int, day: int) -> None:
    whole, one = span(kind, year, month, 0), span(kind, year, month, day)
    if whole is not None:
        assert 28 <= (whole[1] - whole[0]).days <= 30
    if whole is not None and one is not None:
        assert whole[0] <= one[0] == one[1] <= whole[1]
        assert one[0] - whole[0] == datetime.timedelta(day - 1)


@pytest.mark.parametrize(
    "text",
    [
        "Black Saturday and Bloody Sunday", "the Good Friday agreement", "700 seats a week", "$30 a month",
        "the first week of fighting", "They may leave.", "The men march in.", "a second man", "24/7 watch",
        "Unit 2012", "flight 1985", "in his 60s",
    ],
)  # fmt: skip
def test_left_alone(text: str) -> None:
    assert read(text) == {}


PIECES = [
    "On 5 October", "gunmen attacked a camp.", "Two days after", "the attack", "the vote", "Friday's blast",
    "the first week of", "March", "2023", "the last three days of", "the quarter ended", "30 September",
    "the night of", "3-4", "from", "to", "between", "and", "0300", "GMT", "5 p.m. EDT", "3/5/2024", "25/12/2023",
    "12 Ramadan 1445", "Mehr 1403", "overnight into", "Saturday", "early hours of", ".", "so far", "this year",
    "last summer", "winter of 2023-24", "late 80s", "the day before", "hours after", "in the morning", "3 o'clock",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.sampled_from([None, "2024-10-14", "0001-01-01", "9999-12-31"]),
    st.sampled_from([Region(), Region("day first", True), Region("month first")]),
)
def test_what_holds_for_any_of_these(text: str, published: str | None, region: Region) -> None:
    end = 0
    for m in find_times_in(text, published, None, region):
        assert end <= m.start < m.end <= len(text)
        assert text[m.start : m.end].strip() == text[m.start : m.end]
        end = m.end
        for day in (m.first, m.last):
            assert day is None or re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?", day)
        if m.first is not None and m.last is not None:
            assert m.first <= m.last
            assert m.precision is not None


@pytest.mark.parametrize(
    "text", ["Today, 30 June,", "Wednesday [28 June]", "Yesterday (29 June)", "Last Friday (June 23)"]
)
def test_a_date_beside_a_days_name_says_which(text: str) -> None:
    name, date = read(f"{text} they came.", "1989-07-01").values()
    assert name == date


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It broke out tonight at about 2115 (0315 GMT).", ["2024-10-14T21:15", "2024-10-15T03:15Z"]),
        ("It broke out on Friday at 1 a.m. (2200 GMT).", ["2024-10-11T01:00", "2024-10-10T22:00Z"]),
        ("At 2030 they saw a man.", ["2024-10-14T20:30"]),
        ("At 1990 prices it is much.", ["1990-01-01"]),
        ("It was last night at 2 a.m.", ["2024-10-14T02:00"]),
        ("The 19 April Movement (M-19) left.", []),
        ("This may have been an attack.", []),
        ("Saturday's clash will set the tone.", ["2024-10-12"]),
    ],
)
def test_hours_and_names(text: str, first: list[str]) -> None:
    assert [interval[0] for interval in read(text).values()] == first
