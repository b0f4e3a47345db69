"""By which channel something was said, and how far the report itself doubts it: hints kept as such, never as facts."""

from __future__ import annotations

import re

from dateline.annotate.frames import Frame
from dateline.annotate.reporting import Reporting
from dateline.model import Document

# Both are told close to the cue: so far to each side within its paragraph's sentence (characters).
_NEAR = 110
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s")
_WORD = re.compile(r"[\w-]+")


def channel_of(document: Document, frame: Frame, reporting: Reporting) -> str | None:
    """ "said in a statement" -> "statement"; "wrote on Telegram" -> "telegram"; None when nothing is told."""
    for words in _beside(document, frame):
        for word in _WORD.findall(words):
            channel = reporting.channels.get(word.lower())
            if channel is not None:
                return channel
    return None


def hedge_of(document: Document, frame: Frame, reporting: Reporting) -> str | None:
    """ "claimed, without offering any evidence," -> "without evidence"; the longest hint wins."""
    words = " ".join(_beside(document, frame)).lower()
    for hint in sorted(reporting.hedges, key=len, reverse=True):
        if hint in words and re.search(rf"\b{re.escape(hint)}\b", words):
            return reporting.hedges[hint]
    return None


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
        *_left_over(text, cue.end, end, spans),
        *_left_over(text, start, cue.start, spans),
    ]


def _clipped(words: str) -> int:
    stop = _SENTENCE_END.search(words)
    return stop.start() if stop else len(words)


def _left_over(text: str, start: int, end: int, spans: list) -> list[str]:
    kept = "".join(" " if any(s.start <= k < s.end for s in spans) else text[k] for k in range(start, end))
    return [kept]
