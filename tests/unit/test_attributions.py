"""Who says so: gold cases in our own sentences, and the properties every attribution must have."""

import csv
import tomllib
from pathlib import Path

import pytest

import dateline
from dateline.annotate.attributions import find_attributions
from dateline.annotate.sentences import parse
from dateline.coder.speaker import attribution_of
from dateline.config import Config
from dateline.model import Annotations
from dateline.resources import resources
from dateline.text import quote
from tests.factories import document

GOLD = Path(__file__).parent.parent / "gold" / "attribution" / "cases.toml"
REPORTING = Path(dateline.__file__).parent / "data" / "lang" / "en" / "reporting.csv"
CASES = tomllib.loads(GOLD.read_text(encoding="utf-8"))["case"]


def read(text, *, title=None):
    doc = document(text, title=title)
    sentences, entities = parse(doc, resources(Config()))
    annotations = Annotations(report=doc.report, sentences=sentences, entities=entities)
    found = find_attributions(doc, annotations, resources(Config()))
    return doc, Annotations(report=doc.report, sentences=sentences, entities=entities, attributions=found)


def matches(doc, attribution, want):
    told = {
        "who": quote(doc, attribution.source) if attribution.source else None,
        "cue": quote(doc, attribution.cue) if attribution.cue else None,
        "says": [quote(doc, span) for span in attribution.content],
        "act": attribution.act,
        "kind": attribution.kind,
        "channel": attribution.channel,
        "hedge": attribution.hedge,
        "chain": [quote(doc, link) for link in attribution.chain],
    }
    return all(told[key] == value for key, value in want.items())


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_gold(case):
    doc, annotations = read(case["text"])
    found = list(annotations.attributions)
    for want in case["want"]:
        assert any(matches(doc, a, want) for a in found), (want, case.get("why"), found)
    if not case["want"]:
        assert not found, case.get("why")


def test_every_row_of_the_lexicon_is_heard_in_its_own_sentence():
    """`yes` must give an attribution whose cue holds the word, `no` must not."""
    wrong = []
    with REPORTING.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            for column in ("yes", "no"):
                if row[column] and _heard(row["lemma"], row[column]) != (column == "yes"):
                    wrong.append(f"reporting.csv:{line}: {column}: {row[column]}")
    assert not wrong, "\n".join(wrong)


def _heard(lemma, text):
    _, annotations = read(text)
    tokens = [t for s in annotations.sentences for t in s.tokens]
    cues = [a.cue for a in annotations.attributions if a.cue]
    inside = [t for t in tokens if any(c.start <= t.start < c.end for c in cues)]
    return any(lemma in (t.lemma.lower(), t.text.lower()) for t in inside)


def test_a_headline_names_its_speaker_by_a_colon():
    doc, annotations = read("The council met on Monday.", title="Johan Brandt: no talks before the truce is signed")
    assert any(matches(doc, a, {"who": "Johan Brandt", "cue": ":"}) for a in annotations.attributions)


def test_speakers_without_a_name_keep_their_kind():
    _, annotations = read("Witnesses said shots were fired. Officials denied it had happened.")
    keys = [a.speaker.key for a in annotations.attributions]
    assert keys == ["unnamed:witnesses", "unnamed:officials"]


def test_he_is_who_spoke_last():
    _, annotations = read("“We lost,” said Ivo Brandt.\n“It hurts,” he added.")
    assert len({a.speaker.key for a in annotations.attributions}) == 1


def test_only_what_stands_in_the_content_is_attributed():
    doc, annotations = read("The army shelled the town, the mayor said.")
    shelled, said = doc.text.index("shelled"), doc.text.index("said")
    assert quote(doc, attribution_of(doc, shelled, shelled + 7, annotations).source) == "the mayor"
    assert attribution_of(doc, said, said + 4, annotations) is None


def test_the_innermost_attribution_speaks():
    doc, annotations = read("The paper reported that officials said the bridge fell.")
    fell = doc.text.index("fell")
    assert quote(doc, attribution_of(doc, fell, fell + 4, annotations).source) == "officials"


@pytest.mark.parametrize(
    "text",
    ["", "“", "'", '""" said', 'He said: "', "’’ said ‘", "“a “b “c", "said said said.", "\u200b“\u200b”", "X: "],
)
def test_broken_marks_are_survived(text):
    doc, annotations = read(text)
    for a in annotations.attributions:
        spans = [*a.content, *(s for s in (a.source, a.cue) if s)]
        assert all(0 <= s.start < s.end <= len(doc.text) for s in spans)


def test_ids_run_in_text_order():
    doc, annotations = read("Ann said it rained. Bo said it snowed.")
    assert [a.id for a in annotations.attributions] == [f"{doc.report}/a1", f"{doc.report}/a2"]
