"""When a report was published: the best of its date candidates that agrees with what the report itself tells.

Cleaning collects what metadata, URL and visible lines say. Here the content speaks: a report is not older than the
newest past event it dates, it was written while the people it names held their offices, and not after it was crawled or
read. A report without a candidate stays undated, with the bounds that are known; nothing is guessed silently.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from dateline.annotate.datebounds import Bound, day_of, not_after, not_before, pinned, undated
from dateline.annotate.filing import filing_candidates
from dateline.annotate.narrowing import narrowed
from dateline.annotate.offices import agreed, office_bounds
from dateline.annotate.times import find_times
from dateline.model import Annotations, DateCandidate, Document, When
from dateline.resources import Resources

# A day of slack between the day told and the day published: time zones, and copy filed before midnight.
_SLACK = timedelta(days=1)
# Below this a candidate is a hint and does not date a report by itself.
_ENOUGH = 0.5
# Enough to make a month told by a better candidate exact.
_HINT = 0.3
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def date_report(document: Document, annotations: Annotations, resources: Resources, *, now: str) -> Document:
    """The document with `published` and every candidate considered, refused ones with the reason.

    `now` (YYYY-MM-DD) is the day of reading: nothing was published after it.
    """
    if _beyond_doubt(document):
        return document
    open_document = msgspec.structs.replace(document, published=None)
    times = find_times(open_document, annotations, resources)
    read = date.fromisoformat(now[:10])
    low = not_before(document, annotations, times)
    high = not_after(document)
    candidates = list(document.date_candidates)
    candidates += filing_candidates(document, times, candidates, low, high)
    judged = [_judge(c, low, high, read) for c in candidates]
    best = _best(judged, document.published)
    if best is None:
        first, last, used = agreed(office_bounds(document, annotations, resources))
        offices = [f"{b.name} as {b.office}" for b in used if b.start or b.end]
        best = undated(low, high, first, last, offices)
        best = pinned(document, times, best, read) or best
        best = narrowed(document, annotations, times, best) or best
    return msgspec.structs.replace(document, published=best, date_candidates=tuple(judged))


def _beyond_doubt(document: Document) -> bool:
    """Cleaning found the day, and the text names no year from then on: nothing in it can speak against that day. Most
    reports are such, and are spared a second search for times."""
    published = document.published
    if published is None or published.start is None or published.start != published.end:
        return False
    return all(year < published.start[:4] for year in _YEARS.findall(document.text))


def _judge(candidate: DateCandidate, low: Bound | None, high: Bound | None, read: date) -> DateCandidate:
    if candidate.refused or candidate.when.start is None:
        return candidate
    start, end = day_of(candidate.when.start), day_of(candidate.when.end or candidate.when.start)
    if start > read + _SLACK:
        return msgspec.structs.replace(candidate, refused="after the report was read")
    if high and start > high.day + _SLACK:
        return msgspec.structs.replace(candidate, refused=f"impossible: {high.reason}")
    if low and end + _SLACK < low.day:
        return msgspec.structs.replace(candidate, refused=f"too early: {low.reason}")
    return candidate


def _best(judged: list[DateCandidate], chosen: When | None) -> When | None:
    """What cleaning chose, when nothing here refused it; else the heaviest usable one, or a narrower one inside it."""
    usable = [c for c in judged if not c.refused and c.when.start and c.weight >= _HINT]
    if chosen is not None and any(c.when == chosen for c in usable):
        return chosen
    if not any(c.weight >= _ENOUGH for c in usable):
        return None
    best = min(usable, key=lambda c: (-c.weight, _length(c.when), c.when.start, c.evidence))
    inside = [
        c
        for c in usable
        if _length(c.when) < _length(best.when)
        and best.when.start <= c.when.start
        and (c.when.end or c.when.start) <= (best.when.end or best.when.start)
    ]
    return max(inside, key=lambda c: (c.weight, c.evidence)).when if inside else best.when


def _length(when: When) -> int:
    return (day_of(when.end or when.start) - day_of(when.start)).days
