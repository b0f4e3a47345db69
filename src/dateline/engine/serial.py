"""One after the other: in this process, apart from what must be killable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dateline.engine.base import Guard, Item, Result
from dateline.engine.limits import TookTooLong, can_interrupt
from dateline.engine.processes import guarded
from dateline.engine.worker import Worker


class SerialEngine:
    def __init__(self, workers: int = 1) -> None:
        self._worker = Worker()  # one, whatever is asked for; its process starts with the first risky item

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], guard: Guard | None = None
    ) -> Iterator[Result]:
        for item in items:
            yield self._one(function, item, guard)

    def close(self) -> None:
        self._worker.close()

    def _one(self, function: Callable[[Item], Result], item: Item, guard: Guard | None) -> Result:
        if guard is None:
            return function(item)
        if guard.risky(item) or not can_interrupt():
            return guarded(self._worker, function, item, guard)
        try:
            return function(item)
        except TookTooLong as stopped:
            return guard.lost(item, stopped.reason)
