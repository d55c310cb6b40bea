"""The gazetteer: look-ups, what it is built from, imports of a user's own places, and the two commands."""

from __future__ import annotations

import csv
import sqlite3
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from firsthand.cli.app import app
from firsthand.errors import FirsthandError
from firsthand.gazetteer import Gazetteer
from firsthand.gazetteer.countries import country, country_of, named_country
from firsthand.gazetteer.folding import fold, skeleton
from firsthand.gazetteer.imports import import_file

SOURCES = Path(__file__).parents[1] / "src" / "firsthand" / "gazetteer" / "sources"
SHIPPED = Path(str(resources.files("firsthand.gazetteer") / "gazetteer.sqlite"))


def table(name: str) -> list[dict[str, str]]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_alternate_names_divisions_and_features_are_found() -> None:
    g = Gazetteer.default()
    assert any(e.country == "MLI" and e.kind == "town" for e in g.exact("Tombouctou"))
    assert any(e.country == "USA" and e.kind == "region" for e in g.exact("Texas"))
    assert any(e.kind == "district" and e.admin1 == "Ohio" for e in g.exact("Franklin County"))
    assert any(e.kind == "area" for e in g.exact("Sahel"))
    assert any(e.kind == "area" for e in g.exact("Red Sea"))
    assert any(e.kind == "site" and e.country == "SYR" for e in g.exact("al-Hol camp"))


@pytest.mark.parametrize(("short", "whole"), [("St. Louis", "Saint Louis"), ("Mt. Vernon", "Mount Vernon")])
def test_short_forms(short: str, whole: str) -> None:
    ids = {e.id for e in Gazetteer.default().exact(whole)}
    assert ids & {e.id for e in Gazetteer.default().exact(short)}


def test_every_row_of_the_supplement_names_its_source_and_a_point_on_earth() -> None:
    rows = table("supplement.csv") + table("features.csv")
    assert len(table("supplement.csv")) >= 300
    for row in rows:
        assert row["source"], row
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert not row["country"] or country(row["country"]) is not None, row
        assert all(a == a.strip() for a in row["aliases"].split(";")), row
    names = [(row["name"], row["kind"]) for row in rows]
    assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)


def test_divisions_have_ids_and_points() -> None:
    rows = table("admin1.csv") + table("admin2.csv")
    assert len({row["geonameid"] for row in rows}) == len(rows)
    assert all(-90 <= float(row["lat"]) <= 90 and row["name"] for row in rows)


def test_a_place_of_the_supplement_that_geonames_has_is_there_once() -> None:
    found = [e for e in Gazetteer.default().exact("Bakhmut") if e.country == "UKR" and e.kind == "town"]
    assert len(found) == 1
    assert found[0].geonameid is not None


def test_the_shipped_file_is_not_too_large() -> None:
    assert SHIPPED.stat().st_size < 45_000_000


def test_parts_of_a_country() -> None:
    assert country_of("England") == "GBR"
    assert named_country("England") is None
    assert named_country("Britain") == "GBR"


