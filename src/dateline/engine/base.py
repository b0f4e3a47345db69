"""The protocol every engine keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """`function` over `items`, results in the order of the items. What is in flight is bounded.

        `function` is a module-level function; what it needs beside the item it loads itself, cached per process.
        """
        ...

    def close(self) -> None: ...
