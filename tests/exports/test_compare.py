"""Reference data sets: read, matched in time and place, agreement and gaps on both sides."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import ExportError
from firsthand.exports import acled, facts, formats, ucdp
from firsthand.exports.compare import actors_agree, compare, deaths_agree
from firsthand.exports.job import Job
from firsthand.exports.material import Losses, Material
from firsthand.exports.reference import read
from firsthand.records import Actor


def exported(material: Material, path: Path, shape: str = "acled", **changes: dict[str, Any]) -> Path:
    """Our own export as a reference, with cells changed by event type."""
    formats.write_file(Job(material, shape), path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = {f"MLI{e.event_id}": e.event_type for e in material.events}
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    for row in rows:
        change = changes.get(kinds.get(row.get("event_id_cnty", ""), ""), {})
        if change is not None:
            writer.writerow(row | change)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


@pytest.mark.parametrize("shape", ["acled", "ucdp"])
def test_our_own_export_is_matched_event_by_event(material: Material, tmp_path: Path, shape: str) -> None:
    path = tmp_path / "r.csv"
    formats.write_file(Job(material, shape), path)
    found = compare(material, read(path))
    rows = list((acled if shape == "acled" else ucdp).rows(material, Losses()))
    located = [row for row in rows if row["latitude"] is not None]
    assert len(found.pairs) >= len(located) > 3
    for pair in found.pairs:
        mine = f"{pair.event.where.country}{pair.event.event_id}" if pair.event.where else ""
        assert pair.row.id in (mine, str(int(pair.event.event_id[:13], 16)))
        assert (pair.days_apart, pair.type in ("agree", "unknown")) == (0, True)
        assert pair.km_apart in (0.0, None)
        assert pair.deaths in ("agree", "unknown")
        assert pair.actors in ("agree", "unknown")


def test_gaps_on_both_sides(material: Material, tmp_path: Path) -> None:
    path = exported(
        material,
        tmp_path / "r.csv",
        killing={"event_date": "2025-03-25"},
        arrest={"latitude": "13.5", "longitude": "2.1"},
    )
    found = compare(material, read(path))
    assert {e.event_type for e in found.ours} >= {"killing", "arrest"}
    assert {row.kind for row in found.theirs} == {"Attack", "Arrests"}
    summary = found.summary()
    assert summary["only_reference"] == 2
    assert summary["matched"] == len(found.pairs)
    lines = list(found.records())
    assert {line["status"] for line in lines} == {"matched", "only_ours", "only_reference", "outside_reference"}
    assert len(lines) == len(found.pairs) + len(found.ours) + len(found.theirs) + len(found.outside)


def test_disagreement_is_shown_and_not_hidden(material: Material, tmp_path: Path) -> None:
    changed = {
        "sub_event_type": "Grenade",
        "actor1": "Front of Nowhere",
        "actor2": "Police Forces of Chad",
        "assoc_actor_2": "",
        "fatalities": "2",
    }
    found = compare(material, read(exported(material, tmp_path / "r.csv", attack=changed)))
    pair = next(pair for pair in found.pairs if pair.event.event_type == "attack")
    assert (pair.type, pair.actors, pair.deaths) == ("differ", "differ", "differ")


def test_the_tolerance_in_days_and_kilometres(material: Material, tmp_path: Path) -> None:
    path = exported(
        material, tmp_path / "r.csv", attack={"event_date": "2025-03-05"}, sexual_violence={"latitude": "15.9"},
    )  # fmt: skip
    known = read(path)

    def matched(**tolerance: Any) -> set[str]:
        return {pair.event.event_type for pair in compare(material, known, **tolerance).pairs}

    assert "attack" not in matched()
    assert "attack" in matched(days=2)
    assert "sexual_violence" not in matched(km=25), "27 km apart"
    assert "sexual_violence" in matched(km=30)


def test_a_reference_that_is_less_certain_reaches_further(material: Material, tmp_path: Path) -> None:
    path = exported(material, tmp_path / "r.csv", attack={"event_date": "2025-03-08", "time_precision": "2"})
    assert "attack" in {pair.event.event_type for pair in compare(material, read(path)).pairs}


def test_each_event_and_row_is_used_once_and_the_nearest_is_taken(material: Material, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    formats.write_file(Job(material, "acled"), path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    twice = [line.replace("MLI", "OFF", 1).replace("16.27167", "16.30") for line in lines[1:]]
    path.write_text("".join([lines[0], *twice, *lines[1:]]), encoding="utf-8")
    found = compare(material, read(path))
    assert len({pair.event.event_id for pair in found.pairs}) == len(found.pairs)
    assert len({id(pair.row) for pair in found.pairs}) == len(found.pairs)
    attack = next(pair for pair in found.pairs if pair.event.event_type == "attack")
    assert attack.row.id.startswith("MLI")
    assert len(found.theirs) == len(twice)


def test_events_outside_the_reference_are_no_gap_of_it(material: Material, tmp_path: Path) -> None:
    path = exported(material, tmp_path / "r.csv")
    found = compare(material, read(path))
    assert any(event.where and event.where.country == "NER" for event in found.outside), "it has no row of that country"
    assert not any(event.event_type == "protest" for event in (*found.ours, *found.outside)), "planned: no event yet"
    assert not any(event.event_type == "accusation" for event in (*found.ours, *found.outside)), "no type of ACLED"


ROW = {
    "event_id_cnty": "A1",
    "event_date": "05 March 2025",
    "event_type": "Battles",
    "latitude": "16.2",
    "longitude": "0",
}


def written(path: Path, rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("date", ["05 March 2025", "2025-03-05", "05-March-2025", "2025-03-05 00:00:00.000"])
def test_dates_and_delimiters_as_people_have_them(tmp_path: Path, delimiter: str, date: str) -> None:
    found = read(written(tmp_path / "a.csv", [ROW | {"event_date": date}], delimiter, "utf-8-sig"))
    assert [row.start for row in found.rows] == [datetime.date(2025, 3, 5)]


@pytest.mark.parametrize(
    ("column", "value"),
    [("event_date", "03/05/2025"), ("event_date", "soon"), ("latitude", "north"), ("latitude", "91"),
        ("longitude", "nan"),
        ("longitude", "1e999"), ("fatalities", "many"), ("fatalities", "inf")],
)  # fmt: skip
def test_a_bad_row_is_named_and_the_rest_is_read(tmp_path: Path, column: str, value: str) -> None:
    rows = [ROW | {"fatalities": "1"}, ROW | {"fatalities": "1", "event_id_cnty": "A2", column: value}]
    found = read(written(tmp_path / "a.csv", rows))
    assert [row.id for row in found.rows] == ["A1"]
    assert len(found.bad) == 1
    assert "a.csv, line 3" in found.bad[0]
    assert column in found.bad[0]


def test_a_row_without_day_or_place_stays_so(tmp_path: Path) -> None:
    found = read(written(tmp_path / "a.csv", [ROW | {"event_date": "", "latitude": "", "longitude": ""}]))
    row = found.rows[0]
    assert (row.start, row.lat, row.lon, row.deaths) == (None, None, None, None)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"event_id_cnty,event_date\n"])
def test_a_file_of_neither_shape_gets_a_clear_word(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(ExportError, match=r"a\.csv"):
        read(tmp_path / "a.csv")
    with pytest.raises(ExportError, match="cannot be read"):
        read(tmp_path / "none.csv")


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    path.write_bytes(b"event_id_cnty,event_date,event_type,latitude,longitude\n" + content)
    with contextlib.suppress(ExportError):
        found = read(path)
        assert all(row.lat is None or -90 <= row.lat <= 90 for row in found.rows)


@pytest.mark.parametrize(
    ("actor", "names", "expected"),
    [
        (Actor(role="initiator", name="JNIM", actor_id="jnim", kind="rebel"),
            ["JNIM: Group for Support of Islam and Muslims"], "agree"),
        (Actor(role="initiator", name="Malian police", kind="police", country="MLI"), ["Police of Mali"], "agree"),
        (Actor(role="initiator", name="army", kind="military", country="MLI"), ["Government of Mali"], "agree"),
        (Actor(role="initiator", name="army", kind="military", country="MLI"), ["Forces of Malawi"], "differ"),
        (Actor(role="target", name="traders", kind="civilian"), ["Civilians (Mali)"], "agree"),
        (Actor(role="initiator", name="gunmen", kind="other"), ["Unidentified Armed Group (Mali)"], "unknown"),
    ],
)  # fmt: skip
def test_actors(actor: Actor, names: list[str], expected: str) -> None:
    assert actors_agree([actor], names) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [((9, 9, 9), (9, 9, 9), "agree"), ((9, 9, None), (12, 12, 12), "partly"), ((1, 1, 1), (2, 2, 2), "differ"),
        (None, (2, 2, 2), "unknown"), ((2, 2, 2), None, "unknown"), ((3, 4, 6), (1, 2, 3), "partly")],
)  # fmt: skip
def test_deaths(ours: Any, theirs: Any, expected: str) -> None:
    assert deaths_agree(ours and facts.Toll(*ours), theirs and facts.Toll(*theirs)) == expected
