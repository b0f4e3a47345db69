"""The lexicon and the ontology hold what they say."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from dateline.coder.check_data import check_data
from dateline.coder.lexicon import load_lexicon
from dateline.coder.ontology import load_ontology
from dateline.errors import DataError


def test_every_row_tells_its_own_sentences():
    assert check_data() == []


def test_every_plover_event_has_concepts_and_every_concept_its_codes():
    concepts = load_ontology().concepts.values()
    assert len({concept.event for concept in concepts}) == 16
    for concept in concepts:
        assert concept.cameo.isdigit(), concept.name
        assert 2 <= len(concept.cameo) <= 4, concept.name
        assert -10 <= concept.goldstein <= 10
        assert concept.quad in (1, 2, 3, 4)


def test_a_remap_of_the_concept_goes_before_that_of_its_event():
    ontology = load_ontology()
    assert ontology.remapped("demand", "concede.release") == "request.release"
    assert ontology.remapped("demand", "concede.return") == "request.yield"
    assert ontology.remapped("demand", "request.general") == "request.general"
    assert ontology.remapped("promise", "accuse.condemn") == ""


def test_an_unknown_concept_names_the_near_one():
    assert "consult.phone" in load_ontology().near("conslt.phone")


def test_an_unknown_language_is_an_error():
    with pytest.raises((DataError, FileNotFoundError)):
        load_lexicon("xx")


def test_training_sentences_have_the_shape_that_their_source_note_tells():
    concepts = load_ontology().concepts
    for file in files("dateline").joinpath("data", "training").iterdir():
        if not file.name.endswith(".jsonl"):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            row, place = json.loads(line), f"{file.name}:{number}"
            assert row["concept"] == "none" or row["concept"] in concepts, place
            for span in (row["source"], row["target"]):
                assert span is None or 0 <= span[0] < span[1] <= len(row["text"]), place
