"""What stands before every request: names and tokens, how much may be held in memory, and what is counted.

A service on 127.0.0.1 can be called by any page in the browser of the same machine through a name that leads there
(DNS rebinding), so the name that is called must be the service's own. Nothing of a body is ever logged.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firsthand.service.forms import BadError, Problem, Problems

if TYPE_CHECKING:
    from firsthand.service.metrics import Metrics

OPEN = ("/health/live", "/health/ready")  # what needs no token
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]+)?")
_SLOWEST_BODY_S = 60  # seconds that a client may take to send its request
_log = logging.getLogger("firsthand.service")


@dataclass(frozen=True)
class Limits:
    """``body_bytes`` of one request, ``batch`` reports in it, ``held_bytes`` of all requests at a time."""

    body_bytes: int = 10_000_000
    batch: int = 100
    held_bytes: int = 200_000_000


@dataclass
class Held:
    """How many bytes of bodies are in memory."""

    limit: int
    now: int = field(default=0)

    def take(self, size: int) -> None:
        """Raises ``BadError`` 503 if that would be too many."""
        if self.now + size > self.limit:
            raise busy("the requests at work hold all the memory that they may", 1)
        self.now += size


def busy(reason: str, retry_after: int) -> BadError:
    """The answer of a service that cannot take more now."""
    problem = Problem(code="busy", place="service", reason=reason, cure=f"send it again in {retry_after} s")
    return BadError(503, [problem], {"Retry-After": str(retry_after)})


def refusal(error: BadError) -> Response:
    """The response that an error is."""
    body = Problems(errors=error.problems).model_dump_json()
    return Response(body, error.status, error.headers, "application/json")


async def body_of(request: Request, limits: Limits, held: Held) -> bytes:
    """A request's body; the caller gives ``len(body)`` back to ``held`` when it is done with it.

    Raises ``BadError`` if it is too large, packed, too slow, or there is no room.
    """
    if request.headers.get("content-encoding", "identity") != "identity":
        raise _bad(415, "packed", "packed bodies are not taken", "send it unpacked")
    told = request.headers.get("content-length", "")
    size = int(told) if told.isascii() and told.isdigit() else 0
    if size > limits.body_bytes:
        raise _too_large(limits)
    held.take(size)
    parts: list[bytes] = []
    taken, filled = size, 0
    try:
        async with asyncio.timeout(_SLOWEST_BODY_S):
            async for part in request.stream():
                filled += len(part)
                if filled > limits.body_bytes:
                    raise _too_large(limits)
                if filled > taken:
                    held.take(filled - taken)
                    taken = filled
                parts.append(part)
    except TimeoutError:
        held.now -= taken
        raise _bad(408, "too_slow", f"it did not arrive within {_SLOWEST_BODY_S} s", "send less at a time") from None
    except BaseException:
        held.now -= taken
        raise
    held.now -= taken - filled
    return b"".join(parts)


def _too_large(limits: Limits) -> BadError:
    size = f"{limits.body_bytes / 1e6:g} MB"
    return _bad(413, "too_large", f"it is larger than {size}", f"send at most {size} in one request")


def _bad(status: int, code: str, reason: str, cure: str, place: str = "body") -> BadError:
    return BadError(status, [Problem(code=code, place=place, reason=reason, cure=cure)])


class Gate:
    """Middleware, outermost. ``hosts``: the names that it may be called by, None for any; ``token``: of a client."""

    def __init__(self, app: ASGIApp, metrics: Metrics, token: str | None, hosts: Iterable[str] | None) -> None:
        self.app, self.metrics = app, metrics
        self.token = token.encode() if token else None
        self.hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start, status = time.perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *_SAFE]
            await send(message)

        try:
            fault = self._fault(scope)
            await (refusal(fault) if fault else self.app)(scope, receive, noted)
        except ClientDisconnect:
            status = status or 499
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            _log.error("%s in %s, line %s", type(error).__name__, at.filename, at.lineno)
            if not status:
                problem = ("fault", "a fault in the service", "please report it", "service")
                await refusal(_bad(500, *problem))(scope, receive, noted)
        finally:
            route = scope.get("route")
            path = str(getattr(route, "path", "other"))
            self.metrics.requests.labels(path, str(status or 499)).inc()
            self.metrics.seconds.labels(path).observe(time.perf_counter() - start)

    def _fault(self, scope: Scope) -> BadError | None:
        headers = Headers(scope=scope)
        host = _HOST.fullmatch(headers.get("host", ""))
        if self.hosts is not None and (host is None or host[1].strip("[]").lower() not in self.hosts):
            return _bad(421, "wrong_host", "the service has another name", "call it by its own, or --host-name", "host")
        if self.token is not None and scope["path"] not in OPEN:
            kind, _, given = headers.get("authorization", "").partition(" ")
            right = secrets.compare_digest(given.strip().encode("utf-8", "replace"), self.token)
            if kind.lower() != "bearer" or not right:
                cure = "send the header Authorization: Bearer TOKEN"
                fault = _bad(401, "no_token", "the token is missing or another", cure, "authorization")
                fault.headers["WWW-Authenticate"] = "Bearer"
                return fault
        return None


_SAFE = [(b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")]
