"""Did it happen: gold cases in our own sentences, and the lexicon's own consistency."""

import tomllib
from pathlib import Path

import pytest

from dateline.annotate.sentences import parse
from dateline.coder.status import status_of
from dateline.coder.statuswords import load_status_words
from dateline.config import Config
from dateline.grammar import Tree
from dateline.resources import resources
from dateline.text import quote
from tests.factories import document

GOLD = Path(__file__).parent.parent / "gold" / "status" / "cases.toml"
CASES = tomllib.loads(GOLD.read_text(encoding="utf-8"))["case"]


def judge(text, trigger):
    doc = document(text)
    sentences, _ = parse(doc, resources(Config()))
    at = doc.text.index(trigger)
    tree = Tree(next(s for s in sentences if s.start <= at < s.end))
    return doc, status_of(tree, tree.at(at))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_gold(case):
    _, judgement = judge(case["text"], case["trigger"])
    assert judgement.status == case["status"], (case.get("why"), judgement)
    assert case.get("least", -3.0) <= judgement.certainty <= case.get("most", 3.0)


def test_evidence_names_the_words():
    doc, judgement = judge("Bergen denied that it had attacked the port.", "attacked")
    assert [(e.rule, quote(doc, e)) for e in judgement.evidence] == [("embedding", "denied")]


def test_hedges_are_kept_as_such():
    _, judgement = judge("The army allegedly shelled the town.", "shelled")
    assert judgement.hedges == ("allegedly",)
    assert judgement.status == "happened"
    assert judgement.certainty < 2.5


def test_signatures_stay_on_the_scale():
    words = load_status_words("en")
    rows = [signature for found in words.embedding.values() for signature in found]
    for signature in [*rows, *words.words.values()]:
        assert -3.0 <= signature.minus <= 3.0
        assert -3.0 <= signature.plus <= 3.0


def test_scare_quotes_are_a_hint():
    _, judgement = judge('The general praised the "rescue" of the town.', "rescue")
    assert "scare quotes" in judgement.hedges
    _, judgement = judge('"We praised the rescue of the town," he said.', "rescue")
    assert "scare quotes" not in judgement.hedges
