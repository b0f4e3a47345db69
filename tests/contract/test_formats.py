"""Formats read by what reads them in the world, never by a reader of our own."""

from __future__ import annotations

import hashlib
import json
import zipfile
from xml.etree import ElementTree

import bibtexparser
import feedparser
import geojson
import networkx
import pandas
import pytest

from dateline import tables
from dateline.exporters.field import acled, gdelt, icews, polecat, ucdp
from dateline.exporters.field.told import parties
from dateline.frames import arrow_schema
from dateline.model import Actor
from dateline.verify import verify
from tests.contract.test_exporters import record  # noqa: F401 - a fixture

# Each data set's published types: whole numbers, numbers, and the rest text. A whole number may be missing.
GDELT_TYPES = {
    column: "Int64"
    for column in (
        "GlobalEventID", "Day", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources",
        "NumArticles", "Actor1Geo_Type", "Actor2Geo_Type", "ActionGeo_Type", "DATEADDED",
    )
} | {
    column: "float64"
    for column in (
        "FractionDate", "GoldsteinScale", "AvgTone", "Actor1Geo_Lat", "Actor1Geo_Long", "Actor2Geo_Lat",
        "Actor2Geo_Long", "ActionGeo_Lat", "ActionGeo_Long",
    )
}  # fmt: skip
GDELT_MENTION_TYPES = {
    column: "Int64"
    for column in (
        "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "SentenceID", "Actor1CharOffset",
        "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen",
    )
} | {"MentionDocTone": "float64"}  # fmt: skip
POLECAT_TYPES = {"Intensity": "float64", "Latitude": "float64", "Longitude": "float64"}
ICEWS_TYPES = {
    "Event ID": "int64", "Intensity": "float64", "Story ID": "Int64", "Sentence Number": "Int64", "Latitude": "float64",
    "Longitude": "float64",
}  # fmt: skip
ACLED_TYPES = {
    "year": "Int64", "time_precision": "Int64", "iso": "Int64", "latitude": "float64", "longitude": "float64",
    "geo_precision": "Int64", "fatalities": "Int64", "timestamp": "Int64",
}  # fmt: skip


def test_gdelt_events_read_as_published(record, tmp_path):  # noqa: F811
    record.export("gdelt", tmp_path)
    events = pandas.read_csv(
        tmp_path / "gdelt.export.CSV",
        sep="\t",
        header=None,
        names=gdelt.EVENTS,
        dtype={column: GDELT_TYPES.get(column, str) for column in gdelt.EVENTS},
    )
    assert len(gdelt.EVENTS) == 61
    assert len(events)
    assert events["EventCode"].str.fullmatch(r"\d{2,4}").all()
    assert events["QuadClass"].isin([1, 2, 3, 4]).all()
    types = {column: GDELT_MENTION_TYPES.get(column, str) for column in gdelt.MENTIONS}
    mentions = pandas.read_csv(
        tmp_path / "gdelt.mentions.CSV", sep="\t", header=None, names=gdelt.MENTIONS, dtype=types
    )
    assert len(gdelt.MENTIONS) == 16
    assert set(mentions["GlobalEventID"]) == set(events["GlobalEventID"])


@pytest.mark.parametrize(
    ("name", "file", "columns", "separator"),
    [
        ("polecat", "polecat.txt", polecat.COLUMNS, "\t"),
        ("icews", "icews.tab", icews.COLUMNS, "\t"),
        ("acled", "acled.csv", acled.COLUMNS, ","),
        ("ucdp", "ucdp.csv", ucdp.COLUMNS, ","),
    ],
)
def test_tables_have_the_published_columns(record, tmp_path, name, file, columns, separator):  # noqa: F811
    record.export(name, tmp_path)
    table = pandas.read_csv(tmp_path / file, sep=separator, dtype=str, keep_default_na=False)
    assert tuple(table.columns) == columns
    assert "dateline" in (tmp_path / f"NOTE-{name.upper()}.txt").read_text()


