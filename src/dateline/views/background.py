"""Background: what the reports retell, not what they report, oldest first, each with the reason it was set aside."""

from __future__ import annotations

from dateline.model import Record
from dateline.views.index import Index
from dateline.views.phrases import day_words, sentence, speakers_of
from dateline.views.weight import by_time

FOOTNOTES = 8


def background(record: Record) -> dict:
    index = Index(record)
    rows = []
    for event in by_time([one for one in record.events if one.background]):
        mentions = index.of(event)
        cites = list({one["label"]: one for one in (index.cite(m.report, m.start) for m in mentions)}.values())
        rows.append(
            {
                "event": event.id,
                "text": sentence(event, speakers_of(mentions)),
                "date": day_words(event.when),
                "reason": event.background_reason or "told as earlier history",
                "reports": len(event.reports),
                "cites": cites[:FOOTNOTES],
                "more": max(0, len(cites) - FOOTNOTES),
            }
        )
    return {"rows": rows}
