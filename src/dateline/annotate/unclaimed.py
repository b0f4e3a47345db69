"""Quotations that no parsed cue claims: told by a clause after them, by a colon before them, or by nobody named."""

from __future__ import annotations

import re
from bisect import bisect_right

from dateline.annotate.frames import Frame
from dateline.annotate.quotations import Quotation
from dateline.annotate.quoted import holds
from dateline.annotate.reporting import Reporting
from dateline.grammar import Tree
from dateline.model import Annotations, Document, Sentence, Span
from dateline.text import overlap

# "..., a statement by the Norwegian foreign ministry read": a clause after a quotation has at most so many words.
_LONGEST_CLAUSE = 14
_SAID = frozenset({"said", "says"})
# The clause after a quotation stands in the sentence of its end or, where the parser cut there, in the next two.
_NEAR = 3
_NAMING = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"})
Claims = dict[int, list[tuple[Frame, Span]]]
# A quotation that nobody claims counts as speech when it is so long (characters) and looks like a sentence: quoted
# titles and phrases do not begin with a capital and end with a stop.
_SHORTEST = 40
_STATEMENT = re.compile(r"^\W*[A-Z0-9].*[.?!,…]\W*$", re.DOTALL)


def told_beside(
    document: Document,
    annotations: Annotations,
    quotations: tuple[Quotation, ...],
    claims: Claims,
    reporting: Reporting,
) -> list[Frame]:
    """For a quotation the parse gave to nobody: a short clause with a speech verb right after it ("..., a statement by
    the ministry read."), or the subject of the sentence whose colon brings it in ("gave the agency a reason: ...")."""
    found = []
    for q in quotations:
        if _claimed(q, claims[q.block]) or not _STATEMENT.search(document.text[q.start : q.end]):
            continue
        frame = _clause_after(document, annotations, q, reporting) or _subject_before_colon(document, annotations, q)
        if frame is not None:
            found.append(frame)
    return found


def _claimed(q: Quotation, claims: list[tuple[Frame, Span]]) -> bool:
    """Whether a content reaches into the quotation from outside; single marks are left to the parse."""
    half = (q.start + q.end) // 2  # a transcript's line has its cue inside the marks and fills them
    return q.single or any(
        overlap(span, q)
        and (frame.cue is None or not holds(q, frame.cue) or (span.start <= half < span.end and span.end >= q.end))
        for frame, span in claims
    )


def _clause_after(document: Document, annotations: Annotations, q: Quotation, reporting: Reporting) -> Frame | None:
    end = document.blocks[q.block].end
    first = _sentence_at(annotations, q.end)
    tokens = [
        (s.index, t) for s in annotations.sentences[first : first + _NEAR] for t in s.tokens if q.end <= t.start < end
    ]
    clause: list = []
    for index, token in tokens[:_LONGEST_CLAUSE]:
        if token.text in (".", ";", "!", "?") or (token.text == "," and clause):
            break
        if token.pos != "PUNCT":
            clause.append((index, token))
    for n, (index, token) in enumerate(clause):
        cue = reporting.cue(token.lemma, "VERB")
        if cue is None or "speech" not in cue.takes or not (0 < n == len(clause) - 1 or (n == 0 and len(clause) > 1)):
            continue
        named = clause[1:] if n == 0 else clause[:n]
        if named[0][1].pos not in _NAMING:
            continue
        source = Span(named[0][1].start, named[-1][1].end)
        return Frame(
            sentence=index,
            act=cue.act,
            cue=Span(token.start, token.end),
            source=source,
            speaker_head=None,
            content=(Span(q.start, q.end),),
            speech=True,
        )
    return None


def _subject_before_colon(document: Document, annotations: Annotations, q: Quotation) -> Frame | None:
    end = q.start
    while end and document.text[end - 1].isspace():
        end -= 1
    if document.text[end - 1 : end] != ":":
        return None
    at = _sentence_at(annotations, end - 1)
    if at >= len(annotations.sentences) or annotations.sentences[at].start >= end:
        return None
    sentence = annotations.sentences[at]
    first, rest = sentence.tokens[0], [t for t in sentence.tokens[1:] if t.end < end]
    if first.text.lower() in _SAID and 0 < len(rest) <= _LONGEST_CLAUSE:  # "Said Brandt: ..."
        return _told(sentence, Span(first.start, first.end), Span(rest[0].start, rest[-1].end), q)
    tree = Tree(sentence)
    for root in tree.roots():
        for subject in tree.deps(root, "nsubj"):
            source = tree.phrase(subject)
            cue = tree.tokens[root]
            if source.end <= q.start and cue.pos == "VERB":
                return _told(sentence, Span(cue.start, cue.end), source, q)
    return None


def _told(sentence: Sentence, cue: Span, source: Span, q: Quotation) -> Frame:
    return Frame(
        sentence=sentence.index,
        act="say",
        cue=cue,
        source=source,
        speaker_head=None,
        content=(Span(q.start, q.end),),
        speech=True,
    )


def speakerless(
    document: Document, annotations: Annotations, quotations: tuple[Quotation, ...], claims: Claims
) -> list[Frame]:
    """Long quotations that nobody claims are still somebody's words: attributed, to a speaker who is not named."""
    found = []
    for q in quotations:
        if _claimed(q, claims[q.block]) or q.end - q.start < _SHORTEST:
            continue
        if not _STATEMENT.search(document.text[q.start : q.end]):
            continue
        content = (Span(q.start, q.end),)
        sentence = _sentence_at(annotations, q.start)
        found.append(
            Frame(sentence=sentence, act="say", cue=None, source=None, speaker_head=None, content=content, speech=True)
        )
    return found


def _sentence_at(annotations: Annotations, offset: int) -> int:
    """The number of the first sentence that ends after `offset`."""
    return bisect_right(annotations.sentences, offset, key=lambda sentence: sentence.end)
