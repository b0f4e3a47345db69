"""Any bytes to any reader, and what it gives to the cleaner: refused with a reason, or no character lost or moved."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress

if __name__ == "__main__":
    import atheris

    with atheris.instrument_imports(include=["dateline"]):
        import dateline.clean.article
        import dateline.readers.archives
        import dateline.readers.csv
        import dateline.readers.eml
        import dateline.readers.feed
        import dateline.readers.jsonl
        import dateline.readers.warc  # noqa: F401

from dateline.clean.article import clean
from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Unread
from dateline.readers import read_item, readers
from dateline.readers.item import Item
from dateline.resources import resources
from tests.fuzz.running import payloads, run
from tests.nasty.test_corpus import check_properties

CONFIG = Config(min_words=3, max_bytes=1_000_000)
# The first byte says which reader: one by name, or whichever the content asks for, under one of these names.
READERS = sorted(readers.names())
NAMES = ("a.txt", "a.html", "a.jsonl", "a.xml", "a.csv", "a.eml", "a.warc", "a.zip", "a.tar", "a.bin")
HOW = [(None, name) for name in NAMES] + [(reader, "a.bin") for reader in READERS]


def one(data: bytes) -> None:
    if not data:
        return
    only, name = HOW[data[0] % len(HOW)]
    for report in read_item(Item(path=name, memory=data[1:]), CONFIG, only=only):
        if isinstance(report, Unread):
            assert report.reason and report.advice
            continue
        report.raw.encode("utf-8")  # it can be stored
        with suppress(InputError):
            check_properties(report, clean(report, resources(CONFIG), now="2026-01-01"))


def seeds() -> Iterator[bytes]:
    for name, payload in payloads():
        ending = f"a.{name.rpartition('.')[2]}"
        number = NAMES.index(ending) if ending in NAMES else len(NAMES) - 1
        yield bytes([number]) + payload


if __name__ == "__main__":
    sys.exit(run("readers", one, seeds()))
