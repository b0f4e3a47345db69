"""plv: PLOVER root and quad when the pair is told, and finding the pair ourselves.

A predicted event matches a gold row when its root is the gold root, and one of its actors is the gold source, one of its
targets the gold target. A party is the gold phrase when it covers the phrase's head word, stands inside the phrase, or
is a pronoun that was resolved to the actor named there. A prediction counts when it has both sides and stands in the main
clause: each row marks the one event that its sentence is about, and what is told in passing is not judged.
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
from dateline.model import Annotations, Document, Party, Span
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
        found_pairs += any(_matches(event, row, source, target, annotations, resources) for event in events)
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
            spans.setdefault(marked[i + 2], Span(start, length))
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
        events += [e for e in events_of(Tree(sentence), actors, resources.lexicon) if e.main and e.actors and e.targets]
    return events


def _matches(event, row: dict, source: Span, target: Span, annotations: Annotations, resources: Resources) -> bool:
    if resources.lexicon.ontology[event.reading.concept].root != row["root"]:
        return False
    return covers(event.actors, source, annotations) and covers(event.targets, target, annotations)


def covers(parties: Sequence[Party], gold: Span, annotations: Annotations) -> bool:
    """Whether one of the parties is the gold phrase."""
    for sentence in annotations.sentences:
        if not sentence.start <= gold.start < sentence.end:
            continue
        tree = Tree(sentence)
        head = tree.head_of(gold)
        if head is None:
            return False
        at = tree.tokens[head].start
        keys = {mention.actor.key for mention in annotations.actors if mention.head == at}
        return any(
            party.start <= at < party.end
            or (gold.start <= party.start and party.end <= gold.end)
            or party.actor.key in keys
            for party in parties
        )
    return False
