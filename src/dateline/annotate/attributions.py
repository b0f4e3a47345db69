"""Who says so: direct, indirect and mixed speech with source, cue and content, chained to the ultimate speaker.

The parse gives the frames (cues.py), the quotation marks give what is said over sentence and paragraph borders
(quotations.py), and the actors give the speakers (speakers.py). Thoughts are attributions too: `act` tells them apart.
"""

from __future__ import annotations

import re

import msgspec

from dateline.annotate.cues import Frame, find_frames
from dateline.annotate.channels import channel_of, hedge_of
from dateline.annotate.quotations import Quotation, find_quotations
from dateline.annotate.reporting import Reporting, load_reporting
from dateline.annotate.speakers import Speakers
from dateline.grammar import Tree
from dateline.model import Annotations, Attribution, Block, Document, Link, Span
from dateline.resources import Resources
from dateline.text import overlap

# A second quotation that does not begin with a capital is a sentence of its own only when it is long (characters).
_SHORT = 40
_SENTENCE_END = re.compile(r"[a-z0-9)”\"’][.!?][”\"’)]?\s")
# At most so much text may stand between a cue and the quotation it brings in (characters).
_REACH = 80
# Between a quotation and its cue stands the speaker's name with his office, at most so long (characters).
_LONGEST_NAME = 160
# A headline with a colon: at most so long, its source at most so many words, what is said at least so long.
_LONGEST_TITLE, _LONGEST_SOURCE, _SHORTEST_SAYING = 160, 5, 12
_TRIM = " \t\n,.;:-–—"


def find_attributions(document: Document, annotations: Annotations, resources: Resources) -> tuple[Attribution, ...]:
    """Every attribution of the document, in text order; one that stands inside another carries the whole chain."""
    reporting = load_reporting(resources.config.language)
    quotations = find_quotations(document.text, document.blocks)
    frames = []
    for sentence in annotations.sentences:
        if any(t.lemma.lower() in reporting.words or t.lemma == "accord" for t in sentence.tokens):
            frames += find_frames(Tree(sentence), reporting)
    frames = _join_quotations(document, [_outside_quotes(document, f, quotations) for f in frames], quotations)
    frames += _headline_colons(document, annotations, frames)
    frames += _speakerless(annotations, frames, quotations)
    frames = _without_doubles([f for f in frames if f.content])
    actors = Speakers(document, annotations, reporting).of(frames)
    links = [
        Link(start=f.source.start, end=f.source.end, actor=actor) if f.source else None
        for f, actor in zip(frames, actors, strict=True)
    ]
    made = []
    for n, frame in enumerate(frames):
        chain = tuple(link for m in _outer(frames, n) if (link := links[m]) is not None)
        chain += (links[n],) if links[n] is not None else ()
        made.append(
            Attribution(
                id=f"{document.report}/a{n + 1}",
                report=document.report,
                sentence=frame.sentence,
                kind=_kind(frame, quotations),
                source=frame.source,
                cue=frame.cue,
                content=frame.content,
                chain=chain,
                speaker=links[n].actor if links[n] is not None else None,
                act=frame.act,
                hedge=hedge_of(document, frame, reporting),
                channel=channel_of(document, frame, reporting),
            )
        )
    return tuple(made)


# --- quotations --------------------------------------------------------------------------------------------------


