"""The server: a record to search, read and review in a browser, on this machine, with the page's templates and views.

Everything works without JavaScript; htmx only spares reloads. Nothing is fetched from anywhere else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline import __version__
from dateline.errors import DatelineError, UnknownName
from dateline.exporters.html import policy, static
from dateline.store.search import TooLong
from dateline.web import answer, desk, openapi, pages
from dateline.web.guard import Guard
from dateline.web.held import Held
from dateline.web.rebuilding import Rebuilding

STATIC = {
    "page.css": "text/css",
    "server.css": "text/css",
    "server.js": "text/javascript",
    "htmx.min.js": "text/javascript",
}


def create_app(
    folder: Path | str,
    *,
    read_only: bool = False,
    rebuilds: bool = True,
    who: str = "reviewer",
    hosts: Iterable[str] = (),
    token: str | None = None,
) -> Starlette:
    """The server of the record at `folder`.

    `rebuilds`: decisions come into force by themselves, a moment after the last. `who` signs them; `hosts` are names
    besides this machine's own that it answers to; `token` is what forms must carry (random unless given). Raises
    StoreError when there is no record.
    """
    app = Starlette(routes=_routes(), exception_handlers={DatelineError: _failed, HTTPException: _missing})
    held = Held(Path(folder))
    app.state.held, app.state.rebuilding = held, Rebuilding(held)
    app.state.rebuilds = rebuilds and not read_only
    if app.state.rebuilds:
        held.added = app.state.rebuilding.ask  # `dateline add` in another window shows here a moment later
    held.shown()  # a record that does not open is said now, not at the first page
    app.state.read_only, app.state.who, app.state.version = read_only, who, __version__
    app.state.token = token or secrets.token_urlsafe(24)
    app.state.stamp = _stamp()
    app.user_middleware.append(Middleware(Guard, hosts=tuple(hosts), token=app.state.token, read_only=read_only))
    return app


def _routes() -> list[Route]:
    return [
        Route("/", pages.find),
        Route("/search", _to_start),
        Route("/events", _to_start),
        *(Route(f"/{name}.{{suffix}}", pages.find) for name in ("search", "events")),
        Route("/event/{id}", pages.event),
        Route("/reports", pages.reports),
        Route("/reports.{suffix}", pages.reports),
        Route("/report/{id}", pages.report),
        Route("/compare", pages.compare),
        Route("/compare.{suffix}", pages.compare),
        Route("/tables/{name}", pages.table),
        Route("/page", _page),
        Route("/review", desk.review),
        Route("/review/state", desk.state),
        Route("/review/state.{suffix}", desk.state),
        Route("/review.{suffix}", desk.review),
        Route("/review/decide", desk.decide, methods=["POST"]),
        Route("/review/apply", desk.apply, methods=["POST"]),
        Route("/decisions", desk.decisions),
        Route("/decisions.jsonl", desk.log),
        Route("/decisions.{suffix}", desk.decisions),
        Route("/openapi.json", openapi.openapi),
        Route("/docs", openapi.docs),
        Route("/static/{name}", _static),
    ]


def _to_start(request: Request) -> Response:
    """The search page is the start page; for programs the address without a suffix answers as well."""
    if answer.form_of(request) == "html":
        return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/", 307)
    return pages.find(request)


def _page(request: Request) -> Response:
    """The situation page, whole, under its own policy."""
    text = request.app.state.held.shown().page
    rules = f"{policy(static('page.css'), static('page.js'))}; frame-ancestors 'none'"
    return Response(text, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": rules})


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    # The address changes with the content, so it may be kept.
    headers = {"Cache-Control": "private, max-age=86400"} if request.url.query else {}
    return Response(static(name), media_type=f"{STATIC[name]}; charset=utf-8", headers=headers)


def _stamp() -> str:
    """Changes when any of our styles or scripts does."""
    content = b"".join((files("dateline") / "web/static" / name).read_bytes() for name in STATIC)
    return hashlib.sha256(content).hexdigest()[:8]


def _failed(request: Request, error: Exception) -> Response:
    """Our own errors say what happened and what to do; the status says whose fault it was."""
    status = 404 if isinstance(error, UnknownName) else 503 if isinstance(error, TooLong) else 400
    return _told(request, status, str(error).strip("'\""))


def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _told(request, status, "There is no such page." if status == 404 else "That cannot be done here.")


def _told(request: Request, status: int, words: str) -> Response:
    if answer.form_of(request) != "html":
        return answer.json({"error": words}, status)
    return answer.page(request, "error", status, words=words, record=None)
