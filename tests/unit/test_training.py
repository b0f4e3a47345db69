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
COLUMNS = {"text", "source", "target", "concept", "status", "note"}


def rows_of(name: str) -> list[dict]:
    return [json.loads(line) for line in FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_labels_are_known(name: str):
    concepts, statuses = load_ontology().concepts, get_args(Status)
    for number, row in enumerate(rows_of(name), 1):
        assert set(row) == COLUMNS, number
        if row["concept"] == "none":
            assert row["source"] is row["target"] is row["status"] is None, number
        else:
            assert row["concept"] in concepts, number
            assert row["status"] in statuses, number


@pytest.mark.parametrize("name", FILES)
def test_spans_are_whole_phrases_that_do_not_overlap(name: str):
    for number, row in enumerate(rows_of(name), 1):
        spans = sorted(span for span in (row["source"], row["target"]) if span)
        for start, end in spans:
            phrase = row["text"][start:end]
            assert phrase, number
            assert phrase == phrase.strip(), number
        assert len(spans) < 2 or spans[0][1] <= spans[1][0], number


def test_no_sentence_stands_twice():
    times = Counter(row["text"].casefold() for name in FILES for row in rows_of(name))
    assert [text for text, count in times.items() if count > 1] == []
