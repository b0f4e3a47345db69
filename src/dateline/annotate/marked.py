"""Speakers named by a mark instead of a verb: headlines and transcripts by a colon, signed quotations by a dash."""

from __future__ import annotations

import re
from bisect import bisect_right

from dateline.annotate.frames import Frame
from dateline.annotate.quotations import Quotation
from dateline.model import Annotations, Document, Span

# A headline with a colon: at most so long (characters), its source at most so many words, what is said at least so
# long (characters).
_LONGEST_TITLE, _LONGEST_SOURCE, _SHORTEST_SAYING = 160, 5, 12
# Words before a headline's colon that label the piece and speak for nobody.
_LABELS = frozenset(
    {"analysis", "breaking", "comment", "editorial", "exclusive", "explainer", "factbox", "live", "opinion", "photos"}
    | {"poll", "profile", "report", "review", "timeline", "update", "updated", "video", "watch", "world"}
)
_TRANSCRIPT = re.compile(r"[\"“]?((?:[A-Z][A-Z.'’-]+ ?){1,4}): +")
_SIGNED = re.compile(r"\s*([―—–]|--|- )\s*((?:[A-Z][\w.'’-]*,? ?){1,6})(?=\n|$)")
_NAMES = ("PERSON", "ORG", "GPE", "NORP")


def headline_colons(document: Document, annotations: Annotations, frames: list[Frame]) -> list[Frame]:
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
                found.append(_by_mark(annotations, source, Span(at, at + 1), content))
                break
    return found


def transcript_lines(document: Document, annotations: Annotations, frames: list[Frame]) -> list[Frame]:
    """ "MR BRANDT: We are ready." - a paragraph that begins with a name in capitals and a colon."""
    found = []
    named = {f.source.start for f in frames if f.source is not None}
    for block in document.blocks:
        line = _TRANSCRIPT.match(document.text, block.start, block.end)
        if line is None or line.group(1).lower() in _LABELS or block.end - line.end() <= _SHORTEST_SAYING:
            continue
        if line.start(1) not in named:
            source, content = Span(*line.span(1)), Span(line.end(), block.end)
            found.append(_by_mark(annotations, source, Span(line.end(1), line.end(1) + 1), content))
    return found


def signed_quotations(
    document: Document,
    annotations: Annotations,
    quotations: tuple[Quotation, ...],
    claims: dict[int, list[tuple[Frame, Span]]],
) -> list[Frame]:
    """ "We are ready." — Johan Brandt, on the same line or the next."""
    found = []
    for q in quotations:
        signed = _SIGNED.match(document.text, q.end)
        if signed is None or any(span.start <= q.start < span.end for _, span in claims[q.block]):
            continue
        found.append(_by_mark(annotations, Span(*signed.span(2)), Span(*signed.span(1)), Span(q.start, q.end)))
    return found


def _by_mark(annotations: Annotations, source: Span, cue: Span, content: Span) -> Frame:
    sentence = bisect_right(annotations.sentences, content.start, key=lambda sentence: sentence.end)
    return Frame(
        sentence=sentence, act="say", cue=cue, source=source, speaker_head=None, content=(content,), speech=True
    )


def _names_a_speaker(document: Document, annotations: Annotations, span: Span) -> bool:
    """A short phrase that is, but for a word or two, the name of an actor."""
    words = document.text[span.start : span.end].split()
    if not 1 <= len(words) <= _LONGEST_SOURCE or words[0].lower() in _LABELS:
        return False
    names = [*annotations.actors, *(e for e in annotations.entities if e.kind in _NAMES)]
    return any(
        span.start <= n.start and n.end <= span.end and 2 * (n.end - n.start) >= span.end - span.start for n in names
    )
