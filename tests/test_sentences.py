"""Single sentences, each a construction that was once read wrongly: who, to whom, how many, how far it got."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from firsthand import Claim, Coder, Report
from firsthand.yamlfile import parse

SENTENCES: list[tuple[str, dict[str, Any]]] = [
    (text, wanted)
    for text, wanted in parse(Path(__file__).with_name("quality").joinpath("sentences.yaml").read_text("utf-8"))
]


def _differs(claim: Claim, wanted: dict[str, Any]) -> list[str]:
    """The fields in which a claim is not what was wanted."""
    wrong = []
    if claim.event_type != wanted.get("type", claim.event_type):
        wrong.append(f"type {claim.event_type}")
    for role in ("initiator", "target"):
        names = [f"{a.name or ''} {a.text}" for a in claim.actors if a.role == role]
        name = wanted.get(role, "*")
        if (name == "-" and names) or (name not in "-*" and not any(name in n for n in names)):
            wrong.append(f"{role} {names}")
    if "harm" in wanted and tuple(wanted["harm"]) not in {(h.outcome, h.low, h.high) for h in claim.harm}:
        wrong.append(f"harm {[(h.outcome, h.low, h.high) for h in claim.harm]}")
    wrong += [f"{k} {getattr(claim, k)}" for k in ("stage", "stance") if k in wanted and getattr(claim, k) != wanted[k]]
    return wrong


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[text[:50] for text, _ in SENTENCES])
def test_a_claim_says_what_the_sentence_says(coder: Coder, text: str, wanted: dict[str, Any]) -> None:
    claims = coder.code(Report(text=text, published="2025-03-05", publisher="Dunya Courier"))
    assert claims, "no claim at all"
    faults = [_differs(claim, wanted) for claim in claims]
    assert [] in faults, faults
