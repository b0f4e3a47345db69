"""What an analyst should look at first: the few lines under the print-out of a build, and at the top of the page."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Conflict, Event, FigureEntry, Record
from dateline.views.labels import listed, report_labels
from dateline.views.phrases import actor_words, sentence

MOST = 8  # more than a screenful is read by nobody
# Conflicts whose sides clash on what happened come before those on numbers and wording.
_CONFLICT_ORDER = ("meaning", "whether", "who", "retraction", "date", "place", "speaker", "figure")


def look_first(record: Record, *, most: int = MOST) -> list[dict[str, str]]:
    """At most `most` lines, each {kind, text, event}: conflicts, one voice behind many reports, what only one report
    tells, contested figures, retractions. Kinds take turns, so that ten conflicts do not hide the rest.
    """
    queues = [list(_conflicts(record)), list(_one_voice(record)), list(_single(record)), list(_figures(record))]
    queues += [list(_retractions(record)), list(_changed(record))]
    lines: list[dict[str, str]] = []
    while len(lines) < most and any(queues):
        for queue in queues:
            if queue and len(lines) < most:
                lines.append(queue.pop(0))
    order = ["CONFLICT", "CHANGED", "ONE VOICE", "SINGLE", "FIGURES", "RETRACTED"]
    return sorted(lines, key=lambda line: order.index(line["kind"]))


def _line(kind: str, text: str, event: str | None) -> dict[str, str]:
    return {"kind": kind, "text": text, "event": event or ""}


def _conflicts(record: Record) -> Iterator[dict[str, str]]:
    labels = report_labels(record)
    chosen = [c for c in record.conflicts if c.type not in ("retraction", "figure", "meaning")]
    for c in sorted(chosen, key=lambda c: _CONFLICT_ORDER.index(c.type)):
        yield _line("CONFLICT", f"{c.type}: {_sides(c, labels)}", c.event)


def _changed(record: Record) -> Iterator[dict[str, str]]:
    labels = report_labels(record)
    for c in record.conflicts:
        if c.type == "meaning":
            yield _line("CHANGED", _sides(c, labels), c.event)


def _retractions(record: Record) -> Iterator[dict[str, str]]:
    labels = report_labels(record)
    for c in record.conflicts:
        if c.type == "retraction":
            yield _line("RETRACTED", _sides(c, labels), c.event)


def _one_voice(record: Record) -> Iterator[dict[str, str]]:
    chosen = [e for e in record.events if not e.background and len(e.reports) > 1 and len(e.voices) == 1]
    for e in sorted(chosen, key=lambda e: -len(e.reports)):
        yield _line("ONE VOICE", f"{sentence(e)}: {len(e.reports)} reports but one origin: {e.voices[0].label}", e.id)


def _single(record: Record) -> Iterator[dict[str, str]]:
    if len(record.reports) < 2:
        return
    labels = report_labels(record)
    alone = [e for e in record.events if _worth_a_second_source(e)]
    for e in alone:
        yield _line("SINGLE", f"{sentence(e)}: only in {labels[e.reports[0]]}", e.id)


def _worth_a_second_source(event: Event) -> bool:
    both_named = bool(event.actors) and bool(event.targets)
    return both_named and not event.background and event.status == "happened" and len(event.reports) == 1


def _figures(record: Record) -> Iterator[dict[str, str]]:
    for figure in record.figures:
        if len(figure.statements) and figure.kind in ("killed", "injured", "captured"):
            yield _line("FIGURES", _figure(figure), figure.event)


def _figure(figure: FigureEntry) -> str:
    speakers = sorted({actor_words(s.speaker) for s in figure.statements if s.speaker})
    who = listed(speakers) if speakers else "no speaker named"
    low, high = figure.low, figure.high
    amount = f"{low}" if low == high or high is None else f"{low} to {high}"
    return f"{amount} {figure.kind} ({who})"


def _sides(conflict: Conflict, labels: dict[str, str]) -> str:
    return " vs ".join(f"“{side.text}” ({listed([labels[r] for r in side.reports])})" for side in conflict.sides)
