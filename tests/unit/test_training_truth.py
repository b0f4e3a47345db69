"""Which mentions count as right when the coder learns from a training sentence, however the row was labelled."""

from __future__ import annotations

import pytest
from tools.training_truth import is_right

from dateline.annotate.actors import find_actors
from dateline.annotate.sentences import parse
from dateline.coder.classify import one_paragraph
from dateline.coder.mentions import events_of
from dateline.coder.status import status_of
from dateline.config import Config
from dateline.grammar import Tree
from dateline.model import Annotations
from dateline.resources import resources


def side(text: str, phrase: str | None) -> list[int] | None:
    return [text.index(phrase), text.index(phrase) + len(phrase)] if phrase else None


def event(text: str, source: str | None, target: str | None, concept: str, status: str) -> dict:
    return {"source": side(text, source), "target": side(text, target), "concept": concept, "status": status}


def judged(text: str, **row: object) -> list[bool | None]:
    """How the mentions that the coder makes of a sentence are judged by its row."""
    shared, document = resources(Config()), one_paragraph(text)
    sentences, entities = parse(document, shared)
    annotations = Annotations(report=document.report, sentences=sentences, entities=entities)
    actors = tuple(find_actors(document, annotations, shared))
    tree, ontology = Tree(sentences[0]), shared.lexicon.ontology
    annotations = Annotations(report=document.report, sentences=sentences, entities=entities, actors=actors)
    return [
        is_right(found, status_of(tree, found.reading.trigger, annotations).status, row, annotations, ontology)
        for found in events_of(tree, list(actors), shared.lexicon)
    ]


@pytest.mark.parametrize(
    ("source", "target", "concept", "status", "right"),
    [
        ("Kenya", "the Sudanese envoy", "sanction.expel", "happened", [True]),
        ("Kenya", None, "sanction.expel", "happened", [True]),  # a side that is not named is not judged
        ("the Sudanese envoy", "Kenya", "sanction.expel", "happened", [False]),
        ("Kenya", "the Sudanese envoy", "support.praise", "happened", [False]),
        ("Kenya", "the Sudanese envoy", "sanction.expel", "denied", [False]),
    ],
)
def test_a_mention_is_right_by_event_sides_and_status(source, target, concept, status, right):
    text = "Kenya expelled the Sudanese envoy on Monday."
    assert judged(text, **event(text, source, target, concept, status)) == right


def test_who_is_called_on_may_be_told_as_the_one_asked():
    text = "Chad urged Ghana to expel the envoy."
    row = event(text, "Ghana", "the envoy", "sanction.expel", "called for")
    assert judged(text, **row) == [True]


def test_what_a_row_does_not_tell_is_judged_only_where_it_tells_everything():
    text = "Chad praised Ghana, which had freed two priests."
    row = event(text, "Chad", "Ghana", "support.praise", "happened")
    also = event(text, "Ghana", "two priests", "concede.release", "happened")
    assert judged(text, **row) == [True, None]
    assert judged(text, **row, also=[]) == [True, False]
    assert judged(text, **row, also=[also]) == [True, True]


def test_nothing_is_right_where_nothing_is_told():
    text = "The referee expelled the Sudanese striker."
    assert not any(judged(text, concept="none", source=None, target=None, status=None))
