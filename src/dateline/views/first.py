"""What an analyst should look at first: the few lines under the print-out of a build, and at the top of the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dateline.model import Conflict, Event, FigureEntry, Record, Side
from dateline.views.compare import telling_part
from dateline.views.index import Index, cut
from dateline.views.labels import listed, report_labels
from dateline.views.phrases import actor_words, headline, range_words, sentence
from dateline.views.weight import weight

MOST = 8  # more than a screenful is read by nobody
# A side of a conflict, an event and a report's name are cut here (characters): a line is for finding, the whole is one
# click away, and two sides must stand on two lines of a terminal.
LONGEST_SIDE, LONGEST_EVENT, LONGEST_NAME = 52, 96, 30
# Conflicts whose sides clash on what happened come before those on numbers and wording.
_CONFLICT_ORDER = ("whether", "who", "figure", "date", "place", "speaker")
# Losses first; a single person hurt is no figure to look at first.
_FIGURES = ("killed", "injured", "missing", "captured", "detained", "shot down", "displaced")
_FEWEST = 2
# What only one report tells is shown where the coder is this sure of its reading.
_SURE = 0.7
_KINDS = ("CONFLICT", "CHANGED", "ONE VOICE", "SINGLE", "FIGURES", "RETRACTED")
_BECAME = re.compile(r": '(.+)' became '(.+)'$", re.DOTALL)
_MARKS = "\"“”'‘’ .,;"


def look_first(record: Record, *, most: int = MOST) -> list[dict[str, str]]:
    """At most `most` lines, each {kind, text, event}: conflicts, one voice behind many reports, what only one report
    tells, contested figures, retractions. Within a kind the weightiest event comes first; kinds take turns, so that ten
    conflicts do not hide the rest.
    """
    index = Index(record)
    weights = {event.id: weight(event, index) for event in record.events}
    labels = report_labels(record)
    queues = [
        list(_conflicts(record, labels, weights)),
        list(_changed(record, labels)),
        list(_one_voice(record, weights)),
        list(_single(record, labels, weights)),
        list(_figures(record, index, weights)),
        list(_retractions(record, labels)),
    ]
    lines: list[dict[str, str]] = []
    while len(lines) < most and any(queues):
        for queue in queues:
            if queue and len(lines) < most:
                lines.append(queue.pop(0))
    return sorted(lines, key=lambda line: _KINDS.index(line["kind"]))


def _line(kind: str, text: str, event: str | None) -> dict[str, str]:
    return {"kind": kind, "text": text, "event": event or ""}


def _conflicts(record: Record, labels: dict[str, str], weights: dict[str, float]) -> Iterator[dict[str, str]]:
    def rank(conflict: Conflict) -> tuple:
        reports = {report for side in conflict.sides for report in side.reports}
        known = weights.get(conflict.event or "", -1.0)
        return _CONFLICT_ORDER.index(conflict.type), -known - len(reports), conflict.id

    chosen = [c for c in record.conflicts if c.type in _CONFLICT_ORDER]
    # The weightiest of each type before the second of any.
    turns: dict[str, int] = defaultdict(int)
    ranked = []
    for conflict in sorted(chosen, key=rank):
        ranked.append((turns[conflict.type], rank(conflict), conflict))
        turns[conflict.type] += 1
    for _, _, conflict in sorted(ranked, key=lambda row: row[:2]):
        yield _line("CONFLICT", f"{conflict.type}: {conflict_words(conflict, labels)}", conflict.event)


def _changed(record: Record, labels: dict[str, str]) -> Iterator[dict[str, str]]:
    """The differing words alone, where the reason tells them."""
    for conflict in record.conflicts:
        if conflict.type != "meaning":
            continue
        told = _BECAME.search(conflict.reason)
        if told:
            before, after = (_few([labels[side.reports[0]]]) for side in conflict.sides)
            text = f"{_quoted(told[1])} ({before}) became {_quoted(told[2])} ({after})"
        else:
            text = f"{conflict.reason}: {conflict_words(conflict, labels)}"
        yield _line("CHANGED", text, conflict.event)


def _retractions(record: Record, labels: dict[str, str]) -> Iterator[dict[str, str]]:
    chosen = [c for c in record.conflicts if c.type == "retraction"]
    for conflict in sorted(chosen, key=lambda c: (c.event is None, c.id)):
        claim, now = (_quoted(side.text) for side in conflict.sides[:2])
        where = _few([labels[report] for report in conflict.sides[-1].reports])
        yield _line("RETRACTED", f"{claim}, later {now} ({where})", conflict.event)


def _one_voice(record: Record, weights: dict[str, float]) -> Iterator[dict[str, str]]:
    chosen = [e for e in record.events if not e.background and len(e.reports) > 1 and len(e.voices) == 1]
    for event in sorted(chosen, key=lambda e: (-weights[e.id], e.id)):
        told = f"{_told(event)}: {len(event.reports)} reports but one origin: {event.voices[0].label}"
        yield _line("ONE VOICE", told, event.id)


def _single(record: Record, labels: dict[str, str], weights: dict[str, float]) -> Iterator[dict[str, str]]:
    if len(record.reports) < 2:
        return
    sure = {mention.id for mention in record.mentions if mention.score >= _SURE}
    alone = [e for e in record.events if _worth_a_second_source(e) and sure & set(e.mentions)]
    for event in sorted(alone, key=lambda e: (-weights[e.id], e.id)):
        yield _line("SINGLE", f"{_told(event)}: only in {_few([labels[event.reports[0]]])}", event.id)


def _worth_a_second_source(event: Event) -> bool:
    named = all(any(one.kind not in ("unnamed", "people") for one in slot) for slot in (event.actors, event.targets))
    return named and not event.background and event.status == "happened" and len(event.reports) == 1


def _figures(record: Record, index: Index, weights: dict[str, float]) -> Iterator[dict[str, str]]:
    """The losses of one event in one line, the weightiest event first."""
    by_event: dict[str, list[FigureEntry]] = defaultdict(list)
    for entry in record.figures:
        if entry.kind in _FIGURES and max(entry.best or 0, entry.high or 0) >= _FEWEST:
            by_event[entry.event].append(entry)
    ranked = sorted(by_event, key=lambda one: (index.events[one].background, -weights.get(one, 0.0), one))
    shown: set[str] = set()
    for event in ranked:
        entries = sorted(by_event[event], key=lambda entry: _FIGURES.index(entry.kind))
        speakers = sorted({actor_words(s.speaker) for entry in entries for s in entry.statements if s.speaker})
        who = listed(speakers, 2) if speakers else "no speaker named"
        amounts = [_amount(entry) for entry in entries]
        if not shown.issuperset(amounts):  # the dead of one clash may be told under two events
            yield _line("FIGURES", f"{', '.join(amounts)} ({who})", event)
        shown.update(amounts)


def _amount(figure: FigureEntry) -> str:
    return f"{range_words(figure.low, figure.high)} {figure.kind}"


def _told(event: Event) -> str:
    """With place and day where there is room for them."""
    whole = sentence(event)
    return whole if len(whole) <= LONGEST_EVENT else cut(headline(event), LONGEST_EVENT)


def conflict_words(conflict: Conflict, labels: dict[str, str]) -> str:
    """Both versions, each cut to what the other does not say; reports that carry both are named once."""
    where = [_few([labels[report] for report in side.reports]) for side in conflict.sides]
    told = [_side(side, conflict) for side in conflict.sides]
    if len(set(where)) == 1:
        return f"{' vs '.join(told)} ({where[0]})"
    return " vs ".join(f"{words} ({reports})" for words, reports in zip(told, where, strict=True))


def _side(side: Side, conflict: Conflict) -> str:
    who = side.speaker.name if side.speaker and side.speaker.name.casefold() not in side.text.casefold() else ""
    text = side.text
    if conflict.type != "whether":  # a claim is known by how it begins, a number by what stands around it
        text = telling_part(text, " ".join(one.text for one in conflict.sides if one is not side), LONGEST_SIDE)
    return f"{who}{': ' if who else ''}{_quoted(text)}"


def _few(labels: Sequence[str]) -> str:
    """The first of them, and how many more: "dawn +3"."""
    more = f" +{len(labels) - 1}" if len(labels) > 1 else ""
    name = labels[0] if len(labels[0]) <= LONGEST_NAME else f"{labels[0][: LONGEST_NAME - 1]}…"
    return name + more


def _quoted(words: str) -> str:
    return f"“{cut(' '.join(words.split()).strip(_MARKS), LONGEST_SIDE + 4)}”"
