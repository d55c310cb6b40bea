"""Every address of the service, called with what its own OpenAPI document allows and with what it forbids."""

from __future__ import annotations

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

ADDRESSES = {
    ("POST", "/v1/code"), ("POST", "/v1/batch"), ("GET", "/v1/schema"), ("GET", "/v1/versions"),
    ("GET", "/health/live"), ("GET", "/health/ready"), ("GET", "/metrics"),
}  # fmt: skip

CALLS = [(GenerationMode.POSITIVE, *address) for address in sorted(ADDRESSES)] + [
    (GenerationMode.NEGATIVE, *address) for address in sorted(ADDRESSES) if address[0] == "POST"
]


@pytest.mark.parametrize(("mode", "method", "path"), CALLS)
def test_the_service_does_what_its_document_says(real: str, mode: GenerationMode, method: str, path: str) -> None:
    operation = schemathesis.openapi.from_url(f"{real}/openapi.json")[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    def call(case: schemathesis.Case) -> None:
        answer = case.call()
        # no schema can say what is English
        foreign = answer.status_code == 422 and all(one["code"] == "not_english" for one in answer.json()["errors"])
        case.validate_response(answer, excluded_checks=[positive_data_acceptance] if foreign else [])

    call()


def test_the_document_is_whole(real: str) -> None:
    found = httpx.get(f"{real}/openapi.json").json()
    told = {(method.upper(), path) for path, methods in found["paths"].items() for method in methods}
    assert told == ADDRESSES
    assert {"Claim", "Problems", "Result", "Results"} <= set(found["components"]["schemas"])
