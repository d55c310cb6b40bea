"""UCDP GED: columns, sides, deaths, precision, and a round trip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from firsthand.exports import formats, ucdp
from firsthand.exports.facts import sides
from firsthand.exports.job import Job
from firsthand.exports.material import Losses, Material
from firsthand.exports.reference import read
from firsthand.records import When
from tests.exports import world

HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,"
    "adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,"
    "deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)


def rows(material: Material, losses: Losses | None = None) -> dict[str, dict[str, Any]]:
    return {row["relid"].split("-")[1]: row for row in ucdp.rows(material, losses or Losses())}


def of_type(material: Material, event_type: str) -> str:
    return next(event.event_id for event in material.events if event.event_type == event_type)


def test_the_header_is_that_of_ged(material: Material) -> None:
    text = b"".join(formats.parts(Job(material, "ucdp"))).decode()
    assert text.split("\r\n")[0] == HEADER
    assert len(HEADER.split(",")) == 49


def test_state_based_with_the_state_as_side_a(material: Material) -> None:
    losses = Losses()
    row = rows(material, losses)[of_type(material, "attack")]
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (1, "Government of Mali", "=CMD|Front")
    assert (row["low"], row["best"], row["high"]) == (9, 9, None)
    assert (row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]) == (9, 0, 0, 0)
    assert (row["gwnoa"], row["gwnob"], row["country_id"], row["region"]) == (432, None, 432, "Africa")
    assert (row["where_prec"], row["date_prec"], row["event_clarity"], row["code_status"]) == (1, 1, 1, "Clear")
    assert row["id"] < 2**53
    assert any("highest toll is open" in reason for reason in losses.flagged)


def test_one_sided(material: Material) -> None:
    row = rows(material)[of_type(material, "killing")]
    assert (row["type_of_violence"], row["side_b"], row["where_prec"]) == (3, "Civilians", 2)
    assert (row["deaths_civilians"], row["deaths_a"]) == (1, 0)


def test_a_country_is_told_by_its_precision_and_never_by_a_point(material: Material) -> None:
    losses = Losses()
    row = next(row for row in rows(material, losses).values() if row["country"] == "Niger")
    assert (row["where_prec"], row["latitude"], row["longitude"], row["geom_wkt"]) == (6, None, None, None)
    assert (row["date_prec"], row["event_clarity"]) == (4, 2)
    assert (row["type_of_violence"], row["side_a"], row["low"], row["high"]) == (1, "Government of Niger", 30, 40)
    assert any("no coordinates" in reason for reason in losses.flagged)


def test_events_without_a_death_are_flagged(material: Material) -> None:
    losses = Losses()
    row = rows(material, losses)[of_type(material, "drone_strike")]
    assert (row["code_status"], row["best"], row["low"], row["high"]) == ("Check deaths", None, None, None)
    assert of_type(material, "drone_strike") in losses.flagged[ucdp.NO_DEATH]


def test_two_groups_are_non_state(material: Material) -> None:
    row = next(row for row in rows(material).values() if row["side_a"] == "Front A")
    assert (row["type_of_violence"], row["side_b"]) == (2, "Front B")


def test_every_event_is_in_the_file_or_in_the_list(material: Material) -> None:
    losses = Losses()
    held = rows(material, losses)
    out = {event_id for ids in losses.left_out.values() for event_id in ids}
    assert held.keys() | out == {event.event_id for event in material.events}


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        ([("initiator", "rebel"), ("target", "military")], (1, True)),
        ([("initiator", "police"), ("target", "criminal")], (1, False)),
        ([("initiator", "rebel"), ("target", "civilian")], (3, False)),
        ([("initiator", "militia"), ("target", "rebel")], (2, False)),
        ([("initiator", "military")], (None, False)),
        ([("initiator", "protester"), ("target", "police")], (3, True)),
    ],
)
def test_types_of_violence(actors: Sequence[tuple[str, str]], expected: tuple[int | None, bool]) -> None:
    event = world.event("attack", actors, country="MLI")
    assert ucdp.type_of_violence(*sides(event)) == expected


@pytest.mark.parametrize(("end", "code"), [("01", 1), ("02", 2), ("06", 2), ("07", 3), ("08", 4), ("31", 4)])
def test_precision_of_dates(end: str, code: int) -> None:
    when = When(start="2025-03-01", end=f"2025-03-{end}")
    event = world.event("attack", [("initiator", "rebel")], when=when)
    row = next(ucdp.rows(Material((event,), {}, {}), Losses()))
    assert row["date_prec"] == code


def test_a_state_on_both_sides_is_not_told_apart_by_guess() -> None:
    event = world.event("attack", [("initiator", "military"), ("target", "military")], country="MLI")
    violence, _ = ucdp.type_of_violence(*sides(event))
    assert violence in (1, None)


def test_the_round_trip_gives_the_same_events(material: Material, tmp_path: Path) -> None:
    formats.write_file(Job(material, "ucdp"), tmp_path / "u.csv")
    back = read(tmp_path / "u.csv")
    held = {str(row["id"]): row for row in rows(material).values()}
    assert (back.shape, back.bad, {row.id for row in back.rows}) == ("ucdp", (), set(held))
    for row in back.rows:
        mine = held[row.id]
        assert row.start is not None
        assert row.start.isoformat() == mine["date_start"]
        assert (row.deaths or (None, None, None)) == (mine["low"], mine["best"], mine["high"])
        assert row.actors == tuple(name for name in (mine["side_a"], mine["side_b"]) if name)
