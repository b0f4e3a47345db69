"""Bounds of an undated report drawn closer: by a happening that it dates twice, and by the dated reports of its story.

"The April 22 attack" and "last month's attack" in one report are one attack, so the report is from May; a picture of
4 May 2025, or neighbours from that spring, say which May. The result is still bounds, never a day passed off as known.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.annotate.calendar import days_of
from dateline.model import Annotations, Document, Sentence, TimeExpression, When
from dateline.tense import tense_of

# Evidence of a candidate that link/neighbours.py made: the bounds of a report's story.
STORY = "its story"
# Words for one kind of happening, so that "the act of terrorism of April 22" is "last week's attack".
_SAME_HAPPENING = (
    frozenset(
        [
            "act",
            "attack",
            "assault",
            "terrorism",
            "massacre",
            "killing",
            "bombing",
            "blast",
            "explosion",
            "raid",
            "strike",
            "shooting",
            "bloodshed",
        ]
    ),
    frozenset(["talk", "meeting", "summit", "conference", "visit", "negotiation"]),
    frozenset(["election", "vote", "poll", "referendum", "ballot"]),
)
_AGO = re.compile(r"\blast (week|month)\b", re.IGNORECASE)
# Bounds longer than this do not say which year a month belongs to.
_LONG = timedelta(days=330)


def narrowed(
    document: Document, annotations: Annotations, times: tuple[TimeExpression, ...], bounds: When | None
) -> When | None:
    """Closer bounds, or None when nothing draws them closer."""
    window = _story_window(document)
    start = date.fromisoformat(bounds.start) if bounds and bounds.start else None
    end = date.fromisoformat(bounds.end) if bounds and bounds.end else None
    reasons = []
    if window and not (start and start > window[1]) and not (end and end < window[0]):
        start, end = max(filter(None, (start, window[0]))), min(filter(None, (end, window[1])))
        reasons.append("the dated reports of its story")
    elif start is None or bounds is None or "the offices named" in bounds.basis.split(";")[1]:
        return None  # an office says from when on, not when
    told = _twice_told(document, annotations, times, start, end)
    if told:
        start, end = max(start, told[0]), min(end, told[1]) if end else told[1]
        reasons.append(told[2])
    if end and (newest := _newest_past(times, start, end, annotations)):
        start = max(start, newest[0])
        reasons.append(f"it tells what happened on '{document.text[newest[1].start : newest[1].end]}'")
    if not reasons or end is None or start > end:
        return None
    return When(
        start=start.isoformat(),
        end=end.isoformat(),
        precision="interval",
        basis=f"undated; {start.isoformat()} .. {end.isoformat()}: " + "; ".join(reasons),
    )


def _story_window(document: Document) -> tuple[date, date] | None:
    for candidate in document.date_candidates:
        if candidate.evidence == STORY and candidate.when.start and candidate.when.end:
            return date.fromisoformat(candidate.when.start), date.fromisoformat(candidate.when.end)
    return None


def _twice_told(
    document: Document,
    annotations: Annotations,
    times: tuple[TimeExpression, ...],
    start: date,
    end: date | None,
) -> tuple[date, date, str] | None:
    """The week or month after a happening's date, when the report also calls it last week's or last month's."""
    dated = [
        (t, noun)
        for t in times
        if re.match(r"(XXXX|\d{4})-\d\d-\d\d$", t.value) and (noun := _noun_told(annotations, t))
    ]
    ago = [
        (t, noun) for t in times if _AGO.search(document.text[t.start : t.end]) and (noun := _noun_told(annotations, t))
    ]
    for relative, noun in ago:
        for absolute, other in dated:
            if not _same_happening(noun, other):
                continue
            for year in range(start.year, (end or start).year + 2):
                day = days_of(f"{year:04d}{absolute.value[4:]}")
                after = _after(day[0][0], document.text[relative.start : relative.end]) if day else None
                if after and after[1] >= start and (end is None or after[0] <= end):
                    words = document.text[absolute.start : absolute.end]
                    return *after, f"the {other} of '{words}' is '{document.text[relative.start : relative.end]}' to it"
    return None


def _after(day: date, words: str) -> tuple[date, date]:
    """When `day` lies in the last week or month: the whole week, Monday to Sunday, or month after it."""
    if "week" in words.lower():
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7)
        return monday, monday + timedelta(days=6)
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _same_happening(a: str, b: str) -> bool:
    return a == b or any(a in group and b in group for group in _SAME_HAPPENING)


def _noun_told(annotations: Annotations, time: TimeExpression) -> str | None:
    """The lemma of the noun that a time belongs to: "attack" in "last month's attack" and in "the attack of April 22"."""
    sentence: Sentence = annotations.sentences[time.sentence]
    tokens = sentence.tokens
    inside = [i for i, t in enumerate(tokens) if time.start <= t.start < time.end]
    if not inside:
        return None
    at = inside[-1]
    for _ in range(4):
        head = tokens[at].head
        if head == at:
            return None
        if head not in inside and tokens[head].pos in ("NOUN", "PROPN") and tokens[head].tag not in ("NNP", "NNPS"):
            return tokens[head].lemma.lower()
        if head not in inside and tokens[head].pos not in ("ADP", "NOUN", "PROPN", "NUM"):
            return None
        at = head
    return None


def _newest_past(
    times: tuple[TimeExpression, ...], start: date, end: date, annotations: Annotations
) -> tuple[date, TimeExpression] | None:
    """The newest day told without its year, where the bounds leave one year for it and it is told as past."""
    if end - start > _LONG:
        return None
    found = []
    for time in times:
        if not re.match(r"XXXX-\d\d-\d\d$", time.value) or not _told_as_past(annotations, time):
            continue
        days = [days_of(f"{year:04d}{time.value[4:]}") for year in {start.year, end.year}]
        inside = [d[0][0] for d in days if d and d[0][0] <= end and d[0][0] > start - timedelta(days=60)]
        if len(inside) == 1:
            found.append((inside[0], time))
    return max(found, key=lambda pair: pair[0], default=None)


def _told_as_past(annotations: Annotations, time: TimeExpression) -> bool:
    """Whether the verb above the time is finite and past: "conveyed this during a call on 2 May"."""
    tokens = annotations.sentences[time.sentence].tokens
    at = next((i for i, t in enumerate(tokens) if t.start <= time.start < t.end), None)
    if at is None:
        return False
    while tokens[at].pos not in ("VERB", "AUX") and tokens[at].head != at:
        at = tokens[at].head
    modal = any(t.tag in ("MD", "TO") for t in tokens if t.head == at)
    return tokens[at].tag == "VBD" or (tokens[at].tag == "VBN" and not modal and tense_of(tokens, at) == "past")
