"""Small pages in the shapes that publishers give theirs: the day, title and authors each should give stand in its head.

The pages are in tests/nasty/pages: one shape each, in nineteen languages, with traps - days of comments, of other stories,
of changes, of the site's clock.
"""

import re
from pathlib import Path

import pytest

from dateline.clean.article import clean
from dateline.config import Config
from dateline.readers import read_item
from dateline.readers.item import Item
from dateline.resources import resources

NOW = "2026-01-01"
PAGES = sorted((Path(__file__).parents[1] / "nasty" / "pages").glob("*.html"))


def parts(path: Path) -> tuple[dict[str, str], bytes]:
    """What a page should give, and the page without that."""
    head, _, page = path.read_text(encoding="utf-8").partition("-->\n")
    lines = (line.partition(": ") for line in head.splitlines()[1:])
    return {key: value for key, _, value in lines}, page.encode()


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").lower())


def names(text: str | None) -> list[list[str]]:
    return sorted(words(name) for name in (text or "").split(";"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_tells_its_day_title_and_authors(path):
    wanted, page = parts(path)
    (report,) = read_item(Item(path="page.html", memory=page), Config())
    document = clean(report, resources(Config()), now=NOW)
    found = document.published.start if document.published else "none"
    assert found == wanted["date"], [(c.when.start, c.weight, c.evidence) for c in document.date_candidates]
    assert words(document.title) == words(wanted["title"])
    if "authors" in wanted:
        assert names(document.byline) == names(wanted["authors"])


def test_every_page_says_why_it_is_here():
    assert len(PAGES) >= 60
    assert all(parts(path)[0]["why"] for path in PAGES)
