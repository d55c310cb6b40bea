"""``firsthand serve``: the coder as an HTTP service."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli import options
from firsthand.cli.streams import guarded, say

_Limit = functools.partial(typer.Option, min=1, metavar="N")


@guarded
def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="Where to listen; others than this machine need a token.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0 takes one that is free.")
    ] = 8471,
    jobs: options.Jobs = 1,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar="FILE", help="Clients must send the token in this file.")
    ] = None,
    host_name: Annotated[
        list[str] | None,
        typer.Option("--host-name", metavar="HOST", help="Another name that it may be called by, such as a proxy's."),
    ] = None,
    seconds: Annotated[int, _Limit("--seconds", help="The most for one report; then it is given up on.")] = 60,
    batch: Annotated[int, _Limit("--batch", help="Most reports in one request.")] = 100,
    queue: Annotated[int, _Limit("--queue", help="Most reports that wait; more are told to come back.")] = 500,
    max_mb: Annotated[int, _Limit("--max-mb", help="Largest request, in MB of 10^6 bytes.")] = 10,
    model: options.Model = None,
    codebook: options.Codebook = None,
    actors: options.Actors = None,
) -> None:
    """Offer the coder as an HTTP service. Nothing is stored; Ctrl-C ends it when what it took is answered."""
    from firsthand.cli.coding import make_coder
    from firsthand.errors import FirsthandError

    if not all(importlib.util.find_spec(name) for name in ("fastapi", "uvicorn", "prometheus_client")):
        raise FirsthandError("the service's libraries are not installed; run: pip install 'firsthand[serve]'")
    from firsthand.service.gate import Limits
    from firsthand.service.pool import PoolOptions
    from firsthand.service.server import Options, serve, token_in

    body = max_mb * 1_000_000
    wanted = Options(
        host, port, token_in(token_file), tuple(host_name or ()), Limits(body, batch, max(20 * body, 200_000_000)),
        PoolOptions(jobs, queue, seconds, any_language=model is not None),
    )  # fmt: skip
    make = functools.partial(make_coder, model, codebook, actors)
    serve(make, wanted, lambda address: say(f"coding at {address} (Ctrl-C ends it)"))
