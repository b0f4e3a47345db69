"""What every reading needs: the context it may ask, the answer it gives, and small questions to its words."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple, Protocol

from dateline.annotate.calendar import Days, days_of, third
from dateline.annotate.timewords import Word
from dateline.tense import Tense


class Context(Protocol):
    """What a reading may ask."""

    report: date | None  # the day the report was published
    bounds: Days | None  # days between which it was published, when the day is not known
    told: Days | None  # the last day told before
    told_roughly: Days | None  # the last interval told before: a day, a month, a year
    nearby: str | None  # the value told before in the same sentence
    before: Word | None
    after: Word | None

    def ahead(self, count: int) -> list[Word]: ...  # the words after

    def value(self, word: Word, name: str) -> object: ...

    def tense(self, word: Word) -> Tense: ...

    def planned(self, word: Word) -> bool: ...

    def parsed(self, word: Word) -> tuple[str, str]: ...  # its part of speech and entity type, "" where unknown


class Reading(NamedTuple):
    kind: str
    value: str
    days: Days | None = None
    precision: str = "unknown"
    anchor: str = "none"
    drop_first: int = 0  # words at the beginning that do not belong to the expression
    drop_last: int = 0


OPEN_VALUES = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}


# Two-digit years: '68 is 1968, '24 is 2024.
CENTURY_TURN = 40


def first_of(words: list[Word], name: str) -> Word | None:
    return next((w for w in words if name in w.classes), None)


def all_of(words: list[Word], name: str) -> list[Word]:
    return [w for w in words if name in w.classes]


def dated(value: str, anchor: str, part: str | None = None, kind: str = "DATE") -> Reading | None:
    found = days_of(value)
    if found is None:
        return None if "X" not in value else Reading(kind, value, anchor="unknown", drop_last=0)
    days, precision = found
    if part:
        days = third(days, part, precision)
        precision = "interval" if precision not in ("day", "part of day", "hour") else precision
    return Reading(kind, value, days, precision, anchor)


def number_in(word: Word, context: Context) -> int:
    digits = re.match(r"\d+", word.text)
    if digits:
        return int(digits[0])
    return int(context.value(word, "ordinal" if "ordinal" in word.classes else "number") or 0)


def year_in(words: list[Word], context: Context) -> int | None:
    year = first_of(words, "year")
    if year:
        return int(year.text)
    return None


def two_digit_year(text: str) -> int:
    two = int(text[1:])
    return (2000 if two < CENTURY_TURN else 1900) + two


def part_in(words: list[Word], context: Context) -> str | None:
    word = first_of(words, "early")
    return str(context.value(word, "early")) if word else None


def with_part(day: date, part: Word | None, anchor: str, context: Context) -> Reading | None:
    if part is None:
        return dated(day.isoformat(), anchor)
    return dated(day.isoformat() + str(context.value(part, "part")), anchor, kind="TIME")


def direction(words: list[Word], context: Context) -> int:
    for name in ("last", "next", "previous", "following"):
        if word := first_of(words, name):
            return int(context.value(word, name))
    return 0


def told_base(unit: str, context: Context, *, last: bool) -> tuple[date | None, str]:
    """From where "the next day", "a year earlier" count: the time told before, for long units also a rough one."""
    told = context.told if unit in ("D", "W", "WE") or unit[0] == "T" else context.told_roughly
    return (told[last], "previous time") if told else (context.report, "report date")


def starts_phrase(word: Word) -> bool:
    return word.text not in (".", ",", ";", ")", "”", '"', "and", "but", "in", "at", "when")
