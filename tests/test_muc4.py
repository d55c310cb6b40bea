"""The MUC-4 task: its codebook holds, and claims become templates. All reports and outlets here are invented."""

from __future__ import annotations

import functools
import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks.muc4.answer import CODEBOOK, Answerer
from benchmarks.muc4.labels import labels
from benchmarks.muc4.network import bag_row
from benchmarks.muc4.signs import BUCKETS, hashed, padded
from benchmarks.muc4.templates import Template
from benchmarks.muc4.trunk import HEADS, Trunk
from benchmarks.muc4.upper import gelu, read
from benchmarks.muc4.word_votes import mixed
from hypothesis import given
from hypothesis import strategies as st

from firsthand import Coder, Report
from firsthand.codebook import load
from firsthand.codebook.check import check
from firsthand.language import load as load_model

BOMB = (
    "LIMA, 5 FEB 90 (RADIO INVENTADA) -- [TEXT] A POWERFUL CAR BOMB EXPLODED TODAY IN FRONT OF THE OFFICES OF THE "
    "BANCO DEL SOL IN LIMA, KILLING A SECURITY GUARD AND DESTROYING TWO BUSES. POLICE SAID THAT THE RED PLAINS FRONT "
    "CLAIMED RESPONSIBILITY FOR THE ATTACK."
)
KIDNAPPING = (
    "BOGOTA, 12 FEB 90 (CADENA INVENTADA) -- [TEXT] ARMED MEN OF THE BLUE COAST ARMY KIDNAPPED RANCHER ERNESTO "
    "DEMOSTRA NEAR VALLEDUPAR ON 9 FEBRUARY. THE KIDNAPPERS DEMAND A RANSOM, HIS FAMILY SAID."
)
TWO = (
    "SAN SALVADOR, 3 MAR 90 (AGENCIA INVENTADA) -- [TEXT] MAYOR RAMON EJEMPLAR WAS MURDERED YESTERDAY BY GUERRILLAS OF "
    "THE RED PLAINS FRONT IN SAN MIGUEL DEPARTMENT.\nMEANWHILE, A BOMB DESTROYED A POWER PYLON IN USULUTAN. NO "
    "CASUALTIES WERE REPORTED."
)
FAIR = (
    "SANTIAGO, 7 MAR 90 -- [TEXT] THE MINISTER OF AGRICULTURE TODAY OPENED A COFFEE FAIR IN SANTIAGO AND SPOKE OF GOOD "
    "HARVESTS AND OF LOANS FOR SMALL FARMERS."
)


@functools.lru_cache(maxsize=1)
def answerer() -> Answerer:
    return Answerer()


def values(template: Template, slot: str) -> list[str]:
    return [fill["v"] for fill in template[slot]]


def one(text: str, published: str, kind: str) -> Template:
    found = [t for t in answerer().templates(text, published) if values(t, "type") == [kind]]
    assert len(found) == 1
    return found[0]


def test_every_example_of_the_codebook_is_coded_as_it_says() -> None:
    codebook = load(CODEBOOK)
    assert "attack" in codebook.types
    assert "drone_strike" not in codebook.types  # it stands alone
    assert check(codebook, Coder(codebook=CODEBOOK)) == []


def test_the_coder_reads_capitals_with_the_codebook() -> None:
    claims = Coder(codebook=CODEBOOK).code(Report(text=KIDNAPPING, published="1990-02-12"))
    claim = next(c for c in claims if c.event_type == "kidnapping" and c.trigger.text == "KIDNAPPED")
    assert claim.when is not None
    assert claim.when.start == "1990-02-09"
    assert any(a.role == "target" and "DEMOSTRA" in (a.name or "") for a in claim.actors)


