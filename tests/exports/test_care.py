"""The public profile: what is withheld, what is coarsened, and that nothing of it is in any file."""

from __future__ import annotations

import datetime
import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.exports import care, formats
from firsthand.exports.codes import data
from firsthand.exports.job import Job
from firsthand.exports.material import Losses, Material, gather
from firsthand.exports.persons import Persons
from firsthand.linking import link
from firsthand.records import Actor, Event
from tests.around.conftest import ROOT
from tests.exports import world

TODAY = datetime.date(2025, 4, 10)
POLICY = care.Policy(TODAY)


@pytest.fixture(scope="module")
def shown(material: Material) -> Material:
    return care.public(material, POLICY)


def of_type(material: Material, event_type: str) -> Event:
    return next(event for event in material.events if event.event_type == event_type)


def test_what_was_withheld_is_counted_with_its_reason(material: Material, shown: Material) -> None:
    assert shown.publication is not None
    told = shown.publication
    # the shelling of 28 March and the march of 20 March; the abduction has no date at all
    assert told["withheld"] == {
        "event type that leads to survivors": 1,
        "no date to tell its age by": 1,
        "younger than 30 days": 2,
    }
    assert told["events_withheld"] == len(material.events) - len(shown.events) == 4
    assert (told["as_of"], told["delay_days"]) == ("2025-04-10", 30)
    assert told["changed"]["private names replaced"] == 2
    assert told["changed"]["excerpts dropped from claims"] == len(shown.claims)


@pytest.mark.parametrize(("delay", "left"), [(0, True), (13, True), (14, False)])
def test_the_delay_counts_from_the_last_day(material: Material, delay: int, left: bool) -> None:
    found = care.public(material, care.Policy(datetime.date(2025, 4, 10), delay))
    assert any(event.when and event.when.end == "2025-03-28" for event in found.events) == left


def test_an_event_without_days_is_as_old_as_its_latest_report(material: Material) -> None:
    changed = {i: r.model_copy(update={"published": "2025-01-02"}) for i, r in material.reports.items()}
    old = Material(material.events, material.claims, changed)
    assert of_type(care.public(old, POLICY), "abduction")


# Words of the reports that must be nowhere in a public file: excerpts, private names, witnesses, exact places, titles.
SECRETS = (
    "Moussa", "Fanta", "Awa Example", "eldest", "At least nine soldiers", "shot dead", "dawn", "nurse", "raped",
    "Attack in Gao", "T05:00", "16.27167", "-0.34861", "15.91985", "Bourem", "Ménaka", "2457161", "Militiamen",
)  # fmt: skip


@pytest.mark.parametrize("name", formats.NAMES)
def test_no_secret_is_in_any_public_file(material: Material, shown: Material, name: str, tmp_path: Any) -> None:
    path = tmp_path / "x"
    formats.write_file(Job(shown, name), path)
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    text = "\n".join(readable(p.read_bytes()) for p in files)
    found = [secret for secret in SECRETS if secret in text or json.dumps(secret)[1:-1] in text]
    assert found == []
    assert "2025-03-28" not in text, "a fresh event"
    open_files = b"".join(formats.parts(Job(material, name)))
    if name not in ("parquet", "datapackage"):
        assert any(secret.encode() in open_files for secret in SECRETS), (
            "the test looks for what is there without --public"
        )


def readable(content: bytes) -> str:
    if content.startswith(b"PAR1"):
        import io

        import pyarrow.parquet as pq

        table = pq.read_table(io.BytesIO(content))
        return str(table.to_pylist()) + str(table.schema.metadata)
    return content.decode()


def test_places_become_cells_and_lose_their_names(shown: Material) -> None:
    attack = of_type(shown, "attack").where
    assert attack is not None
    assert (attack.lat, attack.lon, attack.radius_km, attack.precision) == (16.25, -0.05, 7.9, "district")
    assert (attack.name, attack.geonameid, attack.country) == ("Gao", None, "MLI"), "the division's name"


