"""The line a report is filed from: "VELMAR, Ostania (Nov. 3, 2012) -", or a headline that tells its day."""

from __future__ import annotations

import re
from datetime import timedelta

from dateline.annotate.calendar import days_of
from dateline.annotate.datebounds import Bound, date_in, day_of
from dateline.model import DateCandidate, Document, TimeExpression, When

# The line stands near the beginning of the text.
_HEAD_CHARACTERS = 450
_WEIGHT = 0.7
_SLACK = timedelta(days=1)


def filing_candidates(
    document: Document,
    times: tuple[TimeExpression, ...],
    candidates: list[DateCandidate],
    low: Bound | None,
    high: Bound | None,
) -> list[DateCandidate]:
    """The day of the line that cleaning took out, or of one that stands in the text; at most one, the first.

    A line without a year ("VELMAR (Nov. 3)") gets the one year that other candidates or the bounds leave, or none.
    """
    for candidate in document.date_candidates:
        if candidate.refused == "no year" and (value := date_in(candidate.evidence)):
            found = _filed(_with_year(value, candidates, low, high), f"{candidate.evidence}, the year from other dates")
            if found:
                return [found]
    head = document.blocks[0].start + _HEAD_CHARACTERS if document.blocks else 0
    for time in times:
        if time.start > head:
            break
        if time.kind == "DATE" and _stands_as_dateline(document, time):
            value = time.value if time.when else _with_year(time.value, candidates, low, high)
            found = _filed(value, f"the line it is filed from: '{document.text[time.start : time.end]}'")
            if found:
                return [found]
    return []


def _filed(value: str | None, basis: str) -> DateCandidate | None:
    found = days_of(value) if value else None
    if found is None or found[1] != "day":
        return None
    day = found[0][0].isoformat()
    when = When(start=day, end=day, precision="day", basis=basis)
    return DateCandidate(when=when, weight=_WEIGHT, evidence=basis)


def _stands_as_dateline(document: Document, time: TimeExpression) -> bool:
    text = document.text
    before, after = text[max(0, time.start - 60) : time.start], text[time.end : time.end + 4]
    line = text[text.rfind("\n", 0, time.start) + 1 : time.start]
    rest = text[time.end : (text.find("\n", time.end) + len(text) + 1) % (len(text) + 1)]
    if before.rstrip().endswith("(") and after.lstrip().startswith(")"):
        return bool(re.search(r"[A-Z]{3,}[^a-z()]*(?:,? ?[A-Z][\w’' -]*)?\s*\($", before))
    if not line.strip(" |-–—") and not rest.strip(" .|-–—"):
        return True
    if time.start < document.blocks[0].end and _opens_or_closes_headline(line, rest):
        return True
    return bool(re.match(r"\s*[A-Z][A-Z .’'-]{2,}(?:,[\w .]+)?,\s*$", line)) and bool(re.match(r"\s*(\(|—|–|-)", after))


def _opens_or_closes_headline(line: str, rest: str) -> bool:
    """'Nov. 3: Talks in the west', 'Evening bulletin, Nov. 3, 2012'; not "Talks open on May 4"."""
    if not line.strip() and rest.startswith(":"):
        return True
    return not rest.strip(" .|") and bool(re.search(r"[A-Za-z)],?\s*$", line)) and not re.search(r"\b[a-z]+\s*$", line)


def _within_story(value: str, candidates: list[DateCandidate]) -> str | None:
    """The same within the days that the report's story leaves."""
    fits = set()
    for one in candidates:
        if one.refused or one.when.precision != "interval" or not (one.when.start and one.when.end):
            continue
        first, last = day_of(one.when.start), day_of(one.when.end)
        for year in range(first.year, last.year + 1):
            found = days_of(f"{year:04d}{value[4:]}")
            if found and first <= found[0][0] <= last:
                fits.add(year)
    return f"{min(fits):04d}{value[4:]}" if len(fits) == 1 else None


def _with_year(value: str, candidates: list[DateCandidate], low: Bound | None, high: Bound | None) -> str | None:
    """A month and day without a year get the one year that candidates or bounds leave."""
    if not re.match(r"XXXX-\d\d-\d\d$", value):
        return None
    years = sorted(
        {
            day_of(c.when.start).year
            for c in candidates
            if not c.refused and c.when.start and c.when.precision in ("day", "month", "year", "hour")
        }
    )
    if not years and low and high:
        years = range(low.day.year, high.day.year + 1)
    if not years:
        return _within_story(value, candidates)
    fits = []
    for year in years:
        found = days_of(f"{year:04d}{value[4:]}")
        if found and not (low and found[0][0] + _SLACK < low.day) and not (high and found[0][0] > high.day + _SLACK):
            fits.append(year)
    return f"{fits[0]:04d}{value[4:]}" if len(fits) == 1 else None
