"""Wordings of the field: each sentence must give a claim of its type, and words of war in other talk none."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand import Coder, Report
from firsthand.yamlfile import parse

WORDINGS: dict[str, list[str]] = parse(Path(__file__).with_name("quality").joinpath("wordings.yaml").read_text("utf-8"))
PAIRS = [(kind, text) for kind, texts in WORDINGS.items() for text in texts]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("kind", "text"), PAIRS, ids=[f"{kind}: {text[:50]}" for kind, text in PAIRS])
def test_wordings(coder: Coder, kind: str, text: str) -> None:
    claims = coder.code(Report(text=text, published="2024-03-10", publisher="The Invented Gazette"))
    found = [claim.event_type for claim in claims]
    assert found == [] if kind == "none" else kind in found
