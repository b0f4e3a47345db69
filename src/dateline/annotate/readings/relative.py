"""Units told from a moment: "last week", "the next day", "the end of the year", "over the weekend"."""

from __future__ import annotations

from datetime import timedelta

from dateline.annotate.calendar import shift, value_at, weekday_after, weekday_before
from dateline.annotate.readings.base import (
    OPEN_VALUES,
    Context,
    Reading,
    dated,
    direction,
    first_of,
    part_in,
    starts_phrase,
    told_base,
)
from dateline.annotate.readings.lengths import period
from dateline.annotate.timewords import Word


def relative_unit(words: list[Word], context: Context) -> Reading | None:
    unit = str(context.value(first_of(words, "unit"), "unit"))
    if unit not in OPEN_VALUES:
        return None
    lead = first_of(words, "last") or first_of(words, "next") or first_of(words, "this")
    move = direction([lead], context)
    if unit == "D":
        return _the_last_day(lead, words, context)
    if _spans_up_to_now(lead, words, unit, context):
        return Reading("DURATION", period(1, unit))
    if context.report is None:
        return Reading("DATE", OPEN_VALUES[unit], anchor="unknown")
    day = shift(context.report, move, "W" if unit == "WE" else unit)
    if unit == "WE" and lead.text.lower() == "last" and context.report.isoweekday() == 7:
        day = context.report - timedelta(7)
    value = value_at(day, unit)
    return dated(("FY" if first_of(words, "fiscal") else "") + value, "report date", part_in(words, context))


def _spans_up_to_now(lead: Word, words: list[Word], unit: str, context: Context) -> bool:
    """'over the past year', 'in the last decade' tell a length; 'last year' is a date."""
    lower, the = lead.text.lower(), first_of(words, "the") is not None
    if first_of(words, "early") or first_of(words, "fiscal"):
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
    unit = str(context.value(first_of(words, "unit"), "unit"))
    if unit not in OPEN_VALUES:
        return None
    move = 0
    for name in ("previous", "following", "earlier", "later"):
        if word := first_of([w for w in words if "unit" not in w.classes], name):
            move = int(context.value(word, name))
            break
    if words[-1].classes & {"before", "after"} and context.after is not None and starts_phrase(context.after):
        return None  # "the day after the attack": another phrase, whose moment we do not know
    base, anchor = told_base(unit, context, last=True)
    if base is None:
        return Reading("DATE", OPEN_VALUES[unit], anchor="unknown")
    return dated(value_at(shift(base, move, "W" if unit == "WE" else unit), unit), anchor)


def told_unit(words: list[Word], context: Context) -> Reading | None:
    """'the same day', 'later that week', 'later in the day'."""
    unit = str(context.value(first_of(words, "unit"), "unit"))
    if unit not in OPEN_VALUES or unit in ("DE", "CE"):
        return None
    if len(words) == 2 and words[0].text.lower() == "the" and not _ends_day(context):
        return None
    base, anchor = (context.told[0], "previous time") if context.told else (context.report, "report date")
    if base is None:
        return Reading("DATE", OPEN_VALUES[unit], anchor="unknown")
    return dated(value_at(base, unit), anchor)


# fmt: off
_DAY_BEFORE = frozenset({
    "in", "during", "on", "for", "of", "end", "ended", "ending", "ends", "close", "closed", "closing", "closes",
    "finish", "finished", "start", "started", "begin", "began", "spent",
})
# fmt: on


def _ends_day(context: Context) -> bool:
    """Whether a bare 'the day' names the day in question: 'closed the day at', 'later in the day.'"""
    nearby = context.before.text.lower() if context.before else ""
    return nearby in _DAY_BEFORE and (
        context.after is None
        or (
            not context.after.classes & {"before", "after", "of"}
            and context.after.text.lower() not in ("when", "that", "to")
        )
    )


def told_quarter(words: list[Word], context: Context) -> Reading | None:
    """'in the quarter': the quarter told before in the same sentence or the last one told; else no time."""
    if not context.told_roughly or (context.after is not None and "of" in context.after.classes):
        return None
    first, last = context.told_roughly
    return dated(value_at(first, "Q"), "previous time") if 89 <= (last - first).days <= 92 else None


def end_of_unit(words: list[Word], context: Context) -> Reading | None:
    """'by the end of the year', 'the middle of the month': the year of the report."""
    unit = str(context.value(words[-1], "unit"))
    if unit not in ("W", "M", "Q", "Y", "DE", "CE"):
        return None
    if context.report is None:
        return Reading("DATE", OPEN_VALUES[unit], anchor="unknown")
    return dated(value_at(context.report, unit), "report date", part_in(words, context))


def weekend(words: list[Word], context: Context) -> Reading | None:
    """'over the weekend': the last one, the coming one in the future."""
    if context.report is None:
        return Reading("DATE", OPEN_VALUES["WE"], anchor="unknown")
    ahead = context.tense(words[-1]) == "future"
    saturday = weekday_after(context.report, 6, same=True) if ahead else weekday_before(context.report, 6)
    return dated(value_at(saturday, "WE"), "report date")
