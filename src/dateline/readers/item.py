"""One thing to read: a file on disk, or the bytes of a member of an archive. Gzip is taken off on the way."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from pathlib import Path
from typing import BinaryIO

import msgspec

from dateline.errors import InputError
from dateline.ids import id_of_digest
from dateline.model import Report
from dateline.readers.decode import Decoded

# Enough of the beginning to tell formats apart; feeds and pages declare themselves in their first lines.
HEAD_BYTES = 4096
# Halves of surrogate pairs, which JSON can write and no file can hold.
_HALVES = re.compile("[\ud800-\udfff]")
_GZIP = b"\x1f\x8b"
# Text packs to a tenth, log-like JSON to a thirtieth; a file that grows more than this is made to fill a disk.
_MAX_RATIO = 200


class Item(msgspec.Struct, frozen=True):
    """`path` is what reports are called after; the bytes lie on disk at `file`, or in memory."""

    path: str
    file: Path | None = None
    memory: bytes = b""

    @property
    def suffix(self) -> str:
        """The name's last suffix, ".gz" aside: ".html" of "page.html.gz"."""
        path = Path(self.path.lower())
        return Path(path.stem).suffix if path.suffix == ".gz" else path.suffix

    def open(self) -> BinaryIO:
        """The bytes, unpacked where they are gzip. Reading raises InputError when they cannot be unpacked."""
        stream: BinaryIO = self.file.open("rb") if self.file else io.BytesIO(self.memory)
        packed = stream.read(2) == _GZIP
        stream.seek(0)
        return io.BufferedReader(_Unpacked(stream, self.size())) if packed else stream  # type: ignore[return-value]

    def head(self) -> bytes:
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def size(self) -> int:
        """Bytes as they lie there, packed or not."""
        return self.file.stat().st_size if self.file else len(self.memory)

    def data(self, max_bytes: int) -> bytes:
        """All bytes; raises InputError when there are more than `max_bytes`."""
        with self.open() as stream:
            data = stream.read(max_bytes + 1)
        if len(data) > max_bytes:
            raise too_large(max(self.size(), len(data)), max_bytes)
        return data


class _Unpacked(io.RawIOBase):
    """A gzip stream that stops when it is broken, or grows out of all proportion."""

    def __init__(self, stream: BinaryIO, packed_bytes: int) -> None:
        self._stream = stream
        self._gzip = gzip.GzipFile(fileobj=stream)
        self._left = max(packed_bytes, HEAD_BYTES) * _MAX_RATIO

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        try:
            data = self._gzip.read(len(buffer))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise InputError(f"broken gzip ({error})", advice="Fetch or pack the file again.") from error
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
