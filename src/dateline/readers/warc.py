"""Web archives (WARC 1.0 and 1.1, plain or packed): one report a page that was answered with HTML or text. Of an archive of
texts made from pages (WET), one report a text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Report, Unread
from dateline.readers.decode import decode
from dateline.readers.item import Item, make_report, too_large

_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
# What crawlers keep of their own work: wget its log, Browsertrix the text and the picture of a page.
_OF_THE_CRAWLER = re.compile(r"<?(?:urn|metadata|dns|whois):", re.IGNORECASE)
_MAX_HEADER_LINES = 200


def read(item: Item, config: Config) -> Iterator[Report | Unread]:
    """Records are streamed, so an archive may be larger than memory. Images, scripts, redirects and what a crawler keeps of
    its own work are passed over. Texts made from pages (WET) are read where the archive has no pages."""
    number, has_pages = 0, False
    with item.open() as stream:
        while (headers := _next_headers(stream, item)) is not None:
            length = _length(headers.get("content-length"))
            kind = headers.get("warc-type")
            has_pages = has_pages or kind == "response"
            # A text made from a page says nothing that the page in the same archive does not.
            wanted = kind in ("response", "resource") or (kind == "conversion" and not has_pages)
            if not wanted or _OF_THE_CRAWLER.match(headers.get("warc-target-uri", "")):
                _skip(stream, length)
                continue
            number += 1
            path = f"{item.path}#{number}"
            if length > config.max_bytes:
                _skip(stream, length)
                error = too_large(length, config.max_bytes)
                yield Unread(path=path, reason=error.reason, advice=error.advice)
                continue
            block = stream.read(length)
            report = _report(block, headers, path, config)
            if report is not None:
                yield report


def _report(block: bytes, headers: dict[str, str], path: str, config: Config) -> Report | Unread | None:
    status, answer, body = _answer(block) if headers.get("warc-type") == "response" else ("200", headers, block)
    kind = answer.get("content-type", "").lower()
    if not status.startswith("2") or not kind.startswith(("text/html", "application/xhtml", "text/plain")):
        return None
    try:
        body = _decoded_body(body, answer, config.max_bytes)
    except (zlib.error, InputError) as error:
        return Unread(path=path, reason=f"the page cannot be unpacked ({error})", advice="Crawl the page again.")
    if not body.strip():
        return None
    charset = _CHARSET.search(kind)
    return make_report(
        body,
        decode(body, declared=charset[1] if charset else None),
        path=path,
        reader="warc",
        media_type="text/plain" if kind.startswith("text/plain") else "text/html",
        fields={"url": headers.get("warc-target-uri", "").strip("<>"), "crawled": headers.get("warc-date", "")},
    )


def _next_headers(stream: BinaryIO, item: Item) -> dict[str, str] | None:
    """The headers of the next record, None at the end of the archive."""
    line = stream.readline(65_536)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(65_536)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise InputError("broken web archive (a record does not begin where it should)", advice=f"Check {item.path}.")
    lines = []
    while (line := stream.readline(65_536)) not in (b"\r\n", b"\n", b"") and len(lines) < _MAX_HEADER_LINES:
        lines.append(line)
    return _headers(lines)


def _headers(lines: list[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _answer(block: bytes) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of an HTTP answer."""
    head, _, body = block.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    parts = lines[0].decode("latin-1").split(" ", 2)
    return (parts[1] if len(parts) > 1 else ""), _headers(lines[1:]), body


def _decoded_body(body: bytes, answer: dict[str, str], max_bytes: int) -> bytes:
    if "chunked" in answer.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    packing = answer.get("content-encoding", "").lower()
    if packing in ("", "identity") or (packing == "gzip" and not body.startswith(b"\x1f\x8b")):
        return body
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise InputError(f"packed as {packing}")
    unpacker = zlib.decompressobj(wbits=47 if packing != "deflate" else 15)
    body = unpacker.decompress(body, max_bytes + 1)
    if len(body) > max_bytes:
        raise InputError("too large")
    return body


def _dechunked(body: bytes) -> bytes:
    made, at = [], 0
    while at < len(body):
        end = body.find(b"\r\n", at)
        size = body[at:end].split(b";")[0].strip()
        if end < 0 or not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return body if not made else b"".join(made)  # the crawler had taken the chunks off already
        length = int(size, 16)
        if length == 0:
            break
        made.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(made)


def _length(value: str | None) -> int:
    return int(value) if value and value.isdigit() and len(value) < 16 else 0


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0:
        got = len(stream.read(min(length, 1_000_000)))
        if not got:
            return
        length -= got
