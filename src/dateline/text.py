"""Span arithmetic, exact words, and text that remembers where it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from dateline.model import Document, Run, Span


def quote(doc: Document | str, span: object) -> str:
    """The exact words at a span: anything with `start` and `end`.

    >>> quote("Russia offers help", Span(0, 6))
    'Russia'
    """
    text = doc if isinstance(doc, str) else doc.text
    return text[span.start : span.end]  # type: ignore[attr-defined]


def overlap(a: object, b: object) -> bool:
    """Whether two spans share at least one character."""
    return a.start < b.end and b.start < a.end  # type: ignore[attr-defined]


def within(inner: object, outer: object) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end  # type: ignore[attr-defined]


def raw_span(doc: Document, span: object) -> Span:
    """Where a span of the document's text stands in the report's raw characters.

    A span that touches part of a replaced run (an entity, folded spaces) gets the whole of it.
    """
    runs, start, end = doc.runs, span.start, span.end  # type: ignore[attr-defined]
    first = _run_at(runs, start)
    last = _run_at(runs, max(start, end - 1))
    raw_start = first.raw_start + (start - first.start) if _same_length(first) else first.raw_start
    raw_end = last.raw_start + (end - last.start) if _same_length(last) else last.raw_end
    return Span(raw_start, raw_end)


def _run_at(runs: tuple[Run, ...], offset: int) -> Run:
    return runs[max(0, bisect_right(runs, offset, key=lambda run: run.start) - 1)]


def _same_length(run: Run) -> bool:
    return run.raw_end - run.raw_start == run.length


class MappedText:
    """Text under construction, with its offset map: append pieces of raw, or separators that stand for nothing in it.

    >>> made = MappedText(); made.add("Ann & Bob"[0:4], 0, 4); made.add("&", 4, 9); made.text()
    'Ann &'
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self.length = 0

    def add(self, text: str, raw_start: int, raw_end: int) -> None:
        if not text:
            return
        last = self._runs[-1] if self._runs else None
        joins = last and last.raw_end == raw_start and _same_length(last) and len(text) == raw_end - raw_start
        if last and joins and last.length > 0:
            self._runs[-1] = Run(last.start, last.length + len(text), last.raw_start, raw_end)
        else:
            self._runs.append(Run(self.length, len(text), raw_start, raw_end))
        self._parts.append(text)
        self.length += len(text)

    def extend(self, runs: Iterable[tuple[str, int, int]]) -> None:
        for text, raw_start, raw_end in runs:
            self.add(text, raw_start, raw_end)

    def text(self) -> str:
        return "".join(self._parts)

    def runs(self) -> tuple[Run, ...]:
        return tuple(self._runs)
