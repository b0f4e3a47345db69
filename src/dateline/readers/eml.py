"""Mail, and pages that a browser saved as one file (MHTML): the page or text inside, unpacked."""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Report
from dateline.readers.decode import decode
from dateline.readers.item import Item, make_report

# The standard library takes quadratic time over encoded words; no real subject is longer (characters).
_LONGEST_HEADER = 4000
_ADVICE = "Save the message's text, or the page as plain HTML."


def read(item: Item, config: Config) -> Iterator[Report]:
    """One report: the first HTML part of a saved page, the first text part of a mail."""
    yield report_of_mail(item.data(config.max_bytes), item.path)


def report_of_mail(data: bytes, path: str) -> Report:
    """Raises InputError when there is no text in it."""
    try:
        message = email.message_from_bytes(data)
    except RecursionError as error:
        raise InputError("parts of the message are nested too deep", advice=_ADVICE) from error
    saved_page = bool(message.get("Snapshot-Content-Location")) or message.get_content_subtype() == "related"
    part = _body(message, html_first=saved_page)
    if part is None:
        raise InputError("no text in the message", advice=_ADVICE)
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        raise InputError("no text in the message", advice=_ADVICE)
    is_html = part.get_content_type() == "text/html"
    return make_report(
        body,
        decode(body, declared=part.get_content_charset()),
        path=path,
        reader="eml",
        media_type="text/html" if is_html else "text/plain",
        fields=_fields(message, saved_page=saved_page),
    )


def _body(message: Message, *, html_first: bool) -> Message | None:
    kinds = ("text/html", "text/plain") if html_first else ("text/plain", "text/html")
    parts = [
        part for part in message.walk() if not part.is_multipart() and part.get_content_disposition() != "attachment"
    ]
    return next((part for kind in kinds for part in parts if part.get_content_type() == kind), None)


def _fields(message: Message, *, saved_page: bool) -> dict[str, str]:
    def header(name: str) -> str:
        written = str(message.get(name) or "")[:_LONGEST_HEADER]
        with suppress(MessageError, ValueError, LookupError):  # broken encoded words are shown as they stand
            written = str(make_header(decode_header(written)))
        return " ".join(written.split())

    fields = {"url": header("Snapshot-Content-Location")}
    if saved_page:  # its date is the day somebody saved it
        return fields | {"crawled": header("Date")}
    return fields | {
        "title": header("Subject"),
        "published": header("Date"),
        "byline": header("From").split("<")[0].strip(' "'),
    }
