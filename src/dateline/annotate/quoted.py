"""Quotations and the words that bring them in: whose content a quotation is, over sentence and paragraph borders."""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec

from dateline.annotate.frames import Frame
from dateline.annotate.paragraphs import Paragraphs
from dateline.annotate.quotations import Quotation
from dateline.model import Block, Document, Span
from dateline.text import overlap

# A second quotation that does not begin with a capital is a sentence of its own only when it is long (characters).
_SHORT = 40
# At most so much text may stand between a cue and the quotation it brings in (characters).
_REACH = 80
# Between a quotation and its cue stands the speaker's name with his office, at most so long (characters).
_LONGEST_NAME = 160
_SENTENCE_END = re.compile(r"[a-z0-9)”\"’][.!?][”\"’)]?\s")
_LONE_CLOSING = re.compile(r"[,.?!]?[”\"](?!\w)")
_TRIM = " \t\n,.;:-–—"


def join_quotations(
    document: Document, paragraphs: Paragraphs, frames: list[Frame], quotations: tuple[Quotation, ...]
) -> list[Frame]:
    """Give each quotation to the frame that brings it in, and let contents end where their quotation ends."""
    text = document.text
    quoted = defaultdict(list)  # paragraph -> numbers of its quotations
    for q, quotation in enumerate(quotations):
        quoted[quotation.block].append(q)
    frames = [_outside_quotes(document, f, [quotations[q] for q in quoted[paragraphs.of(f.cue.start)]]) for f in frames]
    contents = [list(f.content) for f in frames]
    order = sorted(range(len(frames)), key=lambda n: frames[n].cue.start)
    told = paragraphs.group(order, lambda n: frames[n].cue.start)  # paragraph -> numbers of its frames
    owner: dict[int, int] = {}  # quotation -> frame
    for n in order:
        for q in quoted[paragraphs.of(frames[n].cue.start)]:
            quotation = quotations[q]
            if holds(quotation, frames[n].cue):
                contents[n] = [_inside_marks(s, quotation) for s in contents[n]]
                continue
            for c, span in enumerate(contents[n]):
                if overlap(span, quotation):
                    contents[n][c] = _cut(_widened(text, span, quotation, frames[n]), frames[n])
                    if quotation.start >= contents[n][c].start:
                        owner.setdefault(q, n)
    for q, quotation in enumerate(quotations):
        if q not in owner:
            n = _cue_beside(document, quotation, frames, contents, told)
            if n is not None:
                owner[q] = n
                contents[n].append(Span(quotation.start, quotation.end))
    for q in range(1, len(quotations)):
        if q in owner or q - 1 not in owner:
            continue
        near = [frames[n] for n in told[quotations[q].block]]
        if _goes_on(document, quotations[q - 1], quotations[q], near, frames[owner[q - 1]].source):
            owner[q] = owner[q - 1]
            contents[owner[q]].append(Span(quotations[q].start, quotations[q].end))
    return [_with_content(f, contents[n], text) for n, f in enumerate(frames)]


def _outside_quotes(document: Document, frame: Frame, quotations: list[Quotation]) -> Frame:
    """A speaker does not stand inside the quotation that his cue follows: take the words between the two instead."""
    for quotation in quotations:
        if frame.source is None or not overlap(quotation, frame.source) or holds(quotation, frame.cue):
            continue
        if quotation.single or not quotation.start <= frame.source.start or quotation.end > frame.cue.start:
            continue
        start, end = quotation.end, frame.cue.start
        while start < end and document.text[start] in _TRIM:
            start += 1
        while end > start and document.text[end - 1] in _TRIM:
            end -= 1
        named = Span(start, end) if 1 < end - start <= _LONGEST_NAME else None
        return msgspec.structs.replace(frame, source=named, speaker_head=None)
    return frame


def holds(quotation: Quotation, cue: Span) -> bool:
    return quotation.start <= cue.start < quotation.end


def _inside_marks(span: Span, quotation: Quotation) -> Span:
    """What somebody quoted says of a third does not reach over the end of the quotation."""
    return Span(max(span.start, quotation.start), min(span.end, quotation.end))


def _widened(text: str, span: Span, quotation: Quotation, frame: Frame) -> Span:
    """The content with the whole of the quotation it touches.

    A sentence before the quotation that the parser ran together with it is the report's, not the speaker's.
    """
    start, end = min(span.start, quotation.start), max(span.end, quotation.end)
    if frame.speech and quotation.end <= frame.cue.start and span.start <= quotation.start + 1 and not quotation.single:
        # '"...," Brandt, a lawyer, said': the parser may take the name for a part of what is said.
        rest = text[quotation.end : frame.cue.start]
        if end > quotation.end and len(rest) <= _LONGEST_NAME:
            end = quotation.end
    before = text[start : quotation.start]
    if frame.speech and quotation.end <= frame.cue.start and _SENTENCE_END.search(before):
        start = quotation.start
    return Span(start, end)