@pytest.mark.parametrize(
    ("name", "file", "types", "separator", "day"),
    [
        ("polecat", "polecat.txt", POLECAT_TYPES, "\t", "Event Date"),
        ("icews", "icews.tab", ICEWS_TYPES, "\t", "Event Date"),
        ("acled", "acled.csv", ACLED_TYPES, ",", "event_date"),
    ],
)
def test_tables_read_with_the_published_types(record, tmp_path, name, file, types, separator, day):  # noqa: F811
    record.export(name, tmp_path)
    columns = pandas.read_csv(tmp_path / file, sep=separator, nrows=0).columns
    table = pandas.read_csv(
        tmp_path / file, sep=separator, na_values=["None"], dtype={c: types.get(c, str) for c in columns if c != day},
        parse_dates=[day],
    )  # fmt: skip
    assert len(table)
    assert pandas.api.types.is_datetime64_any_dtype(table[day])


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
    assert {entry.id for entry in feed.entries} == {
        f"urn:dateline:{row['id']}" for row in record.events.filter(new=True)
    }


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


def test_a_day_is_told_only_where_it_is_known(record, tmp_path):  # noqa: F811
    """No table passes the first day of an interval, or the day of the report, off as the day of the event."""
    exact = {
        row["id"]: row["date"] and row["date"]["start"] == row["date"]["end"] and row["date"]["start"]
        for row in record.events
    }
    record.export("polecat", tmp_path)
    table = pandas.read_csv(tmp_path / "polecat.txt", sep="\t", dtype=str, keep_default_na=False)
    for event, day in zip(table["Event ID"], table["Event Date"], strict=True):
        assert day == (exact[event.rpartition(".")[0]] or "None")


def test_numbers_of_rows_are_their_own(record, tmp_path):  # noqa: F811
    record.export("gdelt", tmp_path)
    events = pandas.read_csv(
        tmp_path / "gdelt.export.CSV", sep="\t", header=None, names=gdelt.EVENTS, dtype=GDELT_TYPES
    )
    assert events["GlobalEventID"].is_unique


def test_the_globe_is_kml(record, tmp_path):  # noqa: F811
    fastkml = pytest.importorskip("fastkml")
    record.export("kml", tmp_path)
    read = fastkml.KML.parse(tmp_path / "events.kml", strict=True)
    marks = [mark for folder in read.features[0].features for mark in folder.features]
    placed = {row["id"]: row["place"]["precision"] for row in record.events if row["place"] and row["place"]["lat"]}
    assert {mark.id for mark in marks} == set(placed)
    for mark in marks:
        assert type(mark.geometry).__name__ == ("Point" if placed[mark.id] in ("town", "point") else "Polygon")


def test_the_network_over_time_is_gexf(record, tmp_path):  # noqa: F811
    record.export("gexf", tmp_path)
    graph = networkx.read_gexf(tmp_path / "network.gexf")
    assert graph.number_of_edges() == sum(len(row["actors"]) * len(row["targets"]) for row in record.events)


def test_the_bundle_is_stix(record, tmp_path):  # noqa: F811
    stix2 = pytest.importorskip("stix2")
    record.export("stix", tmp_path)
    bundle = stix2.parse((tmp_path / "record.stix.json").read_text(encoding="utf-8"), allow_custom=False)
    notes = {one["id"] for one in bundle.objects if one["type"] == "note"}
    assert len(notes) == len(record.events) + len(record.conflicts)
    known = {one["id"] for one in bundle.objects}
    assert len(known) == len(bundle.objects)
    for one in bundle.objects:
        assert set(one.get("object_refs", [])) <= known
        assert {*one.get("extensions", {})} <= known


def test_the_bundle_satisfies_the_oasis_validator(record, tmp_path):  # noqa: F811
    validator = pytest.importorskip("stix2validator")
    record.export("stix", tmp_path)
    checked = validator.validate_file(str(tmp_path / "record.stix.json"), validator.ValidationOptions(version="2.1"))
    found = [str(one) for result in checked.object_results for one in (*result.errors, *(result.warnings or []))]
    # It warns of ids that are no UUIDv4 - ours are UUIDv5, so that equal records give equal bytes - and of addresses
    # without a hash, which rows of a file cannot have.
    assert checked.is_valid, found
    assert [one for one in found if "{103}" not in one and "{302}" not in one] == []


