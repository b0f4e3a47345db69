"""Pictures of the page for the README and docs, and the README's print-out, made from the shipped sample only:
`make screenshots`.

Needs the Python package playwright and a chromium on the machine, like tests/browser.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import msgspec
import uvicorn
from playwright.sync_api import sync_playwright
from rich.console import Console

from dateline.build import Built, build, make_manifest
from dateline.cli.printing import print_built
from dateline.config import Config
from dateline.exporters.html import render
from dateline.model import Record
from dateline.web.app import create_app

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs/images"
COLUMNS = 104  # of the print-out in the README: a code block there is no wider
TITLE = "South Asia, 26 February to 1 March 2019"
# The sample's reports are from 2019; a fixed day keeps the pictures the same.
NOW = "2026-01-01"

# name, colour scheme, width, height, address, section to bring to the top
SHOTS = (
    ("page", "light", 1440, 1000, "", None),
    ("page-dark", "dark", 1440, 1000, "", None),
    ("timeline", "light", 1440, 900, "", "timeline"),
    ("map", "light", 1440, 900, "", "map"),
    ("matrix", "light", 1440, 900, "", "matrix"),
    ("conflicts", "light", 1440, 900, "", "conflicts"),
    ("lineage", "light", 1440, 900, "", "lineage"),
    ("telephone", "light", 390, 844, "", None),
)
# The server's pages: name, address
SERVED = (
    ("search", "/?q=act%3Aassault+voices%3A%3E%3D2"),
    ("desk", "/review"),
    ("side-by-side", "/compare?a=5&b=6"),
)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        record, built = build([Path(str(files("dateline") / "data/sample/reports"))], folder, now=NOW, title=TITLE)
        write_print_out(record, built)
        page_file = Path(folder) / "page.html"
        page_file.write_text(render(record, make_manifest(record, Config())), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, scheme, width, height, address, section in SHOTS:
            page = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height}).new_page()
            page.goto(page_file.as_uri() + address)
            if section:
                page.locator(f"#{section}").scroll_into_view_if_needed()
                page.evaluate("id => document.getElementById(id).scrollIntoView()", section)
            page.screenshot(path=IMAGES / f"{name}.png")
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(page_file.as_uri())
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.screenshot(path=IMAGES / "evidence.png")
        with _served(Path(folder)) as home:
            for name, address in SERVED:
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                page.goto(home + address)
                page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


def write_print_out(record: Record, built: Built) -> None:
    """Put what a build of the sample prints on a terminal into the README."""
    printed = io.StringIO()
    terminal = Console(file=printed, width=COLUMNS, force_terminal=True, color_system=None, highlight=False)
    # Without seconds: they are those of the machine, and would differ every time.
    print_built(terminal, record, msgspec.structs.replace(built, folder="dateline-demo/record", seconds={}))
    readme = ROOT / "README.md"
    block = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
    shown = re.compile(r"(For the sample:\n\n```\n).*?(\n```\n)", re.DOTALL)
    text = shown.sub(lambda found: found[1] + block + found[2], readme.read_text(encoding="utf-8"), count=1)
    readme.write_text(text, encoding="utf-8")


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The server of a record on a free port, as long as it is needed."""
    server = uvicorn.Server(uvicorn.Config(create_app(folder, who="anna"), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main()
