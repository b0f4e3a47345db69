"""What the dated reports of a story say about its undated ones: bounds, handed back for a second look at each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateline.model import DateCandidate, Document, Story, When

# A story's reports lie within weeks of each other; a window longer than this says nothing about a report in it.
_TELLING = timedelta(days=75)
# How far an undated report may lie from the dated ones.
_MARGIN = timedelta(days=14)


def story_bounds(documents: Sequence[Document], stories: Sequence[Story]) -> dict[str, DateCandidate]:
    """For each report not dated to the day, the window that the other reports of its story leave, if there is one.

    A report whose own bounds exclude the window gets none: it is from another time.
    """
    by_id = {doc.report: doc for doc in documents}
    found = {}
    for story in stories:
        for report in story.reports:
            doc = by_id[report]
            if doc.published and doc.published.precision in ("day", "hour", "part of day"):
                continue
            window = _window([by_id[r] for r in story.reports if r != report])
            if window and _fits(doc.published, window):
                when = When(
                    start=window[0].isoformat(),
                    end=window[1].isoformat(),
                    precision="interval",
                    basis="the dated reports of its story",
                )
                # Far below what dates a report by itself: it only bounds.
                found[report] = DateCandidate(when=when, weight=0.1, evidence="its story")
    return found


def _window(others: Sequence[Document]) -> tuple[date, date] | None:
    spans = [span for doc in others if (span := _span(doc.published))]
    if not spans:
        return None
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    return (first - _MARGIN, last + _MARGIN) if last - first <= _TELLING else None


def _span(when: When | None) -> tuple[date, date] | None:
    if when is None or when.start is None or when.end is None:
        return None
    start, end = date.fromisoformat(when.start), date.fromisoformat(when.end)
    return (start, end) if end - start <= _TELLING else None


def _fits(when: When | None, window: tuple[date, date]) -> bool:
    if when is None:
        return True
    return not (when.start and date.fromisoformat(when.start) > window[1]) and not (
        when.end and date.fromisoformat(when.end) < window[0]
    )
