"""The record's file: what goes in comes out, in one step, with the same bytes."""

from __future__ import annotations

import sqlite3

import msgspec
import pytest

from dateline.errors import StoreError
from dateline.store.database import read_record, write_record
from dateline.verify import check_record
from tests import factories as make


def small_record():
    doc = make.document(
        "India struck a camp near Balakot on Tuesday.", outlet="The Plain Ledger", published="2019-02-26"
    )
    told = make.mention(
        doc,
        "India struck a camp near Balakot on Tuesday",
        trigger="struck",
        actors=[("India", make.INDIA)],
    )
    return make.record([doc], [told], [make.event([told])])


def test_a_record_comes_back_as_it_was(tmp_path):
    record = small_record()
    write_record(record, tmp_path / "record.sqlite", {})
    assert read_record(tmp_path / "record.sqlite") == record


def test_the_same_record_gives_the_same_bytes(tmp_path):
    for name in ("a.sqlite", "b.sqlite"):
        write_record(small_record(), tmp_path / name, {"manifest": "{}"})
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_a_failed_write_leaves_the_old_record(tmp_path, monkeypatch):
    path = tmp_path / "record.sqlite"
    write_record(small_record(), path, {})
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dateline.store.database.os.replace", full)
    with pytest.raises(StoreError, match="What was there before is unchanged"):
        write_record(small_record(), path, {})
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["record.sqlite"]


def test_a_missing_record_is_said(tmp_path):
    with pytest.raises(StoreError, match="no record there"):
        read_record(tmp_path / "record.sqlite")


def test_a_file_that_is_no_record_is_said(tmp_path):
    (tmp_path / "record.sqlite").write_bytes(b"not a database at all, but long enough to be read as one" * 50)
    with pytest.raises(StoreError, match="not a readable record"):
        read_record(tmp_path / "record.sqlite")


def test_a_record_of_a_newer_dateline_is_said(tmp_path):
    path = tmp_path / "record.sqlite"
    write_record(small_record(), path, {})
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(StoreError, match="a newer dateline"):
        read_record(path)


def test_a_sound_record_verifies():
    assert list(check_record(small_record())) == []


def test_verify_finds_a_mention_without_an_event():
    record = msgspec.structs.replace(small_record(), events=())
    assert any("belongs to no event" in problem for problem in check_record(record))


def test_verify_finds_a_span_outside_the_text():
    record = small_record()
    broken = msgspec.structs.replace(record.mentions[0], end=10_000)
    problems = list(check_record(msgspec.structs.replace(record, mentions=(broken,))))
    assert any("lies outside the text" in problem for problem in problems)


def test_verify_finds_words_that_do_not_stand_there():
    record = small_record()
    doc = record.documents[0]
    swapped = msgspec.structs.replace(doc, text=doc.text.replace("India", "China"))
    problems = list(check_record(msgspec.structs.replace(record, documents=(swapped,))))
    assert any("is not what stands in the raw content" in problem for problem in problems)
