"""Which paragraph an offset stands in, so that what belongs together is looked for near and long reports stay quick."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from dateline.model import Document

Item = TypeVar("Item")


class Paragraphs:
    def __init__(self, document: Document) -> None:
        self._starts = [block.start for block in document.blocks]

    def of(self, offset: int) -> int:
        """The number of the block that begins last before `offset`."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def group(self, items: Iterable[Item], offset: Callable[[Item], int]) -> dict[int, list[Item]]:
        """Items by the paragraph of their offset, in the order given; a paragraph without any has an empty list."""
        groups: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            groups[self.of(offset(item))].append(item)
        return groups
