"""Years and their parts: "2019", "the late 1990s", "the first quarter of 2009", "last summer"."""

from __future__ import annotations

import re
from datetime import timedelta

from dateline.annotate.calendar import days_of, value_at
from dateline.annotate.readings.base import (
    Context,
    Reading,
    dated,
    direction,
    first_of,
    number_in,
    part_in,
    two_digit_year,
    year_in,
)
from dateline.annotate.readings.dates import month
from dateline.annotate.readings.relative import relative_unit
from dateline.annotate.timewords import Word

_NUMBER_ENTITIES = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT", "ORDINAL"})


def year(words: list[Word], context: Context) -> Reading | None:
    word = first_of(words, "year")
    if len(words) == 1:
        before, after = context.before, context.after
        if (before is not None and before.classes & {"money", "slash"}) or (
            after is not None and after.classes & {"percent", "slash", "units"}
        ):
            return None
        entity = context.parsed(word)[1]
        introduced = before is not None and "prep_year" in before.classes
        if entity in _NUMBER_ENTITIES or not (introduced or entity in ("DATE", "EVENT", "LAW")):
            return None
    return dated(word.text, "none", part_in(words, context))


def decade(words: list[Word], context: Context) -> Reading | None:
    if word := first_of(words, "decade4"):
        return dated(word.text[:3], "none", part_in(words, context))
    if word := first_of(words, "decade2"):
        if context.before is not None and "money" in context.before.classes:
            return None
        if (
            len(words) == 1
            and word.text[0].isdigit()
            and (context.before is None or context.before.text.lower() in ("his", "her", "their"))
        ):
            return None
        tens = int(re.search(r"\d", word.text)[0])
    else:
        word = first_of(words, "decades")
        if context.before is not None and context.before.text.lower() in ("his", "her", "their", "my", "your"):
            return None
        if words[0].text.lower() != "the":
            return None
        tens = int(context.value(word, "decades"))
    return dated(f"{20 if tens < 2 else 19}{tens}", "none", part_in(words, context))


def short_year(words: list[Word], context: Context) -> Reading | None:
    """'since '82': only after a word that leads to a year; Suite '11 is a name."""
    if context.before is None or "prep_year" not in context.before.classes:
        return None
    return dated(f"{two_digit_year(words[-1].text):04d}", "none")


def century(words: list[Word], context: Context) -> Reading | None:
    if context.value(words[-1], "unit") != "CE":
        return None
    number = first_of(words, "ordnum") or first_of(words, "ordinal")
    return dated(f"{number_in(number, context) - 1:02d}", "none", part_in(words, context))


def part_of_year(words: list[Word], context: Context) -> Reading | None:
    """Quarters and halves: 'the first quarter of 2009', 'Q3', 'the second half of last year'."""
    if code := first_of(words, "qcode"):
        which = code.text
    else:
        of = next((i for i, w in enumerate(words) if "of" in w.classes), len(words))
        unit = [w for w in words[:of] if w.classes & {"unit", "half"}][-1]  # "second" is a unit too
        letter = "H" if "half" in unit.classes else str(context.value(unit, "unit"))
        if letter not in ("Q", "H"):
            return None
        ordinal = first_of(words, "ordinal") or first_of(words, "ordnum")
        number = number_in(ordinal, context) if ordinal else 0
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
    written = year_in(words, context)
    if written is not None:
        return dated(f"{written:04d}-{which}", "none")
    if context.report is None:
        return Reading("DATE", f"XXXX-{which}", anchor="unknown")
    told = [w for w in words if w.classes & {"last", "next", "previous"}]
    year = context.report.year + (direction(told, context) if told else 0)
    found = days_of(f"{year:04d}-{which}")
    if not told and found and found[0][0] > context.report and context.tense(words[0]) != "future":
        year -= 1
    return dated(f"{year:04d}-{which}", "report date")


def _year_words(words: list[Word], unit: Word) -> bool:
    return any(
        "year" in w.classes or ("unit" in w.classes and w.text.lower() == "year") for w in words if w is not unit
    )


def fiscal(words: list[Word], context: Context) -> Reading | None:
    return dated(f"FY{first_of(words, 'year').text}", "none", part_in(words, context))


def week_of_month(words: list[Word], context: Context) -> Reading | None:
    """'the last week of March', 'the first week of May 2024'."""
    found = month([w for w in words if w.classes & {"month", "year"}], context)
    if found is None or found.days is None or context.value(first_of(words, "unit"), "unit") != "W":
        return None
    ordinal = first_of(words, "ordinal")
    if ordinal is None or ordinal.text.lower() == "final":
        return dated(value_at(found.days[1], "W"), found.anchor)
    return dated(value_at(found.days[0] + timedelta(7 * (number_in(ordinal, context) - 1)), "W"), found.anchor)


def season(words: list[Word], context: Context) -> Reading | None:
    word = first_of(words, "season_name")
    code = str(context.value(word, "season_name"))
    part = part_in([w for w in words if w is not word], context)
    if len(words) == 1 and not _names_season(word, context):
        return None
    if first_of(words, "the") and len(words) == 2 and context.parsed(word)[0] not in ("NOUN", "PROPN"):
        return None
    if word.text[0].isupper() and context.after is not None and context.after.text[0].isupper() and len(words) < 3:
        return None  # "the Winter Olympics"
    placed = any(w.classes & {"year", "last", "this", "next"} for w in words)
    if word.text.lower() == "fall" and not placed and context.parsed(word)[1] != "DATE":
        return None  # "the fall of the city"
    written = year_in(words, context)
    if written is not None:
        return dated(f"{written:04d}-{code}", "none", part)
    if context.report is None:
        return Reading("DATE", f"XXXX-{code}", anchor="unknown")
    move = direction([w for w in words if w is not word], context)
    report = context.report
    at = lambda year: days_of(f"{year:04d}-{code}")[0]  # noqa: E731
    if move > 0 or (not move and context.tense(word) == "future"):
        year = next(y for y in (report.year, report.year + 1) if at(y)[0] > report or (not move and at(y)[1] >= report))
    elif move < 0:
        year = next(y for y in (report.year, report.year - 1, report.year - 2) if at(y)[1] < report)
    else:
        year = next(y for y in (report.year, report.year - 1) if at(y)[0] <= report)
    return dated(f"{year:04d}-{code}", "report date", part)


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
