"""Where an event happened, by its own words: the places that its sentence ties to the trigger."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.grammar import Tree
from dateline.model import Annotations, Document, PlaceMention

_LEAST = 0.5  # a place less likely than this is not the event's


def where_of(document: Document, tree: Tree, trigger: int, annotations: Annotations) -> PlaceMention | None:
    """The place that the event's own words give, or None when they give none or two that fit equally well.

    `trigger` is the token that tells the event. Of a chain ("in Muridke, near Lahore in Punjab") the narrowest is given.
    """
    sentence = tree.sentence.index
    found = event_places(tree, trigger, [place for place in annotations.places if place.sentence == sentence])
    return found[0] if found else None


def event_places(tree: Tree, trigger: int, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """All places of the event told at `trigger`, likeliest first."""
    return [place for place in places if _attached(tree, trigger, place)]


def _attached(tree: Tree, trigger: int, place: PlaceMention) -> bool:
    head = tree.head_of(place)
    if head is None:
        return False
    path = [head, *tree.ancestors(head)]
    return trigger in path and any(tree.tokens[i].dep == "prep" for i in path)
