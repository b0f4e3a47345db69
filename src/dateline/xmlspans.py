"""Where things stand in a feed's text: its items, and the elements of an item. Linear in the length of the text.

No XML parser: a feed that is no valid XML is read as far as it goes, no entity is ever fetched, and offsets survive.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

Range = tuple[int, int]

# CDATA and comments are taken whole, so that what looks like a tag inside them is none; unclosed, they go to the end.
_OPAQUE = r"<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+(?:\]\]>|\Z)|<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
_ITEM_TAG = re.compile(rf"{_OPAQUE}|<(?P<close>/?)(?P<name>item|entry)(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(rf"{_OPAQUE}|<(?P<close>/?)(?P<name>(?:[\w-]++:)?[\w-]++)(?P<attrs>(?:[\s/][^<>]*+)?)>")


def item_spans(text: str) -> Iterator[Range]:
    """Each item or entry with its tags. One that is not closed ends where the next begins, or with the text."""
    start: int | None = None
    for match in _ITEM_TAG.finditer(text):
        if match["name"] is None:
            continue
        if match["close"]:
            if start is not None:
                yield start, match.end()
            start = None
        else:
            if start is not None:
                yield start, match.start()
            start = match.start()
    if start is not None:
        yield start, len(text)


def elements(item: str) -> dict[str, Range]:
    """Where the content of each element directly inside an item stands, by name in small letters; the first counts.

    >>> elements("<item><title>A</title><source><title>B</title></source></item>")
    {'title': (13, 14), 'source': (30, 46)}
    """
    tags = [match for match in _TAG.finditer(item) if match["name"]][1:]  # the first is the item's own
    closes: dict[str, list[Range]] = {}
    for tag in tags:
        if tag["close"]:
            closes.setdefault(tag["name"].lower(), []).append(tag.span())
    found: dict[str, Range] = {}
    at = 0
    for tag in tags:
        name = tag["name"].lower()
        if tag.start() < at or tag["close"] or tag["attrs"].endswith("/"):
            continue
        ends = closes.get(name, [])
        place = bisect_left(ends, tag.span())
        if place < len(ends):
            found.setdefault(name, (tag.end(), ends[place][0]))
            at = ends[place][1]
    return found
