"""When an event happened, and whether it is background. The report is of Friday 22 March 2013."""

from __future__ import annotations

from functools import lru_cache

import msgspec
import pytest

from dateline.annotate.sentences import parse
from dateline.annotate.times import find_times
from dateline.coder.background import background_of
from dateline.coder.when import when_of
from dateline.config import Config
from dateline.grammar import Tree
from dateline.model import Annotations, Block, Document, Run, When
from dateline.resources import resources

FRIDAY = When(start="2013-03-22", end="2013-03-22", precision="day", basis="test")


@lru_cache(maxsize=128)
def read(text: str) -> tuple[Document, Annotations]:
    doc = Document(
        report="R-TEST",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        runs=(Run(0, len(text), 0, len(text)),),
        removed=(),
        language="en",
        published=FRIDAY,
    )
    sentences, entities = parse(doc, resources(Config()))
    base = Annotations(report="R-TEST", sentences=sentences, entities=entities)
    return doc, msgspec.structs.replace(base, times=find_times(doc, base, resources(Config())))


def event(text: str, word: str) -> tuple[When | None, bool, str | None]:
    """When the event of the last such word is, whether it is background, and why."""
    doc, annotations = read(text)
    offset = text.rindex(word)
    sentence = next(s for s in annotations.sentences if s.start <= offset < s.end)
    tree = Tree(sentence)
    trigger = tree.at(offset)
    when, _ = when_of(doc, tree, trigger, annotations)
    return when, *background_of(doc, tree, trigger, when, annotations)


@pytest.mark.parametrize(
    ("text", "word", "start"),
    [
        ("Gunmen attacked a bus on Tuesday.", "attacked", "2013-03-19"),
        ("Gunmen attacked a bus on Tuesday, killing two.", "killing", "2013-03-19"),
        ("The attack took place on Tuesday.", "attack", "2013-03-19"),
        ("The general said on Wednesday that gunmen attacked a bus on Tuesday.", "attacked", "2013-03-19"),
        # condemning on Wednesday does not date the attack, arresting on Wednesday does not date the murder
        ("On Wednesday the general condemned the attack.", "attack", None),
        ("On Wednesday police arrested a man who killed a guard.", "killed", None),
        ("The general condemned Tuesday's attack.", "attack", "2013-03-19"),
        ("The general condemned Tuesday's attack.", "condemned", None),
        # the account goes on
        ("Gunmen attacked a bus on Tuesday. They killed two guards.", "killed", "2013-03-19"),
        # counted from the event beside it
        ("The call came on Sunday, two days after she met the envoy.", "met", "2013-03-15"),
        # nothing tells it: no later than the report
        ("Gunmen attacked a bus.", "attacked", None),
    ],
)
def test_the_day_of_an_event(text: str, word: str, start: str | None) -> None:
    when, _, _ = event(text, word)
    assert when.start == start


def test_what_was_said_on_a_day_says_so() -> None:
    when, _, _ = event("The general said on Wednesday that gunmen attacked a bus.", "attacked")
    assert (when.start, "when it was said" in when.basis) == ("2013-03-20", True)


def test_never_silently_the_day_of_publication() -> None:
    when, _, _ = event("Gunmen attacked a bus.", "attacked")
    assert (when.start, when.end, when.basis) == (None, "2013-03-22", "not told; no later than the report")


def test_what_lies_ahead_undated_has_no_when() -> None:
    assert event("The general said troops will attack the town.", "attack")[0] is None


@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        ("Gunmen attacked a bus in 2011.", "attacked", "days before the report"),
        ("The 1972 agreement binds both sides.", "agreement", "before the report"),
        ("The envoy spoke in the wake of the attack.", "attack", "the wake of"),
        ("Police had arrested the trader.", "arrested", "had arrested"),
    ],
)
def test_background_has_a_reason(text: str, word: str, reason: str) -> None:
    _, background, why = event(text, word)
    assert background
    assert reason in why


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gunmen attacked a bus on Wednesday.", "attacked"),
        ("Police arrested 12 men after a riot.", "riot"),
        ("Gunmen attacked a bus.", "attacked"),
    ],
)
def test_news_is_no_background(text: str, word: str) -> None:
    assert event(text, word)[1:] == (False, None)


def test_since_tuesday_runs_to_the_report():
    when, background, _ = event("Gunmen have fired rockets at the port since Tuesday.", "fired")
    assert (when.start, when.end, when.precision, background) == ("2013-03-19", "2013-03-22", "interval", False)
    when, *_ = event("It was the worst fighting since last year's protests.", "protests")
    assert when.start == "2012-01-01"
