"""What the record says of an event before a decision changes it, in words: the log is read by people, too."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Actor, Event
from dateline.views.index import Index
from dateline.views.phrases import actor_words, day_words, sentence, speakers_of


def was(event: Event, kind: str, slot: str, index: Index) -> str:
    """The value of the slot that is corrected; who says so; else the event as a sentence."""
    speakers = speakers_of(index.of(event))
    if kind == "re-attribute":
        return _names(speakers)
    if kind != "correct":
        return sentence(event, speakers)
    return {
        "actor": _names(event.actors),
        "target": _names(event.targets),
        "date": day_words(event.when),
        "place": event.where.name if event.where else "not told",
        "status": event.status,
        "concept": event.concept,
    }.get(slot, "")


def _names(actors: Sequence[Actor]) -> str:
    return "; ".join(actor_words(one) for one in actors) or "nobody"
