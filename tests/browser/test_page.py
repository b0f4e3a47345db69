"""The situation page in a real browser: whole, quiet, safe, and usable by keyboard."""

from __future__ import annotations

import re
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.exporters.html import render
from dateline.views import views
from tests.browser.pages import MANIFEST, hostile_page, large_page
from tests.factories import BALAKOT, INDIA, PAKISTAN, day, document, event, mention, record

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


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The page of the sample that ships, built the way a user builds it."""
    from dateline.build import build, make_manifest
    from dateline.config import Config

    reports = Path(str(files("dateline") / "data/sample/reports"))
    made, _ = build([reports], tmp_path_factory.mktemp("sample"), now="2026-01-01", title="The sample")
    return render(made, make_manifest(made, Config()))


def test_the_sample_fills_every_section(visit, sample):
    page = visit(sample)
    assert page.troubles == []
    assert page.locator("#situation .line").count() == 10
    assert page.locator("#timeline .bar").count() > 10
    assert page.locator("#map .place").count() > 3
    assert page.locator("#lineage .family").count() >= 1
    assert "10-lantern-archive-undated" in page.locator("#unread").inner_text()


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
    assert page.locator("#panel span.lit").inner_text().startswith("Jets bombed")
    assert page.url.endswith("#at=r1s1")
    page.get_by_text("Show it in the report").click()
    assert not page.locator("#panel").is_visible()
    assert page.locator(".text span.lit").inner_text().startswith("Jets bombed")


def test_it_fits_a_telephone(visit, small):
    page = visit(small, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_wording_is_read_on_a_telephone_without_scrolling_sideways(visit, sample):
    """Its cells stand under each other, each count with its outlet, which the head of the table names elsewhere."""
    page = visit(sample, width=390, javascript=False)
    box = page.locator("#wording .scroll")
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    row = page.locator("#wording tbody tr:not(.group)").first
    counted = [cell for cell in row.locator("[data-outlet]").all() if cell.is_visible()]
    named = "cell => getComputedStyle(cell, '::before').content"
    assert counted
    for cell in counted:
        assert int(cell.inner_text()) > 0
        assert cell.get_attribute("data-outlet") in cell.evaluate(named)
    assert sum(int(cell.inner_text()) for cell in counted) <= int(row.locator(".all").inner_text())
    assert row.locator(".example").bounding_box()["width"] > 300


def test_it_prints_whole(visit, small):
    page = visit(small)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#r3s1").is_visible()
    assert not page.locator("nav.rail").is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_two_hundred_reports_open_fast_and_stay_small(visit, large):
    assert len(large.encode()) < 3_000_000
    # The best of three: the machine may be busy with something else.
    pages = [visit(large) for _ in range(3)]
    ready = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    assert min(page.evaluate(ready) for page in pages) < 2000
    page = pages[0]
    assert page.locator("table.sxf thead th").count() <= 50
    page.locator("#q").fill("russia")
    page.locator("#found").filter(has_text="events").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_axe_finds_nothing(visit, sample, scheme, which):
    if not AXE.is_file():
        pytest.skip("no accessibility check: tests/browser/axe.min.js is absent (`make axe` fetches it from npm)")
    page = visit(sample if which == "sample" else hostile_page(), scheme=scheme)
    page.evaluate("for (const one of document.querySelectorAll('details.twin')) one.open = true")
    # A few of the hundreds of events stand for all: they are made by one template.
    page.evaluate(
        "Array.from(document.querySelectorAll('.ev')).forEach((one, n) => n < 12 ? one.open = true : one.remove())"
    )
    page.evaluate("document.querySelector('.report').open = true")
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