def test_a_bombing_becomes_one_template() -> None:
    t = one(BOMB, "1990-02-05", "BOMBING")
    assert values(t, "instr_type") == ["VEHICLE BOMB"]
    assert values(t, "date") == ["05 FEB 90"]
    assert values(t, "location")[0].startswith("PERU")
    assert values(t, "perp_org") == ["RED PLAINS FRONT"]
    assert values(t, "perp_org_conf") == ["CLAIMED OR ADMITTED"]
    assert "TWO BUSES" in values(t, "phys_id")
    buses = [f["v"] for f in t["phys_num"] if f["of"] == ["TWO BUSES"]]
    assert buses == ["2"]


def test_a_name_keeps_its_description_and_shares_its_facts() -> None:
    t = one(KIDNAPPING, "1990-02-12", "KIDNAPPING")
    assert values(t, "hum_name") == ["ERNESTO DEMOSTRA"]
    assert t["hum_desc"] == [{"v": "RANCHER", "of": ["ERNESTO DEMOSTRA"]}]
    assert len(t["hum_type"]) == len(t["hum_num"]) == 1
    assert values(t, "location")[0].startswith("COLOMBIA")


def test_two_incidents_have_their_own_targets_and_places() -> None:
    murder, bomb = one(TWO, "1990-03-03", "ATTACK"), one(TWO, "1990-03-03", "BOMBING")
    assert values(murder, "hum_name") == ["RAMON EJEMPLAR"]
    assert values(murder, "location") == ["EL SALVADOR: SAN MIGUEL"]
    assert values(bomb, "phys_id") == ["POWER PYLON"]
    assert values(bomb, "hum_name") == []
    assert values(one(TWO, "1990-03-03", "ATTACK"), "hum_effect") == ["DEATH"]


@pytest.mark.parametrize(
    "text", [BOMB, TWO, f"{BOMB} GUNMEN THEN SHOT DEAD TWO POLICEMEN AND KIDNAPPED THE BANK'S MANAGER."]
)
def test_a_target_is_told_in_one_kind_of_incident(text: str) -> None:
    found = answerer().templates(text, "1990-03-03")
    targets = [{v for slot in ("hum_name", "hum_desc", "phys_id") for v in values(t, slot)} for t in found]
    for i, t in enumerate(found):
        for j in range(i):
            shared = targets[i] & targets[j]
            assert t["type"] == found[j]["type"] or not shared or shared in (targets[i], targets[j])
        told = {
            v for slot in ("hum_type", "hum_num", "phys_type", "phys_num") for f in t[slot] for v in f.get("of", ())
        }
        assert bool(told) <= bool(targets[i])


def test_mixed_case_is_read_as_well() -> None:
    assert values(one(BOMB.title(), "1990-02-05", "BOMBING"), "instr_type") == ["VEHICLE BOMB"]


@pytest.mark.parametrize("text", [FAIR, "", " \n"])
def test_a_report_without_incident_has_no_template(text: str) -> None:
    assert answerer().templates(text, "1990-03-07") == []


def test_without_a_date_of_publication_no_date_is_guessed() -> None:
    assert all(t["date"] == [] for t in answerer().templates(BOMB, None))


def test_every_set_fill_is_one_of_the_task() -> None:
    known = labels()
    slots = {
        "type": "types",
        "stage": "stage",
        "perp_cat": "perp_cat",
        "hum_type": "hum_type",
        "phys_type": "phys_type",
    }
    for text, day in ((BOMB, "1990-02-05"), (KIDNAPPING, "1990-02-12"), (TWO, "1990-03-03")):
        for t in answerer().templates(text, day):
            for slot, name in slots.items():
                assert set(values(t, slot)) <= set(known[name])


