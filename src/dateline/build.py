"""Make or extend a record: read, process what is new, link everything, write it in one step.

A record is a folder: record.sqlite (the record), cache.sqlite (only saves time), manifest.json, report.html, run.json.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from dateline import __version__
from dateline.config import Config
from dateline.engine import engines
from dateline.engine.base import Engine
from dateline.engine.limits import time_limit
from dateline.errors import StoreError
from dateline.link.lineage import Copying
from dateline.model import DateCandidate, Record, Report, Struct, Unread
from dateline.pipeline import (
    Processed,
    cache_key,
    compare_texts,
    date_hints,
    fingerprints,
    link_decided,
    parser_version,
    process_report,
)
from dateline.readers import readers
from dateline.reading import GUARD, or_unread, read_reports
from dateline.resources import Resources, resources
from dateline.review.log import Decision, read_log, standing
from dateline.review.replay import Stale
from dateline.store.cache import Cache
from dateline.store.database import SCHEMA_VERSION, read_meta, read_record, without_tokens, write_record

RECORD, CACHE, MANIFEST, PAGE, RUN = "record.sqlite", "cache.sqlite", "manifest.json", "report.html", "run.json"
# Below this much text a second worker costs more to start than it saves (measured: 1.3 s to load model and data).
WORTH_PROCESSES = 150_000
LOCK_SECONDS = 60

Progress = Callable[[str, int, int], None]


class Stopped(KeyboardInterrupt):
    """Ctrl-C between two reports: what was processed is kept."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(f"stopped after report {done} of {total}; run again to go on")
        self.done, self.total = done, total


class Built(Struct):
    """What a build did, for the print-out and run.json."""

    folder: str
    read: int  # reports in these paths
    new: int  # of them not in the record before
    changed: int  # of them processed again: settings, code or data changed
    unread: tuple[Unread, ...]
    seconds: dict[str, float]  # by stage: reading, processing, linking, writing


def build(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    config: Config | None = None,
    now: str | None = None,
    title: str | None = None,
    fresh: bool = False,
    use_cache: bool = True,
    progress: Progress = lambda stage, done, total: None,
) -> tuple[Record, Built]:
    """Read `paths` and make the record at folder `out`, or extend the one that is there.

    Reports already in the record stay, whether or not their files are still there; `fresh` leaves them out. The result
    depends on the reports, the settings, this version and `now` (YYYY-MM-DD, default today: no report is dated later),
    not on order, workers or what was cached. Raises StoreError when another build holds the record for a minute.
    """
    config = config or Config()
    folder = Path(out)
    now = now or datetime.now(UTC).date().isoformat()
    if config.reader is not None:
        readers[config.reader]  # a wrong name is said before anything is read
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be made ({error.strerror}).", advice="Choose another place with -o."
        ) from error
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout as error:
        raise StoreError(f"{folder}: another build is writing it.", advice="Wait for it, then run again.") from error
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror}).", advice="Choose another place with -o."
        ) from error
    try:
        return _build(paths, folder, config, now, title, fresh, use_cache, progress)
    finally:
        lock.release()


def _build(
    paths: Sequence[str | Path],
    folder: Path,
    config: Config,
    now: str,
    title: str | None,
    fresh: bool,
    use_cache: bool,
    progress: Progress,
) -> tuple[Record, Built]:
    clock = _Clock()
    before = _before(folder / RECORD, fresh)
    reports, unread, duplicates, n_read = _gather(paths, before, config)
    clock.lap("reading")

    with closing(Cache(folder / CACHE)) as cache:
        run = _Run(config, now, cache, use_cache, progress)
        processed, failed, n_processed = run.process(reports)
        copying = compare_texts(list(processed.values()), resources(config))
        processed |= run.second_look([r for r in reports if r.id in processed], processed, copying)
    kept = [report for report in reports if report.id in processed]
    unread = _merge_unread(before, unread, failed, kept, processed)
    clock.lap("processing")

    progress("linking", 0, 1)
    decisions = read_log(folder)
    record, stale = link_decided(
        kept,
        [processed[r.id] for r in kept],
        resources(config),
        title=title or (before and before.title) or folder.name,
        decisions=decisions,
        copying=copying,
    )
    record = msgspec.structs.replace(record, unread=unread, duplicates=duplicates)
    clock.lap("linking")

    manifest = make_manifest(record, config, decisions, stale)
    write_record(record, folder / RECORD, {"manifest": msgspec.json.encode(manifest).decode()})
    _write(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2))
    clock.lap("writing")
    known = {report.id for report in before.reports} if before else set()
    n_new = sum(report.id not in known for report in kept)
    built = Built(
        folder=str(folder),
        read=n_read - len(failed),
        new=n_new,
        changed=max(0, n_processed - n_new),
        unread=unread,
        seconds=clock.laps,
    )
    _write(folder / RUN, msgspec.json.format(msgspec.json.encode(built), indent=2))
    return record, built


