"""Claims become events: what belongs together, what does not, and how many origins there are."""

from __future__ import annotations

import random
from typing import Any

import pytest

from firsthand.linking import link
from firsthand.linking.copies import copies
from firsthand.linking.families import may_be_same, most_telling
from firsthand.records import Actor, Claim, Event, Harm, Link, Phrase, Place, Report, Span, When

GAO = {"name": "Gao", "geonameid": 2457161, "lat": 16.27, "lon": -0.04, "country": "MLI", "precision": "town"}
BOUREM = {"name": "Bourem", "geonameid": 2460087, "lat": 16.95, "lon": -0.35, "country": "MLI", "precision": "town"}
UNIQUE = "{0} was told of by {0} alone and in words that {0} shares with nobody else in the region"


def report(name: str, published: str, text: str | None = None) -> Report:
    return Report(text=text or UNIQUE.format(name), published=published, publisher=name)


def claim(of: Report, at: int = 0, kind: str = "attack", day: str | None = "2025-03-03", **more: Any) -> Claim:
    where = more.pop("where", GAO)
    toll = more.pop("killed", None)
    party = more.pop("party", "target")
    chain = [Link(source=of.publisher or "?", kind="media"), *(Link(source=s, kind=k) for s, k in more.pop("by", ()))]
    return Claim(
        report_id=of.report_id, event_type=kind, trigger=Phrase(text=kind), attribution=tuple(chain),
        quote=Phrase(text="q", span=Span(at, at + 50)),
        when=When(start=day, end=day, precision="day") if day else None,
        where=Place(**where) if where else None,
        harm=(Harm(outcome="killed", who="soldiers", party=party, low=toll[0], high=toll[1]),) if toll else (),
        **more,
    ).identified("test")  # fmt: skip


def events(*coded: tuple[Report, list[Claim]]) -> list[Event]:
    return link(list(coded))


def test_same_place_and_day_is_one_event_across_reports() -> None:
    a, b = report("Wire", "2025-03-04"), report("Courier", "2025-03-05")
    found = events((a, [claim(a)]), (b, [claim(b, kind="drone_strike")]))
    assert [event.event_type for event in found] == ["drone_strike"]
    assert len(found[0].claims) == 2
    assert found[0].independent_origins == 2
    assert "same place (Gao)" in " ".join(found[0].why_linked.values())


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2025-03-04"}, {"where": BOUREM}, {"kind": "talks"}, {"stage": "planned"},
        {"where": {**GAO, "country": "NER", "geonameid": 1}},
    ],
)  # fmt: skip
def test_another_day_place_kind_or_stage_is_another_event(other: dict[str, Any]) -> None:
    a, b = report("Wire", "2025-03-04"), report("Courier", "2025-03-05")
    assert len(events((a, [claim(a)]), (b, [claim(b, **other)]))) == 2
    assert len(events((a, [claim(a), claim(a, at=60, **other)]))) == 2


def test_a_sentence_without_place_or_day_joins_the_event_beside_it() -> None:
    a = report("Wire", "2025-03-04")
    who = (Actor(role="initiator", name="River Front"),)
    toll = claim(a, at=60, day=None, where=None, killed=(9, None), actors=who)
    found = events((a, [claim(a, actors=who), toll]))
    assert len(found) == 1
    assert found[0].harm[0]["low"] == 9


def test_the_order_of_reports_does_not_matter() -> None:
    coded = []
    for number in range(12):
        one = report(f"Outlet {number}", f"2025-03-{number % 5 + 4:02}")
        coded.append((one, [claim(one, day=f"2025-03-0{number % 3 + 1}", killed=(number, number))]))
    first = [event.model_dump_json() for event in link(coded)]
    for seed in range(5):
        random.Random(seed).shuffle(coded)
        assert [event.model_dump_json() for event in link(coded)] == first


def test_harm_keeps_the_range_and_its_claims() -> None:
    a, b, c = (report(name, f"2025-03-0{n}") for n, name in enumerate(("Wire", "Courier", "Post"), 4))
    found = events(
        (a, [claim(a, killed=(7, 7), by=[("army", "party")])]),
        (b, [claim(b, killed=(15, None), by=[("River Front", "party")])]),
        (c, [claim(c, killed=(7, 7))]),
    )
    assert len(found) == 1
    harm = found[0].harm[0]
    assert (harm["low"], harm["best"], harm["high"]) == (7, 7, None)
    assert len(harm["claims"]) == 3
    assert {(v["low"], v["high"]) for v in harm["values"]} == {(7, 7), (15, None)}
    contested = {x["field"]: x["positions"] for x in found[0].contested}
    assert {tuple(p["sources"]) for p in contested["harm.killed.soldiers"]} == {("army", "Post"), ("River Front",)}


def test_a_correction_replaces_the_same_origins_earlier_figure() -> None:
    a, b = report("Wire", "2025-03-06"), report("Wire", "2025-03-07", UNIQUE.format("the correction"))
    found = events((a, [claim(a, killed=(4, 4))]), (b, [claim(b, killed=(6, 6))]))
    assert [(h["low"], h["best"], h["high"]) for h in found[0].harm] == [(6, 6, 6)]
    assert len(found[0].harm[0]["values"]) == 2, "the earlier figure stays on record"


