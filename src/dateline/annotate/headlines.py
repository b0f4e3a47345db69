"""Headlines that name their speaker by a colon: "Lavrov: no talks before the truce", "No talks now: Lavrov"."""

from __future__ import annotations

from dateline.annotate.frames import Frame
from dateline.model import Annotations, Document, Span

# A headline with a colon: at most so long (characters), its source at most so many words, what is said at least so
# long (characters).
_LONGEST_TITLE, _LONGEST_SOURCE, _SHORTEST_SAYING = 160, 5, 12
# Words before a headline's colon that label the piece and speak for nobody.
_LABELS = frozenset(
    {"analysis", "breaking", "comment", "editorial", "exclusive", "explainer", "factbox", "live", "opinion", "photos"}
    | {"poll", "profile", "report", "review", "timeline", "update", "updated", "video", "watch", "world"}
)
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
                sentence = next((s.index for s in annotations.sentences if s.end > at), 0)
                found.append(
                    Frame(
                        sentence=sentence,
                        act="say",
                        cue=Span(at, at + 1),
                        source=source,
                        speaker_head=None,
                        content=(content,),
                        speech=True,
                    )
                )
                break
    return found


def _names_a_speaker(document: Document, annotations: Annotations, span: Span) -> bool:
    """A short phrase that is, but for a word or two, the name of an actor."""
    words = document.text[span.start : span.end].split()
    if not 1 <= len(words) <= _LONGEST_SOURCE or words[0].lower() in _LABELS:
        return False
    names = [*annotations.actors, *(e for e in annotations.entities if e.kind in _NAMES)]
    return any(
        span.start <= n.start and n.end <= span.end and 2 * (n.end - n.start) >= span.end - span.start for n in names
    )