def test_predict_answers_the_task(tmp_path: Path) -> None:
    documents = tmp_path / "docs.jsonl"
    documents.write_text(json.dumps({"doc_id": "a", "pub_date": "1990-02-05", "text": BOMB}) + "\n", encoding="utf-8")
    script = CODEBOOK.parent.parent / "predict.py"
    done = subprocess.run([sys.executable, str(script), "templates", str(documents)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["doc_id"] == "a"
    assert [t["type"] for t in answer["templates"]] == [[{"v": "BOMBING"}]]


@given(st.text(max_size=40))
def test_signs_are_numbers_of_the_table(sign: str) -> None:
    assert 0 < hashed(sign) < BUCKETS


@given(st.lists(st.lists(st.integers(1, BUCKETS - 1), max_size=70), min_size=1, max_size=5))
def test_a_report_is_one_row_of_length_one(rows: list[list[int]]) -> None:
    table = padded(rows)
    assert table.shape == (len(rows), 64)
    idf = np.ones(BUCKETS, np.float32)
    idf[0] = 0
    length = float(np.linalg.norm(bag_row(table, idf)))
    assert length == pytest.approx(1.0 if any(rows) else 0.0, abs=1e-4)


def test_the_models_inner_vectors_come_beside_its_outputs() -> None:
    model = load_model()
    doc = model.parse(TWO)
    seen = Trunk(model.folder, model.network)(doc)
    words = [t.text for t in doc if not t.is_space]
    assert seen.heads.shape[0] == len(seen.first) == len(seen.last) == len(words)
    assert seen.windows.sum() == len(seen.pieces)
    assert (seen.first <= seen.last).all()
    if len(seen.windows) == 1:  # one window: the heads are those of the network itself
        names = model.network(words)["names"]
        width = sum(model.network(words)[k].reshape(len(words), -1).shape[1] for k in HEADS[:4] if k != "dep_head")
        width += model.network(words)["dep_head"].shape[1]
        assert np.allclose(seen.heads[:, width : width + names.shape[1]], names, atol=1e-4)


def test_a_window_is_read_alone() -> None:
    """What the task's upper layers make of a paragraph does not depend on the paragraphs of other windows."""
    model = load_model()
    trunk = Trunk(model.folder, model.network)
    seen = trunk(model.parse(TWO + "\n" + BOMB * 4))
    assert len(seen.windows) > 1
    net = next(x for x in answerer()._network._nets if "own.weight" in x)
    both = read(net, seen)
    n = int((seen.first < seen.windows[0]).sum())
    seen.pieces[seen.windows[0] :] = 0
    assert np.allclose(read(net, seen)[:n], both[:n], atol=1e-5)
    assert not np.allclose(read(net, seen)[n:], both[n:], atol=1e-2)


@given(st.floats(-8, 8))
def test_gelu_is_that_of_the_error_function(x: float) -> None:
    exact = x * 0.5 * (1 + math.erf(x / math.sqrt(2)))
    assert float(gelu(np.array([x], np.float32))[0]) == pytest.approx(exact, abs=1e-5)


def test_the_networks_share_one_vote() -> None:
    assert sum(answerer()._network._shares) == pytest.approx(1)


@given(st.floats(0.01, 0.99), st.floats(-6, 6), st.floats(0.1, 0.9))
def test_a_vote_of_the_same_mind_changes_nothing_and_another_draws_to_its_side(
    p: float, odds: float, own: float
) -> None:
    def both(vote: float, mix: tuple[float, float, float]) -> float:
        arrays = (np.array([[x]], np.float32) for x in (p, vote))
        return float(mixed(*arrays, np.array([mix], np.float32))[0, 0])

    same = math.log(p / (1 - p))
    assert both(same, (own, 1 - own, 0)) == pytest.approx(p, abs=1e-3)
    assert both(odds, (1, 0, 0)) == pytest.approx(p, abs=1e-3)  # a role that is left to the network
    assert (both(odds, (own, 1 - own, 0)) >= p - 1e-3) if odds > same else (both(odds, (own, 1 - own, 0)) <= p + 1e-3)


def test_votes_on_words_leave_dates_and_places_to_the_network() -> None:
    votes, roles = answerer()._network.words, labels()["roles"]
    for role in ("date", "location"):
        assert votes._mix[roles.index(role)].tolist() == [1, 0, 0]
    assert all(votes._mix[i, 1] > 0 for i, role in enumerate(roles) if role not in ("date", "location"))
