"""The server and the desk in a real browser: by keyboard from the queue to a decision, quiet, safe, accessible."""

from __future__ import annotations

import threading
import time
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.review.log import read_log
from tests.browser.pages import hostile_record
from tests.factories import INDIA, PAKISTAN, day, document, event, mention, record
from tests.unit.test_server import small, store

uvicorn = pytest.importorskip(
    "uvicorn", reason="no server tests: uvicorn is not installed (pip install 'dateline[server]')"
)
from dateline.web.app import create_app  # noqa: E402 - after what it needs was found

AXE = Path(__file__).parent / "axe.min.js"
DECISIONS = 50


@pytest.fixture
def serve():
    """Start servers of records; each gives its address."""
    running = []

    def start(folder: Path, **options) -> str:
        # Records made by hand are not what a build of their reports gives; only the sample is built again.
        app = create_app(folder, who="ada", **({"rebuilds": False} | options))
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        running.append((server, thread))
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def go(browser):
    """Open an address; console, dialogs and requests to elsewhere are kept in `troubles`, page loads are counted."""
    contexts = []

    def open_page(home: str, address: str = "/", *, scheme: str = "light", javascript: bool = True, width: int = 1280):
        context = browser.new_context(
            color_scheme=scheme, java_script_enabled=javascript, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.troubles, page.loads = [], 0
        page.on("console", lambda m: page.troubles.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("dialog", lambda dialog: (page.troubles.append("dialog"), dialog.dismiss()))
        page.on("request", lambda r: _watch(page, r, home))
        page.goto(home + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def told(page, words: str) -> None:
    """Wait until the desk has answered and is ready for the next key."""
    page.locator(".said, .error").filter(has_text=words).wait_for()
    page.locator("body:not([aria-busy])").wait_for()


def _watch(page, request, home: str) -> None:
    if not request.url.startswith((home, "data:")):
        page.troubles.append(request.url)
    page.loads += request.is_navigation_request()


@pytest.fixture
def folder(tmp_path) -> Path:
    return store(small(), tmp_path)


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    from dateline.build import build

    out = tmp_path_factory.mktemp("sample")
    build([Path(str(files("dateline") / "data/sample/reports"))], out, now="2026-01-01", title="The sample")
    return out


def test_the_keyboard_goes_from_the_queue_to_decisions(serve, go, folder):
    page = go(serve(folder), "/review")
    first = page.locator("#case").inner_text()
    page.keyboard.press("j")
    page.locator("#case").filter(has_not_text=first).wait_for()
    page.locator("body:not([aria-busy])").wait_for()
    page.keyboard.press("k")
    page.locator("#case").filter(has_text=first).wait_for()
    page.locator("body:not([aria-busy])").wait_for()

    page.keyboard.press("d")
    page.keyboard.type("2019-02-25")
    page.keyboard.press("Enter")
    told(page, "Date corrected")
    page.keyboard.press("n")
    page.keyboard.type("axn: typed, not pressed")
    page.keyboard.press("Enter")
    told(page, "Noted")
    page.keyboard.press("a")
    told(page, "Accepted")
    assert page.locator("#case").inner_text() != first
    assert page.evaluate("document.activeElement.id") == "case"
    page.keyboard.press("x")
    told(page, "Rejected")
    page.keyboard.press("z")
    told(page, "Undone")

    assert [d.kind for d in read_log(folder)] == ["correct", "note", "accept", "reject", "undo"]
    assert page.loads == 1
    assert page.troubles == []


def test_ticking_splitting_and_merging_by_key(serve, go, folder):
    page = go(serve(folder), "/review?at=E-JETS")
    page.keyboard.press("2")
    page.keyboard.press("u")
    told(page, "Split")
    page.keyboard.press("m")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    told(page, "Merged")
    split, merge = read_log(folder)
    assert [t.start for t in split.tellings] == [5]
    assert merge.kind == "merge"
    assert page.troubles == []


def test_what_is_wrong_is_said_and_nothing_is_lost(serve, go, folder):
    page = go(serve(folder), "/review?at=E-JETS")
    page.keyboard.press("d")
    page.keyboard.type("soon")
    page.keyboard.press("Enter")
    told(page, "not a day")
    assert "E-JETS" in page.locator(".case .kicker").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert read_log(folder) == ()
    assert page.troubles == []


def test_fifty_decisions_in_a_row_without_a_reload(serve, go, tmp_path):
    text = "\n".join(f"Jets bombed hill number {n} on Tuesday." for n in range(DECISIONS + 5))
    doc = document(text, outlet="The Plain Post", published="2019-02-26")
    tellings = [
        mention(doc, text[b.start : b.end], trigger="bombed", number=n, actors=[("Jets", INDIA)],
                targets=[("hill", PAKISTAN)], when=day("2019-02-26"))
        for n, b in enumerate(doc.blocks)
    ]  # fmt: skip
    folder = store(record([doc], tellings, [event([m], id=f"E-{n:04d}") for n, m in enumerate(tellings)]), tmp_path)
    page = go(serve(folder), "/review")
    for n in range(DECISIONS):
        page.keyboard.press("ax"[n % 2])
        page.locator(".desk-top b").first.filter(has_text=str(n + 1)).wait_for()
        page.locator("body:not([aria-busy])").wait_for()
    assert len(read_log(folder)) == DECISIONS
    assert page.loads == 1
    assert page.troubles == []


def test_decisions_without_javascript(serve, go, folder):
    page = go(serve(folder), "/review?at=E-JETS", javascript=False)
    with page.expect_navigation():
        page.get_by_role("button", name="Accept").click()
    assert "1 settled" in page.locator(".desk-top").inner_text()
    page.goto(page.url.split("?")[0] + "?at=E-MEET")
    page.locator("summary", has_text="When").click()
    page.locator('input[name="value:date"]').fill("2019-02-25")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert [d.kind for d in read_log(folder)] == ["accept", "correct"]


def test_decisions_come_into_force_by_themselves_and_survive(serve, go, sample):
    page = go(serve(sample, rebuilds=True), "/review")
    name = page.locator(".case .kicker").inner_text().split(" ")[0]
    page.keyboard.press("x")
    told(page, "Rejected")
    assert "not in the record yet" in page.locator("#state").inner_text()
    page.locator("#state").filter(has_not_text="record").wait_for(state="attached", timeout=60_000)
    page.keyboard.press("n")
    page.keyboard.type("half a note")  # what is typed is not lost when the record is built again
    home = page.url.split("/review")[0]
    assert page.loads == 1
    page.goto(f"{home}/event/{name}")
    assert "no event" in page.locator(".error").inner_text()
    page.goto(f"{home}/decisions")
    with page.expect_navigation():
        page.get_by_role("button", name="Undo reject").click()
    page.goto(f"{home}/decisions")
    assert "undone" in page.locator("main").inner_text()


def test_a_form_half_filled_outlives_a_build(serve, go, sample):
    page = go(serve(sample, rebuilds=True), "/review")
    page.keyboard.press("b")
    told(page, "Marked as")
    page.keyboard.press("n")
    page.keyboard.type("half a note")
    page.locator("#state[data-newer]").wait_for(timeout=60_000)
    assert page.locator("input[name=why]").input_value() == "half a note"
    page.keyboard.press("Enter")
    told(page, "Noted")
    page.keyboard.press("z")
    told(page, "Undone")
    assert page.troubles == []


def test_what_was_typed_is_there_still_when_it_was_refused(serve, go, folder):
    page = go(serve(folder), "/review?at=E-JETS")
    page.keyboard.press("p")
    page.keyboard.type("Xyzzyville")
    page.keyboard.press("Enter")
    told(page, "No place called")
    assert page.locator('input[name="value:place"]').input_value() == "Xyzzyville"
    assert page.evaluate("document.activeElement.name") == "value:place"


def test_search_by_keyboard_facets_and_old_links(serve, go, folder):
    page = go(serve(folder))
    page.keyboard.press("/")
    page.keyboard.type("actor:IND")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=actor*")
    assert page.locator(".results li").count() == 1
    page.locator(".results .evlink").click()
    assert page.locator("h1").inner_text().startswith("India")
    page.locator(".cite").first.click()
    assert page.locator(".text span:target").inner_text().startswith("Jets bombed")
    assert page.troubles == []


ADDRESSES = ["/", "/?q=nothing-like-it", "/reports", "/report/1", "/compare?a=1&b=2", "/review", "/decisions", "/docs"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/?q=actr:x", "/nowhere"])
def test_it_fits_a_telephone(serve, go, folder, address):
    page = go(serve(folder), address, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_hostile_reports_stay_text(serve, go, tmp_path):
    folder = store(hostile_record(), tmp_path)
    home = serve(folder)
    for address in ADDRESSES:
        page = go(home, address)
        assert page.evaluate("window.hit") is None
        assert page.locator("main img").count() == 0
        assert page.locator('a[href^="javascript" i]').count() == 0
        assert page.troubles == [], address
    page = go(home, "/review")
    page.keyboard.press("a")
    page.locator(".said").wait_for()
    assert page.evaluate("window.hit") is None
    assert page.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_axe_finds_nothing(serve, go, sample, tmp_path, scheme, which):
    if not AXE.is_file():
        pytest.skip("no accessibility check: tests/browser/axe.min.js is absent (`make axe` fetches it from npm)")
    home = serve(sample if which == "sample" else store(hostile_record(), tmp_path))
    wanted = [*ADDRESSES, "/event/E-0000"]
    page = go(home, "/", scheme=scheme)
    wanted[-1] = page.locator(".results .evlink").first.get_attribute("href")
    troubles = []
    for address in wanted:
        page.goto(home + address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        troubles += [(address, one["id"], one["nodes"][0]["html"][:150]) for one in found]
    assert troubles == []
