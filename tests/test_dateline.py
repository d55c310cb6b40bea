"""The head of a wire report stands apart from its first sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.language import load
from firsthand.language.dateline import body_start, body_starts, dateline


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("GAO, 4 Feb (EXAMPLE) -- [TEXT] Rebels left.", "Rebels left."),
        ("\n  GAO, Mali (EXAMPLE)_ Rebels left.", "Rebels left."),
        ("GAO, Mali — Rebels left.", "Rebels left."),
        ("TIN AOUKER – Rebels left.", "Rebels left."),
    ],
)
def test_the_text_proper_starts_a_sentence(text: str, rest: str) -> None:
    assert text[body_start(text) :].strip() == rest
    last = list(load(None).parse(text).sents)[-1]
    assert last.text.strip() == rest


@pytest.mark.parametrize("text", ["Rebels left Gao — at last.", "The ARMY — it said — left.", "", "GAO", "- GAO"])
def test_other_dashes_are_no_datelines(text: str) -> None:
    assert body_start(text) == 0


@given(st.text(alphabet="GAO, (x)-—_\n4", max_size=40))
def test_it_lies_within_the_text(text: str) -> None:
    assert 0 <= body_start(text) <= len(text)
    found = dateline(text)
    assert found is None or 0 < found[1] <= len(text)


def test_every_paragraph_may_have_a_dateline() -> None:
    text = "CORRECTION: the number was wrong.\n\nGAO, March 7 - Rebels left.\n\nLater they came back."
    assert [text[at:].split(".")[0] for at in body_starts(text)] == ["Rebels left"]
    assert any(sentence.text.strip() == "Rebels left." for sentence in load(None).parse(text).sents)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("TIN AOUKER - Rebels left.", "Rebels left."),
        ("GAO: Rebels left.", "Rebels left."),
        ("GAO, 5 JUN 90 -- [TEXT] TIN AOUKER -- REBELS LEFT.", "REBELS LEFT."),
        ("GAO: rebels left.", "GAO: rebels left."),
        ("GAO - an old town - fell.", "GAO - an old town - fell."),
    ],
)
def test_a_town_in_capitals_before_a_hyphen_or_a_colon(text: str, rest: str) -> None:
    assert text[body_start(text) :].strip() == rest
