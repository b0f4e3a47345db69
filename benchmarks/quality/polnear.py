"""polnear: attributions of whole documents, found with the right source and overlapping content.

A predicted attribution is right when its source and the gold one share at least half of the shorter one's characters
(or both have none), and their contents share at least half of each side's characters. Pairs are made one to one, the
largest shared content first. The corpus marks what the report attributes and not what is said inside somebody's
words, so of nested predictions the outermost counts.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.quality.metrics import precision_recall_f1
from benchmarks.quality.quotes import nested
from dateline.annotate.attributions import find_attributions
from dateline.annotate.sentences import parse
from dateline.model import Annotations, Attribution, Block, Document
from dateline.resources import Resources

Chars = frozenset[int]
Pair = tuple[Chars, Chars]  # source, content


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    right = found = wanted = contents = 0
    for row in rows:
        gold = [(_chars(a["source"]), _chars(a["content"])) for a in row["attributions"] if a["content"]]
        attributions = _predict(row["text"], resources)
        predicted = [_pair(a) for a in attributions if not nested(a, attributions)]
        right += _matched(gold, predicted, sources=True)
        contents += _matched(gold, predicted, sources=False)
        found, wanted = found + len(predicted), wanted + len(gold)
    precision, recall, f1 = precision_recall_f1(right, found, wanted)
    return {
        "attribution_f1": f1,
        "attribution_precision": precision,
        "attribution_recall": recall,
        "content_overlap_f1": precision_recall_f1(contents, found, wanted)[2],
        "attributions": wanted,
    }


def _predict(text: str, resources: Resources) -> tuple[Attribution, ...]:
    blocks = tuple(Block(start=m.start(), end=m.end(), kind="paragraph") for m in re.finditer(r"[^\n]+", text))
    document = Document(report="R-0", text=text, blocks=blocks, runs=(), removed=(), language="en")
    sentences, entities = parse(document, resources)
    annotations = Annotations(report="R-0", sentences=sentences, entities=entities)
    return find_attributions(document, annotations, resources)


def _pair(attribution: Attribution) -> Pair:
    source = attribution.source
    return (
        _chars([(source.start, source.end)] if source else []),
        _chars([(span.start, span.end) for span in attribution.content]),
    )


def _chars(spans: list) -> Chars:
    return frozenset(at for start, end in spans for at in range(start, end))


def _matched(gold: list[Pair], predicted: list[Pair], *, sources: bool) -> int:
    """How many gold attributions have a right prediction, each prediction used once."""
    pairs = []
    for g, (gold_source, gold_content) in enumerate(gold):
        for p, (source, content) in enumerate(predicted):
            shared = len(gold_content & content)
            if 2 * shared < len(gold_content) or 2 * shared < len(content):
                continue
            same = 2 * len(gold_source & source) >= min(len(gold_source), len(source))
            if not sources or (same and bool(gold_source) == bool(source)):
                pairs.append((-shared, g, p))
    used_gold, used = set(), set()
    for _, g, p in sorted(pairs):
        if g not in used_gold and p not in used:
            used_gold.add(g)
            used.add(p)
    return len(used_gold)
