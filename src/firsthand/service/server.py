"""The service put together and served until it is told to end; then what it took is answered first."""

from __future__ import annotations

import contextlib
import ipaddress
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from firsthand.errors import FirsthandError
from firsthand.service.gate import Limits
from firsthand.service.pool import Pool, PoolOptions
from firsthand.service.worker import Make

LOCAL = ("127.0.0.1", "localhost", "::1")
_SHORTEST_TOKEN = 16


@dataclass(frozen=True)
class Options:
    """Where and how the service is offered. ``names``: further names that it may be called by."""

    host: str = "127.0.0.1"
    port: int = 8471
    token: str | None = None
    names: Sequence[str] = ()
    limits: Limits = field(default_factory=Limits)
    pool: PoolOptions = field(default_factory=PoolOptions)


def token_in(file: Path | None) -> str | None:
    """The token in a file. Raises ``FirsthandError`` if it cannot be read, or is too short to be one."""
    if file is None:
        return None
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise FirsthandError(f"{file}: the token cannot be read; give a file with one line of text") from error
    if len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        cure = "python -c 'import secrets; print(secrets.token_urlsafe())' makes one"
        raise FirsthandError(f"{file}: a token is {_SHORTEST_TOKEN} or more letters and digits; {cure}")
    return token


def is_local(host: str) -> bool:
    """Does this name lead to this machine alone?

    >>> is_local("127.0.0.1"), is_local("0.0.0.0")
    (True, False)
    """
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """A socket; port 0 takes any that is free. Raises ``FirsthandError`` if there is no such address or it is taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, kind, protocol)
    except OSError as error:
        raise FirsthandError(f"{host}: no such address ({error.strerror}); give another with --host") from error
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
    except OSError as error:
        taken.close()
        raise FirsthandError(f"{host}:{port}: {error.strerror}; give another --host or --port, 0 for any") from error
    return taken


def serve(make: Make, options: Options, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; ``ready`` is called with the address as soon as reports are taken.

    Raises ``FirsthandError`` if the coder cannot be made, the port is taken, or others could call it without a token.
    """
    import uvicorn

    from firsthand.service.app import Service, build

    if not is_local(options.host) and options.token is None:
        raise FirsthandError(f"{options.host}: others can call this address; give a token with --token-file")
    if options.limits.batch > options.pool.waiting:
        raise FirsthandError(
            f"a batch of {options.limits.batch} never fits; give --queue as large as --batch or larger"
        )
    sock = listen(options.host, options.port)
    pool = Pool(make, options.pool)
    try:
        pool.start()
        hosts = [*LOCAL, *options.names] if is_local(options.host) or options.names else None
        app = build(Service(pool, options.limits, options.token, hosts))
        # no limit on the time of ending: every report's time is limited, and a second Ctrl-C ends at once
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, ws="none")
        host, port = sock.getsockname()[:2]

        class Server(uvicorn.Server):
            """A server that says when it answers."""

            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                if self.started:
                    ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")

        # uvicorn raises the signal that ended it once more: SIGTERM is to be a good end, as Ctrl-C is
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            Server(config).run(sockets=[sock])
    finally:
        sock.close()
        pool.close()
