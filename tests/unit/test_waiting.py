"""Adding one by one: what waits is kept, looked at only once it is linked, and the record is the same in the end."""

import sqlite3

import pytest

from dateline import build as module
from dateline.build import RECORD, add, build, open_record
from dateline.config import Config
from dateline.errors import StoreError
from dateline.store.waiting import WAITING, put_waiting, read_waiting, waiting_ids
from tests.integrity.harness import write_reports

CONFIG = Config(engine="serial", workers=1)


@pytest.fixture
def small(monkeypatch):
    """Records of three reports count as large, and half of one may wait."""
    monkeypatch.setattr(module, "LINKED_AT_ONCE", 2)
    monkeypatch.setattr(module, "WAITING_SHARE", 0.5)


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return write_reports(tmp_path_factory.mktemp("reports"), 7)


def test_one_by_one_ends_in_the_bytes_of_all_at_once(paths, tmp_path, small):
    build(paths, tmp_path / "all", config=CONFIG, title="same")
    build(paths[4:], tmp_path / "one", config=CONFIG, title="same")
    linked = [add([path], tmp_path / "one", config=CONFIG)[0] is not None for path in reversed(paths[:4])]
    assert linked == [False, True, False, False]
    record = open_record(tmp_path / "one")
    assert len(record.reports) == 7
    assert (tmp_path / "one" / RECORD).read_bytes() == (tmp_path / "all" / RECORD).read_bytes()


def test_the_same_report_twice_and_under_a_second_path(paths, tmp_path, small):
    second = tmp_path / "second.txt"
    second.write_bytes(paths[3].read_bytes())
    build([*paths[:4], second], tmp_path / "all", config=CONFIG, title="same")
    build(paths[:3], tmp_path / "one", config=CONFIG, title="same")
    assert add([paths[3]], tmp_path / "one", config=CONFIG)[1].new == 1
    assert add([paths[3], paths[0]], tmp_path / "one", config=CONFIG)[1].waiting == 1
    add([second], tmp_path / "one", config=CONFIG)
    assert open_record(tmp_path / "one").duplicates
    assert (tmp_path / "one" / RECORD).read_bytes() == (tmp_path / "all" / RECORD).read_bytes()


def test_what_cannot_be_read_is_named_at_once_and_in_the_record(paths, tmp_path, small):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 no text")
    build(paths[:3], tmp_path / "one", config=CONFIG)
    record, built = add([bad, paths[3]], tmp_path / "one", config=CONFIG)
    assert record is None
    assert [line.path for line in built.unread] == [line.path for line in open_record(tmp_path / "one").unread]
    assert built.unread
    assert built.unread[0].path.endswith("bad.pdf")


def test_small_records_other_settings_and_a_given_day_are_linked_at_once(paths, tmp_path, monkeypatch):
    build(paths[:3], tmp_path / "r", config=CONFIG)
    assert add([paths[3]], tmp_path / "r", config=CONFIG)[0] is not None
    monkeypatch.setattr(module, "LINKED_AT_ONCE", 2)
    monkeypatch.setattr(module, "WAITING_SHARE", 0.5)
    assert add([paths[4]], tmp_path / "r", config=CONFIG, now="2022-01-01")[0] is not None
    assert add([paths[5]], tmp_path / "r", config=Config(engine="serial", workers=1, family_share=0.5))[0] is not None
    assert add([paths[6]], tmp_path / "r", config=CONFIG, link=True)[0] is not None


def test_linking_empties_what_waits(paths, tmp_path, small):
    build(paths[:3], tmp_path / "r", config=CONFIG)
    add([paths[3]], tmp_path / "r", config=CONFIG)
    assert len(waiting_ids(tmp_path / "r" / WAITING)) == 1
    build([paths[4]], tmp_path / "r", config=CONFIG)
    assert not waiting_ids(tmp_path / "r" / WAITING)
    assert len(open_record(tmp_path / "r").reports) == 5


def test_a_kill_before_what_waits_is_emptied_loses_and_doubles_nothing(paths, tmp_path, small, monkeypatch):
    build(paths[:3], tmp_path / "r", config=CONFIG)
    add([paths[3]], tmp_path / "r", config=CONFIG)

    def killed(path):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "clear_waiting", killed)
        with pytest.raises(KeyboardInterrupt):
            open_record(tmp_path / "r")
    after = (tmp_path / "r" / RECORD).read_bytes()
    assert len(open_record(tmp_path / "r").reports) == 4
    assert (tmp_path / "r" / RECORD).read_bytes() == after


def test_where_it_cannot_be_linked_the_record_comes_without_it_and_says_so(paths, tmp_path, small, monkeypatch):
    build(paths[:3], tmp_path / "r", config=CONFIG)
    add([paths[3]], tmp_path / "r", config=CONFIG)

    def refused(folder, **options):
        raise StoreError("read-only", advice="")

    monkeypatch.setattr(module, "rebuild", refused)
    with pytest.warns(UserWarning, match="1 added reports are not linked yet"):
        assert len(open_record(tmp_path / "r").reports) == 3


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / WAITING).write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match=WAITING):
        read_waiting(tmp_path / WAITING)
    with pytest.raises(StoreError, match=WAITING):
        put_waiting(tmp_path / WAITING, [], [], [])


def test_rows_are_there_or_not_at_all(tmp_path):
    put_waiting(tmp_path / WAITING, [], [("a.txt", "R-1")], [])
    with pytest.raises((sqlite3.Error, StoreError)):
        put_waiting(tmp_path / WAITING, [], [("b.txt", "R-2"), ("c.txt", None)], [])
    assert read_waiting(tmp_path / WAITING).paths == (("a.txt", "R-1"),)


def test_a_report_in_another_language_is_named_when_it_is_added(paths, tmp_path, small):
    other = tmp_path / "autre.txt"
    text = "Le ministre des Affaires étrangères a rencontré hier à Paris les représentants des deux pays voisins. "
    other.write_text("Rencontre à Paris\n\n" + text * 4, encoding="utf-8")
    build(paths[:3], tmp_path / "r", config=CONFIG)
    record, built = add([other], tmp_path / "r", config=CONFIG)
    assert record is None
    assert built.new == 1
    assert built.unread == open_record(tmp_path / "r").unread
    assert "in another language (fr)" in built.unread[0].reason
