"""New events as a TimelineJS 3 file, `timeline.json`. All text is escaped: TimelineJS puts it into the page as HTML."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import msgspec

from dateline.model import Event, Record
from dateline.resources import Resources
from dateline.views.index import Index
from dateline.views.labels import report_labels
from dateline.views.marks import MARKS, mark
from dateline.views.phrases import headline, speakers_of


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """New events as a TimelineJS 3 file: dated ones, since it shows no others; the title slide counts the rest."""
    out.mkdir(parents=True, exist_ok=True)
    labels, index = report_labels(record), Index(record)
    events = [event for event in record.events if not event.background]
    dated = [event for event in events if event.when and event.when.start]
    text = f"{len(events) - len(dated)} events without a date are not shown."
    timeline = {
        "title": {"text": {"headline": escape(record.title), "text": text}},
        "events": [_slide(event, index, labels, resources) for event in dated],
    }
    path = out / "timeline.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(timeline)) + b"\n")
    return [path]


def _slide(event: Event, index: Index, labels: dict[str, str], resources: Resources) -> dict[str, Any]:
    mentions = index.of(event)
    # The same sentence in a copy is one quotation, under the first report that has it.
    told = {index.sentence_text(m.report, m.start): labels[m.report] for m in reversed(mentions)}
    words = [
        f"<blockquote>{escape(text)} <cite>{escape(label)}</cite></blockquote>"
        for text, label in reversed(told.items())
    ]
    slide = {
        "unique_id": event.id,
        "group": resources.ontology[event.concept].event,
        "start_date": _date(event.when.start),
        "text": {
            "headline": escape(headline(event, speakers_of(mentions))),
            "text": f"<p>{escape(event.status)} · {escape(MARKS[mark(event, index)]['words'])}</p>{''.join(words)}",
        },
    }
    end = event.when.end
    return slide | ({"end_date": _date(end)} if end and end != event.when.start else {})


def _date(day: str) -> dict[str, int]:
    year, month, number = map(int, day.split("-"))
    return {"year": year, "month": month, "day": number}
