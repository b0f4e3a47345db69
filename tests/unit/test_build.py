"""The whole, on a few short reports: same bytes whatever the order, nothing lost, nothing twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.build import RECORD, build
from dateline.config import Config
from dateline.store.database import read_record
from dateline.verify import verify

NOW = "2021-12-31"
WIRE = """Nepal accuses India of blocking border crossing

KATHMANDU, March 3, 2021 - The foreign ministry of Nepal accused India on Wednesday of blocking the border crossing at Birgunj.

"We condemn this step," ministry spokesman Ram Thapa told reporters in Kathmandu. He said at least 12 people were injured when police fired at protesters on Tuesday.

India denied that its forces had closed the crossing. The two countries held talks in New Delhi last month.
"""
OTHER = """Talks in Kathmandu

KATHMANDU, March 4, 2021 - India and Nepal agreed on Thursday to reopen the border crossing at Birgunj, Nepal's foreign minister said after talks with his Indian counterpart.

Residents said the crossing had been shut for three days. Police in Birgunj arrested nine protesters on Wednesday, according to the local administration.
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(WIRE, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    return folder


def test_building_twice_changes_nothing(reports, tmp_path):
    build([reports], tmp_path / "r", now=NOW)
    first = (tmp_path / "r" / RECORD).read_bytes()
    _, again = build([reports], tmp_path / "r", now=NOW)
    assert (tmp_path / "r" / RECORD).read_bytes() == first
    assert (again.new, again.changed) == (0, 0)


def test_the_order_of_files_and_how_they_were_added_do_not_matter(reports, tmp_path):
    a, b = reports / "a.txt", reports / "b.txt"
    one, _ = build([a, b], tmp_path / "one", now=NOW, title="same")
    two, _ = build([b, a, b], tmp_path / "two", now=NOW, title="same")
    build([b], tmp_path / "three", now=NOW, title="same")
    three, _ = build([a], tmp_path / "three", now=NOW, title="same")
    assert one.events == two.events == three.events
    assert (tmp_path / "one" / RECORD).read_bytes() == (tmp_path / "two" / RECORD).read_bytes()
    assert (tmp_path / "one" / RECORD).read_bytes() == (tmp_path / "three" / RECORD).read_bytes()


def test_without_the_cache_and_with_two_workers_the_bytes_are_the_same(reports, tmp_path):
    build([reports], tmp_path / "one", now=NOW, title="same", config=Config(engine="serial"))
    config = Config(engine="processes", workers=2)
    build([reports], tmp_path / "two", now=NOW, title="same", config=config, use_cache=False)
    assert (tmp_path / "one" / RECORD).read_bytes() == (tmp_path / "two" / RECORD).read_bytes()


def test_hash_seed_locale_and_time_zone_do_not_matter(reports, tmp_path):
    code = "import sys; from dateline.build import build; build([sys.argv[1]], sys.argv[2], now='2021-12-31', title='same')"
    for name, seed, zone, language in (("one", "1", "UTC", "C"), ("two", "77", "Asia/Kathmandu", "C.UTF-8")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        subprocess.run([sys.executable, "-c", code, str(reports), str(tmp_path / name)], check=True, env=env)
    assert (tmp_path / "one" / RECORD).read_bytes() == (tmp_path / "two" / RECORD).read_bytes()


def test_the_same_bytes_under_a_second_name_are_one_report(reports, tmp_path):
    (reports / "copy.txt").write_text(WIRE, encoding="utf-8")
    record, _ = build([reports], tmp_path / "r", now=NOW)
    assert len(record.reports) == 2
    assert [path.endswith("copy.txt") for path, _ in record.duplicates] == [True]


def test_a_bad_file_is_named_and_the_rest_is_built(reports, tmp_path):
    (reports / "empty.txt").write_text("")
    (reports / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (reports / "rows.jsonl").write_text('{"title": "A", "maintext": \n')
    record, built = build([reports], tmp_path / "r", now=NOW)
    assert len(record.reports) == 2
    named = " ".join(line.path for line in built.unread)
    assert all(name in named for name in ("empty.txt", "noise.txt", "rows.jsonl"))
    assert all(line.reason and line.advice for line in built.unread)


def test_a_report_in_another_language_is_kept_named_and_uncoded(reports, tmp_path):
    russian = "Министерство иностранных дел России заявило в среду, что готово помочь обеим сторонам. " * 12
    (reports / "ru.txt").write_text(russian, encoding="utf-8")
    record, built = build([reports], tmp_path / "r", now=NOW)
    assert len(record.reports) == 3
    (line,) = built.unread
    assert "another language (ru)" in line.reason
    report = next(r for r in record.reports if r.path.endswith("ru.txt"))
    assert not [m for m in record.mentions if m.report == report.id]


def test_a_fault_of_ours_in_one_report_does_not_end_the_run(reports, tmp_path, monkeypatch):
    from dateline import processing as module

    real = module.process_report

    def faulty(report, *arguments, **options):
        if report.path.endswith("a.txt"):
            raise RuntimeError("boom")
        return real(report, *arguments, **options)

    monkeypatch.setattr(module, "process_report", faulty)
    record, built = build([reports], tmp_path / "r", now=NOW, config=Config(engine="serial"))
    assert [r.path.endswith("b.txt") for r in record.reports] == [True]
    assert "boom" in built.unread[0].reason


def test_the_built_record_verifies_and_tampering_shows(reports, tmp_path):
    import sqlite3

    build([reports], tmp_path / "r", now=NOW)
    assert verify(tmp_path / "r") == []
    connection = sqlite3.connect(tmp_path / "r" / RECORD)
    connection.execute("UPDATE mentions SET text = 'something else' WHERE position = 0")
    connection.commit()
    connection.close()
    assert any("stored words" in problem for problem in verify(tmp_path / "r"))


def test_the_manifest_names_inputs_settings_and_the_record(reports, tmp_path):
    record, _ = build([reports], tmp_path / "r", now=NOW)
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text())
    assert [r["id"] for r in manifest["reports"]] == [r.id for r in record.reports]
    assert manifest["config"]["language"] == "en"
    assert manifest["network"] == "not used"


def test_a_kill_between_two_reports_loses_nothing(reports, tmp_path):
    build([reports / "a.txt"], tmp_path / "r", now=NOW, title="same")
    code = (
        "import os, sys; from dateline.build import build\n"
        "def stop(stage, done, total):\n"
        "    if stage == 'linking': os.kill(os.getpid(), 9)\n"
        "build([sys.argv[1]], sys.argv[2], now='2021-12-31', progress=stop)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(reports), str(tmp_path / "r")], check=False)
    assert killed.returncode == -9
    assert len(read_record(tmp_path / "r" / RECORD).reports) == 1
    assert verify(tmp_path / "r") == []
    _, built = build([reports], tmp_path / "r", now=NOW, title="same")
    build([reports], tmp_path / "whole", now=NOW, title="same")
    assert built.new == 1
    assert (tmp_path / "r" / RECORD).read_bytes() == (tmp_path / "whole" / RECORD).read_bytes()
