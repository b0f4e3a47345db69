"""What a training sentence tells, and whether a mention that the coder makes of it is right.

The sentences were labelled in two ways (data/training/SOURCE.md). `material.jsonl` names the act and lets the status say
how it stands: "threatened to bomb X" is an air strike, threatened. The other files name what the words do: "must free X"
is a demand. The coder may tell either, so each row becomes every telling that an analyst would accept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.quality.plv import covers

from dateline.coder.ontology import Ontology
from dateline.coder.told import Found
from dateline.model import Annotations, Span, Status

# An act of one's own that is planned or threatened is PLOVER's AGREE or THREATEN; gold and rules both say so.
MOVED_BY = {"planned": "promise", "threatened": "threaten"}
# What the sentence may tell above its event: "denied that it had shelled", "urged Oslo to pay".
_SAID_INSTEAD = {"denied": "REJECT", "called for": "REQUEST", "threatened": "THREATEN", "planned": "AGREE"}
# A promise, a threat or a demand is made by being spoken: "plans to visit" may be told as a plan or as what it promises.
_MADE_BY_WORDS = frozenset({"AGREE", "THREATEN", "REQUEST"})
_UNREAL = frozenset({"planned", "threatened", "called for", "hypothetical"})


class Telling(NamedTuple):
    """One way to tell an event of the sentence; a side that is None is not judged."""

    root: str
    source: Span | None
    target: Span | None
    status: Status
    mutual: bool = False  # either may be told as the source


def is_right(found: Found, status: Status, row: dict, annotations: Annotations, ontology: Ontology) -> bool | None:
    """Whether a mention is an event of the sentence, by its PLOVER root, its status and the parties that it names.

    None where the row cannot tell: without `also` it marks one event, and others told in passing, or the denial or
    demand of that one, may be just as true.
    """
    if row["concept"] == "none":
        return False
    tellings = list(tellings_of(row, ontology))
    roots = {ontology[found.reading.concept].root, *((ontology[found.reading.base].root,) if status in _UNREAL else ())}
    same = [telling for telling in tellings if telling.root in roots and _agree(status, telling)]
    if any(_same_sides(found, telling, annotations) for telling in same):
        return True
    if same or "also" in row or (found.main and _SAID_INSTEAD.get(row["status"]) not in roots):
        return False
    return None


def tellings_of(row: dict, ontology: Ontology) -> Iterator[Telling]:
    """Every way to tell the events of a row."""
    for event in (row, *row.get("also", ())):
        concept, status = event["concept"], event["status"]
        source, target = (Span(*side) if side else None for side in (event["source"], event["target"]))
        yield Telling(ontology[concept].root, source, target, status, ontology[concept].reciprocal)
        operator = MOVED_BY.get(status)
        moved = ontology.remapped(operator, concept) if operator else ""
        if moved:
            yield Telling(ontology[moved].root, source, target, status, ontology[moved].reciprocal)
        if status == "denied":
            yield Telling("REJECT", source, None, "happened")
            yield Telling("REJECT", source, target, "denied")
        elif status == "called for":
            yield Telling("REQUEST", None, source, status)


def _agree(status: Status, telling: Telling) -> bool:
    if status == telling.status or (status in _UNREAL and telling.status in _UNREAL):
        return True
    if telling.root == "REJECT":
        return "denied" in (status, telling.status)  # "declined to meet": refused, or did not meet
    words = telling.root in _MADE_BY_WORDS
    return words and "denied" not in (status, telling.status)


def _same_sides(found: Found, telling: Telling, annotations: Annotations) -> bool:
    ways = [(telling.source, telling.target), (telling.target, telling.source)]
    return any(
        all(covers(parties, side, annotations) for parties, side in sides if parties and side)
        for sides in (zip((found.actors, found.targets), way, strict=True) for way in ways[: 1 + telling.mutual])
    )
