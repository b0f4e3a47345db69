"""`dateline read`: clean text out of pages and archives, in order, and read back as it was written."""

from __future__ import annotations

import gzip
import json

import pytest
from typer.testing import CliRunner

import dateline
from dateline.cli import app
from dateline.errors import UnknownName
from dateline.model import Unread

NOW = "2022-12-31"
TOWNS = ("Birgunj", "Dharan", "Itahari")


def page(town: str) -> str:
    return (
        f"<html><head><title>Talks in {town}</title></head><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article><h1>Talks in {town}</h1><p>{town.upper()}, March 3, 2021 - The government of Nepal asked India to "
        f"reopen the crossing near {town}, a spokesman told reporters on Wednesday.</p><p>Traders in {town} said lorries "
        "had stood in line for three days &amp; nights, and that vegetables were rotting.</p></article></body></html>"
    )


@pytest.fixture
def archive(tmp_path):
    """Three pages, one of them too short to be a report, and a picture."""
    answers = [("text/html", page(town)) for town in TOWNS]
    answers[1:1] = [("text/html", "<html><body><p>Page not found.</p></body></html>"), ("image/png", "x")]
    records = b""
    for number, (kind, body) in enumerate(answers):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}".encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2021-03-04T08:00:00Z\r\n"
            f"WARC-Target-URI: https://post.example/{number}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records += gzip.compress(head.encode() + block + b"\r\n\r\n")
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(records)
    return path


def test_an_archive_becomes_clean_text_in_its_order(archive):
    found = list(dateline.read(archive, workers=2, now=NOW))
    assert [one.path.rpartition("#")[2] for one in found] == ["1", "2", "4", "5"]
    assert isinstance(found[1], Unread) and "too little text" in found[1].reason
    documents = [one.document for one in found if not isinstance(one, Unread)]
    assert [document.title for document in documents] == [f"Talks in {town}" for town in TOWNS]
    assert all("Home" not in document.text and "days & nights" in document.text for document in documents)
    assert {removed.text for removed in documents[0].removed} >= {"Home World"}


def test_workers_and_paths_say_nothing_in_the_result(archive):
    assert list(dateline.read([archive], workers=1, now=NOW)) == list(dateline.read(archive, workers=2, now=NOW))


def test_the_command_writes_rows_that_can_be_read_again(archive, tmp_path):
    out = tmp_path / "clean.jsonl"
    ran = CliRunner().invoke(app, ["read", str(archive), "-o", str(out), "--now", NOW, "--workers", "1"])
    assert ran.exit_code == 1  # one page is no report; it is named
    assert "3 read · 1 unread" in ran.output
    assert "crawl.warc.gz#2: too little text" in ran.output
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["published"] for row in rows] == ["2021-03-03"] * 3
    assert rows[0]["url"] == "https://post.example/0"
    again = [one.document for one in dateline.read(out, workers=1, now=NOW)]
    for row, document in zip(rows, again, strict=True):
        assert (document.title, document.url, document.published.start) == (row["title"], row["url"], row["published"])
        assert document.text.split() == row["text"].split()


def test_standard_output_is_rows_and_nothing_else(archive):
    ran = CliRunner().invoke(app, ["read", str(archive), "--now", NOW, "--workers", "1", "-q"])
    lines = [line for line in ran.stdout.splitlines() if line.startswith("{")]
    assert len(lines) == 3


def test_what_is_not_there_is_said_before_anything_is_read(archive, tmp_path):
    ran = CliRunner().invoke(app, ["read", str(archive), str(tmp_path / "nothing")])
    assert ran.exit_code != 0
    with pytest.raises(UnknownName):
        list(dateline.read(archive, reader="pigeon"))


def test_a_reader_that_fails_costs_its_own_file_only(archive, tmp_path, monkeypatch):
    """Readers run in the build's own process: what they did not foresee may not end it."""
    from dateline import reading

    (tmp_path / "a.txt").write_text("Envoys met. " * 20, encoding="utf-8")
    real = reading.read_item

    def faulty(found, config, **options):
        if found.path.endswith("a.txt"):
            raise KeyError("unforeseen")
        yield from real(found, config, **options)

    monkeypatch.setattr(reading, "read_item", faulty)
    first, *others = dateline.read(tmp_path, workers=1, now=NOW)
    assert isinstance(first, Unread)
    assert first.reason.startswith("a fault of ours while reading it (KeyError")
    assert len(others) == 4
