"""A report on its way to a document: its passages, what was left out of them so far, and what its format and page say."""

from __future__ import annotations

import re

import msgspec

from dateline.clean.authors import author_names
from dateline.clean.bylines import authors_of
from dateline.clean.declared import declared_passages
from dateline.clean.headers import take_headers
from dateline.clean.metadata import Facts, Stamp, declared_headline, entry_title, page_facts
from dateline.clean.outlets import host_of
from dateline.clean.page import Page, read_page, title_passage
from dateline.clean.pagedates import is_date_line, page_stamps
from dateline.clean.passages import Passage, passages_of_text, unglued
from dateline.clean.place import Place, article_place
from dateline.clean.select import choose
from dateline.clean.source import Source, text_source, title_source
from dateline.clean.titles import page_headline, same_words, share_words, without_outlet
from dateline.model import Report
from dateline.resources import Resources

OUTSIDE = "outside the article"
MARKUP = re.compile(r"</(?:p|div|span|a|b|i|strong|em|h[1-6]|li|blockquote)>|<br ?/?>", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>\"]+$", re.IGNORECASE)
# What stands behind the headline in a page's <title>: " | The Evening Courier".
_BEHIND_HEADLINE = re.compile(r"\s+[|»–—-]\s+(?P<name>(?:The )?[A-Z][\w.&’'-]*(?: (?:of |the )?[A-Z][\w.&’'-]*){0,4})")
# A page that shows so few characters, and declares so many times more, at least so many, does not show its article.
_LITTLE, _FULLER, _LEAST_DECLARED = 2_000, 3, 200


class Draft(msgspec.Struct):
    """A report on its way: passages of its text, what was left out so far, and what its format says."""

    source: Source
    passages: list[Passage]
    dropped: list[tuple[Passage, str]]
    facts: Facts
    heading: tuple[Passage, Source] | None = None
    title: str | None = None
    extractor: str = "text"
    notes: list[str] = []
    page: Page | None = None
    place: Place | None = None  # where its article stands


def draft_of(report: Report, resources: Resources) -> Draft:
    """What a report's format, and the page it may be, make of it before any line is judged."""
    source = text_source(report)
    if report.media_type == "text/html":
        draft = _from_page(source, resources)
    elif report.media_type != "text/plain" and len(MARKUP.findall(source.text)) > 1:
        page = read_page(source.text, max_elements=resources.config.max_elements, max_depth=resources.config.max_depth)
        seen, unseen = [p for p in page.passages if not p.hidden], [p for p in page.passages if p.hidden]
        draft = Draft(source, seen, [(p, p.hidden) for p in unseen], Facts(), extractor="markup")
    else:
        draft = _from_text(source, plain=report.media_type == "text/plain")
    _from_fields(report, draft, resources)
    if "decoding" in report.fields:
        draft.notes = [report.fields["decoding"], *draft.notes]
    return draft


def _from_text(source: Source, *, plain: bool) -> Draft:
    passages = passages_of_text(source.text)
    facts, dropped, draft_title = Facts(), [], None
    if plain:
        fields, header, passages = take_headers(passages)
        dropped = [(passage, "header line") for passage in header]
        facts = _facts_of_fields(fields, "header")
        draft_title = fields.get("title")
    passages = [part for passage in passages for part in unglued(passage)]
    return Draft(source, passages, dropped, facts, title=draft_title)


def _from_page(source: Source, resources: Resources) -> Draft:
    config = resources.config
    page = read_page(source.text, max_elements=config.max_elements, max_depth=config.max_depth)
    facts = page_facts(source.text, page)
    flags, extractor = choose(source.text, page)
    headline = _page_headline(page, source, facts, resources)
    place = article_place(page.passages, headline, len(source.text))
    facts.stamps += page_stamps(source.text, page, place, facts)
    known = resources.outlets.by_url(facts.url)
    facts.authors = authors_of(
        source.text, page, place, facts, resources.agencies, outlet=known.name if known else None
    )
    kept: list[Passage] = []
    dropped: list[tuple[Passage, str]] = []
    for passage, keep in zip(page.passages, flags, strict=True):
        if headline is not None and passage.tag == headline.tag and passage.start <= headline.start < passage.end:
            before, after = _around(passage, headline)
            dropped += [(part, "label") for part in before]
            kept += after
            continue
        if keep and place.is_near(passage.start) and is_date_line(passage.text, facts):
            dropped.append((passage, "date line"))
        elif keep:
            kept.append(passage)
        else:
            dropped.append((passage, passage.hidden or OUTSIDE))
    draft = Draft(source, kept, dropped, facts, extractor=extractor, page=page, place=place)
    _take_declared_text(draft, page, resources)
    if headline is not None:
        marked = declared_headline(source.text, page)
        draft.heading, draft.title = (headline, source), _declared(facts, headline.text, marked)
    elif facts.titles:
        draft.title = facts.titles[0]
    if page.cut_at is not None:
        draft.notes.append(
            f"the page was cut after {config.max_elements:,} elements; "
            f"{len(source.text) - page.cut_at:,} characters were not read"
        )
    return draft


