"""Words of a text with their places, folded for comparison, and the sentences they stand in. Shared by all of link."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

import msgspec

from dateline.model import Document, Span

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:['’]\w+)*")
# A closing mark is looked for within one paragraph and at most this far: an unclosed mark must not swallow the text.
_LONGEST_QUOTE = 900
_QUOTED = re.compile(
    rf"“[^“”\n]{{1,{_LONGEST_QUOTE}}}(?:”|$|(?=\n))|\"[^\"\n]{{1,{_LONGEST_QUOTE}}}\"|«[^«»\n]{{1,{_LONGEST_QUOTE}}}»"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sgt|Capt|Sen|Rep|Gov|St|Jr|Sr|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)


class Word(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One word: where it stands, its form folded for comparison, whether it stands inside quotation marks."""

    start: int
    end: int
    form: str
    quoted: bool


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Lower case, straight apostrophes, no possessive ending, no thousands separators. Of an ending alone nothing is left.

    >>> fold("Russia’s"), fold("1,200"), fold("'s")
    ('russia', '1200', '')
    """
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    return word.replace(",", "") if word[:1].isdigit() else word


def quotations(text: str) -> list[Span]:
    """Every passage between double quotation marks, marks included, in text order."""
    return [Span(*match.span()) for match in _QUOTED.finditer(text)]


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[Word, ...]:
    """All words in text order. Linking asks for the same text several times: for its runs, portrait and versions."""
    quotes = quotations(text)
    starts = [span.start for span in quotes]
    made = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        made.append(Word(start, end, fold(match.group()), at >= 0 and start < quotes[at].end))
    return tuple(made)


def split_sentences(doc: Document) -> list[Span]:
    """Sentences by punctuation alone, in text order: enough to lay two texts side by side without a parse."""
    found = []
    for block in doc.blocks or ():
        text, start = doc.text[block.start : block.end], 0
        for match in _SENTENCE_END.finditer(text):
            if _ABBREVIATION.search(text[max(0, match.start() - 6) : match.start() + 1]):
                continue
            found.append(_trimmed(text, start, match.end(), block.start))
            start = match.end()
        found.append(_trimmed(text, start, len(text), block.start))
    return [span for span in found if span.end > span.start]


def _trimmed(text: str, start: int, end: int, offset: int) -> Span:
    piece = text[start:end]
    return Span(offset + start + len(piece) - len(piece.lstrip()), offset + start + len(piece.rstrip()))
