"""A saved web page: one file, one report. What the page says about itself is read when it is cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.config import Config
from dateline.model import Report
from dateline.readers.decode import decode
from dateline.readers.item import Item, make_report

# Browsers write where a page came from: "<!-- saved from url=(0027)https://example.org/a -->".
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://[^\s>]{4,2000}) -->")


def read(item: Item, config: Config) -> Iterator[Report]:
    data = item.data(config.max_bytes)
    decoded = decode(data)
    saved = _SAVED_FROM.search(decoded.text, 0, 4096)
    fields = {"url": saved[1]} if saved else {}
    yield make_report(data, decoded, path=item.path, reader="html", media_type="text/html", fields=fields)
