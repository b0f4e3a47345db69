"""The text of a report as its format carries it, with the way back to `raw`.

A plain file is its own text. The text of a JSON row is a string literal inside the row, with escapes. Everything after
this module works on `Source.text`; `Source.raw_pieces` takes any part of it back to the raw characters.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from dateline.jsonspans import string_pieces
from dateline.model import Report
from dateline.xmlspans import elements

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>\s*", re.DOTALL)
_DOUBLED = re.compile(r'""')

Piece = tuple[str, int, int]  # characters, and where they stand: [start, end) - of the source, or of raw


class Source:
    """Text made of pieces of raw. A piece as long as its raw side is the same characters; any other is indivisible."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = list(pieces)
        self.text = "".join(piece[0] for piece in self.pieces)
        # Nothing before it and no escapes, as of every page: places in the text are places in raw.
        self._is_raw = len(self.pieces) == 1 and self.pieces[0][1:] == (0, len(self.text))
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
        if self._is_raw:
            yield text, start, end
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

    def raw_place(self, pieces: list[Piece]) -> tuple[int, int]:
        """Where these pieces of it begin and end in raw."""
        if self._is_raw:
            return pieces[0][1], pieces[-1][2]
        _, start, _ = next(self.raw_pieces(*pieces[0]))
        *_, (_, _, end) = self.raw_pieces(*pieces[-1])
        return start, end

    def _raw(self, n: int, at: int) -> tuple[int, int]:
        """The raw characters behind the one character at `at`, which lies in piece `n`."""
        text, start, end = self.pieces[n]
        if len(text) != end - start:
            return start, end
        return start + at - self._starts[n], start + at - self._starts[n] + 1


def text_source(report: Report) -> Source:
    """The article's text."""
    return _part(report, "text") or Source([(report.raw, 0, len(report.raw))])


def title_source(report: Report) -> Source | None:
    """The title, where the format keeps it apart from the text."""
    return _part(report, "title")


def _part(report: Report, part: str) -> Source | None:
    """A field of a row or of a feed's item, as the reader marked it: "text_field", "title_column" ..."""
    fields, kind = report.fields, report.media_type
    if kind == "application/json" and f"{part}_field" in fields:
        return Source(string_pieces(report.raw, fields[f"{part}_field"]))
    if kind == "application/xml" and f"{part}_field" in fields:
        return Source(_element_pieces(report.raw, fields[f"{part}_field"]))
    if kind == "text/csv" and f"{part}_column" in fields:
        return Source(_cell_pieces(report.raw, int(fields[f"{part}_column"]), fields.get("separator", ",")))
    return None


def _element_pieces(raw: str, name: str) -> Iterator[Piece]:
    """The content of a feed's element: as it stands inside CDATA, else with the XML's own escapes resolved."""
    start, end = elements(raw).get(name.lower(), (0, 0))
    inner = _CDATA.fullmatch(raw, start, end)
    if inner:
        yield inner[1], inner.start(1), inner.end(1)
        return
    yield from _replaced(raw, start, end, _ENTITY, html.unescape)


def _cell_pieces(raw: str, column: int, separator: str) -> Iterator[Piece]:
    """One cell of a table's row; a doubled quotation mark stands for one."""
    cell = re.compile(rf'[ ]*"(?:[^"]|"")*+"[^{re.escape(separator)}\r\n]*|[^{re.escape(separator)}\r\n]*')
    at = 0
    for _ in range(column):
        at = cell.match(raw, at).end() + 1  # type: ignore[union-attr]
    start, end = at, cell.match(raw, at).end()  # type: ignore[union-attr]
    bare = raw[start:end].strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        start = raw.index('"', start) + 1
        yield from _replaced(raw, start, start + len(bare) - 2, _DOUBLED, lambda _: '"')
    else:
        yield raw[start:end], start, end


def _replaced(
    raw: str, start: int, end: int, pattern: re.Pattern[str], meaning: Callable[[str], str]
) -> Iterator[Piece]:
    """raw[start:end] with every match as one piece of what it means."""
    at = start
    for match in pattern.finditer(raw, start, end):
        if match.start() > at:
            yield raw[at : match.start()], at, match.start()
        yield meaning(match[0]), match.start(), match.end()
        at = match.end()
    if at < end:
        yield raw[at:end], at, end
