"""Blocks, parts and clusters: the same result in any order, and only what a change can touch is done again."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import LinkingError
from firsthand.linking import story
from firsthand.linking.blocks import Blocks, meetings, paired
from firsthand.linking.evidence import sphere_km
from firsthand.linking.graph import Graph
from firsthand.linking.partition import partition
from firsthand.records import Claim, Phrase, Place, Report

NAMES = [f"n{i}" for i in range(9)]


def proposed(order: list[str], days: dict[str, int], keys: dict[str, dict[str, float]]) -> set[tuple[str, str]]:
    """The pairs after adding members in an order, as told by what ``add`` gave and took back."""
    pairs = set[tuple[str, str]]()
    blocks = Blocks(window=2, need=2.0, known=lambda one, other: paired(one, other) in pairs)
    for name in order:
        gained, lost = blocks.add(name, days[name], keys[name])
        assert pairs >= set(lost)
        pairs = (pairs - set(lost)) | {paired(name, other) for other in gained}
    assert all(blocks.proposes(pair) == (pair in pairs) for pair in itertools.combinations(sorted(order), 2))
    return pairs


@given(st.data())
@settings(deadline=None)  # a loaded machine is no fault
def test_blocks_propose_the_same_pairs_in_any_order(data: st.DataObject) -> None:
    days = {name: data.draw(st.integers(1, 4)) for name in NAMES}
    one_key = st.dictionaries(st.sampled_from("xyz"), st.just(1.0), max_size=3)
    keys = {name: data.draw(one_key) for name in NAMES}
    orders = [NAMES, data.draw(st.permutations(NAMES))]
    assert proposed(orders[0], days, keys) == proposed(orders[1], days, keys)


def test_a_full_block_bounds_what_one_member_is_compared_with() -> None:
    blocks = Blocks(window=3, need=1.0, known=lambda one, other: False)
    sizes = [len(blocks.add(f"{i:04}", 1, {"army": 1.0})[0]) for i in random.Random(1).sample(range(500), 500)]
    assert max(sizes) <= 6


def edges_of(pairs: dict[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    edges: dict[str, dict[str, float]] = {name: {} for name in NAMES}
    for (one, other), logit in pairs.items():
        edges[one][other] = edges[other][one] = logit
    return edges


LOGITS = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1]),
    st.sampled_from([-8.0, -2.0, -1.0, 0.5, 1.0, 3.0]), max_size=20,
)  # fmt: skip


@given(LOGITS)
def test_clusters_are_a_partition_and_keep_to_the_threshold(pairs: dict[tuple[str, str], float]) -> None:
    edges = edges_of(pairs)
    clusters = partition(NAMES, edges, 0.0, -3.0)
    assert sorted(itertools.chain(*clusters)) == NAMES
    for one, other in itertools.combinations(clusters, 2):
        known = [edges[a].get(b, -3.0) for a in one for b in other]
        assert sum(known) / len(known) < 0, "two clusters that should have been joined"


@given(LOGITS, st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=3))
def test_decisions_are_kept(pairs: dict[tuple[str, str], float], decided: set[tuple[str, str]]) -> None:
    must = [pair for pair in sorted(decided) if pair[0] < pair[1]]
    clusters = partition(NAMES, edges_of(pairs), 0.0, -3.0, must=must)
    assert all(any(a in c and b in c for c in clusters) for a, b in must)
    clusters = partition(NAMES, edges_of(pairs), 0.0, -3.0, must_not=must)
    assert not any(a in c and b in c for c in clusters for a, b in must)


def test_decisions_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(LinkingError, match="n0 and n2 must not be one event"):
        partition(NAMES, edges_of({}), 0.0, -3.0, must=[("n0", "n1"), ("n1", "n2")], must_not=[("n0", "n2")])


@given(LOGITS, LOGITS, st.data())
@settings(deadline=None)
def test_a_graph_kept_up_to_date_is_the_graph_made_anew(
    first: dict[tuple[str, str], float], then: dict[tuple[str, str], float], data: st.DataObject
) -> None:
    graph = Graph(0.0, -3.0)
    for name in NAMES:
        graph.add(name)
    for pair, logit in first.items():
        graph.connect(pair, logit)
    before = set(graph.refresh()[1])
    for pair in data.draw(st.lists(st.sampled_from(sorted(first)), unique=True)) if first else []:
        graph.disconnect(pair)
        first = {other: logit for other, logit in first.items() if other != pair}
    for pair, logit in then.items():
        graph.connect(pair, logit)
    gone, new = graph.refresh()
    now = set(graph.cluster_of.values())
    assert now == set(partition(NAMES, edges_of({**first, **then}), 0.0, -3.0))
    assert (before - gone) | new == now


def test_a_change_touches_only_its_own_part() -> None:
    graph = Graph(0.0, -3.0)
    for name in NAMES:
        graph.add(name)
    for pair in (("n0", "n1"), ("n2", "n3"), ("n4", "n5")):
        graph.connect(pair, 2.0)
    graph.refresh()
    graph.connect(("n1", "n6"), 2.0)
    graph.connect(("n0", "n6"), 2.0)
    assert graph.refresh() == ({("n0", "n1"), ("n6",)}, {("n0", "n1", "n6")})


@given(st.data())
@settings(deadline=None)  # a loaded machine is no fault
def test_rows_known_from_the_start_meet_as_rows_that_grow(data: st.DataObject) -> None:
    days = {name: data.draw(st.integers(1, 4)) for name in NAMES}
    keys = {name: data.draw(st.dictionaries(st.sampled_from("xyz"), st.just(1.0), max_size=3)) for name in NAMES}
    met: Counter[tuple[str, str]] = Counter()
    for key in "xyz":
        row = sorted((name for name in NAMES if key in keys[name]), key=lambda name: (days[name], name))
        met.update(meetings(row, window=2))
    assert {pair for pair, times in met.items() if times >= 2} == proposed(NAMES, days, keys)


POINTS = st.tuples(st.floats(-80, 80), st.floats(-180, 180)) | st.tuples(st.floats(15, 15.6), st.floats(-0.3, 0.3))


@given(st.lists(POINTS, min_size=1, max_size=8), st.lists(POINTS, min_size=1, max_size=8))
@settings(deadline=None)
def test_places_near_each_other_are_found_without_comparing_all(
    mine: list[tuple[float, float]], theirs: list[tuple[float, float]]
) -> None:
    def told(publisher: str, points: list[tuple[float, float]]) -> story.Story:
        one = Report(text="Shells fell.", publisher=publisher)
        spots = [Place(name=f"P{n}", lat=lat, lon=lon, precision="town") for n, (lat, lon) in enumerate(points)]
        said = Phrase(text="fell")
        claims = [Claim(report_id=one.report_id, event_type="attack", trigger=said, quote=said, where=x) for x in spots]
        return story.Story.of(one, claims)

    one, other = told("Wire", mine), told("Post", theirs)
    near = sum(
        min(a, b) for p, a in one.places.items() for q, b in other.places.items() if sphere_km(*p, *q) <= story.NEAR_KM
    )
    assert story.features(one, other)[story.FEATURES.index("near")] == pytest.approx(min(near, 1.0))
