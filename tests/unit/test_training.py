"""The training sentences: every file has the shape that SOURCE.md tells, and no sentence stands there twice."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from typing import get_args

import pytest

from dateline.coder.ontology import load_ontology
from dateline.model import Status

FOLDER = files("dateline").joinpath("data", "training")
FILES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".jsonl"))
EVENT = {"source", "target", "concept", "status"}
COLUMNS = {"text", "note", *EVENT}
# Their rows tell every event of the sentence, in `also` those after the first.
COMPLETE = {"lookalike.jsonl", "reported.jsonl"}


def rows_of(name: str) -> list[dict]:
    return [json.loads(line) for line in FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()]


def events_of(row: dict) -> list[dict]:
    return [row, *row.get("also", ())]


@pytest.mark.parametrize("name", FILES)
def test_labels_are_known(name: str):
    concepts, statuses = load_ontology().concepts, get_args(Status)
    for number, row in enumerate(rows_of(name), 1):
        assert set(row) == (COLUMNS | {"also"} if name in COMPLETE else COLUMNS), number
        assert all(set(event) == EVENT for event in row.get("also", ())), number
        if row["concept"] == "none":
            assert row["source"] is row["target"] is row["status"] is None, number
            assert not row.get("also"), number
        else:
            assert all(event["concept"] in concepts and event["status"] in statuses for event in events_of(row)), number


@pytest.mark.parametrize("name", FILES)
def test_spans_are_whole_phrases_that_do_not_overlap(name: str):
    for number, row in enumerate(rows_of(name), 1):
        for event in events_of(row):
            spans = sorted(span for span in (event["source"], event["target"]) if span)
            for start, end in spans:
                phrase = row["text"][start:end]
                assert phrase, number
                assert phrase == phrase.strip(), number
            assert len(spans) < 2 or spans[0][1] <= spans[1][0], number


def test_no_sentence_stands_twice():
    times = Counter(row["text"].casefold() for name in FILES for row in rows_of(name))
    assert [text for text, count in times.items() if count > 1] == []
