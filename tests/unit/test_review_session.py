"""Reviewing and asking from Python: the same log as the desk's, all of a block or none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import api
from dateline.api import OpenRecord
from dateline.build import RECORD, build, record_hash
from dateline.errors import DatelineError, InputError
from dateline.review.log import read_log
from dateline.store.database import read_meta, read_record
from dateline.store.query import BadQuery
from tests.unit.test_build import NOW, OTHER, WIRE


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("session")
    for name, text in (("a.txt", WIRE), ("b.txt", OTHER)):
        (place / name).write_text(text, encoding="utf-8")
    build([place / "a.txt", place / "b.txt"], place / "record", now=NOW)
    return place / "record"


@pytest.fixture
def opened(folder, tmp_path) -> OpenRecord:
    import shutil

    return api.open(shutil.copytree(folder, tmp_path / "record"))


def test_decisions_are_in_the_log_and_in_force_after_a_build(opened):
    first, second = opened.events[0]["id"], opened.events[1]["id"]
    with opened.review("anna") as desk:
        desk.accept(first, why="checked")
        desk.correct(second, date="2021-03-01", place="Birgunj")
        desk.note(first, "ask the desk")
    made = read_log(opened.folder)
    assert [(one.kind, one.slot, one.who) for one in made] == [
        ("accept", None, "anna"),
        ("correct", "date", "anna"),
        ("correct", "place", "anna"),
        ("note", None, "anna"),
    ]
    assert len({one.at for one in made}) == 4
    rebuilt = opened.rebuilt()
    reviewed = {row["id"]: row["reviewed"] for row in rebuilt.events}
    assert reviewed[first] == ["accepted"]
    assert reviewed[second] == ["date", "place"]
    assert rebuilt.event(second).event.when.start == "2021-03-01"


def test_a_block_that_fails_decides_nothing(opened):
    one = opened.events[0]["id"]

    def decide() -> None:
        with opened.review("anna") as desk:
            desk.accept(one)
            desk.correct(one, colour="red")

    with pytest.raises(InputError, match="No slot 'colour'"):
        decide()
    assert read_log(opened.folder) == ()


def test_what_cannot_be_decided_is_said(opened):
    one = opened.events[0]["id"]
    with opened.review("anna") as desk:
        with pytest.raises(InputError, match="merged with itself"):
            desk.merge(one, one)
        with pytest.raises(InputError, match="Name some of its mentions"):
            desk.split(one, opened.events[0]["mentions"])
        with pytest.raises(InputError, match="has no mention"):
            desk.reject(one, tellings=["R-NONE/m1"])
        with pytest.raises(InputError, match="not a day"):
            desk.correct(one, date="soon")


def test_a_record_without_a_folder_takes_no_decision(opened):
    loose = OpenRecord(opened.record, opened._resources)
    with pytest.raises(DatelineError, match="lies in no folder"):
        loose.review("anna")


def test_asking_gives_events_weightiest_first_and_explains_a_wrong_field(opened):
    everything = opened.ask("")
    assert len(everything) == len(opened.events)
    arrests = opened.ask("act:arrest")
    assert 0 < len(arrests) < len(everything)
    assert {row["id"] for row in arrests} <= {row["id"] for row in everything}
    with pytest.raises(BadQuery, match="Did you mean actor"):
        opened.ask("actr:IND")
    assert len(OpenRecord(opened.record, opened._resources).ask("act:arrest")) == len(arrests)


def test_the_index_of_the_server_and_of_ask_is_one(opened):
    import json

    path = opened.folder / RECORD
    assert record_hash(read_record(path)) == json.loads(read_meta(path)["manifest"])["record"]