def test_a_hospital_has_no_coordinates_whatever_the_policy(material: Material) -> None:
    for places in ("cell", "town", "division"):
        found = of_type(care.public(material, care.Policy(TODAY, places=places)), "drone_strike").where
        assert found is not None
        assert (found.lat, found.lon, found.precision, found.name) == (None, None, "region", "Gao")


def test_towns_stay_if_the_policy_says_so(material: Material) -> None:
    found = care.public(material, care.Policy(TODAY, places="town"))
    attack, killing = of_type(found, "attack").where, of_type(found, "killing").where
    assert attack is not None
    assert killing is not None
    assert (attack.name, attack.lat, attack.geonameid) == ("Gao", 16.27167, 2457161)
    assert (killing.name, killing.lat) == ("Gao", 15.95), "near Ménaka is no town: it becomes a cell in its division"
    only = of_type(care.public(material, care.Policy(TODAY, places="division")), "attack").where
    assert only is not None
    assert (only.lat, only.precision) == (None, "region")


@settings(deadline=None)
@given(st.floats(-90, 90, allow_nan=False), st.sampled_from([0.05, 0.1, 0.25, 0.5, 1.0, 5.0]))
def test_the_middle_of_a_cell_is_near_and_tells_no_more_than_the_cell(degrees: float, cell: float) -> None:
    middle = care.cell_middle(degrees, cell)
    assert abs(middle - degrees) <= cell / 2 + 1e-6
    assert math.isclose(care.cell_middle(middle, cell), middle, abs_tol=1e-6)


def test_names_are_replaced_the_same_way_within_one_export(shown: Material) -> None:
    killing = of_type(shown, "killing")
    target = next(actor for actor in killing.actors if actor.role == "target")
    assert target.name == "civilian 1"
    assert killing.harm[0]["who"] == "civilian 1"
    claims = shown.claims_of(killing)
    assert {actor.name for claim in claims for actor in claim.actors if actor.role == "target"} == {"civilian 1"}
    assert [(link.source, link.kind) for link in claims[0].attribution] == [
        ("Niger Bend Wire", "media"),
        ("witness", "witness"),
    ], "the witness is replaced at the same place of the chain"
    assert [one["source"] for one in killing.origins] == ["witness"]


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("Awa Example", "civilian", False),
        ("teacher Awa Example", "civilian", False),
        ("Journalist Awa Example", "media", False),
        ("Colonel Example", "military", False),
        ("Awa Example", "state", False),
        ("آوا", "civilian", False),
        ("Malian traders", "civilian", True),
        ("three women", "civilian", True),
        ("Residents", "civilian", True),
        ("Malian Army", "military", True),
        ("Blue Coast Lions", "rebel", True),
        ("Example Farmers Union", "ngo", True),
    ],
)
def test_which_names_can_be_persons(name: str, kind: Any, kept: bool) -> None:
    actor = Actor(role="target", name=name, kind=kind)
    assert (Persons().actor(actor) == name) == kept


def test_known_actors_keep_their_names() -> None:
    assert (
        Persons().actor(Actor(role="initiator", name="Wagner Group", actor_id="wagner", kind="other")) == "Wagner Group"
    )


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("Awa Example", "witness", "witness"),
        ("a nurse", "medical", "medical"),
        ("sources", None, "unknown source"),
        ("Colonel Example", "party", "party"),
        ("Awa Example", "official", "official"),
        ("defence ministry", "official", "defence ministry"),
        ("River Front", "party", "River Front"),
        ("Sahel Courier", "media", "Sahel Courier"),
        ("Quiet Radio", "media", "media"),
    ],
)
def test_sources_that_must_not_be_found_become_their_kind(name: str, kind: str | None, shown: str) -> None:
    assert Persons(frozenset({"quiet radio"})).source(name, kind) == shown


