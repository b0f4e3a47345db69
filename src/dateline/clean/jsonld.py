"""The records that a page keeps of itself for machines (JSON-LD): its article, told apart from the others it mentions."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

import msgspec

from dateline.clean.page import Page

_ARTICLE = re.compile(r"(?:article|posting|report|blog ?post|story)$", re.IGNORECASE)
_WEB_PAGE = re.compile(r"web ?page$", re.IGNORECASE)
# What a page may be about when it holds no article; their dates are of the thing, and the page's when nothing else is.
_THING = re.compile(
    r"(?:videoobject|creativework|recipe|podcastepisode|audioobject|book|dataset|review|qapage|question)$"
)
_MAX_NODES = 5_000  # of one page's records; real pages have under 500
# What stands under these is another article, or a part of this one with a date of its own.
_OF_OTHERS = frozenset({
    "comment", "comments", "review", "reviews", "ispartof", "haspart", "mentions", "citation", "about", "liveblogupdate",
    "itemlistelement", "relatedlink", "isbasedon", "image", "video", "associatedmedia", "potentialaction", "suggestedanswer",
    "acceptedanswer", "subjectof", "author", "publisher", "creator",
})  # fmt: skip
# A record that is no valid JSON still tells these, each in one string.
_TOLD = re.compile(
    r'"(datePublished|dateCreated|dateModified|headline)"\s*:\s*"((?:[^"\\\n]|\\.){4,400})"|'
    r'"author"\s*:\s*[\[{\s]*(?:"@type"\s*:\s*"\w+"\s*,\s*)?(?:"name"\s*:\s*)?"((?:[^"\\\n]|\\.){3,100})"'
)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")


class Node(msgspec.Struct):
    """An object that describes an article, a page or a thing."""

    told: dict
    rank: int  # 0 article, 1 article that belongs to another object, 2 page, 3 thing
    names: dict[str, str]  # names of what other objects of the page refer to by "@id"


def article_nodes(source: str, page: Page) -> Iterator[Node]:
    """Objects that may describe the page, its own article first, in the page's order otherwise."""
    found: list[Node] = []
    names: dict[str, str] = {}
    left = _MAX_NODES
    for token in page.opaque:
        if token.name != "script" or "ld+json" not in token.attrs.lower():
            continue
        text = source[token.inner_start : token.inner_end]
        todo: list[tuple[object, bool]] = [(_loads(text), False)]
        while todo and left:
            left -= 1
            value, of_others = todo.pop(0)
            if isinstance(value, list):
                todo[:0] = [(one, of_others) for one in value[:200]]
            elif isinstance(value, dict):
                if isinstance(value.get("@id"), str) and isinstance(value.get("name"), str):
                    names.setdefault(value["@id"], value["name"])
                rank = _rank(value, of_others)
                if rank is not None:
                    found.append(Node(value, rank, names))
                todo += [
                    (inner, of_others or key.lower() in _OF_OTHERS)
                    for key, inner in value.items()
                    if isinstance(inner, dict | list)
                ]
    yield from sorted(found, key=lambda node: node.rank)


def _rank(value: dict, of_others: bool) -> int | None:
    kinds = value.get("@type", "")
    kinds = [str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]
    if any(_ARTICLE.search(kind) for kind in kinds):
        return 1 if of_others else 0
    if of_others:
        return None
    if any(_WEB_PAGE.search(kind) for kind in kinds):
        return 2
    return 3 if any(_THING.search(kind) for kind in kinds) else None


def strings(value: object) -> list[str]:
    """The texts of a field that may be one string or a list of them."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one.strip()]


def names_of(value: object, known: dict[str, str]) -> list[str]:
    """The names of persons or organisations: as strings, as objects, or as references to objects told elsewhere."""
    found: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            name = one.get("name") or " ".join(strings([one.get("givenName"), one.get("familyName")]))
            found += strings(name or known.get(str(one.get("@id"))))
        else:
            found += strings(known.get(one, one) if isinstance(one, str) else None)
    return found


def _loads(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").strip()
    text = text.removesuffix("//]]>").removesuffix("]]>").strip().rstrip(";")
    for attempt in (text, html.unescape(text) if "&quot;" in text else ""):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(text)


def _salvaged(text: str) -> dict | None:
    """What a broken record tells in plain strings, as an article; None when it is no article's record."""
    if not re.search(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting)"', text[:200_000]):
        return None
    told: dict[str, str] = {"@type": "Article"}
    for match in _TOLD.finditer(text[:200_000]):
        key, value = (match[1], match[2]) if match[1] else ("author", match[3])
        told.setdefault(key, _ESCAPE.sub(lambda e: chr(int(e[1], 16)) if e[1] else e[2], value))
    return told


def plain(text: str) -> str:
    """A field as its reader would see it: some pages escape twice ("&amp;#8216;"), or leave markup in it."""
    text = html.unescape(html.unescape(text))
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text).split())
