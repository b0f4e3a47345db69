"""The figures ledger: for each number of an event the lowest, best and highest, and a row for every one who says it."""

from __future__ import annotations

from math import log10

from dateline.model import FigureEntry, Record, Statement
from dateline.views.index import Index
from dateline.views.marks import mark
from dateline.views.phrases import actor_words, day_words, sentence, speakers_of

# Rows shown of one ledger; further ones are counted.
ROWS = 14


def figures(record: Record) -> dict:
    index = Index(record)
    made = [_ledger(entry, index) for entry in record.figures]
    made.sort(
        key=lambda one: (one["background"], one["low"] == one["high"], -one["voices"], -one["reports"], one["id"])
    )
    return {"ledgers": made}


def _ledger(entry: FigureEntry, index: Index) -> dict:
    event = index.events.get(entry.event)
    rows = _rows(entry, index)
    top = max((n for n in (entry.high, *(row["high"] for row in rows)) if n is not None), default=1)
    for row in rows:
        row["from"], row["to"], row["at"] = (share(row[key], top) for key in ("low", "high", "best"))
    return {
        "id": entry.id,
        "event": entry.event,
        "about": sentence(event, speakers_of(index.of(event))) if event else "",
        "background": bool(event and event.background),
        "mark": mark(event, index) if event else "single",
        "kind": entry.kind,
        "low": entry.low,
        "best": entry.best,
        "high": entry.high,
        "ticks": [{"value": n, "at": share(n, top)} for n in _ticks(top)],
        "compared": len(rows) > 1,
        "rows": rows[:ROWS],
        "more": max(0, len(rows) - ROWS),
        "voices": len({row["who"] for row in rows}),
        "reports": len({one.report for one in entry.statements}),
    }


def _rows(entry: FigureEntry, index: Index) -> list[dict]:
    """One row for each speaker and number; reports that repeat it are footnotes of that row."""
    groups: dict[tuple, list[Statement]] = {}
    for one in sorted(entry.statements, key=lambda one: (index.number.get(one.report, 0), one.start)):
        who = actor_words(one.speaker) if one.speaker else f"{index.name(one.report)}, in its own voice"
        groups.setdefault((who, one.low, one.best, one.high), []).append(one)
    return [
        {
            "who": who,
            "low": low,
            "best": best,
            "high": high,
            "text": found[0].text,
            "said": _said(found[0], index),
            "cites": [index.cite(one.report, one.start) for one in found],
        }
        for (who, low, best, high), found in groups.items()
    ]


def _said(statement: Statement, index: Index) -> str:
    """The day it was said; what is only "not before" a day is undated."""
    when = statement.said
    if when and when.start and when.start == when.end:
        return day_words(when)
    return index.published(statement.report) or "undated"


def share(number: int | None, top: int) -> float | None:
    """Where a number stands on an axis of 0 to `top` (0-1): even for small numbers, logarithmic above 20."""
    if number is None:
        return None
    if top <= 20:
        return number / max(top, 1)
    return log10(number + 1) / log10(top + 1)


def _ticks(top: int) -> list[int]:
    if top <= 20:
        step = 1 if top <= 5 else 2 if top <= 10 else 5
        return list(range(0, top + 1, step))
    return [0, *(10**n for n in range(1, 9) if 10**n < top * 0.7), top]
