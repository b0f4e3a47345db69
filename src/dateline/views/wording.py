"""Wording: different names for the same thing, counted by outlet, each with a sentence that uses it."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from dateline.model import Record
from dateline.views.index import Index

# A group of names is shown when at least so many of its names occur: one name alone compares nothing.
FEWEST_NAMES = 2
OUTLETS = 12


def wording(record: Record) -> dict:
    index = Index(record)
    outlets: dict[str, int] = {}
    for report in index.order:
        outlets[index.name(report)] = outlets.get(index.name(report), 0) + 1
    shown = sorted(outlets, key=lambda name: (-outlets[name], name))[:OUTLETS]
    groups: dict[str, list[dict]] = {}
    for group, term, pattern in _terms():
        row = _count(term, pattern, index)
        if row:
            groups.setdefault(group, []).append(row)
    made = [
        {"name": name, "terms": [_with_cells(row, shown) for row in _ordered(rows)]}
        for name, rows in groups.items()
        if len(rows) >= FEWEST_NAMES
    ]
    return {"groups": made, "outlets": shown, "left_out": len(outlets) - len(shown)}


def _ordered(rows: list[dict]) -> list[dict]:
    return sorted(rows, key=lambda row: (-row["total"], row["term"]))


def _count(term: str, pattern: re.Pattern, index: Index) -> dict | None:
    by_outlet: dict[str, int] = {}
    example = None
    for report in index.order:
        found = list(pattern.finditer(index.documents[report].text))
        if found:
            name = index.name(report)
            by_outlet[name] = by_outlet.get(name, 0) + len(found)
            example = example or (report, found[0])
    if example is None:
        return None
    report, first = example
    return {
        "term": term,
        "total": sum(by_outlet.values()),
        "by_outlet": by_outlet,
        "cite": index.cite(report, first.start()),
        "pieces": index.in_context(report, first.start(), first.end()),
    }


def _with_cells(row: dict, outlets: list[str]) -> dict:
    return {
        **{key: row[key] for key in ("term", "total", "cite", "pieces")},
        "cells": [row["by_outlet"].get(o, 0) for o in outlets],
    }


@lru_cache(maxsize=1)
def _terms() -> list[tuple[str, str, re.Pattern]]:
    path = files("dateline") / "data/phrases/wording.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            (row["group"], row["term"], re.compile(rf"(?<!\w)(?:{row['pattern']})(?!\w)", re.IGNORECASE))
            for row in csv.DictReader(lines)
        ]