def _cut(span: Span, frame: Frame) -> Span:
    """A content does not swallow its own cue or source."""
    start, end = span.start, span.end
    for part in (frame.cue, frame.source):
        if part is None or not (start < part.end and part.start < end):
            continue
        if part.start - start >= end - part.end:
            end = part.start
        else:
            start = part.end
    return Span(start, end)


def _cue_beside(
    document: Document,
    quotation: Quotation,
    frames: list[Frame],
    contents: list[list[Span]],
    told: dict[int, list[int]],
) -> int | None:
    """The speech frame whose cue or source stands right after the quotation, or brings it in before."""
    best, best_gap = None, _REACH + 1
    block = document.blocks[quotation.block]
    if quotation.start - block.start <= 1 and quotation.block:
        brought = _cue_before_colon(document, document.blocks[quotation.block - 1], frames, told[quotation.block - 1])
        if brought is not None:
            return brought
    said_before = [n for n in told[quotation.block] if frames[n].cue.start < quotation.start]
    for n in told[quotation.block]:
        frame = frames[n]
        if holds(quotation, frame.cue):
            continue
        region = _region(frame)
        brief = (
            quotation.end - quotation.start < _SHORT
            and not document.text[quotation.start + 1 : quotation.start + 2].isupper()
        )
        if (brief or not frame.speech) and document.text[region.end : quotation.start].strip():
            continue
        if brief and frame.speech and region.end <= quotation.start and not contents[n]:
            continue  # "maintaining "peace" in the town": quoted words, not a statement
        if region.start >= quotation.end:
            between = document.text[quotation.end : region.start]
            gap = len(between) if not between.strip(_TRIM) else _REACH + 1
        elif region.end <= quotation.start:
            between = document.text[region.end : quotation.start]
            stopped = _SENTENCE_END.search(between) or any(region.end <= frames[m].cue.start for m in said_before)
            gap = 1 + len(between) if not stopped else _REACH + 1
            if contents[n] and not between.rstrip().endswith((":", ",")):
                gap = _REACH + 1  # "said the plan was dead, praising the \"courage\" of ..." has its content
        else:
            continue
        if gap < best_gap:
            best, best_gap = n, gap
    return best


def _cue_before_colon(document: Document, block: Block, frames: list[Frame], told: list[int]) -> int | None:
    """The last speech frame of a paragraph that ends with a colon: it brings in the next paragraph."""
    if not document.text[block.start : block.end].rstrip().endswith(":"):
        return None
    inside = [n for n in told if frames[n].speech]
    return inside[-1] if inside else None


def _region(frame: Frame) -> Span:
    parts = [frame.cue] + ([frame.source] if frame.source else [])
    return Span(min(p.start for p in parts), max(p.end for p in parts))


def _goes_on(
    document: Document, before: Quotation, quotation: Quotation, frames: list[Frame], source: Span | None
) -> bool:
    """Whether a quotation without a cue is the speaker's of the one before: in the same paragraph with at most his
    own cue between, run on by its marks, or alone in the next paragraph."""
    text = document.text
    if before.runs_on:
        return True
    if quotation.block == before.block:
        between = text[before.end : quotation.start]
        whole = text[quotation.start + 1 : quotation.start + 2].isupper() or quotation.end - quotation.start > _SHORT
        others = {f.source for f in frames if before.end <= f.cue.start < quotation.start and f.speech and f.source}
        joined = between.strip(_TRIM) in ("", "and", "or", "but") or _SENTENCE_END.search(between) is not None
        return whole and joined and others <= {source}
    block = document.blocks[quotation.block]
    return quotation.block == before.block + 1 and quotation.end - quotation.start >= 0.9 * (block.end - block.start)


def _with_content(frame: Frame, spans: list[Span], text: str) -> Frame:
    merged: list[Span] = []
    for span in sorted(spans):
        start, end = span.start, span.end
        while end > start and text[end - 1] in _TRIM and not _stop_inside(text, start, end):
            end -= 1
        while start < end and text[start] in _TRIM:
            start += 1
        if end <= start:
            continue
        lone = _LONE_CLOSING.match(text, end)
        if lone and not any(mark in text[start:end] for mark in '“"«'):
            end = lone.end()  # 'We came, and we saw," he said': the opening mark was lost on the way
        if merged and (start <= merged[-1].end or not text[merged[-1].end : start].strip()):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Span(start, end))
    return msgspec.structs.replace(frame, content=tuple(merged))


def _stop_inside(text: str, start: int, end: int) -> bool:
    """An abbreviation's stop ("U.S.") belongs to its word."""
    return text[end - 1] == "." and end - start > 2 and text[end - 3 : end - 2] == "."


def claims_of(paragraphs: Paragraphs, frames: list[Frame]) -> dict[int, list[tuple[Frame, Span]]]:
    """What is already said to be somebody's words, by paragraph."""
    return paragraphs.group([(f, s) for f in frames for s in f.content], lambda claim: claim[1].start)
