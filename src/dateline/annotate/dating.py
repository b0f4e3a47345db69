"""When a report was published: the best of its date candidates that agrees with what the report itself tells.

Cleaning collects what metadata, URL and visible lines say. Here the content speaks: a report is not older than the newest
past event it dates, it was written while the people it names held their offices, and not after it was crawled or read.
A report without a candidate stays undated, with the bounds that are known; nothing is guessed silently.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from dateline.annotate.calendar import days_of
from dateline.annotate.narrowing import narrowed
from dateline.annotate.offices import agreed, office_bounds
from dateline.annotate.times import find_times
from dateline.annotate.timewords import load_timewords
from dateline.model import Annotations, DateCandidate, Document, TimeExpression, When
from dateline.resources import Resources
from dateline.tense import governing_verb, tense_of

# A day of slack between the day told and the day published: time zones, and copy filed before midnight.
_SLACK = timedelta(days=1)
# The line a report is filed from stands near its beginning: "KABUL, Afghanistan (Jan. 25, 2013) -".
_HEAD_CHARACTERS = 450
_DATELINE_WEIGHT = 0.7
# Below this a candidate is a hint and does not date a report by itself.
_ENOUGH = 0.5
# Enough to make a month told by a better candidate exact.
_HINT = 0.3


class _Bound(NamedTuple):
    day: date
    reason: str


def date_report(document: Document, annotations: Annotations, resources: Resources, *, now: str) -> Document:
    """The document with `published` and every candidate considered, refused ones with the reason. `now` (YYYY-MM-DD) is the
    day of reading: nothing was published after it."""
    undated = msgspec.structs.replace(document, published=None)
    times = find_times(undated, annotations, resources)
    read = date.fromisoformat(now[:10])
    low = _not_before(document, annotations, times)
    high = _not_after(document)
    candidates = list(document.date_candidates)
    candidates += _dateline_candidates(document, times, candidates, low, high, read)
    judged = [_judge(c, low, high, read) for c in candidates]
    best = _best(judged, document.published)
    if best is None:
        first, last, used = agreed(office_bounds(document, annotations, resources))
        offices = [f"{b.name} as {b.office}" for b in used if b.start or b.end]
        best = _bounds(low, high, first, last, offices)
        best = _pinned(document, times, best, read) or best
        best = narrowed(document, annotations, times, best) or best
    return msgspec.structs.replace(document, published=best, date_candidates=tuple(judged))


# --- what bounds the date ----------------------------------------------------------------------------------------


def _not_before(document: Document, annotations: Annotations, times: tuple[TimeExpression, ...]) -> _Bound | None:
    """The newest past moment that is dated in full: the report came after it."""
    newest = _caption_date(document)
    for time in times:
        if time.anchor != "none" or time.when is None or time.when.start is None or time.kind not in ("DATE", "TIME"):
            continue
        day = date.fromisoformat(time.when.start)
        words = document.text[time.start : time.end]
        if not (newest is None or day > newest.day):
            continue
        if _in_caption(document, time) and time.when.precision == "day":
            newest = _Bound(day, f"the picture is of {words}")
        elif _told_as_past(annotations, time):
            newest = _Bound(
                day,
                f"it tells what happened in {words}"
                if time.when.precision != "day"
                else f"it tells what happened on {words}",
            )
    return newest


def _caption_date(document: Document) -> _Bound | None:
    """The newest picture that cleaning took out with its caption: the report is not older than its picture."""
    days = [_day(c.when.start) for c in document.date_candidates if c.when.start and c.evidence.startswith("photo")]
    for line in document.removed:
        if "photo" in line.reason and (value := _date_in(line.text)) and (found := days_of(value)):
            days.append(found[0][0])
    return _Bound(max(days), f"a picture is of {max(days).isoformat()}") if days else None


def _in_caption(document: Document, time: TimeExpression) -> bool:
    block = next((b for b in document.blocks if b.start <= time.start < b.end), None)
    if block is None:
        return False
    return block.kind == "caption" or bool(
        re.match(r"\W*(FILE|FILE PHOTO|Photo|Picture)\b", document.text[block.start : block.end])
    )


def _told_as_past(annotations: Annotations, time: TimeExpression) -> bool:
    """Whether a verb in the past holds the date: "the 2014 games will open" in 2013 tells no past."""
    tokens = annotations.sentences[time.sentence].tokens
    at = next((i for i, t in enumerate(tokens) if t.start <= time.start < t.end), None)
    if at is None:
        return False
    while tokens[at].head != at and time.start <= tokens[tokens[at].head].start < time.end:
        at = tokens[at].head
    head = tokens[at].head
    if tokens[head].pos == "ADP":
        head = tokens[head].head
    if tokens[head].pos not in ("VERB", "AUX"):
        return False
    verb = governing_verb(tokens, head)
    finite = {t.tag for t in tokens if t.head == verb} | {tokens[verb].tag}
    return tense_of(tokens, verb) == "past" and bool(finite & {"VBD", "VBN"}) and "MD" not in finite


def _not_after(document: Document) -> _Bound | None:
    """Crawled on that day, so not published after it."""
    days = [
        (_day(c.when.end or c.when.start), c)
        for c in document.date_candidates
        if c.refused and "crawl" in c.refused and (c.when.end or c.when.start)
    ]
    if not days:
        return None
    day, candidate = min(days, key=lambda pair: pair[0])
    return _Bound(day, f"it was crawled on {day.isoformat()}")


# --- the line a report is filed from -------------------------------------------------------------------------------


def _dateline_candidates(document, times, candidates, low, high, read) -> list[DateCandidate]:
    """'KABUL, Afghanistan (Jan. 25, 2013)', or a first line that is a date and nothing else."""
    found = []
    for candidate in document.date_candidates:
        if candidate.refused == "no year" and (value := _date_in(candidate.evidence)):
            days = days_of(_with_year(value, candidates, low, high) or "")
            if days:
                day = days[0][0].isoformat()
                when = When(start=day, end=day, precision="day", basis=f"{candidate.evidence}, the year from other dates")
                found.append(DateCandidate(when=when, weight=_DATELINE_WEIGHT, evidence=candidate.evidence))
    for time in times:
        if time.start > document.blocks[0].start + _HEAD_CHARACTERS if document.blocks else True:
            break
        if time.kind != "DATE" or not _stands_as_dateline(document, time):
            continue
        words = document.text[time.start : time.end]
        value = time.value if time.when else _with_year(time.value, candidates, low, high)
        days = days_of(value) if value else None
        if days is None or days[1] != "day":
            continue
        day = days[0][0].isoformat()
        when = When(start=day, end=day, precision="day", basis=f"the line it is filed from: '{words}'")
        found.append(DateCandidate(when=when, weight=_DATELINE_WEIGHT, evidence=words))
    return found[:1]


def _date_in(text: str) -> str | None:
    """The first date in a line of a page: 'dateline: Jan. 8' is "XXXX-01-08", 'May 4, 2025' is "2025-05-04"."""
    lexicon = load_timewords()
    words = lexicon.lex(text, 0, len(text))
    for find in lexicon.find(words):
        if find.make == "calendar_date":
            inside = words[find.first : find.last]
            month, day = (next(w for w in inside if name in w.classes) for name in ("month", "daynum"))
            year = next((w.text for w in inside if "year" in w.classes), "XXXX")
            return f"{year}-{lexicon.values['month'][month.text.lower()]:02d}-{int(day.text):02d}"
    return None


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
    """'Apr. 23: Operations in the east' and 'Morning update, March 8, 2011' are dated headlines; "... on May 4" is not."""
    if not line.strip() and rest.startswith(":"):
        return True
    return not rest.strip(" .|") and bool(re.search(r"[A-Za-z)],?\s*$", line)) and not re.search(r"\b[a-z]+\s*$", line)


def _with_year(value: str, candidates: list[DateCandidate], low: _Bound | None, high: _Bound | None) -> str | None:
    """A month and day without a year get the one year that candidates or bounds leave."""
    if not re.match(r"XXXX-\d\d-\d\d$", value):
        return None
    years = sorted(
        {
            _day(c.when.start).year
            for c in candidates
            if not c.refused and c.when.start and c.when.precision in ("day", "month", "year", "hour")
        }
    )
    if not years and low and high:
        years = range(low.day.year, high.day.year + 1)
    fits = []
    for year in years:
        found = days_of(f"{year:04d}{value[4:]}")
        if found and not (low and found[0][0] + _SLACK < low.day) and not (high and found[0][0] > high.day + _SLACK):
            fits.append(year)
    return f"{fits[0]:04d}{value[4:]}" if len(fits) == 1 else None


# --- the choice ----------------------------------------------------------------------------------------------------


def _judge(candidate: DateCandidate, low: _Bound | None, high: _Bound | None, read: date) -> DateCandidate:
    if candidate.refused or candidate.when.start is None:
        return candidate
    start, end = _day(candidate.when.start), _day(candidate.when.end or candidate.when.start)
    if start > read + _SLACK:
        return msgspec.structs.replace(candidate, refused="after the report was read")
    if high and start > high.day + _SLACK:
        return msgspec.structs.replace(candidate, refused=f"impossible: {high.reason}")
    if low and end + _SLACK < low.day:
        return msgspec.structs.replace(candidate, refused=f"too early: {low.reason}")
    return candidate


def _best(judged: list[DateCandidate], chosen: When | None) -> When | None:
    """What cleaning chose, when nothing here refused it; else the heaviest usable candidate. A narrower one inside makes
    it exact."""
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
    return (_day(when.end or when.start) - _day(when.start)).days


def _bounds(low, high, first: date | None, last: date | None, offices: list[str]) -> When | None:
    """'Undated', with what is known: not before, not after, and why."""
    start = max((d for d in (low.day if low else None, first) if d), default=None)
    end = min((d for d in (high.day if high else None, last) if d), default=None)
    if start and end and start > end:  # an office that contradicts the dates told: the dates count
        start, end = low.day if low else None, high.day if high else None
        offices = []
    if start is None and end is None:
        return None
    reasons = []
    if start:
        reasons.append(
            f"not before {start.isoformat()}: " + (low.reason if low and low.day == start else "the offices named")
        )
    if end:
        reasons.append(
            f"not after {end.isoformat()}: " + (high.reason if high and high.day == end else "the offices named")
        )
    if offices:
        reasons.append("offices: " + ", ".join(offices))
    return When(
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision="interval",
        basis="undated; " + "; ".join(reasons),
    )


def _pinned(document: Document, times: tuple[TimeExpression, ...], bounds: When | None, read: date) -> When | None:
    """A weekday told with its day of the month fits one year in some: "Wednesday, 14 August" within 2018-2022 is 2019.
    Such a date is told within weeks, so the report lies near it; two that disagree pin nothing."""
    if bounds is None or bounds.start is None:
        return None
    start, end = _day(bounds.start), min(_day(bounds.end), read) if bounds.end else read
    found = set()
    for time in times:
        words = document.text[time.start : time.end]
        number = next((n for name, n in _WEEKDAYS.items() if name in words.lower()), None)
        if number is None or not re.match(r"XXXX-\d\d-\d\d$", time.value):
            continue
        days = [days_of(f"{year:04d}{time.value[4:]}") for year in range(start.year, end.year + 1)]
        fits = [d[0][0] for d in days if d and d[0][0].isoweekday() == number and start - _NEAR <= d[0][0] <= end + _NEAR]
        if len(fits) != 1:
            return None
        found.add((fits[0], words))
    if not found or (max(found)[0] - min(found)[0]) > _NEAR:
        return None
    first, last = max(start, min(found)[0] - _NEAR), min(end, max(found)[0] + _NEAR)
    basis = f"undated; near {min(found)[0].isoformat()}: '{min(found)[1]}' fits no other year; {bounds.basis.removeprefix('undated; ')}"
    return When(start=first.isoformat(), end=last.isoformat(), precision="interval", basis=basis)


_NEAR = timedelta(days=31)
_WEEKDAYS = {"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
