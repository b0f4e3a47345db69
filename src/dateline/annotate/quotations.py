"""Quotation marks: which characters of a document stand inside quotes, over sentences and into the next paragraph.

Works on characters, not on tokens: a parser cuts sentences inside a quotation, newspapers mix straight and curly marks,
and an apostrophe looks like a closing mark.
"""

from __future__ import annotations

import re

import msgspec

from dateline.model import Block, Struct

_FAMILY = {"“": "double", "”": "double", "„": "double", '"': "double", "«": "guillemet", "»": "guillemet"}
_MARKS = re.compile(r"``|''|‘‘|’’|[“”„\"«»‘’'`´]")
_DOUBLED = frozenset({"``", "''", "‘‘", "’’"})  # typewriter and LaTeX double marks
_SINGLE = frozenset("‘’'`´")
_OPENS = frozenset("“„«")
_CLOSES = frozenset("”»")
# What may stand before an opening mark, and after a closing one.
_BEFORE_OPEN = frozenset(" \t\n([{—–-:/“‘\"'…")
_AFTER_CLOSE = frozenset(" \t\n.,;:!?)]}—–-/”’\"'…")
# A single-quoted run longer than this is an apostrophe that never closed (characters).
_LONGEST_SINGLE = 900


class Quotation(Struct):
    """Quoted words with their marks, `start:end`, inside one block. `runs_on`: the next block goes on with it."""

    start: int
    end: int
    block: int
    closed: bool = True
    runs_on: bool = False
    single: bool = False


def find_quotations(text: str, blocks: tuple[Block, ...]) -> tuple[Quotation, ...]:
    """Every outermost quotation, in text order.

    A mark that is opened and not closed reaches to the end of its block; when the next block opens with a mark again,
    the quotation runs on into it (the old newspaper rule). A closing mark without an opening one is left alone.

    >>> [(q.start, q.end) for q in find_quotations('He said: "We know."', (Block(start=0, end=19, kind="paragraph"),))]
    [(9, 19)]
    """
    found: list[Quotation] = []
    for number, block in enumerate(blocks):
        found += _in_block(text, number, block)
    return tuple(
        msgspec.structs.replace(q, runs_on=True) if _runs_on(q, following, blocks) else q
        for q, following in zip(found, [*found[1:], None], strict=False)
    )


def _in_block(text: str, number: int, block: Block) -> list[Quotation]:
    found: list[Quotation] = []
    opened, family, depth = -1, "", 0
    # “... the so-called “Tower” fell”: marks of one shape nest where as many close as open.
    nests = text.count("“", block.start, block.end) == text.count("”", block.start, block.end)
    for mark in _MARKS.finditer(text, block.start, block.end):
        kind, opens, closes = _read(text, mark, block)
        if opened < 0:
            if opens:
                opened, family = mark.start(), kind
        elif nests and mark.group() == "“" and family == "double":
            depth += 1
        elif depth and mark.group() == "”":
            depth -= 1
        elif kind == family and closes:
            found.append(Quotation(start=opened, end=mark.end(), block=number, single=family == "single"))
            opened = -1
        elif family == "single" and kind != "single" and opens:
            opened, family = mark.start(), kind  # what looked like a single mark was an apostrophe
    if opened >= 0 and family != "single":
        found.append(Quotation(start=opened, end=block.end, block=number, closed=False))
    return [q for q in found if not q.single or q.end - q.start <= _LONGEST_SINGLE]


def _read(text: str, mark: re.Match[str], block: Block) -> tuple[str, bool, bool]:
    """The family of a mark, and whether it can open and close here."""
    chars = mark.group()
    before = text[mark.start() - 1] if mark.start() > block.start else " "
    after = text[mark.end()] if mark.end() < block.end else " "
    at_word_start = before in _BEFORE_OPEN and not after.isspace()
    at_word_end = not before.isspace() and after in _AFTER_CLOSE
    if chars in _DOUBLED:
        return "double", chars in ("``", "‘‘") or (chars == "''" and at_word_start), chars in ("''", "’’")
    if chars in _SINGLE:
        # "'90s" and "rock 'n' roll" are words with letters left out.
        opens = chars != "’" and at_word_start and not after.isdigit()
        return "single", opens, chars not in "‘`" and at_word_end
    if chars == '"':
        loose = before.isspace() and after.isspace()  # scraped text with spaces on both sides says nothing
        return "double", at_word_start or loose, at_word_end or loose or not at_word_start
    return _FAMILY[chars], chars in _OPENS, chars in _CLOSES


def _runs_on(quotation: Quotation, following: Quotation | None, blocks: tuple[Block, ...]) -> bool:
    return (
        not quotation.closed
        and following is not None
        and following.block == quotation.block + 1
        and following.start - blocks[following.block].start <= 1
    )
