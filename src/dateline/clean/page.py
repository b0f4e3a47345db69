"""A web page as passages: what a reader would see as paragraphs, each with its place in the page."""

from __future__ import annotations

import html
import re
from functools import lru_cache

import msgspec

from dateline.clean.passages import INVISIBLE, Passage, folded_pieces, is_folded
from dateline.clean.source import Piece
from dateline.clean.tags import Token, attributes, tokens

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup",
    "option", "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul", "caption", "label", "iframe", "video", "audio", "amp-img", "noscript",
})  # fmt: skip
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# A new paragraph or list item closes one that was left open.
_CLOSED_BY_ITSELF = frozenset({"p", "li", "option", "tr", "td", "th", "dt", "dd"})
# What a passage is called, by the block it stands in.
_KINDS = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading") | {"figcaption": "caption", "li": "list"}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;\"”»)。！？」』；：]\s*$")
# Elements that promise a date, an author or the headline, by their names or by what they declare.
_TELLING = re.compile(
    r"dat[aeou]|time|fecha|publi|posted|parution|byline|author|autor|auteur|creator|writer|firma|signature|vcard|headline|meta|info|"
    r"submitted|created|detail|clock|calendar|subline"
)  # for lower case: with IGNORECASE every element would cost three times as much
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_DECLARING = frozenset({
    "property", "rel", "datetime", "data-date", "data-datetime", "data-timestamp", "data-utime", "data-published",
})  # fmt: skip
_MAX_TELLING = 4_000
# So much of such an element is looked at.
_TOLD_CHARACTERS = 2_000


class Telling(msgspec.Struct, frozen=True, gc=False):
    """An element that promises a date, an author or the headline; its content is source[start:end]."""

    mark: str  # "span.entry-date"
    path: str  # the elements around it
    attrs: dict[str, str]
    start: int
    end: int


