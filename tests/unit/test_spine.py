"""Names, ids, settings, spans: what every stage leans on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.config import Config, load_config
from dateline.errors import ConfigError, UnknownName
from dateline.ids import short_id, unique_ids
from dateline.model import Block, Document, Span
from dateline.registry import Registry
from dateline.text import MappedText, overlap, quote, raw_span, within


def test_an_unknown_name_gets_the_nearest_one():
    with pytest.raises(UnknownName, match="Did you mean 'jsonl'"):
        Registry("exporters", {"jsonl": "json:dumps"})["jsonlines"]


def test_a_registered_name_is_imported_when_asked_for():
    assert Registry("demo", {"dumps": "json:dumps"})["dumps"]({"a": 1}) == '{"a": 1}'


def test_ids_depend_on_content_alone():
    assert short_id("E", "one") == short_id("E", "one") != short_id("E", "two")


@given(st.sets(st.text(max_size=8), max_size=60))
def test_unique_ids_are_unique_and_do_not_depend_on_order(contents):
    forward = sorted(contents)
    ids = dict(zip(forward, unique_ids("E", forward, length=1), strict=True))
    backward = dict(zip(forward[::-1], unique_ids("E", forward[::-1], length=1), strict=True))
    assert len(set(ids.values())) == len(forward)
    assert ids == backward


def test_an_unknown_setting_names_the_nearest(tmp_path):
    file = tmp_path / "dateline.toml"
    file.write_text("worker = 2\n")
    with pytest.raises(ConfigError, match="Did you mean 'workers'"):
        load_config(file)


def test_a_setting_of_the_wrong_type_is_named(tmp_path):
    file = tmp_path / "dateline.toml"
    file.write_text('workers = "two"\n')
    with pytest.raises(ConfigError, match="workers"):
        load_config(file)


def test_options_lie_over_the_file(tmp_path):
    file = tmp_path / "dateline.toml"
    file.write_text("workers = 2\nmin_words = 5\n")
    config = load_config(file, workers=3, parser=None)
    assert (config.workers, config.min_words, config.parser) == (3, 5, Config().parser)


def test_a_missing_config_file_is_said(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        load_config(tmp_path / "none.toml")


def test_spans_touching_at_their_ends_do_not_overlap():
    assert not overlap(Span(0, 5), Span(5, 9))
    assert overlap(Span(0, 6), Span(5, 9))
    assert within(Span(2, 3), Span(2, 3))


def test_text_remembers_where_it_came_from():
    raw = "<p>Ann &amp; Bob</p>"
    made = MappedText()
    made.add("Ann ", 3, 7)
    made.add("&", 7, 12)
    made.add(" Bob", 12, 16)
    doc = Document(
        report="R-1",
        text=made.text(),
        blocks=(Block(start=0, end=made.length, kind="paragraph"),),
        runs=made.runs(),
        removed=(),
        language="en",
    )
    assert quote(doc, Span(4, 5)) == "&"
    back = raw_span(doc, Span(4, 9))
    assert raw[back.start : back.end] == "&amp; Bob"
