"""Reports added one by one, in any order, give the events that they give together; and people have the last word."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import LinkingError
from firsthand.linking import Linker, current_events, link
from firsthand.linking.explanations import explained, origins_explained
from firsthand.records import Claim, Report
from tests.around.test_linking import BOUREM, GAO, claim, report

Coded = list[tuple[Report, list[Claim]]]


@st.composite
def worlds(draw: st.DrawFn) -> Coded:
    """A few reports, each with one to three claims that may or may not be of the same events."""
    found: Coded = []
    for number in range(draw(st.integers(2, 9))):
        words = draw(st.sampled_from(["shells on the market", "an ambush by the river", "a raid at night"]))
        one = report(f"Outlet {number}", f"2025-03-0{draw(st.integers(4, 6))}", f"Outlet {number} tells of {words}.")
        claims = [
            claim(
                one, at=at * 60, kind=draw(st.sampled_from(["attack", "killing", "shelling"])),
                day=draw(st.sampled_from([None, "2025-03-03", "2025-03-04"])),
                where=draw(st.sampled_from([None, GAO, BOUREM])),
                killed=draw(st.sampled_from([None, (4, 4), (9, None)])),
            )
            for at in range(draw(st.integers(1, 3)))
        ]  # fmt: skip
        found.append((one, claims))
    return found


@given(worlds(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_any_order_of_adding_gives_the_same_events(coded: Coded, chance: random.Random) -> None:
    whole = [event.model_dump_json() for event in link(coded)]
    shuffled = coded[:]
    chance.shuffle(shuffled)
    linker = Linker(room=chance.choice([1, 2, 100]))  # how many dossiers lie open must not show either
    for one, claims in shuffled:
        linker.add(one, claims)
        if chance.random() < 0.5:
            current_events(linker)  # asked in between: what is kept must not show
    assert [event.model_dump_json() for event in current_events(linker)] == whole


@given(worlds(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_also_where_blocks_are_full(coded: Coded, chance: random.Random) -> None:
    def clusters(reports: Coded) -> object:
        linker = Linker(window=1)
        for one, claims in reports:
            linker.add(one, claims)
            linker.clusters()
        return linker.clusters(), linker.stories()

    shuffled = coded[:]
    chance.shuffle(shuffled)
    assert clusters(shuffled) == clusters(coded)


@given(worlds(), worlds(), st.integers(1, 20), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_taking_reports_out_again_leaves_what_there_was(
    coded: Coded, passing: Coded, window: int, chance: random.Random
) -> None:
    known = {one.report_id for one, _ in coded}
    both = [*coded, *((one, claims) for one, claims in passing if one.report_id not in known)]
    gone = {one.report_id for one, _ in both} - known
    links = [tuple(chance.sample(sorted({c.claim_id for _, claims in both for c in claims}), 2)) for _ in range(2)]
    linker = Linker(must=links[:1], window=window, room=chance.choice([1, 2, 100]))
    chance.shuffle(both)
    for one, claims in both:
        linker.add(one, claims)
    current_events(linker)
    for name in sorted(gone, key=lambda _: chance.random()):
        assert linker.remove(name)
        if chance.random() < 0.5:
            current_events(linker)
    whole = Linker(must=links[:1], window=window)
    for one, claims in coded:
        whole.add(one, claims)
    assert current_events(linker) == current_events(whole)
    assert linker.stories() == whole.stories()
    assert not linker.remove("nobody"), "a report that is not there changes nothing"


@given(worlds(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_decisions_can_be_changed_later(coded: Coded, chance: random.Random) -> None:
    claims = sorted({c.claim_id for _, found in coded for c in found})
    pairs = [tuple(chance.sample(claims, 2)) for _ in range(4)]
    first, then = pairs[:2], pairs[2:3]
    apart = [pair for pair in pairs[3:] if set(pair) != set(then[0])]
    linker = Linker(must=first, room=chance.choice([1, 2, 100]))
    for one, found in coded:
        linker.add(one, found)
    current_events(linker)
    linker.redecide(then, apart)
    try:
        whole = link(coded, then, apart)
    except LinkingError:
        with pytest.raises(LinkingError):
            current_events(linker)
    else:
        assert current_events(linker) == whole


def test_adding_a_report_leaves_the_other_events_alone() -> None:
    linker = Linker()
    for number in range(20):
        one = report(f"Outlet {number}", "2025-03-12", f"{chr(97 + number) * 9} that nobody else tells.")
        linker.add(one, [claim(one, day=f"2025-03-{number // 2 + 1:02}")])
    linker.clusters()
    late = report("Late Post", "2025-03-13", "A word on what happened in the first days of the month.")
    linker.add(late, [claim(late, day="2025-03-01")])
    gone, new = linker.refresh()
    assert len(gone) <= 2
    assert len(new) == 1
    assert not linker.add(late, []), "a report that is there already changes nothing"


@given(worlds())
@settings(deadline=None, max_examples=20)
def test_what_a_linker_was_given_comes_out_of_it_as_it_was(coded: Coded) -> None:
    linker, whole = Linker(room=1), Linker()
    for one, claims in coded:
        linker.add(one, claims)
        whole.add(one, claims)
    assert dict(linker.reports) == {one.report_id: one for one, _ in coded}
    assert dict(linker.claims) == {claim.claim_id: claim for _, claims in coded for claim in claims}
    assert [list(one.claims) for one in linker.dossiers.values()] == [claims for _, claims in coded]
    assert dict(linker.accounts) == dict(whole.accounts)
    for cluster in whole.clusters():
        assert explained(linker, cluster) == explained(whole, cluster)
        assert origins_explained(linker, cluster) == origins_explained(whole, cluster)
    with pytest.raises(KeyError):
        linker.claims["nobody"]


def two() -> tuple[Claim, Claim, Coded]:
    a, b = report("Wire", "2025-03-04"), report("Courier", "2025-03-05")
    one, other = claim(a), claim(b)
    return one, other, [(a, [one]), (b, [other])]


def test_a_person_keeps_two_claims_apart_or_together() -> None:
    one, other, coded = two()
    assert len(link(coded)) == 1
    apart = link(coded, must_not=[(other.claim_id, one.claim_id)])
    assert len(apart) == 2
    c = report("Post", "2025-03-05")
    far = claim(c, where=BOUREM, day="2025-03-01", kind="talks")
    tied = link([*coded, (c, [far])], must=[(one.claim_id, far.claim_id)])
    assert len(tied) == 1
    assert "a person's decision" in " ".join(tied[0].why_linked.values())
    assert link([*coded, (c, [far])]) == link([(c, [far]), *coded]), "and without the decision they are two again"
    assert len(link([*coded, (c, [far])])) == 2


def test_a_person_keeps_two_claims_of_one_report_apart() -> None:
    a = report("Wire", "2025-03-04")
    one, other = claim(a), claim(a, at=60, killed=(4, 4))
    assert len(link([(a, [one, other])])) == 1
    assert len(link([(a, [one, other])], must_not=[(one.claim_id, other.claim_id)])) == 2


def test_decisions_hold_for_claims_that_come_later() -> None:
    one, other, coded = two()
    linker = Linker(must_not=[(one.claim_id, other.claim_id)])
    for late, claims in reversed(coded):
        linker.add(late, claims)
        linker.clusters()
    assert len(linker.clusters()) == 2


def test_decisions_that_cannot_be_kept_are_named() -> None:
    one, other, coded = two()
    with pytest.raises(LinkingError, match="must not be one event"):
        link(coded, must=[(one.claim_id, other.claim_id)], must_not=[(one.claim_id, other.claim_id)])


def test_an_event_of_hundreds_of_reports_stays_one() -> None:
    coded: Coded = []
    for number in range(150):
        text = f"Outlet {number} tells in its own way, number {number * 7919 % 1000}, of the raid on Gao."
        one = report(f"Outlet {number}", f"2025-03-{4 + number % 5:02}", text)
        coded.append((one, [claim(one, killed=(7, 7))]))
    sizes = sorted(len(event.claims) for event in link(coded))
    assert sizes[-1] == 150, sizes
    assert list(itertools.accumulate(sizes))[-1] == 150
