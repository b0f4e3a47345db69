"""plv: PLOVER root and quad when the pair is told, and finding the pair ourselves.

A predicted event matches a gold row when its root is the gold root, one of its actors is the gold source and one of its
targets the gold target. A party is the gold phrase when it covers the phrase's head word, stands inside the phrase, or
is a pronoun that was resolved to the actor named there. A prediction counts when it has both sides and stands in the
main clause: each row marks the one event that its sentence is about, so what is told in passing cannot be judged here;
`pairs_anywhere_per_sentence` says how many there are with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchmarks.quality.metrics import label_scores
from dateline.annotate.actors import find_actors
from dateline.annotate.sentences import parse
from dateline.coder.classify import Classification, classify_parsed, one_paragraph
from dateline.coder.mentions import Found, events_of
from dateline.grammar import Tree
from dateline.model import Annotations, Party, Span
from dateline.resources import Resources


def score(rows: Sequence[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    answers: list[Classification] = []
    right_pairs = predicted = anywhere = 0
    for row in rows:
        source, target = spans_of(row["marked"])
        annotations = _annotated(row["text"], resources)
        answers.append(classify_parsed(annotations.sentences, source, target, resources.lexicon))
        pairs = _pairs(annotations, resources)
        events = [event for event in pairs if event.main]
        anywhere += len(pairs)
        predicted += len(events)
        right_pairs += any(_matches(event, row["root"], source, target, annotations, resources) for event in events)
    told = label_scores([row["root"] for row in rows], [answer.root for answer in answers])
    quads = label_scores([row["quad"] for row in rows], [answer.quad for answer in answers])
    return {
        "root_macro_f1": told["macro_f1"],
        "quad_macro_f1": quads["macro_f1"],
        "accuracy": told["accuracy"],
        "pair_root_recall": right_pairs / len(rows),
        "pair_precision": right_pairs / (predicted or 1),
        "events_per_sentence": predicted / len(rows),
        "extra_wrong": (predicted - right_pairs) / len(rows),
        "pairs_anywhere_per_sentence": anywhere / len(rows),
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


def _annotated(text: str, resources: Resources) -> Annotations:
    document = one_paragraph(text)
    sentences, entities = parse(document, resources)
    parsed = Annotations(report=document.report, sentences=sentences, entities=entities)
    return msgspec.structs.replace(parsed, actors=tuple(find_actors(document, parsed, resources)))


def _pairs(annotations: Annotations, resources: Resources) -> list[Found]:
    """The events with both sides."""
    events = []
    for sentence in annotations.sentences:
        actors = [mention for mention in annotations.actors if mention.sentence == sentence.index]
        found = events_of(Tree(sentence), actors, resources.lexicon)
        events += [event for event in found if event.actors and event.targets]
    return events


def _matches(
    event: Found, root: str, source: Span, target: Span, annotations: Annotations, resources: Resources
) -> bool:
    if resources.lexicon.ontology[event.reading.concept].root != root:
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
