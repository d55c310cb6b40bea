"""The invented reports beside this file, through the real coder and the linking: events and origins."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from firsthand.linking import link
from firsthand.records import Claim, Event, Report
from tests import shipped
from tests.linking.scoring import Telling, corpus, found_events, pair_f1, wrong_origins


class World(NamedTuple):
    """The corpus, coded and linked."""

    reports: list[Report]
    tellings: list[Telling]
    origins: dict[str, list[str]]
    coded: dict[str, list[Claim]]
    events: list[Event]


@pytest.fixture(scope="module")
def world() -> World:
    reports, tellings, origins = corpus()
    coder = shipped.coder()
    coded = {report.report_id: coder.code(report) for report in reports}
    return World(reports, tellings, origins, coded, link([(report, coded[report.report_id]) for report in reports]))


def event_of(world: World, name: str) -> Event:
    """The event that most tellings of a gold event are in."""
    found = found_events(world.tellings, world.coded, world.events)
    ids = Counter(x for telling, x in zip(world.tellings, found, strict=True) if telling.event == name)
    return next(event for event in world.events if event.event_id == ids.most_common(1)[0][0])


def test_the_corpus_is_what_it_says(world: World) -> None:
    assert len(world.reports) >= 40
    assert len(world.origins) == 12
    assert {telling.event for telling in world.tellings} == set(world.origins)


def test_the_reports_become_their_events(world: World) -> None:
    found = found_events(world.tellings, world.coded, world.events)
    gold = [telling.event for telling in world.tellings]
    assert pair_f1(gold, found) >= 0.95
    assert pair_f1(gold, gold) == 1.0
    assert pair_f1(gold, [f"{i}" for i in range(len(gold))]) == 0.0


def test_near_twins_stay_two(world: World) -> None:
    for one, other in (("menaka-monday", "menaka-tuesday"), ("okhtyrka-monday", "okhtyrka-tuesday")):
        assert event_of(world, one).event_id != event_of(world, other).event_id


def test_every_origin_is_right(world: World) -> None:
    assert wrong_origins(world.tellings, world.coded, world.events, world.origins) == []


def test_outlets_that_have_it_from_each_other_are_seen(world: World) -> None:
    circles: Sequence[Sequence[str]] = [o["circle"] for o in event_of(world, "bunia").origins if o["circle"]]
    assert [sorted(circle) for circle in circles] == [["Ituri Voice", "Lake Herald"]]
    assert not any(o["circle"] for event in world.events for o in event.origins if "Ituri Voice" not in o["names"])


def test_two_tolls_of_one_event_are_both_kept_and_contested(world: World) -> None:
    event = event_of(world, "djibo")
    toll = next(h for h in event.harm if h["outcome"] == "killed" and h["unit"] == "person")
    assert (toll["low"], toll["high"]) == (6, 20)
    assert {(v["low"], v["high"]) for v in toll["values"]} == {(6, 6), (20, 20)}
    disputed = next(x for x in event.contested if x["field"].startswith("harm.killed"))
    said = {p["value"]: p["sources"] for p in disputed["positions"]}
    assert "army" in said["6"]
    assert any("Lions" in source for source in said["20"])


def test_a_denial_is_in_the_event_that_it_denies(world: World) -> None:
    assert "occurrence" in [x["field"] for x in event_of(world, "menaka-monday").contested]


def test_the_order_of_the_reports_changes_nothing(world: World) -> None:
    reports = world.reports[:]
    random.Random(3).shuffle(reports)
    again = link([(report, world.coded[report.report_id]) for report in reports])
    assert [event.model_dump_json() for event in again] == [event.model_dump_json() for event in world.events]
