"""ACLED: columns, codes, what is left out and why, and a round trip."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from firsthand.codebook import load
from firsthand.exports import acled, formats
from firsthand.exports.codes import data
from firsthand.exports.job import Job, Options
from firsthand.exports.material import Losses, Material
from firsthand.exports.reference import read
from tests.exports import world

# The header of ACLED's export, written down apart from the data file that the program reads.
HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def rows(material: Material, losses: Losses | None = None, numbers: bool = False) -> dict[str, dict[str, Any]]:
    found = acled.rows(material, losses or Losses(), numbers)
    return {row["event_id_cnty"][3:]: row for row in found}


def of_type(material: Material, event_type: str) -> str:
    return next(event.event_id for event in material.events if event.event_type == event_type)


def test_the_header_is_that_of_acled(material: Material) -> None:
    text = b"".join(formats.parts(Job(material, "acled"))).decode()
    assert text.split("\r\n")[0] == HEADER
    assert len(HEADER.split(",")) == 31


def test_a_battle_in_acleds_codes(material: Material) -> None:
    row = rows(material)[of_type(material, "attack")]
    assert row["event_type"] == "Battles", "an attack on an army is no violence against civilians"
    assert row["sub_event_type"] == "Armed clash"
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2025-03-03", 2025, 1)
    assert (row["inter1"], row["inter2"], row["interaction"]) == (
        "Rebel group",
        "State forces",
        "State forces-Rebel group",
    )
    assert (row["iso"], row["country"], row["region"]) == (466, "Mali", "Western Africa")
    assert (row["location"], row["geo_precision"]) == ("Gao", 1)
    assert row["fatalities"] == 9, "the most conservative of nine or more and twelve"
    assert row["source"] == "Sahel Courier; Niger Bend Wire"
    assert (row["actor2"], row["assoc_actor_2"]) == ("Military Forces of Mali", "The army")
    assert row["notes"].startswith("On 2025-03-03: attack by =CMD|Front on")
    assert row["civilian_targeting"] is None


def test_codes_as_numbers(material: Material) -> None:
    row = rows(material, numbers=True)[of_type(material, "attack")]
    assert (row["inter1"], row["inter2"], row["interaction"]) == (2, 1, 12)


def test_violence_against_civilians(material: Material) -> None:
    row = rows(material)[of_type(material, "killing")]
    assert (row["event_type"], row["civilian_targeting"]) == ("Violence against civilians", "Civilian targeting")
    assert (row["geo_precision"], row["interaction"]) == (2, "Rebel group-Civilians")
    assert (row["actor2"], row["assoc_actor_2"]) == ("Civilians (Mali)", "Moussa Example")


def test_what_nobody_says_stays_empty(material: Material) -> None:
    losses = Losses()
    row = rows(material, losses)[of_type(material, "drone_strike")]
    assert row["actor1"] is row["inter1"] is row["fatalities"] is row["tags"] is row["timestamp"] is None
    assert any("no initiator" in reason for reason in losses.flagged)


def test_every_event_is_in_the_file_or_in_the_list_with_its_reason(material: Material) -> None:
    losses = Losses()
    held = rows(material, losses)
    out = {event_id: reason for reason, ids in losses.left_out.items() for event_id in ids}
    assert held.keys() | out.keys() == {event.event_id for event in material.events}
    assert not held.keys() & out.keys()
    assert out[of_type(material, "protest")] == "it has not happened: planned"
    assert out[of_type(material, "accusation")] == "ACLED has no event type for accusation"
    assert out[of_type(material, "abduction")] == "no first and last day"
    denied = next(e.event_id for e in material.events if e.event_type == "shelling" and e.event_id in out)
    assert out[denied] == "every source denies it"
    clashes = [e for e in material.events if e.event_type == "armed_clash"]
    assert {out[e.event_id] for e in clashes} == {"no place with coordinates more precise than a country"}


def test_every_type_of_the_codebook_has_a_place_that_acled_knows() -> None:
    table = data("acled")
    for name, kind in load().types.items():
        if kind.coding.acled:
            assert kind.coding.acled["sub_event_type"] in table["sub_events"][kind.coding.acled["event_type"]], name
    for rule in table["rules"]:
        assert rule["gives"][1] in table["sub_events"][rule["gives"][0]]
        assert set(rule["types"]) <= set(load().types)
    for event_type, names in table["sub_events"].items():
        for name in names:
            assert (table["disorder"].get(name) or table["disorder"].get(event_type)) is not None


@pytest.mark.parametrize(
    ("event_type", "actors", "expected"),
    [
        ("territory_change", [("initiator", "military")], ("Battles", "Government regains territory")),
        ("territory_change", [("initiator", "rebel")], ("Battles", "Non-state actor overtakes territory")),
        ("attack", [("initiator", "rebel"), ("target", "civilian")], ("Violence against civilians", "Attack")),
        ("attack", [("initiator", "rebel"), ("target", "police")], ("Battles", "Armed clash")),
        ("talks", [("initiator", "state")], None),
    ],
)
def test_sub_events_by_the_sides(
    event_type: str, actors: Sequence[tuple[str, str]], expected: tuple[str, str] | None
) -> None:
    assert acled.kind_of(world.event(event_type, actors), [], load()) == expected


def test_a_foreign_army_is_an_external_force() -> None:
    event = world.event("attack", [("initiator", "military")], country="MLI", home="NER")
    assert acled.inter(event.actors[0], event) == 8
    event = world.event("attack", [("initiator", "military")], country="MLI", home="MLI")
    assert acled.inter(event.actors[0], event) == 1


def test_people_in_a_riot_are_rioters() -> None:
    event = world.event("riot", [("initiator", "civilian")])
    assert acled.inter(event.actors[0], event) == 5


def test_the_round_trip_gives_the_same_events(material: Material, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    formats.write_file(Job(material, "acled", Options(bom=True)), path)
    back = read(path)
    assert back.shape == "acled"
    assert back.bad == ()
    held = rows(material)
    assert [row.id[3:] for row in back.rows] == list(held)
    for row in back.rows:
        mine = held[row.id[3:]]
        assert (row.lat, row.lon, row.country) == (mine["latitude"], mine["longitude"], "MLI")
        assert row.deaths == (None if mine["fatalities"] is None else (mine["fatalities"],) * 3)
        assert set(row.actors) >= {name for name in (mine["actor1"], mine["actor2"]) if name}


def test_no_cell_is_a_formula_and_excel_sees_utf8(material: Material) -> None:
    text = b"".join(formats.parts(Job(material, "acled", Options(bom=True))))
    assert text.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert any(row["actor1"] == "'=CMD|Front" for row in table)
    numeric = {"latitude", "longitude"}
    for row in table:
        assert not [cell for name, cell in row.items() if name not in numeric and cell[:1] in ("=", "+", "-", "@")]
    assert not b"".join(formats.parts(Job(material, "acled"))).startswith(b"\xef\xbb\xbf")