def test_what_people_marked_as_sensitive_is_left_out_and_counted(material: Material) -> None:
    attack, killing = of_type(material, "attack"), of_type(material, "killing")
    marked = {attack.event_id: "ongoing talks", killing.claims[0]: "the sister asked for it"}
    found = care.public(Material(material.events, material.claims, material.reports, sensitive=marked), POLICY)
    assert found.publication is not None
    ids = {event.event_id for event in found.events}
    assert attack.event_id not in ids
    assert killing.event_id not in ids
    assert found.publication["withheld"]["marked sensitive: ongoing talks"] == 1
    assert found.publication["withheld"]["all its claims are marked sensitive"] == 1


def test_one_sensitive_claim_takes_its_figures_with_it(material: Material) -> None:
    attack = of_type(material, "attack")
    assert len(attack.claims) == 2
    kept, gone = attack.claims
    found = care.public(
        Material(material.events, material.claims, material.reports, sensitive={gone: "a mark"}), POLICY
    )
    event = of_type(found, "attack")
    assert event.claims == (kept,)
    assert gone not in found.claims
    assert event.independent_origins == 1
    assert gone not in json.dumps(event.model_dump(mode="json"))
    assert found.publication is not None
    assert found.publication["withheld"]["claim marked sensitive, of an event that stays"] == 1


def test_no_field_of_an_event_rests_on_a_sensitive_report(material: Material) -> None:
    """The rebels are named, and nine told, in the wire's report alone; it is withheld, and with it both."""
    attack = of_type(material, "attack")
    wire = next(i for i, r in material.reports_of(attack) if r.publisher == "Niger Bend Wire")
    marked = Material(material.events, material.claims, material.reports, sensitive={wire: "a mark"})
    event = of_type(care.public(marked, POLICY), "attack")
    assert event.event_id == attack.event_id
    assert [actor.role for actor in event.actors] == ["target"]
    assert [(row["low"], row["best"], row["high"]) for row in event.harm] == [(12, 12, 12)]
    assert wire not in event.reports
    assert event.independent_origins == 1


def test_a_sensitive_publisher_loses_its_name_and_address(material: Material) -> None:
    found = care.public(
        Material(material.events, material.claims, material.reports, sensitive_sources=frozenset({"niger bend wire"})),
        POLICY,
    )
    text = b"".join(formats.parts(Job(found, "prov"))) + b"".join(formats.parts(Job(found, "acled")))
    assert b"Niger Bend Wire" not in text
    assert b"wire.example" not in text
    assert b"Sahel Courier" in text


def test_rejected_events_are_in_no_export(material: Material) -> None:
    losses = Losses()
    events = [e.model_copy(update={"review": "rejected"}) if e.event_type == "attack" else e for e in material.events]
    found = gather(world.coded(), events, losses)
    assert all(event.event_type != "attack" for event in found.events)
    assert [len(ids) for ids in losses.left_out.values()] == [1]


def test_small_cells_are_warned_of(shown: Material) -> None:
    assert shown.publication is not None
    cells = shown.publication["small_cells"]
    assert cells["small"] == cells["cells"] > 0
    assert "fewer than 3 events" in cells["warning"]
    event = of_type(shown, "attack")
    assert care.small_cells([event, event, event])["warning"] is None
    assert care.small_cells([])["warning"] is None


def test_the_profile_is_described_in_the_documents() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    told = data("care")
    assert f"{told['delay_days']} days" in page
    for kind in told["sensitive_types"]:
        assert f"`{kind}`" in page


def test_a_place_without_precision_is_taken_for_a_fine_one() -> None:
    report = world.report("Rebels attacked Somewhere on 1 January.")
    place = {"name": "Somewhere", "lat": 1.23456, "lon": 2.34567, "country": "MLI"}
    claim = world.claim(
        report,
        "attack",
        "attacked",
        when=("1 January", "2025-01-01", "2025-01-01", "day"),
        where=("Somewhere", place),
    )
    found = care.public(gather([(report, [claim])], link([(report, [claim])]), Losses()), POLICY)
    where = found.events[0].where
    assert where is not None
    assert (where.name, where.lat, where.lon) == (None, 1.25, 2.35)
