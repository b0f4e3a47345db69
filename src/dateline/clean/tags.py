"""HTML as a stream of tags and text, each with its place in the source. Linear in the length of the page.

Not a validating parser: it never fails and never builds a tree, so depth and unclosed elements cost nothing. What it
must get right is where text stands and which text nobody sees (scripts, styles, comments).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

# A quotation mark delimits a value only right after "=", as in browsers: one stray mark must not swallow the page. No
# part of the expression can fail after scanning far, except for the last quotation mark of a page, once.
_TAG = re.compile(
    r"<!--(?:-?>|(?:[^-]++|-(?!->))*+(?:-->|\Z))"  # comment; "<!-->" is a whole one
    r"|<[!?][^>]*+(?:>|\Z)"  # doctype, CDATA, processing instruction
    r"""|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attrs>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?)*+)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
# Their content is not markup. What a page's scripts and styles hold is not seen by its readers.
_OPAQUE = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "template", "svg", "math"}
_END_OF = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in sorted(_OPAQUE)}


class Token(msgspec.Struct, frozen=True, gc=False):
    """Text has kind "text"; a tag has "open" or "close". An opaque element is one "opaque" token with its content at
    [inner_start, inner_end)."""

    kind: str
    start: int
    end: int
    name: str = ""
    attrs: str = ""
    inner_start: int = 0
    inner_end: int = 0


def tokens(page: str) -> Iterator[Token]:
    at = begun = 0
    length, last_end = len(page), page.rfind(">")
    while 0 <= (start := page.find("<", begun)) <= last_end:
        match = _TAG.match(page, start)
        if match is None:  # a "<" that begins no tag is text
            begun = start + 1
            continue
        if start > at:
            yield Token("text", at, start)
        at = begun = match.end()
        close, name, attrs = match.groups()
        if not name:
            continue
        name = name.lower()
        if close:
            yield Token("close", start, at, name)
        elif name in _OPAQUE and not attrs.endswith("/"):
            ending = _END_OF[name].search(page, at)
            inner_end = ending.start() if ending else length
            end = page.find(">", inner_end) + 1 if ending else length
            yield Token("opaque", start, end or length, name, attrs, at, inner_end)
            at = begun = end or length
        else:
            yield Token("open", start, at, name, attrs)
    if at < length:
        yield Token("text", at, length)


def attributes(attrs: str) -> dict[str, str]:
    """Attribute names (lower case) and values as written; the first of a repeated name counts, as in browsers."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(attrs[:20_000]):
        found.setdefault(name.lower(), double or single or bare)
    return found