def _take_declared_text(draft: Draft, page: Page, resources: Resources) -> None:
    """Of a page that shows little of the text that it declares as its article's - scripts would fill it in, or a paywall
    hides it - the declared text."""
    shown = sum(len(passage.text) for passage in draft.passages)
    if shown > _LITTLE:
        return
    limits = resources.config
    declared = declared_passages(draft.source.text, page, max_elements=limits.max_elements, max_depth=limits.max_depth)
    length = sum(len(passage.text) for passage in declared)
    if length < max(_FULLER * shown, _LEAST_DECLARED):
        return
    draft.dropped += [(passage, "beginning of the article") for passage in draft.passages]
    draft.passages, draft.extractor = declared, "articleBody"
    draft.notes.append(f"the page shows {shown:,} characters of its article; its data (JSON-LD) hold {length:,}")


def _around(passage: Passage, headline: Passage) -> tuple[list[Passage], list[Passage]]:
    """What stands in one element with the headline, before it (a kicker) and behind it (a subtitle)."""
    at = passage.text.find(headline.text)
    parts = passage.cut(0, at), passage.cut(at + len(headline.text), len(passage.text))
    before, after = ([part] if part.text else [] for part in parts)
    return before, after


def _declared(facts: Facts, shown: str, marked: str | None) -> str:
    """The headline that the page's record declares, unless it only cuts the one that is shown, or the page also marks
    the shown one as its headline and shares it under that."""
    if facts.headline is None or shown.startswith(facts.headline.rstrip(".… ")):
        return shown
    if not any(share_words(facts.headline, title) for title in (shown, *facts.titles[1:])):
        return shown  # the record of another page, or of the site
    if marked and same_words(marked, shown) and any(same_words(title, shown) for title in facts.titles[1:]):
        return shown
    return facts.headline


def _page_headline(page: Page, source: Source, facts: Facts, resources: Resources) -> Passage | None:
    names = [facts.outlet or "", host_of(facts.url)]
    known = resources.outlets.by_url(facts.url)
    names += [known.name] if known else []
    whole = list(facts.titles)
    facts.titles = [title[slice(*without_outlet(title, names))] for title in facts.titles]
    if facts.headline:
        facts.headline = facts.headline[slice(*without_outlet(facts.headline, names, only_named=True))]
    element = title_passage(source.text, page)
    if element is not None:
        whole.append(element.text)
        element = element.cut(*without_outlet(element.text, names))
    headline = page_headline(page.passages, facts.titles, element)
    if headline is None or headline.tag == "title":
        headline = entry_title(source.text, page) or headline
    if headline is not None and facts.outlet is None:
        facts.outlet = next((name for title in whole if (name := _behind(headline.text, title))), None)
    return headline


def _behind(headline: str, title: str) -> str | None:
    """The outlet's name that a page's title adds to the headline."""
    match = _BEHIND_HEADLINE.fullmatch(title, len(headline)) if title.startswith(headline) else None
    return match["name"] if match else None


def _from_fields(report: Report, draft: Draft, resources: Resources) -> None:
    """What the format says outranks what the text says."""
    fields = report.fields
    said = _facts_of_fields(fields, report.reader)
    facts = draft.facts
    facts.authors = said.authors or facts.authors
    facts.outlet = said.outlet or facts.outlet
    # Only web addresses: what a page calls its address may be a script, and it becomes a link in every export.
    facts.url = next((url for url in (said.url, facts.url) if url and _WEB.match(url)), None)
    facts.stamps = said.stamps + facts.stamps
    heading = title_source(report)
    for passage in passages_of_text(heading.text)[:1] if heading else ():
        names = [facts.outlet or "", fields.get("domain", ""), host_of(facts.url)]
        known = resources.outlets.by_domain(fields.get("domain")) or resources.outlets.by_url(facts.url)
        names += [known.name] if known else []
        passage = passage.cut(*without_outlet(passage.text, names))
        draft.heading, draft.title = (passage, heading), passage.text
    if heading is None and fields.get("title"):
        draft.title = fields["title"]


def _facts_of_fields(fields: dict[str, str], where: str) -> Facts:
    stamps = []
    for key, weight in (("published", 0.9), ("modified", 0.4), ("crawled", 0.2)):
        if fields.get(key):
            stamps.append(Stamp(fields[key], key, weight, f"{where} field, {key}"))
    authors = [name for part in fields.get("byline", "").split(";") for name in author_names(part)]
    return Facts(authors=authors, outlet=fields.get("outlet"), url=fields.get("url"), stamps=stamps)
