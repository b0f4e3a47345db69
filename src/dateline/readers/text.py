"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.config import Config
from dateline.model import Report
from dateline.readers.decode import decode
from dateline.readers.item import Item, make_report


def read(item: Item, config: Config) -> Iterator[Report]:
    data = item.data(config.max_bytes)
    yield make_report(data, decode(data), path=item.path, reader="text", media_type="text/plain")
