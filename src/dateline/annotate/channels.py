"""By which channel something was said, and how far the report itself doubts it: hints kept as such, never as facts."""

from __future__ import annotations

import re

from dateline.annotate.frames import Frame
from dateline.annotate.reporting import Reporting
from dateline.model import Document, Span

# Both are told close to the cue: so far to each side within its paragraph's sentence (characters).
_NEAR = 110
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s")
# The words before the cue tell a channel when they lead in: "In a letter to the court, she said ...".
_BEFORE = 2
_LEADS_IN = re.compile(r"\W*(?:in|on|at|during|speaking|writing|via|through|by)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")


def channel_of(document: Document, frame: Frame, reporting: Reporting) -> str | None:
    """ "said in a statement" -> "statement"; "in a statement on Telegram, the army said" -> "telegram"."""
    found = set()
    for n, words in enumerate(_beside(document, frame)):
        if n == _BEFORE and not _LEADS_IN.match(words):
            continue  # "Radio One quoted officials as saying": the radio is who says so
        found.update(word.lower() for word in _WORD.findall(words))
    return next((channel for word, channel in reporting.channels.items() if word in found), None)


def hedge_of(document: Document, frame: Frame, reporting: Reporting) -> str | None:
    """ "claimed, without offering any evidence," -> "without evidence"; the longest hint wins."""
    words = " ".join(_beside(document, frame)).lower()
    found = [hint for hint in reporting.hedges if hint in words and re.search(rf"\b{re.escape(hint)}\b", words)]
    return reporting.hedges[max(found, key=len)] if found else None


def _beside(document: Document, frame: Frame) -> list[str]:
    """The cue, the words after it and those before it, without source and content, inside the sentence."""
    if frame.cue is None:
        return []
    text, cue = document.text, frame.cue
    after = text[cue.end : cue.end + _NEAR].split("\n")[0]
    before = text[max(0, cue.start - _NEAR) : cue.start].split("\n")[-1]
    end, start = cue.end + _clipped(after), cue.start - len(before)
    stops = list(_SENTENCE_END.finditer(before))
    start += stops[-1].end() if stops else 0
    spans = [*frame.content, *([frame.source] if frame.source else [])]
    return [
        text[cue.start : cue.end],
        _left_over(text, cue.end, end, spans),
        _left_over(text, start, cue.start, spans),
    ]


def _clipped(words: str) -> int:
    stop = _SENTENCE_END.search(words)
    return stop.start() if stop else len(words)


def _left_over(text: str, start: int, end: int, spans: list[Span]) -> str:
    """text[start:end] without the spans."""
    kept, at = [], start
    for span in sorted(spans):
        if span.start < end and at < span.end:
            kept.append(text[at : max(at, span.start)])
            at = max(at, span.end)
    kept.append(text[at : max(at, end)])
    return " ".join(kept)
