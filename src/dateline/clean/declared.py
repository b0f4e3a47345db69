"""The article's text as a page keeps it for machines alone (articleBody in JSON-LD).

A page that scripts fill in the browser, saved without one, shows nothing of its article; a page behind a paywall shows its
beginning. Both may hold the whole.
"""

from __future__ import annotations

import re

from dateline.clean.page import Page, read_page, unescaped
from dateline.clean.passages import Passage, passages_of_text, unglued
from dateline.clean.source import Piece, Source
from dateline.jsonspans import literal_pieces

_BODY = re.compile(r'"articleBody"\s*+:\s*+(?=")')
_MARKUP = re.compile(r"</p>|<br ?/?>", re.IGNORECASE)


def declared_passages(source: str, page: Page, *, max_elements: int, max_depth: int) -> list[Passage]:
    """The longest text that the page declares as an article's, as passages with their places in the page."""
    best = Source([])
    for token in page.opaque:
        if token.name != "script" or "ld+json" not in token.attrs.lower():
            continue
        for match in _BODY.finditer(source, token.inner_start, token.inner_end):
            body = Source(_read(source, match.end()))
            if len(body.text) > len(best.text):
                best = body
    if len(_MARKUP.findall(best.text)) > 1:
        passages = read_page(best.text, max_elements=max_elements, max_depth=max_depth).passages
    else:
        passages = [part for passage in passages_of_text(best.text) for part in unglued(passage)]
    return [_on_page(passage, best) for passage in passages]


def _read(source: str, at: int) -> list[Piece]:
    """The pieces of a string literal, entities resolved: what is said twice over is escaped twice."""
    pieces: list[Piece] = []
    for said, start, end in literal_pieces(source, at):
        pieces += unescaped(source, start, end) if len(said) == end - start else [(said, start, end)]
    return pieces


def _on_page(passage: Passage, body: Source) -> Passage:
    pieces = [piece for own in passage.pieces for piece in body.raw_pieces(*own)]
    return Passage(text=passage.text, pieces=pieces, kind=passage.kind, tag="script", path="script")
