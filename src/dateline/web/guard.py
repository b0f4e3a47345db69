"""What every request passes through: the Host check, the origin of writes, limits, and the headers of every answer."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("127.0.0.1", "localhost", "[::1]")
# A decision is a few words; anything larger is no decision (bytes).
LARGEST_BODY = 64_000
LONGEST_ADDRESS = 8_000
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make browsers send our own forms with no origin
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_READING = ("GET", "HEAD")


class Guard:
    """Refuses what does not come from a page of ours.

    The Host check stops other names that lead to this machine (DNS rebinding). A write needs the token that our own
    forms carry, which no other site can read, and must not say that it comes from elsewhere.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], token: str, read_only: bool) -> None:
        self.app, self.token, self.read_only = app, token, read_only
        self.hosts = frozenset(host.lower() for host in (*LOCAL, *hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, with_headers)
        elif scope["method"] in _READING:
            await self.app(scope, receive, with_headers)
        else:
            await self._write(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            return PlainTextResponse("This server answers to its own address only.\n", 421)
        if len(scope.get("raw_path", b"")) + len(scope.get("query_string", b"")) > LONGEST_ADDRESS:
            return PlainTextResponse("The address is too long.\n", 414)
        if scope["method"] in _READING:
            return None
        if scope["method"] != "POST":
            return PlainTextResponse("Only GET and POST.\n", 405)
        if self.read_only:
            return PlainTextResponse("This server only shows; it was started with --read-only.\n", 403)
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if (origin is not None and origin.partition("://")[2] != host) or site not in (None, "same-origin", "none"):
            return PlainTextResponse("Writes come from this server's own pages only.\n", 403)
        if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return PlainTextResponse("Writes are forms.\n", 415)
        return None

    async def _write(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole form first, so that its size and token are known before anything is done with it."""
        from urllib.parse import parse_qsl

        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            if len(body) > LARGEST_BODY:
                await PlainTextResponse("The form is too large.\n", 413)(scope, receive, send)
                return
            if not message.get("more_body"):
                break
        try:
            fields = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=500)
        except ValueError:
            await PlainTextResponse("The form cannot be read.\n", 400)(scope, receive, send)
            return
        given = next((value for name, value in fields if name == "token"), "")
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            text = "The form is from another run of the server: load the page again.\n"
            await PlainTextResponse(text, 403)(scope, receive, send)
            return
        scope["dateline.form"] = fields
        await self.app(scope, receive, send)


def _name(host: str) -> str:
    """
    >>> _name("LocalHost:8765"), _name("[::1]:80"), _name("evil.example")
    ('localhost', '[::1]', 'evil.example')
    """
    if host.startswith("["):
        return host[: host.find("]") + 1].lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()
