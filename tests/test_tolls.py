"""Which numbers are tolls: the sentences of quality/tolls.yaml through the real coder, and an article's own toll."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from firsthand import Coder, Report
from firsthand.yamlfile import parse

HERE = Path(__file__).parent / "quality" / "tolls.yaml"
Item = tuple[str, int | None, int | None]
SENTENCES: dict[str, dict[str, list[dict[str, Any]]]] = parse(HERE.read_text(encoding="utf-8"))


def told(coder: Coder, sentence: str) -> Counter[Item]:
    """Harm to persons in all claims of a sentence."""
    claims = coder.code(Report(text=sentence, published="2024-03-06"))
    return Counter((h.outcome, h.low, h.high) for c in claims for h in c.harm if h.unit == "person")


def faults(coder: Coder, part: str, group: str) -> list[str]:
    """The sentences of a group that are read otherwise."""
    found = []
    for row in SENTENCES[part][group]:
        want = Counter((outcome, low, high) for outcome, low, high in row["harm"])
        got = told(coder, row["say"])
        if got != want:
            found.append(f"{row['say']} expected {sorted(want, key=str)}, read {sorted(got, key=str)}")
    return found


@pytest.mark.parametrize("group", SENTENCES["no_tolls"])
def test_numbers_that_are_no_tolls(coder: Coder, group: str) -> None:
    assert not (wrong := faults(coder, "no_tolls", group)), "\n".join(wrong)


@pytest.mark.parametrize("group", SENTENCES["tolls"])
def test_numbers_that_are_tolls(coder: Coder, group: str) -> None:
    assert not (wrong := faults(coder, "tolls", group)), "\n".join(wrong)


def test_the_list_is_long_and_has_both_kinds(coder: Coder) -> None:
    no_tolls = [row for rows in SENTENCES["no_tolls"].values() for row in rows]
    tolls = [row for rows in SENTENCES["tolls"].values() for row in rows]
    assert len(no_tolls) >= 150
    assert len(tolls) >= 60
    assert all(row["harm"] for row in tolls)
    assert len({row["say"] for row in (*no_tolls, *tolls)}) == len(no_tolls) + len(tolls)
    # sentences of which nothing is coded at all would prove little: most have an event beside the number
    coded = sum(bool(coder.code(Report(text=row["say"]))) for row in no_tolls)
    assert coded >= 0.75 * len(no_tolls)
