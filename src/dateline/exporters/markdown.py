"""A dossier to read and cite: Markdown, `dossier.md`, every event with its sentences as footnotes, then conflicts and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dateline.model import Event, Record
from dateline.resources import Resources
from dateline.views.index import Index
from dateline.views.labels import report_labels
from dateline.views.marks import MARKS, mark
from dateline.views.phrases import actor_words, day_words, sentence


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    path = out / "dossier.md"
    path.write_text("\n".join(_lines(record)) + "\n", encoding="utf-8")
    return [path]


def _lines(record: Record) -> Iterator[str]:
    index, labels = Index(record), report_labels(record)
    new = [event for event in record.events if not event.background]
    background = [event for event in record.events if event.background]
    notes: list[str] = []
    yield f"# {_plain(record.title)}\n"
    yield f"{len(record.reports)} reports, {len(new)} new events, {len(background)} background, {len(record.conflicts)} conflicts.\n"
    for title, events in (("New", new), ("Background", background)):
        if events:
            yield f"## {title}\n"
            for event in events:
                yield _event(index, event, labels, notes)
            yield ""
    if record.conflicts:
        yield "## Conflicts\n"
        for conflict in record.conflicts:
            sides = " / ".join(f"“{_plain(s.text)}” ({', '.join(_plain(labels[r]) for r in s.reports)})" for s in conflict.sides)
            yield f"- **{conflict.type}** {sides}. {_plain(conflict.reason)}"
        yield ""
    if record.figures:
        yield "## Figures\n"
        yield "| event | figure | low | best | high | who says so |\n| --- | --- | --- | --- | --- | --- |"
        for f in record.figures:
            speakers = ", ".join(sorted({_plain(actor_words(s.speaker)) for s in f.statements if s.speaker})) or "not attributed"
            yield f"| {f.event} | {f.kind} | {_number(f.low)} | {_number(f.best)} | {_number(f.high)} | {speakers} |"
        yield ""
    yield "## Reports\n"
    for report, doc in zip(record.reports, record.documents, strict=True):
        yield f"- {_plain(labels[report.id])}: {_plain(doc.title or report.path)}. {_plain(doc.outlet or 'outlet not known')}, {day_words(doc.published)}. {report.id}"
    yield ""
    yield from notes


def _event(index: Index, event: Event, labels: dict[str, str], notes: list[str]) -> str:
    marks = []
    for mention in index.of(event):
        number = len(notes) + 1
        speaker = f" Speaker: {_plain(actor_words(mention.speaker))}." if mention.speaker else ""
        notes.append(f"[^{number}]: {_plain(labels[mention.report])}, {mention.start}–{mention.end}: “{_plain(index.sentence_text(mention.report, mention.start))}”{speaker}")
        marks.append(f"[^{number}]")
    return f"- {_plain(sentence(event))} ({event.status}; {MARKS[mark(event, index)]['words']}){''.join(marks)} `{event.id}`"


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _plain(text: str) -> str:
    """Text from a report cannot start markup: no tags, links, emphasis or table cells of its own."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
