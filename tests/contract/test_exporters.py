"""Every exporter, over one record: rows agree with the schemas, ids and words come out as they are."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import jsonschema
import pytest

from dateline import tables
from dateline.api import OpenRecord
from dateline.build import build
from dateline.config import Config
from dateline.exporters import exporters
from dateline.resources import resources
from tests.unit.test_build import NOW, OTHER, WIRE


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> OpenRecord:
    folder = tmp_path_factory.mktemp("exports")
    formula = '=HYPERLINK("http://x.example") was found on the site on Monday by police.'
    (folder / "a.txt").write_text(f"{WIRE}\n{formula}\n")
    (folder / "b.txt").write_text(OTHER)
    made, built = build([folder / "a.txt", folder / "b.txt"], folder / "r", now=NOW)
    return OpenRecord(made, resources(Config()), folder / "r", built)


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", exporters.names())
def test_an_exporter_writes_files_and_writes_them_again_the_same(record, name, tmp_path):
    first = {p.name: p.read_bytes() for p in record.export(name, tmp_path / "one")}
    second = {p.name: p.read_bytes() for p in record.export(name, tmp_path / "two")}
    assert first
    assert first == second


@pytest.mark.parametrize("table", tables.TABLES)
def test_rows_agree_with_their_schema(record, table, tmp_path):
    record.export("jsonl", tmp_path)
    validator = jsonschema.Draft202012Validator(tables.schema(table))
    for row in read_lines(tmp_path / f"{table}.jsonl"):
        validator.validate(row)


def test_ids_lead_from_table_to_table_and_words_recut(record, tmp_path):
    record.export("jsonl", tmp_path)
    reports = {row["id"]: row for row in read_lines(tmp_path / "reports.jsonl")}
    mentions = {row["id"]: row for row in read_lines(tmp_path / "mentions.jsonl")}
    events = read_lines(tmp_path / "events.jsonl")
    assert events
    for event in events:
        assert event["mentions"]
        for key in event["mentions"]:
            mention = mentions[key]
            assert mention["event"] == event["id"]
            assert reports[mention["report"]]["text"][mention["start"] : mention["end"]] == mention["text"]
    for row in read_lines(tmp_path / "attributions.jsonl"):
        content = row["content"]
        assert reports[row["report"]]["text"][content["start"] : content["end"]] == content["text"]
        assert row["kind"] in ("direct", "indirect")


def test_csv_has_the_same_rows_as_jsonl(record, tmp_path):
    record.export("jsonl", tmp_path)
    record.export("csv", tmp_path)
    for table in tables.TABLES:
        with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(read_lines(tmp_path / f"{table}.jsonl"))


def test_the_spreadsheet_flavour_starts_no_formula(record, tmp_path):
    record.export("csv-spreadsheet", tmp_path)
    for table in tables.TABLES:
        with (tmp_path / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                text = [cell for cell in row if not re.fullmatch(r"-?[\d.]+", cell)]
                assert not [cell for cell in text if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], row


def test_codes_are_strings(record):
    assert all(isinstance(row["cameo"], str) for row in record.events if row["cameo"] is not None)


def test_tables_filter_and_become_frames(record):
    assert len(record.events.filter(new=True)) + len(record.events.filter(new=False)) == len(record.events)
    assert all(any(a["country"] == "NPL" for a in row["actors"]) for row in record.events.filter(actor="NPL"))
    with pytest.raises(KeyError, match="no column 'colour'"):
        record.events.filter(colour="red")