def _join_quotations(document: Document, frames: list[Frame], quotations: tuple[Quotation, ...]) -> list[Frame]:
    """Give each quotation to the frame that brings it in, and let contents end where their quotation ends."""
    text = document.text
    contents = [list(f.content) for f in frames]
    order = sorted(range(len(frames)), key=lambda n: frames[n].cue.start)
    owner: dict[int, int] = {}  # quotation -> frame
    for n in order:
        for q, quotation in enumerate(quotations):
            if _holds(quotation, frames[n].cue):
                contents[n] = [_inside_marks(s, quotation) for s in contents[n]]
                continue
            for c, span in enumerate(contents[n]):
                if overlap(span, quotation):
                    contents[n][c] = _cut(_widened(text, span, quotation, frames[n]), frames[n])
                    if quotation.start >= contents[n][c].start:
                        owner.setdefault(q, n)
    for q, quotation in enumerate(quotations):
        if q not in owner:
            n = _cue_beside(document, quotation, frames, contents, order)
            if n is not None:
                owner[q] = n
                contents[n].append(Span(quotation.start, quotation.end))
    for q in range(1, len(quotations)):
        if q not in owner and q - 1 in owner and _goes_on(document, quotations[q - 1], quotations[q], frames):
            owner[q] = owner[q - 1]
            contents[owner[q]].append(Span(quotations[q].start, quotations[q].end))
    return [_with_content(f, contents[n], text) for n, f in enumerate(frames)]


def _outside_quotes(document: Document, frame: Frame, quotations: tuple[Quotation, ...]) -> Frame:
    """A speaker does not stand inside the quotation that his cue follows: take the words between the two instead."""
    for quotation in quotations:
        if frame.source is None or not overlap(quotation, frame.source) or _holds(quotation, frame.cue):
            continue
        if quotation.single or not quotation.start <= frame.source.start or quotation.end > frame.cue.start:
            continue
        start, end = quotation.end, frame.cue.start
        while start < end and document.text[start] in _TRIM:
            start += 1
        while end > start and document.text[end - 1] in _TRIM:
            end -= 1
        named = Span(start, end) if 1 < end - start <= _LONGEST_NAME else None
        return msgspec.structs.replace(frame, source=named, speaker_at=named)
    return frame


def _holds(quotation: Quotation, cue: Span) -> bool:
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
    document: Document, quotation: Quotation, frames: list[Frame], contents: list[list[Span]], order: list[int]
) -> int | None:
    """The speech frame whose cue or source stands right after the quotation, or brings it in before."""
    best, best_gap = None, _REACH + 1
    block = document.blocks[quotation.block]
    if quotation.start - block.start <= 1 and quotation.block:
        brought = _cue_before_colon(document, document.blocks[quotation.block - 1], frames, order)
        if brought is not None:
            return brought
    said_before = [n for n in order if block.start <= frames[n].cue.start < quotation.start]
    for n in order:
        frame = frames[n]
        if not block.start <= frame.cue.start < block.end or _holds(quotation, frame.cue):
            continue
        region = _region(frame)
        if not frame.speech and document.text[region.end : quotation.start].strip():
            continue
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


def _cue_before_colon(document: Document, block: Block, frames: list[Frame], order: list[int]) -> int | None:
    """The last speech frame of a paragraph that ends with a colon: it brings in the next paragraph."""
    if not document.text[block.start : block.end].rstrip().endswith(":"):
        return None
    inside = [n for n in order if frames[n].speech and block.start <= frames[n].cue.start < block.end]
    return inside[-1] if inside else None


def _region(frame: Frame) -> Span:
    parts = [frame.cue] + ([frame.source] if frame.source else [])
    return Span(min(p.start for p in parts), max(p.end for p in parts))


def _goes_on(document: Document, before: Quotation, quotation: Quotation, frames: list[Frame]) -> bool:
    """Whether a quotation without a cue is the speaker's of the one before: in the same paragraph with at most his
    own cue between, run on by its marks, or alone in the next paragraph."""
    text = document.text
    if before.runs_on:
        return True
    if quotation.block == before.block:
        between = text[before.end : quotation.start]
        whole = text[quotation.start + 1 : quotation.start + 2].isupper() or quotation.end - quotation.start > _SHORT
        others = [f for f in frames if before.end <= f.cue.start < quotation.start and f.speech]
        return whole and len(others) <= 1 and bool(_SENTENCE_END.search(between) or not between.strip(_TRIM))
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
        if merged and (start <= merged[-1].end or not text[merged[-1].end : start].strip()):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Span(start, end))
    return msgspec.structs.replace(frame, content=tuple(merged))


def _stop_inside(text: str, start: int, end: int) -> bool:
    """An abbreviation's stop ("U.S.") belongs to its word."""
    return text[end - 1] == "." and end - start > 2 and text[end - 3 : end - 2] == "."


