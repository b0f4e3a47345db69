"""Calendar dates and months: "4 May 2025", "May 4", "04/05/2025", "late April"."""

from __future__ import annotations

import re
from datetime import timedelta

from dateline.annotate.calendar import days_of
from dateline.annotate.readings.base import (
    CENTURY_TURN,
    Context,
    Reading,
    all_of,
    dated,
    direction,
    first_of,
    number_in,
    part_in,
    two_digit_year,
    year_in,
)
from dateline.annotate.timewords import Word

# "May 12" in a report of May 9 that tells the past is a slip or a planned day, not last year's.
_AHEAD_SLACK = timedelta(days=10)
# A day further ahead than this is told with its year.
_FAR_AHEAD = timedelta(days=200)


def iso_date(words: list[Word], context: Context) -> Reading | None:
    text = words[0].text
    return dated(text, "none", kind="TIME" if "T" in text else "DATE")


def numeric_date(words: list[Word], context: Context) -> Reading | None:
    """04/05/2025: the order is told by a part above 12 or, failing that, by the report's date; else it stays open."""
    one, two, year = (int(n) for n in re.split(r"[/.]", words[0].text))
    if year < 100:
        year += 2000 if year < CENTURY_TURN else 1900
    orders = {(y, m, d) for y, m, d in ((year, one, two), (year, two, one)) if 1 <= m <= 12 and 1 <= d <= 31}
    days = sorted(f"{y:04d}-{m:02d}-{d:02d}" for y, m, d in orders)
    if not days:
        return None
    if len(days) == 1:
        return dated(days[0], "none")
    if context.report is None:
        return Reading("DATE", f"{year:04d}-XX-XX", anchor="unknown")
    near = min(days, key=lambda d: (abs((days_of(d)[0][0] - context.report).days), d))
    return dated(near, "report date")


def calendar_date(words: list[Word], context: Context) -> Reading | None:
    month_word = first_of(words, "month")
    rest = [w for w in words if w is not month_word]
    day_word = first_of(rest, "daynum") or first_of(rest, "ordnum") or first_of(rest, "ordinal")
    month, day, year = int(context.value(month_word, "month")), number_in(day_word, context), year_in(rest, context)
    if year is None and (two := [w for w in all_of(rest, "daynum") if w is not day_word]):
        year = 2000 + int(two[0].text)
    if not 1 <= day <= 31:
        return None
    if year:
        return dated(f"{year:04d}-{month:02d}-{day:02d}", "none")
    return _in_some_year(month, day, month_word, context)


def _in_some_year(month: int, day: int, word: Word, context: Context) -> Reading | None:
    at = lambda year: days_of(f"{year:04d}-{month:02d}-{day:02d}")  # noqa: E731
    if context.report is None:
        if context.bounds:
            slack = timedelta(31)
            fits = [y for y in range(context.bounds[0].year - 1, context.bounds[1].year + 2)
                    if at(y) and context.bounds[0] - slack <= at(y)[0][0] <= context.bounds[1] + slack]  # fmt: skip
            if len(fits) == 1:
                return dated(f"{fits[0]:04d}-{month:02d}-{day:02d}", "report date")
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}", anchor="unknown")
    report, tense = context.report, context.tense(word)
    near = [y for y in (report.year - 1, report.year, report.year + 1) if at(y)]
    if not near:
        return None
    if tense == "past":
        near = [y for y in near if at(y)[0][0] <= report + _AHEAD_SLACK] or near
    elif tense == "future":
        # "ready to investigate the bombing of February 14" lies behind: nobody tells a day so far ahead without its year.
        near = [y for y in near if -_AHEAD_SLACK <= at(y)[0][0] - report <= _FAR_AHEAD] or near
    year = min(near, key=lambda y: abs((at(y)[0][0] - report).days))
    return dated(f"{year:04d}-{month:02d}-{day:02d}", "report date")


def calendar_range(words: list[Word], context: Context) -> Reading | None:
    month_word = first_of(words, "month")
    numbers = [w for w in words if ("daynum" in w.classes or "ordnum" in w.classes) and "year" not in w.classes]
    year = first_of(words, "year")
    first = calendar_date([month_word, numbers[0], *([year] if year else [])], context)
    last = calendar_date([month_word, numbers[1], *([year] if year else [])], context)
    if not first or not last or not first.days or not last.days or last.days < first.days:
        return first
    return first._replace(days=(first.days[0], last.days[1]), precision="interval")


def day_of_relative_year(words: list[Word], context: Context) -> Reading | None:
    """'June 16 of last year'."""
    found = calendar_date(words[:2], context)
    if context.report is None or found is None or context.value(words[-1], "unit") != "Y":
        return found
    year = context.report.year + direction(words, context)
    return dated(f"{year:04d}{found.value[4:]}", "report date")


def month(words: list[Word], context: Context) -> Reading | None:
    word = first_of(words, "month")
    number = int(context.value(word, "month"))
    part = part_in(words, context)
    if len(words) == 1 and not _names_month(word, context):
        return None
    year, anchor = year_in(words, context), "none"
    if year is None and (short := first_of(words, "shortyear")):
        year = two_digit_year(short.text)
    if year is None:
        if context.report is None:
            return Reading("DATE", f"XXXX-{number:02d}", anchor="unknown")
        anchor, year = "report date", _month_year(words, number, word, context)
    return dated(f"{year:04d}-{number:02d}", anchor, part)


# Words that are also names of people, verbs and adjectives; the parser is asked for them.


# Words that are also names of people, verbs and adjectives; the parser is asked for them.
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "jan", "jun", "june", "april", "august", "dec", "sep"})


def _names_month(word: Word, context: Context) -> bool:
    if word.text.lower() not in _AMBIGUOUS_MONTHS:
        return True
    pos, entity = context.parsed(word)
    if entity:
        return entity in ("DATE", "TIME")
    introduced = context.before is not None and context.before.text.lower() in _MONTH_PREPOSITIONS
    return introduced and pos not in ("VERB", "AUX")


_MONTH_PREPOSITIONS = frozenset(
    {"in", "since", "until", "till", "by", "of", "from", "through", "during", "before", "after"}
)


def _month_year(words: list[Word], number: int, word: Word, context: Context) -> int:
    report = context.report
    unit = first_of(words, "unit")
    direction = first_of(words, "last") or first_of(words, "next") or first_of(words, "following")
    if unit is not None and direction is not None and context.value(unit, "unit") == "Y":
        return report.year + int(context.value(direction, "last" if "last" in direction.classes else "next"))
    if unit is not None:
        return report.year
    if direction is not None and "last" in direction.classes:
        return report.year if number < report.month else report.year - 1
    if direction is not None:
        return report.year if number > report.month else report.year + 1
    if first_of(words, "this"):
        return report.year
    tense = context.tense(word)
    if tense == "future":
        return report.year if number >= report.month else report.year + 1
    if tense == "past" or number - report.month > 6:
        return report.year if number <= report.month else report.year - 1
    return report.year
