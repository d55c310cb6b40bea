"""The documents say what the program does."""

from __future__ import annotations

import re
import sys
import tomllib
import typing
from pathlib import Path

import pytest

from firsthand import records
from firsthand.codebook import load
from tests.around.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_reference_is_up_to_date() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import reference
    finally:
        sys.path.pop(0)
    assert page("docs/reference.md") == reference.reference(), "run: python scripts/reference.py"


def test_every_command_and_setting_is_in_the_readme_or_the_tutorial() -> None:
    told = page("README.md") + page("docs/tutorial.md")
    for command in ("code", "add", "events", "verify", "demo", "codebook list"):
        assert f"firsthand {command}" in told


def test_the_readme_opens_with_one_sentence_and_two_lines() -> None:
    readme = page("README.md")
    before, block, _ = readme.split("```", 2)
    assert len(re.findall(r"\.\s", before.split("\n", 1)[1].strip() + " ")) == 1, "one sentence"
    lines = block.strip().splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("firsthand demo")
    assert lines[1] == "scripts/check"
    assert lines[1] in page(".ci/run"), "CI runs the README's test command"
    assert "demo --no-browser" in page(".ci/run")


def test_the_contract_names_every_field_and_value() -> None:
    contract = page("docs/contract.md")
    for record in (records.Claim, records.Event):
        for name, field in record.model_fields.items():
            if name != "disputes":
                assert f"`{field.alias or name}" in contract, name
    for record in (records.Actor, records.Means, records.When, records.Place, records.Harm, records.Link):
        for name in record.model_fields:
            assert re.search(rf"`(?:\w+\[?\]?\.)?{name}(?:\[\])?`", contract), f"{record.__name__}.{name}"
    for values in (
        records.Role, records.Kind, records.Stage, records.Stance, records.Outcome, records.Unit, records.TimePrecision,
        records.PlacePrecision, records.SourceKind,
    ):  # fmt: skip
        for value in typing.get_args(values):
            assert f"`{value}`" in contract, value


def test_the_contract_lists_the_types_of_the_codebook() -> None:
    section = page("docs/contract.md").split("## Event types")[1].split("\n\n")[1]
    assert sorted(re.findall(r"`(\w+)`", section)) == sorted(load().types)


def test_every_dependency_has_its_licence_told() -> None:
    names = tomllib.loads(page("pyproject.toml"))["project"]["dependencies"]
    told = page("docs/licences.md").lower()
    for name in names:
        assert re.split(r"[><=\[; ]", name)[0].lower() in told, name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_no_page_names_the_machine_that_it_was_written_on() -> None:
    for path in PAGES:
        assert not re.search(r"/(?:home|root|work|Users)/", path.read_text(encoding="utf-8")), path.name


def test_the_readme_shows_what_the_program_prints() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import readme
    finally:
        sys.path.pop(0)
    assert page("README.md") == readme.readme(), "run: python scripts/readme.py"
