"""The entrance: who are you? Plain pages without a script, so that their policy can forbid all."""

from __future__ import annotations

import html
import secrets
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from firsthand.desk.accounts import Accounts, Limit, Person

LONGEST_NAME = 80


def inside(target: str) -> str:
    """Where to go on to: a path of the desk, never another site.

    >>> inside("/event/1?x=2"), inside("//evil.example/"), inside("https://evil.example/"), inside("/\\\\evil.example")
    ('/event/1?x=2', '/', '/', '/')
    """
    parts = urlsplit(target)
    safe = target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
    return target if safe and not parts.scheme and not parts.netloc else "/"


def person_of(request: Request) -> Person:
    """Who sits at this browser (the door has made sure that somebody does)."""
    return Person(request.session["name"], request.session["role"])


def open_entrance(app: FastAPI, accounts: Accounts | None, suggested: str) -> str:
    """Add the entrance's pages; gives the path where one says who one is.

    Without ``accounts`` (one person on their own machine) a name is enough, and ``suggested`` stands in the form.
    """
    limit = Limit()
    entrance = "/login" if accounts else "/start"

    @app.get(entrance)
    async def ask(request: Request, next: str = "/") -> Response:
        if request.session.get("name"):
            return RedirectResponse(inside(next), status_code=303)
        return _form(request, entrance, inside(next), suggested, with_password=accounts is not None)

    @app.post(entrance)
    async def come_in(request: Request) -> Response:
        form = await request.form()
        given = {key: str(form.get(key, "")) for key in ("name", "password", "token", "next")}
        target = inside(given["next"])
        token = request.session.get("token", "")
        if not token or not secrets.compare_digest(token.encode(), given["token"].encode()):
            return _form(
                request, entrance, target, suggested, accounts is not None, "The page was too old; try again.", 403
            )
        name = " ".join(given["name"].split())
        person: Person | None
        if accounts is None:
            if not name or len(name) > LONGEST_NAME or not name.isprintable():
                message = f"Give a name of 1 to {LONGEST_NAME} characters."
                return _form(request, entrance, target, suggested, False, message, 422)
            person = Person(name)
        else:
            address = request.client.host if request.client else ""
            if wait := limit.wait_s(name, address):
                message = f"Too many tries; wait {int(wait) + 1} seconds."
                return _form(request, entrance, target, "", True, message, 429)
            person = await run_in_threadpool(accounts.check, name, given["password"])
            if person is None:
                limit.failed(name, address)
                return _form(request, entrance, target, "", True, "No account of this name and password.", 401)
        request.session.clear()
        request.session.update({"name": person.name, "role": person.role, "token": secrets.token_urlsafe(24)})
        return RedirectResponse(target, status_code=303)

    @app.get("/leave")
    async def leave(request: Request) -> Response:
        request.session.clear()
        return RedirectResponse(entrance, status_code=303)

    return entrance


def _form(
    request: Request, action: str, target: str, name: str, with_password: bool, message: str = "", status: int = 200
) -> Response:
    token = request.session.setdefault("token", secrets.token_urlsafe(24))
    asks = (
        '<label for="password">Password</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required>'
    )
    why = (
        "Your account was made by the editor of this desk."
        if with_password
        else "Your name stands beside every decision you make. It stays in this ledger."
    )
    alert = f'<p class="alert" role="alert">{html.escape(message)}</p>' if message else ""
    page = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>firsthand desk</title><link rel="stylesheet" href="/desk-static/entrance.css"></head>
<body><main><h1>firsthand <span>desk</span></h1><p>{why}</p>{alert}
<form method="post" action="{action}"><input type="hidden" name="token" value="{html.escape(token)}">
<input type="hidden" name="next" value="{html.escape(target)}">
<label for="name">Your name</label>
<input id="name" name="name" value="{html.escape(name)}" maxlength="{LONGEST_NAME}" autocomplete="username" autofocus
 required>
{asks if with_password else ""}<button type="submit">Open the desk</button></form></main></body></html>
"""
    return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store"})
