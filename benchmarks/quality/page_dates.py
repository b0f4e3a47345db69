"""The day of publication of any web page, as htmldate's evaluation counts it: a wrong day costs precision, none costs
recall.

A row has the page's file under `html`, its address under `url` where that is known, and the day under `date` (or
`publishing_date`). Pages with hardly any text count too.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from benchmarks.quality.extract_aeb import NOW
from benchmarks.quality.metrics import f1
from dateline.clean.article import clean
from dateline.errors import InputError
from dateline.model import Report
from dateline.readers import read_item
from dateline.readers.item import Item
from dateline.resources import Resources
from dateline.resources import resources as shared


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    any_length = shared(msgspec.structs.replace(resources.config, min_words=0))
    right = wrong = silent = 0
    for row in rows:
        found = day_of(folder / row["html"], row.get("url"), any_length)
        right += found == _gold(row)
        wrong += found is not None and found != _gold(row)
        silent += found is None
    precision, recall = right / ((right + wrong) or 1), right / ((right + silent) or 1)
    return {"f1": f1(precision, recall), "precision": precision, "recall": recall, "pages": len(rows)}


def day_of(page: Path, url: str | None, resources: Resources) -> str | None:
    """YYYY-MM-DD, or None where the page is not dated to the day."""
    (report,) = read_item(Item(path=page.name, file=page), resources.config)
    if not isinstance(report, Report):
        return None
    if url and "url" not in report.fields:
        report = msgspec.structs.replace(report, fields={**report.fields, "url": url})
    try:
        published = clean(report, resources, now=NOW).published
    except InputError:
        return None
    return published.start if published and published.start == published.end else None


def _gold(row: dict) -> str:
    return (row.get("date") or row["publishing_date"])[:10]