def test_a_denial_is_the_same_event_contested() -> None:
    a, b = report("Wire", "2025-03-06"), report("Courier", "2025-03-07")
    found = events((a, [claim(a)]), (b, [claim(b, stance="denies", by=[("River Front", "party")])]))
    assert [x["field"] for x in found[0].contested] == ["occurrence"]
    said = {p["value"]: p["sources"] for p in found[0].contested[0]["positions"]}
    assert said == {"said": ["Wire"], "denied": ["River Front"]}


STORY = (
    "Gunmen attacked an army post on the edge of the town before dawn on Monday and fought with the garrison for two "
    "hours. Two vehicles were destroyed. Residents heard explosions from the direction of the river until the morning."
)


def test_copies_and_citations_are_one_origin() -> None:
    a, b = report("Wire", "2025-03-04", STORY), report("Post", "2025-03-05", "(Wire) " + STORY)
    c, d = report("Courier", "2025-03-05"), report("Radio", "2025-03-05")
    found = events(
        (a, [claim(a)]), (b, [claim(b)]), (c, [claim(c, by=[("The Wire", "media")])]), (d, [claim(d)]),
    )  # fmt: skip
    assert len(found) == 1
    assert found[0].independent_origins == 2
    assert [origin["source"] for origin in found[0].origins] == ["Wire", "Radio"] or len(found[0].origins) == 2


def test_outlets_that_cite_each_other_in_a_circle_are_one_origin() -> None:
    a, b = report("Wire", "2025-03-04"), report("Post", "2025-03-05")
    found = events((a, [claim(a, by=[("Post", "media")])]), (b, [claim(b, by=[("Wire", "media")])]))
    assert found[0].independent_origins == 1


def test_near_copies() -> None:
    cut = STORY[: len(STORY) * 2 // 3]
    other = "The river has risen by two metres since Monday night, farmers say, and the road to the north is closed."
    assert copies([STORY, other, "By our staff. " + cut, STORY.upper(), ""]) == [0, None, 0, 0, None]
    assert copies([]) == []


def test_two_places_without_a_gazetteer_number_at_the_same_spot_are_one() -> None:
    bare = {**GAO, "geonameid": None}
    a, b = report("Wire", "2025-03-04"), report("Courier", "2025-03-05")
    assert len(events((a, [claim(a, where=bare)]), (b, [claim(b, where=bare)]))) == 1


def test_a_name_that_may_mean_the_other_place_is_no_conflict() -> None:
    elsewhere = {
        "name": "Gao",
        "text": "Gao",
        "geonameid": 7,
        "lat": 9.0,
        "lon": 6.0,
        "country": "NGA",
        "precision": "town",
    }
    gao = {**GAO, "text": "Gao"}
    or_gao = {
        **elsewhere,
        "alternatives": [{"name": "Gao", "lat": 16.27, "lon": -0.04, "country": "MLI", "score": 0.5}],
    }
    a, b = report("Wire", "2025-03-04"), report("Courier", "2025-03-05")
    assert len(events((a, [claim(a, where=gao)]), (b, [claim(b, where=or_gao)]))) == 1
    assert len(events((a, [claim(a, where=gao)]), (b, [claim(b, where=elsewhere)]))) == 2


def test_families_are_symmetric() -> None:
    assert may_be_same("attack", "shelling")
    assert may_be_same("shelling", "attack")
    assert not may_be_same("shelling", "abduction")
    assert most_telling(["killing", "attack"]) == "killing"


def test_a_report_with_thousands_of_claims_takes_linear_time() -> None:
    one = report("Wire", "2025-03-04")
    many = [claim(one, at=n * 60, day=f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}", killed=(n, n)) for n in range(3000)]
    assert sum(len(event.claims) for event in events((one, many))) == 3000


def test_ways_of_doing_it_that_differ_are_two_events() -> None:
    a = report("Wire", "2025-03-04")
    assert len(events((a, [claim(a, kind="shelling"), claim(a, at=60, kind="drone_strike")]))) == 2
    assert len(events((a, [claim(a, kind="shelling"), claim(a, at=60, kind="attack")]))) == 1


def test_a_vague_period_is_no_evidence_for_a_day() -> None:
    a, b = report("Wire", "2025-03-04"), report("Courier", "2025-03-20")
    vague = claim(b).model_copy(update={"when": When(start="2025-03-01", end="2025-03-20", precision="longer")})
    assert len(events((a, [claim(a)]), (b, [vague.model_copy(update={"event_type": "killing"})]))) == 2


def test_tolls_of_different_groups_stay_apart_and_a_toll_of_people_joins_the_only_one() -> None:
    a, b = report("Wire", "2025-03-04"), report("Courier", "2025-03-05")
    rebels = claim(a, at=60).model_copy(update={"harm": (Harm(outcome="killed", who="rebels", low=30, high=30),)})
    found = events((a, [claim(a, killed=(7, 7)), rebels.identified("x")]))
    assert {(h["who"], h["best"]) for h in found[0].harm} == {("soldiers", 7), ("rebels", 30)}
    people = claim(b).model_copy(update={"harm": (Harm(outcome="killed", who="people", low=9, high=9),)})
    found = events((a, [claim(a, killed=(7, 7))]), (b, [people.identified("x")]))
    assert [(h["low"], h["high"]) for h in found[0].harm] == [(7, 9)]
