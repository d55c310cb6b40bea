"""A short run of every fuzzer; ``python -m fuzz`` runs them longer."""

from __future__ import annotations

import pytest
from fuzz.readers import targets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TARGETS = targets()


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_give_reports_or_a_clear_word(name: str) -> None:
    strategy, holds = TARGETS[name]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(strategy)
    def run(data: bytes) -> None:
        holds(data)

    run()


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(
    st.lists(
        st.sampled_from(["A", "b.", "\n", "\r\n", "\ufffe", "-", "7", "é", "\x02", " ", "Page 1 of 2"]), max_size=40
    )
)
def test_pages_give_text_without_marks_of_line_ends(parts: list[str]) -> None:
    from firsthand.reports.pages import running_text

    text = running_text(["".join(parts), "".join(reversed(parts))])
    assert not set(text) & {"\ufffe", "\x02", "\r"}
