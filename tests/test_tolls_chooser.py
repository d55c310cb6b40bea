"""The toll of the incident that an article is about (benchmarks/tolls). All articles here are invented."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks.tolls.answer import Answerer
from benchmarks.tolls.chooser import Pairs, Trees, log_softmax, together
from benchmarks.tolls.evidence import Evidence, gathered
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import shipped

HOUSE = Path(__file__).parents[1]
BAR = (
    "Two dead, three hurt in Sampleton bar shooting\n\nSAMPLETON - Two men were killed and three women were wounded "
    "when a gunman opened fire in a bar on Elm Street on Saturday night, police said.\n\nThe wounded were taken to a "
    "hospital in stable condition. No arrests have been made."
)
BOY = (
    "Boy, 7, dies after shooting in Sampleton\n\nA 7-year-old boy who was shot in the head on Monday died at the "
    "hospital on Tuesday, police said. The boy was playing in front of his home on Oak Street when he was hit."
)


@functools.lru_cache(maxsize=1)
def answerer() -> Answerer:
    return Answerer()


def evidence(text: str) -> Evidence:
    return gathered(shipped.model().parse(text))


def told(text: str) -> set[tuple[str, int | None]]:
    return {(s.kind, s.number) for s in evidence(text).statements}


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("3 dead, 12 hurt in bombing\n\nPolice are investigating.", ("killed", 3)),
        ("3 dead, 12 hurt in bombing\n\nPolice are investigating.", ("injured", 12)),
        ("Police are investigating a triple homicide.", ("killed", 3)),
        ("He is charged with two counts of murder.", ("counts", 2)),
        ("He is charged with two counts of attempted murder.", ("attempts", 2)),
        ("The shooting left the driver dead and three others injured.", ("injured", 3)),
    ],
)
def test_short_forms_are_statements(text: str, statement: tuple[str, int]) -> None:
    assert statement in told(text)


@pytest.mark.parametrize("text", ["Suspect, killing 16 year old, fled.", "A .40-caliber gun killed him.", "60% hurt"])
def test_ages_and_shares_are_none(text: str) -> None:
    assert not {n for _, n in told(text) if n is not None and n > 1}


def test_individuals_are_told_apart_and_counted_once() -> None:
    people = evidence(
        "Jonas Muster, 23, was shot and wounded. A 40-year-old woman was shot in the leg. Muster died on Sunday."
    ).people
    assert sorted("killed" in i.kinds for i in people) == [False, True]


def test_people_named_together_are_different_people() -> None:
    assert len(evidence("A woman and her sister were killed.").people) == 2


def test_trees_walk_to_their_leaf() -> None:
    table = {
        "feature": np.array([1, -1, -1]), "threshold": np.array([2.5, 0, 0]), "left": np.array([1, 0, 0]),
        "right": np.array([2, 0, 0]), "value": np.array([0.0, -1.0, 1.0]), "roots": np.array([0, 0]),
    }  # fmt: skip
    trees = Trees(table, 0.5)
    assert trees(np.array([[9.0, 2.0], [0.0, 3.0]])).tolist() == [-1.5, 2.5]


SETTINGS = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)), st.floats(-9, 0, allow_nan=False), min_size=1, max_size=6
).map(lambda d: [(k, i, p) for (k, i), p in d.items()])


@SETTINGS
@given(PAIRS)
def test_alone_an_article_means_its_likeliest_pair(own: Pairs) -> None:
    chosen = together(own, [], 1.0, -4.0)
    assert max(p for _, _, p in own) == next(p for k, i, p in own if (k, i) == chosen)


@SETTINGS
@given(PAIRS, st.lists(PAIRS, max_size=4))
def test_the_answer_is_a_pair_that_some_article_tells(own: Pairs, others: list[Pairs]) -> None:
    assert together(own, others, 1.0, -4.0) in {(k, i) for found in (own, *others) for k, i, _ in found}


@SETTINGS
@given(st.lists(st.floats(-30, 30), min_size=1))
def test_log_softmax_sums_to_one(logits: list[float]) -> None:
    assert np.exp(log_softmax(np.array(logits))).sum() == pytest.approx(1)


def test_plain_articles() -> None:
    assert answerer().alone(BAR)[0][:2] == (2, 3)
    assert answerer().alone(BOY)[0][:2] == (1, 0)


def test_every_document_has_an_answer_in_its_order(tmp_path: Path) -> None:
    docs = [
        {"doc_id": f"d{n}", "pub_date": "2015-03-02", "text": t} for n, t in enumerate((BAR, BOY, BAR, "", "Rain."))
    ]
    path = tmp_path / "docs.jsonl"
    path.write_text("".join(json.dumps(d) + "\n" for d in docs), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(HOUSE / "benchmarks" / "predict.py"), "tolls", str(path)],
        capture_output=True, text=True, timeout=120, cwd=HOUSE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [f["doc_id"] for f in found] == ["d0", "d1", "d2", "d3", "d4"]
    assert [(f["killed"], f["injured"]) for f in found[:3]] == [(2, 3), (1, 0), (2, 3)]
    assert all(f["killed"] >= 0 and f["injured"] >= 0 for f in found)
