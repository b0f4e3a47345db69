"""fact_uw: how far our graded certainty lies from what readers said, event by event (MAE, Pearson's r)."""

from __future__ import annotations

from pathlib import Path

from benchmarks.quality.metrics import pearson
from dateline.annotate.sentences import parse
from dateline.coder.status import status_of
from dateline.grammar import Tree
from dateline.model import Block, Document, Sentence
from dateline.resources import Resources

_NO_SPACE_BEFORE = frozenset([*",.;:?!)%", "''", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m"])


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    gold, found = [], []
    for row in rows:
        document, starts = _document(row["tokens"])
        sentences, _ = parse(document, resources)
        trees: dict[int, Tree] = {}
        for event in row["events"]:
            gold.append(event["factuality"])
            found.append(_certainty(sentences, starts[event["i"]], trees))
    errors = [abs(g - f) for g, f in zip(gold, found, strict=True)]
    return {"mae": sum(errors) / (len(errors) or 1), "pearson_r": pearson(gold, found), "events": len(gold)}


def _certainty(sentences: tuple[Sentence, ...], offset: int, trees: dict[int, Tree]) -> float:
    sentence = next((s for s in sentences if s.start <= offset < s.end), None)
    if sentence is None:
        return 3.0
    tree = trees.setdefault(sentence.index, Tree(sentence))
    trigger = tree.at(offset)
    return status_of(tree, trigger).certainty if trigger is not None else 3.0


def _document(tokens: list[str]) -> tuple[Document, list[int]]:
    """The tokens set as running text (`` and '' become double marks), and where each starts."""
    text, starts = "", []
    for token in tokens:
        word = {"``": "“", "''": "”"}.get(token, token)
        if text and token not in _NO_SPACE_BEFORE:
            text += " "
        starts.append(len(text))
        text += word
    block = Block(start=0, end=len(text), kind="paragraph")
    return Document(report="R-0", text=text, blocks=(block,), runs=(), removed=(), language="en"), starts
