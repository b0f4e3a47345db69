"""Stores of other versions, and damaged ones: one clear line from every command, and the file stays as it is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.build import CACHE, RECORD, build
from dateline.config import Config
from dateline.errors import StoreError
from dateline.store.database import read_record
from tests.integrity.harness import NOW, holds, make, write_reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make(write_reports(tmp_path / "reports", 1), tmp_path / "record")
    return tmp_path / "record"


@pytest.mark.parametrize(
    ("version", "words", "advice"), [(0, "an older", "Build it again"), (99, "a newer", "Update dateline")]
)
def test_a_store_of_another_version_is_named(folder, version, words, advice):
    with sqlite3.connect(folder / RECORD) as connection:
        connection.execute(f"PRAGMA user_version={version}")
    connection.close()
    before = (folder / RECORD).read_bytes()
    with pytest.raises(StoreError, match=f"written by {words} dateline .store version {version}") as told:
        read_record(folder / RECORD)
    assert advice in str(told.value)
    with pytest.raises(StoreError):
        make([], folder)
    assert (folder / RECORD).read_bytes() == before


def aged(folder: Path, version: int) -> bytes:
    with sqlite3.connect(folder / RECORD) as connection:
        connection.execute(f"PRAGMA user_version={version}")
    connection.close()
    return (folder / RECORD).read_bytes()


def test_reports_are_brought_over_from_an_older_store_and_the_old_file_stays(folder):
    before = aged(folder, 0)
    reports = sorted((folder.parent / "reports").iterdir())
    build(reports, folder, now=NOW, fresh=True, config=Config(engine="serial", workers=1))
    assert len(read_record(folder / RECORD).reports) == len(reports)
    assert holds(folder) == []
    assert (folder / f"{RECORD}.version0").read_bytes() == before


def test_a_newer_store_is_not_written_over(folder):
    before = aged(folder, 99)
    reports = sorted((folder.parent / "reports").iterdir())
    with pytest.raises(StoreError, match="Update dateline"):
        build(reports, folder, now=NOW, fresh=True, config=Config(engine="serial", workers=1))
    assert (folder / RECORD).read_bytes() == before


def test_every_command_says_it_in_one_line(folder):
    (folder / RECORD).write_bytes((folder / RECORD).read_bytes()[:3000])
    for command in (["verify"], ["show"], ["open", "--no-browser"], ["since", "2021-01-01"], ["export", "-o", "x"]):
        name, *options = command
        arguments = [name, str(folder), *options]
        ran = subprocess.run(
            [sys.executable, "-c", "from dateline.cli import main; main()", *arguments],
            capture_output=True, text=True, check=False, cwd=folder.parent,
        )  # fmt: skip
        assert ran.returncode == 2, (command, ran.stdout, ran.stderr)
        assert ran.stderr.startswith("dateline: ")
        assert ran.stderr.count("\n") == 1, ran.stderr


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 500, None])
def test_a_damaged_cache_costs_time_only(folder, content):
    reports = sorted((folder.parent / "reports").iterdir())
    before = (folder / RECORD).read_bytes()
    cache = folder / CACHE
    cache.write_bytes(cache.read_bytes()[:5000] if content is None else content)
    make(reports, folder)
    assert (folder / RECORD).read_bytes() == before
    assert holds(folder) == []
