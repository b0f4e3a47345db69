"""Sets, words for past, present and future, and feast days: "every week", "recently", "Christmas Eve"."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.annotate.calendar import easter
from dateline.annotate.readings.base import Context, Reading, dated, first_of, year_in
from dateline.annotate.readings.lengths import count_in, period, unit_in
from dateline.annotate.timewords import Word


def every(words: list[Word], context: Context) -> Reading | None:
    if word := first_of(words, "month"):
        return Reading("SET", f"XXXX-{int(context.value(word, 'month')):02d}")
    if word := first_of(words, "season_name"):
        return Reading("SET", f"XXXX-{context.value(word, 'season_name')}")
    if (word := first_of(words, "part")) and not word.classes & {"unit", "units"}:
        return Reading("SET", f"XXXX-XX-XX{context.value(word, 'part')}")
    count = 2 if first_of(words[1:], "other_word") else count_in(words[1:-1], context)
    return Reading("SET", period(count, unit_in(words, context)))


def every_part(words: list[Word], context: Context) -> Reading | None:
    if context.before is not None and ("num" in context.before.classes or "number" in context.before.classes):
        return None
    return Reading("SET", f"XXXX-XX-XX{context.value(words[0], 'parts')}")


def often(words: list[Word], context: Context) -> Reading | None:
    """'daily', 'annual'; not in names: 'the Daily Times', 'Newsweek Weekly'."""
    pos, entity = context.parsed(words[0])
    if entity in ("ORG", "WORK_OF_ART", "PERSON", "EVENT") or (words[0].text[0].isupper() and pos == "PROPN"):
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


def holiday(words: list[Word], context: Context) -> Reading | None:
    name = str(context.value(first_of(words, "holiday"), "holiday"))
    return _yearly(name, timedelta(-1 if first_of(words, "eve") else 0), words, context)


def new_year(words: list[Word], context: Context) -> Reading | None:
    """'New Year's Eve', 'New Year's Day'."""
    return _yearly("12-31" if first_of(words, "eve") else "01-01", timedelta(0), words, context)


def _yearly(name: str, move: timedelta, words: list[Word], context: Context) -> Reading | None:
    written = year_in(words, context)
    if context.report is None and written is None:
        return Reading("DATE", "XXXX-" + name if name[0].isdigit() else "XXXX-XX-XX", anchor="unknown")

    def day(year: int) -> date:
        return (easter(year) if name == "easter" else date(year, int(name[:2]), int(name[3:]))) + move

    if written is not None:
        return dated(day(written).isoformat(), "none")
    report, tense = context.report, context.tense(words[0])
    if tense == "future":
        found = next(d for d in (day(report.year), day(report.year + 1)) if d >= report)
    elif tense == "past":
        found = next(d for d in (day(report.year), day(report.year - 1)) if d <= report)
    else:
        found = min(
            (day(y) for y in (report.year - 1, report.year, report.year + 1)), key=lambda d: abs((d - report).days)
        )
    return dated(found.isoformat(), "report date")
