"""Report -> Document: the article's own words, each with its place in the raw characters, and a ledger of the rest.

Characters kept and characters removed are together the characters a reader of the source sees.
"""

from __future__ import annotations

import re
from itertools import islice

import msgspec

from dateline.clean.authors import author_names
from dateline.clean.bylines import authors_of, is_biography
from dateline.clean.credits import Credited, Credits, take_credits
from dateline.clean.dates import date_candidates, published
from dateline.clean.declared import declared_passages
from dateline.clean.furniture import Sorted, take_out_layout, take_out_lines, take_out_tail
from dateline.clean.headers import take_headers
from dateline.clean.language import language_of
from dateline.clean.metadata import Facts, Stamp, declared_headline, entry_title, language_code, page_facts
from dateline.clean.otherdates import other_stamps
from dateline.clean.outlets import host_of
from dateline.clean.page import Page, read_page, title_passage
from dateline.clean.pagedates import is_date_line, page_stamps, tells_a_story
from dateline.clean.passages import CLOSERS, STOPS, Passage, count_words, passages_of_text, unglued
from dateline.clean.place import Place, article_place
from dateline.clean.select import choose
from dateline.clean.source import Source, text_source, title_source
from dateline.clean.titles import headline_of_text, page_headline, same_words, share_words, without_outlet
from dateline.errors import InputError
from dateline.model import Block, DateCandidate, Document, Removed, Report
from dateline.resources import Resources
from dateline.text import MappedText

