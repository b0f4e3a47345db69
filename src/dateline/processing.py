"""Reports through their own stages, one by one or in workers, from the cache where it holds what they gave."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from dateline.config import Config
from dateline.engine import engines
from dateline.engine.base import Engine
from dateline.engine.limits import cap_memory, time_limit
from dateline.model import DateCandidate, Report, Story, Unread
from dateline.pipeline import Processed, cache_key, date_hints, process_report
from dateline.reading import CLEANING, GUARD, loaded, or_unread
from dateline.store.cache import Cache
from dateline.store.database import without_tokens

# Below this much text a second worker costs more to start than it saves (measured: 1.3 s to load model and data).
WORTH_PROCESSES = 150_000
# The parts of our knowledge that a report needs after cleaning.
_CODING = ("nlp", "roster", "ontology", "lexicon")
Progress = Callable[[str, int, int], None]


class Stopped(KeyboardInterrupt):
    """Ctrl-C between two reports: what was processed is kept."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(f"stopped after report {done} of {total}; run again to go on")
        self.done, self.total = done, total


class Processing:
    """Reports through their own stages, from the cache where it holds them."""

    def __init__(self, config: Config, now: str, cache: Cache, use_cache: bool, progress: Progress) -> None:
        self.config, self.now, self.cache, self.use_cache, self.progress = config, now, cache, use_cache, progress

    def process(self, reports: Sequence[Report]) -> tuple[dict[str, Processed], list[Unread], int]:
        """Results by report, failures, and how many were processed now."""
        return self._process(reports, {}, "processing")

    def second_look(
        self, reports: Sequence[Report], processed: dict[str, Processed], stories: Sequence[Story]
    ) -> dict[str, Processed]:
        """Undated reports once more, with what the dated reports of their stories say about them.

        Reports that others change would make the result depend on what was there first; so hints come from the first
        look alone, and a second look gives no hints.
        """
        hints = date_hints([processed[r.id] for r in reports], stories)
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
        cap_memory(config.worker_bytes)
        knowledge = loaded(config, (*CLEANING, *_CODING), pages=report.media_type == "text/html")
        # Without the parse, which nothing needs any more and which is most of what would go between processes.
        return _light(process_report(report, knowledge, now=now, hint=hint, limit=time_limit))

    return or_unread(report, work)


def choose_engine(config: Config, todo: Sequence[Report]) -> Engine:
    name = config.engine
    if name == "auto":
        name = "processes" if config.workers != 1 and sum(len(r.raw) for r in todo) > WORTH_PROCESSES else "serial"
    return engines[name](config.workers)


def _light(result: Processed) -> Processed:
    return msgspec.structs.replace(result, annotations=without_tokens(result.annotations))
