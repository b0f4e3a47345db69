"""The record as flat tables: what exporters write, notebooks read, and the docs' JSON Schemas describe.

Every offset is a code point of the report's `text`. A missing value is null: never 0, never "".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from dateline.model import Actor, Attribution, Event, Mention, Place, Record, Struct, When
from dateline.resources import Resources
from dateline.rows import (
    ActorRow,
    ActorSlot,
    ApartRow,
    AttributionRow,
    ConflictRow,
    ContentRow,
    CopyRow,
    EventRow,
    FamilyRow,
    FigureRow,
    MentionRow,
    Offsets,
    PlaceRow,
    PlaceTableRow,
    Plover,
    QuoteRow,
    RemovedRow,
    ReportRow,
    SideRow,
    SpeakerSlot,
    StatementRow,
    StoryRow,
    UnreadRow,
    VoiceRow,
    WhenRow,
    WordsRow,
)

Row = TypeVar("Row", bound=Struct)

# --- rows of each table ------------------------------------------------------------------------------------------


def reports(record: Record, resources: Resources) -> Iterator[ReportRow]:
    families = {r: f.id for f in record.families for r in f.reports}
    stories = {r: s.id for s in record.stories for r in s.reports}
    for report, doc in zip(record.reports, record.documents, strict=True):
        yield _like(
            ReportRow,
            doc,
            id=report.id,
            path=report.path,
            sha256=report.sha256,
            published=_when(doc.published),
            removed=[_like(RemovedRow, removed) for removed in doc.removed],
            family=families.get(report.id),
            story=stories.get(report.id),
        )


def mentions(record: Record, resources: Resources) -> Iterator[MentionRow]:
    texts = _texts(record)
    events: dict[str, list[str]] = defaultdict(list)
    for event in record.events:
        for mention in event.mentions:
            events[mention].append(event.id)
    for m in record.mentions:
        yield _like(
            MentionRow,
            m,
            event=events[m.id][0] if events[m.id] else None,
            events=events[m.id],
            text=texts[m.report][m.start : m.end],
            trigger=_like(Offsets, m.trigger),
            actor=_like(Offsets, m.actors[0]) if m.actors else None,
            target=_like(Offsets, m.targets[0]) if m.targets else None,
            actors=[_like(ActorSlot, party.actor) for party in m.actors],
            targets=[_like(ActorSlot, party.actor) for party in m.targets],
            speaker=m.speaker and m.speaker.name,
            speaker_country=m.speaker and m.speaker.country,
            date=_when(m.when),
            place=_place(m.where and m.where.place),
            rule=m.evidence[0].rule if m.evidence else None,
        )


def events(record: Record, resources: Resources) -> Iterator[EventRow]:
    by_id = {m.id: m for m in record.mentions}
    for e in record.events:
        concept = resources.ontology[e.concept]
        yield _like(
            EventRow,
            e,
            plover=Plover(event=concept.event, mode=concept.mode, contexts=_contexts(e, by_id)),
            cameo=concept.cameo,
            quad=concept.quad,
            goldstein=concept.goldstein,
            actors=[_like(ActorSlot, actor) for actor in e.actors],
            targets=[_like(ActorSlot, actor) for actor in e.targets],
            date=_when(e.when),
            place=_place(e.where),
            voices=len(e.voices),
            voice_list=[_like(VoiceRow, voice) for voice in e.voices],
        )


def attributions(record: Record, resources: Resources) -> Iterator[AttributionRow]:
    texts = _texts(record)
    for annotations in record.annotations:
        for a in annotations.attributions:
            yield _attribution(a, texts[a.report])


def conflicts(record: Record, resources: Resources) -> Iterator[ConflictRow]:
    for c in record.conflicts:
        sides = [
            _like(SideRow, s, spans=[_like(WordsRow, w) for w in s.spans], speaker=s.speaker and s.speaker.name)
            for s in c.sides
        ]
        yield _like(ConflictRow, c, sides=sides)


def figures(record: Record, resources: Resources) -> Iterator[FigureRow]:
    for f in record.figures:
        statements = [
            _like(StatementRow, s, speaker=s.speaker and s.speaker.name, said=_when(s.said)) for s in f.statements
        ]
        yield _like(FigureRow, f, statements=statements)


def quotes(record: Record, resources: Resources) -> Iterator[QuoteRow]:
    for q in record.quotes:
        yield _like(
            QuoteRow,
            q,
            speaker=q.speaker and q.speaker.name,
            speaker_country=q.speaker and q.speaker.country,
            variants=[_like(WordsRow, words) for words in q.variants],
        )


def families(record: Record, resources: Resources) -> Iterator[FamilyRow]:
    for f in record.families:
        copies = [_like(CopyRow, c, changes=[msgspec.to_builtins(change) for change in c.changes]) for c in f.copies]
        yield _like(FamilyRow, f, copies=copies)


def stories(record: Record, resources: Resources) -> Iterator[StoryRow]:
    for s in record.stories:
        yield _like(StoryRow, s, apart=[_like(ApartRow, apart) for apart in s.apart])


def actors(record: Record, resources: Resources) -> Iterator[ActorRow]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    known: dict[str, Actor] = {}
    for e in record.events:
        for column, side in enumerate((e.actors, e.targets)):
            for actor in side:
                known.setdefault(actor.key, actor)
                counts[actor.key][column] += 1
    for annotations in record.annotations:
        for a in annotations.attributions:
            if a.speaker:
                known.setdefault(a.speaker.key, a.speaker)
                counts[a.speaker.key][2] += 1
    for key in sorted(known):
        acts, acted_upon, speaks = counts[key]
        yield _like(ActorRow, known[key], acts=acts, acted_upon=acted_upon, speaks=speaks)


def places(record: Record, resources: Resources) -> Iterator[PlaceTableRow]:
    names: dict[str, set[str]] = defaultdict(set)
    in_reports: dict[str, set[str]] = defaultdict(set)
    known: dict[str, Place] = {}
    for annotations in record.annotations:
        for mention in annotations.places:
            if mention.place:
                known.setdefault(mention.place.id, mention.place)
                names[mention.place.id].add(mention.text)
                in_reports[mention.place.id].add(annotations.report)
    at: dict[str, list[str]] = defaultdict(list)
    for e in record.events:
        if e.where:
            known.setdefault(e.where.id, e.where)
            at[e.where.id].append(e.id)
    for place_id in sorted(known):
        yield _like(
            PlaceTableRow,
            known[place_id],
            names=sorted(names[place_id]),
            reports=sorted(in_reports[place_id]),
            events=at[place_id],
        )


def unread(record: Record, resources: Resources) -> Iterator[UnreadRow]:
    for line in record.unread:
        yield _like(UnreadRow, line)


Rows = Callable[[Record, Resources], Iterator[Struct]]
TABLES: dict[str, tuple[Rows, type[Struct]]] = {
    "reports": (reports, ReportRow),
    "mentions": (mentions, MentionRow),
    "events": (events, EventRow),
    "attributions": (attributions, AttributionRow),
    "conflicts": (conflicts, ConflictRow),
    "figures": (figures, FigureRow),
    "quotes": (quotes, QuoteRow),
    "families": (families, FamilyRow),
    "stories": (stories, StoryRow),
    "actors": (actors, ActorRow),
    "places": (places, PlaceTableRow),
    "unread": (unread, UnreadRow),
}


def rows(record: Record, table: str, resources: Resources) -> list[dict[str, Any]]:
    """One table as plain dicts, in the record's order."""
    return [msgspec.to_builtins(row) for row in TABLES[table][0](record, resources)]


