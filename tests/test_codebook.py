"""The codebook: its rules hold together, and the checker sees what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.codebook import Codebook, EventType, load
from firsthand.codebook.check import check, disagreements, run
from firsthand.codebook.schema import Example
from firsthand.errors import CodebookError
from firsthand.records import Actor, Claim, Harm, Link, Means, Phrase, Place, Report, When
from firsthand.yamlfile import parse

CONTRACT = """armed_clash territory_change attack killing air_strike drone_strike shelling bombing suicide_bombing
chemical_attack shootdown abduction hostage_release sexual_violence torture arrest surrender release looting arson
property_destruction weapons_seizure protest riot mob_violence mobilization withdrawal base_established
territory_transfer ceasefire agreement talks military_support arms_transfer training aid cooperation displacement
accusation threat demand rejection sanction break_relations"""

SHELLING = """
id: shelling
definition: Artillery fire.
roles: {initiator: [agent], target: [patient]}
triggers:
  - verbs: [shell]
coding: {acled: null, ucdp: null, plover: null}
examples:
  - {text: Rebels shelled Gao., claims: [{initiator: Rebels}]}
  - {text: Gao was shelled., claims: [{trigger: shelled}]}
  - {text: They shelled peas., none: true}
"""

CLAIM = Claim(
    report_id="r",
    event_type="shelling",
    trigger=Phrase(text="shelled"),
    quote=Phrase(text="Rebels shelled Gao."),
    actors=(Actor(role="initiator", text="The rebels", name="Red Plains Front", kind="rebel"),),
    means=(Means(text="mortars", kind="artillery"),),
    when=When(text="on Monday", start="2024-03-04", end="2024-03-04", precision="day"),
    where=Place(text="Gao", name="Gao"),
    harm=(Harm(outcome="killed", text="nine", low=9, high=9),),
    attribution=(Link(source="Example Wire"),),
)


class FixedCoder:
    """Says the same claims of every report."""

    def __init__(self, *claims: Claim) -> None:
        self._claims = list(claims)

    def code(self, report: Report) -> list[Claim]:
        return self._claims


def book(*texts: str) -> Codebook:
    types = [EventType.model_validate(parse(text)) for text in texts]
    return Codebook({kind.id: kind for kind in types}, "test")


def messages(text: str, **known: set[str]) -> list[str]:
    return [str(problem) for problem in check(book(text), classes=known.get("classes"))]


def test_every_type_of_the_contract_is_there_and_no_other() -> None:
    assert set(load().types) == set(CONTRACT.split())


def test_the_rules_of_the_built_in_codebook_hold_together() -> None:
    assert [str(problem) for problem in check(load())] == []


@pytest.mark.parametrize("kind", load().types.values(), ids=lambda kind: kind.id)
def test_every_type_is_defined_bounded_and_guarded(kind: EventType) -> None:
    assert all((kind.definition, kind.includes, kind.excludes))
    assert any(example.none for example in kind.examples), "give an example that must not be found"
    assert sum(not example.none for example in kind.examples) >= 3


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("initiator", "rebels", True),
        ("initiator", "the Red Plains Front", True),
        ("initiator", "Plains Red Front", False),
        ("initiator", ["rebels", "army"], False),
        ("target", None, True),
        ("initiator", None, False),
        ("trigger", "shelled", True),
        ("means", "artillery", True),
        ("where", "Gao", True),
        ("where", None, False),
        ("start", "2024-03-04", True),
        ("end", None, False),
        ("precision", "day", True),
        ("stage", "planned", False),
        ("stance", "asserts", True),
        ("source", "Example Wire", True),
        ("harm", [{"outcome": "killed", "low": 9}], True),
        ("harm", [{"outcome": "killed", "high": None}], False),
        ("harm", [{"outcome": "injured"}], False),
    ],
)
def test_an_expected_claim_is_compared_key_by_key(key: str, value: object, right: bool) -> None:
    assert (disagreements({key: value}, CLAIM) == []) is right


def test_null_time_and_place_mean_that_there_is_none() -> None:
    bare = CLAIM.model_copy(update={"when": None, "where": None})
    assert disagreements({"start": None, "where": None}, bare) == []


def test_an_example_finds_the_claim_that_agrees_best() -> None:
    kind = book(SHELLING).types["shelling"]
    other = CLAIM.model_copy(update={"trigger": Phrase(text="shelling")})
    example = Example(text="x", claims=[{"trigger": "shelled"}, {"trigger": "shelling"}])
    assert run(kind, example, FixedCoder(other, CLAIM)) == []


def test_two_expected_claims_need_two_found_ones() -> None:
    kind = book(SHELLING).types["shelling"]
    example = Example(text="x", claims=[{"trigger": "shelled"}, {"trigger": "shelled"}])
    assert len(run(kind, example, FixedCoder(CLAIM))) == 1


def test_none_forbids_this_type_only() -> None:
    kind = book(SHELLING).types["shelling"]
    attack = CLAIM.model_copy(update={"event_type": "attack"})
    assert run(kind, Example(text="x", none=True), FixedCoder(attack)) == []
    assert len(run(kind, Example(text="x", none=True), FixedCoder(attack, CLAIM))) == 1


def test_check_names_the_type_and_the_example() -> None:
    found = [str(problem) for problem in check(book(SHELLING), FixedCoder())]
    assert len(found) == 2
    assert found[0].startswith("shelling, example 1: no claim of type shelling, but nothing")


def test_a_sound_type_has_no_problems() -> None:
    assert messages(SHELLING, classes={"force"}) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("initiator: [agent]", "initiator: [subject]", "'subject' is no slot"),
        ("verbs: [shell]", "{verbs: [shell], where: {object: [town]}}", "'object' is no slot"),
        ("verbs: [shell]", "{verbs: [shell], where: {patient: [<planet>]}}", "no class '<planet>'"),
        ("verbs: [shell]", "{verbs: [shell], where: {patient: [old town]}}", "'old town' can match nothing"),
        ("verbs: [shell]", "verbs: [Shell]", "'Shell' can match nothing"),
        ("verbs: [shell]", "where: {patient: [town]}", "no words"),
        ("verbs: [shell]", "verbs: [shell, shell]", "never reached"),
        ("acled: null, ", "", "nothing of acled"),
        ("  - {text: They shelled peas., none: true}\n", "", "2 examples; give 3"),
        ("none: true", "none: false", "give either the claims"),
        ("{trigger: shelled}", "{triger: shelled}", "'triger' is no key"),
        ("{trigger: shelled}", "{event_type: mortars}", "there is no type 'mortars'"),
        ("coding:", "refines: [{types: [atack]}]\ncoding:", "there is no type 'atack'"),
    ],
)
def test_lint_names_what_cannot_work(old: str, new: str, message: str) -> None:
    assert old in SHELLING
    found = messages(SHELLING.replace(old, new), classes={"force"})
    assert len(found) == 1
    assert message in found[0]


def test_a_narrower_trigger_before_the_general_one_is_reached() -> None:
    two = "verbs: [shell]\n    where: {patient: [town]}\n  - verbs: [shell]"
    assert messages(SHELLING.replace("verbs: [shell]", two)) == []


def test_a_narrower_trigger_of_lower_rank_is_not() -> None:
    two = "verbs: [shell]\n    priority: 5\n  - verbs: [shell]\n    where: {patient: [town]}"
    assert "trigger 2: 'shell' is never reached: trigger 1" in messages(SHELLING.replace("verbs: [shell]", two))[0]


def test_a_folder_adds_to_the_built_in_types(tmp_path: Path) -> None:
    (tmp_path / "shelling.yaml").write_text(SHELLING + "extends: true\n", encoding="utf-8")
    both = load(tmp_path).types
    assert len(both["shelling"].triggers) == len(load().types["shelling"].triggers) + 1
    assert "attack" in both


def test_a_folder_can_stand_alone(tmp_path: Path) -> None:
    (tmp_path / "codebook.yaml").write_text("standalone: true\n", encoding="utf-8")
    (tmp_path / "shelling.yaml").write_text(SHELLING, encoding="utf-8")
    assert set(load(tmp_path).types) == {"shelling"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id: Shelling\ndefinition: x", "id"),
        ("id: shelling\ndefinition: x\ntrigers: []", "trigers"),
        ("id: [", "not valid YAML"),
        ("- a list", "a mapping is expected"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_cure(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=message) as caught:
        load(tmp_path)
    assert "bad.yaml" in str(caught.value)


def test_every_example_is_coded_as_it_says() -> None:
    from firsthand import Coder

    problems = check(load(), Coder())
    assert not problems, "\n".join(map(str, problems))


def test_the_example_in_the_guide_is_a_sound_type() -> None:
    guide = (Path(__file__).parent.parent / "docs" / "codebook.md").read_text(encoding="utf-8")
    text = guide.split("```yaml\n", 1)[1].split("```", 1)[0]
    types = {**load().types, "roadblock": EventType.model_validate(parse(text))}
    assert [str(p) for p in check(Codebook(types, "test")) if p.type == "roadblock"] == []
