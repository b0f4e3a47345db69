"""Grouping articles by story: wikinews_events, g5w_newscluster, basil_triples, ecbplus_docs. One threshold for all.

Crawl dates in the rows are not the reports' dates and are left out: the texts alone decide.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.quality.metrics import b_cubed, pairwise
from benchmarks.quality.wire_lineage import as_document
from dateline.link.lineage import find_copying
from dateline.link.passages import passages_of
from dateline.link.stories import group_stories
from dateline.resources import Resources


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    documents = [as_document(f"{n:06}", row.get("title"), row["text"]) for n, row in enumerate(rows)]
    copying = find_copying({doc.report: passages_of(doc) for doc in documents}, share=resources.config.family_share)
    stories = group_stories(documents, copying.groups, resources)
    predicted = {int(report): story.id for story in stories for report in story.reports}
    gold = {n: str(row["cluster"]) for n, row in enumerate(rows)}
    b3, pairs = b_cubed(gold, predicted), pairwise(gold, predicted)
    return {
        "b3_f1": b3[2],
        "pair_f1": pairs[2],
        "b3_precision": b3[0],
        "b3_recall": b3[1],
        "stories": len(stories),
        "gold_stories": len(set(gold.values())),
    }
