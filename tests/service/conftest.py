from __future__ import annotations

import contextlib
import functools
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import uvicorn

from firsthand.cli.coding import make_coder
from firsthand.service.app import Service, build
from firsthand.service.gate import Limits
from firsthand.service.pool import Pool, PoolOptions
from firsthand.service.server import listen
from tests.service.fakes import Obedient

Offer = Callable[..., Any]


@contextlib.contextmanager
def offered(service: Service) -> Iterator[str]:
    """The service on loopback, as ``firsthand serve`` offers it; gives its address."""
    sock = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(build(service), log_level="warning", access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        sock.close()
        assert not thread.is_alive()


@pytest.fixture(scope="package")
def real() -> Iterator[str]:
    """The real coder behind one worker."""
    pool = Pool(functools.partial(make_coder, None, None), PoolOptions(jobs=1, waiting=200))
    pool.start()
    with offered(Service(pool, Limits(body_bytes=300_000, batch=20))) as address:
        yield address


@pytest.fixture(scope="package")
def obedient() -> Iterator[Offer]:
    """Services whose coder does what reports tell it, one for all tests that ask for the same: a worker takes a second
    to start. What a test counts it counts from where it began."""
    with contextlib.ExitStack() as stack:
        started: dict[str, tuple[httpx.Client, Pool]] = {}

        def start(
            limits: Limits | None = None, token: str | None = None, hosts: list[str] | None = None, **options: Any
        ) -> tuple[httpx.Client, Pool]:
            wanted = repr((limits, token, hosts, sorted(options.items())))
            if wanted not in started:
                pool = Pool(Obedient, PoolOptions(**options))
                pool.start()
                address = stack.enter_context(offered(Service(pool, limits or Limits(), token, hosts)))
                started[wanted] = stack.enter_context(httpx.Client(base_url=address, timeout=30)), pool
            return started[wanted]

        yield start
