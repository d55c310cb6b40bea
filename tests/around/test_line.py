"""The whole line with the real model, codebook and gazetteer, on the sample reports and on anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import firsthand
from firsthand import samples
from firsthand.errors import ReportError
from firsthand.linking import link
from firsthand.records import Claim, Link, Phrase, Report
from firsthand.reports import Received, read


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [one.report for one in read([samples.folder()]) if isinstance(one, Received)]


@pytest.fixture(scope="module")
def coded(coder: firsthand.Coder, reports: list[Report]) -> list[tuple[Report, list[Claim]]]:
    return [(report, coder.code(report)) for report in reports]


def spans_of(claim: Claim) -> Iterator[Phrase | Link]:
    yield from (claim.trigger, claim.quote, *claim.actors, *claim.means, *claim.harm)
    yield from (x for x in (claim.when, claim.where) if x is not None)
    yield from claim.attribution


def no_value_without_evidence(report: Report, claims: list[Claim]) -> None:
    for claim in claims:
        for one in spans_of(claim):
            if one.span is not None:
                assert 0 <= one.span.start < one.span.end <= len(report.text)
                if isinstance(one, Phrase):
                    assert one.text == report.text[one.span.start : one.span.end]
        assert claim.trigger.span is not None
        assert claim.quote.span is not None
        assert claim.quote.span.start <= claim.trigger.span.start < claim.trigger.span.end <= claim.quote.span.end
        assert all(harm.span is not None for harm in claim.harm)
        assert claim.attribution, "somebody says it"


def test_samples_have_claims_with_evidence(coded: list[tuple[Report, list[Claim]]]) -> None:
    assert len(coded) == 12
    for report, claims in coded:
        assert claims, report.origin
        no_value_without_evidence(report, claims)
        assert len({claim.claim_id for claim in claims}) == len(claims)


WORDS = sorted({word for path in samples.folder().glob("*.txt") for word in path.read_text(encoding="utf-8").split()})
ODD = [
    "\n\n",
    "\t",
    "\u202e",
    "\x1b[2J",
    "“",
    '"',
    "(",
    "...",
    "!!!",
    "a" * 300,
    "١٢",
    "🙂",
    "é\u0301",
    "-",
    "Ménaka",
    "\u00a0",
    "5,000",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS + ODD * 4), max_size=60), st.booleans())
def test_any_text_gives_claims_with_evidence_or_none(coder: firsthand.Coder, words: list[str], dated: bool) -> None:
    report = Report(text=" ".join(words), published="2025-03-08" if dated else None)
    claims = coder.code(report)
    no_value_without_evidence(report, claims)
    assert coder.code(report) == claims


def test_same_claims_alone_in_company_and_in_any_order(
    coder: firsthand.Coder, coded: list[tuple[Report, list[Claim]]]
) -> None:
    again = list(coder.code_many(report for report, _ in reversed(coded)))
    assert again == list(reversed(coded))


def test_same_claims_with_two_jobs(coder: firsthand.Coder, coded: list[tuple[Report, list[Claim]]]) -> None:
    assert list(coder.code_many((report for report, _ in coded), jobs=2)) == coded


def test_without_a_date_nothing_is_dated_by_guess(coder: firsthand.Coder) -> None:
    report = Report(text="Rebels attacked a camp near Gao on Monday and killed nine soldiers, the army said.")
    for claim in coder.code(report):
        assert claim.when is None or (claim.when.start is None and claim.when.end is None)


def test_events_of_the_samples(coded: list[tuple[Report, list[Claim]]]) -> None:
    events = link(coded)
    assert sum(len(event.claims) for event in events) == sum(len(claims) for _, claims in coded)
    assert len(events) < sum(len(claims) for _, claims in coded)
    assert any(event.contested for event in events)
    assert any(event.independent_origins > 1 for event in events)


def test_the_program_with_the_real_coder(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from firsthand.cli.app import app

    path = tmp_path / "a.txt"
    path.write_text(
        "date 2025-03-05 Rebels attacked a camp near Gao on Monday and killed nine soldiers, the army said."
    )
    result = CliRunner().invoke(app, ["code", str(path)])
    assert result.exit_code == 0
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert any((claim["where"] or {}).get("country") == "MLI" for claim in claims)
    assert any(claim["when"] and claim["when"]["start"] == "2025-03-03" for claim in claims)
    assert any(harm["low"] == 9 for claim in claims for harm in claim["harm"])


def test_a_model_that_is_not_there_gets_a_clear_word(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from firsthand.cli.app import app

    path = tmp_path / "a.txt"
    path.write_text("Rebels attacked a camp.")
    result = CliRunner().invoke(app, ["code", str(path), "--model", "no_such_model"])
    assert result.exit_code == 2
    assert "no_such_model" in result.stderr
    assert not isinstance(result.exception, ReportError)
