"""The desk put together and served on this machine."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from firsthand.errors import FirsthandError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from firsthand.desk.accounts import Accounts
    from firsthand.desk.work import Work

STATIC = Path(__file__).parent / "static"
LOCAL = "127.0.0.1"


@dataclass(frozen=True)
class Options:
    """How the desk is opened."""

    port: int
    browser: bool = False
    names: Sequence[str] = ()  # further names that it may be called by, such as that of a proxy in front of it
    suggested: str = ""  # the name that stands in the form at the start


def listen(port: int) -> socket.socket:
    """A socket on this machine alone; port 0 takes any that is free.

    Raises ``FirsthandError`` if the port is taken.
    """
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((LOCAL, port))
    except OSError as error:
        taken.close()
        raise FirsthandError(f"port {port}: {error.strerror}; give another with --port, or 0 for any") from error
    return taken


def tile_origin(tiles: str | None) -> list[str]:
    """What the policy must allow for a tile server.

    >>> tile_origin("https://tiles.example.org/{z}/{x}/{y}.png")
    ['https://tiles.example.org']

    Raises ``FirsthandError`` if it is no such address.
    """
    if tiles is None:
        return []
    parts = urlsplit(tiles)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or not all(x in tiles for x in ("{z}", "{x}", "{y}"))
    ):
        raise FirsthandError(f"'{tiles}' is no tile server; give one such as https://HOST/{{z}}/{{x}}/{{y}}.png")
    if "{s}" in parts.netloc:
        return [f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"]
    return [f"{parts.scheme}://{parts.netloc}"]


def build(work: Work, accounts: Accounts | None, options: Options) -> FastAPI:
    """The desk as an ASGI application. One for a process: NiceGUI keeps its pages in one place."""
    os.environ["NICEGUI_STORAGE_PATH"] = tempfile.mkdtemp(prefix="firsthand-desk-")  # it would write beside the ledger
    import nicegui
    from fastapi import FastAPI
    from nicegui import ui
    from starlette.middleware.sessions import SessionMiddleware
    from starlette.responses import FileResponse, JSONResponse
    from starlette.staticfiles import StaticFiles

    from firsthand.desk.entrance import open_entrance
    from firsthand.desk.exporting import offer
    from firsthand.desk.guard import Door, Guard
    from firsthand.desk.pages import adding, atlas, coders, event, queue, review
    from firsthand.exports import outlines

    app = FastAPI(title="firsthand desk", docs_url=None, redoc_url=None, openapi_url=None)
    entrance = open_entrance(app, accounts, options.suggested)

    @app.get("/desk-static/leaflet.css")
    def leaflet_css() -> FileResponse:
        return FileResponse(Path(nicegui.__file__).parent / "elements" / "leaflet" / "dist" / "leaflet" / "leaflet.css")

    @app.get("/desk-places")
    def places(south: float, west: float, north: float, east: float) -> JSONResponse:
        from firsthand.gazetteer import Gazetteer

        found = Gazetteer.default().within(south, west, north, east)
        rows = [[one.name, one.lat, one.lon, one.population] for one in found]
        return JSONResponse(rows, headers={"Cache-Control": "private, max-age=86400"})

    @app.get("/desk-static/outlines.json")
    def outlines_json() -> FileResponse:
        return FileResponse(outlines.path())

    offer(app, work.ledger)
    app.mount("/desk-static", StaticFiles(directory=STATIC))
    for page in (queue, review, event, atlas, adding, coders):
        page.register(work)
    secret = secrets.token_urlsafe(32)  # of this run: whoever had a session before must come in anew
    hosts = [f"{name}:{options.port}" for name in (LOCAL, "localhost")]
    app.add_middleware(Door, entrance=entrance)
    app.add_middleware(SessionMiddleware, secret_key=secret, session_cookie="firsthand_desk", same_site="strict")
    app.add_middleware(Guard, hosts=[*hosts, *options.names], tiles=tile_origin(work.tiles))
    ui.run_with(
        app,
        title="firsthand desk",
        favicon=STATIC / "icon.svg",
        language="en-US",
        dark=None,
        tailwind=False,
        gzip_middleware_factory=None,  # nothing leaves the machine; and the guard must read what it seals
        storage_secret=secret,
        show_welcome_message=False,
        binding_refresh_interval=None,
        reconnect_timeout=10.0,
    )
    return app


def serve(work: Work, accounts: Accounts | None, options: Options, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; ``ready`` is called with the address as soon as the desk answers.

    Raises ``FirsthandError`` if the port is taken.
    """
    import uvicorn

    taken = listen(options.port)
    port = int(taken.getsockname()[1])
    app = build(work, accounts, Options(port, options.browser, options.names, options.suggested))
    config = uvicorn.Config(app, log_level="warning", ws_max_size=50_000_000, timeout_graceful_shutdown=2)

    class Server(uvicorn.Server):
        """A server that says when it answers."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                _open(f"http://{LOCAL}:{port}/", options.browser, ready)

    with contextlib.suppress(KeyboardInterrupt):
        Server(config).run(sockets=[taken])


def _open(address: str, browser: bool, ready: Callable[[str], None]) -> None:
    ready(address)
    if browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
