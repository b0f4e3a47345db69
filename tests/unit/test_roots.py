"""Plain forms and roots of words, and rows of words that tell one action."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from dateline.alike.kin import kin_of_lemma, same_action
from dateline.alike.roots import base, is_number, plain, root


@pytest.mark.parametrize(
    ("word", "told"),
    [("Sixth", "6"), ("81st", "81"), ("three", "3"), ("U.N.", "un"), ('"murder"', "murder"), ("'", "-"), ("-", "-")],
)
def test_plain_words_have_no_marks_and_numbers_are_digits(word, told):
    assert plain(word) == told


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("checks", "check"),
        ("dies", "die"),
        ("launches", "launch"),
        ("robbing", "rob"),
        ("flight", "flee"),
        ("bus", "bus"),
    ],
)
def test_an_ending_comes_off_where_a_known_word_is_left(form, word):
    assert base(form) == word


@pytest.mark.parametrize(
    ("noun", "verb"),
    [("resignation", "resign"), ("acquisition", "acquire"), ("collapse", "collapse"), ("explosions", "explode")],
)
def test_nouns_share_the_root_of_their_verb(noun, verb):
    assert root(noun) == root(verb)


def test_ordinals_are_numbers_and_a_dash_is_none():
    assert is_number("tenth")
    assert not is_number("-")


def test_phrases_tell_the_same_action_as_words():
    assert same_action("step_down") & same_action("resign")
    assert same_action("put_out") & same_action("extinguish")
    assert not same_action("marry") & same_action("arrest")
    assert same_action("nothing like a word") == kin_of_lemma("nothing like a word") == frozenset()


@pytest.mark.parametrize("name", ["same_words.csv", "near_words.csv"])
def test_no_row_tells_a_word_twice(name):
    table = files("dateline").joinpath("data", "linking", name).read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        words = row["words"].split()
        assert len(words) == len(set(words)), row
