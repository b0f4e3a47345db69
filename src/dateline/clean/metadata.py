"""What a page says about itself to machines: JSON-LD, meta tags, microdata. Read, not yet believed."""

from __future__ import annotations

import html
import re
from datetime import date

import msgspec

from dateline.clean.authors import author_names, is_account
from dateline.clean.jsonld import Node, article_nodes, names_of, plain, strings
from dateline.clean.page import Page, told
from dateline.clean.passages import Passage
from dateline.clean.tags import attributes
from dateline.clean.titles import same_headline

_TITLES = (
    "og:title", "headline", "mol:headline", "twitter:title", "parsely-title", "sailthru.title", "dc.title",
    "dcterms.title", "citation_title", "cxenseparse:title", "dc:title", "rnews:headline", "title",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "article:author_name", "dc.creator",
    "dcterms.creator", "dc:creator", "byl", "byline", "dc.contributor", "cxenseparse:author", "citation_author",
    "og:article:author", "authors", "article_author", "og:author", "bt:author", "dcsext.author", "rbauthors",
    "article.author", "shareaholic:article_author_name", "twitter:data1", "twitter:creator",
)  # fmt: skip
_SURNAME_FIRST = frozenset({"dc.creator", "dcterms.creator", "dc:creator", "citation_author"})
# twitter:data1 is the author only where its label says so.
_LABELLED = {
    "twitter:data1": ("twitter:label1", re.compile(r"writt|author|by\b|verfass|geschr|écrit|escrit", re.IGNORECASE))
}
_OUTLETS = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "citation_journal_title",
    "source-publication",
)
_ENTRY_TITLE = re.compile(r"[. ](?:entry-title|p-name|headline)(?=$|[. ])")
_ADDRESSES = ("canonical", "og:url", "twitter:url", "parsely-link", "identifier-url", "dc.identifier")


class Stamp(msgspec.Struct, frozen=True):
    """A date as a source writes it, with the trust that source has earned (0-1). `said` are the words on the page when
    `value` is what they were understood as."""

    value: str
    kind: str  # published, modified, crawled
    weight: float
    evidence: str
    said: str = ""
    swapped: date | None = None  # what a date in numbers would be with day and month the other way round


class Facts(msgspec.Struct):
    headline: str | None = None  # as the page's article record declares it
    titles: list[str] = []  # best first
    authors: list[str] = []
    outlet: str | None = None
    url: str | None = None
    language: str | None = None  # as the page declares it: "en-US"
    month_first: bool = False  # whether 03/04/2019 is 4 March here
    stamps: list[Stamp] = []
    metas: dict[str, list[str]] = {}  # what its meta tags say, by lower-case name; the canonical link under "canonical"


def language_code(facts: Facts) -> str:
    """ISO 639-1 of the language that the page declares, "" when it declares none: "en" of "en-US"."""
    return (facts.language or "")[:2].lower()


def page_facts(source: str, page: Page) -> Facts:
    """Titles, authors, outlet and address as the page's metadata tell them, and the dates of its records."""
    metas = _meta_tags(page)
    facts = Facts(metas=metas)
    facts.language = page.language or next(iter(metas.get("og:locale", metas.get("language", []))), None)
    _from_nodes(list(article_nodes(source, page)), metas, facts)
    for name in _TITLES:
        facts.titles += [title for value in metas.get(name, ()) if (title := plain(value)) not in facts.titles]
    if not facts.authors or all(map(is_account, facts.authors)):
        facts.authors = _meta_authors(metas) or facts.authors
    facts.outlet = next((metas[name][0] for name in _OUTLETS if metas.get(name)), None) or facts.outlet
    addresses = [metas[name][0] for name in _ADDRESSES if metas.get(name)]
    facts.url = next((address for address in addresses if address.startswith("http")), None) or facts.url
    return facts


