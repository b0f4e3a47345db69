"""Quotations that no parsed cue claims: told by a clause after them, by a colon before them, or by nobody named."""

from __future__ import annotations

import re

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
_NAMING = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"})
# A quotation that nobody claims counts as speech when it is so long (characters) and looks like a sentence: quoted
# titles and phrases do not begin with a capital and end with a stop.
_SHORTEST = 40
_STATEMENT = re.compile(r"^\W*[A-Z0-9].*[.?!,…]\W*$", re.DOTALL)


def told_beside(
    document: Document,
    annotations: Annotations,
    frames: list[Frame],
    quotations: tuple[Quotation, ...],
    reporting: Reporting,
) -> list[Frame]:
    """For a quotation the parse gave to nobody: a short clause with a speech verb right after it ("..., a statement by
    the ministry read."), or the subject of the sentence whose colon brings it in ("gave the agency a reason: ...")."""
    found = []
    for q in quotations:
        if _claimed(q, frames) or not _STATEMENT.search(document.text[q.start : q.end]):
            continue
        frame = _clause_after(document, annotations, q, reporting) or _subject_before_colon(document, annotations, q)
        if frame is not None:
            found.append(frame)
    return found


def _claimed(q: Quotation, frames: list[Frame]) -> bool:
    """Whether a content reaches into the quotation from outside; single marks are left to the parse."""
    half = (q.start + q.end) // 2  # a transcript's line has its cue inside the marks and fills them
    if any(s.start <= half < s.end and s.end >= q.end for f in frames for s in f.content):
        return True
    return q.single or any(overlap(s, q) for f in frames if f.cue is None or not holds(q, f.cue) for s in f.content)


def _clause_after(document: Document, annotations: Annotations, q: Quotation, reporting: Reporting) -> Frame | None:
    end = document.blocks[q.block].end
    tokens = [
        (s.index, t)
        for s in annotations.sentences
        if s.start < end and q.end < s.end
        for t in s.tokens
        if q.end <= t.start < end
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
    before = document.text[: q.start].rstrip()
    if not before.endswith(":"):
        return None
    sentence = next((s for s in annotations.sentences if s.start < len(before) <= s.end), None)
    if sentence is None:
        return None
    first, rest = sentence.tokens[0], [t for t in sentence.tokens[1:] if t.end < len(before)]
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
    document: Document, annotations: Annotations, frames: list[Frame], quotations: tuple[Quotation, ...]
) -> list[Frame]:
    """Long quotations that nobody claims are still somebody's words: attributed, to a speaker who is not named."""
    found = []
    for q in quotations:
        if _claimed(q, frames) or q.end - q.start < _SHORTEST:
            continue
        if not _STATEMENT.search(document.text[q.start : q.end]):
            continue
        sentence = next((s.index for s in annotations.sentences if s.end > q.start), 0)
        content = (Span(q.start, q.end),)
        found.append(
            Frame(sentence=sentence, act="say", cue=None, source=None, speaker_head=None, content=content, speech=True)
        )
    return found
