"""Actors of one's own: read beside the directory, and refused with a clear word. All groups here are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from firsthand import Coder, Report
from firsthand.cli.app import app
from firsthand.errors import CodebookError
from firsthand.reading.directory import load, own_entries
from tests import shipped

OWN = "actors:\n  - {id: zz-kol, name: Kolmar, aliases: [KLM-7], kind: militia, country: MLI, active: [2019, null]}\n"
TEXT = "Kolmar attacked a camp near Gao on Monday, officials said."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def initiators(coder: Coder) -> list[tuple[str | None, str]]:
    claims = coder.code(Report(text=TEXT, published="2024-03-06"))
    return [(a.actor_id, a.kind) for claim in claims for a in claim.actors if a.role == "initiator"]


def test_an_actor_of_ones_own_is_known_by_its_id_and_kind(own: Path) -> None:
    assert ("zz-kol", "militia") in initiators(Coder(actors=own))
    assert ("zz-kol", "militia") not in initiators(shipped.coder())


def test_a_folder_of_actors_in_the_codebook_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    (folder / "actors").mkdir(parents=True)
    (folder / "actors" / "a.yaml").write_text(OWN, encoding="utf-8")
    (folder / "t.yaml").write_text(
        "id: zz_roadblock\ndefinition: A road is closed.\ntriggers:\n  - nouns: [roadblock]\n", encoding="utf-8"
    )
    coder = Coder(codebook=folder)
    assert ("zz-kol", "militia") in initiators(coder)
    assert ", actors " in coder.version
    assert ", actors " not in shipped.coder().version


def test_own_actors_replace_shipped_ones_of_the_same_name(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("actors: [{id: mine, name: FARC, kind: other}]", encoding="utf-8")
    found = load(path).find("FARC")
    assert found is not None
    assert found.id == "mine"
    shipped = load().find("FARC")
    assert shipped is not None
    assert shipped.id == "farc"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("actors: [{id: a, name: A Group}]", "actor 1: 'kind' is missing"),
        ("actors: [{id: a, name: A, kind: rebels}]", "'rebels' is no kind"),
        ("actors: [{id: a, name: A, kind: rebel, colour: red}]", "'colour' is no key"),
        ("actors: [{id: a, name: A, kind: rebel, country: Mali}]", "alpha-3"),
        ("actors: [{id: a, name: A, kind: rebel, active: 2001}]", "two years"),
        ("actors: [{id: a, name: A, kind: rebel}, {id: a, name: B, kind: rebel}]", "actor 2: the id 'a' is used twice"),
        ("actors: [a]", "a mapping is expected"),
        ("groups: []", "no list 'actors'"),
        ("actors: [", "not valid YAML"),
    ],
)
def test_mistakes_are_named_with_their_place(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=r"bad\.yaml") as caught:
        own_entries(path)
    assert named in str(caught.value)


def test_the_command_line_takes_them(own: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(app, ["code", str(report), "--published", "2024-03-06", "--actors", str(own)])
    assert done.exit_code == 0
    assert '"zz-kol"' in done.output
    missing = CliRunner().invoke(app, ["code", str(report), "--actors", str(tmp_path / "none.yaml")])
    assert missing.exit_code == 2
    assert "none.yaml" in missing.output
