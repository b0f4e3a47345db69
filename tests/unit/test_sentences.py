"""Sentences as the parser gives them, without a second run of its lemmatizer."""

from __future__ import annotations

import pytest

from dateline.annotate.sentences import parse
from dateline.config import Config
from dateline.resources import resources
from tests import factories as make

TEXT = (
    "Ministers were meeting in Lima when the rebels' leaders left. The men's wives have fled; two buses, the biggest, "
    "were burnt.\n\n“We aren't leaving,” she said  twice, better than the others who lay dying."
)


@pytest.fixture(scope="module")
def knowledge():
    return resources(Config())


def test_lemmas_are_those_of_the_whole_pipeline(knowledge):
    import spacy

    whole = spacy.load(Config().parser)
    sentences, _ = parse(make.document(TEXT), knowledge)
    ours = [(t.text, t.lemma, t.pos, t.tag, t.dep) for s in sentences for t in s.tokens]
    theirs = [
        (t.text, t.lemma_, t.pos_, t.tag_, t.dep_)
        for block in TEXT.split("\n")
        if block
        for t in whole(block)
        if not t.is_space
    ]
    assert ours == theirs


def test_tokens_stand_where_they_say(knowledge):
    doc = make.document(TEXT)
    sentences, entities = parse(doc, knowledge)
    assert all(doc.text[t.start : t.end] == t.text for s in sentences for t in s.tokens)
    assert all(0 <= t.head < len(s.tokens) for s in sentences for t in s.tokens)
    assert any(doc.text[e.start : e.end] == "Lima" for e in entities)


def test_the_same_paragraph_is_parsed_alike_in_any_company(knowledge):
    alone, _ = parse(make.document("Police arrested nine men in Lima."), knowledge)
    after, _ = parse(make.document("Rain fell.\nPolice arrested nine men in Lima."), knowledge)
    assert [t[2:] for t in map(tuple_of, alone[0].tokens)] == [t[2:] for t in map(tuple_of, after[-1].tokens)]


def tuple_of(token):
    return (token.start, token.end, token.text, token.lemma, token.pos, token.tag, token.dep, token.head, token.ent)


def test_another_language_is_not_parsed(knowledge):
    assert parse(make.document("Полиция задержала девять человек.", language="ru"), knowledge) == ((), ())
