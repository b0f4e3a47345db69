"""Make or extend a record: read, process what is new, link everything, write it in one step.

A record is a folder: record.sqlite (the record), cache.sqlite (only saves time), manifest.json, report.html, run.json.
"""

from __future__ import annotations

import hashlib
import sys
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from dateline import __version__
from dateline.config import Config
from dateline.errors import StoreError
from dateline.model import Record, Report, Struct, Unread
from dateline.pipeline import Processed, fingerprints, join_reports, link_decided, parser_version
from dateline.processing import Processing, Progress
from dateline.processing import Stopped as Stopped
from dateline.readers import readers
from dateline.reading import read_reports
from dateline.resources import resources
from dateline.review.log import Decision, read_log, standing
from dateline.review.replay import Stale
from dateline.store.cache import Cache
from dateline.store.database import (
    SCHEMA_VERSION,
    Inputs,
    held_paths,
    read_inputs,
    read_meta,
    read_record,
    without_tokens,
    write_record,
)
from dateline.store.waiting import WAITING, Waiting, clear_waiting, put_waiting, read_waiting, waiting_ids

RECORD, CACHE, MANIFEST, PAGE, RUN = "record.sqlite", "cache.sqlite", "manifest.json", "report.html", "run.json"
LOCK_SECONDS = 60
# Linking looks at every report. A record of so many is linked in a few seconds, and so at every addition; in a larger one
# additions wait until they are this share of it or until somebody looks: however many are added one by one, each costs
# its own processing and a twentieth's share of linkings, and no more as the record grows.
LINKED_AT_ONCE, WAITING_SHARE = 300, 0.05


class Built(Struct):
    """What a build did, for the print-out and run.json."""

    folder: str
    read: int  # reports in these paths
    new: int  # of them not in the record before
    changed: int  # of them processed again: settings, code or data changed
    unread: tuple[Unread, ...]
    seconds: dict[str, float]  # by stage: reading, processing, linking, writing
    waiting: int = 0  # reports that are kept and will be linked when somebody looks


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
    with _writing(folder, config):
        return _build(read_reports(paths, config), folder, config, now or _today(), title, fresh, use_cache, progress)


def add(
    paths: Sequence[str | Path],
    folder: Path,
    *,
    config: Config | None = None,
    now: str | None = None,
    link: bool | None = None,
    use_cache: bool = True,
    progress: Progress = lambda stage, done, total: None,
) -> tuple[Record | None, Built]:
    """Add reports to the record at `folder`, which is there already.

    They are processed and kept at once. `link` says whether they are also linked at once; None leaves it to how many
    wait and how large the record is (`LINKED_AT_ONCE`, `WAITING_SHARE`), and to whether anything else than the reports
    is new: other settings than the record's, or a given `now`, are linked at once. Returns None for the record where
    linking waits: `open_record` links first. Whichever way it goes, the record is the same in the end.
    """
    made = _made(folder / RECORD)
    config = config or msgspec.convert(made.config, Config)
    with _writing(folder, config):
        items = list(read_reports(paths, config))
        known = held_paths(folder / RECORD, sorted({item.id for item in items if isinstance(item, Report)}))
        if link is None:
            waiting = waiting_ids(folder / WAITING) | {item.id for item in items if isinstance(item, Report)}
            others_changed = now is not None or _settings(config) != made.config
            link = others_changed or not _may_wait(len(waiting - known.keys()), len(made.reports))
        if link:
            return _build(items, folder, config, now or _today(), None, False, use_cache, progress)
        return None, _keep(items, known, folder, config, use_cache, progress)


def _may_wait(waiting: int, linked: int) -> bool:
    return linked > LINKED_AT_ONCE and waiting <= WAITING_SHARE * linked


def _keep(
    items: Sequence[Report | Unread],
    known: Mapping[str, str],
    folder: Path,
    config: Config,
    use_cache: bool,
    progress: Progress,
) -> Built:
    """Process what is new and put it where it waits. `known`: reports of the record, with the path of each."""
    clock = _Clock()
    reports = {item.id: item for item in items if isinstance(item, Report)}
    held = known.keys() | waiting_ids(folder / WAITING)
    new = [report for one, report in sorted(reports.items()) if one not in held]
    with closing(Cache(folder / CACHE)) as cache:
        processed, failed, _ = Processing(config, _today(), cache, use_cache, progress).process(new)
    unread = [*(item for item in items if isinstance(item, Unread)), *failed]
    kept = [report for report in new if report.id in processed]
    clock.lap("processing")
    put_waiting(
        folder / WAITING,
        kept,
        [(item.path, item.id) for item in items if isinstance(item, Report) and known.get(item.id) != item.path],
        unread,
    )
    clock.lap("writing")
    return Built(
        folder=str(folder),
        read=len(items) - len(unread),
        new=len(kept),
        changed=0,
        unread=(*unread, *_uncoded(kept, processed)),
        seconds=clock.laps,
        waiting=len(waiting_ids(folder / WAITING)),
    )


