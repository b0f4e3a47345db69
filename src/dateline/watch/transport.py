"""One request to an address that somebody else wrote: over HTTP or HTTPS, to a public host, within limits.

A feed can name any address, also those of this machine and its neighbours (SSRF). So the name is resolved once, every
address it has is checked, and the connection goes to a checked address, not to the name again. Each redirect starts
over.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Mapping
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import msgspec

from dateline.engine.limits import TookTooLong, time_limit
from dateline.errors import DatelineError

MAX_REDIRECTS = 5
_CHUNK = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)
# Ports below 1024 belong to services (mail, name servers, databases) that a request could be made to speak to.
_WEB_PORTS = (80, 443)
# What C libraries take for an address all the same: "127.1", "0x7f000001", "2130706433", "0177.0.0.1".
_ODD_ADDRESS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"


class FetchError(DatelineError):
    """An address that was not fetched, and why."""


class HostFailed(FetchError):
    """The host did not answer as it should; it may do so later."""


class Answer(msgspec.Struct, frozen=True):
    url: str  # where it was found in the end
    status: int
    reason: str
    headers: dict[str, str]  # names in small letters
    body: bytes  # as sent, without transfer encoding

    def leads_to(self) -> str | None:
        """The address that a redirect names, None for any other answer."""
        target = self.headers.get("location")
        return urljoin(self.url, target) if self.status in _REDIRECTS and target else None

    def content(self, max_bytes: int) -> bytes:
        """The body unpacked; raises FetchError when it unpacks to more than `max_bytes`, or not at all."""
        packing = self.headers.get("content-encoding", "").lower()
        if packing not in ("gzip", "x-gzip", "deflate"):
            return self.body
        try:
            made = zlib.decompressobj(47 if packing != "deflate" else 15).decompress(self.body, max_bytes + 1)
        except zlib.error as error:
            raise FetchError(f"cannot be unpacked ({error})") from error
        if len(made) > max_bytes:
            raise FetchError(f"unpacks to more than {max_bytes:,} bytes")
        return made


class Transport:
    """`allowed` names hosts, exactly as addresses write them, that may be private: a test server, an intranet feed."""

    def __init__(
        self, *, agent: str, max_bytes: int = 20_000_000, seconds: float = 30.0, allowed: frozenset[str] = frozenset()
    ) -> None:
        self.agent, self.max_bytes, self.seconds, self.allowed = agent, max_bytes, seconds, allowed

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, follow: bool = True) -> Answer:
        """Fetch, following redirects unless told not to; any answer of the server is an Answer. Raises FetchError with
        the reason."""
        try:
            with time_limit(self.seconds):
                return self._follow(url, dict(headers or {}), MAX_REDIRECTS if follow else 0)
        except TookTooLong as stopped:
            raise HostFailed(stopped.reason) from stopped
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise HostFailed(f"{type(error).__name__}: {error}") from error

    def _follow(self, url: str, headers: dict[str, str], redirects: int) -> Answer:
        until = time.monotonic() + self.seconds
        for _ in range(redirects + 1):
            answer = self._once(url, headers, until)
            target = answer.leads_to()
            if target is None or not redirects:
                return answer
            url = target
        raise FetchError(f"more than {redirects} redirects")

    def _once(self, url: str, headers: dict[str, str], until: float) -> Answer:
        parts = checked_url(url, self.allowed)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        address = checked_address(host, port, self.allowed)
        connection = _connection(parts.scheme, host, port, address, self.seconds)
        try:
            path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
            wanted = {"User-Agent": self.agent, "Accept-Encoding": "identity", "Connection": "close"}
            connection.request("GET", path, headers=wanted | headers)
            response = connection.getresponse()
            return Answer(
                url=url,
                status=response.status,
                reason=response.reason,
                headers={name.lower(): value for name, value in response.getheaders()},
                body=self._body(response, until),
            )
        finally:
            connection.close()

    def _body(self, response: http.client.HTTPResponse, until: float) -> bytes:
        parts, size = [], 0
        while chunk := response.read1(_CHUNK):
            parts.append(chunk)
            size += len(chunk)
            if size > self.max_bytes:
                raise FetchError(f"larger than {self.max_bytes:,} bytes")
            if time.monotonic() > until:
                raise HostFailed(f"took longer than {self.seconds:g} s")
        return b"".join(parts)


def checked_url(url: str, allowed: frozenset[str] = frozenset()) -> SplitResult:
    """The parts of an address that may be asked for; raises FetchError for any other."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"not an address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"only http and https are fetched, not {parts.scheme or 'this'!r}")
    if not host or any(c in url for c in "\r\n\\"):
        raise FetchError("not an address")
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a user name in it")
    if host in allowed:
        return parts
    if port is not None and port < 1024 and port not in _WEB_PORTS:
        raise FetchError(f"port {port} is no port of the web")
    if _ODD_ADDRESS.fullmatch(host) and not _is_plain_ipv4(host):
        raise FetchError(f"{host!r} is an odd form of an address")
    return parts


def checked_address(host: str, port: int, allowed: frozenset[str] = frozenset()) -> str:
    """The address to connect to; raises FetchError when any address of the host is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if host not in allowed:
        for address in addresses:
            if not is_public(address):
                raise FetchError(f"{host} is at {address}, which is not a public address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also behind the forms in which IPv6 wraps IPv4.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("64:ff9b::7f00:1")
    (True, False, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
        if int(ip) < 2**32:  # "::127.0.0.1", long withdrawn and still routed by some
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _is_plain_ipv4(host: str) -> bool:
    try:
        return str(ipaddress.IPv4Address(host)) == host
    except ValueError:
        return False


def _connection(scheme: str, host: str, port: int, address: str, seconds: float) -> http.client.HTTPConnection:
    """A connection that is open already, to the checked address; certificates are checked against the name."""
    connected = socket.create_connection((address, port), timeout=seconds)
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        if scheme == "https":
            connected = ssl.create_default_context().wrap_socket(connected, server_hostname=host)
            connection.default_port = 443
    except BaseException:
        connected.close()
        raise
    connection.sock = connected
    return connection
