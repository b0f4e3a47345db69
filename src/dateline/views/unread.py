"""What is not in the record, and why: unread inputs, undated reports, reports set apart, lines cleaning removed."""

from __future__ import annotations

from dateline.model import Document, Record
from dateline.views.index import Index, cut
from dateline.views.phrases import day_words

# Removed lines printed for one report; `dateline build --show-removed` prints all.
LINES = 12


def unread(record: Record) -> dict:
    index = Index(record)
    by_reason: dict[str, int] = {}
    for doc in record.documents:
        for one in doc.removed:
            by_reason[one.reason] = by_reason.get(one.reason, 0) + 1
    return {
        "unread": [{"path": one.path, "reason": one.reason, "advice": one.advice} for one in record.unread],
        "duplicates": [{"path": path, "number": index.number.get(report, 0)} for path, report in record.duplicates],
        "undated": [_undated(index.documents[r], index) for r in index.order if index.published(r) is None],
        "apart": _apart(record, index),
        "stories": [
            {
                "label": story.label,
                "reports": [
                    {"number": index.number[r], "href": f"#r{index.number[r]}"}
                    for r in story.reports
                    if r in index.number
                ],
                "reason": story.reason,
            }
            for story in record.stories
        ],
        "reasons": [
            {"reason": r, "count": n} for r, n in sorted(by_reason.items(), key=lambda item: (-item[1], item[0]))
        ],
        "removed": [_removed(index.documents[r], index) for r in index.order if index.documents[r].removed],
        "notes": [
            {"number": index.number[r], "name": index.name(r), "note": note}
            for r in index.order
            for note in index.documents[r].notes
        ],
    }


def _undated(doc: Document, index: Index) -> dict:
    return {
        "number": index.number[doc.report],
        "href": f"#r{index.number[doc.report]}",
        "name": index.name(doc.report),
        "title": index.heading(doc.report),
        "window": day_words(doc.published) if doc.published else "no date could be found",
        "basis": doc.published.basis if doc.published else "",
        "candidates": [
            {"date": day_words(one.when), "evidence": cut(one.evidence, 120), "refused": one.refused}
            for one in doc.date_candidates[:6]
        ],
    }


def _apart(record: Record, index: Index) -> list[dict]:
    """What was kept apart and why, each pair once: both stories of a pair give the reason."""
    made, told = [], set()
    for story in record.stories:
        for apart in story.apart:
            pair = frozenset((story.id, apart.other))
            if pair not in told:
                told.add(pair)
                made.append({"story": story.label, "other": _other(apart.other, index), "reason": apart.reason})
    return made


def _other(other: str, index: Index) -> str:
    if other in index.number:
        return f"report {index.number[other]} ({index.name(other)})"
    story = index.stories.get(other)
    return f"the story “{story.label}”" if story else other


def _removed(doc: Document, index: Index) -> dict:
    lines = [{"text": cut(" ".join(one.text.split()), 120), "reason": one.reason} for one in doc.removed]
    return {
        "number": index.number[doc.report],
        "name": index.name(doc.report),
        "lines": lines[:LINES],
        "more": max(0, len(lines) - LINES),
    }
