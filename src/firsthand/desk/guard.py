"""What stands before every request: who may call, from which page, and what a page may do.

The desk listens on 127.0.0.1, but a browser also carries requests there for pages of strangers. So the name that a
request calls must be the desk's own (a stranger's name that leads to 127.0.0.1 is refused), a request that says which
page it comes from must come from the desk (also for WebSockets, which the browser's own rules do not cover), and every
page says what it may load (Content-Security-Policy).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN = ("/start", "/login", "/desk-static/", "/_nicegui/")  # what is served before one has said who one is


def policy(nonce: str | None, tiles: Iterable[str] = ()) -> str:
    """The Content-Security-Policy of a page.

    ``nonce`` is that of the scripts that NiceGUI writes into its page: no other inline script and no event handler in
    an attribute can run. Vue compiles NiceGUI's templates in the browser, which is what 'unsafe-eval' is for, and Vue
    and Quasar set styles: these two cannot be had stricter. Pages without a script (``nonce`` None) have neither.

    >>> policy(None).split("; ")[0]
    "default-src 'none'"
    """
    images = " ".join(["'self'", "data:", "blob:", *tiles])
    rules = {"default-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'", "form-action": "'self'"}
    rules |= {"img-src": images, "style-src": "'self'"}
    if nonce is not None:
        rules |= {
            "script-src": f"'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src": "'self' 'unsafe-inline'",
            "connect-src": "'self'",
            "font-src": "'self' data:",
        }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class Guard:
    """Middleware, outermost: refuses what does not call the desk by its name or comes from another page."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], tiles: Iterable[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.origins = frozenset(f"{scheme}://{host}" for host in self.hosts for scheme in ("http", "https"))
        self.tiles = tuple(tiles)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if headers.get("host") not in self.hosts or headers.get("origin", next(iter(self.origins))) not in self.origins:
            await _refuse(scope, send)
            return
        scope["headers"] = [(name, value) for name, value in scope["headers"] if not name.startswith(b"x-forwarded-")]
        await self.app(scope, receive, send if scope["type"] == "websocket" else self._sealed(send))

    def _sealed(self, send: Send) -> Send:
        """``send`` with the policy added; NiceGUI's own inline scripts get the page's nonce."""
        start: Message | None = None
        body = b""

        async def sealed(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
                if headers.get("x-nicegui-content") == "page" and "content-encoding" not in headers:
                    start = message
                    return
                headers["Content-Security-Policy"] = policy(None)
            elif start is not None:
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                nonce = secrets.token_urlsafe(18)
                whole = body.replace(b"<script", f'<script nonce="{nonce}"'.encode())
                headers = MutableHeaders(raw=start["headers"])
                headers["Content-Security-Policy"] = policy(nonce, self.tiles)
                headers["Content-Length"] = str(len(whole))
                await send(start)
                message = {"type": "http.response.body", "body": whole}
                start = None
            await send(message)

        return sealed


class Door:
    """Middleware, inside the sessions: who has not said who they are is sent to say it."""

    def __init__(self, app: ASGIApp, entrance: str) -> None:
        self.app, self.entrance = app, entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not scope.get("session", {}).get("name"):
            path = scope["path"]
            if scope["type"] == "websocket" or path.startswith("/_nicegui_ws"):
                await _refuse(scope, send)
                return
            if not path.startswith(OPEN):
                query = scope.get("query_string", b"").decode("latin-1")
                target = f"{self.entrance}?" + urlencode({"next": path + (f"?{query}" if query else "")})
                await send(
                    {"type": "http.response.start", "status": 303, "headers": [(b"location", target.encode("latin-1"))]}
                )
                await send({"type": "http.response.body", "body": b""})
                return
        await self.app(scope, receive, send)


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    text = b"The desk answers only to its own address and its own pages.\n"
    await send(
        {"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain; charset=utf-8")]}
    )
    await send({"type": "http.response.body", "body": text})
