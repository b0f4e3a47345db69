"""One after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dateline.engine.base import Item, Result


class SerialEngine:
    def __init__(self, workers: int = 1) -> None:
        pass  # one worker, whatever is asked for

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        return map(function, items)

    def close(self) -> None:
        pass
