"""What the words of a time expression mean: one small function per kind of expression.

Each reading takes the words found and the context (report date, time told before, tense, neighbours) and gives a TIMEX3
kind and value with the days it stands for, or None when these words do not tell a time here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from dateline.annotate.calendar import (
    Days,
    days_of,
    easter,
    month_days,
    shift,
    third,
    value_at,
    weekday_after,
    weekday_before,
)
from dateline.annotate.timewords import Word
from dateline.tense import Tense

# "May 12" in a report of May 9 that tells the past is a slip or a planned day, not last year's.
_AHEAD_SLACK = timedelta(days=10)
# Two-digit years: '68 is 1968, '24 is 2024.
_CENTURY_TURN = 40


class Context(Protocol):
    """What a reading may ask."""

    report: date | None  # the day the report was published
    bounds: Days | None  # days between which it was published, when the day is not known
    told: Days | None  # the last day told before
    told_roughly: Days | None  # the last interval told before: a day, a month, a year
    before: Word | None
    after: Word | None

    def value(self, word: Word, name: str) -> object: ...

    def tense(self, word: Word) -> Tense: ...

    def parsed(self, word: Word) -> tuple[str, str]: ...  # its part of speech and entity type, "" where unknown


class Reading(NamedTuple):
    kind: str
    value: str
    days: Days | None = None
    precision: str = "unknown"
    anchor: str = "none"
    drop_first: int = 0  # words at the beginning that do not belong to the expression
    drop_last: int = 0


def _get(words: list[Word], name: str) -> Word | None:
    return next((w for w in words if name in w.classes), None)


def _all(words: list[Word], name: str) -> list[Word]:
    return [w for w in words if name in w.classes]


def _dated(value: str, anchor: str, part: str | None = None, kind: str = "DATE") -> Reading | None:
    found = days_of(value)
    if found is None:
        return None if "X" not in value else Reading(kind, value, anchor="unknown", drop_last=0)
    days, precision = found
    if part:
        days = third(days, part, precision)
        precision = "interval" if precision not in ("day", "part of day", "hour") else precision
    return Reading(kind, value, days, precision, anchor)


# --- dates in full -----------------------------------------------------------------------------------------------


def iso_date(words: list[Word], context: Context) -> Reading | None:
    text = words[0].text
    return _dated(text, "none", kind="TIME" if "T" in text else "DATE")


def numeric_date(words: list[Word], context: Context) -> Reading | None:
    """04/05/2025: the order is told by a part above 12 or, failing that, by the report's date; else it stays open."""
    one, two, year = (int(n) for n in re.split(r"[/.]", words[0].text))
    if year < 100:
        year += 2000 if year < _CENTURY_TURN else 1900
    orders = {(y, m, d) for y, m, d in ((year, one, two), (year, two, one)) if 1 <= m <= 12 and 1 <= d <= 31}
    days = sorted(f"{y:04d}-{m:02d}-{d:02d}" for y, m, d in orders)
    if not days:
        return None
    if len(days) == 1:
        return _dated(days[0], "none")
    if context.report is None:
        return Reading("DATE", f"{year:04d}-XX-XX", anchor="unknown")
    near = min(days, key=lambda d: (abs((days_of(d)[0][0] - context.report).days), d))
    return _dated(near, "report date")


def _number(word: Word, context: Context) -> int:
    digits = re.match(r"\d+", word.text)
    if digits:
        return int(digits[0])
    return int(context.value(word, "ordinal" if "ordinal" in word.classes else "number") or 0)


def _year_of(words: list[Word], context: Context) -> int | None:
    year = _get(words, "year")
    if year:
        return int(year.text)
    return None


def calendar_date(words: list[Word], context: Context) -> Reading | None:
    month_word = _get(words, "month")
    rest = [w for w in words if w is not month_word]
    day_word = _get(rest, "daynum") or _get(rest, "ordnum") or _get(rest, "ordinal")
    if _is_modal(month_word, day_word, words):
        return None
    month, day, year = int(context.value(month_word, "month")), _number(day_word, context), _year_of(rest, context)
    if year is None and (two := [w for w in _all(rest, "daynum") if w is not day_word]):
        year = 2000 + int(two[0].text)
    if not 1 <= day <= 31:
        return None
    if year:
        return _dated(f"{year:04d}-{month:02d}-{day:02d}", "none")
    return _in_some_year(month, day, month_word, context)


def _is_modal(month: Word, number: Word | None, words: list[Word]) -> bool:
    """'May 3 people be sent ...' hardly occurs; a lower-case "may" never gets here."""
    return month.text.isupper() and len(month.text) == 3 and number is None


