"""When and where: do the day and the place of two tellings fit one happening?"""

from __future__ import annotations

from dateline.alike.fit import CLASH, days_between, history_apart, place_fit, time_fit, width
from dateline.link.parties import IN_WORDS
from dateline.link.tellings import Telling

# What each adds where it fits wholly, and where one side does not tell.
_TIME, _TIME_UNTOLD, _NEXT_DAY = 0.12, 0.04, -0.06
_PLACE, _PLACE_UNTOLD = 0.06, 0.02
# A town and a day that both tell.
_SAME_SPOT = 0.1
# Acts in words are made anew every day.
_WORDS_OF_ANOTHER_DAY = -0.2
# A day that stands with another act of the sentence may be so many days off: "condemned on Wednesday the attack that".
_LOOSE_DAYS = 3
# Days after a happening on which news still tells it without its day, and after which it does not.
_FRESH_DAYS, _FRESH, _STALE_DAYS, _STALE = 2, 0.04, 10, -0.12
# Countries and regions are the scene of much.
_WIDE_PLACE, _WIDE = 0.4, frozenset({"country", "region", "sea", "province"})
_TOWNS = frozenset({"point", "town"})
# Two towns of which neither is far nor near; one report that names two towns means two.
_OTHER_TOWN, _OTHER_TOWN_OF_ONE_REPORT = -0.1, -0.2
# Years that both name and that differ, or that one names and the other's time excludes.
_OTHER_YEAR = -0.25
# History and news: a telling of old times and one of now are two things unless the times say otherwise.
_HISTORY = -0.14


def time_fits(a: Telling, b: Telling) -> float | None:
    """As `alike.fit.time_fit`; a day that may be another act's is no clash with its neighbours."""
    fit = time_fit(a.when, b.when)
    if fit in (0.0, CLASH) and (a.loose_day or b.loose_day) and days_between(a.when, b.when) <= _LOOSE_DAYS:
        return None
    return fit


def place_fits(a: Telling, b: Telling) -> float | None:
    """As `alike.fit.place_fit`, with names that no table holds; a country or a region that both tell says little."""
    if a.place_name or b.place_name:
        if a.place_name == b.place_name:
            return 1.0
        known = a.place or b.place
        # "Budgam", which could not be placed, is not Kotli.
        return 0.0 if known is not None and known.precision in _TOWNS else None
    fit = place_fit(a.place, b.place)
    if fit == 1.0:
        return _WIDE_PLACE if a.place.precision in _WIDE else fit
    near_towns = fit is not None and fit > 0.0 and in_towns(a, b)
    return 0.0 if near_towns and a.mention.report == b.mention.report else fit


def in_towns(a: Telling, b: Telling) -> bool:
    """Whether both tell a place no larger than a town; a name that no table holds counts for one."""
    return all(t.place.precision in _TOWNS if t.place is not None else t.place_name is not None for t in (a, b))


def scene_worth(a: Telling, b: Telling, when: float | None, where: float | None) -> float:
    """What the fits add to the score, with what the clauses tell of the year."""
    return _time(a, b, when) + _place(a, b, when, where) + _era(a, b)


def _time(a: Telling, b: Telling, when: float | None) -> float:
    if when is None:
        return _TIME_UNTOLD + _news(a, b)
    if when > 0.0:
        return _TIME * when
    # A strike at night may be told under either of two days.
    return _NEXT_DAY + _WORDS_OF_ANOTHER_DAY * a.mention.concept.startswith(IN_WORDS)


def _news(a: Telling, b: Telling) -> float:
    """News without a day is of the days before its report."""
    if a.news is None and b.news is None:
        return 0.0
    if a.news is not None and b.news is not None:
        return _STALE if abs(a.news - b.news) > _STALE_DAYS else 0.0
    news, other = (a.news, b) if a.news is not None else (b.news, a)
    if other.last_day is None:
        return 0.0
    told_late = news - other.last_day
    if told_late > _STALE_DAYS or told_late + (width(other.when) or 0) < 0:
        return _STALE
    return (
        _FRESH
        if told_late <= _FRESH_DAYS and width(other.when) == 0 and not a.mention.concept.startswith(IN_WORDS)
        else 0.0
    )


def _place(a: Telling, b: Telling, when: float | None, where: float | None) -> float:
    if where is None:
        return _PLACE_UNTOLD
    if where == 0.0:
        return _OTHER_TOWN_OF_ONE_REPORT if a.mention.report == b.mention.report else _OTHER_TOWN
    spot = where == 1.0 and when == 1.0 and not a.usual_place
    return _PLACE * where + _SAME_SPOT * spot


def _era(a: Telling, b: Telling) -> float:
    other_year = _other_year(a, b) or _other_year(b, a)
    return _OTHER_YEAR * other_year + _HISTORY * history_apart(a.when, b.when)


def _other_year(a: Telling, b: Telling) -> bool:
    """Whether the first names a year, and the second another one or happened in another."""
    if not a.cues.years:
        return False
    if b.cues.years:
        return not a.cues.years & b.cues.years
    if width(b.when) is not None:
        return not {b.when.start[:4], b.when.end[:4]} & a.cues.years
    # News without a day is not of a year before its report.
    first = b.published.start if b.published and not b.mention.background else None
    return first is not None and max(a.cues.years) < first[:4]
