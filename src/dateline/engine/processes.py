"""Several worker processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from dateline.engine.base import Item, Result

# Results wait for the slowest one before them; this many items a worker keeps every worker busy and memory bounded.
IN_FLIGHT_PER_WORKER = 4


class ProcessEngine:
    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or os.cpu_count() or 1
        # "spawn": a forked child would share the parent's locks and its SQLite handles.
        self._pool = ProcessPoolExecutor(
            self.workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_interrupts_to_the_parent
        )

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(self._pool.submit(function, item))
            if len(waiting) >= self.workers * IN_FLIGHT_PER_WORKER:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    # Ctrl-C reaches the whole group; only the parent may decide what to do about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # One thread each: two workers with two threads each would fight for two processors.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