def open_record(folder: Path, *, progress: Progress = lambda stage, done, total: None) -> Record:
    """The record at `folder` as it stands, reports that were added and wait to be linked included.

    Where they cannot be linked now (a read-only disk) the record comes without them, and a warning says so. Raises
    StoreError when there is no record.
    """
    if waiting := waiting_ids(folder / WAITING):
        try:
            return rebuild(folder, progress=progress)[0]
        except StoreError as error:
            warnings.warn(f"{folder}: {len(waiting)} added reports are not linked yet: {error}", stacklevel=2)
    return read_record(folder / RECORD)


@contextmanager
def _writing(folder: Path, config: Config) -> Iterator[None]:
    """The folder, made where it is missing, and nobody else writing it."""
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
        yield
    finally:
        lock.release()


def _build(
    items: Iterable[Report | Unread],
    folder: Path,
    config: Config,
    now: str,
    title: str | None,
    fresh: bool,
    use_cache: bool,
    progress: Progress,
) -> tuple[Record, Built]:
    clock = _Clock()
    path = folder / RECORD
    before = read_inputs(path) if path.is_file() and not fresh else None
    waiting = Waiting() if fresh else read_waiting(folder / WAITING)
    reports, unread, duplicates, n_read = _gather(items, before, waiting)
    clock.lap("reading")

    with closing(Cache(folder / CACHE)) as cache:
        run = Processing(config, now, cache, use_cache, progress)
        processed, failed, n_processed = run.process(reports)
        joined = join_reports(list(processed.values()), resources(config))
        if again := run.second_look([r for r in reports if r.id in processed], processed, joined.stories):
            processed |= again
            joined = join_reports(list(processed.values()), resources(config), copying=joined.copying)
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
        joined=joined,
    )
    record = msgspec.structs.replace(record, unread=unread, duplicates=duplicates)
    clock.lap("linking")

    manifest = make_manifest(record, config, decisions, stale)
    write_record(record, path, {"manifest": msgspec.json.encode(manifest).decode()})
    clear_waiting(folder / WAITING)
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
    come into force, and what waits is linked. Raises StoreError when there is no record.
    """
    return build([], folder, config=msgspec.convert(_made(folder / RECORD).config, Config), progress=progress)


class _Made(Struct):
    """What of a manifest the next build needs."""

    config: dict[str, Any]
    reports: list[msgspec.Raw]


def _made(path: Path) -> _Made:
    return msgspec.json.decode(read_meta(path)["manifest"], type=_Made)


def _settings(config: Config) -> dict[str, Any]:
    """The settings as the manifest keeps them: all but what only says how fast to work."""
    return {k: v for k, v in msgspec.to_builtins(config).items() if k not in ("engine", "workers")}


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def make_manifest(
    record: Record, config: Config, decisions: Sequence[Decision] = (), stale: Sequence[Stale] = ()
) -> dict[str, object]:
    """What the record was made from and with. Holds no clock and no machine, so equal records have equal manifests."""
    return {
        "dateline": __version__,
        "store": SCHEMA_VERSION,
        "record": record_hash(record),
        "title": record.title,
        "config": _settings(config),
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


def _gather(
    items: Iterable[Report | Unread], before: Inputs | None, waiting: Waiting
) -> tuple[list[Report], list[Unread], tuple[tuple[str, str], ...], int]:
    """All reports of the record to be, each once; what could not be read; and second paths of the same bytes."""
    found: dict[str, Report] = {report.id: report for report in before.reports} if before else {}
    paths_of: dict[str, set[str]] = {report.id: {report.path} for report in found.values()}
    for path, report_id in (*(before.duplicates if before else ()), *waiting.paths):
        paths_of.setdefault(report_id, set()).add(path)
    for report in waiting.reports:
        found.setdefault(report.id, report)
        paths_of.setdefault(report.id, set()).add(report.path)
    unread, n_read = list(waiting.unread), 0
    for item in items:
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


def _merge_unread(
    before: Inputs | None,
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
    lines |= {line.path: line for line in _uncoded(kept, processed)}
    return tuple(line for _, line in sorted(lines.items()))


def _uncoded(kept: Sequence[Report], processed: Mapping[str, Processed]) -> Iterator[Unread]:
    """Reports in other languages: they are in the record, and nothing is coded in them."""
    for report in kept:
        language = processed[report.id].document.language
        if language not in ("en", "und"):
            yield Unread(
                path=report.path,
                reason=f"in another language ({language}): kept, not coded",
                advice="Only English is coded so far; its text is in the record.",
            )


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
