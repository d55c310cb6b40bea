"""Wordings of the field: each sentence must give a claim of its type, and words of war in other talk none."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand import Coder, Report
from firsthand.yamlfile import parse

FILES = ("wordings.yaml", "wordings_violence.yaml")
WORDINGS: list[dict[str, list[str]]] = [
    parse(Path(__file__).with_name("quality").joinpath(name).read_text("utf-8")) for name in FILES
]
PAIRS = [(kind, text) for told in WORDINGS for kind, texts in told.items() for text in texts]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("kind", "text"), PAIRS, ids=[f"{kind}: {text[:50]}" for kind, text in PAIRS])
def test_wordings(coder: Coder, kind: str, text: str) -> None:
    claims = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    found = [claim.event_type for claim in claims]
    assert found == [] if kind == "none" else kind in found


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("The gang beat two traders with iron bars in Kasese.", ["bars"]),
        ("Fighters attacked a post near Gao with mortars and rifles.", ["mortars", "rifles"]),
        ("Two jets used guided bombs to attack the depot near Raqqa.", ["bombs"]),
        ("Gunmen attacked a man with a limp in Kasese.", []),
    ],
)
def test_what_was_used(coder: Coder, text: str, means: list[str]) -> None:
    (claim,) = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    assert [word for word in means if not any(word in m.text for m in claim.means)] == []
    assert bool(claim.means) == bool(means)


@pytest.mark.parametrize(
    "text",
    [
        "A shell hit a house near Gao and killed nine people.",
        "The women were abducted and taken into the bush near Gwoza.",
        "The raid forced 300 families to flee to Gwoza.",
        "Police dispersed the marchers with tear gas in Gao.",
    ],
)
def test_one_deed_is_told_once(coder: Coder, text: str) -> None:
    claims = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    types = [claim.event_type for claim in claims]
    assert len(types) == len(set(types))
