"""Small builders: a test makes the smallest record it needs, in one line a thing.

Words are given, spans are looked up, so a test reads as sentences:

    doc = document("India struck a camp near Balakot on Tuesday.", outlet="The Plain Ledger", published="2019-02-26")
    told = mention(doc, "India struck a camp near Balakot on Tuesday", trigger="struck", actors=[("India", INDIA)])
    made = record([doc], [told], [event([told])])
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ids import short_id
from dateline.model import (
    Actor,
    Annotations,
    Attribution,
    Block,
    Conflict,
    Document,
    Event,
    Family,
    Figure,
    FigureEntry,
    Link,
    Mention,
    Party,
    Place,
    PlaceMention,
    Quote,
    Record,
    Removed,
    Report,
    Run,
    Sentence,
    Side,
    Span,
    Statement,
    Story,
    Unread,
    Voice,
    When,
    Words,
)


def state(code: str, name: str) -> Actor:
    return Actor(key=f"state:{code}", name=name, kind="state", country=code, sector="GOV")


def person(name: str, country: str | None = None, role: str | None = None, body: str | None = None) -> Actor:
    key = f"person:{name.lower().replace(' ', '-')}"
    return Actor(key=key, name=name, kind="person", country=country, sector="GOV", role=role, body=body)


INDIA = state("IND", "India")
PAKISTAN = state("PAK", "Pakistan")
RUSSIA = state("RUS", "Russia")
KHAN = person("Imran Khan", "PAK", "prime minister", "state:PAK")
GHAFOOR = person("Asif Ghafoor", "PAK", "military spokesman", "org:pak-ispr")
BALAKOT = Place(
    id="test:balakot",
    name="Balakot",
    country="PAK",
    admin1="Khyber Pakhtunkhwa",
    lat=34.55,
    lon=73.35,
    precision="town",
)


def day(date: str, basis: str = "given by the test") -> When:
    return When(start=date, end=date, precision="day", basis=basis)


def span(doc: Document | str, words: str, *, nth: int = 0) -> Span:
    """Where `words` stand in the text; the `nth` time they do."""
    text = doc if isinstance(doc, str) else doc.text
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def report(text: str, *, path: str = "report.txt", fields: dict[str, str] | None = None) -> Report:
    return Report(
        id=short_id("R", path + text, length=10),
        sha256=short_id("", path + text, length=50),
        path=path,
        reader="text",
        media_type="text/plain",
        encoding="utf-8",
        raw=text,
        fields=fields or {},
    )


def document(
    text: str,
    *,
    path: str = "report.txt",
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    agency: str | None = None,
    url: str | None = None,
    removed: Sequence[Removed] = (),
    language: str = "en",
) -> Document:
    """A document whose paragraphs are the lines of `text`; `title`, when given, is its first line."""
    text = f"{title}\n{text}" if title else text
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            kind = "title" if title and not blocks else "paragraph"
            blocks.append(Block(start=at, end=at + len(line), kind=kind))
        at += len(line) + 1
    return Document(
        report=report(text, path=path).id,
        text=text,
        blocks=tuple(blocks),
        runs=(Run(0, len(text), 0, len(text)),),
        removed=tuple(removed),
        language=language,
        title=title,
        outlet=outlet,
        agency=agency,
        url=url,
        published=day(published) if published else None,
    )


def mention(
    doc: Document,
    words: str,
    *,
    trigger: str,
    concept: str = "assault.airstrike",
    number: int = 1,
    actors: Sequence[tuple[str, Actor]] = (),
    targets: Sequence[tuple[str, Actor]] = (),
    status: str = "happened",
    speaker: Actor | None = None,
    attribution: str | None = None,
    when: When | None = None,
    when_words: str | None = None,
    where: tuple[str, Place] | None = None,
    figures: Sequence[Figure] = (),
    background: bool = False,
) -> Mention:
    """One telling, at `words`; every slot is looked up inside them."""
    clause = span(doc, words)

    def at(inner: str) -> Span:
        start = doc.text.index(inner, clause.start)
        return Span(start, start + len(inner))

    def parties(rows: Sequence[tuple[str, Actor]]) -> tuple[Party, ...]:
        return tuple(Party(start=at(name).start, end=at(name).end, actor=actor) for name, actor in rows)

    place = None
    if where:
        here = at(where[0])
        place = PlaceMention(
            start=here.start,
            end=here.end,
            sentence=0,
            text=where[0],
            place=where[1],
            score=1.0,
            reason="given by the test",
        )
    return Mention(
        id=f"{doc.report}/m{number}",
        report=doc.report,
        sentence=0,
        start=clause.start,
        end=clause.end,
        trigger=at(trigger),
        concept=concept,
        actors=parties(actors),
        targets=parties(targets),
        status=status,
        certainty=-3.0 if status == "denied" else 3.0,
        score=0.9,
        speaker=speaker,
        attribution=attribution,
        when=when,
        when_span=at(when_words) if when_words else None,
        where=place,
        figures=tuple(figures),
        background=background,
        background_reason="told as earlier history" if background else None,
    )


def event(
    mentions: Sequence[Mention],
    *,
    voices: Sequence[Voice] | None = None,
    status: str | None = None,
    story: str | None = "S-TEST",
    id: str | None = None,
) -> Event:
    """One happening told by `mentions`; slots come from the first. One voice a report, unless `voices` is given."""
    first = mentions[0]
    reports = tuple(sorted({one.report for one in mentions}))
    if voices is None:
        voices = [Voice(label=one, kind="report", reports=(one,), reason="its own words") for one in reports]
    return Event(
        id=id or short_id("E", first.id),
        concept=first.concept,
        actors=tuple(party.actor for party in first.actors),
        targets=tuple(party.actor for party in first.targets),
        when=first.when,
        where=first.where.place if first.where else None,
        status=status or first.status,
        background=all(one.background for one in mentions),
        background_reason=first.background_reason,
        mentions=tuple(one.id for one in mentions),
        reports=reports,
        voices=tuple(voices),
        story=story,
    )


def figure(doc: Document, words: str, number: int, *, kind: str = "killed", unit: str | None = None) -> Figure:
    at = span(doc, words)
    return Figure(start=at.start, end=at.end, sentence=0, kind=kind, low=number, best=number, high=number, unit=unit)


def words(doc: Document, text: str) -> Words:
    at = span(doc, text)
    return Words(report=doc.report, start=at.start, end=at.end, text=text)


def said(doc: Document, source: str, content: str, speaker: Actor | None, *, number: int = 1) -> Attribution:
    """Direct speech: `speaker`, named by the words `source`, says `content`."""
    who = span(doc, source)
    return Attribution(
        id=f"{doc.report}/a{number}",
        report=doc.report,
        sentence=0,
        kind="direct",
        source=who,
        cue=None,
        content=(span(doc, content),),
        chain=(Link(start=who.start, end=who.end, actor=speaker),),
        speaker=speaker,
    )


def conflict(
    sides: Sequence[Side], *, type: str = "figure", of: Event | None = None, reason: str = "they differ"
) -> Conflict:
    content = "".join(side.text for side in sides)
    return Conflict(
        id=short_id("C", content), type=type, event=of.id if of else None, sides=tuple(sides), reason=reason
    )


def ledger(of: Event, statements: Sequence[Statement], *, kind: str = "killed") -> FigureEntry:
    best = [one.best for one in statements if one.best is not None]
    return FigureEntry(
        id=short_id("G", of.id + kind),
        event=of.id,
        kind=kind,
        low=min(best, default=None),
        best=best[0] if best else None,
        high=max(best, default=None),
        statements=tuple(statements),
    )


def record(
    documents: Sequence[Document],
    mentions: Sequence[Mention] = (),
    events: Sequence[Event] = (),
    *,
    title: str = "A test record",
    stories: Sequence[Story] | None = None,
    families: Sequence[Family] | None = None,
    attributions: Sequence[Attribution] = (),
    conflicts: Sequence[Conflict] = (),
    figures: Sequence[FigureEntry] = (),
    quotes: Sequence[Quote] = (),
    unread: Sequence[Unread] = (),
) -> Record:
    """A whole record. Reports, annotations, one story and families of one are made where they are not given."""
    ids = tuple(doc.report for doc in documents)
    if families is None:
        families = [Family(id=short_id("F", one), reports=(one,), origin=one, agency=None) for one in ids]
    if stories is None:
        stories = [Story(id="S-TEST", label="A test story", reports=ids, reason="all of the test's reports")]
    return Record(
        title=title,
        reports=tuple(_report_of(doc) for doc in documents),
        documents=tuple(documents),
        annotations=tuple(_annotations_of(doc, attributions) for doc in documents),
        mentions=tuple(mentions),
        events=tuple(events),
        stories=tuple(stories),
        families=tuple(families),
        conflicts=tuple(conflicts),
        figures=tuple(figures),
        quotes=tuple(quotes),
        unread=tuple(unread),
    )


def _report_of(doc: Document) -> Report:
    return Report(
        id=doc.report,
        sha256=short_id("", doc.text, length=50),
        path=f"{doc.report}.txt",
        reader="text",
        media_type="text/plain",
        encoding="utf-8",
        raw=doc.text,
    )


def _annotations_of(doc: Document, attributions: Sequence[Attribution]) -> Annotations:
    sentences = tuple(
        Sentence(index=n, start=block.start, end=block.end, block=n, tokens=()) for n, block in enumerate(doc.blocks)
    )
    return Annotations(
        report=doc.report,
        sentences=sentences,
        attributions=tuple(one for one in attributions if one.report == doc.report),
    )
