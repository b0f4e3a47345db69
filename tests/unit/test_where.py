"""The place that an event's own words give."""

from __future__ import annotations

import msgspec
import pytest

from dateline.annotate.places import find_places
from dateline.annotate.sentences import parse
from dateline.coder.where import event_places, where_of
from dateline.config import Config
from dateline.grammar import Tree
from dateline.model import Annotations, Block, Document
from dateline.resources import resources


def told(text: str, trigger: str) -> tuple[str | None, list[str]]:
    """(the one place of the event, all its places) of a one-sentence text."""
    block = Block(start=0, end=len(text), kind="paragraph")
    doc = Document(report="R-T", text=text, blocks=(block,), runs=(), removed=(), language="en")
    sentences, entities = parse(doc, resources(Config()))
    notes = Annotations(report="R-T", sentences=sentences, entities=entities)
    notes = msgspec.structs.replace(notes, places=find_places(doc, notes, resources(Config())))
    tree = Tree(sentences[0])
    at = next(i for i, token in enumerate(tree.tokens) if token.text == trigger)
    one = where_of(doc, tree, at, notes)
    return (one.text if one else None), [place.text for place in event_places(tree, at, notes.places)]


@pytest.mark.parametrize(
    ("text", "trigger", "want"),
    [
        # the narrowest of a chain, not the best known town beside it
        ("A missile hit a school in Muridke, near Lahore in Punjab province.", "hit", "Muridke"),
        ("A mine exploded in Kupwara district of Indian-administered Kashmir.", "exploded", "Kupwara"),
        # who speaks is not where it happened
        ("New Delhi said its forces had hit a camp near Balakot.", "hit", "Balakot"),
        ("Russia's foreign minister spoke to his Pakistani counterpart on Sunday.", "spoke", None),
        ("Pakistan shot down two Indian jets.", "shot", None),
        # a party is no place
        ("Officials ruled out talks with Pakistan.", "talks", None),
        ("The United States imposed sanctions on Iran.", "imposed", None),
        # ground that is taken, crossed or shelled
        ("Troops exchanged fire across the Line of Control on Tuesday.", "exchanged", "Line of Control"),
        ("The army shelled the outskirts of Rafah.", "shelled", "Rafah"),
        # each clause its own place
        ("The two ministers met in Doha before flying to Washington.", "met", "Doha"),
    ],
)
def test_the_place_of_the_events_own_words(text: str, trigger: str, want: str | None) -> None:
    assert told(text, trigger)[0] == want


def test_two_places_that_fit_equally_are_both_given_and_neither_chosen() -> None:
    text = "Indian jets struck a camp in Pakistan and the Pakistan-controlled part of Kashmir."
    one, several = told(text, "struck")
    assert one is None
    assert sorted(several) == ["Pakistan", "Pakistan-controlled part of Kashmir"]


def test_a_sentence_without_places_gives_none() -> None:
    assert told("Three soldiers were killed on Monday.", "killed") == (None, [])
