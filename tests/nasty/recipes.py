"""What is too big to keep, or no plain file: made when a test needs it. Each recipe gives the bytes of the file it is
asked for, or fills the folder at `path` itself and gives None."""

from __future__ import annotations

import gzip
import io
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

STORY = (
    "Envoys of Norland and Sudria met in the border town of Halden on Monday and agreed to reopen the bridge.\n\n"
    "The foreign minister of Norland, Ada Berg, said that both sides had given ground after two days of talks.\n"
)
PAGE = f"<html><body><article><p>{STORY}</p></article></body></html>".encode()
BIG = 300_000_000


def zeros(write: Callable[[bytes], Any], count: int = BIG) -> None:
    for _ in range(count // 1_000_000):
        write(bytes(1_000_000))


def gzip_bomb(path: Path, want: dict) -> bytes:
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", mtime=0) as file:
        file.write(STORY.encode())
        zeros(file.write)
    return made.getvalue()


def gzip_twice(path: Path, want: dict) -> bytes:
    return gzip.compress(gzip.compress(STORY.encode()))


def gzip_cut(path: Path, want: dict) -> bytes:
    return gzip.compress(PAGE + os.urandom(5000))[:3000]


def gzip_wrong_sum(path: Path, want: dict) -> bytes:
    return gzip.compress(PAGE)[:-8] + b"\1\2\3\4\5\6\7\x08"


def gzip_with_noise(path: Path, want: dict) -> bytes:
    return gzip.compress(PAGE) + b"noise" * 20


def _zip(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def zip_bomb(path: Path, want: dict) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("bomb.txt", "w") as file:
            zeros(file.write)
        archive.writestr("good.txt", STORY)
    return made.getvalue()


def zip_lies(path: Path, want: dict) -> bytes:
    data = bytearray(_zip({"a.txt": STORY.encode() * 200}))
    at = data.rindex(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<I", 10)  # the directory says: ten bytes unpacked
    return bytes(data)


def zip_overlap(path: Path, want: dict) -> bytes:
    """Every entry of the directory points at the same body."""
    data = _zip({"a.txt": STORY.encode() * 50})
    at, end = data.rindex(b"PK\1\2"), data.rindex(b"PK\5\6")
    entry = data[at:end]
    entries = b"".join(entry.replace(b"a.txt", b"%c.txt" % (65 + n)) for n in range(40))
    tail = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 40, 40, len(entries), at, 0)
    return data[:at] + entries + tail


def zip_in_zip(path: Path, want: dict) -> bytes:
    return _zip({"inner.zip": _zip({"a.txt": STORY.encode()}), "good.txt": STORY.encode()})


def zip_cut(path: Path, want: dict) -> bytes:
    return _zip({"a.txt": os.urandom(4000)})[:2000]


def zip_encrypted(path: Path, want: dict) -> bytes:
    data = bytearray(_zip({"a.txt": STORY.encode(), "good.txt": STORY.encode()}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def zip_many(path: Path, want: dict) -> bytes:
    return _zip({f"{n}.txt": b"" for n in range(3000)} | {"good.txt": STORY.encode()})


def zip_named(path: Path, want: dict) -> bytes:
    return _zip({want["name"]: STORY.encode()})


def zip_symlink(path: Path, want: dict) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return made.getvalue()


def _tar(members: list[tuple[tarfile.TarInfo, bytes]], *, packed: bool = False) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz" if packed else "w") as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def tar_bomb(path: Path, want: dict) -> bytes:
    return _tar([(tarfile.TarInfo("bomb.txt"), bytes(BIG))], packed=True)


def tar_named(path: Path, want: dict) -> bytes:
    return _tar([(tarfile.TarInfo(want["name"]), STORY.encode())])


def tar_with(path: Path, want: dict) -> bytes:
    odd = tarfile.TarInfo("odd.txt")
    odd.linkname = "/etc/passwd"
    odd.type = {
        "symlink": tarfile.SYMTYPE,
        "hardlink": tarfile.LNKTYPE,
        "device": tarfile.CHRTYPE,
        "fifo": tarfile.FIFOTYPE,
    }[want["what"]]
    return _tar([(odd, b""), (tarfile.TarInfo("good.txt"), STORY.encode())])


def _warc(answer: bytes, length: int | None = None) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nContent-Length: {len(answer) if length is None else length}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


def warc_bomb(path: Path, want: dict) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    parts: list[bytes] = []
    zeros(lambda data: parts.append(packer.compress(data)))
    body = b"".join(parts) + packer.flush()
    good = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    return _warc(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body) + _warc(good)


def warc_long(path: Path, want: dict) -> bytes:
    return _warc(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE, 10**12)


def warc_negative(path: Path, want: dict) -> bytes:
    return _warc(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE, -5)


def billion_laughs(path: Path, want: dict) -> bytes:
    entities = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    item = f"<item><title>&l9;</title><description>&l9; {STORY}</description></item>"
    return f'<?xml version="1.0"?><!DOCTYPE r [{entities}]><rss><channel>{item}</channel></rss>'.encode()


def long_row(path: Path, want: dict) -> bytes:
    return (
        b'{"maintext": "' + b"word " * 5_000_000 + b'"}\n{"maintext": "' + STORY.replace("\n", " ").encode() + b'"}\n'
    )


def long_page(path: Path, want: dict) -> bytes:
    return PAGE + b"<p>word</p>" * 2_300_000


def deep_json(path: Path, want: dict) -> bytes:
    return b"[" * 1_000_000


def long_number(path: Path, want: dict) -> bytes:
    return b'{"a": ' + b"9" * 1_000_000 + b', "maintext": "x"}'


# --- folders ----------------------------------------------------------------------------------------------------------


def _folder(path: Path) -> Path:
    path.mkdir()
    (path / "good.txt").write_text(STORY)
    return path


def link_out(path: Path, want: dict) -> None:
    outside = path.parent / "outside.txt"
    outside.write_text("Secret. " + STORY)
    (_folder(path) / "link.txt").symlink_to(outside)


def link_loop(path: Path, want: dict) -> None:
    (_folder(path) / "loop.txt").symlink_to(path / "loop.txt")


def link_up(path: Path, want: dict) -> None:
    (_folder(path) / "up").symlink_to(path, target_is_directory=True)


def fifo(path: Path, want: dict) -> None:
    os.mkfifo(_folder(path) / "pipe.txt")


def forbidden(path: Path, want: dict) -> None:
    file = _folder(path) / "closed.txt"
    file.write_text("Closed. " + STORY)
    file.chmod(0)


def odd_names(path: Path, want: dict) -> None:
    path.mkdir()
    for n, name in enumerate(("a\nb.txt", "a'b\".txt", "a\\b.txt", "=1+1.txt")):
        (path / name).write_text(f"Report {n}. {STORY}")


def deep_folder(path: Path, want: dict) -> None:
    folder = path.joinpath(*["d"] * 60)
    folder.mkdir(parents=True)
    (folder / "good.txt").write_text(STORY)


def byte_name(path: Path, want: dict) -> None:
    path.mkdir()
    with open(os.fsencode(path) + b"/n\xff.txt", "wb") as file:
        file.write(STORY.encode())