@given(st.text(max_size=30))
def test_folding_is_stable(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert " " not in skeleton(fold(name))


def dump(*rows: tuple[object, ...]) -> str:
    """Lines of a GeoNames dump: id, name, alternates, lat, lon, class, code, country, admin1, population."""
    lines = []
    for number, name, others, lat, lon, kind, code, land, admin1, people in rows:
        cells = [
            number,
            name,
            name,
            others,
            lat,
            lon,
            kind,
            code,
            land,
            "",
            admin1,
            "",
            "",
            "",
            people,
            "",
            300,
            "",
            "",
        ]
        lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def test_a_dump_is_added_with_divisions_kinds_and_alternate_names(tmp_path: Path) -> None:
    file, mine = tmp_path / "ML.txt", tmp_path / "mine.sqlite"
    file.write_text(
        dump(
            (900000001, "Tamanrako", "Tamanraku,Tamanraco", 16.9, -2.9, "P", "PPL", "ML", "08", 120),
            (900000002, "Wadi Tamanrako", "", 16.8, -2.8, "H", "WAD", "ML", "08", 0),
            (900000003, "Tamanrako Post", "", 16.7, -2.7, "S", "MILB", "ML", "08", 0),
            (900000004, "Republic of Tamanrako", "", 16.7, -2.7, "A", "PCLI", "ML", "00", 0),
        ),
        encoding="utf-8",
    )
    assert import_file(file, mine) == 3
    g = Gazetteer(SHIPPED, mine)
    (found,) = g.exact("Tamanraku")
    assert (found.name, found.country, found.admin1, found.kind) == ("Tamanrako", "MLI", "Tombouctou", "town")
    assert g.exact("Wadi Tamanrako")[0].kind == "area"
    assert g.exact("Tamanrako Post")[0].kind == "site"
    assert g.exact("Republic of Tamanrako") == ()
    assert any(e.id == 900000001 for e in g.alike("Tamanrakko"))


def test_an_import_twice_changes_nothing(tmp_path: Path) -> None:
    file, mine = tmp_path / "own.csv", tmp_path / "mine.sqlite"
    file.write_text("name,lat,lon,country\nOulad Testa,20.1,1.2,Mali\n", encoding="utf-8")
    assert import_file(file, mine) == import_file(file, mine) == 1
    assert len(Gazetteer(SHIPPED, mine).exact("Oulad Testa")) == 1


def test_admin_files_name_divisions(tmp_path: Path) -> None:
    mine = tmp_path / "mine.sqlite"
    first = tmp_path / "admin1CodesASCII.txt"
    first.write_text("ML.08\tTestouctou\tTestouctou\t2449066\n", encoding="utf-8")
    assert import_file(first, mine) == 1
    found = Gazetteer(SHIPPED, mine).exact("Testouctou")[0]
    assert (found.kind, found.geonameid) == ("region", 2449066)
    assert found.lat is not None
    file = tmp_path / "ML.txt"
    file.write_text(dump((900000001, "Tamanrako", "", 16.9, -2.9, "P", "PPL", "ML", "08", 120)), encoding="utf-8")
    import_file(file, mine)
    assert Gazetteer(SHIPPED, mine).exact("Tamanrako")[0].admin1 == "Testouctou"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name,lat\nX,1\n", "line 1"),
        ("name,lat,lon\nGood,1,1\nX,91,0\n", "line 3"),
        ("name,lat,lon\nX,north,0\n", "line 2"),
        ("name,lat,lon,kind\nX,1,0,castle\n", "line 2"),
        ("name,lat,lon,population\nX,1,0,many\n", "line 2"),
        (dump((1, "X", "", "here", 1, "P", "PPL", "ML", "08", 1)), "line 1"),
    ],
)
def test_a_wrong_file_names_its_line_and_adds_nothing(tmp_path: Path, text: str, place: str) -> None:
    file, mine = tmp_path / "wrong", tmp_path / "mine.sqlite"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FirsthandError, match=place):
        import_file(file, mine)
    base = sqlite3.connect(mine)
    assert base.execute("SELECT count(*) FROM place").fetchone() == (0,)
    base.close()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FirsthandError, match="nowhere"):
        import_file(tmp_path / "nowhere.txt", tmp_path / "mine.sqlite")


def test_find_explains_its_ranking() -> None:
    result = CliRunner().invoke(app, ["gazetteer", "find", "Paris, Texas", "--limit", "2"], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    lines = [line for line in result.output.splitlines() if "Paris" in line]
    assert len(lines) == 2
    assert "Texas" in lines[0]
    assert "4717560" in lines[0]
    assert "others in its division" in lines[0]


def test_find_finds_misspellings_and_says_when_there_is_nothing() -> None:
    result = CliRunner().invoke(app, ["gazetteer", "find", "Gundam, Mali"], env={"COLUMNS": "200"})
    assert "Goundam" in result.output
    result = CliRunner().invoke(app, ["gazetteer", "find", "Qwxzyt"])
    assert result.exit_code == 1


def test_imported_places_are_found_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_GAZETTEER", str(tmp_path / "mine.sqlite"))
    file = tmp_path / "own.csv"
    file.write_text(
        "name,lat,lon,country,aliases\nOulad Testa,20.1,1.2,Mali,Oulad Tasta;Ulad Testa\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["gazetteer", "import", str(file)])
    assert result.exit_code == 0, result.output
    assert "1 places added" in result.output
    Gazetteer.default.cache_clear()
    try:
        result = CliRunner().invoke(app, ["gazetteer", "find", "Ulad Testa"], env={"COLUMNS": "200"})
        assert "Oulad Testa" in result.output
    finally:
        Gazetteer.default.cache_clear()