def _in_some_year(month: int, day: int, word: Word, context: Context) -> Reading | None:
    at = lambda year: days_of(f"{year:04d}-{month:02d}-{day:02d}")  # noqa: E731
    if context.report is None:
        if context.bounds:
            slack = timedelta(31)
            fits = [y for y in range(context.bounds[0].year - 1, context.bounds[1].year + 2)
                    if at(y) and context.bounds[0] - slack <= at(y)[0][0] <= context.bounds[1] + slack]  # fmt: skip
            if len(fits) == 1:
                return _dated(f"{fits[0]:04d}-{month:02d}-{day:02d}", "report date")
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}", anchor="unknown")
    report, tense = context.report, context.tense(word)
    near = [y for y in (report.year - 1, report.year, report.year + 1) if at(y)]
    if not near:
        return None
    if tense == "past":
        near = [y for y in near if at(y)[0][0] <= report + _AHEAD_SLACK] or near
    elif tense == "future":
        near = [y for y in near if at(y)[0][0] >= report - _AHEAD_SLACK] or near
    year = min(near, key=lambda y: abs((at(y)[0][0] - report).days))
    return _dated(f"{year:04d}-{month:02d}-{day:02d}", "report date")


def calendar_range(words: list[Word], context: Context) -> Reading | None:
    month_word = _get(words, "month")
    numbers = [w for w in words if ("daynum" in w.classes or "ordnum" in w.classes) and "year" not in w.classes]
    year = _get(words, "year")
    first = calendar_date([month_word, numbers[0], *([year] if year else [])], context)
    last = calendar_date([month_word, numbers[1], *([year] if year else [])], context)
    if not first or not last or not first.days or not last.days or last.days < first.days:
        return first
    return first._replace(days=(first.days[0], last.days[1]), precision="interval")


def month(words: list[Word], context: Context) -> Reading | None:
    word = _get(words, "month")
    number = int(context.value(word, "month"))
    part = _part(words, context)
    if len(words) == 1 and not _names_month(word, context):
        return None
    year, anchor = _year_of(words, context), "none"
    if year is None and (short := _get(words, "shortyear")):
        year = _short_year(short.text)
    if year is None:
        if context.report is None:
            return Reading("DATE", f"XXXX-{number:02d}", anchor="unknown")
        anchor, year = "report date", _month_year(words, number, word, context)
    return _dated(f"{year:04d}-{number:02d}", anchor, part)


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
    unit = _get(words, "unit")
    direction = _get(words, "last") or _get(words, "next") or _get(words, "following")
    if unit is not None and direction is not None and context.value(unit, "unit") == "Y":
        return report.year + int(context.value(direction, "last" if "last" in direction.classes else "next"))
    if unit is not None:
        return report.year
    if direction is not None and "last" in direction.classes:
        return report.year if number < report.month else report.year - 1
    if direction is not None:
        return report.year if number > report.month else report.year + 1
    if _get(words, "this"):
        return report.year
    tense = context.tense(word)
    if tense == "future":
        return report.year if number >= report.month else report.year + 1
    if tense == "past" or number - report.month > 6:
        return report.year if number <= report.month else report.year - 1
    return report.year


def _part(words: list[Word], context: Context) -> str | None:
    word = _get(words, "early")
    return str(context.value(word, "early")) if word else None


# --- days of the week --------------------------------------------------------------------------------------------


def weekday(words: list[Word], context: Context) -> Reading | None:
    word = _get(words, "weekday")
    number = int(context.value(word, "weekday"))
    if _in_name(word, context) or word.text.lower() in ("sun", "sat") or (len(words) == 1 and word.text.isupper() and len(word.text) <= 3):
        return None
    part = next((w for w in words if "part" in w.classes), None)
    told = context.told[1] if context.told else None
    lead = {name for w in words if w.start < word.start for name in w.classes}
    if context.report is None and not (told and lead & {"following", "previous"}):
        value = f"XXXX-WXX-{number}"
        return Reading(
            "TIME" if part else "DATE", value + (context.value(part, "part") if part else ""), anchor="unknown"
        )
    anchor = "report date"
    if "the" in lead and lead & {"following", "previous"} and told:
        ahead = "following" in lead
        day = weekday_after(told, number) if ahead else weekday_before(told, number, same=False)
        anchor = "previous time"
    elif "next" in lead:
        day = weekday_after(context.report, number)
    elif "this" in lead and context.tense(word) != "past":
        day = weekday_after(context.report, number, same=True)
    elif "last" in lead:
        day = weekday_before(context.report, number, same=False)
    else:
        day = _weekday_by_tense(number, word, context)
    return _with_part(day, part, anchor, context)


# Entities that a day of the week may be part of: The Sunday Times, Black Friday sales.
_NAMES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "FAC", "EVENT", "LAW", "GPE", "LOC", "NORP"})


def _in_name(word: Word, context: Context) -> bool:
    if context.parsed(word)[1] not in _NAMES:
        return False
    neighbours = [w for w in (context.before, context.after) if w is not None]
    return any(w.text[0].isupper() and w.text.lower() not in ("the", "on", "last", "next", "by", "since") for w in neighbours)


def _weekday_by_tense(number: int, word: Word, context: Context) -> date:
    if context.tense(word) == "future":
        return weekday_after(context.report, number, same=True)
    return weekday_before(context.report, number)


