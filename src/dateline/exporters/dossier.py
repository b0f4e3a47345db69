"""What a dossier says, in order, for every way of writing one: events by day, with sentences; conflicts; figures."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Conflict, Event, FigureEntry, Mention, Record, Struct, When
from dateline.views.index import Index
from dateline.views.labels import report_labels, with_labels
from dateline.views.marks import MARKS, mark
from dateline.views.phrases import actor_words, capital, count_words, day_words, sentence, speakers_of

FIGURE_COLUMNS = ("event", "figure", "low", "best", "high", "who says so")


class Line(Struct):
    """One event in a sentence, with one footnote for each mention that tells it."""

    event: str
    text: str
    notes: tuple[str, ...]


class Day(Struct):
    """Events under the words of their date."""

    title: str
    lines: tuple[Line, ...]


class Dossier(Struct):
    title: str
    summary: str
    new: tuple[Day, ...]
    background: tuple[Day, ...]
    conflicts: tuple[tuple[str, str], ...]  # type, and both sides with the reason
    figures: tuple[tuple[str, ...], ...]  # rows of FIGURE_COLUMNS
    reports: tuple[str, ...]


def dossier(record: Record) -> Dossier:
    """The record as a reader would go through it. All text is plain; each way of writing escapes it."""
    index, labels = Index(record), report_labels(record)
    new = [event for event in record.events if not event.background]
    background = [event for event in record.events if event.background]
    counts = (
        count_words(len(record.reports), "report"),
        count_words(len(new), "new event"),
        f"{len(background)} background",
        count_words(len(record.conflicts), "conflict"),
    )
    return Dossier(
        title=record.title,
        summary=f"{', '.join(counts)}. Days are those on which events happened, not those of the reports.",
        new=_days(new, index, labels),
        background=_days(background, index, labels),
        conflicts=tuple((conflict.type, _sides(conflict, labels)) for conflict in record.conflicts),
        figures=tuple(_figure(figure) for figure in record.figures),
        reports=tuple(
            f"{labels[report.id]}: {doc.title or report.path}. {doc.outlet or 'Outlet not known'}, "
            f"{day_words(doc.published)}. {report.id}"
            for report, doc in zip(record.reports, record.documents, strict=True)
        ),
    )


def _days(events: Sequence[Event], index: Index, labels: dict[str, str]) -> tuple[Day, ...]:
    """In the order of time; events without a first day, or without a date, come last."""
    groups: dict[str, list[Event]] = {}
    for event in sorted(events, key=lambda event: _span(event.when)):
        groups.setdefault(day_words(event.when), []).append(event)
    return tuple(
        Day(title=capital(words), lines=tuple(_line(event, index, labels) for event in of_day))
        for words, of_day in groups.items()
    )


def _span(when: When | None) -> tuple[str, str]:
    return ((when and when.start) or "9999", (when and when.end) or "9999")


def _line(event: Event, index: Index, labels: dict[str, str]) -> Line:
    mentions = index.of(event)
    words = MARKS[mark(event, index)]["words"]
    return Line(
        event=event.id,
        text=f"{sentence(event, speakers_of(mentions))} ({event.status}; {words})",
        notes=tuple(_note(mention, index, labels) for mention in mentions),
    )


def _note(mention: Mention, index: Index, labels: dict[str, str]) -> str:
    text = " ".join(index.sentence_text(mention.report, mention.start).split())
    speaker = f" Speaker: {actor_words(mention.speaker)}." if mention.speaker else ""
    return f"{labels[mention.report]}, {mention.start}–{mention.end}: “{text}”{speaker}"


def _sides(conflict: Conflict, labels: dict[str, str]) -> str:
    sides = " / ".join(f"“{side.text}” ({', '.join(labels[r] for r in side.reports)})" for side in conflict.sides)
    return f"{sides}. {with_labels(conflict.reason, labels)}"


def _figure(figure: FigureEntry) -> tuple[str, ...]:
    speakers = sorted({actor_words(one.speaker) for one in figure.statements if one.speaker})
    numbers = ("–" if value is None else str(value) for value in (figure.low, figure.best, figure.high))
    return (figure.event, figure.kind, *numbers, ", ".join(speakers) or "not attributed")
