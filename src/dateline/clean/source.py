"""The text of a report as its format carries it, with the way back to `raw`.

A plain file is its own text. The text of a JSON row is a string literal inside the row, with escapes. Everything after
this module works on `Source.text`; `Source.raw_pieces` takes any part of it back to the raw characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from dateline.jsonspans import string_pieces
from dateline.model import Report

Piece = tuple[str, int, int]  # characters, and where they stand: [start, end) - of the source, or of raw


class Source:
    """Text made of pieces of raw. A piece as long as its raw side is the same characters; any other is indivisible."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = list(pieces)
        self.text = "".join(piece[0] for piece in self.pieces)
        self._starts: list[int] = []
        at = 0
        for piece in self.pieces:
            self._starts.append(at)
            at += len(piece[0])

    def raw_pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """`text`, which stands for self.text[start:end], as pieces of raw. When it is not those very characters (an
        entity, folded spaces) it is one piece."""
        if end <= start:
            return
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        if text != self.text[start:end]:
            yield text, self._raw(first, start)[0], self._raw(last, end - 1)[1]
            return
        for n in range(first, last + 1):
            piece, began = self.pieces[n], self._starts[n]
            a, b = max(start, began), min(end, began + len(piece[0]))
            if len(piece[0]) == piece[2] - piece[1]:
                yield self.text[a:b], piece[1] + a - began, piece[1] + b - began
            else:
                yield self.text[a:b], piece[1], piece[2]

    def _raw(self, n: int, at: int) -> tuple[int, int]:
        """The raw characters behind the one character at `at`, which lies in piece `n`."""
        text, start, end = self.pieces[n]
        if len(text) != end - start:
            return start, end
        return start + at - self._starts[n], start + at - self._starts[n] + 1


def text_source(report: Report) -> Source:
    """The article's text."""
    key = report.fields.get("text_field")
    if report.media_type == "application/json" and key:
        return Source(string_pieces(report.raw, key))
    return Source([(report.raw, 0, len(report.raw))])


def title_source(report: Report) -> Source | None:
    """The title, where the format keeps it apart from the text."""
    key = report.fields.get("title_field")
    if report.media_type == "application/json" and key:
        return Source(string_pieces(report.raw, key))
    return None
