"""Page furniture inside text: which lines are no part of the report, and why.

What furniture says is data (data/furniture/*.csv, each row with an example of what it takes and one of what it leaves);
how it is laid out is code here: another script, a headline told twice, teasers that are repeated.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

import msgspec

from dateline.clean.passages import Passage
from dateline.errors import DataError

_FILES = ("lines", "starts", "ends")
# A whole line of furniture is short; longer ones are somebody's sentence that begins like it.
_LINE_MAX = 400
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")


class Row(msgspec.Struct, frozen=True):
    file: str
    line: int
    pattern: str
    reason: str
    yes: str
    no: str


class Patterns:
    """The rows of one file as one expression; the group that matched tells the row."""

    def __init__(self, rows: list[Row], shape: str) -> None:
        self._reasons = [row.reason for row in rows]
        joined = "|".join(f"({row.pattern})" for row in rows)
        self._expression = re.compile(shape.format(joined) if rows else r"(?!)", re.IGNORECASE)

    def search(self, text: str) -> tuple[str, int, int] | None:
        """The reason and the place of a match."""
        match = self._expression.search(text)
        if match is None or match.lastindex is None:
            return None
        return self._reasons[match.lastindex - 1], match.start(), match.end()


class Furniture(msgspec.Struct, frozen=True):
    lines: Patterns
    starts: Patterns
    ends: Patterns


@lru_cache(maxsize=1)
def load_furniture() -> Furniture:
    """Read and check the rows; raises DataError naming file and line."""
    made = {name: furniture_rows(name) for name in _FILES}
    return Furniture(
        lines=Patterns(made["lines"], r"\A(?:{})\Z"),
        starts=Patterns(made["starts"], r"\A(?:{})(?:\s+|\Z)"),
        ends=Patterns(made["ends"], r"(?:{})\Z"),
    )


def furniture_rows(name: str) -> list[Row]:
    path = files("dateline").joinpath("data", "furniture", f"{name}.csv")
    rows = []
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            made = Row(
                f"data/furniture/{name}.csv", reader.line_num, row["pattern"], row["reason"], row["yes"], row["no"]
            )
            try:
                groups = re.compile(made.pattern).groups
            except re.error as error:
                raise DataError(f"{made.file}:{made.line}: not a regular expression ({error}).") from error
            if groups:
                raise DataError(f"{made.file}:{made.line}: write groups as (?:...).")
            rows.append(made)
    return rows


class Sorted(msgspec.Struct):
    """Passages told apart: what stays, and what goes with the reason."""

    kept: list[Passage]
    dropped: list[tuple[Passage, str]]


def take_out(passages: list[Passage], furniture: Furniture, *, title: str | None = None) -> Sorted:
    """Remove furniture from the passages of one report. Order is kept; cut lines give both a kept and a dropped part."""
    sorted_ = Sorted([], [])
    for passage in passages:
        _trim(passage, furniture, sorted_)
    _drop_another_script(sorted_)
    _drop_repeats(sorted_, title)
    sorted_.dropped.sort(key=lambda one: one[0].start)
    return sorted_


def _trim(passage: Passage, furniture: Furniture, out: Sorted) -> None:
    """Take a whole furniture line out, or cut furniture off both ends of a passage."""
    while True:
        if len(passage.text) <= _LINE_MAX and (found := furniture.lines.search(passage.text)):
            out.dropped.append((passage, found[0]))
            return
        if found := furniture.starts.search(passage.text):
            cut = found[2]
            out.dropped.append((passage.cut(0, cut), found[0]))
            passage = passage.cut(cut, len(passage.text))
        elif found := furniture.ends.search(passage.text[-_LINE_MAX:]):
            cut = max(0, len(passage.text) - _LINE_MAX) + found[1]
            out.dropped.append((passage.cut(cut, len(passage.text)), found[0]))
            passage = passage.cut(0, cut)
        else:
            out.kept.append(passage)
            return
        if not passage.text:
            return


def _drop_another_script(out: Sorted) -> None:
    """Lines in another script than the report's: comment forms and buttons of a page in another language."""
    counts = Counter(
        script for passage in out.kept for script in [_script(passage.text)] for _ in range(len(passage.text))
    )
    if not counts:
        return
    main = max(counts, key=lambda script: (counts[script], script))
    if counts[main] < 0.7 * counts.total():
        return
    kept = []
    for passage in out.kept:
        if _script(passage.text) in (main, ""):
            kept.append(passage)
        else:
            out.dropped.append((passage, "another script"))
    out.kept = kept


def _drop_repeats(out: Sorted, title: str | None) -> None:
    """Short lines that say the title again, or that are told more than once: headlines and teasers."""
    keys = [_key(passage.text) for passage in out.kept]
    short = [len(_WORD.findall(p.text)) <= 25 and not _SENTENCE_END.search(p.text) for p in out.kept]
    times = Counter(key for key, is_short in zip(keys, short, strict=True) if is_short)
    heading = _key(title) if title else None
    kept = []
    for passage, key, is_short in zip(out.kept, keys, short, strict=True):
        if is_short and key and key == heading:
            out.dropped.append((passage, "doubled headline"))
        elif is_short and times[key] > 1:
            out.dropped.append((passage, "related story"))
        else:
            kept.append(passage)
    out.kept = kept


def _key(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def _script(text: str) -> str:
    """Latin, another script by its first letters' range, or "" when there are no letters."""
    latin = other = 0
    for character in text:
        if character.isalpha():
            if character < "\u0250" or "\u1e00" <= character <= "\u1eff":
                latin += 1
            else:
                other += 1
    if not latin + other:
        return ""
    return "latin" if latin >= other else "other"
