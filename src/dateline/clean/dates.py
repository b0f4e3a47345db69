"""When a report was published: every reason to think so, weighed; crawl dates and impossible ones kept, but refused.

What the words of the report tell (weekdays, office holders) is judged later, in annotate/dating.py, which reads the
candidates made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from dateline.clean.metadata import Stamp
from dateline.model import DateCandidate, When

# The best candidate dates the report only when it is at least this sure.
_SURE = 0.5
# "Updated: ..." dates the report only where nothing else does: most updates are of the same day.
_UPDATE_WEIGHT = 0.5
# Candidates this many days apart support each other: time zones, and a page dated the day after the wire.
_SAME_DAYS = 1
_FIRST_YEAR = 1850

_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name: number for number, full in enumerate(_FULL_MONTHS, 1) for name in (full, full[:3])} | {"sept": 9}
_NAME = "|".join(sorted(_MONTHS, key=lambda name: -len(name)))
_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)(?:[T ]+([01]\d|2[0-3]):?[0-5]\d)?"
)
_ISO_TIGHT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T\d{4}")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ .\-/]*(?:of )?({_NAME})\b[.,]?[ \-/,]*((?:19|20)\d\d)\b", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"\b({_NAME})\b\.?[ \-]*(\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]+((?:19|20)\d\d)(?:\b|(?=\d{{1,2}}:\d\d))", re.IGNORECASE
)
_NUMBERS = re.compile(r"(?<![\d/.\-])(\d{1,2})([/.\-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/\-]|\.\d)")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_IN_URL = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?=[/._-]|$)"
    r"|(?<!\d)((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2]|[a-z]{3,9})(?=/)", re.IGNORECASE)
# "KUNA 172130 Dec 12": day and hour, month, year of two digits, at the foot of a wire story.
_WIRE_FOOT = re.compile(
    rf"(?<!\d)(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d ?(?:GMT |UTC |Z )?({_NAME})\.? (\d\d)(?!\d)", re.IGNORECASE
)
_UPDATED = re.compile(r"updat|modif|edited", re.IGNORECASE)


def date_candidates(
    stamps: Iterable[Stamp],
    *,
    url: str | None,
    lines: Iterable[tuple[str, float, str]],
    dateline_day: str | None,
    now: str,
) -> tuple[DateCandidate, ...]:
    """Every date somebody gives the report, best first.

    `stamps` come from metadata and fields; `lines` are visible lines with a weight and a name ("date line"); the day of
    a dateline has no year and is kept for whoever can tell it. Nothing is published after `now` (YYYY-MM-DD).
    """
    made: list[DateCandidate] = []
    crawled = None
    for stamp in stamps:
        when = read_date(stamp.value)
        if when is None:
            continue
        if stamp.kind == "crawled":
            crawled = when
            made.append(_candidate(when, stamp.weight, f"{stamp.evidence}: {stamp.value}", "crawl date"))
        else:
            made.append(_candidate(when, stamp.weight, f"{stamp.evidence}: {stamp.value}", None))
    made += _in_url(url)
    for text, weight, name in lines:
        when = _wire_foot(text) or read_date(text)
        if when:
            sure = min(weight, _UPDATE_WEIGHT) if _UPDATED.search(text) else weight
            refused = "a photo may be older than the report" if name == "photo caption" else None
            made.append(_candidate(when, sure, f"{name}: {text[:120]}", refused))
    if dateline_day and not read_date(dateline_day):
        unknown = When(start=None, end=None, precision="unknown", basis="dateline")
        made.append(DateCandidate(when=unknown, weight=0.5, evidence=f"dateline: {dateline_day}", refused="no year"))
    elif dateline_day:
        made.append(_candidate(read_date(dateline_day), 0.8, f"dateline: {dateline_day}", None))
    latest = min((crawled.end or now) if crawled else now, now)
    checked = [_checked(one, latest=latest, now=now) for one in made]
    checked = list({(c.when, c.evidence): c for c in checked}.values())
    return tuple(sorted(checked, key=lambda c: (c.refused is not None, -c.weight, c.when.start or "", c.evidence)))


def published(candidates: Iterable[DateCandidate]) -> When | None:
    """The day that the candidates support best, None when none is sure enough."""
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
    return best.when if best else None


def read_date(text: str) -> When | None:
    """The first complete date in a string, in any of the usual forms; None when there is none.

    12/03/2014 is taken day first, unless only month first is possible.

    >>> read_date("Published: May 4, 2015 10:20 am").start
    '2015-05-04'
    """
    text = text.strip()
    if _EPOCH.match(text):
        seconds = int(text[:10])
        return _day(datetime.fromtimestamp(seconds, UTC).date(), text, hour=True)
    found: list[tuple[int, date, str]] = []
    for pattern, order in (
        (_ISO, "y-md"),
        (_ISO_TIGHT, "ymd"),
        (_DAY_FIRST, "dmy"),
        (_MONTH_FIRST, "mdy"),
        (_NUMBERS, "d-my"),
    ):
        match = pattern.search(text)
        if match and (day := _of(match, order)):
            found.append((match.start(), day, match[0]))
    if not found:
        return None
    start, day, said = min(found, key=lambda one: (one[0], -len(one[2])))
    return _day(day, said, hour=bool(_CLOCK.search(text[start:])))


def _of(match: re.Match[str], order: str) -> date | None:
    parts = [match[n + 1] for n in range(len(order))]
    values = {key: part for key, part in zip(order, parts, strict=True) if key != "-"}
    year, day = int(values["y"]), int(values["d"])
    month = _MONTHS.get(values["m"].lower()) if values["m"][0].isalpha() else int(values["m"])
    if month and month > 12 and order == "d-my":
        day, month = month, day
    return _valid(year, month, day)


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