def _meta_tags(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for token in page.metas:
        attrs = attributes(token.attrs)
        if token.name == "link":
            if "canonical" in attrs.get("rel", "").lower().split() and attrs.get("href", "").startswith("http"):
                found.setdefault("canonical", []).append(html.unescape(attrs["href"]))
            continue
        content = " ".join(html.unescape(attrs.get("content") or attrs.get("datetime") or "").split())
        if not content:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            if attrs.get(key):
                found.setdefault(html.unescape(attrs[key]).lower().strip(), []).append(content)
        if "pubdate" in attrs:
            found.setdefault("pubdate", []).append(content)
    return found


def declared_headline(source: str, page: Page) -> str | None:
    """The visible heading that the page itself marks as its headline (microdata), when there is one and only one."""
    marked = {
        told(source, one)
        for one in page.telling
        if one.mark.startswith("h1") and "headline" in (one.attrs.get("itemprop") or "").lower().split()
    }
    return marked.pop() if len(marked) == 1 else None


def entry_title(source: str, page: Page) -> Passage | None:
    """The one line of the page that microformats or microdata mark as its headline, on pages that make no heading of
    it; None when several are marked, or the line is a link to another page."""
    marked = {
        told(source, one): one
        for one in page.telling
        if _ENTRY_TITLE.search(one.mark) or "headline" in (one.attrs.get("itemprop") or "").lower().split()
    }
    for text, one in marked.items() if len(marked) == 1 else ():
        for passage in page.passages:
            if one.start <= passage.start < one.end and passage.text == text and not (passage.linked or passage.hidden):
                return passage
    return None


def _meta_authors(metas: dict[str, list[str]]) -> list[str]:
    accounts: list[str] = []
    for name in _AUTHORS:
        label = _LABELLED.get(name)
        if label and not label[1].search(" ".join(metas.get(label[0], ()))):
            continue
        surname_first = name in _SURNAME_FIRST
        values = metas.get(name, ())
        found = [author for value in values for author in author_names(value, surname_first=surname_first)]
        if found and not all(map(is_account, found)):
            return list(dict.fromkeys(found))
        accounts = accounts or found
    return accounts


def _from_nodes(nodes: list[Node], metas: dict[str, list[str]], facts: Facts) -> None:
    main = _own_article([node for node in nodes if node.rank < 2], metas)
    for node in nodes:
        # A second article on the page is a teaser of another one, or an update of a live blog.
        if node.rank < 2 and node is not main:
            continue
        if node.rank > 1 and main is None and facts.stamps and node.rank == 3:
            continue
        _from_node(node, facts, is_main=node is main)


def _own_article(articles: list[Node], metas: dict[str, list[str]]) -> Node | None:
    """The first, unless it is another page's and a later one is told to be this one's by its address or headline."""
    if len(articles) < 2:
        return articles[0] if articles else None
    addresses = {address.rstrip("/") for name in ("canonical", "og:url") for address in metas.get(name, ())}
    titles = [plain(title) for name in ("og:title", "twitter:title") for title in metas.get(name, ())]

    def is_own(node: Node) -> bool:
        whole = node.told.get("mainEntityOfPage")
        said = [node.told.get("url"), node.told.get("@id"), whole.get("@id") if isinstance(whole, dict) else whole]
        if any(address.rstrip("/") in addresses for address in strings(said)):
            return True
        return any(same_headline(plain(text), title) for text in strings(node.told.get("headline")) for title in titles)

    return next((node for node in articles if is_own(node)), articles[0])


def _from_node(node: Node, facts: Facts, *, is_main: bool) -> None:
    told_here = node.told
    headline = told_here.get("headline") or (told_here.get("name") if is_main or node.rank == 3 else "")
    for text in map(plain, strings(headline)[:1]):
        facts.titles.append(text)
        facts.headline = facts.headline or (text if is_main else None)
    if is_main or node.rank == 3:
        fields = (told_here.get(key) for key in ("author", "creator", "authors"))
        names = (names_of(field, node.names) for field in fields if field)
        facts.authors = facts.authors or list(
            dict.fromkeys(name for given in names for text in given for name in author_names(text))
        )
    publisher = names_of(told_here.get("publisher"), node.names)
    facts.outlet = facts.outlet or (plain(publisher[0]) if publisher else None) or None
    for url in strings(told_here.get("url"))[:1]:
        facts.url = facts.url or (url if url.startswith("http") else None)
    trust = 0.95 if is_main else 0.7
    for key, kind, weight in (
        ("datePublished", "published", trust),
        ("uploadDate", "published", min(trust, 0.7)),
        ("dateCreated", "published", 0.7),
        ("dateModified", "modified", 0.5),
    ):
        for value in strings(told_here.get(key))[:1]:
            facts.stamps.append(Stamp(value.strip(), kind, weight, f"metadata: JSON-LD {key}"))
