"""Who says so: direct, indirect and mixed speech with source, cue and content, chained to the ultimate speaker.

The parse gives the frames (cues.py), the quotation marks give what is said over sentence and paragraph borders
(quotations.py), and the actors give the speakers (speakers.py). Thoughts are attributions too: `act` tells them apart.
"""

from __future__ import annotations

from dateline.annotate.channels import channel_of, hedge_of
from dateline.annotate.cues import find_frames
from dateline.annotate.frames import Frame
from dateline.annotate.marked import headline_colons, signed_quotations, transcript_lines
from dateline.annotate.paragraphs import Paragraphs
from dateline.annotate.quotations import Quotation, find_quotations
from dateline.annotate.quoted import claims_of, holds, join_quotations
from dateline.annotate.reporting import load_reporting
from dateline.annotate.speakers import Speakers
from dateline.annotate.unclaimed import speakerless, told_beside
from dateline.grammar import Tree
from dateline.model import Annotations, Attribution, Document, Link
from dateline.resources import Resources
from dateline.text import overlap


def find_attributions(document: Document, annotations: Annotations, resources: Resources) -> tuple[Attribution, ...]:
    """Every attribution of the document, in text order; one that stands inside another carries the whole chain."""
    reporting = load_reporting(resources.config.language)
    quotations = find_quotations(document.text, document.blocks)
    frames = []
    for sentence in annotations.sentences:
        if any(reporting.hears(token) for token in sentence.tokens):
            frames += find_frames(Tree(sentence), reporting)
    paragraphs = Paragraphs(document)
    frames = join_quotations(document, paragraphs, frames, quotations)
    frames += told_beside(document, annotations, quotations, claims_of(paragraphs, frames), reporting)
    frames += headline_colons(document, annotations, frames)
    frames += signed_quotations(document, annotations, quotations, claims_of(paragraphs, frames))
    frames += transcript_lines(document, annotations, frames)
    frames += speakerless(document, annotations, quotations, claims_of(paragraphs, frames))
    frames = _without_doubles([f for f in frames if f.content])
    outer = _outer(paragraphs, frames)
    actors = Speakers(document, annotations, reporting).of(frames, [bool(around) for around in outer])
    links = [
        Link(start=f.source.start, end=f.source.end, actor=actor) if f.source else None
        for f, actor in zip(frames, actors, strict=True)
    ]
    quoted = paragraphs.group(quotations, lambda q: q.start)
    made = []
    for n, frame in enumerate(frames):
        chain = tuple(link for m in outer[n] if (link := links[m]) is not None)
        chain += (links[n],) if links[n] is not None else ()
        made.append(
            Attribution(
                id=f"{document.report}/a{n + 1}",
                report=document.report,
                sentence=frame.sentence,
                kind=_kind(frame, paragraphs, quoted),
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


def _kind(frame: Frame, paragraphs: Paragraphs, quotations: dict[int, list[Quotation]]) -> str:
    quoted = sum(
        max(0, min(s.end, q.end) - max(s.start, q.start))
        for s in frame.content
        for q in quotations[paragraphs.of(s.start)]
        if overlap(q, s) and not (frame.cue is not None and holds(q, frame.cue))
    )
    length = sum(s.end - s.start for s in frame.content)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= length - 3 else "mixed"


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


def _outer(paragraphs: Paragraphs, frames: list[Frame]) -> list[list[int]]:
    """For each frame the numbers of those in whose content its cue stands, widest first."""
    contents = paragraphs.group([(s, m) for m, f in enumerate(frames) for s in f.content], lambda item: item[0].start)
    outer = []
    for n, frame in enumerate(frames):
        at = frame.cue or frame.content[0]
        around = {
            m: sum(s.end - s.start for s in frames[m].content)
            for span, m in contents[paragraphs.of(at.start)]
            if m != n and span.start <= at.start and at.end <= span.end
        }
        outer.append(sorted(around, key=lambda m: (-around[m], m)))
    return outer
