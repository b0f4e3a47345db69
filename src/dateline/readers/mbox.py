"""Mailboxes (RFC 4155): one report a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Report, Unread
from dateline.readers.eml import report_of_mail
from dateline.readers.item import Item, too_large

# How each mail begins, "From ann@example.org Mon May  4 10:20:00 2020", and how such a line is hidden inside one.
_NEXT = re.compile(rb"From \S+ +\w{3} \w{3} [ \d]\d \d\d:\d\d")
_HIDDEN = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONGEST_LINE = 1_000_000


def is_mailbox(head: bytes) -> bool:
    return _NEXT.match(head) is not None


def read(item: Item, config: Config) -> Iterator[Report | Unread]:
    """One report a mail, in the mailbox's order; a mail without text is named with its number."""
    for number, data in enumerate(_mails(item, config.max_bytes), 1):
        path = f"{item.path}#{number}"
        try:
            if len(data) > config.max_bytes:
                raise too_large(len(data), config.max_bytes)
            yield report_of_mail(data, path)
        except InputError as error:
            yield Unread(path=path, reason=error.reason, advice=error.advice)


def _mails(item: Item, max_bytes: int) -> Iterator[bytes]:
    """The bytes of each; of one that is too large, enough to tell."""
    lines: list[bytes] = []
    size, after_blank = 0, True
    with item.open() as stream:
        while line := stream.readline(_LONGEST_LINE):
            if after_blank and _NEXT.match(line):
                if lines:
                    yield _shown(lines)
                lines, size = [], 0
            elif size <= max_bytes:
                lines.append(line)
                size += len(line)
            after_blank = line in (b"\n", b"\r\n")
    if lines:
        yield _shown(lines)


def _shown(lines: list[bytes]) -> bytes:
    return _HIDDEN.sub(rb"\1", b"".join(lines))