def _with_part(day: date, part: Word | None, anchor: str, context: Context) -> Reading | None:
    if part is None:
        return _dated(day.isoformat(), anchor)
    return _dated(day.isoformat() + str(context.value(part, "part")), anchor, kind="TIME")


def weekday_of_week(words: list[Word], context: Context) -> Reading | None:
    """'Monday last week', 'Friday next week', 'later on Monday this week'."""
    if context.report is None or context.value(_get(words, "unit"), "unit") != "W":
        return None
    move = _direction(words, context)
    monday = context.report - timedelta(context.report.isoweekday() - 1)
    number = int(context.value(_get(words, "weekday"), "weekday"))
    return _dated((monday + timedelta(7 * move + number - 1)).isoformat(), "report date")


def _direction(words: list[Word], context: Context) -> int:
    for name in ("last", "next", "previous", "following"):
        if word := _get(words, name):
            return int(context.value(word, name))
    return 0


def weekday_set(words: list[Word], context: Context) -> Reading | None:
    word = _get(words, "weekdays")
    number = context.value(word, "weekdays") if word else context.value(_get(words, "weekday"), "weekday")
    return Reading("SET", f"XXXX-WXX-{number}")


# --- today, last week, the next day ------------------------------------------------------------------------------


def deictic(words: list[Word], context: Context) -> Reading | None:
    word = _get(words, "today")
    part = _get([w for w in words if w is not word], "part")
    code = str(context.value(part, "part")) if part else ""
    if "tonight" in word.classes:
        code = "TNI"
    if context.report is None:
        return Reading("TIME" if code else "DATE", "XXXX-XX-XX" + code, anchor="unknown")
    day = context.report + timedelta(int(context.value(word, "today")))
    return _dated(day.isoformat() + code, "report date", kind="TIME" if code else "DATE")


def deictic_beyond(words: list[Word], context: Context) -> Reading | None:
    move = int(context.value(words[-1], "today"))
    if context.report is None:
        return Reading("DATE", "XXXX-XX-XX", anchor="unknown")
    return _dated((context.report + timedelta(move * 2)).isoformat(), "report date")


_OPEN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}


def relative_unit(words: list[Word], context: Context) -> Reading | None:
    if season_word := _get(words, "season_name"):
        return season([*words], context) if season_word else None
    unit = str(context.value(_get(words, "unit"), "unit"))
    if unit not in _OPEN:
        return None
    lead = next(w for w in words if w.classes & {"last", "this", "next"})
    move = _direction([lead], context)
    if unit == "D":
        return _the_last_day(lead, words, context)
    if _spans_up_to_now(lead, words, unit, context):
        return Reading("DURATION", _period(1, unit))
    if context.report is None:
        return Reading("DATE", _OPEN[unit], anchor="unknown")
    day = shift(context.report, move, "W" if unit == "WE" else unit)
    if unit == "WE" and lead.text.lower() == "last" and context.report.isoweekday() == 7:
        day = context.report - timedelta(7)
    value = value_at(day, unit)
    return _dated(("FY" if _get(words, "fiscal") else "") + value, "report date", _part(words, context))


def _spans_up_to_now(lead: Word, words: list[Word], unit: str, context: Context) -> bool:
    """'over the past year', 'in the last decade' tell a length; 'last year' is a date."""
    lower, the = lead.text.lower(), _get(words, "the") is not None
    if _get(words, "early") or _get(words, "fiscal"):
        return False
    if lower == "past":
        return the or unit in ("DE", "CE")
    over = context.before is not None and context.before.text.lower() == "over"
    return the and (over or unit in ("DE", "CE")) and lower in ("last", "next", "coming") and unit != "WE"


def _the_last_day(lead: Word, words: list[Word], context: Context) -> Reading | None:
    if "following" in lead.classes:
        return relative_to_told(words, context)
    return None  # "the last day", "this day": no day is told


def relative_to_told(words: list[Word], context: Context) -> Reading | None:
    """'the next day', 'the previous year', 'the year before': counted from the time told before."""
    unit = str(context.value(_get(words, "unit"), "unit"))
    if unit not in _OPEN:
        return None
    move = 0
    for name in ("previous", "following", "earlier", "later"):
        if word := _get([w for w in words if "unit" not in w.classes], name):
            move = int(context.value(word, name))
            break
    if words[-1].classes & {"before", "after"} and context.after is not None and _starts_phrase(context.after):
        return None  # "the day after the attack": another phrase, whose moment we do not know
    base, anchor = _told_base(unit, context, last=True)
    if base is None:
        return Reading("DATE", _OPEN[unit], anchor="unknown")
    return _dated(value_at(shift(base, move, "W" if unit == "WE" else unit), unit), anchor)


def _told_base(unit: str, context: Context, *, last: bool) -> tuple[date | None, str]:
    """From where "the next day", "a year earlier" count: the time told before, for long units also a rough one."""
    told = context.told if unit[0] in "DWT" else context.told_roughly
    return (told[last], "previous time") if told else (context.report, "report date")


def _starts_phrase(word: Word) -> bool:
    return word.text not in (".", ",", ";", ")", "”", '"', "and", "but", "in", "at", "when")


