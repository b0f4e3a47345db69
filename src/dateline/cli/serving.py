"""serve: the record in a browser, to search, read and review."""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from dateline.cli import app
from dateline.cli.options import Browser, RecordFolder
from dateline.errors import ConfigError

HOST, PORT = "127.0.0.1", 8765
MISSING = "pip install 'dateline[server]'"


@app.command()
def serve(
    record: RecordFolder,
    who: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Who decides: the name that signs decisions in the log.")
    ] = "reviewer",
    port: Annotated[int, typer.Option("--port", metavar="N", help="Port; 0 takes a free one.")] = PORT,
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="Address to listen on. Others reach you only if you change it."),
    ] = HOST,
    name: Annotated[
        Optional[list[str]],
        typer.Option("--name", metavar="HOST", help="Another host name to answer to; may be given more than once."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show only; no decision is taken.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild/--no-rebuild", help="Bring decisions into force by themselves, a moment after.")
    ] = True,
    browser: Browser = True,
) -> None:
    """Search, read and review a record in the browser.

    On this machine only, unless --host says otherwise. Decisions come into force by themselves. Ctrl-C stops it.

    Example: dateline serve kashmir --as anna
    """
    try:
        import uvicorn

        from dateline.web.app import create_app
    except ImportError as error:
        raise ConfigError(
            f"The server needs {error.name}, which is not installed.", advice=f"Install it: {MISSING}"
        ) from error
    import socket

    hosts = [*(name or ()), *([] if host == HOST else [host])]
    made = create_app(record, read_only=read_only, rebuilds=rebuild, who=who, hosts=hosts)
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        told = f"{host}:{port}: cannot listen there ({error.strerror})."
        raise ConfigError(told, advice="Take another port: --port 0 finds a free one.") from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    print(f"{address}   (Ctrl-C stops it{'; read-only' if read_only else f'; decisions are signed {who}'})", flush=True)
    if host not in (HOST, "::1", "localhost"):
        print("Everybody who reaches this address can read the record and decide about it.", file=sys.stderr)
    if browser and sys.stdout.isatty():
        typer.launch(address)
    uvicorn.Server(uvicorn.Config(made, log_level="warning", server_header=False, lifespan="off")).run([listening])
