"""Between which days a report was published, as it tells itself: dated past events, pictures, the crawl, weekdays."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from dateline.annotate.calendar import days_of
from dateline.annotate.timewords import load_timewords
from dateline.model import Annotations, Document, TimeExpression, When
from dateline.tense import governing_verb, tense_of

# A weekday with its day of the month is told within weeks of that day.
_NEAR = timedelta(days=31)
_WEEKDAYS = {"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}


class Bound(NamedTuple):
    day: date
    reason: str


def not_before(document: Document, annotations: Annotations, times: tuple[TimeExpression, ...]) -> Bound | None:
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
            newest = Bound(day, f"the picture is of {words}")
        elif _told_as_past(annotations, time):
            newest = Bound(
                day,
                f"it tells what happened in {words}"
                if time.when.precision != "day"
                else f"it tells what happened on {words}",
            )
    return newest


def _caption_date(document: Document) -> Bound | None:
    """The newest picture that cleaning took out with its caption: the report is not older than its picture."""
    days = [day_of(c.when.start) for c in document.date_candidates if c.when.start and c.evidence.startswith("photo")]
    for line in document.removed:
        if "photo" in line.reason and (value := date_in(line.text)) and (found := days_of(value)):
            days.append(found[0][0])
    return Bound(max(days), f"a picture is of {max(days).isoformat()}") if days else None


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


def not_after(document: Document) -> Bound | None:
    """Crawled on that day, so not published after it."""
    days = [
        (day_of(c.when.end or c.when.start), c)
        for c in document.date_candidates
        if c.refused and "crawl" in c.refused and (c.when.end or c.when.start)
    ]
    if not days:
        return None
    day = min(day for day, _ in days)
    return Bound(day, f"it was crawled on {day.isoformat()}")


def undated(low, high, first: date | None, last: date | None, offices: list[str]) -> When | None:
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


def pinned(document: Document, times: tuple[TimeExpression, ...], bounds: When | None, read: date) -> When | None:
    """A weekday told with its day of the month fits one year in some: "Wednesday, 14 August" within 2018-2022 is 2019.
    Such a date is told within weeks, so the report lies near it; two that disagree pin nothing."""
    if bounds is None or bounds.start is None:
        return None
    start, end = day_of(bounds.start), min(day_of(bounds.end), read) if bounds.end else read
    found = set()
    for time in times:
        words = document.text[time.start : time.end]
        number = next((n for name, n in _WEEKDAYS.items() if name in words.lower()), None)
        if number is None or not re.match(r"XXXX-\d\d-\d\d$", time.value):
            continue
        days = [days_of(f"{year:04d}{time.value[4:]}") for year in range(start.year, end.year + 1)]
        fits = [
            d[0][0] for d in days if d and d[0][0].isoweekday() == number and start - _NEAR <= d[0][0] <= end + _NEAR
        ]
        if len(fits) != 1:
            return None
        found.add((fits[0], words))
    if not found or (max(found)[0] - min(found)[0]) > _NEAR:
        return None
    first, last = max(start, min(found)[0] - _NEAR), min(end, max(found)[0] + _NEAR)
    day, words = min(found)
    rest = bounds.basis.removeprefix("undated; ")
    basis = f"undated; near {day.isoformat()}: '{words}' fits no other year; {rest}"
    return When(start=first.isoformat(), end=last.isoformat(), precision="interval", basis=basis)


def date_in(text: str) -> str | None:
    """The first date in a line of a page: 'dateline: Nov. 3' is "XXXX-11-03", 'May 4, 2025' is "2025-05-04"."""
    lexicon = load_timewords()
    words = lexicon.lex(text, 0, len(text))
    for find in lexicon.find(words):
        inside = words[find.first : find.last]
        month = next((w for w in inside if "month" in w.classes), None)
        day = next((w for w in inside if "daynum" in w.classes), None)
        if find.make == "calendar_date" and month and day:
            year = next((w.text for w in inside if "year" in w.classes), "XXXX")
            return f"{year}-{lexicon.values['month'][month.text.lower()]:02d}-{int(day.text):02d}"
    return None


def day_of(text: str) -> date:
    return date.fromisoformat(text[:10])