def rebuild(folder: Path, *, progress: Progress = lambda stage, done, total: None) -> tuple[Record, Built]:
    """Make the record at `folder` again from the reports it holds, with the settings it was made with: how decisions
    come into force. Raises StoreError when there is no record.
    """
    manifest = msgspec.json.decode(read_meta(folder / RECORD)["manifest"])
    return build([], folder, config=msgspec.convert(manifest["config"], Config), progress=progress)


def make_manifest(
    record: Record, config: Config, decisions: Sequence[Decision] = (), stale: Sequence[Stale] = ()
) -> dict[str, object]:
    """What the record was made from and with. Holds no clock and no machine, so equal records have equal manifests."""
    return {
        "dateline": __version__,
        "store": SCHEMA_VERSION,
        "record": record_hash(record),
        "title": record.title,
        "config": {k: v for k, v in msgspec.to_builtins(config).items() if k not in ("engine", "workers")},
        "parser": parser_version(config.parser),
        "parts": fingerprints(),
        "reports": [{"id": r.id, "sha256": r.sha256, "path": r.path, "reader": r.reader} for r in record.reports],
        "unread": [{"path": u.path, "reason": u.reason} for u in record.unread],
        "decisions": {
            "made": len(decisions),
            "standing": [d.id for d in standing(decisions)],
            "not_applied": [msgspec.to_builtins(one) for one in stale],
        },
        "network": "not used",
    }


def record_hash(record: Record) -> str:
    """SHA-256 over everything the record says."""
    digest = hashlib.sha256()
    bare = msgspec.structs.replace(record, annotations=tuple(without_tokens(a) for a in record.annotations))
    for field in bare.__struct_fields__:
        digest.update(msgspec.json.encode(getattr(bare, field)))
    return digest.hexdigest()


def _before(path: Path, fresh: bool) -> Record | None:
    return read_record(path) if path.is_file() and not fresh else None


def _gather(
    paths: Sequence[str | Path], before: Record | None, config: Config
) -> tuple[list[Report], list[Unread], tuple[tuple[str, str], ...], int]:
    """All reports of the record to be, each once; what could not be read; and second paths of the same bytes."""
    found: dict[str, Report] = {report.id: report for report in before.reports} if before else {}
    paths_of: dict[str, set[str]] = {report.id: {report.path} for report in found.values()}
    for path, report_id in before.duplicates if before else ():
        paths_of.setdefault(report_id, set()).add(path)
    unread, n_read = [], 0
    for item in read_reports(paths, config):
        if isinstance(item, Unread):
            unread.append(item)
            continue
        n_read += 1
        paths_of.setdefault(item.id, set()).add(item.path)
        found.setdefault(item.id, item)
    # The first path in sorting order stands for the report, whichever came first.
    reports = [msgspec.structs.replace(r, path=min(paths_of[r.id])) for _, r in sorted(found.items())]
    duplicates = sorted((path, r.id) for r in reports for path in paths_of[r.id] if path != r.path)
    return reports, unread, tuple(duplicates), n_read


