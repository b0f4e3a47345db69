"""What the words of a time expression mean: one small function per kind of expression.

Each reading takes the words found and the context (report date, time told before, tense, neighbours) and gives a TIMEX3
kind and value with the days it stands for, or None when these words do not tell a time here. A rule of
data/times/patterns.toml names its reading by the name of the function.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.annotate.readings import clock, dates, lengths, relative, vague, weekdays, years
from dateline.annotate.readings.base import Context, Reading
from dateline.annotate.timewords import Word

READINGS: dict[str, Callable[[list[Word], Context], Reading | None]] = {
    f.__name__: f
    for f in (
        dates.iso_date,
        dates.numeric_date,
        dates.calendar_date,
        dates.calendar_range,
        dates.day_of_relative_year,
        dates.month,
        weekdays.weekday,
        weekdays.weekday_of_week,
        weekdays.weekday_set,
        weekdays.deictic,
        weekdays.deictic_beyond,
        relative.relative_unit,
        relative.relative_to_told,
        relative.told_unit,
        relative.end_of_unit,
        relative.told_quarter,
        relative.weekend,
        clock.this_part,
        clock.last_part,
        clock.told_part,
        clock.bare_part,
        clock.clock_time,
        clock.clock_on_day,
        clock.clock_in_part,
        clock.part_of_day,
        lengths.ago,
        lengths.vague_ago,
        lengths.from_now,
        lengths.duration,
        lengths.duration_one,
        lengths.recent_units,
        lengths.these_days,
        lengths.duration_lower,
        lengths.bare_units,
        years.year,
        years.decade,
        years.short_year,
        years.century,
        years.part_of_year,
        years.fiscal,
        years.week_of_month,
        years.season,
        vague.every,
        vague.every_part,
        vague.often,
        vague.present_ref,
        vague.past_ref,
        vague.future_ref,
        vague.told_time,
        vague.holiday,
        vague.new_year,
    )
}
