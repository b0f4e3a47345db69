"""What the words around a date say it is: the day of publication, of a change, or of something else.

The words are in data/pages/cues.csv, in many languages.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from dateline.clean.days import Day, days_in

_BEFORE = 60  # characters before a date that may tell what it is
_BEHIND = 30  # and behind the last one: "05/10/2018 - Publicado por"


@lru_cache(maxsize=4096)  # an element for a date is asked for itself, as a line and with the elements around it
def cued_days(
    text: str, *, month_first: bool = False, language: str = "", short_years: bool = True
) -> tuple[tuple[Day, str, str], ...]:
    """The dates of a short text, what the words before each say it is ("published", "updated", "other", ""), and those
    words."""
    found = days_in(text, month_first=month_first, short_years=short_years, language=language)
    made, before = [], 0
    for number, day in enumerate(found):
        cue = _cue(text[max(before, day.start - _BEFORE) : day.start])
        before = day.start + len(day.said)
        if not cue[0] and number + 1 == len(found):
            cue = _cue(text[before : before + _BEHIND])
        made.append((day, *cue))
    return tuple(made)


def _cue(words: str) -> tuple[str, str]:
    """The last cue among some words."""
    last = None
    for match in _cues().finditer(words.casefold()):
        last = match
    return (_kinds()[last[0]], last[0]) if last else ("", "")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    with files("dateline").joinpath("data", "pages", "cues.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for words in row["words"].split("|"):
                kinds.setdefault(words.casefold(), row["kind"])
    return kinds


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    longest_first = sorted(_kinds(), key=lambda words: (-len(words), words))
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![a-zà-ÿ])")
