"""Passages: the paragraphs of a source before it is decided which of them are the article."""

from __future__ import annotations

import re

import msgspec

from dateline.clean.source import Piece

# What ends a sentence, in any script, and what may stand behind it.
STOPS = ".!?…。！？｡؟۔।။"
CLOSERS = r"\"'”’»)\]」』）】"
# A line ends a paragraph when it ends like a sentence.
_SENTENCE_END = re.compile(rf"[{STOPS}:：][{CLOSERS}]*$")
# Text wrapped by hand or by mail has no line longer than this (RFC 5322 recommends 78; old wires used 69 to 80).
_WRAP_WIDTH = 100
# The end of a sentence and the beginning of the next one without a space; not "example.Com" and not "U.S.Army".
_GLUE = re.compile(r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+[ ,])|(?<=[a-z]{3}[.!?][\"”])(?=[A-Z][a-z]+[ ,])")
# Characters between the halves of a broken line: a blank line with a few spaces, no more.
_GAP = 8
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Zero-width spaces and joiners, soft hyphens, direction marks: nobody sees them, and they split words.
INVISIBLE = "\u200b\ufeff\u2060\xad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Spaces that are no blank; all of Unicode's lie below.
_OTHER_SPACES = "".join(one for one in map(chr, range(0x3001)) if one.isspace() and one != " ")
_UNFOLDED = re.compile(rf"[{re.escape(_OTHER_SPACES)}{INVISIBLE}]")
# Any run of spaces but a single blank, which stays as it is.
_SPACES = re.compile(rf"[^\S ]\s*| \s+|[{INVISIBLE}]+")

# Scripts written without spaces, as the inside of a character class.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORD = re.compile(r"\w+")


class Passage(msgspec.Struct):
    """A paragraph, heading or caption. `pieces` say where its characters stand in the source; `text` is their sum."""

    text: str
    pieces: list[Piece]
    kind: str = "paragraph"
    tag: str = ""  # HTML: the element that makes it a block
    path: str = ""  # HTML: names, classes and ids of the elements around it
    linked: int = 0  # characters inside links
    hidden: str = ""  # HTML: why a reader of the page does not see it

    @property
    def start(self) -> int:
        return self.pieces[0][1]

    @property
    def end(self) -> int:
        return self.pieces[-1][2]

    def cut(self, start: int, end: int) -> Passage:
        """The part text[start:end], without spaces around it. Indivisible pieces stay whole."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        pieces: list[Piece] = []
        at = 0
        for text, s, e in self.pieces:
            a, b = max(start - at, 0), min(end - at, len(text))
            if a < b:
                pieces.append((text[a:b], s + a, s + b) if len(text) == e - s else (text[a:b], s, e))
            at += len(text)
        return msgspec.structs.replace(self, text=self.text[start:end], pieces=pieces)


def passages_of_text(text: str) -> list[Passage]:
    """Paragraphs of plain text: every line is one, unless the text is wrapped by hand; then lines are joined."""
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text) if not match[0].isspace()]
    groups: list[list[tuple[int, int]]] = []
    wrapped = _is_wrapped(text, lines)
    for start, end in lines:
        before = groups[-1][-1] if groups else None
        joins = before and (_goes_on(text, before, (start, end)) if wrapped else _is_broken(text, before, (start, end)))
        if joins:
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
    made = (folded(text, group[0][0], group[-1][1]) for group in groups)
    return [passage for passage in made if passage.text]


def folded(text: str, start: int, end: int) -> Passage:
    """text[start:end] with every run of spaces as one space, and without invisible characters."""
    pieces = folded_pieces(text, start, end)
    return Passage(text="".join(piece[0] for piece in pieces), pieces=pieces)


def is_folded(text: str) -> bool:
    """Whether a text, without the spaces around it, is already what `folded` would make of it."""
    return "  " not in text and _UNFOLDED.search(text) is None


def folded_pieces(text: str, start: int, end: int, offset: int = 0) -> list[Piece]:
    """The same in pieces, for a text whose first character stands at `offset`."""
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    pieces: list[Piece] = []
    at = start
    for match in _SPACES.finditer(text, start, end):
        begun, ended = match.span()
        if begun > at:
            pieces.append((text[at:begun], offset + at, offset + begun))
        if text[begun].isspace():
            pieces.append((" ", offset + begun, offset + ended))
        at = ended
    if at < end:
        pieces.append((text[at:end], offset + at, offset + end))
    return pieces


def unglued(passage: Passage) -> list[Passage]:
    """Cut a passage where paragraphs were glued together: "... on Friday.Meanwhile, several ..."."""
    cuts = [match.start() for match in _GLUE.finditer(passage.text)]
    if not cuts:
        return [passage]
    return [passage.cut(a, b) for a, b in zip([0, *cuts], [*cuts, len(passage.text)], strict=True)]


def _is_blank(character: str) -> bool:
    return character.isspace() or character in INVISIBLE


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines were broken to fit a width: none is long, and most of the full ones stop in mid-sentence."""
    if len(lines) < 4 or max(end - start for start, end in lines) > _WRAP_WIDTH:
        return False
    width = max(end - start for start, end in lines)
    full = [(start, end) for start, end in lines if end - start > 0.6 * width]
    broken = sum(not _SENTENCE_END.search(text, start, end) for start, end in full)
    return len(full) >= 3 and broken > 0.5 * len(full)


def _is_broken(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a sentence was broken at the end of a line: it does not end, and the next line begins in lower case."""
    start = after[0]
    while start < after[1] and text[start] in " \t(":
        start += 1
    if not text[start : start + 1].islower() or _SENTENCE_END.search(text, *before):
        return False
    return after[0] - before[1] <= _GAP and text[before[0] : before[1]].strip()[:1] not in "•*-–—"


def _goes_on(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    between = text[before[1] : after[0]]
    if between.count("\n") > 1 or (between.count("\r") > 1 and "\n" not in between):
        return False
    return not (text[after[0]] in " \t" and _SENTENCE_END.search(text, *before))


def count_words(text: str) -> int:
    """Words; where a script is written without spaces two characters make a word, as in machine translation's rule of
    thumb."""
    words = len(_WORD.findall(text))
    return words if text.isascii() else max(words, len(_UNSPACED.findall(text)) // 2)
