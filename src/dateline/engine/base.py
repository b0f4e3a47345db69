"""The protocol every engine keeps, and what a caller tells it about work that may go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Guard(NamedTuple):
    """How to treat items that somebody else wrote, such as saved pages.

    `risky` says which items run only where they can be killed: in a process of their own. `lost` makes the result that
    stands for an item whose work was stopped (`time_limit`) or whose process died, from the item and the reason.
    """

    risky: Callable[[Any], bool]
    lost: Callable[[Any, str], Any]


class Engine(Protocol):
    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], guard: Guard | None = None
    ) -> Iterator[Result]:
        """`function` over `items`, results in the order of the items. What is in flight is bounded.

        `function` is a module-level function; what it needs beside the item it loads itself, cached per process.
        Without a `guard`, an item that takes its process with it ends the run with an error.
        """
        ...

    def close(self) -> None: ...
