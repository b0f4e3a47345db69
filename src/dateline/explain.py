"""Plain words for `show` and `why`: what an event is, and why the record says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

from dateline.errors import UnknownName
from dateline.ids import short_id
from dateline.model import Actor, Event, Mention, Record, When


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


def report_labels(record: Record) -> dict[str, str]:
    """A short name for each report: its file's stem, or as much of the path as tells it from the others."""
    paths = {r.id: PurePosixPath(r.path) for r in record.reports}
    labels: dict[str, str] = {}
    for depth in (1, 2, 3, 99):
        names = {key: "/".join(path.parts[-depth:]) for key, path in paths.items() if key not in labels}
        counts: dict[str, int] = {}
        for name in names.values():
            counts[name] = counts.get(name, 0) + 1
        labels |= {key: _without_suffix(name) for key, name in names.items() if counts[name] == 1}
    return {key: labels.get(key, str(path)) for key, path in paths.items()}


def headline(event: Event) -> str:
    """One line: who did what to whom.

    >>> # "Sergei Lavrov (RUS) - consult.phone -> Ishaq Dar (PAK)"
    """
    actors = ", ".join(actor_name(a) for a in event.actors) or "somebody"
    targets = ", ".join(actor_name(a) for a in event.targets)
    return f"{actors} - {event.concept}" + (f" -> {targets}" if targets else "")


def actor_name(actor: Actor) -> str:
    return f"{actor.name} ({actor.country})" if actor.country and actor.country not in actor.name else actor.name


def when_words(when: When | None) -> str:
    """
    >>> when_words(When(start="2025-05-04", end="2025-05-04", precision="day", basis=""))
    '2025-05-04'
    """
    if when is None or (when.start is None and when.end is None):
        return "undated"
    if when.start == when.end:
        return str(when.start)
    return f"{when.start or '…'} .. {when.end or '…'}"


def mark(record: Record, event: Event) -> str:
    """The event's mark in words: the strongest thing an analyst must know about its support."""
    if any(c.event == event.id for c in record.conflicts):
        return "in conflict"
    if len(event.voices) >= 2:
        return f"{len(event.voices)} independent voices"
    return "one voice, many reports" if len(event.reports) > 1 else "single report"


def sentence_of(record: Record, mention: Mention) -> str:
    doc = next(d for d in record.documents if d.report == mention.report)
    annotations = next(a for a in record.annotations if a.report == mention.report)
    sentence = annotations.sentences[mention.sentence]
    return " ".join(doc.text[sentence.start : sentence.end].split())


def why(record: Record, event: Event) -> Iterator[str]:
    """Why the record says so: what each report tells, why the tellings were merged, dated, counted and marked so."""
    labels = report_labels(record)
    by_id = {m.id: m for m in record.mentions}
    yield f"{event.id}  {headline(event)}"
    yield f"  mark        {mark(record, event)}"
    yield f"  status      {event.status}"
    yield f"  when        {when_words(event.when)}" + (f" - {event.when.basis}" if event.when else "")
    if event.where:
        yield f"  where       {event.where.name} ({event.where.precision})"
    yield f"  news        {'background: ' + (event.background_reason or '') if event.background else 'new in these reports'}"
    yield f"  told by     {_count(len(event.mentions), 'mention')} in {_count(len(event.reports), 'report')}"
    for mention_id in event.mentions:
        yield from _mention_lines(record, by_id[mention_id], labels)
    for reason in event.merges:
        yield f"  merged      {reason}"
    for voice in event.voices:
        yield f"  voice       {voice.label}: {voice.reason}"
    for conflict in record.conflicts:
        if conflict.event == event.id:
            sides = "  vs  ".join(f"{side.text!r} ({', '.join(labels[r] for r in side.reports)})" for side in conflict.sides)
            yield f"  conflict    {conflict.type}: {sides}"


def _mention_lines(record: Record, mention: Mention, labels: dict[str, str]) -> Iterator[str]:
    doc = next(d for d in record.documents if d.report == mention.report)
    speaker = f"according to {mention.speaker.name}" if mention.speaker else "the report itself says so"
    yield f"  {labels[mention.report]:<11} {sentence_of(record, mention)!r}"
    yield f"              {mention.start}..{mention.end} · {speaker} · {mention.status}, score {mention.score:.2f}"
    for evidence in mention.evidence:
        words = " ".join(doc.text[evidence.start : evidence.end].split())
        note = f" ({evidence.note})" if evidence.note else ""
        yield f"              rule {evidence.rule}: {words!r}{note}"


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _without_suffix(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_suffix("")) if path.suffix and "#" not in path.suffix else name


def listed(items: Sequence[str], limit: int = 3) -> str:
    """
    >>> listed(["a", "b", "c", "d"])
    'a, b, c and 1 more'
    """
    return ", ".join(items) if len(items) <= limit else f"{', '.join(items[:limit])} and {len(items) - limit} more"
