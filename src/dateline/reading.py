"""Read and clean, and no more: files in, one clean document after the other out, in the memory of a few pages.

What a build does first, for those who want an archive's articles as text: nothing is coded, linked or kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from dateline.clean.article import clean
from dateline.config import Config
from dateline.engine import engines
from dateline.engine.base import Guard
from dateline.engine.limits import TookTooLong, cap_memory, time_limit
from dateline.errors import DatelineError, InputError
from dateline.model import Document, Report, Struct, Unread
from dateline.readers import find_files, read_item, readers
from dateline.resources import Resources, resources

# Longer texts than this (characters) are processed where they can be killed, as pages are: their parse fills memory.
LARGE_TEXT = 2_000_000
# The parts of our knowledge that cleaning asks.
CLEANING = ("gazetteer", "furniture", "outlets", "agencies")

Result = TypeVar("Result")


class Cleaned(Struct):
    """A report's clean text, with where it came from and what was left out."""

    path: str  # as given by the user; a page of an archive is "crawl.warc.gz#3"
    sha256: str  # of the report's own bytes
    document: Document


def read_documents(
    paths: Sequence[str | Path], *, config: Config | None = None, now: str | None = None
) -> Iterator[Cleaned | Unread]:
    """Every report of these files and folders with its clean text, in order of path; what cannot be read, with the
    reason. `now` (YYYY-MM-DD, default today) bounds dates: nothing is published after it.

    Pages are cleaned in worker processes, several at once unless `Config.workers` is 1.
    """
    config = config or Config()
    now = now or datetime.now(UTC).date().isoformat()
    if config.reader is not None:
        readers[config.reader]  # a wrong name is said before anything is read
    name = config.engine if config.engine != "auto" else "serial" if config.workers == 1 else "processes"
    engine = engines[name](config.workers)
    try:
        items = ((report, config, now) for report in read_reports(paths, config))
        yield from engine.map(_clean_one, items, GUARD)
    finally:
        engine.close()


def read_reports(paths: Sequence[str | Path], config: Config) -> Iterator[Report | Unread]:
    """Every report of these paths. A file that keeps its reader busy for too long is given up from there on, and named."""
    for found in find_files(paths):
        if isinstance(found, Unread):
            yield found
            continue
        items = read_item(found, config, only=config.reader)
        item: Report | Unread | None
        while True:
            try:
                with time_limit(config.page_seconds):
                    item = next(items, None)
            except TookTooLong as stopped:
                item, items = _lost(found.path, f"{stopped.reason} to read; what follows in it was left out"), iter(())
            except DatelineError:
                raise
            except Exception as error:
                item, items = _fault(found.path, error), iter(())
            if item is None:
                break
            yield item


def or_unread(report: Report, work: Callable[[], Result]) -> Result | Unread:
    """What `work` gives, or the line of the ledger that says why it gave nothing: one report never ends a run."""
    try:
        return work()
    except InputError as error:
        return Unread(path=report.path, reason=error.reason, advice=error.advice)
    except DatelineError:
        raise  # a wrong setting or data file: the same for every report
    except MemoryError:
        return Unread(
            path=report.path,
            reason="needs more memory than a worker may fill",
            advice="Save its text alone, or raise worker_bytes in dateline.toml.",
        )
    except Exception as error:
        return _fault(report.path, error)


def _clean_one(item: tuple[Report | Unread, Config, str]) -> Cleaned | Unread:
    report, config, now = item
    if isinstance(report, Unread):
        return report

    def work() -> Cleaned:
        cap_memory(config.worker_bytes)
        knowledge = loaded(config, CLEANING, pages=True)
        with time_limit(config.page_seconds):
            document = clean(report, knowledge, now=now)
        return Cleaned(path=report.path, sha256=report.sha256, document=document)

    return or_unread(report, work)


@lru_cache(maxsize=4)
def loaded(config: Config, parts: tuple[str, ...], *, pages: bool) -> Resources:
    """Knowledge that is in memory: what loading takes must not count against the first report."""
    knowledge = resources(config)
    for part in parts:
        getattr(knowledge, part)
    if pages:
        import_module("trafilatura")
    return knowledge


def _risky(item: tuple) -> bool:
    """Pages go through parsers in C that nothing but the end of their process can interrupt."""
    report = item[0]
    return isinstance(report, Report) and (report.media_type == "text/html" or len(report.raw) > LARGE_TEXT)


def _fault(path: str, error: Exception) -> Unread:
    return Unread(
        path=path,
        reason=f"a fault of ours while reading it ({type(error).__name__}: {str(error)[:200]})",
        advice="Please send us this file; the other reports are not affected.",
    )


def _lost(path: str, reason: str) -> Unread:
    return Unread(path=path, reason=reason, advice="Save its text alone, or raise page_seconds in dateline.toml.")


# For items that begin with their report.
GUARD = Guard(risky=_risky, lost=lambda item, reason: _lost(item[0].path, reason))