def told_unit(words: list[Word], context: Context) -> Reading | None:
    """'the same day', 'later that week', 'later in the day'."""
    unit = str(context.value(_get(words, "unit"), "unit"))
    if unit not in _OPEN or unit in ("DE", "CE"):
        return None
    if len(words) == 2 and words[0].text.lower() == "the" and not _ends_day(context):
        return None
    base, anchor = (context.told[0], "previous time") if context.told else (context.report, "report date")
    if base is None:
        return Reading("DATE", _OPEN[unit], anchor="unknown")
    return _dated(value_at(base, unit), anchor)


_DAY_BEFORE = frozenset({"in", "during", "on", "for", "of", "end", "ended", "ending", "ends", "close", "closed", "closing", "closes",
    "finish", "finished", "start", "started", "begin", "began", "spent"})  # fmt: skip


def end_of_unit(words: list[Word], context: Context) -> Reading | None:
    """'by the end of the year', 'the middle of the month': the year of the report."""
    unit = str(context.value(words[-1], "unit"))
    if unit not in ("W", "M", "Q", "Y", "DE", "CE"):
        return None
    if context.report is None:
        return Reading("DATE", _OPEN[unit], anchor="unknown")
    return _dated(value_at(context.report, unit), "report date", _part(words, context))


def _ends_day(context: Context) -> bool:
    """Whether a bare 'the day' names the day in question: 'closed the day at', 'later in the day.'"""
    nearby = context.before.text.lower() if context.before else ""
    return nearby in _DAY_BEFORE and (
        context.after is None
        or not context.after.classes & {"before", "after", "of"}
        and context.after.text.lower() not in ("when", "that", "to")
    )


def weekend(words: list[Word], context: Context) -> Reading | None:
    """'over the weekend': the last one, the coming one in the future."""
    if context.report is None:
        return Reading("DATE", _OPEN["WE"], anchor="unknown")
    ahead = context.tense(words[-1]) == "future"
    saturday = weekday_after(context.report, 6, same=True) if ahead else weekday_before(context.report, 6)
    return _dated(value_at(saturday, "WE"), "report date")


# --- parts of the day --------------------------------------------------------------------------------------------


def this_part(words: list[Word], context: Context) -> Reading | None:
    part = [w for w in words if "part" in w.classes][-1]
    if context.report is None:
        return Reading("TIME", f"XXXX-XX-XX{context.value(part, 'part')}", anchor="unknown")
    return _with_part(context.report, part, "report date", context)


def last_part(words: list[Word], context: Context) -> Reading | None:
    part = [w for w in words if "part" in w.classes][-1]
    if context.report is None:
        return Reading("TIME", f"XXXX-XX-XX{context.value(part, 'part')}", anchor="unknown")
    return _with_part(context.report - timedelta(1), part, "report date", context)


def told_part(words: list[Word], context: Context) -> Reading | None:
    part = [w for w in words if "part" in w.classes][-1]
    move = _direction(words, context)
    base, anchor = (context.told[0], "previous time") if context.told else (context.report, "report date")
    if base is None:
        return Reading("TIME", f"XXXX-XX-XX{context.value(part, 'part')}", anchor="unknown")
    return _with_part(base + timedelta(move), part, anchor, context)


def bare_part(words: list[Word], context: Context) -> Reading | None:
    """'overnight', 'in the morning', 'in the early evening': the day is the one told before, else the report's."""
    part = [w for w in words if "part" in w.classes][-1]
    alone = len(words) == 1
    lower = part.text.lower()
    if alone and lower == "overnight" and context.parsed(part)[0] == "ADJ":
        return None
    if (
        alone
        and lower not in ("overnight", "midnight", "noon")
        and not (
            context.before is not None
            and context.before.text.lower() in ("at", "by", "before", "after", "until", "since")
        )
    ):
        return None
    if alone and lower in ("noon", "midnight") and context.before is not None and context.before.text.lower() == "the":
        return None
    base, anchor = (context.told[0], "previous time") if context.told else (context.report, "report date")
    if base is None:
        return Reading("TIME", f"XXXX-XX-XX{context.value(part, 'part')}", anchor="unknown")
    found = _with_part(base, part, anchor, context)
    if found and lower == "overnight":  # the night from the day before into this day
        return found._replace(days=(base - timedelta(1), base))
    return found


# --- counted: two days ago, three months -------------------------------------------------------------------------


def _count(words: list[Word], context: Context) -> float | None:
    """How many; None when it is not told ("several"). "a few" is not told, "twenty-five" is 25, "half a" is 0.5."""
    if any("some" in w.classes or "few_word" in w.classes and w.text.lower() != "number" for w in words):
        return None
    if any(w.text.lower() == "number" for w in words):
        return None
    if _get(words, "dozen"):
        return 12
    digits = [w for w in words if "num" in w.classes]
    half = 0.5 if _get(words, "half") else 0.0
    if digits:
        return float(digits[0].text.replace(",", "")) + half
    values = [(w, int(context.value(w, "number"))) for w in words if "number" in w.classes]
    named = [n for w, n in values if w.text.lower() not in ("a", "an")]
    if half:
        whole = sum(named) if named else any("and" in w.classes for w in words)  # "an hour and a half"
        return whole + half
    if not named:
        return 1.0
    total = 0
    for n in named:
        total = total * n if n in (100, 1000) and total else total + n
    return float(total)


