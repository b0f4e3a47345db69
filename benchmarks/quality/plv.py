"""plv: PLOVER root and quad when the pair is told, and finding the pair ourselves.

A predicted event matches a gold row when its root is the gold root, one of its actors covers the head word of the gold
source and one of its targets that of the gold target. A prediction counts when it has both sides. Rows of one sentence
share one prediction.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.metrics import label_scores
from dateline.annotate.actors import find_actors
from dateline.annotate.sentences import parse
from dateline.coder.classify import classify_parsed, one_paragraph
from dateline.coder.mentions import events_of
from dateline.grammar import Tree
from dateline.model import Annotations, Span
from dateline.resources import Resources

# Sentences of the set carry no date; offices are looked up as of this day, in the middle of the years it was collected.
READ_ON = "2018-07-01"


def score(rows: Sequence[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    gold_roots, gold_quads, roots, quads = [], [], [], []
    found_pairs = predicted = 0
    for row in rows:
        source, target = spans_of(row["marked"])
        document = one_paragraph(row["text"])
        sentences, entities = parse(document, resources)
        answer = classify_parsed(sentences, source, target, resources.lexicon)
        gold_roots.append(row["root"])
        gold_quads.append(row["quad"])
        roots.append(answer.root)
        quads.append(answer.quad)
        annotations = Annotations(report=document.report, sentences=sentences, entities=entities)
        events = _events(document, annotations, resources)
        predicted += len(events)
        found_pairs += any(_matches(event, row, source, target, sentences, resources) for event in events)
    told = label_scores(gold_roots, roots)
    return {
        "root_macro_f1": told["macro_f1"],
        "quad_macro_f1": label_scores(gold_quads, quads)["macro_f1"],
        "accuracy": told["accuracy"],
        "pair_root_recall": found_pairs / len(rows),
        "pair_precision": found_pairs / (predicted or 1),
        "events_per_sentence": predicted / len(rows),
        "extra_wrong": (predicted - found_pairs) / len(rows),
    }


def spans_of(marked: str) -> tuple[Span, Span]:
    """Offsets of <s>..</s> and <t>..</t> in the text without the marks."""
    spans: dict[str, Span] = {}
    length = 0
    start = 0
    i = 0
    while i < len(marked):
        if marked[i : i + 3] in ("<s>", "<t>"):
            start, i = length, i + 3
        elif marked[i : i + 4] in ("</s>", "</t>"):
            spans[marked[i + 2]] = Span(start, length)
            i += 4
        else:
            length, i = length + 1, i + 1
    return spans.get("s", Span(0, 0)), spans.get("t", Span(0, 0))


def _events(document, annotations, resources):
    """What the coder finds in the sentences, pairs only."""
    import msgspec

    annotations = msgspec.structs.replace(annotations, actors=find_actors(document, annotations, resources))
    events = []
    for sentence in annotations.sentences:
        actors = [mention for mention in annotations.actors if mention.sentence == sentence.index]
        events += [e for e in events_of(Tree(sentence), actors, resources.lexicon) if e.actors and e.targets]
    return events


def _matches(event, row, source, target, sentences, resources) -> bool:
    if resources.lexicon.ontology[event.reading.concept].root != row["root"]:
        return False
    return _covers(event.actors, source, sentences) and _covers(event.targets, target, sentences)


def _covers(parties, gold: Span, sentences) -> bool:
    """Whether one of the parties covers the head word of the gold span."""
    for sentence in sentences:
        if sentence.start <= gold.start < sentence.end:
            tree = Tree(sentence)
            head = tree.head_of(gold)
            if head is None:
                return False
            token = tree.tokens[head]
            return any(party.start <= token.start < party.end for party in parties)
    return False
