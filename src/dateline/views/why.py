"""Plain words for `show` and `why`: what an event is, and why the record says so."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from dateline.errors import UnknownName
from dateline.ids import short_id
from dateline.model import Event, Mention, Record
from dateline.views.index import Index
from dateline.views.labels import report_labels, with_labels
from dateline.views.marks import MARKS, mark
from dateline.views.phrases import actor_words, count_words, day_words, sentence, speakers_of
from dateline.views.silence import silence_words


def find_event(record: Record, wanted: str) -> Event:
    """The event of that id. An id that an event had before it was merged leads to the event it is in now.

    Raises UnknownName with the nearest id.
    """
    wanted = wanted.upper()
    for event in record.events:
        if event.id == wanted or wanted in event.formerly:
            return event
    # Ids come from mentions: the id an event would have had from any of its mentions still finds it.
    for event in record.events:
        if any(short_id("E", mention) == wanted for mention in event.mentions):
            return event
    near = get_close_matches(wanted, [event.id for event in record.events], n=1)
    hint = f"Did you mean {near[0]}?" if near else "`dateline show RECORD` lists the events."
    raise UnknownName(f"no event {wanted}.", advice=hint)


def event_line(event: Event, index: Index) -> str:
    """An event in one line of a list: id, mark, status where it did not happen, sentence."""
    sign = MARKS[mark(event, index)]["sign"]
    background = " (background)" if event.background else ""
    reviewed = " (reviewed)" if event.reviewed else ""
    return f"{event.id:<8} {sign} {sentence(event, speakers_of(index.of(event)))}{background}{reviewed}"


def show(record: Record, event: Event) -> Iterator[str]:
    """The event and the sentences that tell it."""
    index, labels = Index(record), report_labels(record)
    yield event_line(event, index)
    reviewed = f" · reviewed: {', '.join(event.reviewed)}" if event.reviewed else ""
    yield f"  {day_words(event.when)} · {event.status} · {MARKS[mark(event, index)]['words']}{reviewed}"
    for mention in index.of(event):
        speaker = f"  [{actor_words(mention.speaker)}]" if mention.speaker else ""
        yield f"  {labels[mention.report]}: {index.sentence_text(mention.report, mention.start)}{speaker}"


def why(record: Record, event: Event) -> Iterator[str]:
    """Why the record says so: what each report tells, why the tellings were merged, dated, counted and marked so."""
    index, labels = Index(record), report_labels(record)
    yield event_line(event, index)
    yield f"  mark      {MARKS[mark(event, index)]['words']}: {MARKS[mark(event, index)]['means']}"
    yield f"  status    {event.status}"
    yield f"  concept   {event.concept}"
    yield f"  when      {day_words(event.when)}" + (f" - {event.when.basis}" if event.when else "")
    if event.where:
        yield f"  where     {event.where.name} ({event.where.precision})"
    yield f"  news      {'background: ' + (event.background_reason or '') if event.background else 'new in these reports'}"
    yield f"  told by   {count_words(len(event.mentions), 'mention')} in {count_words(len(event.reports), 'report')}"
    for mention in index.of(event):
        yield from _telling(mention, index, labels)
    if silent := silence_words(event, index):
        yield f"  silent    {silent}"
    if event.reviewed:
        yield f"  reviewed  {', '.join(event.reviewed)}"
    for reason in event.merges:
        yield f"  merged    {with_labels(reason, labels)}"
    for voice in event.voices:
        yield f"  voice     {voice.label}: {with_labels(voice.reason, labels)}"
    for conflict in index.conflicts.get(event.id, []):
        sides = "  vs  ".join(
            f"“{side.text}” ({', '.join(labels[r] for r in side.reports)})" for side in conflict.sides
        )
        yield f"  conflict  {conflict.type}: {sides}"


def _telling(mention: Mention, index: Index, labels: dict[str, str]) -> Iterator[str]:
    speaker = f"according to {actor_words(mention.speaker)}" if mention.speaker else "the report itself says so"
    yield f"  - {labels[mention.report]}: “{index.sentence_text(mention.report, mention.start)}”"
    yield f"      {mention.start}..{mention.end} · {speaker} · {mention.status} · score {mention.score:.2f}"
    for evidence in mention.evidence:
        note = f" ({evidence.note})" if evidence.note else ""
        yield f"      rule {evidence.rule}: “{index.words(mention.report, evidence.start, evidence.end)}”{note}"
