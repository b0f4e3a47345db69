"""The situation page in a real browser: whole, quiet, safe, and usable by keyboard."""

from __future__ import annotations

import re
import time
from html import unescape
from pathlib import Path

import pytest
from tests.browser.pages import MANIFEST, hostile_page, large_page
from tests.factories import BALAKOT, INDIA, PAKISTAN, day, document, event, mention, record

from dateline.exporters.html import render
from dateline.views import views

SECTIONS = ["situation", "timeline", "map", "network", "matrix", "conflicts", "figures", "quotes", "wording", "lineage"]
SECTIONS += ["background", "unread", "method", "evidence"]
AXE = Path(__file__).parent / "axe.min.js"


def small_record():
    docs = [
        document(
            f"Jets bombed a hill near Balakot on Tuesday. Envoys met {name} on Wednesday.",
            path=f"{name}.txt",
            outlet=f"The {name} Post",
            published="2019-02-26",
            url="https://paper.example/1",
        )
        for name in ("Ada", "Bo", "Cy")
    ]
    told = [
        mention(
            doc,
            "Jets bombed a hill near Balakot on Tuesday",
            trigger="bombed",
            actors=[("Jets", INDIA)],
            targets=[("hill", PAKISTAN)],
            when=day("2019-02-26"),
            when_words="Tuesday",
            where=("Balakot", BALAKOT),
        )
        for doc in docs
    ]
    met = [
        mention(doc, "Envoys met", trigger="met", number=2, concept="consult.meet", actors=[("Envoys", PAKISTAN)])
        for doc in docs[:1]
    ]
    return record(docs, [*told, *met], [event(told, id="E-JETS"), event(met, id="E-MEET")], title="A small crisis")


@pytest.fixture(scope="module")
def small():
    return render(small_record(), MANIFEST)


@pytest.fixture(scope="module")
def large():
    return large_page()


def test_every_section_is_there_and_the_page_is_quiet(visit, small):
    page = visit(small)
    assert [page.locator(f"section#{name}").count() for name in SECTIONS] == [1] * len(SECTIONS)
    assert page.locator("h1").inner_text() == "A small crisis"
    assert page.troubles == []


def test_hostile_reports_stay_text(visit):
    page = visit(hostile_page())
    assert page.evaluate("window.hit") is None
    assert page.troubles == []
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert page.locator('a[href^="javascript" i]').count() == 0
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    assert page.evaluate("window.hit") is None


def test_it_reads_without_javascript(visit, small):
    page = visit(small, javascript=False)
    assert page.locator("#situation .line").first.is_visible()
    assert not page.locator("form.filter").is_visible()
    page.goto(page.url.split("#")[0] + "#r1s1")
    assert page.locator("#r1s1").is_visible(), "an anchor opens the fold it lies in"


def test_the_keyboard_goes_from_line_to_evidence_and_back(visit, small):
    page = visit(small)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert "E-JETS" in page.locator("#panel").inner_text()
    assert page.url.endswith("#ev=E-JETS")
    assert page.locator("#panel .k-did").first.inner_text() == "bombed"
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    page.keyboard.press("x")
    assert page.evaluate("document.activeElement.id") == "matrix"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_the_address_holds_the_view(visit, small):
    page = visit(small, "#ev=E-MEET&q=met&f=PAK,consult&theme=dark")
    assert page.locator("#panel").is_visible()
    assert page.locator("#q").input_value() == "met"
    assert page.locator("#f-actor").input_value() == "PAK"
    assert page.locator("#found").inner_text() == "1 of 2 events"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("Escape")
    page.locator("#clear").click()
    assert page.locator("#found").inner_text() == ""
    assert page.url.endswith("#theme=dark")


def test_a_footnote_leads_to_the_sentence(visit, small):
    page = visit(small)
    page.locator("#situation .cite").first.click()
    assert page.locator(".text span.lit").inner_text().startswith("Jets bombed")


def test_it_fits_a_telephone(visit, small):
    page = visit(small, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_it_prints_whole(visit, small):
    page = visit(small)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#r3s1").is_visible()
    assert not page.locator("nav.rail").is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_two_hundred_reports_open_fast_and_stay_small(visit, large):
    assert len(large.encode()) < 3_000_000
    started = time.perf_counter()
    page = visit(large)
    page.locator("#situation .line").first.wait_for()
    assert time.perf_counter() - started < 2
    assert page.locator("table.sxf thead th").count() <= 50
    page.locator("#q").fill("russia")
    page.locator("#found").filter(has_text="events").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["small", "hostile"])
def test_axe_finds_nothing(visit, small, scheme, which):
    if not AXE.is_file():
        pytest.skip("no accessibility check: tests/browser/axe.min.js is absent (`make axe` fetches it from npm)")
    page = visit(small if which == "small" else hostile_page(), scheme=scheme)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    # The page's own policy allows no foreign script; the browser's debugger may add one all the same.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:150]) for one in found] == []


def test_equal_records_give_equal_bytes():
    assert render(small_record(), MANIFEST) == render(small_record(), MANIFEST)


def test_the_page_asks_for_nothing_and_allows_nothing():
    text = render(small_record(), MANIFEST)
    assert "default-src 'none'" in unescape(text)
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert not re.search(r"<[^>]+\son\w+=", text)
    assert not re.search(r'\s(?:src|srcset)="', text)
    assert set(views.names()) >= {"situation", "matrix", "evidence"}
