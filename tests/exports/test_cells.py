"""Cells that a spreadsheet cannot run, and that come back as they were."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.exports import cells

DANGEROUS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n@x", "＝1+1", "'=1"]
)
def test_a_formula_is_text(text: str) -> None:
    cell = cells.safe(text)
    assert cell.startswith("'")
    assert cells.plain(cell) == text.replace("\t", " ").replace("\r", " ").replace("\n", " ")


@settings(deadline=None)
@given(st.text())
def test_no_cell_begins_a_formula_and_taking_the_mark_off_gives_the_text_back(text: str) -> None:
    cell = cells.safe(text)
    assert not cell.lstrip(" \u200b\ufeff").startswith(DANGEROUS)
    assert not any(ord(letter) < 32 or letter in "\u2028\u2029" for letter in cell)
    again = cells.plain(cell)
    assert cells.safe(again) == cell


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"])), min_size=2, max_size=2)
    )
)
def test_a_table_survives_a_round_trip(rows: list[list[str]]) -> None:
    text = b"".join(cells.lines(rows, [["a", "b"]])).decode()
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert back[0] == ["a", "b"]
    assert [[cells.plain(cell) for cell in row] for row in back[1:]] == rows


def test_numbers_stay_numbers() -> None:
    assert [cells.safe(x) for x in (-3.67, 0, True, None, 1e-7)] == ["-3.67", "0", "true", "", "1e-07"]


def test_a_cell_fits_into_excel() -> None:
    assert len(cells.safe("x" * 100_000)) <= 32_767
    assert len(cells.safe("=" * 100_000)) <= 32_767
