"""Archives of files: zip (and WACZ, which is one) and tar. Members are read in memory, never unpacked to disk."""

from __future__ import annotations

import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Report, Unread
from dateline.readers import read_item
from dateline.readers.item import Item, too_large

_MAX_MEMBERS = 100_000
# All members together may be so many times the largest file we read; and none may grow more than this on unpacking.
_MAX_TOTAL = 100
_MAX_RATIO = 200
_BOMB = f"unpacks to more than {_MAX_RATIO} times its size"
_CRAWL = re.compile(r"archive/.+\.warc(?:\.gz)?$", re.IGNORECASE)
_ADVICE = "Unpack it yourself if you trust it, and read the folder."


def read_zip(item: Item, config: Config) -> Iterator[Report | Unread]:
    """Members in order of name; of a WACZ file its web archives. A member that is too large, encrypted, or a bomb is named
    as unread."""
    _refuse_nesting(item)
    with item.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise InputError(f"broken zip file ({error})", advice="Fetch or pack the file again.") from error
        members = [member for member in archive.infolist() if not member.is_dir() and not _is_hidden(member.filename)]
        if any(member.filename == "[Content_Types].xml" for member in members):
            raise InputError("an Office file, not a report", advice="Save the report as text or HTML.")
        if web_archives := _web_archives(members):
            for member in web_archives:
                opened = partial(archive.open, member)
                path = f"{item.path}#{member.filename}"
                if _is_bomb(member):
                    yield Unread(path=path, reason=_BOMB, advice=_ADVICE)
                    continue
                yield from read_item(Item(path=path, member=opened, n_bytes=member.compress_size), config)
            return
        left = config.max_bytes * _MAX_TOTAL
        for member in sorted(members, key=lambda member: member.filename)[:_MAX_MEMBERS]:
            path = f"{item.path}#{member.filename}"
            if _is_bomb(member):
                yield Unread(path=path, reason=_BOMB, advice=_ADVICE)
                continue
            try:
                with archive.open(member) as packed:
                    data = packed.read(min(config.max_bytes, left) + 1)
            except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
                yield Unread(path=path, reason=f"cannot be unpacked ({error})", advice=_ADVICE)
                continue
            yield from _member(path, data, config)
            left -= len(data)
            if left <= 0:
                yield Unread(path=item.path, reason="the archive unpacks to too much", advice=_ADVICE)
                return


def read_tar(item: Item, config: Config) -> Iterator[Report | Unread]:
    """Regular members in the archive's order; links and devices are passed over."""
    _refuse_nesting(item)
    left = config.max_bytes * _MAX_TOTAL
    with item.open() as stream:
        try:
            archive = tarfile.open(fileobj=stream, mode="r|")  # noqa: SIM115 - closed with the stream below it
            for member in archive:
                if not member.isfile() or _is_hidden(member.name):
                    continue
                packed = archive.extractfile(member)
                data = packed.read(min(config.max_bytes, left) + 1) if packed else b""
                yield from _member(f"{item.path}#{member.name}", data, config)
                left -= len(data)
                if left <= 0:
                    yield Unread(path=item.path, reason="the archive unpacks to too much", advice=_ADVICE)
                    return
        except tarfile.TarError as error:
            raise InputError(f"broken tar file ({error})", advice="Fetch or pack the file again.") from error


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(member.compress_size, 4096) * _MAX_RATIO


def _web_archives(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The crawl in a WACZ file, which may be larger than memory; its index, its log and its list of pages tell of the same
    pages again. None of another zip file's members."""
    if not any(member.filename == "datapackage.json" for member in members):
        return []
    return sorted((member for member in members if _CRAWL.match(member.filename)), key=lambda member: member.filename)


def _member(path: str, data: bytes, config: Config) -> Iterator[Report | Unread]:
    if len(data) > config.max_bytes:
        error = too_large(len(data), config.max_bytes)
        yield Unread(path=path, reason=error.reason, advice=error.advice)
    else:
        yield from read_item(Item(path=path, memory=data), config)


def _refuse_nesting(item: Item) -> None:
    if item.file is None:
        raise InputError("an archive inside an archive", advice=_ADVICE)


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts)