def _period(count: float | None, unit: str) -> str:
    """The TIMEX3 duration: P3M, PT30M, PXD."""
    if unit[0].isdigit():
        factor, unit = int(unit[:-1]), unit[-1]
        count = None if count is None else count * factor
    if unit == "NI":
        unit = "D"
    if unit == "DE":
        count, unit = (None if count is None else count * 10), "Y"
    if unit == "CE":
        count, unit = (None if count is None else count * 100), "Y"
    if unit == "Q":
        count, unit = (None if count is None else count * 3), "M"
    if count == 0.5 and unit in ("Y", "TH", "D"):
        count, unit = {"Y": (6, "M"), "TH": (30, "TM"), "D": (12, "TH")}[unit]
    amount = "X" if count is None else f"{count:g}"
    return f"PT{amount}{unit[1]}" if unit[0] == "T" else f"P{amount}{unit}"


def _unit(words: list[Word], context: Context) -> str:
    word = [w for w in words if w.classes & {"unit", "units"}][-1]
    return str(context.value(word, "unit" if "unit" in word.classes else "units"))


def ago(words: list[Word], context: Context) -> Reading | None:
    unit, count = _unit(words, context), _count(words, context)
    last = words[-1]
    from_report = "ago" in last.classes
    if last.text.lower() == "back" or (
        last.classes & {"before", "after"} and context.after is not None and _starts_phrase(context.after)
    ):
        drop = duration(words[:-1], context)
        return drop._replace(drop_last=1) if drop else None
    base, anchor = (context.report, "report date") if from_report else _told_base(unit, context, last=False)
    direction = -1 if last.classes & {"ago", "earlier"} else 1
    if unit[0] == "T":
        if base is None or count is None:
            return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", anchor="unknown")
        return _dated(base.isoformat(), anchor)
    if count is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", anchor="unknown")
    if unit[0].isdigit():
        count, unit = count * int(unit[:-1]), unit[-1]
    if unit == "NI":
        unit = "D"
    if base is None:
        return Reading("DATE", _OPEN.get(unit, "XXXX"), anchor="unknown")
    if count != int(count):
        unit, count = "M", round(count * 12) if unit == "Y" else round(count)
    day = shift(base, direction * int(count), "W" if unit == "WE" else unit)
    fine = "Y" if unit in ("DE", "CE") else unit
    return _dated(value_at(day, fine), anchor)


def from_now(words: list[Word], context: Context) -> Reading | None:
    return ago([*words[:-2], Word(words[-1].start, words[-1].end, "later", frozenset({"later"}))], context)


def duration(words: list[Word], context: Context) -> Reading | None:
    """A length of time; "15 a year" and "twice a week" are sets; "the second" and "a second attack" are none."""
    unit_word = [w for w in words if w.classes & {"unit", "units"}][-1]
    if unit_word.text.lower() == "second" and context.parsed(unit_word)[0] not in ("NOUN",):
        return None
    if unit_word.text.lower() == "min":
        return None
    plural = "units" in unit_word.classes
    hyphened = any("dash" in w.classes for w in words)
    singular_count = [w for w in words if "num" in w.classes or "cardinal" in w.classes and w.text.lower() != "one"]
    if not plural and singular_count and not hyphened:
        return None
    unit, count = str(context.value(unit_word, "units" if plural else "unit")), _count(words, context)
    if len(words) == 2 and words[0].text.lower() in ("a", "an", "per") and _is_rate(context):
        return Reading("SET", _period(1, unit))
    return Reading("DURATION", _period(count, unit))


_RATE_BEFORE = frozenset(
    {
        "once",
        "twice",
        "times",
        "million",
        "billion",
        "thousand",
        "%",
        "percent",
        "hours",
        "days",
        "barrels",
        "tons",
        "tonnes",
    }
)


def _is_rate(context: Context) -> bool:
    before = context.before
    if before is None:
        return False
    return "num" in before.classes or before.text.lower() in _RATE_BEFORE or context.parsed(before) == ("NUM", "MONEY")


def duration_one(words: list[Word], context: Context) -> Reading | None:
    unit = _unit(words, context)
    if words[0].text.lower() == "all" and unit not in ("D", "W", "M", "Y"):
        return None
    return Reading("DURATION", _period(1, unit))


def recent_units(words: list[Word], context: Context) -> Reading | None:
    """'in recent years', 'in the coming weeks' are vague dates; 'the last years' is a length that is not told."""
    lower = {w.text.lower() for w in words}
    if "recent" in lower:
        return Reading("DATE", "PAST_REF")
    if lower & {"coming", "next"}:
        return Reading("DATE", "FUTURE_REF")
    return Reading("DURATION", _period(None, _unit(words, context)))


