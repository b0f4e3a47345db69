"""Mentions as W3C Web Annotations, `annotations.jsonl`: positions and quotations in each report's text."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dateline.model import Record
from dateline.resources import Resources
from dateline.tables import rows

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"dateline": "urn:dateline:"}]
# Words before and after, so that a quotation that stands twice is still found once.
AROUND = 32


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    documents = {doc.report: doc for doc in record.documents}
    path = out / "annotations.jsonl"
    with path.open("wb") as file:
        for m in rows(record, "mentions", resources):
            doc = documents[m["report"]]
            annotation = {
                "@context": CONTEXT,
                "id": f"urn:dateline:{m['id']}",
                "type": "Annotation",
                "motivation": "classifying",
                "body": {
                    "type": "TextualBody",
                    "purpose": "tagging",
                    "value": m["concept"],
                    "dateline:event": m["event"],
                    "dateline:status": m["status"],
                },
                "target": {
                    "source": doc.url or f"urn:dateline:{m['report']}",
                    "selector": [
                        {"type": "TextPositionSelector", "start": m["start"], "end": m["end"]},
                        {
                            "type": "TextQuoteSelector",
                            "exact": m["text"],
                            "prefix": doc.text[max(0, m["start"] - AROUND) : m["start"]],
                            "suffix": doc.text[m["end"] : m["end"] + AROUND],
                        },
                    ],
                },
            }
            file.write(msgspec.json.encode(annotation) + b"\n")
    return [path]
