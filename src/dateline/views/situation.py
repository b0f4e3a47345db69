"""The situation in ten lines: the weightiest new events as sentences, oldest first, each with its footnotes."""

from __future__ import annotations

from dateline.model import Event, Record
from dateline.views.index import Index
from dateline.views.marks import mark, origin_words
from dateline.views.phrases import count_words, range_words, sentence, speakers_of
from dateline.views.weight import by_time, by_weight

LINES = 10
# Footnotes shown per line; the rest are in the register.
FOOTNOTES = 6


def situation(record: Record) -> dict:
    index = Index(record)
    chosen, told = [], set()
    # What somebody only considered is no situation, unless there is nothing else.
    for event in sorted(by_weight(index), key=lambda one: one.status == "hypothetical"):
        said = sentence(event, speakers_of(index.of(event)))
        if event.background or said in told or not event.actors:
            continue
        told.add(said)
        chosen.append(event)
        if len(chosen) == LINES:
            break
    return {"lines": [_line(event, index) for event in by_time(chosen)], "counts": _counts(record, index)}


def _line(event: Event, index: Index) -> dict:
    mentions = index.of(event)
    cites = list({one["label"]: one for one in (index.cite(m.report, m.start) for m in mentions)}.values())
    return {
        "event": event.id,
        "mark": mark(event, index),
        "text": sentence(event, speakers_of(mentions)),
        "origin": origin_words(event, index),
        "reviewed": list(event.reviewed),
        "said": _said(event, index),
        "figures": [_figure(entry) for entry in index.figures.get(event.id, [])[:2]],
        "cites": cites[:FOOTNOTES],
        "more": max(0, len(cites) - FOOTNOTES),
    }


def _said(event: Event, index: Index) -> str:
    """Who says so, when no report tells it in its own voice."""
    mentions = index.of(event)
    if not mentions or any(one.speaker is None for one in mentions) or event.status in ("denied", "called for"):
        return ""
    names = [actor.name for actor in speakers_of(mentions)]
    return "according to " + ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def _figure(entry: object) -> str:
    low, high = entry.low, entry.high  # type: ignore[attr-defined]
    if low is None and high is None:
        return f"{entry.kind}: no exact number"  # type: ignore[attr-defined]
    return f"{entry.kind}: {range_words(low, high)}"  # type: ignore[attr-defined]


def _counts(record: Record, index: Index) -> dict:
    new = [event for event in record.events if not event.background]
    days = sorted(day for day in (index.published(report) for report in index.order) if day)
    marks = [mark(event, index) for event in new]
    return {
        "reports": count_words(len(record.documents), "report"),
        "outlets": count_words(len({index.name(report) for report in index.order}), "outlet"),
        "new": count_words(len(new), "new event"),
        "background": count_words(len(record.events) - len(new), "background event"),
        "conflicts": count_words(len(record.conflicts), "conflict"),
        "mentions": count_words(len(record.mentions), "mention"),
        "unread": count_words(len(record.unread), "input") + " unread",
        "first_day": days[0] if days else None,
        "last_day": days[-1] if days else None,
        "marks": {name: marks.count(name) for name in ("independent", "one-voice", "single", "conflict")},
    }