def vague_ago(words: list[Word], context: Context) -> Reading | None:
    """'years ago', 'weeks later'."""
    if words[-1].classes & {"before", "after"}:
        found = bare_units(words[:1], context)
        return found and found._replace(drop_last=1)
    return Reading("DATE", "PAST_REF" if words[-1].classes & {"ago", "earlier"} else "FUTURE_REF")


def bare_units(words: list[Word], context: Context) -> Reading | None:
    """'for years', 'decades-long', 'within hours'."""
    unit_word = words[0]
    if unit_word.text.lower() in ("min", "seasons", "quarters", "seconds"):
        return None
    if context.before is not None and context.before.classes & {"num", "number", "some", "ordinal", "slash"}:
        return None
    return Reading("DURATION", _period(None, str(context.value(unit_word, "units"))))


# --- years, quarters, seasons ------------------------------------------------------------------------------------

_NUMBER_ENTITIES = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT", "ORDINAL"})


def year(words: list[Word], context: Context) -> Reading | None:
    word = _get(words, "year")
    if len(words) == 1:
        before, after = context.before, context.after
        if (
            before is not None
            and before.classes & {"money", "slash"}
            or after is not None
            and after.classes & {"percent", "slash", "units"}
        ):
            return None
        entity = context.parsed(word)[1]
        introduced = before is not None and "prep_year" in before.classes
        if entity in _NUMBER_ENTITIES or not (introduced or entity in ("DATE", "EVENT", "LAW")):
            return None
    return _dated(word.text, "none", _part(words, context))


def decade(words: list[Word], context: Context) -> Reading | None:
    if word := _get(words, "decade4"):
        return _dated(word.text[:3], "none", _part(words, context))
    if word := _get(words, "decade2"):
        if (
            len(words) == 1
            and word.text[0].isdigit()
            and (context.before is None or context.before.text.lower() in ("his", "her", "their"))
        ):
            return None
        tens = int(re.search(r"\d", word.text)[0])
    else:
        word = _get(words, "decades")
        if context.before is not None and context.before.text.lower() in ("his", "her", "their", "my", "your"):
            return None
        if words[0].text.lower() != "the":
            return None
        tens = int(context.value(word, "decades"))
    return _dated(f"{20 if tens < 2 else 19}{tens}", "none", _part(words, context))


def _short_year(text: str) -> int:
    two = int(text[1:])
    return (2000 if two < _CENTURY_TURN else 1900) + two


def short_year(words: list[Word], context: Context) -> Reading | None:
    """'since \'82': only after a word that leads to a year; iLife '11 is a name."""
    if context.before is None or "prep_year" not in context.before.classes:
        return None
    return _dated(f"{_short_year(words[-1].text):04d}", "none")


def century(words: list[Word], context: Context) -> Reading | None:
    if context.value(words[-1], "unit") != "CE":
        return None
    number = _get(words, "ordnum") or _get(words, "ordinal")
    return _dated(f"{_number(number, context) - 1:02d}", "none", _part(words, context))


def part_of_year(words: list[Word], context: Context) -> Reading | None:
    """Quarters and halves: 'the first quarter of 2009', 'Q3', 'the second half of last year'."""
    if code := _get(words, "qcode"):
        which = code.text
    else:
        of = next((i for i, w in enumerate(words) if "of" in w.classes), len(words))
        unit = [w for w in words[:of] if w.classes & {"unit", "half"}][-1]  # "second" is a unit too
        letter = "H" if "half" in unit.classes else str(context.value(unit, "unit"))
        if letter not in ("Q", "H"):
            return None
        ordinal = _get(words, "ordinal") or _get(words, "ordnum")
        number = _number(ordinal, context) if ordinal else 0
        if ordinal and ordinal.text.lower() == "final":
            number = 4 if letter == "Q" else 2
        if not ordinal:
            return (
                relative_unit([w for w in words if w.classes & {"last", "unit", "the"}], context)
                if letter == "Q"
                else None
            )
        if letter == "H" and not _year_words(words, unit):
            return None
        if not 1 <= number <= (4 if letter == "Q" else 2):
            return None
        which = f"{letter}{number}"
    written = _year_of(words, context)
    if written is not None:
        return _dated(f"{written:04d}-{which}", "none")
    if context.report is None:
        return Reading("DATE", f"XXXX-{which}", anchor="unknown")
    told = [w for w in words if w.classes & {"last", "next", "previous"}]
    year = context.report.year + (_direction(told, context) if told else 0)
    found = days_of(f"{year:04d}-{which}")
    if not told and found and found[0][0] > context.report and context.tense(words[0]) != "future":
        year -= 1
    return _dated(f"{year:04d}-{which}", "report date")


def _year_words(words: list[Word], unit: Word) -> bool:
    return any(
        "year" in w.classes or ("unit" in w.classes and w.text.lower() == "year") for w in words if w is not unit
    )


def fiscal(words: list[Word], context: Context) -> Reading | None:
    return _dated(f"FY{_get(words, 'year').text}", "none", _part(words, context))


