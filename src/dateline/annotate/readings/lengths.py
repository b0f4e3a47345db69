"""Counted time: "two days ago", "a year earlier", "three months", "a six-month truce", "decades"."""

from __future__ import annotations

import re

from dateline.annotate.calendar import shift, value_at
from dateline.annotate.readings.base import OPEN_VALUES, Context, Reading, dated, first_of, starts_phrase, told_base
from dateline.annotate.timewords import Word


def ago(words: list[Word], context: Context) -> Reading | None:
    unit, count = unit_in(words, context), count_in(words, context)
    last = words[-1]
    from_report = "ago" in last.classes
    if last.text.lower() == "back" or (
        last.classes & {"before", "after"} and context.after is not None and starts_phrase(context.after)
    ):
        drop = duration(words[:-1], context)
        return drop._replace(drop_last=1) if drop else None
    base, anchor = (context.report, "report date") if from_report else told_base(unit, context, last=False)
    direction = -1 if last.classes & {"ago", "earlier"} else 1
    if unit == "Y" and count == 1 and re.fullmatch(r"\d{4}-(\d\d|Q\d)", context.nearby or ""):
        # "in the first quarter, compared with a year earlier": that quarter, not the whole year
        return dated(f"{int(context.nearby[:4]) + direction:04d}{context.nearby[4:]}", "previous time")
    if unit[0] == "T":
        if base is None or count is None:
            return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", anchor="unknown")
        return dated(base.isoformat(), anchor)
    if count is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF", anchor="unknown")
    if unit[0].isdigit():
        count, unit = count * int(unit[:-1]), unit[-1]
    if unit == "NI":
        unit = "D"
    if base is None:
        return Reading("DATE", OPEN_VALUES.get(unit, "XXXX"), anchor="unknown")
    if count != int(count):
        unit, count = "M", round(count * 12) if unit == "Y" else round(count)
    day = shift(base, direction * int(count), "W" if unit == "WE" else unit)
    fine = "Y" if unit in ("DE", "CE") else unit
    return dated(value_at(day, fine), anchor)


def from_now(words: list[Word], context: Context) -> Reading | None:
    return ago([*words[:-2], Word(words[-1].start, words[-1].end, "later", frozenset({"later"}))], context)


def vague_ago(words: list[Word], context: Context) -> Reading | None:
    """'years ago', 'weeks later'."""
    if words[-1].classes & {"before", "after"}:
        found = bare_units(words[:1], context)
        return found and found._replace(drop_last=1)
    return Reading("DATE", "PAST_REF" if words[-1].classes & {"ago", "earlier"} else "FUTURE_REF")


def duration_lower(words: list[Word], context: Context) -> Reading | None:
    """The first number of "two to three years", as TimeML has two lengths there; the second is read as usual."""
    ahead = context.ahead(4)
    at = next((i for i, w in enumerate(ahead) if w.classes & {"unit", "units"}), None)
    if at is None or (context.before is not None and "openp" in context.before.classes):
        return None
    if at + 1 < len(ahead) and "old" in ahead[at + 1].classes:
        return None
    return Reading("DURATION", period(count_in(words, context), unit_in(ahead[: at + 1], context)))


def duration(words: list[Word], context: Context) -> Reading | None:
    """A length of time; "15 a year" and "twice a week" are sets; "the second" and "a second attack" are none."""
    unit_word = [w for w in words if w.classes & {"unit", "units"}][-1]
    if any("old" in w.classes for w in context.ahead(2)):
        return None  # an age: "a 59-year-old", "61 years old"
    if context.after is not None and "dash" in context.after.classes and unit_word.text.lower() == "day":
        return None  # "on a day-to-day basis"
    if words[0].text.lower() in ("a", "an") and "dash" in words[1].classes:
        return None  # "12 dollars-an-hour"
    if unit_word.text.lower() == "second" and context.parsed(unit_word)[0] not in ("NOUN",):
        return None
    if unit_word.text.lower() == "min":
        return None
    if unit_word.text.lower().startswith("quarter") and (context.after is None or "of" in context.after.classes):
        return None  # "a quarter of the vote"
    plural = "units" in unit_word.classes
    hyphened = any("dash" in w.classes for w in words)
    singular_count = [w for w in words if "num" in w.classes or ("cardinal" in w.classes and w.text.lower() != "one")]
    if not plural and singular_count and not hyphened:
        return None
    unit, count = str(context.value(unit_word, "units" if plural else "unit")), count_in(words, context)
    if len(words) == 2 and words[0].text.lower() in ("a", "an", "per") and _is_rate(context):
        return Reading("SET", period(1, unit))
    return Reading("DURATION", period(count, unit))


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
    unit = unit_in(words, context)
    if words[0].text.lower() == "all" and unit not in ("D", "W", "M", "Y"):
        return None
    return Reading("DURATION", period(1, unit))


def these_days(words: list[Word], context: Context) -> Reading | None:
    """'these days' are now, 'those years' are gone."""
    return Reading("DATE", "PAST_REF" if context.value(words[0], "these") else "PRESENT_REF")


def recent_units(words: list[Word], context: Context) -> Reading | None:
    """'in recent years', 'in the coming weeks' are vague dates; 'the last years' is a length that is not told."""
    lower = {w.text.lower() for w in words}
    if "recent" in lower:
        return Reading("DATE", "PAST_REF")
    if lower & {"coming", "next"}:
        return Reading("DATE", "FUTURE_REF")
    return Reading("DURATION", period(None, unit_in(words, context)))


def bare_units(words: list[Word], context: Context) -> Reading | None:
    """'for years', 'decades-long', 'within hours'."""
    unit_word = words[0]
    if unit_word.text.lower() in ("min", "seasons", "quarters", "seconds"):
        return None
    if context.before is not None and context.before.classes & {"num", "number", "some", "ordinal", "slash"}:
        return None
    if unit_word.text.lower() == "nights":
        return None  # "he works nights"
    return Reading("DURATION", period(None, str(context.value(unit_word, "units"))))


def count_in(words: list[Word], context: Context) -> float | None:
    """How many; None when it is not told ("several"). "a few" is not told, "twenty-five" is 25, "half a" is 0.5."""
    if any("some" in w.classes or ("few_word" in w.classes and w.text.lower() != "number") for w in words):
        return None
    if any(w.text.lower() == "number" for w in words):
        return None
    if first_of(words, "dozen"):
        return 12
    digits = [w for w in words if "num" in w.classes]
    half = 0.5 if first_of(words, "half") else 0.0
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


def period(count: float | None, unit: str) -> str:
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


def unit_in(words: list[Word], context: Context) -> str:
    word = [w for w in words if w.classes & {"unit", "units"}][-1]
    return str(context.value(word, "unit" if "unit" in word.classes else "units"))
