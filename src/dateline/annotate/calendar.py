"""Days, weeks, months and TIMEX3 values: pure calendar arithmetic, no text.

A value is an ISO-like string of TimeML: "2025-05-04", "2025-W18", "2025-05", "2025-Q2", "2025-SP", "2025", "202" (the
2020s), "20" (a century), with a time of day ("2025-05-04T08:30", "2025-05-04TMO"). An X stands for what is not known.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

Days = tuple[date, date]

# Season codes of TimeML. Northern seasons by whole months: newspapers mean those, not the solstices.
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-XX)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_QUARTER = re.compile(r"(\d{4})-(Q|H)(\d)$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)$")
_YEARS = re.compile(r"(?:FY)?(\d{2,4})$")


def days_of(value: str) -> tuple[Days, str] | None:
    """First and last day of a TIMEX3 value with its precision; None when it holds an X or is no date.

    >>> days_of("2025-W18")[0][0].isoformat()
    '2025-04-28'
    """
    try:
        return _days_of(value)
    except ValueError:  # a day that no calendar has: 30 February
        return None


def _days_of(value: str) -> tuple[Days, str] | None:
    if found := _DAY.match(value):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return (day, day), _time_precision(found[4])
    if found := _MONTH.match(value):
        return month_days(int(found[1]), int(found[2])), "month"
    if found := _WEEK.match(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        first = monday + timedelta(5) if found[3] else monday
        return (first, monday + timedelta(6)), "interval" if found[3] else "week"
    if found := _QUARTER.match(value):
        length = 3 if found[2] == "Q" else 6
        last = int(found[3]) * length
        return (date(int(found[1]), last - length + 1, 1), month_days(int(found[1]), last)[1]), "interval"
    if found := _SEASON.match(value):
        first, last = SEASONS[found[2]]
        end_year = int(found[1]) + (last < first)
        return (date(int(found[1]), first, 1), month_days(end_year, last)[1]), "season"
    if found := _YEARS.match(value):
        return _years(found[1])
    return None


def _years(digits: str) -> tuple[Days, str]:
    missing = 4 - len(digits)
    first = int(digits + "0" * missing)
    last = int(digits + "9" * missing)
    return (date(max(first, 1), 1, 1), date(last, 12, 31)), ("year", "decade", "interval")[missing]


def _time_precision(time: str | None) -> str:
    if not time:
        return "day"
    return "hour" if time[1:2].isdigit() else "part of day"


def month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def shift(day: date, count: int, unit: str) -> date:
    """A day moved by whole units ("D", "W", "M", "Q", "Y", "DE", "CE"); a 31st becomes the month's last day."""
    if unit in ("D", "W"):
        return day + timedelta(count * (7 if unit == "W" else 1))
    months = count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def value_at(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that a day lies in: its week, month, quarter, year."""
    if unit == "D":
        return day.isoformat()
    if unit == "W":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if unit == "WE":
        return value_at(day, "W") + "-WE"
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "DE":
        return f"{day.year // 10:03d}"
    if unit == "CE":
        return f"{day.year // 100:02d}"
    return f"{day.year:04d}"


def weekday_before(day: date, weekday: int, *, same: bool = True) -> date:
    """The last such weekday (Monday 1 ... Sunday 7); `same` lets it be the day itself."""
    back = (day.isoweekday() - weekday) % 7
    return day - timedelta(back or (0 if same else 7))


def weekday_after(day: date, weekday: int, *, same: bool = False) -> date:
    ahead = (weekday - day.isoweekday()) % 7
    return day + timedelta(ahead or (0 if same else 7))


def third(days: Days, part: str, precision: str) -> Days:
    """The early, mid or late third of an interval: late April is the 21st to the 30th, early 2019 January to April, the
    late 1990s 1997 to 1999."""
    first, last = days
    at = ("early", "mid", "late").index(part)
    if precision == "year":
        return date(first.year, 4 * at + 1, 1), month_days(first.year, 4 * at + 4)[1]
    years = last.year - first.year + 1
    if years >= 10:
        edges = [0, round(years * 0.4), round(years * 0.7), years]
        return date(first.year + edges[at], 1, 1), date(first.year + edges[at + 1] - 1, 12, 31)
    length = (last - first).days + 1
    edges = [0, length // 3, 2 * length // 3, length]
    return first + timedelta(edges[at]), first + timedelta(edges[at + 1] - 1)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