class Page:
    """The passages of a page, in order, and whether it was cut at the element cap."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.opaque: list[Token] = []  # scripts and the page's <title>
        self.metas: list[Token] = []  # <meta>, <link>, <time> tags
        self.telling: list[Telling] = []
        self.language = ""  # as the page declares it: "en-US"
        self.cut_at: int | None = None
        self.elements = 0
        self.deepest = 0


def read_page(source: str, *, max_elements: int, max_depth: int) -> Page:
    """Split a page into passages. Elements beyond `max_elements` are not read as markup: the rest of the page is left
    out at `cut_at`. Nesting beyond `max_depth` is read as if it were flat."""
    page, builder = Page(), _Builder(source, max_depth)
    for token in tokens(source):
        if token.kind == "text":
            builder.text(token.start, token.end)
        elif token.kind == "close":
            builder.close(token.name, token.start)
        elif token.kind == "opaque":
            if token.name == "textarea":
                builder.text(token.inner_start, token.inner_end)
            page.opaque.append(token)
        else:
            page.elements += 1
            if page.elements > max_elements:
                page.cut_at = token.start
                break
            if token.name in ("meta", "link"):
                page.metas.append(token)
            elif token.name == "html":
                found = attributes(token.attrs)
                page.language = found.get("lang") or found.get("xml:lang") or ""
            builder.open(token)
    builder.flush()
    builder.close_all(len(source))
    page.passages, page.deepest = builder.passages, builder.deepest
    page.telling = sorted(builder.telling, key=lambda one: one.start)
    return page


def told(source: str, one: Telling) -> str:
    """What a reader sees of an element, its beginning."""
    return " ".join(told_parts(source, one))


def told_parts(source: str, one: Telling) -> list[str]:
    """The same, a text for each element inside it."""
    inside = source[one.start : min(one.end, one.start + _TOLD_CHARACTERS)]
    texts = (html.unescape(inside[t.start : t.end]) for t in tokens(inside) if t.kind == "text")
    return [text for text in (" ".join(text.translate(_UNSEEN).split()) for text in texts) if text]


class _Open(msgspec.Struct, frozen=True, gc=False):
    """An element that is still open, and what it hands down to what stands in it."""

    name: str
    mark: str  # "div.story#main"
    path: str  # marks of the elements around it and its own
    hidden: str  # why a reader does not see what is in it, "" for seen
    block: str  # the nearest block: itself or one around it
    linked: bool  # in a link, or one
    promise: dict[str, str] | None  # its attributes, where it promises a date, an author or the headline
    start: int  # of its content


_OUTSIDE = _Open("", "", "", "", "", False, None, 0)


class _Builder:
    """Collects text until a block begins or ends. Holds the stack of open elements."""

    def __init__(self, source: str, max_depth: int) -> None:
        self.source = source
        self.max_depth = max_depth
        self.passages: list[Passage] = []
        self.stack = [_OUTSIDE]
        self.counts: dict[str, int] = {}  # open elements by name
        self.telling: list[Telling] = []
        self.pieces: list[Piece] = []
        self.linked = 0
        self.tag = ""
        self.breaks = 0
        self.deepest = 0

    def open(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._line_break(token)
            return
        is_block = name in _BLOCKS
        if is_block and (self.pieces or self.breaks):
            self.flush()
        if name in _VOID:
            return
        stack = self.stack
        if name in _CLOSED_BY_ITSELF and stack[-1].name == name:
            self._pop(token.start)
        depth = len(stack)
        if depth > self.deepest:
            self.deepest = depth
        if depth > self.max_depth:
            return
        around = stack[-1]
        mark, hidden, promise = _read_element(name, token.attrs)
        stack.append(
            _Open(
                name,
                mark,
                f"{around.path} {mark}" if around.path else mark,
                around.hidden or hidden,
                name if is_block else around.block,
                around.linked or name == "a",
                promise,
                token.end,
            )
        )
        self.counts[name] = self.counts.get(name, 0) + 1

    def close(self, name: str, at: int) -> None:
        if (self.pieces or self.breaks) and name in _BLOCKS:
            self.flush()
        if not self.counts.get(name):
            return
        while self.stack[-1].name != name:
            self._pop(at)
        self._pop(at)

    def text(self, start: int, end: int) -> None:
        text = self.source[start:end]
        if not text or (not self.pieces and text.isspace()):
            return  # before any text of a passage: between two tags
        for piece in [(text, start, end)] if "&" not in text else unescaped(self.source, start, end):
            self.pieces.append(piece)
            around = self.stack[-1]
            self.tag = self.tag or around.block
            if not piece[0].isspace():
                self.breaks = 0
                if around.linked:
                    self.linked += len(piece[0])

    def flush(self) -> None:
        """End the passage, if one has begun."""
        self.breaks = 0
        if not self.pieces:
            return
        pieces, linked, tag = _folded_pieces(self.pieces), self.linked, self.tag
        self.pieces, self.linked, self.tag = [], 0, ""
        if pieces:
            text = pieces[0][0] if len(pieces) == 1 else "".join(piece[0] for piece in pieces)
            around = self.stack[-1]
            kind = _KINDS.get(tag, "paragraph")
            self.passages.append(Passage(text, pieces, kind, tag, around.path, linked, around.hidden))

    def _line_break(self, token: Token) -> None:
        """Two breaks, or one after the end of a sentence, end a paragraph; another stands for a space."""
        self.breaks += 1
        said = "".join(piece[0] for piece in self.pieces[-3:])
        if self.breaks > 1 or _SENTENCE_END.search(said):
            self.flush()
        elif self.pieces:
            self.pieces.append((" ", token.start, token.end))

    def close_all(self, at: int) -> None:
        while len(self.stack) > 1:
            self._pop(at)

    def _pop(self, at: int) -> None:
        one = self.stack.pop()
        self.counts[one.name] -= 1
        if one.promise is not None and len(self.telling) < _MAX_TELLING:
            path = self.stack[-1].path
            self.telling.append(Telling(one.mark, path, one.promise, one.start, max(one.start, at)))


@lru_cache(maxsize=65_536)  # the boxes of a menu have the same attributes, on every page of an outlet
def _read_element(name: str, attrs: str) -> tuple[str, str, dict[str, str] | None]:
    """What an element is called in paths, "div.story#main"; why nobody sees what is in it, "" for seen; and its
    attributes, if it promises a date, an author or the headline."""
    found = attributes(attrs) if attrs else {}
    mark = name
    for key in ("class", "id", "itemprop", "role", "data-component", "data-testid"):
        if found.get(key):
            mark += "." + ".".join(found[key].split()[:12])
    declared = not _DECLARING.isdisjoint(found)
    is_telling = name in ("time", "abbr") or declared or bool(found and _TELLING.search(mark.lower(), len(name)))
    return mark, _why_unseen(name, found), found if is_telling else None


def _why_unseen(name: str, found: dict[str, str]) -> str:
    if name == "noscript":
        return "shown only without JavaScript"
    if "hidden" in found and found["hidden"] != "until-found":
        return "hidden on the page"
    if found.get("style") and _UNSEEN_STYLE.search(found["style"]):
        return "hidden on the page"
    return ""


def unescaped(source: str, start: int, end: int) -> list[Piece]:
    """Text with its entities resolved, one indivisible piece each."""
    if source.find("&", start, end) < 0:
        return [(source[start:end], start, end)] if end > start else []
    pieces: list[Piece] = []
    at = start
    for match in _ENTITY.finditer(source, start, end):
        meant = html.unescape(match[0])
        if meant == match[0]:
            continue
        if match.start() > at:
            pieces.append((source[at : match.start()], at, match.start()))
        if meant.strip(INVISIBLE):  # a soft hyphen, or a character that is none: nobody sees it
            pieces.append((meant, match.start(), match.end()))
        at = match.end()
    if at < end:
        pieces.append((source[at:end], at, end))
    return pieces


def _folded_pieces(pieces: list[Piece]) -> list[Piece]:
    """Runs of spaces, also across pieces, as one space; none at either end."""
    if len(pieces) == 1 and len(text := pieces[0][0]) == pieces[0][2] - pieces[0][1]:
        inner = text.strip()
        if is_folded(inner):  # as nine in ten
            start = pieces[0][1] + len(text) - len(text.lstrip())
            return [(inner, start, start + len(inner))] if inner else []
    made: list[Piece] = []
    ends_blank = True  # nothing is needed before the first word
    for text, start, end in pieces:
        if len(text) == end - start and len(text) > 1:
            parts = folded_parts(text, start)
        else:
            parts = [(" " if text.isspace() else text, start, end)]
        for part in parts:
            if part[0] == " " and ends_blank:
                continue
            made.append(part)
            ends_blank = part[0][-1] == " "
    while made and made[-1][0] == " ":
        made.pop()
    if made and made[-1][0].endswith(" "):
        text, start, end = made[-1]
        made[-1] = (text[:-1], start, end - 1)
    return made


def folded_parts(text: str, offset: int) -> list[Piece]:
    """`text`, whose first character stands at `offset`, in pieces with runs of spaces folded to one space each."""
    lead = len(text) - len(text.lstrip())
    trail = len(text.rstrip())
    if trail <= lead:
        return [(" ", offset, offset + len(text))]
    parts = folded_pieces(text, lead, trail, offset)
    if lead:
        parts.insert(0, (" ", offset, offset + lead))
    if trail < len(text):
        parts.append((" ", offset + trail, offset + len(text)))
    return parts


def title_passage(source: str, page: Page) -> Passage | None:
    """The text of the page's <title> element."""
    for token in page.opaque:
        if token.name == "title" and token.inner_end > token.inner_start:
            pieces = _folded_pieces(unescaped(source, token.inner_start, token.inner_end))
            if pieces:
                return Passage(text="".join(piece[0] for piece in pieces), pieces=pieces, kind="heading", tag="title")
    return None
