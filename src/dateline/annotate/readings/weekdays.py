"""Days of the week, and today, yesterday and tomorrow: "on Sunday", "next Friday", "Tuesday night"."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.annotate.calendar import weekday_after, weekday_before
from dateline.annotate.readings.base import Context, Reading, dated, direction, first_of, with_part
from dateline.annotate.timewords import Word


def weekday(words: list[Word], context: Context) -> Reading | None:
    word = first_of(words, "weekday")
    number = int(context.value(word, "weekday"))
    acronym = len(words) == 1 and word.text.isupper() and len(word.text) <= 3
    if acronym or word.text.lower() in ("sun", "sat") or _in_name(word, context):
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
    return with_part(day, part, anchor, context)


# Entities that a day of the week may be part of: The Sunday Times, Black Friday.
_NAMES = frozenset({"ORG", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT"})


def _in_name(word: Word, context: Context) -> bool:
    """'The Sunday Times': a capital follows. "in Velmar province Monday." only looks like a name to a parser."""
    after = context.after
    return after is not None and after.text[0].isupper() and context.parsed(word)[1] in _NAMES


def _weekday_by_tense(number: int, word: Word, context: Context) -> date:
    if context.planned(word):
        return weekday_after(context.report, number, same=True)
    return weekday_before(context.report, number)


def weekday_of_week(words: list[Word], context: Context) -> Reading | None:
    """'Monday last week', 'Friday next week', 'later on Monday this week'."""
    if context.report is None or context.value(first_of(words, "unit"), "unit") != "W":
        return None
    move = direction(words, context)
    monday = context.report - timedelta(context.report.isoweekday() - 1)
    number = int(context.value(first_of(words, "weekday"), "weekday"))
    return dated((monday + timedelta(7 * move + number - 1)).isoformat(), "report date")


def weekday_set(words: list[Word], context: Context) -> Reading | None:
    word = first_of(words, "weekdays")
    number = context.value(word, "weekdays") if word else context.value(first_of(words, "weekday"), "weekday")
    return Reading("SET", f"XXXX-WXX-{number}")


def deictic(words: list[Word], context: Context) -> Reading | None:
    word = first_of(words, "today")
    if word.text == "Today" and context.parsed(word)[1] in _NAMES:
        return None  # USA Today
    part = first_of([w for w in words if w is not word], "part")
    code = str(context.value(part, "part")) if part else ""
    if "tonight" in word.classes:
        code = "TNI"
    if context.report is None:
        return Reading("TIME" if code else "DATE", "XXXX-XX-XX" + code, anchor="unknown")
    day = context.report + timedelta(int(context.value(word, "today")))
    return dated(day.isoformat() + code, "report date", kind="TIME" if code else "DATE")


def deictic_beyond(words: list[Word], context: Context) -> Reading | None:
    move = int(context.value(words[-1], "today"))
    if context.report is None:
        return Reading("DATE", "XXXX-XX-XX", anchor="unknown")
    return dated((context.report + timedelta(move * 2)).isoformat(), "report date")