def week_of_month(words: list[Word], context: Context) -> Reading | None:
    """'the last week of March', 'the first week of May 2024'."""
    found = month([w for w in words if w.classes & {"month", "year"}], context)
    if found is None or found.days is None or context.value(_get(words, "unit"), "unit") != "W":
        return None
    ordinal = _get(words, "ordinal")
    if ordinal is None or ordinal.text.lower() == "final":
        return _dated(value_at(found.days[1], "W"), found.anchor)
    return _dated(value_at(found.days[0] + timedelta(7 * (_number(ordinal, context) - 1)), "W"), found.anchor)


def season(words: list[Word], context: Context) -> Reading | None:
    word = _get(words, "season_name")
    code = str(context.value(word, "season_name"))
    part = _part([w for w in words if w is not word], context)
    if len(words) == 1 and not _names_season(word, context):
        return None
    if _get(words, "the") and len(words) == 2 and context.parsed(word)[0] not in ("NOUN", "PROPN"):
        return None
    if word.text.lower() == "fall" and not (
        _year_of(words, context) or _get(words, "last") or _get(words, "this") or _get(words, "next")
    ):
        if context.parsed(word)[1] not in ("DATE",):
            return None
    written = _year_of(words, context)
    if written is not None:
        return _dated(f"{written:04d}-{code}", "none", part)
    if context.report is None:
        return Reading("DATE", f"XXXX-{code}", anchor="unknown")
    move = _direction([w for w in words if w is not word], context)
    report = context.report
    at = lambda year: days_of(f"{year:04d}-{code}")[0]  # noqa: E731
    if move > 0 or (not move and context.tense(word) == "future"):
        year = next(y for y in (report.year, report.year + 1) if at(y)[0] > report or (not move and at(y)[1] >= report))
    elif move < 0:
        year = next(y for y in (report.year, report.year - 1, report.year - 2) if at(y)[1] < report)
    else:
        year = next(y for y in (report.year, report.year - 1) if at(y)[0] <= report)
    return _dated(f"{year:04d}-{code}", "report date", part)


def _names_season(word: Word, context: Context) -> bool:
    pos, entity = context.parsed(word)
    introduced = context.before is not None and context.before.text.lower() in (
        "in",
        "by",
        "until",
        "since",
        "during",
        "of",
        "every",
    )
    return pos in ("NOUN", "PROPN") and (entity == "DATE" or (introduced and not entity))


# --- the clock ---------------------------------------------------------------------------------------------------


def _clock(words: list[Word], context: Context) -> str | None:
    """'T08:30', with Z for GMT and UTC; None when the number is no time of day."""
    if word := _get(words, "clock_hour"):
        return str(context.value(word, "clock_hour"))
    digits = (
        _get(words, "clock")
        or _get(words, "fourdigits")
        or _get([w for w in words if "daynum" in w.classes][::-1], "num")
        or _get(words, "num")
    )
    if digits is None:
        return None
    parts = re.findall(r"\d+", digits.text)
    if "fourdigits" in digits.classes:
        parts = [digits.text[:2], digits.text[2:]]
    hour, minute = int(parts[0]), parts[1] if len(parts) > 1 else "00"
    half, zone, oclock = _get(words, "ampm"), _get(words, "zone"), _get(words, "oclock")
    if not half and not zone and not oclock and "clock" not in digits.classes:
        return None
    if hour > 24 or int(minute) > 59 or half and hour > 12:
        return None
    if half:
        hour = hour % 12 + int(context.value(half, "ampm"))
    return f"T{hour:02d}:{minute}" + (str(context.value(zone, "zone")) if zone else "")


def clock_time(words: list[Word], context: Context) -> Reading | None:
    time = _clock(words, context)
    if time is None:
        return None
    if len(words) == 1 and not _reads_as_time(words[0], context):
        return None
    base, anchor = (context.told[0], "previous time") if context.told else (context.report, "report date")
    if base is None:
        return Reading("TIME", "XXXX-XX-XX" + time, anchor="unknown")
    return _dated(base.isoformat() + time, anchor, kind="TIME")


def _reads_as_time(word: Word, context: Context) -> bool:
    """A bare "3:45" may be a verse or a score; it needs "at", "by" ... before it."""
    return context.before is not None and context.before.text.lower() in (
        "at",
        "by",
        "before",
        "after",
        "around",
        "about",
        "until",
        "from",
        "since",
    )


def clock_on_day(words: list[Word], context: Context) -> Reading | None:
    if _get(words, "month"):
        at = words.index(_get(words, "month"))
        numbers = [w for w in words if w.classes & {"daynum", "ordnum"}]
        day = min(numbers, key=lambda w: abs(words.index(w) - at), default=None)
        if day is None:
            return None
        rest = [w for w in words if w is not day]
        found = calendar_date([words[at], day, *_all(rest, "year")], context)
    elif _get(words, "today"):
        rest, found = words, deictic([_get(words, "today")], context)
    else:
        rest, found = words, weekday([_get(words, "weekday")], context)
    time = _clock([w for w in rest if not w.classes & {"month", "weekday"}], context)
    if time is None or found is None:
        return None
    if found.days is None:
        return found._replace(kind="TIME", value=found.value + time)
    return _dated(found.value[:10] + time, found.anchor, kind="TIME")


