"""A record as a notebook sees it: frames of fixed types, SQL, pictures, and what a cell shows."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from dateline import api, tables
from dateline.api import OpenRecord
from dateline.config import Config
from dateline.errors import DatelineError
from dateline.exporters.pictures import PICTURES
from dateline.resources import resources
from tests.factories import INDIA, document, event, mention, record

HOSTILE = "India <script>struck</script> a camp near Balakot on Tuesday."


@pytest.fixture(scope="module")
def opened() -> OpenRecord:
    doc = document(HOSTILE, outlet="The <b>Plain</b> Ledger", published="2019-02-26")
    told = mention(doc, HOSTILE.rstrip("."), trigger="struck", actors=[("India", INDIA)])
    return OpenRecord(record([doc], [told], [event([told])]), resources(Config()))


@pytest.mark.parametrize("table", tables.TABLES)
def test_types_are_the_same_for_a_full_and_an_empty_table(opened, table):
    pytest.importorskip("polars")
    full, empty = getattr(opened, table), getattr(opened, table)[:0]
    assert full.to_polars().schema == empty.to_polars().schema
    assert list(full.to_pandas().dtypes) == list(empty.to_pandas().dtypes)
    assert len(full.to_polars()) == len(full)


def test_days_are_dates_and_codes_are_text(opened):
    polars = pytest.importorskip("polars")
    schema = opened.events.to_polars().schema
    assert schema["date_start"] == polars.Date
    assert schema["cameo"] == polars.String
    assert schema["place_lat"] == polars.Float64
    assert opened.events.to_arrow().schema.field("goldstein").metadata[b"unit"].startswith(b"-10")


def test_sql_reaches_every_table_and_nothing_else(opened, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    told = opened.sql("select e.id, m.report from events e join mentions m on m.event = e.id")
    assert told.rows() == [(opened.events[0]["id"], opened.mentions[0]["report"])]
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with pytest.raises(duckdb.Error):
        opened.sql(f"select * from read_csv('{secret}')")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_whole_svg_that_names_nothing_outside(opened, name, tmp_path):
    drawn = getattr(opened, name)()
    if drawn.svg is None:
        with pytest.raises(DatelineError, match="nothing to draw"):
            drawn.save(tmp_path / "x.svg")
        return
    root = ElementTree.parse(drawn.save(tmp_path / "x.svg")).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in drawn.svg
    assert not [e for e in root.iter() if e.tag.endswith("script") or "http" in e.get("href", "")]


def test_a_cell_shows_the_words_of_a_report_as_text(opened):
    shown = [opened, opened.reports, opened.mentions, opened.event(opened.events[0]["id"])]
    for one in shown:
        assert "<script>" not in one._repr_html_()
        assert "<b>Plain" not in one._repr_html_()


def test_why_reads_as_lines(opened):
    why = opened.event(opened.events[0]["id"]).why()
    assert repr(why) == str(why)
    assert "\n" in why
    assert why._repr_html_().startswith("<pre>")


def test_a_missing_extra_is_one_clear_line(opened, monkeypatch):
    def missing(name: str):
        raise ImportError(name)

    monkeypatch.setattr("dateline.extras.import_module", missing)
    with pytest.raises(DatelineError, match=r"record.sql needs duckdb.*pip install 'dateline\[frames\]'"):
        opened.sql("select 1")
    with pytest.raises(DatelineError, match=r"xlsx format needs xlsxwriter.*dateline\[export\]"):
        opened.export("xlsx", "nowhere")


def test_build_is_a_verb_however_often_it_is_called(tmp_path):
    """Its module has the same name, and lies over it once anything imports that."""
    import dateline
    import dateline.build

    (tmp_path / "a.txt").write_text("India accused Nepal of closing the crossing, officials said. " * 6)
    for _ in range(2):
        assert len(dateline.build(tmp_path / "a.txt", tmp_path / "r", now="2021-12-31").reports) == 1


def test_the_interface_names_what_it_gives():
    assert all(hasattr(api, name) for name in api.__all__)
