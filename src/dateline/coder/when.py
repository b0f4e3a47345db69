"""When an event happened: told in its own clause, else in its speaker's sentence, else in the narrative around it.

The publication date is never the event's date by itself. When nothing tells the time, the answer says so: the event is no
later than the report, and that is all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from dateline.grammar import Tree
from dateline.model import Annotations, Document, Span, TimeExpression, When
from dateline.tense import tense_at

# A narrative carries its day over this many sentences of one paragraph.
_CARRY = 1
# Clauses that tell of another event: a time in them belongs there.
_OTHER_CLAUSE = frozenset({"relcl", "advcl", "ccomp", "acl", "parataxis", "pcomp"})


def when_of(document: Document, tree: Tree, trigger: int, annotations: Annotations) -> tuple[When | None, Span | None]:
    """The interval of the event that token `trigger` tells, and the words that tell it.

    The nearest time in the trigger's own clause counts first, then one in the clauses above (the speech or the main
    event), then the day of the sentence before. `When.start` is None where only "no later than the report" is known.
    """
    times = [t for t in _in_sentence(annotations, tree) if t.when is not None and not _files_the_report(document, t)]
    own = _nearest_in_clauses(tree, trigger, times)
    if own is not None:
        return own.when, Span(own.start, own.end)
    if _ahead(tree, trigger):
        return None, None
    carried = _carried(tree, annotations)
    if carried is not None:
        when = msgspec.structs.replace(carried.when, basis=f"{carried.when.basis}, told in the sentence before")
        return when, Span(carried.start, carried.end)
    return _not_told(document), None


def _files_the_report(document: Document, time: TimeExpression) -> bool:
    """'KABUL (June 15) - A force killed ... last night': the day in brackets dates the report, not the event."""
    if document.published is None or time.when is None or time.when.start != document.published.start:
        return False
    before, after = document.text[max(0, time.start - 1) : time.start], document.text[time.end : time.end + 1]
    return before == "(" and after == ")" or after == ":"


def _in_sentence(annotations: Annotations, tree: Tree) -> list[TimeExpression]:
    return [t for t in annotations.times if t.sentence == tree.sentence.index]


def _nearest_in_clauses(tree: Tree, trigger: int, times: Iterable[TimeExpression]) -> TimeExpression | None:
    """Times whose governing word is the trigger or above it; of several the one with the fewest steps, then the nearest."""
    above = {trigger: 0}
    for steps, head in enumerate(tree.ancestors(trigger), 1):
        above[head] = steps
    ranked = []
    for time in times:
        at = tree.at(time.start)
        if at is None:
            continue
        distance = _distance(tree, at, trigger, above)
        if distance is not None:
            ranked.append((distance, abs(at - trigger), time.start, time))
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def _distance(tree: Tree, at: int, trigger: int, above: dict[int, int]) -> int | None:
    """Steps from the time up to the first word that the trigger also stands under; None when another clause lies between."""
    i, steps = at, 0
    for _ in range(len(tree)):
        if i in above:
            return above[i] + steps
        if tree.tokens[i].dep in _OTHER_CLAUSE:
            return None
        head = tree.tokens[i].head
        if head == i:
            return None
        i, steps = head, steps + 1
    return None


def _ahead(tree: Tree, trigger: int) -> bool:
    return tense_at(tree.tokens, trigger) == "future"


def _carried(tree: Tree, annotations: Annotations) -> TimeExpression | None:
    """The day of the sentence before in the same paragraph, when this one goes on in the past."""
    index = tree.sentence.index
    for back in range(1, _CARRY + 1):
        if index - back < 0 or annotations.sentences[index - back].block != tree.sentence.block:
            return None
        told = [
            t
            for t in annotations.times
            if t.sentence == index - back and t.when is not None and t.when.precision in ("day", "part of day", "hour")
        ]
        if len({t.when.start for t in told}) == 1:
            return told[0]
        if told:
            return None
    return None


def _not_told(document: Document) -> When | None:
    published = document.published
    if published is None or published.end is None:
        return None
    day = date.fromisoformat(published.end[:10]).isoformat()
    return When(start=None, end=day, precision="unknown", basis="not told; no later than the report")
