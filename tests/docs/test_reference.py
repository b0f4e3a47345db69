"""The reference pages are what the code says; every command, reader, exporter and setting is named in the docs."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("write_reference", ROOT / "tools" / "write_reference.py")
write_reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(write_reference)
PAGES = write_reference.pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_current(name):
    path = ROOT / "docs" / "reference" / name
    assert path.read_text(encoding="utf-8") == PAGES[name], "stale: run python tools/write_reference.py"


@pytest.mark.parametrize("name", ["settings.md", "commands.md"])
def test_every_setting_and_option_says_what_it_means(name):
    rows = [line for line in PAGES[name].splitlines() if line.startswith("| `")]
    assert rows
    assert not [row for row in rows if row.endswith("|  |")]


def test_every_link_between_our_pages_leads_somewhere():
    import re

    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert (page.parent / target).exists(), (
                    f"{page.relative_to(ROOT)} points at {target}, which is not there"
                )


def test_every_make_target_is_named_in_contributing_or_readme():
    import re

    told = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    for target in re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE):
        assert f"make {target}" in told, target
