"""New events as a TimelineJS 3 file, `timeline.json`. All text is escaped: TimelineJS puts it into the page as HTML."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import msgspec

from dateline.model import Record
from dateline.resources import Resources
from dateline.tables import rows
from dateline.views.labels import report_labels


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """Dated events only, since TimelineJS cannot show others; how many were left out is in the title slide."""
    out.mkdir(parents=True, exist_ok=True)
    labels = report_labels(record)
    texts = {m["id"]: m for m in rows(record, "mentions", resources)}
    events = [row for row in rows(record, "events", resources) if not row["background"]]
    dated = [row for row in events if row["date"] and row["date"]["start"]]
    left_out = len(events) - len(dated)
    timeline = {
        "title": {"text": {"headline": escape(record.title), "text": f"{left_out} events without a date are not shown."}},
        "events": [_slide(row, texts, labels, resources) for row in dated],
    }
    path = out / "timeline.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(timeline)) + b"\n")
    return [path]


def _slide(row: dict[str, Any], texts: dict[str, Any], labels: dict[str, str], resources: Resources) -> dict[str, Any]:
    actors = ", ".join(a["name"] for a in row["actors"]) or "somebody"
    targets = ", ".join(a["name"] for a in row["targets"])
    gloss = resources.ontology[row["concept"]].gloss
    words = [
        f"<blockquote>{escape(texts[m]['text'])} <cite>{escape(labels[texts[m]['report']])}</cite></blockquote>"
        for m in row["mentions"]
    ]
    slide = {
        "unique_id": row["id"],
        "group": row["plover"]["event"],
        "start_date": _date(row["date"]["start"]),
        "text": {
            "headline": escape(f"{actors}: {gloss}" + (f" ({targets})" if targets else "")),
            "text": f"<p>{escape(row['status'])} · independent voices: {row['voices']}</p>{''.join(words)}",
        },
    }
    end = row["date"]["end"]
    return slide | ({"end_date": _date(end)} if end and end != row["date"]["start"] else {})


def _date(day: str) -> dict[str, int]:
    year, month, number = map(int, day.split("-"))
    return {"year": year, "month": month, "day": number}
