"""New or background: whether an event is any report's news or only told as history - and why we say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from dateline.alike.fit import days_between, width
from dateline.model import Document, Event, Mention, When

# An event that ended this long before the first report about it is no report's news (days).
_OLD_NEWS = 6
# And one that a report tells within this time is news, however it is worded (days).
_NEWS = 2
# A time wider than this ("last month") does not tell how fresh it is (days).
_NARROW = 3
# A report whose date is bounded wider than this says nothing about what was news to it (days).
_BOUNDED = 31


def mark_background(
    events: Sequence[Event], mentions: Sequence[Mention], documents: Sequence[Document]
) -> tuple[Event, ...]:
    """The events, marked background where they were over well before anybody reported them, or where most of the
    mentions tell them as history and no report is fresh. The reason says which, with the dates."""
    told = {mention.id: mention for mention in mentions}
    docs = {doc.report: doc for doc in documents}
    return tuple(_marked(event, [told[one] for one in event.mentions], docs) for event in events)


def _marked(event: Event, mentions: Sequence[Mention], docs: dict[str, Document]) -> Event:
    reason = _over_before(event, docs) or (None if _fresh(event, docs) else _told_as_history(mentions))
    return msgspec.structs.replace(event, background=reason is not None, background_reason=reason)


def _over_before(event: Event, docs: dict[str, Document]) -> str | None:
    published = [docs[report].published for report in event.reports]
    days = [when.start for when in published if when is not None and when.start and _is_bounded(when)]
    if not days or len(days) * 2 < len(published) or event.when is None or not event.when.end:
        return None
    if event.status in ("planned", "threatened"):
        return None  # what was announced long ago for later is still ahead
    gap = (date.fromisoformat(min(days)) - date.fromisoformat(event.when.end)).days
    if gap <= _OLD_NEWS:
        return None
    if any(when.end is None for when in published if when is not None):
        return f"over by {event.when.end}, before any of its reports (none is older than {min(days)})"
    return f"over by {event.when.end}, {_long(gap)} before the first report of {min(days)}"


def _fresh(event: Event, docs: dict[str, Document]) -> bool:
    """Whether some report was published within days of it: "after the strikes on Tuesday" is how news is retold,
    too."""
    span = width(event.when)
    if span is None or span > _NARROW:
        return False
    days = [docs[report].published for report in event.reports]
    return any(d and d.start and d.end and _is_bounded(d) and days_between(d, event.when) <= _NEWS for d in days)


def _is_bounded(when: When) -> bool:
    """Whether the date is a day, or bounds close enough; "not before 2024" alone counts where nothing ends it."""
    span = width(when)
    return span is None or span <= _BOUNDED


def _long(days: int) -> str:
    return f"{days} days" if days < 700 else f"{days // 365} years"


def _told_as_history(mentions: Sequence[Mention]) -> str | None:
    """The reason, where most of the mentions tell it as history."""
    history = [m for m in mentions if m.background]
    if len(history) * 2 <= len(mentions):
        return None
    why = next((m.background_reason for m in history if m.background_reason), "told as history")
    return why if len(mentions) == 1 else f"{len(history)} of {len(mentions)} mentions tell it as history: {why}"
