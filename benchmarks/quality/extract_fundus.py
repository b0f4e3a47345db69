"""Title, date, authors and text of publishers' pages, against what Fundus' hand-written parsers get from them.

Title: equal after folding case, quotes and spaces. Date: the day as the publisher writes it. Authors: the same names.
Text: F1 of four-word shingles, as in extract_aeb.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.quality.extract_aeb import NOW, compare
from benchmarks.quality.metrics import f1
from dateline.clean.article import clean
from dateline.errors import InputError
from dateline.model import Document, Report
from dateline.readers import read_item
from dateline.readers.item import Item
from dateline.resources import Resources

_WORD = re.compile(r"\w+")


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    titles = dates = authors = 0
    with_title = with_date = with_authors = 0
    precisions, recalls = [], []
    for row in rows:
        document = document_of(folder / row["html"], resources)
        with_title += bool(row["title"])
        titles += bool(row["title"]) and document is not None and same_title(row["title"], document.title)
        with_date += bool(row["publishing_date"])
        dates += bool(row["publishing_date"]) and document is not None and same_day(row["publishing_date"], document)
        with_authors += bool(row["authors"])
        authors += bool(row["authors"]) and document is not None and same_authors(row["authors"], document.byline)
        right, predicted, gold = compare(row["text"], body(document) if document else "")
        precisions.append(right / predicted if predicted else 0.0)
        recalls.append(right / gold if gold else 0.0)
    precision, recall = sum(precisions) / len(rows), sum(recalls) / len(rows)
    return {
        "title": titles / (with_title or 1),
        "date": dates / (with_date or 1),
        "authors": authors / (with_authors or 1),
        "text_f1": f1(precision, recall),
        "text_precision": precision,
        "text_recall": recall,
        "pages": len(rows),
    }


def document_of(page: Path, resources: Resources) -> Document | None:
    (report,) = read_item(Item(path=page.name, file=page), resources.config)
    if not isinstance(report, Report):
        return None
    try:
        return clean(report, resources, now=NOW)
    except InputError:
        return None


def body(document: Document) -> str:
    return "\n\n".join(document.text[b.start : b.end] for b in document.blocks if b.kind != "title")


def same_title(gold: str, found: str | None) -> bool:
    return _WORD.findall(gold.lower()) == _WORD.findall((found or "").lower())


def same_day(gold: str, document: Document) -> bool:
    return document.published is not None and document.published.start == gold[:10]


def same_authors(gold: list[str], byline: str | None) -> bool:
    return {_name(name) for name in gold} == {_name(name) for name in (byline or "").split(";")}


def _name(name: str) -> str:
    return "".join(_WORD.findall(name.lower()))
