"""A second opinion on the day of pages on which nothing is marked as a date: htmldate's, kept only where the page bears it
out. It also guesses from single years and from dates in running text, which tell of events and not of publication."""

from __future__ import annotations

import logging

from dateline.clean.days import days_in
from dateline.clean.metadata import Facts, Stamp, language_code
from dateline.clean.page import Page

# htmldate reads the page again, and slowly where there are many dates: seconds above these.
_MAX_CHARACTERS = 600_000
_MAX_DEPTH = 200
_MAX_PASSAGES = 4_000
_LINE_MAX = 120
_TRUST = 0.5
_TRUST_IN_TEXT = 0.3
_NAME = "found by htmldate"


def other_stamps(source: str, page: Page, facts: Facts, *, now: str) -> list[Stamp]:
    """The day that htmldate finds, as one stamp or none."""
    if page.deepest > _MAX_DEPTH or len(page.passages) > _MAX_PASSAGES:
        return []
    markup = _without_scripts(source, page)
    if len(markup) > _MAX_CHARACTERS or not any(map(str.isdigit, markup)):
        return []
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(markup, original_date=True, extensive_search=True, url=facts.url, max_date=now)
    except Exception:  # a third-party parser on hostile input: whatever it raises, the page stays undated
        return []
    if not found:
        return []
    said, in_line = _words_for(found, page, facts)
    if not said and found.endswith("-01"):
        return []  # a year or a month, completed
    trust = _TRUST if in_line or not said else _TRUST_IN_TEXT
    return [Stamp(found, "published", trust, _NAME if in_line or not said else f"{_NAME} in the text", said=said)]


def _without_scripts(source: str, page: Page) -> str:
    parts, at = [], 0
    for token in page.opaque:
        if token.name != "title":
            parts.append(source[at : token.start])
            at = token.end
    return "".join(parts) + source[at:]


def _words_for(found: str, page: Page, facts: Facts) -> tuple[str, bool]:
    """The words of the page for a day, and whether they stand in a line of their own rather than in its text."""
    language = language_code(facts)
    in_text = ""
    for passage in page.passages:
        if passage.hidden or not any(map(str.isdigit, passage.text)):
            continue
        is_line = len(passage.text) <= _LINE_MAX
        for day in days_in(passage.text[:2_000], month_first=facts.month_first, short_years=is_line, language=language):
            if day.day.isoformat() == found:
                if is_line:
                    return day.said, True
                in_text = in_text or day.said
    return in_text, False
