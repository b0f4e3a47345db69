"""Conflicts: each a card with its sides, sentence against sentence, who says so, and who said it first."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model import Conflict, Record, Side
from dateline.views.compare import differing
from dateline.views.index import Index
from dateline.views.phrases import actor_words, sentence, speakers_of

TYPE_WORDS = {
    "figure": "different figures",
    "date": "different dates",
    "place": "different places",
    "who": "different actors",
    "whether": "whether it happened",
    "speaker": "different speakers",
    "meaning": "the meaning changed in copying",
    "retraction": "taken back",
}
SPANS = 6
# A side is headed by its own words where they are few (characters); the sentence is under it anyway.
LONGEST_LABEL = 60


def conflicts(record: Record) -> dict:
    index = Index(record)
    order = {
        name: n
        for n, name in enumerate(("retraction", "whether", "meaning", "who", "figure", "date", "place", "speaker"))
    }
    found = sorted(record.conflicts, key=lambda one: (order.get(one.type, 9), -_reach(one), one.id))
    return {"cards": [_card(one, index) for one in found]}


def _reach(conflict: Conflict) -> int:
    return len({report for side in conflict.sides for report in side.reports})


def _card(conflict: Conflict, index: Index) -> dict:
    event = index.events.get(conflict.event or "")
    return {
        "id": conflict.id,
        "type": conflict.type,
        "type_words": TYPE_WORDS.get(conflict.type, conflict.type),
        "event": event.id if event else None,
        "about": sentence(event, speakers_of(index.of(event))) if event else "",
        "reason": conflict.reason,
        "sides": _compared([_side(side, index) for side in conflict.sides], conflict.type),
    }


def _compared(sides: list[dict], kind: str) -> list[dict]:
    """Where a copy changed the meaning, the words that differ are marked, not the whole sentences."""
    if kind == "meaning" and len(sides) == 2 and all(side["spans"] for side in sides):
        first, second = (side["spans"][0] for side in sides)
        texts = ("".join(piece["text"] for piece in span["pieces"]) for span in (first, second))
        first["pieces"], second["pieces"] = differing(*texts)
    return sides


def _side(side: Side, index: Index) -> dict:
    dates = sorted(day for day in (index.published(report) for report in side.reports) if day)
    spans = _told_once(
        {
            "cite": index.cite(span.report, span.start),
            "outlet": index.name(span.report),
            "pieces": index.in_context(span.report, span.start, span.end),
            "copied": _is_copy(span.report, index),
            "also": [],
        }
        for span in sorted(side.spans, key=lambda one: (index.number.get(one.report, 0), one.start))
    )
    return {
        "text": side.text if len(side.text) <= LONGEST_LABEL else None,
        "speaker": actor_words(side.speaker) if side.speaker else None,
        "first_said": dates[0] if dates else None,
        "reports": len(side.reports),
        "spans": spans[:SPANS],
        "more": [one["cite"] for one in spans[SPANS:]],
    }


def _told_once(spans: Iterable[dict]) -> list[dict]:
    """Each sentence once, with the other reports that have the very same words: three copies say no more than one."""
    found: dict[str, dict] = {}
    for span in spans:
        words = "".join(c for piece in span["pieces"] for c in piece["text"].casefold() if c.isalnum())
        first = found.setdefault(words, span)
        if first is not span:
            first["also"].append({"cite": span["cite"], "outlet": span["outlet"], "copied": span["copied"]})
    return list(found.values())


def _is_copy(report: str, index: Index) -> bool:
    family = index.family.get(report)
    return bool(family and any(copy.report == report for copy in family.copies))
