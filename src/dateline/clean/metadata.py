"""What a page says about itself to machines: JSON-LD, meta tags, time elements. Read, not yet believed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

import msgspec

from dateline.clean.page import Page
from dateline.clean.tags import attributes

_ARTICLE_TYPES = re.compile(r"(?:article|posting|report|newsarticle|webpage)$", re.IGNORECASE)
_MAX_NODES = 5_000  # of one page's JSON-LD; real pages have under 500
_TITLES = (
    "og:title",
    "headline",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "title",
)
_AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "article:author_name", "dc.creator",
    "dcterms.creator",
    "byl", "dc.contributor", "cxenseparse:author", "citation_author", "og:article:author", "authors", "article_author",
)  # fmt: skip
_OUTLETS = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "application-name",
    "citation_journal_title",
    "source-publication",
)
# Names of meta tags that tell when a page was published, with the trust they have earned.
_PUBLISHED = {
    "article:published_time": 0.93, "og:article:published_time": 0.9, "datepublished": 0.9, "og:published_time": 0.85,
    "article:published": 0.85, "article.published": 0.85, "parsely-pub-date": 0.88, "sailthru.date": 0.82,
    "cxenseparse:recs:publishtime": 0.85, "cxenseparse:publishtime": 0.85, "dc.date.issued": 0.85,
    "dcterms.issued": 0.85,
    "dc.date": 0.75, "dcterms.date": 0.75, "dc.date.created": 0.75, "dcterms.created": 0.75, "dcterms.available": 0.75,
    "citation_publication_date": 0.85, "citation_date": 0.8, "originalpublicationdate": 0.9, "rnews:datepublished": 0.9,
    "article_date_original": 0.85, "publication_date": 0.85, "publish-date": 0.85, "publishdate": 0.85, "pubdate": 0.85,
    "published": 0.8, "published_time": 0.85, "publish_date": 0.85, "published-date": 0.85, "publishing_date": 0.85,
    "date_published": 0.85, "release_date": 0.8, "displaydate": 0.7, "creation_date": 0.7, "datecreated": 0.7,
    "ptime": 0.75, "pdate": 0.75, "date": 0.7, "article:create_at": 0.7, "video:release_date": 0.4, "bt:pubdate": 0.85,
    "dateissued": 0.8, "article:post_date": 0.85, "iso-8601-publish-date": 0.88, "article-published-date": 0.85,
}  # fmt: skip
_MODIFIED = {
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
    "lastmod", "modified", "article:modified", "utime", "dc.modified",
}  # fmt: skip
_SPLIT = re.compile(r"\s*(?:;|\||,| and | & | with | og | und | et | y )\s*")
_NO_NAME = re.compile(r"https?://|www\.|@|^\W*$|\.(?:com|org|net)\b", re.IGNORECASE)
_LEAD = re.compile(r"^(?:by|written by|author|authors|posted by|from)\b[:\s]+", re.IGNORECASE)


class Stamp(msgspec.Struct, frozen=True):
    """A date as a source writes it, with the trust that source has earned (0-1)."""

    value: str
    kind: str  # published, modified, crawled
    weight: float
    evidence: str


class Facts(msgspec.Struct):
    headline: str | None = None  # as the page's article record declares it
    titles: list[str] = []  # best first
    authors: list[str] = []
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    stamps: list[Stamp] = []


def page_facts(source: str, page: Page) -> Facts:
    """Titles, authors, outlet, address and dates as the page's metadata tell them."""
    facts = Facts()
    metas = _metas(source, page)
    nodes = list(_article_nodes(page, source))
    _from_nodes(nodes, facts)
    for name in _TITLES:
        facts.titles += [value for value in metas.get(name, ()) if value not in facts.titles]
    if not facts.authors:
        for name in _AUTHORS:
            found = [author for value in metas.get(name, ()) for author in author_names(value)]
            if found:
                facts.authors = list(dict.fromkeys(found))
                break
    facts.outlet = next((metas[name][0] for name in _OUTLETS if metas.get(name)), None) or facts.outlet
    facts.url = next((metas[name][0] for name in ("canonical", "og:url") if metas.get(name)), None) or facts.url
    for name, weight in _PUBLISHED.items():
        facts.stamps += [Stamp(value, "published", weight, f"metadata: {name}") for value in metas.get(name, ())[:2]]
    for name in sorted(_MODIFIED):
        facts.stamps += [Stamp(value, "modified", 0.4, f"metadata: {name}") for value in metas.get(name, ())[:1]]
    facts.stamps += _time_elements(page)
    return facts


