"""python -m benchmarks.speed.warc [N]: a web archive read and cleaned on two cores, against trafilatura alone on one.

Makes an archive of N pages (default 5,000) out of real ones - the development pages of the gold sets, or the sample's
where there are none - each varied: paragraphs left out, words added, numbers in links changed. Then, in processes of
their own: half of trafilatura's share (`trafilatura.extract(page)`, with its usual settings, on the bytes of pages that
are unpacked and in memory already), all of ours (`dateline read` with two workers: unpacking, decoding, cleaning,
dating, the ledger, guarded against pages that hang), and the other half of trafilatura's. The sandwich shares out what
else the machine does.

Prints wall and processor seconds, the speed-up in both, and the most memory that all our processes may have held at
once. On a machine with other work the processor seconds tell more: ours need both cores at the same time.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed.measure import ROOT, SAMPLE, in_process

GOLD = ROOT.parent / "shared" / "gold"
PAGES = 5_000
WORKERS = 2
SEED = 20190227
NOW = "2026-07-31"
# What is asked for: so many times as fast as trafilatura alone, in less than so many megabytes.
FASTER, MEGABYTES = 1.6, 1_500

_PARAGRAPH = re.compile(r"<p\b[^>]*>.{80,}?</p>", re.DOTALL | re.IGNORECASE)
_LINK_NUMBER = re.compile(r"(?<=href=\")[^\"\s]*\d{3,}[^\"\s]*")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.warc", description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=PAGES, help=f"pages of the archive (default {PAGES})")
    number = parser.parse_args(arguments).pages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "crawl.warc.gz")
        size = write_archive(path, number)
        print(f"{number:,} pages, {size / 1e6:.0f} MB of HTML, {path.stat().st_size / 1e6:.0f} MB packed", flush=True)
        halves = [in_process(_theirs, path, 0, number // 2)]
        ours = in_process(_ours, path)
        halves.append(in_process(_theirs, path, number // 2, number))
    theirs = {key: halves[0][key] + halves[1][key] for key in ("seconds", "processor", "read")}
    for name, one in (("trafilatura, 1 process", theirs), (f"dateline, {WORKERS} workers", ours)):
        print(
            f"{name:<24} {one['read']:>6,} with text  {one['seconds']:7.1f} s  {one['processor']:7.1f} s processor  "
            f"{number / one['seconds']:6.1f} pages/s"
        )
    by_wall, by_processor = theirs["seconds"] / ours["seconds"], theirs["processor"] / ours["processor"] * WORKERS
    print(f"faster by {by_wall:.2f} (wall), {by_processor:.2f} (processor, were both cores free); asked for {FASTER}")
    print(f"memory of all our processes: {ours['megabytes']:.0f} MB at the most; allowed {MEGABYTES:,}")
    return 0 if max(by_wall, by_processor) >= FASTER and ours["megabytes"] <= MEGABYTES else 1


def write_archive(path: Path, number: int) -> int:
    """A gzip archive of `number` varied pages, a member each, as crawlers write them; gives the bytes of HTML."""
    chance, bases, size = random.Random(SEED), _bases(), 0
    with path.open("wb") as file:
        for page in range(number):
            body = _varied(bases[page % len(bases)], chance).encode()
            size += len(body)
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-07-30T00:00:00Z\r\n"
                f"WARC-Target-URI: https://outlet{page % 37}.example/{page}\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", compresslevel=6, mtime=0))
    return size


def _bases() -> list[str]:
    packed = sorted(GOLD.glob("extract_*/html/*.html.gz"))
    if packed:
        return [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in packed]
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.rglob("*.html"))]


def _varied(page: str, chance: random.Random) -> str:
    def paragraph(match: re.Match[str]) -> str:
        if chance.random() < 0.1:
            return ""
        return f"{match[0][:-4]} Observer {chance.randrange(10**6)} agreed.</p>"

    page = _LINK_NUMBER.sub(lambda m: re.sub(r"\d{3,}", str(chance.randrange(10**6)), m[0]), page)
    return _PARAGRAPH.sub(paragraph, page)


def _theirs(path: Path, first: int, last: int) -> dict:
    """Only what `extract` itself takes counts."""
    import logging

    import trafilatura

    _on_cores(1)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    read, seconds, processor = 0, 0.0, 0.0
    for number, page in enumerate(_pages(path)):
        if first <= number < last:
            began, cpu = time.perf_counter(), time.process_time()
            read += bool(trafilatura.extract(page))
            seconds += time.perf_counter() - began
            processor += time.process_time() - cpu
    return {"seconds": seconds, "processor": processor, "read": read}


def _pages(path: Path) -> Iterator[bytes]:
    from dateline.config import Config
    from dateline.readers import read_item
    from dateline.readers.item import Item

    for report in read_item(Item(path=path.name, file=path), Config()):
        yield report.raw.encode()


def _ours(path: Path) -> dict:
    """Everything counts, from the start of the worker processes to the last line written."""
    began = time.perf_counter()
    import msgspec

    from dateline.config import Config
    from dateline.model import Unread
    from dateline.reading import read_documents

    _on_cores(WORKERS)
    read = 0
    with open(os.devnull, "wb") as out:
        for one in read_documents([path], config=Config(workers=WORKERS, engine="processes"), now=NOW):
            read += not isinstance(one, Unread)
            out.write(msgspec.json.encode(one))
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": time.perf_counter() - began,
        "processor": own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime,
        "read": read,
        # What is told of ended children is the largest of them: all are taken to be as large, at the same moment.
        "megabytes": (own.ru_maxrss + WORKERS * workers.ru_maxrss) / 1024,
    }


def _on_cores(number: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:number])


if __name__ == "__main__":
    sys.exit(main())
