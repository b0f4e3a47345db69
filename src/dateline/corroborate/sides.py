"""The two sides of a conflict: whose words they are, and the few of them that are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.alike.words import quotations
from dateline.model import Conflict, Document, Mention, Side, Words

# A side is shown in so many characters; its spans hold every word.
LONGEST = 110
# Where a sentence can be cut: before what it adds.
_ADDED = re.compile(r"(?:[,;:–—]\s|\s[-–—]\s|\s\((?=\w)|\s(?=(?:who|which|that|after|before|when|while|as|and|but)\s))")
_LEAST_KEPT = 40


def conflict(kind: str, event: str | None, sides: Sequence[Side], reason: str) -> Conflict:
    """A conflict without its id, which `find_conflicts` gives."""
    return Conflict(id="", type=kind, event=event, sides=tuple(sides), reason=reason)


def clause(mention: Mention, docs: Mapping[str, Document]) -> Words:
    """The words of a mention as evidence."""
    text = docs[mention.report].text[mention.start : mention.end]
    return Words(report=mention.report, start=mention.start, end=mention.end, text=text)


def side(rows: Sequence[Mention], text: str, docs: Mapping[str, Document]) -> Side:
    speakers = {m.speaker.key: m.speaker for m in rows if m.speaker is not None}
    return Side(
        reports=tuple(sorted({m.report for m in rows})),
        text=brief(text),
        spans=tuple(clause(m, docs) for m in rows),
        speaker=next(iter(speakers.values())) if len(speakers) == 1 else None,
    )


def brief(text: str, *, start: int = 0, end: int = 0) -> str:
    """The text, cut to `LONGEST` characters where it can be cut best; `start:end` stay in what is kept. Where nothing
    must stay, what somebody is quoted with tells more than who quotes it.

    >>> brief("The army fired on the market")
    'The army fired on the market'
    """
    if len(text) <= LONGEST:
        return text
    quoted = max(quotations(text), key=lambda span: span.end - span.start, default=None)
    if not end and quoted is not None and quoted.end - quoted.start >= _LEAST_KEPT:
        return brief(text[quoted.start : quoted.end], end=1)
    first = 0 if end <= LONGEST else max(0, min(start, len(text)) - LONGEST // 4)
    first = text.rfind(" ", 0, first) + 1 if first else 0
    kept = text[first : first + LONGEST]
    if first + LONGEST < len(text):
        least = max(_LEAST_KEPT, end - first)
        cuts = [match.start() for match in _ADDED.finditer(kept) if match.start() >= least]
        kept = kept[: cuts[-1]] if cuts else kept[: max(kept.rfind(" "), _LEAST_KEPT)]
        kept = kept.rstrip(" ,;:-–—") + " …"
    return ("… " if first else "") + kept
