"""Pages whose article stands in their data alone."""

import json

import pytest

from dateline.clean.article import clean
from dateline.clean.declared import declared_passages
from dateline.clean.page import read_page
from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Document, Report, Span
from dateline.readers import read_item
from dateline.readers.item import Item
from dateline.resources import resources
from dateline.text import raw_span

FIRST = "Envoys of Norland and Sudria met in Halden on Monday and “agreed” to reopen the bridge over the river."
SECOND = "The foreign minister of Norland, Ada Berg, said that both sides had given ground after two days of talks."
LIMITS = {"max_elements": 1000, "max_depth": 50}


def page_of(record: object, *, ascii_only: bool = True) -> str:
    data = json.dumps(record, ensure_ascii=ascii_only)
    return f'<html><script type="application/ld+json">{data}</script><body><div id="root"></div></body></html>'


def passages_in(source: str) -> list[tuple[str, str]]:
    """Each passage with what stands in the page where it says it stands."""
    found = declared_passages(source, read_page(source, **LIMITS), **LIMITS)
    return [(one.text, source[one.start : one.end]) for one in found]


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize(
    "body", [f"{FIRST}\n\n{SECOND}", f"<p>{FIRST}</p><p>{SECOND}</p>", f"{FIRST}{SECOND}", f"\n{FIRST}\r\n{SECOND}\n"]
)
def test_a_declared_article_is_read_with_its_places(body, ascii_only):
    source = page_of({"@graph": [{"@type": "NewsArticle", "articleBody": body}]}, ascii_only=ascii_only)
    found = passages_in(source)
    assert [text for text, _ in found] == [FIRST, SECOND]
    for text, stands in found:
        assert json.loads(f'"{stands}"') == text


def test_entities_in_it_are_resolved():
    ((text, stands),) = passages_in(
        page_of({"articleBody": "The &quot;talks&quot; in Halden ended on Monday &amp; failed."})
    )
    assert text == 'The "talks" in Halden ended on Monday & failed.'
    assert stands.startswith("The &quot;talks")


def test_the_longest_of_several_counts():
    source = page_of([{"articleBody": "A teaser of another story."}, {"articleBody": f"{FIRST} {SECOND}"}])
    assert len(passages_in(source)) == 1
    assert passages_in(source)[0][0] == f"{FIRST} {SECOND}"


@pytest.mark.parametrize(
    "record", [{"articleBody": ""}, {"articleBody": None}, {"articleBody": ["a"]}, {"text": FIRST}]
)
def test_without_one_there_is_nothing(record):
    assert passages_in(page_of(record)) == []


def test_a_literal_that_does_not_end_is_none():
    cut = page_of({"articleBody": FIRST}).split("reopen")[0]
    assert passages_in(cut) == []


def cleaned(shown: str, record: dict | None = None) -> tuple[Report, Document]:
    data = f'<script type="application/ld+json">{json.dumps(record)}</script>' if record else ""
    page = f"<html><head><title>Bridge opens | The Halden Courier</title>{data}</head><body>{shown}</body></html>"
    (report,) = read_item(Item(path="page.html", memory=page.encode()), Config())
    return report, clean(report, resources(Config()), now="2026-01-01")


WHOLE = {
    "@type": "NewsArticle",
    "headline": "Bridge opens",
    "articleBody": f"{FIRST}\n\n{SECOND}\n\n{FIRST[:-1]} again.",
}


@pytest.mark.parametrize(
    "shown",
    [
        '<div id="root"></div>',
        f"<article><h1>Bridge opens</h1><p>{FIRST[:60]} …</p><p>Subscribe to read on.</p></article>",
    ],
)
def test_a_page_that_does_not_show_its_article_gives_what_its_data_hold(shown):
    report, document = cleaned(shown, WHOLE)
    assert document.text.startswith("Bridge opens")
    assert document.text.partition("\n\n")[2] == WHOLE["articleBody"]
    assert document.extractor == "articleBody"
    assert "of its article; its data (JSON-LD) hold" in document.notes[0]
    at = document.text.index("two days of talks")
    span = raw_span(document, Span(at, at + len("two days of talks")))
    assert report.raw[span.start : span.end] == "two days of talks"
    assert all(removed.text in ("Subscribe to read on.", f"{FIRST[:60]} …") for removed in document.removed)


def test_a_page_that_shows_its_article_is_read_as_it_is_shown():
    shown = f"<article><h1>Bridge opens</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    _, document = cleaned(shown, WHOLE)
    assert document.text == f"Bridge opens\n\n{FIRST}\n\n{SECOND}"
    assert not document.notes


def test_of_a_page_with_nothing_in_it_somebody_is_told_what_to_do():
    with pytest.raises(InputError) as told:
        cleaned('<div id="root"></div>')
    assert "save it from a browser" in told.value.advice
