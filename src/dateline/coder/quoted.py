"""Who "we", "us" and "they" are in a direct quotation: its speaker speaks of himself in the first person alone."""

from __future__ import annotations

import msgspec

from dateline.coder.told import Found
from dateline.grammar import Tree
from dateline.model import Actor, Attribution, Party

_FIRST = frozenset({"i", "we", "me", "us"})
_THIRD = frozenset({"he", "she", "it", "they", "him", "her", "them"})


def as_quoted(event: Found, tree: Tree, attribution: Attribution | None) -> Found:
    """The event with its speaker where a direct quotation says "we", and without him where it says "they".

    "They captured us", he said: he is captured, and does not capture.
    """
    if attribution is None or attribution.kind != "direct" or attribution.speaker is None:
        return event
    speaker = attribution.speaker
    actors = _without(event.actors, speaker, tree)
    targets = _without(event.targets, speaker, tree)
    if not actors:
        actors = _in_first_person(speaker, tree, tree.deps(event.reading.outer, "nsubj"))
    if not targets:
        targets = _in_first_person(speaker, tree, tree.deps(event.reading.core, "dobj", "nsubjpass", "dative"))
    return msgspec.structs.replace(event, actors=actors, targets=targets)


def _without(parties: tuple[Party, ...], speaker: Actor, tree: Tree) -> tuple[Party, ...]:
    return tuple(p for p in parties if p.actor.key != speaker.key or _word(p, tree) not in _THIRD)


def _word(party: Party, tree: Tree) -> str:
    return " ".join(t.text.lower() for t in tree.tokens if party.start <= t.start < party.end)


def _in_first_person(speaker: Actor, tree: Tree, words: list[int]) -> tuple[Party, ...]:
    said = [tree.tokens[i] for i in words if tree.tokens[i].text.lower() in _FIRST]
    return tuple(Party(start=t.start, end=t.end, actor=speaker) for t in said[:1])
