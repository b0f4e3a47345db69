"""Report -> Document: the article's own words, each with its place in the raw characters, and a ledger of the rest.

Characters kept and characters removed are together the characters a reader of the source sees.
"""

from __future__ import annotations

import re
from itertools import islice

from dateline.clean.bylines import is_biography
from dateline.clean.credits import Credited, Credits, take_credits
from dateline.clean.dates import date_candidates, published
from dateline.clean.draft import OUTSIDE, Draft, draft_of
from dateline.clean.furniture import Sorted, take_out_layout, take_out_lines, take_out_tail
from dateline.clean.language import language_of
from dateline.clean.metadata import Facts, language_code
from dateline.clean.otherdates import other_stamps
from dateline.clean.outlets import host_of
from dateline.clean.pagedates import tells_a_story
from dateline.clean.passages import CLOSERS, STOPS, Passage, count_words
from dateline.clean.place import Place
from dateline.clean.source import Source
from dateline.clean.titles import headline_of_text
from dateline.errors import InputError
from dateline.model import Block, DateCandidate, Document, Removed, Report
from dateline.resources import Resources
from dateline.text import MappedText

_BETWEEN = "\n\n"
_LAST = 4  # paragraphs of a report among which its author's biography stands
_NAMED_MAX = 300  # characters of a line outside the article that is still looked at for what it is
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(rf"[{STOPS}:：][{CLOSERS}]*$")
_HEADING_MAX = 200  # characters; scripts without spaces may be without full stops too
_SITE_NAME = re.compile(r"site (?:icon|logo|title) (.{2,60})", re.IGNORECASE)
# What some sites put behind their name: "The Courier | News you can use".
_SLOGAN = re.compile(r"\s+[|»·•]\s.*")
# "Ann Example, May 4, 2015, author since": the day of an author or an outlet, not of the report.
_NOT_OF_THE_REPORT = re.compile(r"\b(?:since|joined|member|born|established|founded)\b|©", re.IGNORECASE)
# A line with a day and an hour so close over the headline (characters of the page's text) is the report's own.
_CLOSE_OVER = 80
_CLOCK = re.compile(r"\d[:.h]\d\d")
# A place of so many people may stand in capitals before a report without being in the list of filing places.
_TOWN = 15_000
# A line with a date may be the site's clock, or at the foot of the page; one among comments is of a comment.
_FAR, _OF_OTHERS = 0.5, 0.3
_MOST_LINES = 200  # with dates; a page with more is a calendar or an archive
# How much a visible line of a kind says about the day of publication, when it holds a whole date.
_LINES_WITH_DATES = {"date line": 0.7, "site furniture": 0.6, "photo caption": 0.3, "byline": 0.6, "dateline": 0.8}


def clean(report: Report, resources: Resources, *, now: str) -> Document:
    """The report's text without its furniture; headline first, when there is one.

    Raises InputError when fewer than `Config.min_words` words are left. `now` (YYYY-MM-DD) refuses dates after it.
    """
    draft = draft_of(report, resources)
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
    draft: Draft, dropped: list[tuple[Passage, str]], dateline_day: str | None, now: str
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


def _headline_from_text(draft: Draft, left: Sorted) -> None:
    number = headline_of_text(left.kept)
    if number is not None:
        passage = left.kept[number]
        left.dropped += [(before, "label") for before in left.kept[:number]]
        left.kept = left.kept[number + 1 :]
        draft.heading, draft.title = (passage, draft.source), passage.text


def _assemble(draft: Draft, passages: list[Passage]) -> tuple[MappedText, list[Block]]:
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


def _refuse_too_little(text: str, least: int, dropped: list[tuple[Passage, str]], draft: Draft) -> None:
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


def _dated_lines(draft: Draft, dropped: list[tuple[Passage, str]]) -> list[tuple[str, float, str]]:
    """Visible lines that may tell the day: what was taken out as a date line, and short lines under the headline."""
    lines = [
        (passage.text, min(_LINES_WITH_DATES[reason], _trust(passage, draft.place)), reason)
        for passage, reason in dropped
        if reason in _LINES_WITH_DATES and (reason != "photo caption" or len(passage.text) < 600)
    ]
    if draft.heading and draft.extractor != "text":
        at = draft.heading[0].start
        near = [p for p, reason in dropped if reason == OUTSIDE and len(p.text) < 120 and not p.linked]
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


def _agency(report: Report, draft: Draft, credited: Credited, resources: Resources) -> str | None:
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
        if reason == OUTSIDE and len(passage.text) <= _NAMED_MAX:
            found = resources.furniture.lines.search(passage.text)
            reason = found[0] if found else reason
        removed.append(_removed(passage, reason, source))
    return tuple(removed)


def _place(one: tuple[Passage, str]) -> tuple[int, int]:
    return one[0].start, one[0].end


def _removed(passage: Passage, reason: str, source: Source) -> Removed:
    start, end = source.raw_place(passage.pieces)
    return Removed(raw_start=start, raw_end=end, text=passage.text, reason=reason)
