"""Runs of spaces as one space, each character with its place."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean.page import folded_parts, read_page
from dateline.clean.passages import INVISIBLE, folded, is_folded

VISIBLE = ["a", "é", "。", " ", "\n", "\t", "\x1f", "\xa0", "\u2003", "\u3000"]
PIECES = st.text(st.sampled_from([*VISIBLE, *INVISIBLE]), min_size=1)


def test_every_space_of_unicode_is_known():
    spaces = [one for one in map(chr, range(sys.maxunicode + 1)) if one.isspace() and one != " "]
    assert [one for one in spaces if is_folded(f"a{one}b")] == []


@given(PIECES)
def test_what_is_folded_stays_and_nothing_else_does(text):
    inner = text.strip()
    assert is_folded(inner) == (folded(inner, 0, len(inner)).text == inner)


@given(PIECES, st.integers(0, 50))
def test_pieces_lead_back_to_their_characters(text, offset):
    for said, start, end in folded_parts(text, offset):
        meant = text[start - offset : end - offset]
        assert said == meant or (said == " " and meant.isspace())


@given(st.lists(st.text(st.sampled_from(VISIBLE)), min_size=1, max_size=4))
def test_a_paragraph_reads_the_same_in_one_piece_and_in_several(parts):
    one, several = (
        [passage.text for passage in read_page(f"<p>{inner}</p>", max_elements=100, max_depth=10).passages]
        for inner in ("".join(parts), "<i></i>".join(parts))
    )
    assert one == several


@pytest.mark.parametrize("text", ["one", "one two", "Zürich – Genève"])
def test_ordinary_text_is_folded(text):
    assert is_folded(text)
