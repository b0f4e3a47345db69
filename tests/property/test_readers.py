"""Whatever comes in: no reader and no cleaner fails, hangs, or loses a character without saying so.

Inputs are mutations of the nasty corpus, and markup made at random. What once failed is kept as a file in
tests/nasty/found, which every run begins with.
"""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dateline.clean.article import clean
from dateline.clean.source import Source
from dateline.config import Config
from dateline.errors import InputError
from dateline.jsonspans import string_pieces
from dateline.model import Unread
from dateline.readers import read_item, readers
from dateline.readers.decode import decode
from dateline.readers.item import Item
from dateline.resources import resources
from dateline.xmlspans import elements, item_spans
from tests.nasty.test_corpus import check_properties

NASTY = Path(__file__).parents[1] / "nasty"
FOUND = sorted((NASTY / "found").glob("*"))
CONFIG = Config(min_words=3, max_bytes=1_000_000)
SLOW = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

PIECES = [
    b"<", b">", b"</", b"<p>", b"</p>", b"<div class=a>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"&amp;", b"&#",
    b"&#x0;", b"<item>", b"</item>", b"<title>", b"</title>", b"<description>", b'"', b"'", b"\\u0041", b"\\ud83d", b"\\", b"{",
    b"}", b"[", b"]", b",", b":", b"\n", b"\r\n", b"\0", b"\xff", b"\xfe", b"\xef\xbb\xbf", b"\x1b$B", b"=", b";", b"\t", b" ",
    b"Envoys met on Monday. ", b"text", b"maintext", b"From: a@example.org\n", b"WARC/1.1\r\n", b"Content-Length: 9\r\n\r\n",
]  # fmt: skip


def seeds() -> list[tuple[str, bytes]]:
    made = []
    for file in sorted(NASTY.glob("corpus/*/*.nasty"))[::5]:
        line, _, payload = file.read_bytes().partition(b"\n")
        if payload:
            made.append((json.loads(line)["as"], payload))
    return made


SEEDS = seeds()


def read_and_clean(name: str, data: bytes, *, only: str | None = None) -> None:
    """As a build does it; everything that is not a refusal with a reason is a failure."""
    for report in read_item(Item(path=name, memory=data), CONFIG, only=only):
        if isinstance(report, Unread):
            assert report.reason
            assert report.advice
            continue
        try:
            document = clean(report, resources(CONFIG), now="2026-01-01")
        except InputError:
            continue
        check_properties(report, document)


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.name)
def test_what_once_failed(file):
    read_and_clean(file.name, file.read_bytes())


@SLOW
@given(st.integers(0, len(SEEDS) - 1), st.randoms(use_true_random=False))
def test_mutations_of_nasty_files(seed: int, chance: random.Random):
    name, data = SEEDS[seed]
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(made))
        match chance.randint(0, 3):
            case 0:
                made[at:at] = chance.choice(PIECES)
            case 1:
                del made[at : at + chance.randint(1, 40)]
            case 2:
                made[at:at] = made[max(0, at - 60) : at] * chance.randint(1, 3)
            case _:
                made[at : at + 1] = bytes([chance.randint(0, 255)])
    read_and_clean(name, bytes(made))


@SLOW
@given(
    st.sampled_from(sorted(readers.names())),
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)), max_size=60),
)
def test_any_bytes_to_any_reader(reader: str, pieces: list[bytes]):
    read_and_clean("a.bin", b"".join(pieces), only=reader)


@SLOW
@given(st.binary(max_size=400))
def test_decoding_never_fails_and_can_be_stored(data: bytes):
    decode(data).text.encode("utf-8")


@SLOW
@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=200),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_what_was_encoded_with_a_mark_is_decoded_to_itself(text: str, encoding: str):
    # Without a mark nothing is certain; and a zero after the mark of UTF-16 makes it the mark of UTF-32.
    assume(not text.startswith("\0") and (encoding != "utf-8" or not set(text) & {"\ufeff", "\0", "\x1b"}))
    assert decode(text.encode(encoding)).text == text


@SLOW
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80), st.booleans())
def test_the_pieces_of_a_json_string_are_the_string(text: str, ascii_only: bool):
    row = json.dumps({"a": ["maintext"], "maintext": text}, ensure_ascii=ascii_only)
    pieces = list(string_pieces(row, "maintext"))
    assert "".join(piece[0] for piece in pieces) == text
    for said, start, end in pieces:
        assert row[start:end] == said or json.loads(f'"{row[start:end]}"') == said
    assert Source(pieces).text == text


@SLOW
@given(
    st.lists(
        st.sampled_from(
            [
                "<item>",
                "</item>",
                "<a>",
                "</a>",
                "<b x='1'>",
                "</b>",
                "<c/>",
                "x",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "<",
            ]
        ),
        max_size=40,
    )
)
def test_items_and_elements_lie_inside_each_other(parts: list[str]):
    text = "".join(parts)
    last = 0
    for start, end in item_spans(text):
        assert last <= start < end <= len(text)
        last = end
        item = text[start:end]
        spans = sorted(elements(item).values())
        assert all(a <= b for a, b in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
