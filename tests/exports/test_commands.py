"""``firsthand export`` and ``firsthand compare`` as people call them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from firsthand.exports import formats
from firsthand.exports.codes import data
from firsthand.ledger import Ledger, reviewed_events
from tests.exports import world

Run = Callable[..., Result]


@pytest.fixture
def firsthand() -> Run:
    from firsthand.cli.app import app

    return lambda *arguments: CliRunner().invoke(app, [str(x) for x in arguments])


@pytest.mark.parametrize("name", formats.NAMES)
@pytest.mark.parametrize("public", [False, True])
def test_every_export_says_how_it_was_made(
    firsthand: Run, ledger: Path, tmp_path: Path, name: str, public: bool
) -> None:
    path = tmp_path / f"out{data('formats')[name]['suffix']}"
    more = ("--public", "--as-of", "2025-04-10") if public else ()
    result = firsthand("export", name, "--ledger", ledger, "--output", path, *more)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert "written" in result.stderr
    about = said(path, name)
    for part in (
        "versions",
        "method",
        "caveats",
        "licences",
        "not_carried",
        "left_out",
        "flagged",
        "publication",
        "counts",
    ):
        assert part in about, part
    assert about["not_carried"]
    assert about["versions"]["coded_with"] == ["tests 1, codebook 2, model 3"]
    assert about["publication"]["profile"] == ("public" if public else "none")
    if public:
        assert "withheld: 2 (younger than 30 days)" in result.stderr
        assert "warning:" in result.stderr
    for one in about["left_out"]:
        assert one["count"] == len(one["events"])
        assert one["reason"] in result.stderr, "what is left out is said"


def said(path: Path, name: str) -> dict[str, Any]:
    """What an export says about itself, inside or beside it."""
    import zipfile

    beside = path.with_name(path.name + ".about.json")
    assert beside.is_file() != data("formats")[name]["inside"]
    if beside.is_file():
        import hashlib

        value: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
        assert value["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        return value
    if name == "parquet":
        import pyarrow.parquet as pq

        return dict(json.loads(pq.read_metadata(path).metadata[b"firsthand"]))
    if name == "datapackage":
        with zipfile.ZipFile(path) as archive:
            return dict(json.loads(archive.read("about.json")))
    text = json.loads(path.read_text(encoding="utf-8"))
    return dict(text["about"] if "about" in text else text["@graph"][0]["about"])


def test_the_same_ledger_gives_the_same_bytes(firsthand: Run, ledger: Path, tmp_path: Path) -> None:
    for name in ("acled", "prov", "datapackage"):
        for copy in ("1", "2"):
            firsthand("export", name, "--ledger", ledger, "-o", tmp_path / f"{name}{copy}.zip")
        assert (tmp_path / f"{name}1.zip").read_bytes() == (tmp_path / f"{name}2.zip").read_bytes(), name


def test_to_standard_output(firsthand: Run, ledger: Path) -> None:
    result = firsthand("export", "plover", "--ledger", ledger)
    assert result.exit_code == 0
    assert all(json.loads(line)["event_id"] for line in result.stdout.splitlines())
    assert "--output FILE" in result.stderr, "what belongs beside it is not silently dropped"


def test_options_of_acled(firsthand: Run, ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    result = firsthand("export", "acled", "--ledger", ledger, "-o", path, "--codes", "number", "--bom")
    assert result.exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfevent_id_cnty")
    assert ",12,Civilian" not in path.read_text(encoding="utf-8-sig")
    assert ",2,Military Forces of Mali,The army,1,12,," in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "nonsense"),
        (["acled", "--as-of", "soon"], "soon"),
        (["acled", "--cell", "0"], "cell"),
        (["datapackage"], "give --output FILE"),
    ],
)
def test_wrong_usage(firsthand: Run, ledger: Path, arguments: list[str], message: str) -> None:
    result = firsthand("export", *arguments, "--ledger", ledger)
    assert result.exit_code == 2
    assert message in result.stderr


def test_places_that_cannot_be_written(firsthand: Run, ledger: Path, tmp_path: Path) -> None:
    result = firsthand("export", "acled", "--ledger", ledger, "-o", tmp_path / "none" / "a.csv")
    assert result.exit_code == 2
    assert "give another file" in result.stderr
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    result = firsthand("export", "datapackage", "--ledger", ledger, "-o", tmp_path / "full")
    assert result.exit_code == 2
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"
    assert firsthand("export", "acled", "--ledger", tmp_path / "none.db").exit_code == 2


def test_compare_as_jsonl_and_table(firsthand: Run, ledger: Path, tmp_path: Path) -> None:
    reference = tmp_path / "r.csv"
    firsthand("export", "acled", "--ledger", ledger, "-o", reference)
    result = firsthand("compare", reference, "--ledger", ledger)
    assert result.exit_code == 0, result.stderr
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert sum(line["status"] == "matched" for line in lines) > 3
    assert not any(line["status"] == "only_reference" for line in lines)
    table = firsthand("compare", reference, "--ledger", ledger, "--format", "table")
    assert "Matched" in table.stdout
    assert "Only in the reference" in table.stdout
    assert "fatalities" not in table.stderr
    assert f"{len([x for x in lines if x['status'] == 'matched'])} matched" in result.stderr


def test_compare_names_bad_rows(firsthand: Run, ledger: Path, tmp_path: Path) -> None:
    reference = tmp_path / "r.csv"
    reference.write_text("event_id_cnty,event_date,event_type,latitude,longitude\nA,soon,Battles,1,1\n")
    result = firsthand("compare", reference, "--ledger", ledger)
    assert result.exit_code == 1
    assert "r.csv, line 2: event_date 'soon' is no date" in result.stderr
    result = firsthand("compare", tmp_path / "none.csv", "--ledger", ledger)
    assert result.exit_code == 2


def test_what_people_decided_is_kept_to(firsthand: Run, tmp_path: Path) -> None:
    path = tmp_path / "reviewed.db"
    with Ledger(path) as book:
        for report, claims in world.coded():
            book.add(report, report.text.encode(), "text/plain", claims)
        events = {event.event_type: event for event in reviewed_events(book)}
        book.decide("Ann", "event", events["attack"].event_id, "sensitive")
        book.decide("Ann", "event", events["drone_strike"].event_id, "reject")
        book.decide("Ann", "claim", events["killing"].claims[0], "accept")
        book.decide("Ann", "source", "Niger Bend Wire", "sensitive")

    def rows(*more: str) -> dict[str, dict[str, str]]:
        out = tmp_path / "e.csv"
        result = firsthand("export", "csv", "--ledger", path, "-o", out, *more)
        assert result.exit_code == 0, result.stderr
        messages.append(result.stderr)
        text = out.read_text(encoding="utf-8")
        texts.append(text)
        return {row["event_type"]: row for row in csv.DictReader(text.splitlines())}

    messages: list[str] = []
    texts: list[str] = []
    inside = rows()
    assert "attack" in inside, "a mark is for the public only"
    assert "drone_strike" not in inside
    assert "left out: 1 (rejected by a person in review)" in messages[0]
    assert inside["killing"]["review"] == "accepted"
    assert inside["arrest"]["review"] == "unreviewed"
    public = rows("--public", "--as-of", "2025-04-10")
    assert not {"attack", "drone_strike", "sexual_violence"} & public.keys()
    assert "withheld: 1 (marked sensitive: by a person)" in messages[1]
    assert "Niger Bend Wire" not in texts[1]
    assert public["arrest"]["origins"] == "media", "the source's kind, at its place"
    assert "Ann" not in texts[1]
