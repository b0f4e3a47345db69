"""Clean text from a web page: the shingle metric of the Article Extraction Benchmark (scrapinghub, MIT).

Texts are compared as bags of four-word shingles; precision and recall are means over pages, F1 is taken of the means,
as their evaluate.py does. Gold bodies leave the title out, so the title block of a document is left out too.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from benchmarks.quality.metrics import f1
from dateline.clean.article import clean
from dateline.errors import InputError
from dateline.model import Report
from dateline.readers import read_item
from dateline.readers.item import Item
from dateline.resources import Resources

# The pages were saved in 2019 and later; no page is dated after this day.
NOW = "2026-07-31"
_TOKEN = re.compile(r"\w+", re.UNICODE)


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    precisions, recalls = [], []
    for row in rows:
        right, predicted, gold = compare(row["articleBody"], body_of(folder / row["html"], resources))
        if predicted:  # as in their evaluate.py, an empty prediction costs recall only
            precisions.append(right / predicted)
        recalls.append(right / gold if gold else 0.0)
    precision, recall = sum(precisions) / len(precisions or [0]), sum(recalls) / len(rows)
    return {"f1": f1(precision, recall), "precision": precision, "recall": recall, "pages": len(rows)}


def body_of(page: Path, resources: Resources) -> str:
    """The document's text without its title; "" when the page gives none."""
    (report,) = read_item(Item(path=page.name, file=page), resources.config)
    if not isinstance(report, Report):
        return ""
    try:
        document = clean(report, resources, now=NOW)
    except InputError:
        return ""
    return "\n\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind != "title")


def compare(gold: str, predicted: str) -> tuple[float, int, int]:
    wanted, found = _shingles(gold), _shingles(predicted)
    return sum((wanted & found).values()), sum(found.values()), sum(wanted.values())


def _shingles(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return Counter(tuple(words[at : at + n]) for at in range(max(1, len(words) - n + 1)) if words)
