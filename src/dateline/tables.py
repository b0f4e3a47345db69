"""The record as flat tables: what exporters write, notebooks read, and the docs' JSON Schemas describe.

Every offset is a code point of the report's `text`. A missing value is null: never 0, never "".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from dateline.model import Actor, Attribution, Event, Mention, Place, Record, Struct, When, Words
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
    RemovedRow,
    ReportRow,
    SideRow,
    SpeakerSlot,
    StatementRow,
    StoryRow,
    VoiceRow,
    WhenRow,
    WordsRow,
)

# --- rows of each table ------------------------------------------------------------------------------------------


def reports(record: Record, resources: Resources) -> Iterator[ReportRow]:
    families = {r: f.id for f in record.families for r in f.reports}
    stories = {r: s.id for s in record.stories for r in s.reports}
    for report, doc in zip(record.reports, record.documents, strict=True):
        yield ReportRow(
            id=report.id,
            path=report.path,
            title=doc.title,
            outlet=doc.outlet,
            byline=doc.byline,
            agency=doc.agency,
            url=doc.url,
            language=doc.language,
            published=_when(doc.published),
            text=doc.text,
            removed=[
                RemovedRow(text=r.text, reason=r.reason, raw_start=r.raw_start, raw_end=r.raw_end) for r in doc.removed
            ],
            family=families.get(report.id),
            story=stories.get(report.id),
            sha256=report.sha256,
        )


def mentions(record: Record, resources: Resources) -> Iterator[MentionRow]:
    texts = _texts(record)
    events: dict[str, list[str]] = defaultdict(list)
    for event in record.events:
        for mention in event.mentions:
            events[mention].append(event.id)
    for m in record.mentions:
        yield MentionRow(
            id=m.id,
            event=events[m.id][0] if events[m.id] else None,
            events=events[m.id],
            report=m.report,
            start=m.start,
            end=m.end,
            text=texts[m.report][m.start : m.end],
            trigger=_offsets(m.trigger),
            actor=_offsets(m.actors[0]) if m.actors else None,
            target=_offsets(m.targets[0]) if m.targets else None,
            actors=[_slot(party.actor) for party in m.actors],
            targets=[_slot(party.actor) for party in m.targets],
            speaker=m.speaker and m.speaker.name,
            speaker_country=m.speaker and m.speaker.country,
            concept=m.concept,
            status=m.status,
            certainty=m.certainty,
            score=m.score,
            date=_when(m.when),
            place=_place(m.where and m.where.place),
            background=m.background,
            background_reason=m.background_reason,
            rule=m.evidence[0].rule if m.evidence else None,
        )


def events(record: Record, resources: Resources) -> Iterator[EventRow]:
    by_id = {m.id: m for m in record.mentions}
    for e in record.events:
        concept = resources.ontology[e.concept]
        yield EventRow(
            id=e.id,
            concept=e.concept,
            plover=Plover(event=concept.event, mode=concept.mode, contexts=_contexts(e, by_id)),
            cameo=concept.cameo,
            quad=concept.quad,
            goldstein=concept.goldstein,
            actors=[_slot(a) for a in e.actors],
            targets=[_slot(a) for a in e.targets],
            date=_when(e.when),
            place=_place(e.where),
            status=e.status,
            background=e.background,
            background_reason=e.background_reason,
            story=e.story,
            reports=list(e.reports),
            voices=len(e.voices),
            voice_list=[
                VoiceRow(label=v.label, kind=v.kind, reports=list(v.reports), reason=v.reason) for v in e.voices
            ],
            mentions=list(e.mentions),
            formerly=list(e.formerly),
        )


def attributions(record: Record, resources: Resources) -> Iterator[AttributionRow]:
    texts = _texts(record)
    for annotations in record.annotations:
        for a in annotations.attributions:
            yield _attribution(a, texts[a.report])


def conflicts(record: Record, resources: Resources) -> Iterator[ConflictRow]:
    for c in record.conflicts:
        sides = [
            SideRow(
                reports=list(s.reports),
                text=s.text,
                spans=[_words(w) for w in s.spans],
                speaker=s.speaker and s.speaker.name,
            )
            for s in c.sides
        ]
        yield ConflictRow(id=c.id, type=c.type, event=c.event, sides=sides, reason=c.reason)


def figures(record: Record, resources: Resources) -> Iterator[FigureRow]:
    for f in record.figures:
        statements = [
            StatementRow(
                report=s.report,
                start=s.start,
                end=s.end,
                text=s.text,
                low=s.low,
                best=s.best,
                high=s.high,
                speaker=s.speaker and s.speaker.name,
            )
            for s in f.statements
        ]
        yield FigureRow(id=f.id, event=f.event, kind=f.kind, low=f.low, best=f.best, high=f.high, statements=statements)


def families(record: Record, resources: Resources) -> Iterator[FamilyRow]:
    for f in record.families:
        copies = [
            CopyRow(
                report=c.report,
                origin=c.origin,
                share=c.share,
                runs=c.runs,
                changes=[msgspec.to_builtins(change) for change in c.changes],
            )
            for c in f.copies
        ]
        yield FamilyRow(id=f.id, reports=list(f.reports), origin=f.origin, agency=f.agency, copies=copies)


def stories(record: Record, resources: Resources) -> Iterator[StoryRow]:
    for s in record.stories:
        apart = [ApartRow(other=a.other, reason=a.reason) for a in s.apart]
        yield StoryRow(id=s.id, label=s.label, reports=list(s.reports), reason=s.reason, apart=apart)


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
        actor, (acts, acted_upon, speaks) = known[key], counts[key]
        yield ActorRow(
            key=key,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            sector=actor.sector,
            role=actor.role,
            acts=acts,
            acted_upon=acted_upon,
            speaks=speaks,
        )


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
        place = known[place_id]
        yield PlaceTableRow(
            id=place_id,
            name=place.name,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
            precision=place.precision,
            names=sorted(names[place_id]),
            reports=sorted(in_reports[place_id]),
            events=at[place_id],
        )


Rows = Callable[[Record, Resources], Iterator[Struct]]
TABLES: dict[str, tuple[Rows, type[Struct]]] = {
    "reports": (reports, ReportRow),
    "mentions": (mentions, MentionRow),
    "events": (events, EventRow),
    "attributions": (attributions, AttributionRow),
    "conflicts": (conflicts, ConflictRow),
    "figures": (figures, FigureRow),
    "families": (families, FamilyRow),
    "stories": (stories, StoryRow),
    "actors": (actors, ActorRow),
    "places": (places, PlaceTableRow),
}


def rows(record: Record, table: str, resources: Resources) -> list[dict[str, Any]]:
    """One table as plain dicts, in the record's order."""
    return [msgspec.to_builtins(row) for row in TABLES[table][0](record, resources)]


