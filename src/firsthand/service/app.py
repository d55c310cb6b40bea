"""The service's addresses: reports to code, what a claim looks like, versions, health and metrics."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, StreamingResponse

from firsthand import __version__
from firsthand.records import SCHEMA, Claim, Report
from firsthand.service.forms import (
    BadError,
    Problem,
    Problems,
    Result,
    Results,
    Sent,
    check_count,
    one,
    several,
)
from firsthand.service.gate import Gate, Held, Limits, body_of, busy, refusal
from firsthand.service.metrics import MEDIA_TYPE, Metrics
from firsthand.service.pool import ClosedError, FullError, Pool
from firsthand.service.worker import Answer, Coded, Failed

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = ("application/x-ndjson", "application/jsonl")
_STATUS = {"fault": 500, "no_worker": 503}  # of a single report without claims; else 422
_ROWS: dict[str, Any] = {"content": {LINES[0]: {"schema": {"type": "string"}}}}
_LARGE = 200_000  # bytes: a body from here on is parsed in a thread, for others are waiting
_JSON = "application/json"


@dataclass
class Service:
    """What the addresses work with. ``pool`` must have been started; ``hosts`` None: any name will do."""

    pool: Pool
    limits: Limits = field(default_factory=Limits)
    token: str | None = None
    hosts: Iterable[str] | None = None


def build(service: Service) -> FastAPI:
    """The service as an ASGI application; when it ends, the pool answers what it took, and is closed."""
    held, metrics, limits, pool = Held(service.limits.held_bytes), Metrics(service.pool), service.limits, service.pool

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(pool.close)

    app = FastAPI(
        title="firsthand", version=__version__, lifespan=life, docs_url=None, redoc_url=None,
        description="Reports of armed conflict in, claims that keep track of who said so out. Nothing is stored, "
        "and no address in a report is fetched.", responses=_errors(500, *([401] if service.token else [])),
    )  # fmt: skip
    app.add_middleware(Gate, metrics=metrics, token=service.token, hosts=service.hosts)
    _handle_errors(app)

    @contextmanager
    def kept(body: bytes) -> Iterator[None]:
        try:
            yield
        finally:
            held.now -= len(body)

    def taken(reports: Sequence[Sent]) -> list[asyncio.Future[Answer]]:
        return [asyncio.wrap_future(future) for future in _submitted(pool, [sent.report() for sent in reports])]

    def told(answers: Iterable[Answer]) -> None:
        for answer in answers:
            if isinstance(answer, Failed):
                metrics.failed.labels(answer.code).inc()

    @app.post(
        "/v1/code", operation_id="code", summary="Code one report", response_model=Result,
        responses=_errors(400, 408, 413, 415, 422, 503), openapi_extra=_body(_JSON, Sent),
    )  # fmt: skip
    async def code(request: Request) -> Response:
        _wants(request, _JSON)
        body = await body_of(request, limits, held)
        with kept(body):
            sent = await _parsed(body, lambda: one(body, "body"))
            answers = await _unless_gone(request, taken([sent]))
        told(answers)
        if isinstance(answers[0], Failed):
            problem = _problem(answers[0], "body: text")
            headers = {"Retry-After": "5"} if answers[0].code == "no_worker" else {}
            raise BadError(_STATUS.get(answers[0].code, 422), [problem], headers)
        return Response(_line(None, sent, answers[0]), media_type=_JSON)

    @app.post(
        "/v1/batch", operation_id="batch", summary="Code several reports, as JSON or as JSON lines",
        description="JSON: all reports must be as the schema says, or none is coded. JSON lines (one report a line): "
        "a line that cannot be read gets its error in its place, the rest is coded, and results are sent as they come. "
        "Either way, results are in the order of the reports.",
        response_model=Results, openapi_extra=_body(_JSON, None, limits.batch),
        responses={**_errors(400, 408, 413, 415, 422, 503), 200: _ROWS},
    )  # fmt: skip
    async def batch(request: Request) -> Response:
        kind = _wants(request, _JSON, *LINES)
        body = await body_of(request, limits, held)
        if kind in LINES:
            return await lines(body)
        with kept(body):
            sent = await _parsed(body, lambda: several(body, limits.batch))
            answers = await _unless_gone(request, taken(sent))
        told(answers)
        parts = [_line(k, *pair) for k, pair in enumerate(zip(sent, answers, strict=True))]
        return Response(b'{"results":[' + b",".join(parts) + b"]}", media_type=_JSON)

    async def lines(body: bytes) -> Response:
        with kept(body):
            found = await _parsed(body, lambda: _each_line(body, limits.batch))
            futures = iter(taken([x for x in found if isinstance(x, Sent)]))
        pairs = [(x, next(futures)) if isinstance(x, Sent) else x for x in found]

        async def results() -> AsyncIterator[bytes]:
            try:
                for k, pair in enumerate(pairs):
                    if isinstance(pair, Problem):
                        yield Result(index=k, error=pair).model_dump_json(exclude_none=True).encode() + b"\n"
                        continue
                    answer = await pair[1]
                    told([answer])
                    yield _line(k, pair[0], answer) + b"\n"
            finally:
                for pair in pairs:
                    if not isinstance(pair, Problem):
                        pair[1].cancel()

        return StreamingResponse(results(), media_type=LINES[0])

    @app.get("/v1/schema", operation_id="schema", summary="JSON Schema of a report and of a claim")
    async def schema() -> dict[str, Any]:
        return {
            "report": Sent.model_json_schema(),
            "claim": Claim.model_json_schema(by_alias=True, mode="serialization"),
        }

    @app.get("/v1/versions", operation_id="versions", summary="Versions of the code, the codebook and the model")
    async def versions() -> dict[str, str | int]:
        return {"firsthand": __version__, "coder": pool.version, "schema": SCHEMA, "api": "v1"}

    @app.get("/health/live", operation_id="live", summary="Does the process answer?")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get(
        "/health/ready", operation_id="ready", summary="Is there a worker that takes reports?", responses=_errors(503)
    )
    async def ready() -> dict[str, str]:
        if not pool.ready:
            raise busy("no worker is loaded, or the service is ending", 5)
        return {"status": "ready"}

    @app.get(
        "/metrics", operation_id="metrics", summary="Figures for Prometheus", response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )  # fmt: skip
    async def figures() -> Response:
        return Response(metrics.text(), media_type=MEDIA_TYPE)

    return app


def _submitted(pool: Pool, reports: list[Report]) -> list[Future[Answer]]:
    try:
        return pool.submit(reports)
    except FullError as error:
        raise busy("the queue is full", error.retry_after) from None
    except ClosedError:
        raise busy("the service is ending", 5) from None


async def _parsed(body: bytes, parse: Callable[[], Any]) -> Any:
    return parse() if len(body) < _LARGE else await run_in_threadpool(parse)


def _each_line(body: bytes, most: int) -> list[Sent | Problem]:
    """The reports of JSON lines, each or what is wrong with it; empty lines are none."""
    filled = [(number, line) for number, line in enumerate(body.split(b"\n"), 1) if line.strip()]
    check_count(len(filled), most)
    found: list[Sent | Problem] = []
    for number, line in filled:
        try:
            found.append(one(line, f"line {number}"))
        except BadError as error:
            found.append(error.problems[0])
    if not found:
        raise BadError(422, [Problem(code="invalid", place="body", reason="it has no report", cure="send a line each")])
    return found


async def _unless_gone(request: Request, futures: list[asyncio.Future[Answer]]) -> list[Answer]:
    """The answers; if the client leaves before, what has not begun is not coded."""
    every = asyncio.gather(*futures)
    gone = asyncio.ensure_future(_gone(request))
    try:
        either: set[asyncio.Future[Any]] = {every, gone}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not every.done():
            from starlette.requests import ClientDisconnect

            raise ClientDisconnect
        return every.result()
    finally:
        gone.cancel()
        if not every.done():
            every.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _line(index: int | None, sent: Sent, answer: Answer) -> bytes:
    """One result. The claims are put in as the worker wrote them: the bytes of ``Claim.as_json``."""
    head: dict[str, Any] = {} if index is None else {"index": index}
    if sent.id is not None:
        head["id"] = sent.id
    if isinstance(answer, Coded):
        head["report_id"] = answer.report_id
        start = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
        return f'{start[:-1]},"claims":[{",".join(answer.claims)}]}}'.encode()
    place = f"reports[{index}].text"
    head |= {"report_id": sent.report().report_id, "claims": [], "error": _problem(answer, place).model_dump()}
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()


def _problem(failed: Failed, place: str) -> Problem:
    return Problem(code=failed.code, place=place, reason=failed.reason, cure=failed.cure)


def _wants(request: Request, *kinds: str) -> str:
    """The request's media type. Raises ``BadError`` if it is none of these."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in kinds:
        cure = f"send the header Content-Type: {' or '.join(kinds)}"
        reason = "it is of another kind"
        raise BadError(415, [Problem(code="wrong_type", place="content-type", reason=reason, cure=cure)])
    return kind


