"""The ledger of figures: every number told of an event, with who said it, where, and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from dateline.ids import unique_ids
from dateline.model import Annotations, Document, Event, Figure, FigureEntry, Mention, Statement, When

# Roots of acts that people die of, are hurt, held or driven out by.
_IN_DEED = frozenset({"assault", "coerce", "protest"})


def build_ledger(
    events: Sequence[Event],
    mentions: Sequence[Mention],
    documents: Sequence[Document],
    annotations: Sequence[Annotations],
) -> tuple[FigureEntry, ...]:
    """One entry for each event and kind of figure, in the order of the events; statements in the order they were made.

    `low` and `high` are the extremes of what is said ("at least 26" has no high end), `best` what most reports say, the
    latest of equals.
    """
    told = {mention.id: mention for mention in mentions}
    docs = {doc.report: doc for doc in documents}
    rows: list[tuple[Event, str, tuple[Statement, ...]]] = []
    homes = _homes(events, told)
    for event in events:
        by_kind: dict[str, list[Statement]] = defaultdict(list)
        seen = set()
        for mention in (told[one] for one in event.mentions):
            for figure in mention.figures:
                place = (mention.report, figure.start, figure.kind)
                if place not in seen and event.concept.split(".")[0] in homes[place]:
                    seen.add(place)
                    by_kind[figure.kind].append(_statement(mention, figure, docs[mention.report]))
        rows += [(event, kind, tuple(sorted(by_kind[kind], key=_order))) for kind in sorted(by_kind)]
    ids = unique_ids("G", [f"{event.id} {event.mentions[0]} {kind}" for event, kind, _ in rows])
    return tuple(_entry(ids[n], *row) for n, row in enumerate(rows))


def _homes(events: Sequence[Event], told: dict[str, Mention]) -> dict[tuple[str, int, str], frozenset[str]]:
    """To which roots each figure belongs: the dead of "after the attack that killed 26, Russia urged calm" are the
    attack's and not the appeal's, but where only an appeal was found they are kept there."""
    roots: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for event in events:
        for mention in (told[one] for one in event.mentions):
            for figure in mention.figures:
                roots[mention.report, figure.start, figure.kind].add(event.concept.split(".")[0])
    return {place: frozenset(found & _IN_DEED or found) for place, found in roots.items()}


def _statement(mention: Mention, figure: Figure, doc: Document) -> Statement:
    return Statement(
        report=mention.report,
        mention=mention.id,
        start=figure.start,
        end=figure.end,
        text=doc.text[figure.start : figure.end],
        low=figure.low,
        best=figure.best,
        high=figure.high,
        speaker=mention.speaker,
        said=doc.published,
    )


def _order(statement: Statement) -> tuple[str, str, int]:
    return said_on(statement.said), statement.report, statement.start


def said_on(said: When | None) -> str:
    """The first day on which it can have been said; what is undated sorts first."""
    return (said and said.start) or ""


def _entry(entry_id: str, event: Event, kind: str, statements: tuple[Statement, ...]) -> FigureEntry:
    lows = [s.low if s.low is not None else s.best for s in statements]
    highs = [s.high if s.high is not None else s.best for s in statements]
    counts = Counter(s.best for s in statements if s.best is not None)
    latest = {s.best: n for n, s in enumerate(statements)}
    return FigureEntry(
        id=entry_id,
        event=event.id,
        kind=kind,
        low=min((n for n in lows if n is not None), default=None),
        best=max(counts, key=lambda n: (counts[n], latest[n])) if counts else None,
        high=max((n for n in highs if n is not None), default=None),
        statements=statements,
    )
