"""What goes over the wire: reports as JSON, errors with place, reason and cure; and how one becomes the other."""

from __future__ import annotations

import datetime
import json
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from firsthand.records import Claim, Report


def _real_day(value: str) -> str:
    datetime.date.fromisoformat(value)
    return value


def _characters(value: str) -> str:
    if not value.isascii():
        value.encode()  # a lone surrogate is no character
    return value


T = TypeVar("T", bound=BaseModel)
# the check of characters stands last: pydantic tells in its schema only what stands before it
Text = Annotated[str, Field(min_length=1, pattern=r"\S"), AfterValidator(_characters)]
Short = Annotated[str, Field(max_length=500), AfterValidator(_characters)]
Tag = Annotated[str, Field(max_length=35), AfterValidator(_characters)]
Address = Annotated[str, Field(max_length=2000, pattern=r"^https?://[!-~]+$"), AfterValidator(_characters)]
Day = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    AfterValidator(_real_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]


class Sent(BaseModel):
    """A report as a client sends it. Nothing of it is changed: spans are counted in exactly this ``text``."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[Text, Field(description="The report in English, as plain text.")]
    id: Annotated[Short | None, Field(description="The client's own name for it; it comes back.")] = None
    published: Annotated[Day | None, Field(description="Date of publication, 2024-10-14.")] = None
    publisher: Annotated[Short | None, Field(description="Who published it.")] = None
    url: Annotated[Address | None, Field(description="Kept as said; never fetched.")] = None
    title: Annotated[Short | None, Field(description="Its headline, if that is not in the text.")] = None
    author: Annotated[Short | None, Field(description="Who wrote it.")] = None
    language: Annotated[Tag | None, Field(description="What it says of its language: en, fr, ...")] = None

    def report(self) -> Report:
        """The record that is coded."""
        return Report(**self.model_dump(exclude={"id"}))


class Batch(BaseModel):
    """Several reports."""

    model_config = ConfigDict(extra="forbid", strict=True)

    reports: Annotated[list[Sent], Field(min_length=1)]


class Problem(BaseModel):
    """What is wrong, where, and what to do. ``code`` is for programs and stays what it is; the words may change."""

    code: str
    place: str
    reason: str
    cure: str


class Problems(BaseModel):
    """The body of every answer that is no 200."""

    errors: list[Problem]


class Result(BaseModel):
    """One report's claims. In a batch ``error`` says why there are none; ``index`` counts the reports from 0."""

    index: int | None = None
    id: str | None = None
    report_id: str | None = None
    claims: list[Claim] = []
    error: Problem | None = None


class Results(BaseModel):
    """A batch's results, in the order of its reports."""

    results: list[Result]


class BadError(Exception):
    """A request that cannot be taken."""

    def __init__(self, status: int, problems: list[Problem], headers: dict[str, str] | None = None) -> None:
        super().__init__(f"status {status}")
        self.status, self.problems, self.headers = status, problems, headers or {}


_CURES = {
    "missing": "add it", "extra_forbidden": "leave it out, or see GET /v1/schema for what there is",
    "string_too_short": "give a report with text", "string_too_long": "shorten it",
    "string_type": "give a string", "too_short": "give at least one report",
}  # fmt: skip
_REASONS = {
    "missing": "it is missing", "extra_forbidden": "there is no such field", "string_type": "it is not a string",
    "string_too_short": "it is empty", "string_too_long": "it is too long", "too_short": "it has no report",
}  # fmt: skip
_PATTERNS = {
    "text": "it is empty", "published": "it is no date such as 2024-10-14", "url": "it is no http or https address",
}  # fmt: skip
_MOST_PROBLEMS = 20  # told of one request


def parse(data: bytes, place: str) -> Any:
    """JSON of one request or line. Raises ``BadError``."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "not UTF-8, or nested too deeply"
        at = f"{place}, character {error.pos}" if isinstance(error, json.JSONDecodeError) else place
        problem = Problem(code="not_json", place=at, reason=f"not valid JSON ({reason})", cure="send JSON in UTF-8")
        raise BadError(400, [problem]) from error


def one(data: bytes, place: str) -> Sent:
    """The report in a request's body or a line. Raises ``BadError``."""
    return _valid(Sent, parse(data, place), place)


def several(data: bytes, most: int) -> list[Sent]:
    """The reports of a batch. Raises ``BadError`` if one is not as it must be, or there are more than ``most``."""
    value = parse(data, "body")
    found = value.get("reports") if isinstance(value, dict) else None
    if isinstance(found, list):
        check_count(len(found), most)
    return _valid(Batch, value, "body").reports


def check_count(number: int, most: int) -> None:
    """Raises ``BadError`` if a batch has more than ``most`` reports."""
    if number > most:
        cure = f"send at most {most} at a time"
        raise BadError(413, [Problem(code="too_many", place="body", reason=f"more than {most} reports", cure=cure)])


def _valid(model: type[T], value: Any, place: str) -> T:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        raise BadError(422, [_problem(one["type"], one["loc"], place) for one in faults[:_MOST_PROBLEMS]]) from None


def _problem(kind: str, where: tuple[int | str, ...], place: str) -> Problem:
    """A fault without the value itself, which may be the report's text."""
    at = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")[:200]
    at = at.encode("utf-8", "replace").decode()
    reason = _REASONS.get(kind, "it is not as the schema says")
    if kind == "value_error" and at.endswith("published"):
        reason = "there is no such day"
    elif kind == "string_pattern_mismatch":
        reason = _PATTERNS.get(at.rpartition(".")[2], reason)
    elif kind == "value_error":
        reason = "it holds a lone surrogate, which is no character"
    return Problem(
        code="invalid", place=f"{place}: {at}" if at else place, reason=reason,
        cure=_CURES.get(kind, "see GET /v1/schema"),
    )  # fmt: skip
