"""Header lines at the top of a plain text: "Title: ...", "Source: ...", "Date: ..."."""

from __future__ import annotations

import re

from dateline.clean.passages import Passage

_KEYS = {
    "title": "title", "headline": "title", "subject": "title",
    "outlet": "outlet", "publication": "outlet", "newspaper": "outlet", "publisher": "outlet", "source": "outlet",
    "author": "byline", "authors": "byline", "byline": "byline", "by": "byline", "writer": "byline",
    "date": "published", "published": "published", "publication date": "published", "date published": "published",
    "pubdate": "published", "posted": "published", "load-date": "crawled", "retrieved": "crawled",
    "accessed": "crawled",
    "downloaded": "crawled", "url": "url", "link": "url", "address": "url", "dateline": "dateline",
    "language": "language",
    "section": "", "length": "", "copyright": "", "id": "", "document id": "", "edition": "", "page": "", "note": "",
}  # fmt: skip
_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z -]{1,18}?)\s?:\s(?P<value>\S.*)")
_WITHIN = 14
# One line of the kind may be a sentence ("Source: X" under a headline); two are a header.
_AT_LEAST = 2


def take_headers(passages: list[Passage]) -> tuple[dict[str, str], list[Passage], list[Passage]]:
    """What the header says, under the names of `Report.fields`; its lines; and the passages after it."""
    found: list[tuple[str, str, Passage]] = []
    for passage in passages[:_WITHIN]:
        match = _LINE.fullmatch(passage.text)
        if match is None or match["key"].lower() not in _KEYS or len(passage.text) > 400:
            break
        found.append((_KEYS[match["key"].lower()], match["value"].strip(), passage))
    if len(found) < _AT_LEAST:
        return {}, [], passages
    fields: dict[str, str] = {}
    for name, value, _ in found:
        if name:
            fields.setdefault(name, value)
    return fields, [passage for _, _, passage in found], passages[len(found) :]
