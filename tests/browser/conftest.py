"""A real browser: Debian's chromium through Playwright. Without either the tests skip, and say why."""

from __future__ import annotations

import shutil

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.skip("no real-browser tests: the Python package playwright is not installed (pip install playwright)")
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no real-browser tests: no chromium on this machine (apt-get install chromium)")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def visit(browser, tmp_path):
    """Open a page from disk; what it says on the console, asks of the network or pops up is kept in `troubles`."""
    contexts = []

    def open_page(text: str, address: str = "", *, scheme: str = "light", javascript: bool = True, width: int = 1280):
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8")
        context = browser.new_context(
            color_scheme=scheme, java_script_enabled=javascript, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("console", lambda m: page.troubles.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("dialog", lambda dialog: (page.troubles.append("dialog"), dialog.dismiss()))
        page.on("request", lambda r: page.troubles.append(r.url) if not r.url.startswith("file:") else None)
        page.goto(file.as_uri() + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