def test_a_gdelt_class_is_that_of_the_root_code(record, tmp_path):  # noqa: F811
    record.export("gdelt", tmp_path)
    events = pandas.read_csv(tmp_path / "gdelt.export.CSV", sep="\t", header=None, names=gdelt.EVENTS, dtype=str)
    classes = {
        code: quad
        for quad, codes in enumerate((range(1, 6), range(6, 9), range(9, 14), range(14, 21)), 1)
        for code in codes
    }
    assert [classes[int(code)] for code in events["EventRootCode"]] == events["QuadClass"].astype(int).tolist()
    assert events["SOURCEURL"].notna().all()


def test_one_strike_on_a_camp_of_a_group_is_one_row():
    group = actor("group:front", "the Front", "group", country="PAK", sector="REB")
    things = [
        unnamed("militants", sector="REB"),
        unnamed("a camp"),
        unnamed("a town", country="PAK"),
        unnamed("a barn"),
    ]
    people = unnamed("people", sector="CVL")
    assert parties([things[0], group, *things[1:], people, group]) == (group, people)
    assert parties(things[1:2] + things[3:]) == (things[1],)
    assert parties([things[2], things[0]]) == (things[2], things[0])
    assert parties([]) == ()


def actor(key: str, name: str, kind: str, **codes: str) -> Actor:
    return Actor(key=key, name=name, kind=kind, **codes)


def unnamed(name: str, **codes: str) -> Actor:
    return actor(f"unnamed:{name}", name, "unnamed", **codes)


def test_the_workbook_opens_with_every_row_and_no_formula(record, tmp_path):  # noqa: F811
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    record.export("xlsx", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "record.xlsx")
    assert set(book.sheetnames) == set(tables.TABLES)
    for sheet in book:
        assert sheet.max_row == len(getattr(record, sheet.title)) + 1
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    codes = [row[0].value for row in book["events"].iter_rows(min_row=2, min_col=6, max_col=6)]
    assert all(isinstance(code, str) for code in codes)


def test_parquet_has_fixed_types(record, tmp_path):  # noqa: F811
    parquet = pytest.importorskip("pyarrow.parquet")
    record.export("parquet", tmp_path)
    for name in tables.TABLES:
        read = parquet.read_table(tmp_path / f"{name}.parquet")
        assert read.num_rows == len(getattr(record, name))
        assert read.schema.equals(arrow_schema(name))
    events = parquet.read_table(tmp_path / "events.parquet")
    assert str(events.schema.field("date_start").type) == "date32[day]"
    assert events.schema.field("place_lat").metadata[b"unit"] == b"degrees north (WGS 84)"


def test_word_opens_the_dossier_and_finds_its_footnotes(record, tmp_path):  # noqa: F811
    docx = pytest.importorskip("docx")
    record.export("docx", tmp_path)
    read = docx.Document(str(tmp_path / "dossier.docx"))
    assert read.paragraphs[0].style.name == "Title"
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    marks = [mark.get(f"{word}id") for mark in read.element.iter(f"{word}footnoteReference")]
    part = next(rel.target_part for rel in read.part.rels.values() if rel.reltype.endswith("/footnotes"))
    notes = ElementTree.fromstring(part.blob)
    assert marks == [note.get(f"{word}id") for note in notes if note.get(f"{word}type") is None]
    assert len(marks) == len(record.mentions)


def test_the_crate_is_a_ro_crate_whose_record_opens(record, tmp_path):  # noqa: F811
    rocrate = pytest.importorskip("rocrate.rocrate")
    (path,) = record.export("ro-crate", tmp_path)
    crate = rocrate.ROCrate(path)
    assert crate.name == record.record.title
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unzipped")
        names = set(archive.namelist()) - {"ro-crate-metadata.json"}
    assert {entity.id for entity in crate.data_entities} == names
    for entity in crate.data_entities:
        content = (tmp_path / "unzipped" / entity.id).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entity["sha256"]
    assert verify(tmp_path / "unzipped" / "record") == []