def _kind(frame: Frame, quotations: tuple[Quotation, ...]) -> str:
    quoted = sum(
        max(0, min(s.end, q.end) - max(s.start, q.start))
        for s in frame.content
        for q in quotations
        if overlap(q, s) and not (frame.cue is not None and _holds(q, frame.cue))
    )
    length = sum(s.end - s.start for s in frame.content)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= length - 3 else "mixed"


def _speakerless(annotations: Annotations, frames: list[Frame], quotations: tuple[Quotation, ...]) -> list[Frame]:
    """Long quotations that nobody claims are still somebody's words: attributed, to a speaker who is not named."""
    taken = [s for f in frames for s in f.content]
    found = []
    for q in quotations:
        if q.single or q.end - q.start < _SHORT or any(overlap(s, q) and s.start <= q.start for s in taken):
            continue
        sentence = next((s.index for s in annotations.sentences if s.end > q.start), 0)
        content = (Span(q.start, q.end),)
        found.append(
            Frame(sentence=sentence, act="say", cue=None, source=None, speaker_at=None, content=content, speech=True)
        )
    return found


# --- headlines ---------------------------------------------------------------------------------------------------


def _headline_colons(document: Document, annotations: Annotations, frames: list[Frame]) -> list[Frame]:
    """ "Lavrov: no talks before the truce" and "No talks before the truce: Lavrov", in titles and headings only."""
    found = []
    for number, block in enumerate(document.blocks):
        if block.kind not in ("title", "heading") and number > 0:
            continue
        title = document.text[block.start : block.end]
        colon = title.find(": ")
        if colon < 0 or title.count(": ") > 1 or len(title) > _LONGEST_TITLE or "\n" in title:
            continue
        if any(block.start <= f.cue.start < block.end and f.content for f in frames):
            continue
        at = block.start + colon
        before, after = Span(block.start, at), Span(at + 2, block.start + len(title.rstrip(" .")))
        for source, content in ((before, after), (after, before)):
            if _names_a_speaker(document, annotations, source) and content.end - content.start > _SHORTEST_SAYING:
                sentence = next((s.index for s in annotations.sentences if s.end > at), 0)
                found.append(
                    Frame(
                        sentence=sentence,
                        act="say",
                        cue=Span(at, at + 1),
                        source=source,
                        speaker_at=None,
                        content=(content,),
                        speech=True,
                    )
                )
                break
    return found


def _names_a_speaker(document: Document, annotations: Annotations, span: Span) -> bool:
    """A short phrase that is, but for a word or two, the name of an actor."""
    words = document.text[span.start : span.end].split()
    if not 1 <= len(words) <= _LONGEST_SOURCE:
        return False
    names = [*annotations.actors, *(e for e in annotations.entities if e.kind in ("PERSON", "ORG", "GPE", "NORP"))]
    return any(
        span.start <= n.start and n.end <= span.end and 2 * (n.end - n.start) >= span.end - span.start for n in names
    )


# --- chains ------------------------------------------------------------------------------------------------------


def _without_doubles(frames: list[Frame]) -> list[Frame]:
    """One attribution for one content of one source, in text order."""
    seen = set()
    kept = []
    for frame in sorted(frames, key=lambda f: (_first(f), f.content[0].start)):
        key = (frame.source, frame.content)
        if key not in seen:
            seen.add(key)
            kept.append(frame)
    return kept


def _first(frame: Frame) -> int:
    return min(s.start for s in (frame.cue, *frame.content) if s is not None)


def _outer(frames: list[Frame], n: int) -> list[int]:
    """The frames in whose content this one's cue stands, widest first."""
    at = frames[n].cue or frames[n].content[0]
    around = [
        (sum(s.end - s.start for s in f.content), m)
        for m, f in enumerate(frames)
        if m != n and any(s.start <= at.start and at.end <= s.end for s in f.content)
    ]
    return [m for _, m in sorted(around, reverse=True)]
