"""Several worker processes on this machine. One that is stopped or dies is replaced; its item is named."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from dateline.engine.base import Guard, Item, Result
from dateline.engine.worker import Lost, Worker
from dateline.errors import DatelineError

# Results wait for the slowest one before them; this many items a worker keeps every worker busy and memory bounded.
IN_FLIGHT_PER_WORKER = 4


class ProcessEngine:
    """A thread for each worker process waits for its answers, so that one clock a worker is all there is to watch."""

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or os.cpu_count() or 1
        self._own = threading.local()
        self._started: list[Worker] = []
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="dateline-worker")

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], guard: Guard | None = None
    ) -> Iterator[Result]:
        call = partial(self._call, function, guard)
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(self._threads.submit(call, item))
            if len(waiting) >= self.workers * IN_FLIGHT_PER_WORKER:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._started:
            worker.kill()
        self._threads.shutdown(wait=True)
        for worker in self._started:
            worker.close()

    def _call(self, function: Callable[[Item], Result], guard: Guard | None, item: Item) -> Result:
        worker = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = Worker()
            self._started.append(worker)
        return guarded(worker, function, item, guard)


def guarded(worker: Worker, function: Callable[[Item], Result], item: Item, guard: Guard | None) -> Result:
    """The item's result from the worker, or what stands for it when the worker was lost."""
    try:
        return worker.call(function, item)
    except Lost as lost:
        if guard is None:
            raise DatelineError(f"{lost.reason}.", advice="Run again; if it stays, tell us.") from lost
        return guard.lost(item, lost.reason)
