"""Who says so: direct, indirect and mixed speech with source, cue and content, chained to the ultimate speaker.

The parse gives the frames (cues.py), the quotation marks give what is said over sentence and paragraph borders
(quotations.py), and the actors give the speakers (speakers.py). Thoughts are attributions too: `act` tells them apart.
"""

from __future__ import annotations

from dateline.annotate.cues import Frame, find_frames
from dateline.annotate.quotations import Quotation, find_quotations
from dateline.annotate.reporting import Reporting, load_reporting
from dateline.annotate.speakers import Speakers
from dateline.grammar import Tree
from dateline.model import Annotations, Attribution, Document, Link, Span
from dateline.resources import Resources

# A quotation this long is speech wherever it stands; a shorter one without a cue marks words, not a statement (words).
_SPEECH_WORDS = 4
# At most so much text may stand between a cue and the quotation it brings in (characters).
_REACH = 80
_TRIM = " \t\n,.;:-–—"


def find_attributions(document: Document, annotations: Annotations, resources: Resources) -> tuple[Attribution, ...]:
    """Every attribution of the document, in text order; one that stands inside another carries the whole chain."""
    reporting = load_reporting(resources.config.language)
    quotations = find_quotations(document.text, document.blocks)
    frames = []
    for sentence in annotations.sentences:
        if any(t.lemma.lower() in reporting.words or t.lemma == "accord" for t in sentence.tokens):
            frames += find_frames(Tree(sentence), reporting)
    frames = _join_quotations(document, frames, quotations)
    frames += _headline_colons(document, annotations, frames, reporting)
    frames = _without_doubles([f for f in frames if f.content])
    speakers = Speakers(document, annotations, reporting)
    links = [
        Link(start=f.source.start, end=f.source.end, actor=speakers.actor(f)) if f.source else None for f in frames
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
                hedge=None,
                channel=None,
            )
        )
    return tuple(made)


# --- quotations --------------------------------------------------------------------------------------------------


def _join_quotations(document: Document, frames: list[Frame], quotations: tuple[Quotation, ...]) -> list[Frame]:
    """Give each quotation to the frame that brings it in, and let contents end where their quotation ends."""
    text = document.text
    owner: dict[int, int] = {}  # quotation -> frame
    contents = [list(f.content) for f in frames]
    by_position = sorted(range(len(frames)), key=lambda n: frames[n].cue.start)
    for n in by_position:
        for q, quotation in enumerate(quotations):
            if quotation.start <= frames[n].cue.start < quotation.end:
                continue
            for c, span in enumerate(contents[n]):
                if span.start < quotation.end and quotation.start < span.end and _speaks(text, quotation, span):
                    contents[n][c] = span = _cut(
                        Span(min(span.start, quotation.start), max(span.end, quotation.end)), frames[n]
                    )
                    if frames[n].speech or span.start == quotation.start:
                        owner.setdefault(q, n)
    for q, quotation in enumerate(quotations):
        if q in owner or not _has_words(text, quotation):
            continue
        n = _cue_beside(document, quotation, frames, contents, by_position)
        if n is not None:
            owner[q] = n
            contents[n].append(Span(quotation.start, quotation.end))
    for q, quotation in enumerate(quotations):
        if q in owner or _words(text, quotation) < _SPEECH_WORDS or not q:
            continue
        before = quotations[q - 1]
        if q - 1 in owner and (before.runs_on or _goes_on(document, before, quotation, frames)):
            owner[q] = owner[q - 1]
            contents[owner[q]].append(Span(quotation.start, quotation.end))
    return [_with_content(f, contents[n], text) for n, f in enumerate(frames)]


def _speaks(text: str, quotation: Quotation, span: Span) -> bool:
    """Whether a quotation that touches a content belongs to it: it starts or ends the content, or lies inside."""
    return not (quotation.single and not quotation.closed)


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
    """The frame without a content of its own whose cue or source stands right after, or before, the quotation."""
    best, best_gap = None, _REACH + 1
    block = document.blocks[quotation.block]
    for n in order:
        frame = frames[n]
        if not frame.speech or not block.start <= frame.cue.start < block.end:
            continue
        region = _region(frame)
        if quotation.start <= frame.cue.start < quotation.end:
            continue
        if region.start >= quotation.end:
            between = document.text[quotation.end : region.start]
            gap = len(between) if not between.strip(_TRIM) else _REACH + 1
        else:
            between = document.text[region.end : quotation.start]
            ends = any(mark in between[:-2] for mark in ".!?")
            gap = 1 + len(between) if region.end <= quotation.start and not ends else _REACH + 1
        if contents[n]:
            gap += 2 if any(abs(s.end - quotation.start) < 4 for s in contents[n]) else _REACH
        if gap < best_gap:
            best, best_gap = n, gap
    return best


def _region(frame: Frame) -> Span:
    parts = [frame.cue] + ([frame.source] if frame.source else [])
    return Span(min(p.start for p in parts), max(p.end for p in parts))


def _goes_on(document: Document, before: Quotation, quotation: Quotation, frames: list[Frame]) -> bool:
    """Whether the second of two neighbouring quotations is the same speaker's: nothing between them names another."""
    if quotation.block - before.block > 1:
        return False
    block = document.blocks[quotation.block]
    if quotation.block != before.block:
        alone = quotation.end - quotation.start >= 0.9 * (block.end - block.start)
        return alone and before.end >= document.blocks[before.block].end - 2
    between = Span(before.end, quotation.start)
    others = [f for f in frames if between.start <= f.cue.start < between.end]
    return len(others) <= 1


def _with_content(frame: Frame, spans: list[Span], text: str) -> Frame:
    import msgspec

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


def _words(text: str, span: object) -> int:
    return len(text[span.start : span.end].split())  # type: ignore[attr-defined]


def _has_words(text: str, quotation: Quotation) -> bool:
    return any(c.isalpha() for c in text[quotation.start : quotation.end])


def _kind(frame: Frame, quotations: tuple[Quotation, ...]) -> str:
    quoted = sum(
        max(0, min(s.end, q.end) - max(s.start, q.start))
        for s in frame.content
        for q in quotations
        if q.start < s.end and s.start < q.end and not q.start <= frame.cue.start < q.end
    )
    length = sum(s.end - s.start for s in frame.content)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= length - 3 else "mixed"


# --- headlines ---------------------------------------------------------------------------------------------------


def _headline_colons(
    document: Document, annotations: Annotations, frames: list[Frame], reporting: Reporting
) -> list[Frame]:
    """ "Lavrov: no talks before the truce" and "No talks before the truce: Lavrov"."""
    return []


# --- chains ------------------------------------------------------------------------------------------------------


def _without_doubles(frames: list[Frame]) -> list[Frame]:
    """One attribution for one content of one source, in text order."""
    seen = set()
    kept = []
    for frame in sorted(frames, key=lambda f: (min(f.cue.start, f.content[0].start), f.cue.start)):
        key = (frame.source, frame.content)
        if key not in seen:
            seen.add(key)
            kept.append(frame)
    return kept


def _outer(frames: list[Frame], n: int) -> list[int]:
    """The frames in whose content this one's cue stands, widest first."""
    at = frames[n].cue
    around = [
        (sum(s.end - s.start for s in f.content), m)
        for m, f in enumerate(frames)
        if m != n and any(s.start <= at.start and at.end <= s.end for s in f.content)
    ]
    return [m for _, m in sorted(around, reverse=True)]