def schema(table: str) -> dict[str, Any]:
    """The JSON Schema of a table's rows."""
    return msgspec.json.schema(TABLES[table][1])


# --- cells -------------------------------------------------------------------------------------------------------


def _texts(record: Record) -> dict[str, str]:
    return {doc.report: doc.text for doc in record.documents}


def _offsets(span: Any) -> Offsets:
    return Offsets(start=span.start, end=span.end)


def _words(words: Words) -> WordsRow:
    return WordsRow(report=words.report, start=words.start, end=words.end, text=words.text)


def _slot(actor: Actor) -> ActorSlot:
    return ActorSlot(name=actor.name, country=actor.country, sector=actor.sector, role=actor.role, key=actor.key)


def _when(when: When | None) -> WhenRow | None:
    if when is None:
        return None
    return WhenRow(start=when.start, end=when.end, precision=when.precision, basis=when.basis)


def _place(place: Place | None) -> PlaceRow | None:
    if place is None:
        return None
    return PlaceRow(name=place.name, country=place.country, lat=place.lat, lon=place.lon, precision=place.precision)


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
    return AttributionRow(
        id=a.id,
        report=a.report,
        kind="direct" if a.kind == "direct" else "indirect",
        act=a.act,
        mixed=a.kind == "mixed",
        speaker=speaker,
        cue=text[a.cue.start : a.cue.end] if a.cue else None,
        cue_span=_offsets(a.cue) if a.cue else None,
        content=ContentRow(start=first.start, end=last.end, text=text[first.start : last.end]),
        content_spans=[_offsets(span) for span in a.content],
        chain=[link.actor.name if link.actor else text[link.start : link.end] for link in a.chain],
        channel=a.channel,
        hedge=a.hedge,
    )