# --- sets and vague words ----------------------------------------------------------------------------------------


def every(words: list[Word], context: Context) -> Reading | None:
    if word := _get(words, "month"):
        return Reading("SET", f"XXXX-{int(context.value(word, 'month')):02d}")
    if word := _get(words, "season_name"):
        return Reading("SET", f"XXXX-{context.value(word, 'season_name')}")
    if (word := _get(words, "part")) and not word.classes & {"unit", "units"}:
        return Reading("SET", f"XXXX-XX-XX{context.value(word, 'part')}")
    count = 2 if _get(words[1:], "other_word") else _count(words[1:-1], context)
    return Reading("SET", _period(count, _unit(words, context)))


def every_part(words: list[Word], context: Context) -> Reading | None:
    if context.before is not None and ("num" in context.before.classes or "number" in context.before.classes):
        return None
    return Reading("SET", f"XXXX-XX-XX{context.value(words[0], 'parts')}")


def often(words: list[Word], context: Context) -> Reading | None:
    """'daily', 'annual'; not in names: 'the Daily Times', 'Newsweek Weekly'."""
    pos, entity = context.parsed(words[0])
    if entity in ("ORG", "WORK_OF_ART", "PERSON", "EVENT") or words[0].text[0].isupper() and pos == "PROPN":
        return None
    return Reading("SET", str(context.value(words[0], "often")))


def present_ref(words: list[Word], context: Context) -> Reading | None:
    return Reading("DATE", "PRESENT_REF")


def past_ref(words: list[Word], context: Context) -> Reading | None:
    if context.before is not None and context.before.text.lower() == "most":
        return None  # "the most recent attack" ranks, it does not date
    return Reading("DATE", "PAST_REF")


def future_ref(words: list[Word], context: Context) -> Reading | None:
    if (
        words[-1].text.lower() == "shortly"
        and context.after is not None
        and context.after.classes & {"before", "after"}
    ):
        return None
    if words[-1].text.lower() == "soon" and context.after is not None and context.after.text.lower() in ("after", "as"):
        return None
    return Reading("DATE", "FUTURE_REF")


def told_time(words: list[Word], context: Context) -> Reading | None:
    """'at the time', 'at that time'; 'the time has come' is none."""
    if context.before is None or context.before.text.lower() not in ("at", "by", "since"):
        return None
    if context.after is not None and context.after.text.lower() in ("of", "to", "when"):
        return None
    if words[0].text.lower() == "the" and context.before.text.lower() != "at":
        return None
    return Reading("DATE", "PAST_REF")


def new_year(words: list[Word], context: Context) -> Reading | None:
    """'New Year's Eve', 'New Year's Day'."""
    return _yearly("12-31" if _get(words, "eve") else "01-01", timedelta(0), words, context)


# --- holidays ----------------------------------------------------------------------------------------------------


def holiday(words: list[Word], context: Context) -> Reading | None:
    name = str(context.value(_get(words, "holiday"), "holiday"))
    return _yearly(name, timedelta(-1 if _get(words, "eve") else 0), words, context)


def _yearly(name: str, move: timedelta, words: list[Word], context: Context) -> Reading | None:
    written = _year_of(words, context)
    if context.report is None and written is None:
        return Reading("DATE", "XXXX-" + name if name[0].isdigit() else "XXXX-XX-XX", anchor="unknown")

    def day(year: int) -> date:
        return (easter(year) if name == "easter" else date(year, int(name[:2]), int(name[3:]))) + move

    if written is not None:
        return _dated(day(written).isoformat(), "none")
    report, tense = context.report, context.tense(words[0])
    if tense == "future":
        found = next(d for d in (day(report.year), day(report.year + 1)) if d >= report)
    elif tense == "past":
        found = next(d for d in (day(report.year), day(report.year - 1)) if d <= report)
    else:
        found = min(
            (day(y) for y in (report.year - 1, report.year, report.year + 1)), key=lambda d: abs((d - report).days)
        )
    return _dated(found.isoformat(), "report date")


READINGS: dict[str, Callable[[list[Word], Context], Reading | None]] = {
    f.__name__: f
    for f in (
        iso_date, numeric_date, calendar_date, calendar_range, month, weekday, weekday_of_week, weekday_set, deictic,
        deictic_beyond, relative_unit, relative_to_told, told_unit, end_of_unit, this_part, last_part, told_part, bare_part, ago, vague_ago, weekend,
        from_now, duration, duration_one, recent_units, bare_units, year, decade, short_year, century, part_of_year,
        fiscal, week_of_month, season, clock_time, clock_on_day, every, every_part, often, present_ref, past_ref,
        future_ref, told_time, holiday, new_year,
    )
}  # fmt: skip
