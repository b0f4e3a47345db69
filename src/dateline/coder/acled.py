"""ACLED sub-event types: of one concept, for the export, and of a whole text, from its concepts and its words.

ACLED's types turn on what PLOVER leaves out: the weapon, and who stood on which side. So a text is read by cues (words,
concepts, and which of them occur together in a sentence), each with a weight, in data/lang/<language>/acled.csv.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from dateline.coder.lexicon import NO_EVENT, Lexicon
from dateline.coder.ontology import rows
from dateline.coder.predicates import Reader
from dateline.grammar import Tree
from dateline.model import Sentence

# A text's first sentence tells what it is about; each later one counts for less.
_FADE = 0.55


class Cue(msgspec.Struct, frozen=True):
    """All of `groups` must be met in one sentence, each by any of its words or concepts."""

    groups: tuple[frozenset[str], ...]
    sub_event: str
    weight: float


def sub_event(sentences: tuple[Sentence, ...], lexicon: Lexicon) -> str | None:
    """The ACLED sub-event type that a text is about, or None when no cue is met. Ties go to the type named first."""
    totals: dict[str, float] = {}
    share = 1.0
    for sentence in sentences:
        told = _told(sentence, lexicon)
        for cue in load_cues(lexicon.language):
            if all(not group.isdisjoint(told) for group in cue.groups):
                totals[cue.sub_event] = totals.get(cue.sub_event, 0.0) + share * cue.weight
        share *= _FADE
    return max(totals, key=lambda name: totals[name]) if totals else None


def _told(sentence: Sentence, lexicon: Lexicon) -> set[str]:
    """The lemmas and the concepts of one sentence."""
    reader = Reader(Tree(sentence), lexicon)
    told = set()
    for i, token in enumerate(sentence.tokens):
        told.add(reader.lemma(i))
        if token.pos in ("VERB", "NOUN"):
            reading = reader.read(i)
            if reading and reading.concept != NO_EVENT:
                told.add(reading.concept)
    return told


@lru_cache(maxsize=4)
def load_cues(language: str) -> tuple[Cue, ...]:
    return tuple(
        Cue(
            tuple(frozenset(group.split("|")) for group in row["cue"].split("&")),
            row["sub_event"],
            float(row["weight"]),
        )
        for _, row in rows(f"lang/{language}/acled.csv")
    )
