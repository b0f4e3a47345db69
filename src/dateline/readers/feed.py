"""RSS, Atom and RDF feeds: one report an item. The item's words stand in the feed's own text, with their offsets.

A feed that is no valid XML is read as far as it goes, and no entity is ever fetched or expanded beyond the named ones.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Report, Unread
from dateline.readers.decode import Decoded, decode
from dateline.readers.item import Item, make_report
from dateline.xmlspans import elements, item_spans

_LINK = re.compile(r"""<link\b[^<>]{0,2000}?\bhref\s*=\s*["'](https?://[^"'<>]+)["'][^<>]*>""", re.IGNORECASE)
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>\s*", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
NO_TEXT = "the item has no text"
_HEAD = 20_000  # characters before the first item in which a feed names itself
# The longest text first: a summary is taken only when the item carries nothing fuller.
_TEXTS = ("content:encoded", "content", "fulltext", "body", "description", "summary")
_NAMES = {
    "title": "title", "dc:creator": "byline", "author": "byline", "pubdate": "published", "published": "published",
    "dc:date": "published", "date": "published", "updated": "modified", "dc:language": "language", "source": "outlet",
}  # fmt: skip


def read(item: Item, config: Config) -> Iterator[Report | Unread]:
    decoded = decode(item.data(config.max_bytes))
    outlet = ""
    number = 0
    for number, (start, end) in enumerate(item_spans(decoded.text), 1):
        if number == 1:
            outlet = _first(decoded.text[: min(start, _HEAD)], "title")
        path = f"{item.path}#{number}"
        if number > config.max_rows:
            reason = f"items after {config.max_rows:,} were left out"
            yield Unread(path=item.path, reason=reason, advice="Split the feed, or raise max_rows in dateline.toml.")
            return
        raw = decoded.text[start:end]
        fields = _fields(raw)
        if "text_field" not in fields:
            yield Unread(path=path, reason=NO_TEXT, advice="Save the page it links to.")
            continue
        if outlet:
            fields.setdefault("outlet", outlet)
        own = Decoded(raw, decoded.encoding, decoded.note)
        yield make_report(
            raw.encode("utf-8", "replace"), own, path=path, reader="feed", media_type="application/xml", fields=fields
        )
    if not number:
        raise InputError("the feed has no items", advice="Fetch it again, or remove the file.")


def bare_links(text: str) -> Iterator[str]:
    """The addresses of items that hold no text: what they tell of is on their pages alone."""
    for start, end in item_spans(text):
        fields = _fields(text[start:end])
        if "text_field" not in fields and "url" in fields:
            yield fields["url"]


def _fields(item: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    found = {name: item[start:end] for name, (start, end) in elements(item).items()}
    for name, key in _NAMES.items():
        if name in found and key not in fields and (value := _plain(found[name])):
            fields[key] = value
    if "title" in fields:
        fields["title_field"] = "title"
    for name in _TEXTS:
        if name in found and _plain(found[name]):
            fields["text_field"] = name
            break
    link = _plain(found.get("link", "")) or (_LINK.search(item) or ["", ""])[1]
    if link.startswith(("http://", "https://")):
        fields["url"] = html.unescape(link)
    return fields


def _first(text: str, name: str) -> str:
    match = re.search(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}\s*>", text, re.DOTALL | re.IGNORECASE)
    return _plain(match[1]) if match else ""


def _plain(content: str) -> str:
    inner = _CDATA.fullmatch(content)
    text = inner[1] if inner else html.unescape(content)
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())
