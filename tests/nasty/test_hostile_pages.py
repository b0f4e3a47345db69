"""Pages that hang or empty an extractor, made here at full size: each is answered in seconds, its text kept or the loss
named. The first four hang or empty well-known extractors.

Seconds are those of the processor, and of the machine on which the limit was set: on a slower one they count as many
times more as the same loop takes longer there.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.clean.article import clean
from dateline.config import Config
from dateline.engine.limits import TookTooLong, time_limit
from dateline.model import Document, Report, Unread
from dateline.readers import read_paths
from dateline.resources import Resources, resources

SECONDS = 10.0
LOOP_SECONDS = 0.12  # what `pace` measures on the machine on which pages were to be answered in SECONDS
NOW = "2026-01-01"
SENTENCES = [
    f"Envoys of both countries met in round {n} of the talks on Monday, and agreed to meet again before the end of the month."
    for n in range(1, 7)
]
ARTICLE = "".join(f"<p>{sentence}</p>\n" for sentence in SENTENCES)


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>Envoys meet again</title></head><body>{body}</body></html>"


def paragraphs(count: int) -> str:
    return "".join(
        f"<p>Paragraph {n} says that the envoys of district {n * 7919} met on Monday.</p>" for n in range(count)
    )


PAGES: dict[str, Callable[[], str]] = {
    "2,000 nested boxes around the article": lambda: page("<div>" * 2000 + ARTICLE + "</div>" * 2000),
    "100,000 nested boxes": lambda: page("<div>" * 100_000 + ARTICLE),
    "500,000 spans": lambda: page(ARTICLE + "<span>a</span>" * 500_000),
    "8 MB of paragraphs": lambda: page(ARTICLE + paragraphs(100_000)),
    "a million stray angle brackets": lambda: page(ARTICLE + "<p>" + "< " * 1_000_000 + "</p>"),
    "half a million unclosed tags": lambda: page(ARTICLE + "<b" * 500_000),
    "a tag with 200,000 attributes": lambda: page(
        "<div " + " ".join(f"a{n}='{n}'" for n in range(200_000)) + ">" + ARTICLE
    ),
    "a stray quotation mark before 2 MB": lambda: page('<a href=x" title=">' + ARTICLE + paragraphs(20_000)),
    "300,000 comments": lambda: page("<!-- x -->" * 300_000 + ARTICLE),
    "a comment that never ends": lambda: page(ARTICLE + "<!--" + "-" * 2_000_000),
    "400,000 entities": lambda: page(ARTICLE + "<p>" + "&amp;&lt;&#8217; " * 130_000 + "</p>"),
    "3,000 nested tables": lambda: page("<table><tr><td>" * 3000 + ARTICLE),
    "20,000 nested formatting elements": lambda: page("<b><i>" * 10_000 + ARTICLE),
    "100,000 unclosed scripts": lambda: page(ARTICLE + "<script>" * 100_000),
    "a metadata record 20,000 levels deep": lambda: page(
        '<script type="application/ld+json">' + '{"@graph":[' * 20_000 + "]}" * 20_000 + "</script>" + ARTICLE
    ),
    "a line of 5 MB without a space": lambda: page(ARTICLE + "<p>" + "x" * 5_000_000 + "</p>"),
    "50,000 links": lambda: page(
        ARTICLE + "".join(f'<li><a href="/{n}">Story number {n}</a></li>' for n in range(50_000))
    ),
    "100,000 line breaks": lambda: page(ARTICLE + "one more line of words here<br>" * 100_000),
    "40,000 forms and buttons that close each other": lambda: page(
        ARTICLE + "</p></form><form><button></div>" * 40_000
    ),
    "a title of 3 MB": lambda: (
        f"<html><head><title>{'Envoys meet ' * 250_000}</title></head><body>{ARTICLE}</body></html>"
    ),
    "40,000 dates": lambda: page(
        ARTICLE + "".join(f"<p>Updated 4 May 20{n % 26:02} 10:{n % 60:02}</p>" for n in range(40_000))
    ),
    "1 MB of spaces between two words": lambda: page(ARTICLE + "<p>one" + " \n\t" * 350_000 + "two</p>"),
}
FILES: dict[str, tuple[str, Callable[[], str]]] = {
    "a JSON row of 12 MB, all of it escapes": (
        "rows.jsonl",
        lambda: '{"title": "T", "maintext": "' + "".join(f"\\u{ord(c):04x}" for c in _long_text(2_000_000)) + '"}\n',
    ),
    "a feed of a million items that never end": ("feed.xml", lambda: "<rss><channel>" + "<item>" * 1_000_000),
    "an item of 500,000 elements that never end": (
        "feed.xml",
        lambda: "<rss><channel><item><title>T</title>" + "<a>" * 500_000 + f"<description>{SENTENCES[0]}</description></item></channel></rss>",
    ),
    "a feed of 200,000 items": (
        "feed.xml",
        lambda: "<rss><channel>" + "<item><title>T</title><description>Envoys met.</description></item>" * 200_000 + "</channel></rss>",
    ),
    "a declaration with a million comments": ("feed.xml", lambda: "<?xml version='1.0'?>" + "<!-- a -->" * 400_000 + "<rss></rss>"),
    "JSON nested 100,000 deep": ("rows.json", lambda: "[" * 100_000),
    "a JSON array of a million empty lists": ("rows.json", lambda: "[" + "[]," * 1_000_000 + "[]]"),
    "a table with a quoted cell that never ends": ("table.csv", lambda: 'title,text\na,"' + "b,\n" * 2_000_000),
    "a table of 100,000 columns": ("table.csv", lambda: "text" + "," * 100_000 + "\n" + ("a" + "," * 100_000 + "\n") * 20),
    "a mail of 20,000 nested parts": (
        "mail.eml",
        lambda: "From: a@example.org\nMIME-Version: 1.0\n" + "".join(
            f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(20_000)
        ) + f"Content-Type: text/plain\n\n{' '.join(SENTENCES)}\n",
    ),
    "a mail with 100,000 header lines": (
        "mail.eml",
        lambda: "From: a@example.org\nMIME-Version: 1.0\n" + "X-A: b\n" * 100_000 + "\n" + "\n\n".join(SENTENCES),
    ),
    "a mail with a subject of 2 MB": (
        "mail.eml",
        lambda: "From: a@example.org\nMIME-Version: 1.0\nSubject: " + "=?utf-8?q?a?= " * 140_000 + "\n\n" + "\n\n".join(SENTENCES),
    ),
    "2 MB of opening brackets as text": ("a.txt", lambda: "\n\n".join(SENTENCES) + "\n\n" + "([{\"'" * 400_000),
    "400,000 lines of one letter": ("a.txt", lambda: "\n\n".join(SENTENCES) + "\n" + "a\n" * 400_000),
    "a line of 8 MB": ("a.txt", lambda: " ".join(SENTENCES) + " and" * 2_000_000),
}  # fmt: skip


def _long_text(length: int) -> str:
    return "".join(
        f"Envoys {n} of both countries met on Monday, as {n * 7919} people watched.\\n" for n in range(length // 68)
    )


def answer(file: Path) -> list[Document | Unread | str]:
    """Documents, and for what gave none the reason. As a build does it, without the parse."""
    knowledge = resources(Config())
    try:
        with time_limit(60 * SECONDS):  # wall clock, only for what never ends; the tests below count its own time
            return _answers(file, knowledge)
    except TookTooLong as stopped:
        pytest.fail(stopped.reason)


def _answers(file: Path, knowledge: Resources) -> list[Document | Unread | str]:
    answers: list[Document | Unread | str] = []
    for report in read_paths([file], knowledge.config):
        if isinstance(report, Unread):
            answers.append(report)
            continue
        assert isinstance(report, Report)
        if len(answers) > 1000:  # each is cleaned under a limit of its own
            continue
        try:
            answers.append(clean(report, knowledge, now=NOW))
        except Exception as error:
            answers.append(f"{type(error).__name__}: {error}")
    return answers


@pytest.fixture(scope="module")
def limit() -> float:
    """Seconds of this machine's processor for one page."""

    def loop() -> float:
        began = time.process_time()
        words: dict[str, int] = {}
        for n in range(400_000):
            word = f"{n % 5000}-{n % 7}"
            words[word] = words.get(word, 0) + len(word.split("-"))
        return time.process_time() - began

    return SECONDS * max(1.0, min(loop() for _ in range(3)) / LOOP_SECONDS)


@pytest.fixture(scope="module", autouse=True)
def _warm():
    import trafilatura  # noqa: F401 - what loading takes is no page's fault

    for part in ("furniture", "outlets", "agencies"):
        getattr(resources(Config()), part)


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_answered_and_its_article_kept(name, tmp_path, limit):
    (tmp_path / "page.html").write_text(PAGES[name](), encoding="utf-8")
    began = time.process_time()
    (document,) = answer(tmp_path / "page.html")
    assert time.process_time() - began < limit
    assert isinstance(document, Document), document
    seen = document.text + " ".join(removed.text for removed in document.removed) + " ".join(document.notes)
    assert not [sentence for sentence in SENTENCES if sentence not in seen]
    assert sum(sentence in document.text for sentence in SENTENCES) >= 5


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_answered(name, tmp_path, limit):
    file, make = FILES[name]
    (tmp_path / file).write_text(make(), encoding="utf-8")
    began = time.process_time()
    answers = answer(tmp_path / file)
    assert time.process_time() - began < limit
    assert answers
    for one in answers:
        if isinstance(one, Unread):
            assert one.reason
            assert one.advice
        if isinstance(one, str):  # only refusals with a reason, never a fault of ours
            assert one.startswith("InputError: "), json.dumps(one[:300])