def _body(kind: str, model: type[Sent] | None, most: int = 0) -> dict[str, Any]:
    """A request's body for the OpenAPI document; the addresses read it themselves, to bound what they read."""
    report = Sent.model_json_schema()
    if model is not None:
        return {"requestBody": {"required": True, "content": {kind: {"schema": report}}}}
    listed = {"type": "array", "items": report, "minItems": 1, "maxItems": most}
    whole = {
        "type": "object",
        "properties": {"reports": listed},
        "required": ["reports"],
        "additionalProperties": False,
    }
    rows = {"type": "string", "description": "A report a line, each as in the JSON form."}
    content = {kind: {"schema": whole}} | {name: {"schema": rows} for name in LINES}
    return {"requestBody": {"required": True, "content": content}}


_MEANINGS = {
    400: "Not JSON", 401: "No token, or another one", 408: "It arrived too slowly", 413: "Too large, or too many",
    415: "Of another kind, or packed", 422: "Not as the schema says, or no report that can be coded",
    500: "A fault of the service", 503: "Busy, or ending; see Retry-After",
}  # fmt: skip


def _errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    made: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        made[status] = {"model": Problems, "description": _MEANINGS[status]}
        if status == 503:
            made[status]["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
    return made


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(BadError)
    async def bad(_: Request, error: BadError) -> Response:
        return refusal(error)

    @app.exception_handler(HTTPException)
    async def other(_: Request, error: HTTPException) -> Response:
        cure = "GET /openapi.json lists what there is"
        reason = {404: "there is no such address", 405: "this address takes another method"}.get(
            error.status_code, "it cannot be answered"
        )
        problem = Problem(code=f"http_{error.status_code}", place="request", reason=reason, cure=cure)
        body = Problems(errors=[problem]).model_dump()
        return JSONResponse(body, error.status_code, dict(error.headers or {}))
