"""Which words tell one happening: reading a trigger, the first look, the second look, the groups."""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest
from spacy.tokens import Doc

from dateline.alike.kin import same_action
from dateline.config import Config
from dateline.link.coreference import candidates, group_tellings, join
from dateline.link.resemblance import FEATURES, features, setting
from dateline.link.second_look import SECOND_FEATURES, second_features
from dateline.link.trees import probabilities
from dateline.link.triggers import telling
from dateline.model import Sentence, Token
from dateline.resources import resources

QUAKE = "A strong earthquake shook the island of Marrow on Tuesday , killing six people ."
TREMOR = "Six people died when a tremor shook Marrow on Tuesday ."
WEDDING = "The actress Lina Vale married the pilot Otto Brand in Westerham ."


@pytest.fixture(scope="module")
def tell():
    """`tell("A quake shook Marrow .", "quake", report=0)` is the telling of that word."""
    nlp = resources(Config()).nlp

    def made(text, *words, report=0, number=0):
        parsed = nlp.get_pipe("lemmatizer")(nlp(Doc(nlp.vocab, words=text.split())))
        tokens = tuple(
            Token(t.idx, t.idx + len(t), t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, t.ent_type_)
            for t in parsed
        )
        sentence = Sentence(index=number, start=0, end=tokens[-1].end, block=0, tokens=tokens)
        return telling(sentence, [text.split().index(word) for word in words], report=report, opening=number == 0)

    return made


def of(values, name):
    return values[FEATURES.index(name)]


def test_a_trigger_knows_its_clause(tell):
    told = tell(QUAKE, "shook")
    assert told.base == told.root == "shake"
    assert "earthquake" in told.subjects.words
    assert "island" in told.objects.words
    assert told.names.words >= {"marrow"}


def test_light_verbs_leave_the_word_to_their_noun(tell):
    told = tell("The mayor of Selby went on trial in May .", "went", "on", "trial")
    assert told.base == "try"
    assert told.same & same_action("tribunal")


def test_a_trigger_without_a_subject_has_that_of_the_verb_above(tell):
    assert "mayor" in tell("The mayor agreed to resign .", "resign").subjects.words


def test_values_have_names_and_do_not_ask_who_comes_first(tell):
    a, b = tell(QUAKE, "earthquake"), tell(TREMOR, "tremor", report=1)
    around = setting([a, b], {(0, 1): 0.2}, {(0, 1): 0.3})
    values = features(a, b, around)
    assert len(values) == len(FEATURES)
    assert values == features(b, a, around)
    assert of(values, "same action") == 1
    assert of(values, "names") == 1.0
    assert of(values, "reports against the crowd") == 0.2


def test_initials_stand_for_a_phrase(tell):
    a = tell("The club put him on injured reserve .", "injured", "reserve")
    b = tell("He joins two others on IR .", "IR", report=1)
    assert of(features(a, b, setting([a, b], {}, {})), "initials") == 1


def test_the_second_look_sees_the_company_of_a_pair(tell):
    told = [tell(QUAKE, "earthquake", report=n) for n in range(3)]
    looked = second_features(told, {(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.4})
    assert set(looked) == {(0, 1), (0, 2), (1, 2)}
    values = dict(zip(SECOND_FEATURES, looked[1, 2], strict=True))
    assert values["first score"] == 0.4
    assert values["best common match"] == 0.8
    assert values["other best of one"] == 0.8
    assert values["other best of the other"] == 0.9
    assert values["same group"]


def test_hopeless_pairs_are_not_looked_at_twice(tell):
    told = [tell(QUAKE, "earthquake"), tell(WEDDING, "married", report=1)]
    assert second_features(told, {(0, 1): 0.001}) == {}


def test_one_quake_is_one_event_and_a_wedding_another(tell):
    told = [
        tell(QUAKE, "earthquake"),
        tell(TREMOR, "tremor", report=1),
        tell(QUAKE, "earthquake", report=2),
        tell(WEDDING, "married", report=3),
    ]
    alike = {(a, b): 0.3 for a in range(3) for b in range(a + 1, 3)}
    groups = group_tellings(told, alike, alike)
    assert [0, 2] in [[i for i in group if i != 1] for group in groups]
    assert [3] in groups


def test_candidates_are_pairs_of_like_reports_and_of_one_report(tell):
    told = [tell(QUAKE, "earthquake"), tell(QUAKE, "killing"), tell(WEDDING, "married", report=1)]
    assert list(candidates(told, {(0, 1): -0.05})) == [(0, 1)]
    assert list(candidates(told, {(0, 1): 0.05})) == [(0, 1), (0, 2), (1, 2)]


def test_nothing_is_no_group():
    assert group_tellings([], {}, {}) == []


def test_two_stories_need_a_better_pair(tell):
    told = [tell(QUAKE, "earthquake", report=n) for n in range(2)]
    assert join(told, {}) == [[0], [1]]
    assert join(told, {(0, 1): 0.5}) == join(told, {(0, 1): 0.5}, {0: "S-1", 1: "S-1"}) == [[0, 1]]
    assert join(told, {(0, 1): 0.5}, {0: "S-1", 1: "S-2"}) == [[0], [1]]
    assert join(told, {(0, 1): 0.9}, {0: "S-1", 1: "S-2"}) == [[0, 1]]


def test_trees_answer_as_their_columns_say():
    split = [[0, -1, -1], [0.5, 0, 0], [1, 0, 0], [2, 0, 0], [0, -2.0, 2.0]]
    low, high = probabilities({"base": 0.0, "trees": [split]}, [[0.2], [0.8]])
    assert low == pytest.approx(1 / (1 + np.exp(2.0)))
    assert high == pytest.approx(1 / (1 + np.exp(-2.0)))


def test_the_model_was_trained_on_these_values():
    made = json.loads(files("dateline").joinpath("data", "linking", "coreference.json").read_text(encoding="utf-8"))
    assert made["features"] == [*FEATURES, *SECOND_FEATURES]
