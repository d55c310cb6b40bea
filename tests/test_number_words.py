"""Numbers in words, also with "and": every whole number to 999,999."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand import Coder, Report
from firsthand.reading.counts import bounds_in

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ONES = ["", *_WORDS.split(" ")]
_TENS = ["", "", *["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]]


def _below_hundred(n: int) -> str:
    if n < 20:
        return _ONES[n]
    return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")


def _below_thousand(n: int, joint: str) -> str:
    rest = _below_hundred(n % 100)
    return f"{_ONES[n // 100]} hundred{joint + rest if rest else ''}" if n >= 100 else rest


def spelt(n: int, joint: str) -> str:
    """The number in words; ``joint`` stands before tens and ones: " and " or " "."""
    thousands, rest = divmod(n, 1000)
    if not thousands:
        return _below_thousand(rest, joint)
    tail = _below_thousand(rest, joint)
    before = "" if not tail else joint if rest < 100 else " "
    return f"{_below_thousand(thousands, joint)} thousand{before}{tail}"


@settings(deadline=None)
@given(st.integers(1, 999_999), st.sampled_from([" and ", " "]))
def test_every_number_in_words(n: int, joint: str) -> None:
    assert bounds_in(f"{spelt(n, joint)} soldiers") == (n, n), spelt(n, joint)


@settings(deadline=None)
@given(st.integers(1, 999_999))
def test_at_least_so_many(n: int) -> None:
    assert bounds_in(f"at least {spelt(n, ' and ')} people") == (n, None)


@pytest.mark.parametrize("n", [49, 101, 112, 250, 340, 999, 1005, 2350, 120_000])
def test_in_a_report(coder: Coder, n: int) -> None:
    (claim,) = coder.code(Report(text=f"The police arrested {spelt(n, ' and ')} protesters in Baku."))
    assert [(h.outcome, h.low, h.high) for h in claim.harm] == [("arrested", n, n)]


def test_two_numbers_are_not_one(coder: Coder) -> None:
    (claim,) = coder.code(Report(text="Rebels killed one hundred soldiers and fifty policemen near Gao."))
    assert [(h.outcome, h.low) for h in claim.harm] == [("killed", 100), ("killed", 50)]
