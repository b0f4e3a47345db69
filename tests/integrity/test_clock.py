"""The machine's clock, its files' times, its language and its time zone say nothing in a record."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from dateline.build import RECORD, build
from dateline.config import Config
from tests.integrity.harness import make, write_reports

UNDATED = """Ministers meet over water

The government of Nepal asked India on Wednesday to open the gates of the dam, a spokesman said. India has not replied.

Two people drowned in the flood near the crossing, police said. The army was sent to help on Thursday.
"""


def test_times_of_files_do_not_matter(tmp_path):
    paths = write_reports(tmp_path / "reports", 2)
    make(paths, tmp_path / "one")
    for path, second in zip(paths, (0, 4_000_000_000), strict=True):
        os.utime(path, (second, second))
    make(paths, tmp_path / "two")
    assert (tmp_path / "one" / RECORD).read_bytes() == (tmp_path / "two" / RECORD).read_bytes()


def test_a_build_on_another_day_is_the_same_from_the_cache_and_without_it(tmp_path):
    """What the cache kept on one day may not differ from what is worked out on another."""
    reports = write_reports(tmp_path / "reports", 1)
    reports.append(tmp_path / "reports" / "undated.txt")
    reports[-1].write_text(UNDATED, encoding="utf-8")
    config = Config(engine="serial", workers=1)
    build(reports, tmp_path / "kept", now="2021-12-31", title="same", config=config)
    build(reports, tmp_path / "kept", now="2024-06-30", title="same", config=config)
    build(reports, tmp_path / "new", now="2024-06-30", title="same", config=config, use_cache=False)
    assert (tmp_path / "kept" / RECORD).read_bytes() == (tmp_path / "new" / RECORD).read_bytes()


def test_a_clock_that_was_wrong_leaves_nothing_wrong_in_the_cache(tmp_path):
    reports = write_reports(tmp_path / "reports", 2)
    config = Config(engine="serial", workers=1)
    for days in (("2020-01-01", "2021-12-31"), ("2021-12-31", "2020-01-01")):
        kept, new = tmp_path / f"kept-{days[0]}", tmp_path / f"new-{days[0]}"
        for day in days:
            build(reports, kept, now=day, title="same", config=config)
        build(reports, new, now=days[-1], title="same", config=config, use_cache=False)
        assert (kept / RECORD).read_bytes() == (new / RECORD).read_bytes()


def test_a_clock_set_back_dates_nothing_after_now(tmp_path):
    """With a `now` before the reports, their own dates cannot be: they are refused, not believed."""
    reports = write_reports(tmp_path / "reports", 1)
    record, _ = build(reports, tmp_path / "r", now="2020-01-01", config=Config(engine="serial", workers=1))
    published = record.documents[0].published
    assert published is None or not published.start or published.start <= "2020-01-01"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_knows_few_letters_gets_every_line(tmp_path, encoding):
    make(write_reports(tmp_path / "reports", 1), tmp_path / "r")
    ran = subprocess.run(
        [sys.executable, "-c", "from dateline.cli import main; main()", "show", str(tmp_path / "r")],
        capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.decode(encoding).startswith("E-")


def test_names_of_files_may_hold_any_letters_in_any_locale(tmp_path):
    folder = tmp_path / "Überblick कश्मीर"
    write_reports(folder, 1)[0].rename(folder / "日本 №1.txt")
    code = "import sys; from dateline.build import *; build(sys.argv[1:2], sys.argv[2], now='2021-12-31', title='same')"
    for name, language in (("one", "C"), ("two", "C.UTF-8")):
        env = os.environ | {"LC_ALL": language, "PYTHONUTF8": "0"}
        subprocess.run([sys.executable, "-c", code, str(folder), str(tmp_path / name)], check=True, env=env)
    assert (tmp_path / "one" / RECORD).read_bytes() == (tmp_path / "two" / RECORD).read_bytes()
