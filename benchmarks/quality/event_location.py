"""Where the event told by a verb took place: exact set and token F1 of the location spans (the set may be empty)."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.quality.metrics import precision_recall_f1
from dateline.annotate.places import find_places
from dateline.annotate.sentences import parse
from dateline.coder.where import event_places
from dateline.grammar import Tree
from dateline.model import Annotations, Block, Document
from dateline.resources import Resources

_TOKEN = re.compile(r"\w+|[^\w\s]")


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    found = []
    for row in rows:
        tree, trigger, places = annotated(row, resources)
        places = event_places(tree, trigger, places) if tree else []
        found.append([(place.start, place.end) for place in places])
    return set_scores(rows, found)


def annotated(row: dict, resources: Resources) -> tuple[Tree | None, int, list]:
    """The tree of the verb's sentence, the verb's token and the sentence's places; no tree where there is no verb."""
    text = row["text"]
    block = Block(start=0, end=len(text), kind="paragraph")
    document = Document(report="R-gold", text=text, blocks=(block,), runs=(), removed=(), language="en")
    sentences, entities = parse(document, resources)
    annotations = Annotations(report="R-gold", sentences=sentences, entities=entities)
    places = find_places(document, annotations, resources)
    at = row["verb"][0]["start"] if row["verb"] else -1
    for sentence in sentences:
        if sentence.start <= at < sentence.end:
            tree = Tree(sentence)
            trigger = tree.at(at)
            if trigger is not None:
                return tree, trigger, [place for place in places if place.sentence == sentence.index]
    return None, 0, []


def set_scores(rows: list[dict], found: list[list[tuple[int, int]]]) -> dict[str, float | int]:
    right = predicted = gold = exact = 0
    for row, spans in zip(rows, found, strict=True):
        tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(row["text"])]
        truth = {n for n, (a, b) in enumerate(tokens) for s in row["locations"] if a < s["end"] and s["start"] < b}
        guess = {n for n, (a, b) in enumerate(tokens) for start, end in spans if a < end and start < b}
        right += len(truth & guess)
        predicted += len(guess)
        gold += len(truth)
        exact += truth == guess
    precision, recall, f1 = precision_recall_f1(right, predicted, gold)
    n = len(rows) or 1
    return {"exact": exact / n, "token_f1": f1, "token_precision": precision, "token_recall": recall, "rows": len(rows)}
