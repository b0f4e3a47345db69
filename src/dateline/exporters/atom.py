"""New events as an Atom feed (RFC 4287), `events.atom`. Ids stay, so a reader shows each event once."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from dateline.exporters.graphml import printable
from dateline.model import Event, Record
from dateline.resources import Resources
from dateline.views.index import Index
from dateline.views.labels import report_labels
from dateline.views.marks import MARKS, mark
from dateline.views.phrases import sentence

NAMESPACE = "http://www.w3.org/2005/Atom"
# Atom wants a time of update; a record knows days. An event that nothing dates gets the first day there is.
UNKNOWN = "1970-01-01"


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    ET.register_namespace("", NAMESPACE)
    feed = ET.Element(f"{{{NAMESPACE}}}feed")
    events = [event for event in record.events if not event.background]
    published = {
        doc.report: (doc.published and (doc.published.end or doc.published.start)) or UNKNOWN
        for doc in record.documents
    }
    updated = {event.id: max(published[r] for r in event.reports) for event in events}
    _add(feed, "id", f"urn:dateline:record:{quote(record.title)}")
    _add(feed, "title", record.title)
    _add(feed, "updated", f"{max(updated.values(), default=UNKNOWN)}T00:00:00Z")
    _add(_add(feed, "author"), "name", "dateline")
    index, labels = Index(record), report_labels(record)
    for event in sorted(events, key=lambda event: (updated[event.id], event.id), reverse=True):
        _entry(feed, index, event, updated[event.id], labels)
    path = out / "events.atom"
    ET.indent(feed)
    ET.ElementTree(feed).write(path, encoding="utf-8", xml_declaration=True)
    return [path]


def _entry(feed: ET.Element, index: Index, event: Event, updated: str, labels: dict[str, str]) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:dateline:{event.id}")
    _add(entry, "title", sentence(event))
    _add(entry, "updated", f"{updated}T00:00:00Z")
    _add(entry, "category").set("term", event.concept)
    sentences = [f"{labels[m.report]}: {index.sentence_text(m.report, m.start)}" for m in index.of(event)]
    _add(entry, "content", "\n".join([f"{event.status}; {MARKS[mark(event, index)]['words']}", *sentences])).set(
        "type", "text"
    )


def _add(parent: ET.Element, tag: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    element.text = printable(text) if text is not None else None
    return element
