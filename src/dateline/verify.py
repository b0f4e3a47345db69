"""Does a record agree with itself? Every span re-cuts to its stored words, every count adds up, every id leads somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.build import RECORD, record_hash
from dateline.model import Annotations, Document, Record, Report
from dateline.store.database import open_readonly, read_meta, read_record


def verify(folder: Path) -> list[str]:
    """Everything that is wrong with the record at `folder`, one line each; an empty list means it holds.

    Raises StoreError when there is no record or it does not open.
    """
    path = folder / RECORD
    while True:
        looked_at = _file(path)
        record = read_record(path)
        problems = [*_stored_words(path, record), *check_record(record), *_manifest(path, record)]
        # A build may put a new record in place between two looks; then one was compared with the other.
        if not problems or _file(path) == looked_at:
            return problems


def _file(path: Path) -> tuple[int, int] | None:
    """Which file lies there now; None when there is none, which reading it then says."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def check_record(record: Record) -> Iterator[str]:
    """What can be checked without the store."""
    documents = {doc.report: doc for doc in record.documents}
    reports = {report.id: report for report in record.reports}
    for doc, annotations in zip(record.documents, record.annotations, strict=True):
        yield from _offset_map(doc, reports[doc.report])
        yield from _inside(doc, annotations)
    yield from _mentions(record, documents)
    yield from _events(record)
    yield from _partition("family", [f.reports for f in record.families], set(documents))
    yield from _stories(record, set(documents))
    yield from _evidence(record, documents)


def _offset_map(doc: Document, report: Report) -> Iterator[str]:
    """Characters that the map calls the same are the same in the raw content."""
    for run in doc.runs:
        if run.raw_end - run.raw_start == run.length:
            text = doc.text[run.start : run.start + run.length]
            raw = report.raw[run.raw_start : run.raw_end]
            # A run of one character may also be a folded space: a line break that became a blank.
            if text != raw and not (run.length == 1 and text.isspace() and raw.isspace()):
                yield f"{doc.report}: text at {run.start} is not what stands in the raw content at {run.raw_start}"
                return
    for removed in doc.removed:
        if not 0 <= removed.raw_start <= removed.raw_end <= len(report.raw):
            yield f"{doc.report}: a removed line lies outside the raw content ({removed.raw_start}..{removed.raw_end})"


def _inside(doc: Document, annotations: Annotations) -> Iterator[str]:
    size = len(doc.text)
    groups = (annotations.actors, annotations.times, annotations.places, annotations.figures, annotations.entities)
    for group in groups:
        for item in group:
            if not 0 <= item.start < item.end <= size:
                yield f"{doc.report}: {type(item).__name__} {item.start}..{item.end} lies outside the text"
    for a in annotations.attributions:
        for span in (a.source, a.cue, *a.content):
            if span is not None and not 0 <= span.start < span.end <= size:
                yield f"{a.id}: a span {span.start}..{span.end} lies outside the text"


def _mentions(record: Record, documents: dict[str, Document]) -> Iterator[str]:
    for m in record.mentions:
        doc = documents.get(m.report)
        if doc is None:
            yield f"{m.id}: its report {m.report} is not in the record"
            continue
        for span in (m, m.trigger, *m.actors, *m.targets):
            if not 0 <= span.start < span.end <= len(doc.text):
                yield f"{m.id}: a span {span.start}..{span.end} lies outside the text"
    # A mention may tell two events ("separate talks with A and B"), never none.
    in_events = {mention for event in record.events for mention in event.mentions}
    known = {m.id for m in record.mentions}
    for mention in sorted(known - in_events):
        yield f"{mention}: belongs to no event"
    for mention in sorted(in_events - known):
        yield f"{mention}: an event holds it, but it is not in the record"


def _events(record: Record) -> Iterator[str]:
    report_of = {m.id: m.report for m in record.mentions}
    for event_id, count in sorted(Counter(e.id for e in record.events).items()):
        if count > 1:
            yield f"{event_id}: {count} events have this id"
    for e in record.events:
        if not e.mentions:
            yield f"{e.id}: no mention supports it"
        if set(e.reports) != {report_of[m] for m in e.mentions if m in report_of}:
            yield f"{e.id}: its reports are not those of its mentions"
        if e.merges and len(e.mentions) < 2:
            yield f"{e.id}: told as merged, but has one mention"
        for voice in e.voices:
            if not set(voice.reports) <= set(e.reports):
                yield f"{e.id}: voice {voice.label!r} rests on reports that do not tell the event"


def _partition(what: str, groups: list[tuple[str, ...]], everything: set[str]) -> Iterator[str]:
    counts = Counter(report for group in groups for report in group)
    for report in sorted(everything - set(counts)):
        yield f"{report}: is in no {what}"
    for report, count in sorted(counts.items()):
        if count > 1:
            yield f"{report}: is in {count} groups of kind {what}"


def _stories(record: Record, everything: set[str]) -> Iterator[str]:
    for report, count in sorted(Counter(r for s in record.stories for r in s.reports).items()):
        if report not in everything:
            yield f"{report}: a story holds it, but it is not in the record"
        if count > 1:
            yield f"{report}: is in {count} stories"


def _evidence(record: Record, documents: dict[str, Document]) -> Iterator[str]:
    """Words quoted as evidence are the words that stand there."""
    events = {e.id for e in record.events}
    for c in record.conflicts:
        if c.event is not None and c.event not in events:
            yield f"{c.id}: its event {c.event} is not in the record"
        for side in c.sides:
            for words in side.spans:
                if documents[words.report].text[words.start : words.end] != words.text:
                    yield f"{c.id}: {words.text[:40]!r} does not stand at {words.report} {words.start}..{words.end}"
    for figure in record.figures:
        if figure.event not in events:
            yield f"{figure.id}: its event {figure.event} is not in the record"
        for s in figure.statements:
            if documents[s.report].text[s.start : s.end] != s.text:
                yield f"{figure.id}: {s.text[:40]!r} does not stand at {s.report} {s.start}..{s.end}"
    for q in record.quotes:
        for words in q.variants:
            if documents[words.report].text[words.start : words.end] != words.text:
                yield f"{q.id}: {words.text[:40]!r} does not stand at {words.report} {words.start}..{words.end}"


def _stored_words(path: Path, record: Record) -> Iterator[str]:
    """The readable columns of the store repeat the words of the spans; they must be the same words."""
    texts = {doc.report: doc.text for doc in record.documents}
    spans = {m.id: m for m in record.mentions}
    with open_readonly(path) as connection:
        for key, text, trigger in connection.execute("SELECT id, text, trigger_text FROM mentions ORDER BY position"):
            m = spans.get(key)
            if m is None or texts[m.report][m.start : m.end] != text:
                yield f"{key}: its stored words are not those of its span"
            elif texts[m.report][m.trigger.start : m.trigger.end] != trigger:
                yield f"{key}: its stored trigger is not that of its span"
        for key, text in connection.execute("SELECT id, text FROM reports ORDER BY id"):
            if texts.get(key) != text:
                yield f"{key}: its stored text is not that of its document"


def _manifest(path: Path, record: Record) -> Iterator[str]:
    manifest = msgspec.json.decode(read_meta(path).get("manifest", "{}"))
    if manifest.get("record") != record_hash(record):
        yield "manifest: the record's hash is not the one it was written with"
