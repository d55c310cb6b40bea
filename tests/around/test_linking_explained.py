"""What people are told of a link: why it is one, what nearly was, and who has it from whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firsthand.linking import Linker, link, stories
from firsthand.linking.explanations import explained, origins_explained
from firsthand.linking.tolls import Figure, harm, latest, ucdp
from firsthand.linking.words import alike, names, rarity, vector, words
from firsthand.records import Claim, Report
from tests.around.test_linking import GAO, STORY, claim, report


def linker_of(*coded: tuple[Report, list[Claim]]) -> Linker:
    linker = Linker()
    for one, claims in coded:
        linker.add(one, claims)
    return linker


def test_an_explanation_names_the_evidence_and_the_near_miss() -> None:
    a, b, c = report("Wire", "2025-03-04"), report("Courier", "2025-03-05"), report("Post", "2025-03-05")
    one, other, twin = claim(a, killed=(7, 7)), claim(b, killed=(7, 7)), claim(c, day="2025-03-04", killed=(7, 7))
    linker = linker_of((a, [one]), (b, [other]), (c, [twin]))
    found = explained(linker, linker.cluster_of(linker.account_of[one.claim_id]))
    assert [x["claim_id"] for x in found["claims"]] == [one.claim_id, other.claim_id]
    evidence = found["claims"][1]["evidence"]
    assert evidence["place and day: same place, same day"] > 1
    assert evidence["toll: same"] > 0
    assert "same place (Gao)" in found["claims"][1]["why"]
    assert [(x["claim_id"], x["because"]) for x in found["near"]] == [(twin.claim_id, "different days")]
    assert "same place (Gao)" in found["near"][0]["reasons"] or found["near"][0]["evidence"]


def test_a_persons_word_is_the_reason() -> None:
    a, b = report("Wire", "2025-03-04"), report("Courier", "2025-03-05")
    one, other = claim(a), claim(b)
    linker = Linker(must_not=[(one.claim_id, other.claim_id)])
    linker.add(a, [one])
    linker.add(b, [other])
    found = explained(linker, linker.cluster_of(one.claim_id))
    assert [x["because"] for x in found["near"]] == ["a person's decision"]


def by(of: Report, *sources: str, **more: Any) -> Claim:
    return claim(of, by=[(source, "media") for source in sources], **more)


def test_the_graph_has_the_chains_and_the_copies() -> None:
    a, b = report("Wire", "2025-03-04", STORY), report("Post", "2025-03-05", "(Wire) " + STORY)
    c, d = report("Courier", "2025-03-05"), report("Radio", "2025-03-06")
    linker = linker_of((a, [claim(a)]), (b, [claim(b)]), (c, [by(c, "The Wire")]), (d, [claim(d)]))
    found = origins_explained(linker, linker.clusters()[0])
    arrows = {(x["to"], x["source"], x["how"]) for x in found["passings"]}
    assert ("Post", "Wire", "same text") in arrows
    assert any(to == "Courier" and "Wire" in source for to, source, _ in arrows)
    assert found["circles"] == []
    assert len(found["origins"]) == 2


def test_a_circle_is_shown_as_one() -> None:
    a, b, c = (report(name, "2025-03-04") for name in ("Wire", "Post", "Echo"))
    linker = linker_of((a, [by(a, "Post")]), (b, [by(b, "Echo")]), (c, [by(c, "Wire")]))
    found = origins_explained(linker, linker.clusters()[0])
    assert [sorted(circle) for circle in found["circles"]] == [["Echo", "Post", "Wire"]]
    assert [sorted(o["circle"]) for o in found["origins"]] == [["Echo", "Post", "Wire"]]


def test_a_shorter_name_is_the_longer_one_unless_there_are_two() -> None:
    a, b, c = (report(name, "2025-03-04") for name in ("Wire", "Post", "Echo"))
    two = link([(a, [by(a, "Lions")]), (b, [by(b, "Lions of the Plain")])])
    assert [event.independent_origins for event in two] == [1]
    three = [(a, [by(a, "army")]), (b, [by(b, "Malian army")]), (c, [by(c, "Nigerien army")])]
    assert [event.independent_origins for event in link(three)] == [3]


def test_what_a_report_tells_by_nobody_is_its_own_sources() -> None:
    a = report("Wire", "2025-03-04")
    found = link([(a, [claim(a, by=[("army", "party")]), claim(a, at=60)])])
    assert [o["source"] for event in found for o in event.origins] == ["army"]


def test_ucdps_rule_is_the_cautious_one() -> None:
    army = Figure(7, 7, "army", "2025-03-04", True)
    rebels = Figure(15, None, "rebels", "2025-03-05", True)
    doctor = Figure(11, 11, "doctor", "2025-03-04", False)
    assert latest([army, rebels, doctor]) == (7, 15, None)
    assert ucdp([army, rebels, doctor]) == (7, 11, 15)
    assert ucdp([army, rebels]) == (7, 7, 15)
    with pytest.raises(ValueError, match="there are: latest, ucdp"):
        harm([], {}, {}, rule="mean")


def test_days_that_two_sources_tell_differently_are_contested() -> None:
    a, b = report("Wire", "2025-03-05"), report("Post", "2025-03-05")
    one, other = claim(a, day="2025-03-03"), claim(b, day="2025-03-04")
    found = link([(a, [one]), (b, [other])], must=[(one.claim_id, other.claim_id)])
    assert [x["field"] for x in found[0].contested] == ["when"]
    assert {p["value"] for p in found[0].contested[0]["positions"]} == {"2025-03-03", "2025-03-04"}
    assert found[0].when is not None
    assert found[0].when.start == found[0].when.end == "2025-03-03"


def test_reports_that_tell_one_story_in_their_own_words_are_one() -> None:
    fire = "A fire at the Ostrel mill in Tamanga killed the miller Jorun Baptisto on Tuesday, a witness said."
    same = "Jorun Baptisto, the owner of the mill in Tamanga, died on Tuesday. Flames had spread from the Ostrel store."
    other = "Voters in Kessim queued for hours on Tuesday. The electoral office had promised more ballot boxes."
    reports = [report(name, "2025-03-05", text) for name, text in (("Wire", fire), ("Post", same), ("Echo", other))]
    found = stories([(one, []) for one in reports])
    assert sorted(map(sorted, found)) == sorted([sorted(x.report_id for x in reports[:2]), [reports[2].report_id]])


def test_words_as_evidence() -> None:
    assert rarity("the") < rarity("police") < rarity("zabarwes")
    assert words("Ménaka, 24") == ["menaka", "24"]
    assert alike(vector(["fire"]), vector(["rain"])) == 0.0
    assert vector([]) == {}
    assert names("") == (frozenset(), frozenset())


@pytest.fixture
def ledger(tmp_path: Path, firsthand: Callable[..., Any]) -> Path:
    texts = {
        "a.txt": "Rebels attacked Gao on Monday. 7 soldiers were killed in Gao on Monday, the army said.",
        "b.txt": "Rebels attacked Gao on Monday and 7 soldiers were killed in Gao on Monday, the mayor said.",
        "c.txt": "Rebels attacked Gao on Wednesday, the mayor said.",
    }
    for number, (name, text) in enumerate(texts.items(), 7):
        (tmp_path / name).write_text(f"Date: 2025-03-{number:02}\nSource: Outlet {name[0]}\n\n{text}\n")
    path = tmp_path / "l.db"
    assert firsthand("add", *(tmp_path / name for name in texts), "--ledger", path).exit_code == 0
    return path


def first_event(firsthand: Callable[..., Any], ledger: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(firsthand("events", "--ledger", ledger, "-f", "jsonl").stdout.splitlines()[0])
    return found


def test_explain_on_the_command_line(firsthand: Callable[..., Any], ledger: Path) -> None:
    event = first_event(firsthand, ledger)
    for name in (event["event_id"], event["event_id"][:12], event["claims"][0]):
        out = firsthand("explain", name, "--ledger", ledger)
        assert out.exit_code == 0
        assert out.stdout.startswith(f"event {event['event_id']}")
        assert "in because: " in out.stdout
        assert "not in because: different days" in out.stdout
    found = json.loads(firsthand("explain", event["event_id"], "--ledger", ledger, "-f", "json").stdout)
    assert {x["claim_id"] for x in found["claims"]} == set(event["claims"])


def test_origins_on_the_command_line(firsthand: Callable[..., Any], ledger: Path) -> None:
    event = first_event(firsthand, ledger)
    out = firsthand("origins", event["event_id"], "--ledger", ledger)
    assert f"{event['independent_origins']} independent origin" in out.stdout
    assert "Outlet a <- army (said)" in out.stdout


def test_an_event_that_there_is_not(firsthand: Callable[..., Any], ledger: Path) -> None:
    out = firsthand("explain", "zzz", "--ledger", ledger)
    assert out.exit_code == 2
    assert "'firsthand events' lists the ids" in out.stderr
    assert firsthand("origins", "", "--ledger", ledger).exit_code == 2


def test_a_place_is_one_wherever_the_words_for_it_differ() -> None:
    a, b = report("Wire", "2025-03-04"), report("Courier", "2025-03-05")
    named = {**GAO, "name": "Gao City", "geonameid": 99, "lat": 16.30}
    assert len(link([(a, [claim(a)]), (b, [claim(b, where=named)])])) == 1
