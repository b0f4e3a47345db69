"""One thing to read: a file on disk, or a member of an archive. gzip, bzip2 and xz are taken off on the way."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from dateline.errors import InputError
from dateline.ids import id_of_digest
from dateline.model import Report
from dateline.readers.decode import Decoded

# Enough of the beginning to tell formats apart; feeds and pages declare themselves in their first lines.
HEAD_BYTES = 4096
# Halves of surrogate pairs, which JSON can write and no file can hold.
_HALVES = re.compile("[\ud800-\udfff]")
# How packed files begin, what their format is called, and what unpacks them.
_PACKED: tuple[tuple[bytes, str, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", "gzip", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", "bzip2", bz2.BZ2File),
    (b"\xfd7zXZ\0", "xz", lzma.LZMAFile),
)
_LONGEST_MAGIC = max(len(magic) for magic, _, _ in _PACKED)
_PACKED_SUFFIXES = (".gz", ".bz2", ".xz")
# Text packs to a tenth, log-like JSON to a thirtieth; a file that grows more than this is made to fill a disk.
_MAX_RATIO = 200


class Item(msgspec.Struct, frozen=True):
    """`path` is what reports are called after; the bytes lie on disk at `file`, or in memory; or `member` opens them, which
    are so many, inside an archive."""

    path: str
    file: Path | None = None
    memory: bytes = b""
    member: Callable[[], BinaryIO] | None = None
    n_bytes: int = 0

    @property
    def suffix(self) -> str:
        """The name's last suffix, packing aside: ".html" of "page.html.gz"."""
        path = Path(self.path.lower())
        return Path(path.stem).suffix if path.suffix in _PACKED_SUFFIXES else path.suffix

    def open(self) -> BinaryIO:
        """The bytes, unpacked where they are packed. Reading raises InputError when they cannot be unpacked."""
        stream = self._stream()
        head = stream.read(_LONGEST_MAGIC)
        stream.seek(0)
        for magic, name, unpack in _PACKED:
            if head.startswith(magic):
                return io.BufferedReader(_Unpacked(stream, unpack(stream), name, self.size()))  # type: ignore[return-value]
        return stream

    def head(self) -> bytes:
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def size(self) -> int:
        """Bytes as they lie there, packed or not."""
        if self.file:
            return self.file.stat().st_size
        return self.n_bytes or len(self.memory)

    def _stream(self) -> BinaryIO:
        if self.member is not None:
            return self.member()
        return self.file.open("rb") if self.file else io.BytesIO(self.memory)

    def data(self, max_bytes: int) -> bytes:
        """All bytes; raises InputError when there are more than `max_bytes`."""
        with self.open() as stream:
            data = stream.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise too_large(max(self.size(), len(data)), max_bytes)
        return data


class _Unpacked(io.RawIOBase):
    """A packed stream that stops when it is broken, or grows out of all proportion."""

    def __init__(self, stream: BinaryIO, unpacked: BinaryIO, name: str, packed_bytes: int) -> None:
        self._stream = stream
        self._unpacked = unpacked
        self._name = name
        self._left = max(packed_bytes, HEAD_BYTES) * _MAX_RATIO

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        try:
            data = self._unpacked.read(len(buffer))
        except (EOFError, zlib.error, lzma.LZMAError, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk's own; what the unpackers complain of has no number
            raise InputError(f"broken {self._name} ({error})", advice="Fetch or pack the file again.") from error
        self._left -= len(data)
        if self._left < 0:
            reason = f"unpacks to more than {_MAX_RATIO} times its size"
            raise InputError(reason, advice="Unpack it yourself if you trust it, and read the files.")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def too_large(size: int, max_bytes: int) -> InputError:
    return InputError(
        f"too large ({size:,} bytes; the limit is {max_bytes:,})",
        advice="Split the file, or raise max_bytes in dateline.toml.",
    )


def make_report(
    data: bytes, decoded: Decoded, *, path: str, reader: str, media_type: str, fields: dict[str, str] | None = None
) -> Report:
    """A report named by the hash of its bytes: the same bytes are the same report wherever they lie."""
    fields = {key: _HALVES.sub("\ufffd", value) for key, value in (fields or {}).items() if value}
    if decoded.note:
        fields["decoding"] = decoded.note
    digest = hashlib.sha256(data).digest()
    return Report(
        id=id_of_digest("R", digest, length=10),
        sha256=digest.hex(),
        path=path,
        reader=reader,
        media_type=media_type,
        encoding=decoded.encoding,
        raw=decoded.text,
        fields=fields,
    )
