"""Every nasty file does what its own first line says; and whatever it is, nothing is lost, moved or brought to life."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import html

from dateline.clean.article import clean
from dateline.clean.page import read_page
from dateline.clean.passages import INVISIBLE
from dateline.clean.source import text_source
from dateline.config import Config
from dateline.errors import InputError
from dateline.exporters import exporters
from dateline.exporters.html import render
from dateline.model import Document, Record, Report, Unread
from dateline.readers import read_paths
from dateline.resources import resources
from dateline.text import quote
from tests import factories as make
from tests.browser.pages import MANIFEST
from tests.nasty import recipes

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.rglob("*.nasty"))
CONFIG = Config(min_words=8)
NOW = "2026-01-01"

Read = tuple[list[tuple[Report, Document]], list[tuple[str, str]]]


def test_the_corpus_is_there():
    assert len(FILES) >= 400


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_nasty_file_does_what_its_first_line_says(file, tmp_path):
    want, read, unread = answer(file, tmp_path)
    for report, document in read:
        check_properties(report, document)
    for path, reason in unread:
        assert path, reason
        assert "fault of ours" not in reason
    check_expectation(want, read, [reason for _, reason in unread])
    if "inert" in want or "formula" in want:
        check_inert(record_of(read), want, tmp_path)


def answer(file: Path, folder: Path) -> tuple[dict[str, Any], list[tuple[Report, Document]], list[tuple[str, str]]]:
    """What the file expects; its reports with their documents; what was left unread, with the reason."""
    line, _, payload = file.read_bytes().partition(b"\n")
    want = json.loads(line)
    path = folder / want["as"]
    if "make" in want:
        payload = getattr(recipes, want["make"])(path, want)
    if payload is not None:
        path.write_bytes(payload)
    read, unread = [], []
    knowledge = resources(CONFIG)
    for report in read_paths([path], CONFIG):
        if isinstance(report, Unread):
            assert report.advice
            unread.append((report.path, report.reason))
            continue
        try:
            read.append((report, clean(report, knowledge, now=NOW)))
        except InputError as error:
            unread.append((report.path, error.reason))
    return want, read, unread


# --- what holds for every file --------------------------------------------------------------------------------------


def check_properties(report: Report, document: Document) -> None:
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document
    assert document.url is None or document.url.startswith(("http://", "https://"))
    for block in document.blocks:
        assert quote(document, block).strip()
    for run in document.runs:  # every character stands where the map says
        said, raw = document.text[run.start : run.start + run.length], report.raw[run.raw_start : run.raw_end]
        if len(raw) == run.length and said != raw:
            assert not said.isalnum() or len(raw) == 1 or "&" in raw or "\\" in raw, (said, raw)
    kept_and_removed = Counter(visible(document.text)) + Counter(visible(" ".join(r.text for r in document.removed)))
    missing = Counter(visible(seen_text(report))) - kept_and_removed
    if not document.notes:
        assert not missing, missing


def seen_text(report: Report) -> str:
    """What a reader of the report sees, before anything is left out."""
    source = text_source(report)
    if report.media_type == "text/html" or document_of_markup(source.text, report):
        page = read_page(source.text, max_elements=CONFIG.max_elements, max_depth=CONFIG.max_depth)
        return " ".join(passage.text for passage in page.passages)
    return source.text


def document_of_markup(text: str, report: Report) -> bool:
    from dateline.clean.draft import MARKUP

    return report.media_type != "text/plain" and len(MARKUP.findall(text)) > 1


def visible(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in INVISIBLE and c not in "\x1c\x1d\x1e\x1f\x85")


def check_expectation(want: dict[str, Any], read: list[tuple[Report, Document]], reasons: list[str]) -> None:
    reports = want.get("reports", 1)
    assert reports is None or len(read) == reports, reasons
    texts = "\n".join(document.text for _, document in read)
    held = [words for words in want.get("holds", []) if words not in texts]
    assert not held, (held, texts)
    everything = texts + "\n".join(removed.text for _, document in read for removed in document.removed)
    assert not [words for words in want.get("keeps", []) if words not in everything]
    assert not [words for words in want.get("lacks", []) if words in texts]
    for words in want.get("unread", []):
        assert any(words in reason for reason in reasons), reasons
    for name in ("title", "outlet", "byline", "url"):
        if name in want:
            assert [getattr(document, name) for _, document in read] == [want[name]]
    if "published" in want:
        assert [document.published and document.published.start for _, document in read] == [want["published"]]


# --- what must stay text --------------------------------------------------------------------------------------------


def record_of(read: list[tuple[Report, Document]]) -> Record:
    """A record that tells one event of each report, with the report's words wherever a report's words can stand."""
    documents = [document for _, document in read]
    mentions, events = [], []
    for document in documents:
        actor = make.person(document.byline or document.title or "nobody", "IND")
        first = document.text.split()[-1]
        told = make.mention(document, first, trigger=first, actors=[(first, actor)])
        mentions.append(told)
        events.append(make.event([told]))
    return make.record(documents, mentions, events, title=documents[0].title or "record" if documents else "record")


def check_inert(record: Record, want: dict[str, Any], folder: Path) -> None:
    page = html.fromstring(render(record, MANIFEST))
    assert [
        len(page.findall(f".//{tag}")) for tag in ("script", "style", "img", "iframe", "object", "embed", "base")
    ] == [1, 1, 0, 0, 0, 0, 0]
    names = {name.lower() for one in page.iter() for name in one.attrib}
    assert not [
        name for name in names if name.startswith("on") or name in ("style", "src", "srcset", "formaction", "srcdoc")
    ]
    for one in page.xpath("//*[@href]"):
        assert one.get("href").startswith(("#", "https://", "http://"))
    for path in exporters["csv-spreadsheet"](record, folder / "sheet", resources(CONFIG)):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            assert not [
                cell
                for cell in row
                if cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and not _number(cell))
            ]


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
