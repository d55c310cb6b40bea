"""Every address of the service, called with what its own OpenAPI document allows and with what it forbids."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from firsthand.service.gate import Limits

ADDRESSES = {
    ("POST", "/v1/code"), ("POST", "/v1/batch"), ("GET", "/v1/schema"), ("GET", "/v1/versions"),
    ("GET", "/health/live"), ("GET", "/health/ready"), ("GET", "/metrics"),
}  # fmt: skip

CALLS = [(GenerationMode.POSITIVE, *address) for address in sorted(ADDRESSES)] + [
    (GenerationMode.NEGATIVE, *address) for address in sorted(ADDRESSES) if address[0] == "POST"
]


document = functools.cache(schemathesis.openapi.from_url)


@pytest.fixture(scope="module")
def address(obedient: Callable[..., Any]) -> str:
    """A service with a coder of no cost: what is drawn at random has no claims for any coder."""
    client, _ = obedient(Limits(body_bytes=300_000, batch=20), waiting=200)
    return str(client.base_url)


@pytest.mark.parametrize(("mode", "method", "path"), CALLS)
def test_the_service_does_what_its_document_says(address: str, mode: GenerationMode, method: str, path: str) -> None:
    operation = document(f"{address}/openapi.json")[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    def call(case: schemathesis.Case) -> None:
        answer = case.call()
        # no schema can say what is English
        foreign = answer.status_code == 422 and all(one["code"] == "not_english" for one in answer.json()["errors"])
        case.validate_response(answer, excluded_checks=[positive_data_acceptance] if foreign else [])

    call()


def test_claims_are_what_the_document_says(real: str) -> None:
    text = "Gunmen of the Free Hills killed 12 soldiers near Gao on Monday, the army said. A spokesman denied it."
    report = {"text": text, "published": "2025-03-05", "publisher": "Example Wire"}
    for path, body in (("/v1/code", report), ("/v1/batch", {"reports": [report, {"text": "It rained."}]})):
        case = document(f"{real}/openapi.json")[path]["POST"].Case(body=body, media_type="application/json")
        answer = case.call_and_validate()
        found = answer.json()
        assert len((found.get("results") or [found])[0]["claims"]) >= 1


def test_the_document_is_whole(real: str) -> None:
    found = httpx.get(f"{real}/openapi.json").json()
    told = {(method.upper(), path) for path, methods in found["paths"].items() for method in methods}
    assert told == ADDRESSES
    assert {"Claim", "Problems", "Result", "Results"} <= set(found["components"]["schemas"])
