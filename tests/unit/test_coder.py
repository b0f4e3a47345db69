"""The event coder on its own sentences: concepts, sides, and what is no event."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from dateline.annotate.actors import find_actors
from dateline.annotate.sentences import parse
from dateline.coder.classify import one_paragraph
from dateline.coder.explain import explain_mention
from dateline.coder.mentions import code_mentions
from dateline.config import Config
from dateline.model import Annotations
from dateline.pipeline import annotate_document
from dateline.resources import resources
from dateline.text import quote

GOLD = Path(__file__).parents[1] / "gold" / "coder" / "events.toml"
CASES = tomllib.loads(GOLD.read_text(encoding="utf-8"))["case"]


def coded(text):
    shared = resources(Config())
    document = one_paragraph(text)
    sentences, entities = parse(document, shared)
    annotations = Annotations(report=document.report, sentences=sentences, entities=entities)
    annotations = msgspec.structs.replace(annotations, actors=tuple(find_actors(document, annotations, shared)))
    return document, code_mentions(document, annotations, shared)


def first(parties, document):
    return quote(document, parties[0]) if parties else ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_gold_sentence(case):
    document, mentions = coded(case["text"])
    told = [f"{m.concept}: {first(m.actors, document)} > {first(m.targets, document)}".strip() for m in mentions]
    for wanted in case.get("want", ()):
        assert wanted in told, case["why"]
    keys = [f"{m.concept}: {m.actors[0].actor.key if m.actors else '-'}" for m in mentions]
    keys += [f"{m.concept}: > {p.actor.key}" for m in mentions for p in m.targets]
    for wanted in case.get("keys", ()):
        assert wanted in keys, case["why"]
    for wanted in case.get("status", ()):
        assert wanted in [f"{m.concept}: {m.status}" for m in mentions], case["why"]
    for concept in case.get("never", ()):
        assert concept not in [m.concept for m in mentions], case["why"]


def test_mentions_are_numbered_in_text_order_and_lie_in_the_text():
    document, mentions = coded(
        "Rebels shelled the port. On Friday Oslo sent food to the town. Nurses marched in Lagos."
    )
    assert [m.id for m in mentions] == [f"R-TEXT/m{n}" for n in range(1, len(mentions) + 1)]
    for m in mentions:
        assert 0 <= m.start <= m.trigger.start < m.trigger.end <= m.end <= len(document.text)
        assert all(0 <= p.start < p.end <= len(document.text) for p in (*m.actors, *m.targets))


def test_a_sentence_without_trigger_words_tells_nothing():
    assert coded("The river is long and the valley is green.")[1] == []


def test_no_mention_names_one_actor_on_both_sides():
    _, mentions = coded("Kenya opened its borders to Somali refugees and lifted its ban on Somali flights.")
    for m in mentions:
        assert not {p.actor.key for p in m.actors} & {p.actor.key for p in m.targets}


def test_explanation_names_rule_words_and_codes():
    document, mentions = coded("Ottawa expelled three Chinese diplomats.")
    text = explain_mention(mentions[0], document)
    for words in ("sanction.expel", "'expelled'", "SANCTION", "sanction.csv"):
        assert words in text


def test_in_a_quotation_the_speaker_is_we_and_never_they():
    text = "The envoy Ana Rojas spoke to reporters. “They beat us at the gate,” she said."
    document = one_paragraph(text)
    mentions = annotate_document(document, resources(Config()), now="2025-05-04").mentions
    beaten = [m for m in mentions if m.concept == "assault.beat"]
    assert [quote(document, m.targets[0]) for m in beaten] == ["us"]
    assert not any("rojas" in p.actor.key for m in beaten for p in m.actors)


@pytest.mark.parametrize(
    ("text", "concept", "speaker"),
    [
        ("Norway condemned the attack that killed nine people in Dori.", "assault.", None),
        ("Norway backed the militia that attacked Dori.", "assault.", None),
        ("Norway said that the militia had attacked Dori.", "assault.", "Norway"),
    ],
)
def test_who_condemns_or_backs_a_deed_is_no_voice_for_it(text, concept, speaker):
    processed = annotate_document(one_paragraph(text), resources(Config()), now="2025-01-01")
    found = [m.speaker and m.speaker.name for m in processed.mentions if m.concept.startswith(concept)]
    assert found == [speaker]