def schema(table: str) -> dict[str, Any]:
    """The JSON Schema of a table's rows."""
    return msgspec.json.schema(TABLES[table][1])


# --- cells -------------------------------------------------------------------------------------------------------


def _like(row: type[Row], source: Any, /, **given: Any) -> Row:
    """A row whose columns are the fields of `source` of the same name, but for those that are `given`."""
    copied = {name: _listed(getattr(source, name)) for name in row.__struct_fields__ if name not in given}
    return row(**copied, **given)


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _texts(record: Record) -> dict[str, str]:
    return {doc.report: doc.text for doc in record.documents}


def _when(when: When | None) -> WhenRow | None:
    return _like(WhenRow, when) if when else None


def _place(place: Place | None) -> PlaceRow | None:
    return _like(PlaceRow, place) if place else None


def _contexts(event: Event, mentions: dict[str, Mention]) -> list[str]:
    return sorted({context for m in event.mentions for context in mentions[m].contexts})


def _attribution(a: Attribution, text: str) -> AttributionRow:
    first, last = a.content[0], a.content[-1]
    speaker = None
    if a.speaker or a.source:
        speaker = SpeakerSlot(
            name=a.speaker.name if a.speaker else text[a.source.start : a.source.end] if a.source else None,
            country=a.speaker and a.speaker.country,
            start=a.source and a.source.start,
            end=a.source and a.source.end,
        )
    return _like(
        AttributionRow,
        a,
        kind="direct" if a.kind == "direct" else "indirect",
        mixed=a.kind == "mixed",
        speaker=speaker,
        cue=text[a.cue.start : a.cue.end] if a.cue else None,
        cue_span=_like(Offsets, a.cue) if a.cue else None,
        content=ContentRow(start=first.start, end=last.end, text=text[first.start : last.end]),
        content_spans=[_like(Offsets, span) for span in a.content],
        chain=[link.actor.name if link.actor else text[link.start : link.end] for link in a.chain],
    )