_BETWEEN = "\n\n"
_LAST = 4  # paragraphs of a report among which its author's biography stands
_OUTSIDE = "outside the article"
_NAMED_MAX = 300  # characters of a line outside the article that is still looked at for what it is
_MARKUP = re.compile(r"</(?:p|div|span|a|b|i|strong|em|h[1-6]|li|blockquote)>|<br ?/?>", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>\"]+$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(rf"[{STOPS}:：][{CLOSERS}]*$")
_HEADING_MAX = 200  # characters; scripts without spaces may be without full stops too
_SITE_NAME = re.compile(r"site (?:icon|logo|title) (.{2,60})", re.IGNORECASE)
# What some sites put behind their name: "The Courier | News you can use".
_SLOGAN = re.compile(r"\s+[|»·•]\s.*")
# "Ann Example, May 4, 2015, author since": the day of an author or an outlet, not of the report.
_NOT_OF_THE_REPORT = re.compile(r"\b(?:since|joined|member|born|established|founded)\b|©", re.IGNORECASE)
# What stands behind the headline in a page's <title>: " | The Evening Courier".
_BEHIND_HEADLINE = re.compile(r"\s+[|»–—-]\s+(?P<name>(?:The )?[A-Z][\w.&’'-]*(?: (?:of |the )?[A-Z][\w.&’'-]*){0,4})")
# A line with a day and an hour so close over the headline (characters of the page's text) is the report's own.
_CLOSE_OVER = 80
_CLOCK = re.compile(r"\d[:.h]\d\d")
# A place of so many people may stand in capitals before a report without being in the list of filing places.
_TOWN = 15_000
# A page that shows so few characters, and declares so many times more, at least so many, does not show its article.
_LITTLE, _FULLER, _LEAST_DECLARED = 2_000, 3, 200
# A line with a date may be the site's clock, or at the foot of the page; one among comments is of a comment.
_FAR, _OF_OTHERS = 0.5, 0.3
_MOST_LINES = 200  # with dates; a page with more is a calendar or an archive
# How much a visible line of a kind says about the day of publication, when it holds a whole date.
_LINES_WITH_DATES = {"date line": 0.7, "site furniture": 0.6, "photo caption": 0.3, "byline": 0.6, "dateline": 0.8}


class _Draft(msgspec.Struct):
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


def clean(report: Report, resources: Resources, *, now: str) -> Document:
    """The report's text without its furniture; headline first, when there is one.

    Raises InputError when fewer than `Config.min_words` words are left. `now` (YYYY-MM-DD) refuses dates after it.
    """
    draft = _draft(report, resources)
    lines = take_out_lines(draft.passages, resources.furniture)
    credited = take_credits(lines.kept, resources.agencies, is_town=lambda name: _is_town(name, resources))
    left = Sorted(credited.kept, draft.dropped + lines.dropped + credited.dropped)
    if draft.title is None and draft.heading is None:
        _headline_from_text(draft, left)
    _take_out_biographies(left, draft.facts.authors or (credited.credits.byline or "").split("; "))
    take_out_layout(left, [draft.heading[0].text if draft.heading else "", draft.title or ""])
    if report.media_type != "text/html":
        take_out_tail(left)  # of a page the extractor has judged where the report ends
    text, blocks = _assemble(draft, left.kept)
    _refuse_too_little(text.text(), resources.config.min_words, left.dropped, draft)
    credits, facts = credited.credits, draft.facts
    candidates = _date_candidates(draft, left.dropped, credits.day, now)
    return Document(
        report=report.id,
        text=text.text(),
        blocks=tuple(blocks),
        runs=text.runs(),
        removed=_ledger(draft.source, left.dropped, resources),
        language=language_of(text.text()),
        title=draft.title,
        outlet=_outlet(report, facts, left.dropped, resources),
        byline="; ".join(facts.authors) or credits.byline or credits.desk,
        agency=_agency(report, draft, credited, resources),
        url=facts.url,
        dateline=credits.dateline,
        published=published(candidates),
        date_candidates=candidates,
        extractor=draft.extractor,
        notes=(*draft.notes, *_source_notes(credits)),
    )


def _take_out_biographies(left: Sorted, authors: list[str]) -> None:
    """What a report ends with tells who wrote it, not what happened."""
    names = [name for name in authors if " " in name]
    bodies = [passage for passage in left.kept[-_LAST:] if names and is_biography(passage.text, names)]
    left.kept = [passage for passage in left.kept if passage not in bodies] if bodies else left.kept
    left.dropped += [(passage, "author note") for passage in bodies]


def _date_candidates(
    draft: _Draft, dropped: list[tuple[Passage, str]], dateline_day: str | None, now: str
) -> tuple[DateCandidate, ...]:
    """Every reason to date the report; where none is sure, with a second opinion on the page."""
    facts, lines = draft.facts, _dated_lines(draft, dropped)

    def weighed() -> tuple[DateCandidate, ...]:
        return date_candidates(
            facts.stamps,
            url=facts.url,
            lines=lines,
            dateline_day=dateline_day,
            now=now,
            month_first=facts.month_first,
            language=language_code(facts),
        )

    candidates = weighed()
    if draft.page is None or published(candidates):
        return candidates
    facts.stamps += other_stamps(draft.source.text, draft.page, facts, now=now)
    return weighed()


def _draft(report: Report, resources: Resources) -> _Draft:
    source = text_source(report)
    if report.media_type == "text/html":
        draft = _from_page(source, resources)
    elif report.media_type != "text/plain" and len(_MARKUP.findall(source.text)) > 1:
        page = read_page(source.text, max_elements=resources.config.max_elements, max_depth=resources.config.max_depth)
        seen, unseen = [p for p in page.passages if not p.hidden], [p for p in page.passages if p.hidden]
        draft = _Draft(source, seen, [(p, p.hidden) for p in unseen], Facts(), extractor="markup")
    else:
        draft = _from_text(source, plain=report.media_type == "text/plain")
    _from_fields(report, draft, resources)
    if "decoding" in report.fields:
        draft.notes = [report.fields["decoding"], *draft.notes]
    return draft


def _from_text(source: Source, *, plain: bool) -> _Draft:
    passages = passages_of_text(source.text)
    facts, dropped, draft_title = Facts(), [], None
    if plain:
        fields, header, passages = take_headers(passages)
        dropped = [(passage, "header line") for passage in header]
        facts = _facts_of_fields(fields, "header")
        draft_title = fields.get("title")
    passages = [part for passage in passages for part in unglued(passage)]
    return _Draft(source, passages, dropped, facts, title=draft_title)


def _from_page(source: Source, resources: Resources) -> _Draft:
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
            dropped.append((passage, passage.hidden or _OUTSIDE))
    draft = _Draft(source, kept, dropped, facts, extractor=extractor, page=page, place=place)
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


def _take_declared_text(draft: _Draft, page: Page, resources: Resources) -> None:
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


def _from_fields(report: Report, draft: _Draft, resources: Resources) -> None:
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


def _headline_from_text(draft: _Draft, left: Sorted) -> None:
    number = headline_of_text(left.kept)
    if number is not None:
        passage = left.kept[number]
        left.dropped += [(before, "label") for before in left.kept[:number]]
        left.kept = left.kept[number + 1 :]
        draft.heading, draft.title = (passage, draft.source), passage.text


def _assemble(draft: _Draft, passages: list[Passage]) -> tuple[MappedText, list[Block]]:
    text, blocks = MappedText(), []
    parts = [(*draft.heading, "title")] if draft.heading else []
    parts += [(passage, draft.source, _kind(passage)) for passage in passages]
    for passage, source, kind in parts:
        pieces = [piece for own in passage.pieces for piece in source.raw_pieces(*own)]
        if blocks:
            # The gap stands for nothing in raw: an empty run where the next passage begins.
            text.add(_BETWEEN, pieces[0][1], pieces[0][1])
        start = text.length
        text.extend(pieces)
        blocks.append(Block(start=start, end=text.length, kind=kind))
    return text, blocks


def _kind(passage: Passage) -> str:
    """A line that is no sentence is a heading, wherever it came from."""
    text = passage.text
    if passage.kind == "paragraph" and len(text) < _HEADING_MAX and text.count(" ") < 25:
        return passage.kind if _SENTENCE_END.search(text, max(0, len(text) - 6)) else "heading"
    return passage.kind


def _refuse_too_little(text: str, least: int, dropped: list[tuple[Passage, str]], draft: _Draft) -> None:
    words = sum(1 for _ in islice(_WORD.finditer(text), 2 * least))  # more need not be counted
    if words < 2 * least:
        words = count_words(text)
    if words >= least:
        return
    seen = sum(len(_WORD.findall(passage.text)) for passage, _ in dropped)
    raise InputError(
        f"too little text ({words} words kept, {seen} left out, by {draft.extractor}; at least {least} are needed)",
        advice="Look at the file; where scripts fill the page, save it from a browser. Or lower min_words in dateline.toml.",
    )


def _dated_lines(draft: _Draft, dropped: list[tuple[Passage, str]]) -> list[tuple[str, float, str]]:
    """Visible lines that may tell the day: what was taken out as a date line, and short lines under the headline."""
    lines = [
        (passage.text, min(_LINES_WITH_DATES[reason], _trust(passage, draft.place)), reason)
        for passage, reason in dropped
        if reason in _LINES_WITH_DATES and (reason != "photo caption" or len(passage.text) < 600)
    ]
    if draft.heading and draft.extractor != "text":
        at = draft.heading[0].start
        near = [p for p, reason in dropped if reason == _OUTSIDE and len(p.text) < 120 and not p.linked]
        near = [p for p in near if not (_NOT_OF_THE_REPORT.search(p.text) or tells_a_story(p.text, draft.facts))]
        first = min((p.start for p in draft.passages if len(p.text) > 120 and p.start > at), default=at)
        lines += [(p.text, 0.55, "line under the headline") for p in near if at < p.start < first]
        lines += [
            (p.text, 0.5, "line over the headline")
            for p in near
            if at - _CLOSE_OVER < p.start < at and len(p.text) < 60 and _CLOCK.search(p.text)
        ]
    return lines[:_MOST_LINES]


def _trust(passage: Passage, place: Place | None) -> float:
    """How far a date line of a page is believed: less far from the headline, and hardly among comments."""
    if place is None:
        return 1.0
    if place.is_of_others(passage.path):
        return _OF_OTHERS
    return 1.0 if place.is_near(passage.start) else _FAR


def _is_town(name: str, resources: Resources) -> bool:
    return all(
        any((place.population or 0) > _TOWN for place in resources.gazetteer.lookup(part)[:1])
        for part in name.split("/")
    )


def _outlet(report: Report, facts: Facts, dropped: list[tuple[Passage, str]], resources: Resources) -> str | None:
    """The outlet's usual name: by the domain where we know it, else as the page or the row calls itself."""
    domain = report.fields.get("domain")
    known = resources.outlets.by_domain(domain) or resources.outlets.by_url(facts.url)
    known = known or resources.outlets.by_name(facts.outlet) or resources.outlets.by_domain(facts.outlet)
    if known:
        return known.name
    called = _SLOGAN.sub("", facts.outlet or "").strip()
    if called and "." not in called:
        return called
    for passage, reason in dropped:
        match = _SITE_NAME.fullmatch(passage.text) if reason == "site furniture" else None
        if match:
            return match[1].strip()
        if reason == "label" and (named := resources.outlets.by_name(passage.text)):
            return named.name
    if called and not called.startswith("http"):
        return called
    return domain or host_of(facts.url) or host_of(called) or None


def _agency(report: Report, draft: _Draft, credited: Credited, resources: Resources) -> str | None:
    """The agency credited; where two sign with the same letters, the one at home where the report is."""
    credits, facts, agencies = credited.credits, draft.facts, resources.agencies
    agency = credits.agency or next((found for author in facts.authors if (found := agencies.of(author))), None)
    rivals = agencies.rivals(agency)
    if not rivals:
        return agency
    said = " ".join(passage.text for passage, _ in credited.dropped)
    named = [name for name in rivals if name in said] or [name for name in rivals if name in draft.source.text]
    filed = (
        {place.country for place in resources.gazetteer.lookup(credits.dateline.title())} if credits.dateline else set()
    )
    outlet = resources.outlets.by_domain(report.fields.get("domain")) or resources.outlets.by_url(facts.url)
    for country in (filed, {outlet.country} if outlet else set()):
        at_home = [name for name, home in rivals.items() if home in country]
        if len(at_home) == 1 and not (named and named != at_home):
            return at_home[0]
    return named[0] if len(named) == 1 else agency


def _source_notes(credits: Credits) -> tuple[str, ...]:
    return tuple(f"credits {source}" for source in credits.sources)


def _ledger(source: Source, dropped: list[tuple[Passage, str]], resources: Resources) -> tuple[Removed, ...]:
    """The removed lines in the order of the source. What stood outside a page's article is named by what it says, where
    the furniture tells; this comes last, so that a date in a sidebar is not taken for the report's."""
    removed = []
    for passage, reason in sorted(dropped, key=_place):
        if reason == _OUTSIDE and len(passage.text) <= _NAMED_MAX:
            found = resources.furniture.lines.search(passage.text)
            reason = found[0] if found else reason
        removed.append(_removed(passage, reason, source))
    return tuple(removed)


def _place(one: tuple[Passage, str]) -> tuple[int, int]:
    return one[0].start, one[0].end


def _removed(passage: Passage, reason: str, source: Source) -> Removed:
    start, end = source.raw_place(passage.pieces)
    return Removed(raw_start=start, raw_end=end, text=passage.text, reason=reason)
