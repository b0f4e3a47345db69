"""Formats read by what reads them in the world, never by a reader of our own."""

from __future__ import annotations

import json

import bibtexparser
import feedparser
import geojson
import networkx
import pandas
import pytest

from dateline.exporters.field import acled, gdelt, icews, polecat
from tests.contract.test_exporters import record  # noqa: F401 - a fixture

# GDELT 2.0's published types, for the columns that a record fills.
GDELT_TYPES = {"GlobalEventID": "int64", "Day": "Int64", "QuadClass": "int64", "GoldsteinScale": "float64", "NumMentions": "int64"}


def test_gdelt_events_read_as_published(record, tmp_path):  # noqa: F811
    record.export("gdelt", tmp_path)
    events = pandas.read_csv(
        tmp_path / "gdelt.export.CSV", sep="\t", header=None, names=gdelt.EVENTS, dtype=GDELT_TYPES | {"EventCode": str}
    )
    assert len(gdelt.EVENTS) == 61
    assert len(events)
    assert events["EventCode"].str.fullmatch(r"\d{2,4}").all()
    assert events["QuadClass"].isin([1, 2, 3, 4]).all()
    mentions = pandas.read_csv(tmp_path / "gdelt.mentions.CSV", sep="\t", header=None, names=gdelt.MENTIONS)
    assert len(gdelt.MENTIONS) == 16
    assert set(mentions["GlobalEventID"]) == set(events["GlobalEventID"])


@pytest.mark.parametrize(
    ("name", "file", "columns", "separator"),
    [
        ("polecat", "polecat.txt", polecat.COLUMNS, "\t"),
        ("icews", "icews.tab", icews.COLUMNS, "\t"),
        ("acled", "acled.csv", acled.COLUMNS, ","),
    ],
)
def test_tables_have_the_published_columns(record, tmp_path, name, file, columns, separator):  # noqa: F811
    record.export(name, tmp_path)
    table = pandas.read_csv(tmp_path / file, sep=separator, dtype=str, keep_default_na=False)
    assert tuple(table.columns) == columns
    assert "dateline" in (tmp_path / f"NOTE-{name.upper()}.txt").read_text()


def test_polecat_writes_none_for_what_is_missing(record, tmp_path):  # noqa: F811
    record.export("polecat", tmp_path)
    table = pandas.read_csv(tmp_path / "polecat.txt", sep="\t", dtype=str, keep_default_na=False)
    assert (table["Wikipedia Actor ID"] == "None").all()
    assert len(polecat.COLUMNS) == 40


def test_the_map_is_geojson(record, tmp_path):  # noqa: F811
    record.export("geojson", tmp_path)
    read = geojson.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))
    assert read.is_valid, read.errors()
    assert len(read["features"]) == len(record.events)


def test_the_network_is_graphml(record, tmp_path):  # noqa: F811
    record.export("graphml", tmp_path)
    graph = networkx.read_graphml(tmp_path / "network.graphml")
    pairs = sum(len(row["actors"]) * len(row["targets"]) for row in record.events)
    assert graph.number_of_edges() == pairs
    assert pairs


def test_the_feed_is_atom(record, tmp_path):  # noqa: F811
    record.export("atom", tmp_path)
    feed = feedparser.parse((tmp_path / "events.atom").read_bytes())
    assert not feed.bozo
    assert {entry.id for entry in feed.entries} == {f"urn:dateline:{row['id']}" for row in record.events.filter(new=True)}


def test_the_bibliography_is_bibtex(record, tmp_path):  # noqa: F811
    record.export("bibtex", tmp_path)
    library = bibtexparser.parse_string((tmp_path / "reports.bib").read_text(encoding="utf-8"))
    assert not library.failed_blocks
    assert {entry.key for entry in library.entries} == {row["id"] for row in record.reports}


def test_annotations_point_at_their_words(record, tmp_path):  # noqa: F811
    record.export("annotations", tmp_path)
    texts = {row["id"]: row["text"] for row in record.reports}
    mentions = {row["id"]: row for row in record.mentions}
    for line in (tmp_path / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        read = json.loads(line)
        position, quote = read["target"]["selector"]
        text = texts[mentions[read["id"].removeprefix("urn:dateline:")]["report"]]
        assert text[position["start"] : position["end"]] == quote["exact"]


def test_the_timeline_shows_every_dated_new_event(record, tmp_path):  # noqa: F811
    record.export("timelinejs", tmp_path)
    slides = json.loads((tmp_path / "timeline.json").read_text(encoding="utf-8"))["events"]
    dated = [row for row in record.events.filter(new=True) if row["date"] and row["date"]["start"]]
    assert [slide["unique_id"] for slide in slides] == [row["id"] for row in dated]
    assert all(set(slide["start_date"]) == {"year", "month", "day"} for slide in slides)


def test_the_dossier_has_a_footnote_for_every_mention(record, tmp_path):  # noqa: F811
    record.export("markdown", tmp_path)
    text = (tmp_path / "dossier.md").read_text(encoding="utf-8")
    assert text.count("\n[^") == len(record.mentions)
    assert "<" not in text.replace("\\<", "")
