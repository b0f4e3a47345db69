"""python -m benchmarks.speed [N ...]: what a build costs, as a ratio to a bare spaCy pass over the same clean text.

Both run in fresh processes, one after the other, on the same reports: real ones (or the sample's, where there are none),
varied so that no paragraph stands twice. Prints reports/s, the ratio of wall and of processor seconds, and peak memory.
A ratio holds on any machine; the seconds beside it do not.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "reports"
SAMPLE = ROOT / "src" / "dateline" / "data" / "sample" / "reports"
SIZES = (100, 1000)
SEED = 20190227
LONGEST = 1800  # seconds; a measurement that takes longer has failed


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of reports (default 100 1000)")
    parser.add_argument("--workers", type=int, default=1, help="worker processes of the build; the bare pass has one")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes or SIZES:
            _measure(size, options.workers, Path(folder))
    return 0


def _measure(size: int, workers: int, folder: Path) -> None:
    reports = folder / f"{size}.jsonl"
    write_varied(reports, size)
    out = folder / f"record{size}"
    built = in_process(_build, reports, out, workers)
    bare = in_process(_bare, out)
    print(
        f"{size:>6} reports  build {built['wall']:.1f} s ({size / built['wall']:.1f} reports/s, {workers} worker(s))  "
        f"bare spaCy {bare['wall']:.1f} s  ratio {built['wall'] / bare['wall']:.2f} wall, "
        f"{built['cpu'] / bare['cpu']:.2f} processor  peak {built['megabytes']:.0f} MB  "
        f"{built['events']} events",
        flush=True,
    )


def write_varied(path: Path, size: int) -> None:
    """`size` reports made from real ones: paragraphs dropped and re-ordered, numbers and weekdays changed."""
    chance = random.Random(SEED)
    bases = _bases()
    with path.open("w", encoding="utf-8") as file:
        for number in range(size):
            title, text = bases[number % len(bases)]
            row = {
                "title": title,
                "maintext": _varied(text, chance),
                "source_domain": f"outlet{number % 37}.example",
                "date_publish": f"2014-03-{number % 28 + 1:02d} 08:00:00",
            }
            file.write(json.dumps(row) + "\n")


def _bases() -> list[tuple[str, str]]:
    folder = REAL if REAL.is_dir() else SAMPLE
    found = []
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append((row.get("title") or "", row.get("maintext") or row.get("text") or ""))
    for path in sorted(folder.rglob("*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        found.append((title, text))
    return [(title, text) for title, text in found if len(text) > 400]


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _varied(text: str, chance: random.Random) -> str:
    paragraphs = [p for p in text.split("\n") if p.strip() and chance.random() > 0.15]
    if chance.random() < 0.5:
        chance.shuffle(paragraphs)
    words = re.sub(r"\b\d+\b", lambda m: str(int(m[0]) + chance.randrange(9)), "\n\n".join(paragraphs))
    words = re.sub(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", lambda m: chance.choice(_DAYS), words)
    # One word more in every paragraph: what ten papers copy is parsed once, and here nothing should be a copy.
    return "\n\n".join(f"{p.rstrip()} Observer {chance.randrange(10**6)} agreed." for p in words.split("\n\n"))


def _build(reports: Path, out: Path, workers: int) -> dict:
    from dateline.build import build
    from dateline.config import Config

    record, _ = build([reports], out, config=Config(workers=workers), now="2026-01-01")
    return {"events": len(record.events)}


def _bare(out: Path) -> dict:
    import spacy

    from dateline.build import RECORD
    from dateline.config import Config
    from dateline.store.database import read_record

    texts = [doc.text for doc in read_record(out / RECORD).documents]
    nlp = spacy.load(Config().parser)
    nlp("The first sentence warms the model up.")
    began, cpu = time.perf_counter(), time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}


def in_process(function: Callable[..., dict], *arguments: object) -> dict:
    """Run in a process of its own, so that one measurement does not warm or burden the next."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_report, args=(queue, function, arguments))
    process.start()
    try:
        measured = queue.get(timeout=LONGEST)
    except Empty:
        process.kill()
        sys.exit(f"{function.__name__} gave nothing in {LONGEST} s (exit code {process.exitcode})")
    process.join()
    if "error" in measured:
        sys.exit(measured["error"])
    return measured


def _report(queue: multiprocessing.Queue, function: Callable[..., dict], arguments: tuple) -> None:
    began = time.perf_counter()
    try:
        told = function(*arguments)
    except BaseException as error:
        queue.put({"error": f"{type(error).__name__}: {error}"})
        raise
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    measured = {
        "wall": time.perf_counter() - began,
        "cpu": sum(u.ru_utime + u.ru_stime for u in usage),
        # ru_maxrss of children is the largest single child; with one worker there is none.
        "megabytes": sum(u.ru_maxrss for u in usage) / 1024,
    }
    queue.put(measured | told)
