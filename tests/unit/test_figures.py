"""Figures: what happened to how many, as low, best and high."""

from __future__ import annotations

from functools import lru_cache

import pytest

from dateline.annotate.figures import find_figures
from dateline.annotate.numbers import number_of
from dateline.annotate.sentences import parse
from dateline.config import Config
from dateline.model import Annotations, Block, Document, Figure, Run
from dateline.resources import resources


@lru_cache(maxsize=128)
def figures(text: str) -> tuple[Figure, ...]:
    doc = Document(
        report="R-TEST",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        runs=(Run(0, len(text), 0, len(text)),),
        removed=(),
        language="en",
    )
    sentences, entities = parse(doc, resources(Config()))
    return find_figures(doc, Annotations(report="R-TEST", sentences=sentences, entities=entities), resources(Config()))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Eight people were killed and 38 others injured.", [("killed", 8, 8, 8), ("injured", 38, 38, 38)]),
        ("Gunmen killed two drivers and wounded one.", [("killed", 2, 2, 2), ("injured", 1, 1, 1)]),
        ("The death toll rose to 41 on Monday.", [("killed", 41, 41, 41)]),
        ("The raid led to the death of 26 villagers.", [("killed", 26, 26, 26)]),
        ("At least 26 sailors drowned.", [("killed", 26, 26, None)]),
        ("Up to 5,000 families have been displaced.", [("displaced", None, 5000, 5000)]),
        ("Some 300 students were arrested.", [("detained", None, 300, None)]),
        ("Between 20 and 30 soldiers died.", [("killed", 20, None, 30)]),
        ("Dozens of miners are missing.", [("missing", 24, None, None)]),
        ("Police detained several suspects and a trader.", [("detained", 3, None, None), ("detained", 1, 1, 1)]),
        ("Police arrested a trader along with 10 of his clerks.", [("detained", 1, 1, 1), ("detained", 10, 10, 10)]),
        ("No villagers were harmed.", [("injured", 0, 0, 0)]),
        ("Twenty-six dead after ferry sinks", [("killed", 26, 26, 26)]),
        ("The war has claimed 60,000 lives.", [("killed", 60000, 60000, 60000)]),
        ("The army shot down three drones.", [("shot down", 3, 3, 3)]),
    ],
)
def test_how_many(text: str, want: list[tuple]) -> None:
    assert [(f.kind, f.low, f.best, f.high) for f in figures(text)] == want


@pytest.mark.parametrize("text", ["The leader was arrested.", "The court sat for two days.", "A group was arrested."])
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_the_span_holds_the_hedge_and_the_trigger_its_word() -> None:
    text = "More than 40 miners were killed."
    (found,) = figures(text)
    assert text[found.start : found.end] == "More than 40"
    assert text[found.trigger.start : found.trigger.end] == "killed"
    assert found.unit == "miners"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["two", "hundred", "and", "five"], 205),
        (["twenty-six"], 26),
        (["3,000"], 3000),
        (["two", "dozen"], 24),
        (["many"], None),
    ],
)
def test_numbers_in_words(words: list[str], value: int | None) -> None:
    assert number_of(words) == value
