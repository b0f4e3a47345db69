"""When a report was published: every reason to think so, weighed; crawl dates and impossible ones kept, but refused.

What the words of the report tell (weekdays, office holders) is judged later, in annotate/dating.py, which reads the
candidates made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from dateline.clean.cues import cued_days
from dateline.clean.days import Day, first_day
from dateline.clean.metadata import Stamp
from dateline.model import DateCandidate, When

# The best candidate dates the report only when it is at least this sure.
_SURE = 0.5
# "Updated: ..." dates the report only where nothing else does: most updates are of the same day.
_UPDATE_WEIGHT = 0.5
# Candidates this many days apart support each other: time zones, and a page dated the day after the wire.
_SAME_DAYS = 1
_FIRST_YEAR = 1850
# No page is older. What an archive puts on the web since, it declares, or calls the day of publication.
_FIRST_PAGE_YEAR = 1994
_UNCALLED = re.compile(r"(?:line|link) (?:near|under|over) the headline:")
# "2019-11-20T02:59:46Z" may still be the 19th where the outlet is: until noon no hour of UTC excludes the day before,
# and from ten in the morning none excludes the day after.
_UTC = re.compile(r"[T ](\d\d):?\d\d(?::?\d\d(?:\.\d+)?)?\s?(?:Z|[+-]00:?00|GMT|UTC)\s*$")
_DAY_BEFORE_UNTIL, _DAY_AFTER_FROM = 12, 10
# What tells the day where the outlet is.
_LOCAL = re.compile(r"^(?:address|line|date line|dateline|element|microdata, '|time element)")

_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name: number for number, full in enumerate(_FULL_MONTHS, 1) for name in (full, full[:3])} | {"sept": 9}
_NAME = "|".join(sorted(_MONTHS, key=lambda name: -len(name)))
_IN_URL = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?=[/._-]|$)"
    r"|(?<!\d)((?:19|20)\d\d)[-/_.]?(0[1-9]|1[0-2])[-/_.]?(0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_DAY_FIRST_IN_URL = re.compile(r"(?<![\d-])(0?[1-9]|[12]\d|3[01])[-_.](0?[1-9]|1[0-2])[-_.]((?:19|20)\d\d)(?!-?\d)")
# "/2010/politics/08/13/": the section stands between the year and the day.
_SECTION_IN_URL = re.compile(
    r"/((?:19|20)\d\d)/[a-z][\w-]{1,30}/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/", re.IGNORECASE
)
_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2]|[a-z]{3,9})(?=/)", re.IGNORECASE)
# "KUNA 172130 Dec 12": day and hour, month, year of two digits, at the foot of a wire story.
_WIRE_FOOT = re.compile(
    rf"(?<!\d)(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d ?(?:GMT |UTC |Z )?({_NAME})\.? (\d\d)(?!\d)", re.IGNORECASE
)


def date_candidates(
    stamps: Iterable[Stamp],
    *,
    url: str | None,
    lines: Iterable[tuple[str, float, str]],
    dateline_day: str | None,
    now: str,
    month_first: bool = False,
    language: str = "",
) -> tuple[DateCandidate, ...]:
    """Every date somebody gives the report, best first.

    `stamps` come from metadata and fields; `lines` are visible lines with a weight and a name ("date line"); the day of
    a dateline has no year and is kept for whoever can tell it. Nothing is published after `now` (YYYY-MM-DD).
    `month_first` and `language` tell how the source writes its dates; where another date of it says otherwise, 03/04/2019
    is read as that one is.
    """
    made: list[tuple[DateCandidate, date | None]] = []
    crawled = None
    for stamp in stamps:
        found = first_day(stamp.value, month_first=month_first, language=language)
        if found is None:
            continue
        when = _day(found.day, found.said, hour=found.hour)
        refused = None
        if stamp.kind == "crawled":
            crawled, refused = when, "crawl date"
        evidence = f"{stamp.evidence}: {stamp.said or stamp.value}"
        made.append((_candidate(when, stamp.weight, evidence, refused), stamp.swapped or found.swapped))
    made += [(one, None) for one in _in_url(url)]
    for text, weight, name in lines:
        foot = _wire_foot(text)
        found, kind = (None, "") if foot else _of_line(text, month_first, language)
        when = foot or (_day(found.day, found.said, hour=found.hour) if found else None)
        if when:
            sure = min(weight, _UPDATE_WEIGHT) if kind == "updated" else weight
            refused = "a photo may be older than the report" if name == "photo caption" else None
            made.append((_candidate(when, sure, f"{name}: {text[:120]}", refused), found.swapped if found else None))
    if dateline_day and not read_date(dateline_day):
        unknown = When(start=None, end=None, precision="unknown", basis="dateline")
        made.append(
            (DateCandidate(when=unknown, weight=0.5, evidence=f"dateline: {dateline_day}", refused="no year"), None)
        )
    elif dateline_day:
        made.append((_candidate(read_date(dateline_day), 0.8, f"dateline: {dateline_day}", None), None))
    latest = min((crawled.end or now) if crawled else now, now)
    checked = [_checked(one, latest=latest, now=now) for one in _settled(made, latest)]
    checked = list({(c.when, c.evidence): c for c in checked}.values())
    return tuple(sorted(checked, key=lambda c: (c.refused is not None, -c.weight, c.when.start or "", c.evidence)))


def published(candidates: Iterable[DateCandidate]) -> When | None:
    """The day that the candidates support best, where the outlet is; None when none is sure enough."""
    usable = [c for c in candidates if c.refused is None and c.when.start]
    best, best_support = None, 0.0
    for one in usable:
        if one.weight < _SURE or one.when.precision == "month":
            continue
        # Agreement breaks ties between sources of about the same trust; it does not lift a weak one over a strong one.
        support = one.weight + 0.1 * min(
            2, sum(other.weight for other in usable if other is not one and _agree(one, other))
        )
        if support > best_support:
            best, best_support = one, support
    return _where_the_outlet_is(best, usable).when if best else None


def _where_the_outlet_is(best: DateCandidate, usable: list[DateCandidate]) -> DateCandidate:
    """The candidate itself, unless it gives the hour of Greenwich and the page shows its readers the day next to it."""
    greenwich = _UTC.search(best.evidence)
    if greenwich is None:
        return best
    hour, day = int(greenwich[1]), date.fromisoformat(best.when.start or "")
    steps = ([-1] if hour < _DAY_BEFORE_UNTIL else []) + ([1] if hour >= _DAY_AFTER_FROM else [])
    local = [c for c in usable if c.weight >= _SURE and _LOCAL.match(c.evidence) and not _UTC.search(c.evidence)]
    local = [c for c in local if c.when.start == c.when.end]
    if any(c.when.start == best.when.start for c in local):
        return best
    beside = {(day + timedelta(days=step)).isoformat() for step in steps}
    return max((c for c in local if c.when.start in beside), key=lambda c: (c.weight, c.evidence), default=best)


def _settled(made: list[tuple[DateCandidate, date | None]], latest: str) -> list[DateCandidate]:
    """The candidates, those in numbers read the other way round where only so they agree with a date that is plain, or
    do not lie in the future."""
    plain = [one for one, swapped in made if swapped is None and one.when.start]
    settled = []
    for one, swapped in made:
        if swapped is not None:
            other = _day(swapped, one.when.basis, hour=one.when.precision == "hour")
            turned = msgspec.structs.replace(one, when=other)
            agrees = [any(_agree(candidate, two) for two in plain) for candidate in (one, turned)]
            if agrees == [False, True] or (agrees[0] == agrees[1] and (one.when.start or "") > _later(latest)):
                one = turned
        settled.append(one)
    return settled


def _of_line(text: str, month_first: bool, language: str) -> tuple[Day | None, str]:
    """The date of a line that tells of the report best, and what the line says it is."""
    found = cued_days(text, month_first=month_first, language=language, short_years=False)
    for kinds in (("published",), ("",), ("updated", "other")):
        for day, kind, _ in found:
            if kind in kinds:
                return day, kind
    return None, ""


def read_date(text: str, *, month_first: bool = False, language: str = "") -> When | None:
    """The first complete date in a string, in any of the usual forms; None when there is none.

    12/03/2014 is taken day first, unless only month first is possible, or `month_first`.

    >>> read_date("Published: May 4, 2015 10:20 am").start
    '2015-05-04'
    """
    found = first_day(text, month_first=month_first, language=language)
    return _day(found.day, found.said, hour=found.hour) if found else None


def _valid(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month or 0, day)
    except ValueError:
        return None


def _day(day: date, basis: str, *, hour: bool = False) -> When:
    return When(start=day.isoformat(), end=day.isoformat(), precision="hour" if hour else "day", basis=basis)


def _candidate(when: When, weight: float, evidence: str, refused: str | None) -> DateCandidate:
    named = When(start=when.start, end=when.end, precision=when.precision, basis=evidence)
    return DateCandidate(when=named, weight=weight, evidence=evidence, refused=refused)


def _in_url(url: str | None) -> list[DateCandidate]:
    if not url:
        return []
    for match in _IN_URL.finditer(url):
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
        number = _MONTHS.get(month.lower()) if month[0].isalpha() else int(month)
        made = _valid(int(year), number, int(day))
        if made:
            weight = 0.75 if match[1] else 0.6
            return [_candidate(_day(made, ""), weight, f"address: {match[0]}", None)]
    section = _SECTION_IN_URL.search(url)
    made = _valid(int(section[1]), int(section[2]), int(section[3])) if section else None
    if section and made:
        return [_candidate(_day(made, ""), 0.7, f"address: {section[0]}", None)]
    match = _DAY_FIRST_IN_URL.search(url)
    made = _valid(int(match[3]), int(match[2]), int(match[1])) if match else None
    if match and made:
        return [_candidate(_day(made, ""), 0.52, f"address: {match[0]}", None)]
    match = _MONTH_IN_URL.search(url)
    number = (_MONTHS.get(match[2].lower()) if match[2][0].isalpha() else int(match[2])) if match else None
    if match is None or not number:
        return []
    first = date(int(match[1]), number, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    month_long = When(start=first.isoformat(), end=last.isoformat(), precision="month", basis="")
    return [_candidate(month_long, 0.55, f"address: {match[0]}", None)]


def _wire_foot(text: str) -> When | None:
    match = _WIRE_FOOT.search(text)
    if not match:
        return None
    year = int(match[4]) + (2000 if int(match[4]) < 70 else 1900)
    made = _valid(year, _MONTHS[match[3].lower()], int(match[1]))
    return _day(made, match[0], hour=True) if made else None


def _checked(one: DateCandidate, *, latest: str, now: str) -> DateCandidate:
    start = one.when.start
    if one.refused or start is None:
        return one
    reason = None
    # A page stamped in another time zone may be dated a day ahead of the reader's calendar.
    if start > _later(latest):
        reason = "after the report was read" if start > _later(now) else "after the report was crawled"
    elif int(start[:4]) < _FIRST_YEAR or start == "1970-01-01":
        reason = "no report is that old"
    elif int(start[:4]) < _FIRST_PAGE_YEAR and _UNCALLED.match(one.evidence):
        reason = "no page is that old"
    if reason is None:
        return one
    return DateCandidate(when=one.when, weight=one.weight, evidence=one.evidence, refused=reason)


def _later(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=_SAME_DAYS)).isoformat()


def _agree(one: DateCandidate, other: DateCandidate) -> bool:
    a, b = date.fromisoformat(one.when.start or ""), date.fromisoformat(other.when.start or "")
    if other.when.precision == "month":
        return other.when.start <= one.when.start <= (other.when.end or "")  # type: ignore[operator]
    return abs((a - b).days) <= _SAME_DAYS
