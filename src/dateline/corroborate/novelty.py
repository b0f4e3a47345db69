"""New or background: whether an event is any report's news or only told as history - and why we say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from dateline.model import Document, Event, Mention

# An event that ended this long before the first report about it is no report's news (days).
_OLD_NEWS = 6


def mark_background(
    events: Sequence[Event], mentions: Sequence[Mention], documents: Sequence[Document]
) -> tuple[Event, ...]:
    """The events, marked background where they were over well before anybody reported them, or where most of the reports
    that tell them do so as history. The reason says which, with the dates."""
    told = {mention.id: mention for mention in mentions}
    docs = {doc.report: doc for doc in documents}
    return tuple(_marked(event, [told[one] for one in event.mentions], docs) for event in events)


def _marked(event: Event, mentions: Sequence[Mention], docs: dict[str, Document]) -> Event:
    reason = _over_before(event, docs) or _told_as_history(mentions)
    return msgspec.structs.replace(event, background=reason is not None, background_reason=reason)


def _over_before(event: Event, docs: dict[str, Document]) -> str | None:
    published = [docs[report].published for report in event.reports]
    days = [when.start for when in published if when is not None and when.start]
    if not days or len(days) < len(published) or event.when is None or not event.when.end:
        return None
    if event.status in ("planned", "threatened"):
        return None  # what was announced long ago for later is still ahead
    gap = (date.fromisoformat(min(days)) - date.fromisoformat(event.when.end)).days
    return f"over by {event.when.end}, {_long(gap)} before the first report of {min(days)}" if gap > _OLD_NEWS else None


def _long(days: int) -> str:
    return f"{days} days" if days < 700 else f"{days // 365} years"


def _told_as_history(mentions: Sequence[Mention]) -> str | None:
    by_report: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_report.setdefault(mention.report, []).append(mention)
    # A report that tells it as news once and looks back on it later has it as news.
    history = [rows for rows in by_report.values() if all(m.background for m in rows)]
    if len(history) * 2 <= len(by_report):
        return None
    why = next((m.background_reason for rows in history for m in rows if m.background_reason), "told as history")
    return why if len(by_report) == 1 else f"{len(history)} of {len(by_report)} reports tell it as history: {why}"