class _Run:
    """Reports through their own stages, from the cache where it holds them."""

    def __init__(self, config: Config, now: str, cache: Cache, use_cache: bool, progress: Progress) -> None:
        self.config, self.now, self.cache, self.use_cache, self.progress = config, now, cache, use_cache, progress

    def process(self, reports: Sequence[Report]) -> tuple[dict[str, Processed], list[Unread], int]:
        """Results by report, failures, and how many were processed now."""
        return self._process(reports, {}, "processing")

    def second_look(
        self, reports: Sequence[Report], processed: dict[str, Processed], copying: Copying
    ) -> dict[str, Processed]:
        """Undated reports once more, with what the dated reports of their stories say about them.

        Reports that others change would make the result depend on what was there first; so hints come from the first
        look alone, and a second look gives no hints.
        """
        hints = date_hints([processed[r.id] for r in reports], copying, resources(self.config))
        return self._process([r for r in reports if r.id in hints], hints, "dating again")[0]

    def _process(
        self, reports: Sequence[Report], hints: dict[str, DateCandidate], stage: str
    ) -> tuple[dict[str, Processed], list[Unread], int]:
        processed: dict[str, Processed] = {}
        failed: list[Unread] = []
        todo = []
        for report in reports:
            result = self._kept(report, hints) if self.use_cache else None
            if result is None:
                todo.append(report)
            else:
                processed[report.id] = _light(result)
        engine = choose_engine(self.config, todo)
        done = 0
        try:
            items = ((report, self.config, self.now, hints.get(report.id)) for report in todo)
            for report, result in zip(todo, engine.map(process_one, items, GUARD), strict=True):
                done += 1
                self.progress(stage, done, len(todo))
                if isinstance(result, Unread):
                    failed.append(result)
                else:
                    processed[report.id] = result
                    by_clock = f":{self.now}" if _depends_on_day(result, self.now) else ""
                    self.cache.put(report.id, self._key(report, hints) + by_clock, result)
        except KeyboardInterrupt as error:
            raise Stopped(len(processed), len(reports)) from error
        finally:
            engine.close()
        return processed, failed, len(todo) - len(failed)

    def _kept(self, report: Report, hints: dict[str, DateCandidate]) -> Processed | None:
        """The cached result, where it is what this day would give."""
        key = self._key(report, hints)
        result = self.cache.get(report.id, key)
        if result is not None and _depends_on_day(result, self.now):
            result = None  # kept on a later day than this one
        return result or self.cache.get(report.id, f"{key}:{self.now}")

    def _key(self, report: Report, hints: dict[str, DateCandidate]) -> str:
        hint = hints.get(report.id)
        return cache_key(self.config) + (f":{hint.when.start}:{hint.when.end}" if hint else "")


def _depends_on_day(result: Processed, now: str) -> bool:
    """Whether the day of reading can have decided the date: it refuses dates after it, and bounds what has no day."""
    published = result.document.published
    dated = published is not None and published.start is not None and published.start == published.end
    starts = (candidate.when.start for candidate in result.document.date_candidates)
    return not dated or any(start is not None and start >= now for start in starts)


def process_one(item: tuple[Report, Config, str, DateCandidate | None]) -> Processed | Unread:
    """One report in a worker. Whatever goes wrong with it becomes a line in the ledger, never the end of the run."""
    report, config, now, hint = item

    def work() -> Processed:
        knowledge = _loaded(config, pages=report.media_type == "text/html")
        # Without the parse, which nothing needs any more and which is most of what would go between processes.
        return _light(process_report(report, knowledge, now=now, hint=hint, limit=time_limit))

    return or_unread(report, work)


@lru_cache(maxsize=4)
def _loaded(config: Config, *, pages: bool) -> Resources:
    """Knowledge that is in memory: what loading takes must not count against the first report."""
    knowledge = resources(config)
    for part in ("nlp", "roster", "gazetteer", "ontology", "lexicon", "furniture", "outlets", "agencies"):
        getattr(knowledge, part)
    if pages:
        import_module("trafilatura")
    return knowledge


def choose_engine(config: Config, todo: Sequence[Report]) -> Engine:
    name = config.engine
    if name == "auto":
        name = "processes" if config.workers != 1 and sum(len(r.raw) for r in todo) > WORTH_PROCESSES else "serial"
    return engines[name](config.workers)


def _light(result: Processed) -> Processed:
    return msgspec.structs.replace(result, annotations=without_tokens(result.annotations))


def _merge_unread(
    before: Record | None,
    unread: Iterable[Unread],
    failed: Iterable[Unread],
    kept: Sequence[Report],
    processed: dict[str, Processed],
) -> tuple[Unread, ...]:
    """Earlier and new lines of the ledger, one a path, without those that are read by now."""
    lines = {line.path: line for line in (before.unread if before else ())}
    lines |= {line.path: line for line in (*unread, *failed)}
    for report in kept:
        lines.pop(report.path, None)
        language = processed[report.id].document.language
        if language not in ("en", "und"):
            lines[report.path] = Unread(
                path=report.path,
                reason=f"in another language ({language}): kept, not coded",
                advice="Only English is coded so far; its text is in the record.",
            )
    return tuple(line for _, line in sorted(lines.items()))


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(path.name + ".new")
    try:
        draft.write_bytes(content + b"\n")
        draft.replace(path)
    except OSError as error:
        raise StoreError(
            f"{path}: could not be written ({error.strerror}).", advice="Is the disk full or read-only?"
        ) from error


class _Clock:
    """Seconds by stage. Only for the print-out: nothing in the record depends on it."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round(now - self._last, 3)
        self._last = now


class _Verb(ModuleType):
    """Importing this module puts it over the verb of the same name in the package, so it answers as the verb."""

    def __call__(self, *arguments: Any, **settings: Any) -> Any:
        return import_module("dateline.api").build(*arguments, **settings)


sys.modules[__name__].__class__ = _Verb
