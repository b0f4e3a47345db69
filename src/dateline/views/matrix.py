"""Source by fact: which report says what, differs, quotes somebody, or is silent. The centre of the page.

Rows are events, the weightiest new ones first. Columns are reports, copies beside their origin; with many reports they
are outlets, so that two hundred reports are as readable as five.
"""

from __future__ import annotations

from dateline.model import Conflict, Event, Mention, Record
from dateline.views.index import Index
from dateline.views.marks import mark, origin_words
from dateline.views.phrases import sentence, speakers_of
from dateline.views.register import actor_token
from dateline.views.weight import by_weight

ROWS = 40
MOST_REPORT_COLUMNS = 30
MOST_COLUMNS = 48

CELLS = {
    "says": {"sign": "●", "words": "says it"},
    "quotes": {"sign": "◌", "words": "quotes somebody who says it"},
    "differs": {"sign": "≠", "words": "says otherwise"},
    "silent": {"sign": "·", "words": "silent"},
}


def matrix(record: Record) -> dict:
    index = Index(record)
    columns = _columns(index)
    events = [event for event in by_weight(index) if not event.background]
    rows = [_row(event, columns, index) for event in events[:ROWS]]
    return {
        "columns": columns,
        "rows": rows,
        "left_out": max(0, len(events) - ROWS),
        "by": columns[0]["by"] if columns else "",
    }


def _columns(index: Index) -> list[dict]:
    """Reports grouped by family, or outlets when there are too many reports to stand side by side."""
    if len(index.order) <= MOST_REPORT_COLUMNS:
        groups: dict[str, list[str]] = {}
        for report in index.order:
            groups.setdefault(index.family[report].id if report in index.family else report, []).append(report)
        return [
            _report_column(report, place, len(members), index)
            for members in groups.values()
            for place, report in enumerate(members)
        ]
    by_outlet: dict[str, list[str]] = {}
    for report in index.order:
        by_outlet.setdefault(index.name(report), []).append(report)
    order = sorted(by_outlet, key=lambda name: (-len(by_outlet[name]), name))
    made = [_outlet_column(name, by_outlet[name], index) for name in order[:MOST_COLUMNS]]
    rest = [report for name in order[MOST_COLUMNS:] for report in by_outlet[name]]
    return [*made, _outlet_column(f"{len(order) - MOST_COLUMNS} more outlets", rest, index)] if rest else made


def _report_column(report: str, place: int, members: int, index: Index) -> dict:
    family = index.family.get(report)
    copies = {copy.report for copy in family.copies} if family else set()
    role = "alone" if members == 1 else "copy" if report in copies else "origin"
    return {
        "by": "report",
        "label": str(index.number[report]),
        "name": index.name(report),
        "title": index.heading(report),
        "href": f"#r{index.number[report]}",
        "role": role,
        "opens": place == 0 and members > 1,
        "reports": [report],
    }


def _outlet_column(name: str, reports: list[str], index: Index) -> dict:
    number = index.number[reports[0]]
    return {
        "by": "outlet",
        "label": str(len(reports)),
        "name": name,
        "title": f"{len(reports)} reports",
        "href": f"#r{number}",
        "role": "alone",
        "opens": False,
        "reports": reports,
    }


def _row(event: Event, columns: list[dict], index: Index) -> dict:
    mentions = index.of(event)
    by_report: dict[str, list[Mention]] = {}
    for one in mentions:
        by_report.setdefault(one.report, []).append(one)
    conflicts = index.conflicts.get(event.id, [])
    return {
        "event": event.id,
        "mark": mark(event, index),
        "text": sentence(event, speakers_of(mentions)),
        "origin": origin_words(event, index),
        "country": [actor_token(one) for one in (*event.actors, *event.targets)],
        "cells": [_cell(column, event, by_report, conflicts, index) for column in columns],
    }


def _cell(
    column: dict, event: Event, by_report: dict[str, list[Mention]], conflicts: list[Conflict], index: Index
) -> dict | None:
    """What a column's reports say of the event; None when they are silent. Saying otherwise outweighs saying it."""
    found = []
    for report in column["reports"]:
        side = _other_side(report, conflicts)
        told = by_report.get(report, [])
        if side:
            found.append(("differs", side[0], side[1]))
        elif any(one.status != event.status and "denied" in (one.status, event.status) for one in told):
            one = next(one for one in told if one.status != event.status)
            found.append(("differs", report, one.start))
        elif told:
            kind = "quotes" if all(one.speaker for one in told) else "says"
            found.append((kind, report, told[0].start))
    if not found:
        return None
    kind, report, offset = min(found, key=lambda item: ("differs", "says", "quotes").index(item[0]))
    cite = index.cite(report, offset)
    who = next((one.speaker.name for one in by_report.get(report, []) if one.speaker), None)
    words = f"{column['name']} {CELLS[kind]['words']}"
    return {
        "kind": kind,
        "href": cite["href"],
        "title": words + (f": {who}" if kind == "quotes" and who else "") + f" ({cite['label']})",
        "count": len(found),
    }


def _other_side(report: str, conflicts: list[Conflict]) -> tuple[str, int] | None:
    """Where a report takes another side than the first one of a conflict, and not the first one too."""
    for conflict in conflicts:
        if conflict.sides and report in conflict.sides[0].reports:
            continue
        for side in conflict.sides[1:]:
            for span in side.spans:
                if span.report == report:
                    return report, span.start
    return None