def author_names(value: str) -> list[str]:
    """The names in one author field: "By Ann Lee and Bo Chan" -> two. Addresses and web profiles are no names."""
    value = _LEAD.sub("", html.unescape(value).strip())
    names = [" ".join(name.split()) for name in _SPLIT.split(value)]
    return [name for name in names if 1 < len(name) < 80 and not _NO_NAME.search(name)]


def _metas(source: str, page: Page) -> dict[str, list[str]]:
    """Content of meta tags by lower-case name; the canonical link under "canonical"."""
    found: dict[str, list[str]] = {}
    for token in page.metas:
        attrs = attributes(token.attrs)
        if token.name == "link":
            if "canonical" in attrs.get("rel", "").lower().split() and attrs.get("href", "").startswith("http"):
                found.setdefault("canonical", []).append(html.unescape(attrs["href"]))
            continue
        content = " ".join(html.unescape(attrs.get("content", "")).split())
        if not content:
            continue
        for key in ("property", "name", "itemprop"):
            if attrs.get(key):
                found.setdefault(attrs[key].lower().strip(), []).append(content)
    return found


def _article_nodes(page: Page, source: str) -> Iterator[dict]:
    """JSON-LD objects that describe an article, articles before pages."""
    found: list[tuple[int, dict]] = []
    left = _MAX_NODES
    for token in page.opaque:
        if token.name != "script" or "ld+json" not in token.attrs.lower():
            continue
        todo = [_loads(source[token.inner_start : token.inner_end])]
        while todo and left:
            left -= 1
            node = todo.pop(0)
            if isinstance(node, list):
                todo[:0] = node[:200]
            elif isinstance(node, dict):
                kinds = node.get("@type", "")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                names = [str(kind) for kind in kinds if _ARTICLE_TYPES.search(str(kind))]
                if names:
                    found.append((all(name.lower().endswith("webpage") for name in names), node))
                todo += [
                    value
                    for key, value in node.items()
                    if isinstance(value, dict | list) and key not in ("author", "publisher")
                ]
    yield from (node for _, node in sorted(found, key=lambda one: one[0]))


def _loads(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _plain(text: str) -> str:
    """Some pages escape twice: "&amp;#8216;"."""
    return " ".join(html.unescape(html.unescape(text)).split())


def _from_nodes(nodes: list[dict], facts: Facts) -> None:
    for number, node in enumerate(nodes):
        is_page = str(node.get("@type", "")).lower().endswith("webpage")
        if number and not is_page and facts.titles:
            continue  # a second article on the page is a teaser of another one
        headline = node.get("headline") or ("" if is_page else node.get("name"))
        if isinstance(headline, str) and headline.strip():
            facts.titles.append(_plain(headline))
            facts.headline = facts.headline or (None if is_page else facts.titles[-1])
        if not is_page and not facts.authors:
            facts.authors = _node_authors(node.get("author") or node.get("creator"))
        publisher = node.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str) and not facts.outlet:
            facts.outlet = html.unescape(publisher["name"]).strip() or None
        if isinstance(node.get("url"), str) and node["url"].startswith("http") and not facts.url:
            facts.url = node["url"]
        trust = 0.7 if is_page else 0.95
        for key, kind, weight in (
            ("datePublished", "published", trust),
            ("dateCreated", "published", 0.7),
            ("dateModified", "modified", 0.4),
        ):
            if isinstance(node.get(key), str) and node[key].strip():
                facts.stamps.append(Stamp(node[key].strip(), kind, weight, f"metadata: JSON-LD {key}"))


def _node_authors(value: object) -> list[str]:
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        for text in name if isinstance(name, list) else [name]:
            if isinstance(text, str):
                names += author_names(text)
    return list(dict.fromkeys(names))


def _time_elements(page: Page) -> list[Stamp]:
    """<time datetime="...">: the first is usually the page's own, one marked as published surely."""
    stamps: list[Stamp] = []
    for token, path in page.times[:40]:
        attrs = attributes(token.attrs)
        value = attrs.get("datetime", "").strip()
        if not value:
            continue
        said = f"{attrs.get('itemprop', '')} {attrs.get('class', '')}".lower()
        if "modif" in said or "updat" in said:
            stamps.append(Stamp(value, "modified", 0.4, "time element, updated"))
        elif "publish" in said or "pubdate" in attrs or "entry-date" in said:
            stamps.append(Stamp(value, "published", 0.8, "time element, published"))
        elif not stamps and not re.search(r"related|sidebar|aside|footer|comment|teaser|card", path, re.IGNORECASE):
            stamps.append(Stamp(value, "published", 0.6, "first time element"))
    return stamps
