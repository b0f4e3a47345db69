"""Values to days and back: pure calendar arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.calendar import days_of, easter, shift, third, value_at, weekday_after, weekday_before

DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("value", "start", "end", "precision"),
    [
        ("2025-05-04", "2025-05-04", "2025-05-04", "day"),
        ("2025-05-04T08:30Z", "2025-05-04", "2025-05-04", "hour"),
        ("2025-05-04TNI", "2025-05-04", "2025-05-04", "part of day"),
        ("2025-W18", "2025-04-28", "2025-05-04", "week"),
        ("2025-W18-WE", "2025-05-03", "2025-05-04", "interval"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025-Q2", "2025-04-01", "2025-06-30", "interval"),
        ("2025-WI", "2025-12-01", "2026-02-28", "season"),
        ("202", "2020-01-01", "2029-12-31", "decade"),
        ("19", "1900-01-01", "1999-12-31", "interval"),
    ],
)
def test_values_to_days(value: str, start: str, end: str, precision: str) -> None:
    (first, last), told = days_of(value)
    assert (first.isoformat(), last.isoformat(), told) == (start, end, precision)


@pytest.mark.parametrize("value", ["2025-02-30", "XXXX-05-04", "P3M", "PAST_REF", "2025-W60"])
def test_what_is_no_interval(value: str) -> None:
    assert days_of(value) is None


@given(DAYS, st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "DE", "CE"]))
def test_a_day_lies_in_its_unit(day: date, unit: str) -> None:
    (first, last), _ = days_of(value_at(day, unit))
    assert first <= day <= last or unit == "WE"


@given(DAYS, st.integers(1, 7))
def test_weekdays_lie_around_a_day(day: date, weekday: int) -> None:
    before, after = weekday_before(day, weekday), weekday_after(day, weekday)
    assert before <= day < after
    assert (after - before).days == 7
    assert before.isoweekday() == weekday


@given(DAYS, st.integers(-20, 20))
def test_months_shift_back_to_the_same_month(day: date, count: int) -> None:
    back = shift(shift(day, count, "M"), -count, "M")
    assert (back.year, back.month) == (day.year, day.month)


def test_thirds_cover_a_month() -> None:
    april = days_of("2013-04")[0]
    assert [d.day for part in ("early", "mid", "late") for d in third(april, part, "month")] == [1, 10, 11, 20, 21, 30]


def test_easter() -> None:
    assert [easter(y).isoformat() for y in (2013, 2024, 2025)] == ["2013-03-31", "2024-03-31", "2025-04-20"]
