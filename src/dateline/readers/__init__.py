"""Bytes in, reports out. One file per format; which one reads a file is decided by its content first, its name second.

A reader is a function `read(item, config) -> Iterator[Report | Unread]`. It raises InputError when the whole item
cannot be read and yields `Unread` for a bad row, so one bad file or line never stops a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Report, Unread
from dateline.readers.item import Item
from dateline.readers.sniff import reader_for
from dateline.readers.walk import find_files
from dateline.registry import Registry

readers = Registry(
    "readers",
    {
        "text": "dateline.readers.text:read",
        "html": "dateline.readers.html:read",
        "jsonl": "dateline.readers.jsonl:read",
        "feed": "dateline.readers.feed:read",
        "csv": "dateline.readers.csv:read",
        "eml": "dateline.readers.eml:read",
        "mbox": "dateline.readers.mbox:read",
        "warc": "dateline.readers.warc:read",
        "zip": "dateline.readers.archives:read_zip",
        "tar": "dateline.readers.archives:read_tar",
    },
)


def read_paths(paths: Iterable[str | Path], config: Config, *, only: str | None = None) -> Iterator[Report | Unread]:
    """Every report in these files and folders, in order of path; what cannot be read comes as `Unread` with the reason.

    `only` forces one reader by its registry name for every file; an unknown name raises UnknownName before anything is
    read.
    """
    if only is not None:
        readers[only]  # an unknown name is a usage error, not a bad file
    for found in find_files(paths):
        if isinstance(found, Unread):
            yield found
        else:
            yield from read_item(found, config, only=only)


def read_item(item: Item, config: Config, *, only: str | None = None) -> Iterator[Report | Unread]:
    """The reports of one file, or of one member of an archive."""
    is_empty = True
    try:
        name = only or reader_for(item, config)
        for one in readers[name](item, config):
            is_empty = False
            yield one
        if is_empty:
            yield Unread(path=item.path, reason="no report in it", advice="Look what it holds, or leave it out.")
    except InputError as error:
        yield Unread(path=item.path, reason=error.reason, advice=error.advice)
    except PermissionError:
        yield Unread(path=item.path, reason="permission denied", advice="Make the file readable, or leave it out.")
    except OSError as error:
        reason = f"the system could not read it ({error.strerror or error})"
        yield Unread(path=item.path, reason=reason, advice="Check the disk and the file, then run again.")
