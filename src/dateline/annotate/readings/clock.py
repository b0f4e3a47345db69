"""The clock and the parts of a day: "8:30 a.m. EST", "noon Friday", "this morning", "overnight"."""

from __future__ import annotations

import re
from datetime import timedelta

from dateline.annotate.readings.base import Context, Reading, all_of, dated, direction, first_of, with_part
from dateline.annotate.readings.dates import calendar_date
from dateline.annotate.readings.weekdays import deictic, weekday
from dateline.annotate.timewords import Word


def clock_time(words: list[Word], context: Context) -> Reading | None:
    time = _clock(words, context)
    if time is None:
        return None
    if len(words) == 1 and not _reads_as_time(words[0], context):
        return None
    base, anchor = (context.told[0], "previous time") if context.told else (context.report, "report date")
    if base is None:
        return Reading("TIME", "XXXX-XX-XX" + time, anchor="unknown")
    return dated(base.isoformat() + time, anchor, kind="TIME")


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
    if first_of(words, "month"):
        at = words.index(first_of(words, "month"))
        numbers = [w for w in words if w.classes & {"daynum", "ordnum"}]
        day = min(numbers, key=lambda w: abs(words.index(w) - at), default=None)
        if day is None:
            return None
        rest = [w for w in words if w is not day]
        found = calendar_date([words[at], day, *all_of(rest, "year")], context)
    elif first_of(words, "today"):
        rest, found = words, deictic([first_of(words, "today")], context)
    else:
        rest, found = words, weekday([first_of(words, "weekday")], context)
    time = _clock([w for w in rest if not w.classes & {"month", "weekday"}], context)
    if time is None or found is None:
        return None
    if found.days is None:
        return found._replace(kind="TIME", value=found.value + time)
    return dated(found.value[:10] + time, found.anchor, kind="TIME")


def clock_in_part(words: list[Word], context: Context) -> Reading | None:
    """'3 o'clock in the morning', '6 o'clock this afternoon'."""
    part = words[-1]
    time = _clock(words[:-1], context)
    if time is None:
        return None
    if str(context.value(part, "part")) in ("TAF", "TEV") and int(time[1:3]) < 12 and not first_of(words, "ampm"):
        time = f"T{int(time[1:3]) + 12}{time[3:]}"
    found = this_part([part], context) if first_of(words, "this") else told_part([part], context)
    return found and _at(found, time)


def _at(found: Reading, time: str) -> Reading | None:
    """A day's reading at a time of that day."""
    if found.days is None:
        return found._replace(kind="TIME", value=found.value[:10] + time)
    return dated(found.value[:10] + time, found.anchor, kind="TIME")


def _clock(words: list[Word], context: Context) -> str | None:
    """'T08:30', with Z for GMT and UTC; None when the number is no time of day."""
    if word := first_of(words, "clock_hour"):
        return str(context.value(word, "clock_hour"))
    digits = (
        first_of(words, "clock")
        or first_of(words, "fourdigits")
        or first_of([w for w in words if "daynum" in w.classes][::-1], "num")
        or first_of(words, "num")
    )
    if digits is None:
        return None
    parts = re.findall(r"\d+", digits.text)
    if "fourdigits" in digits.classes:
        parts = [digits.text[:2], digits.text[2:]]
    hour, minute = int(parts[0]), parts[1] if len(parts) > 1 else "00"
    half, zone, oclock = first_of(words, "ampm"), first_of(words, "zone"), first_of(words, "oclock")
    if not half and not zone and not oclock and "clock" not in digits.classes:
        return None
    if hour > 24 or int(minute) > 59 or (half and hour > 12):
        return None
    if half:
        hour = hour % 12 + int(context.value(half, "ampm"))
    return f"T{hour:02d}:{minute}" + (str(context.value(zone, "zone")) if zone else "")


def this_part(words: list[Word], context: Context) -> Reading | None:
    part = [w for w in words if "part" in w.classes][-1]
    if context.report is None:
        return Reading("TIME", f"XXXX-XX-XX{context.value(part, 'part')}", anchor="unknown")
    return with_part(context.report, part, "report date", context)


def last_part(words: list[Word], context: Context) -> Reading | None:
    part = [w for w in words if "part" in w.classes][-1]
    if context.report is None:
        return Reading("TIME", f"XXXX-XX-XX{context.value(part, 'part')}", anchor="unknown")
    return with_part(context.report - timedelta(1), part, "report date", context)


def told_part(words: list[Word], context: Context) -> Reading | None:
    part = [w for w in words if "part" in w.classes][-1]
    move = direction(words, context)
    base, anchor = (context.told[0], "previous time") if context.told else (context.report, "report date")
    if base is None:
        return Reading("TIME", f"XXXX-XX-XX{context.value(part, 'part')}", anchor="unknown")
    return with_part(base + timedelta(move), part, anchor, context)


def part_of_day(words: list[Word], context: Context) -> Reading | None:
    """'the evening of March 3', 'the morning of Monday'."""
    part = first_of(words, "part")
    rest = words[words.index(part) + 2 :]
    found = calendar_date(rest, context) if first_of(rest, "month") else weekday(rest, context)
    return found and _at(found, str(context.value(part, "part")))


def bare_part(words: list[Word], context: Context) -> Reading | None:
    """'overnight', 'in the morning', 'in the early evening': the day is the one told before, else the report's."""
    if context.after is not None and context.after.classes & {"before", "after"} and first_of(words, "the"):
        return None  # "the morning after the debate": counted from what we do not know
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
    found = with_part(base, part, anchor, context)
    if found and lower == "overnight":  # the night from the day before into this day
        return found._replace(days=(base - timedelta(1), base))
    return found
