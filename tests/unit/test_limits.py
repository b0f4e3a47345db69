"""What takes too long is stopped and named, what kills its process is named, and the rest goes on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest

from dateline.build import RECORD, build
from dateline.config import Config
from dateline.engine import engines
from dateline.engine.base import Guard
from dateline.engine.limits import TookTooLong, cap_memory, time_limit
from dateline.engine.worker import Worker
from dateline.errors import DatelineError
from dateline.model import Report, Unread
from dateline.reading import or_unread, read_reports
from tests.unit.test_build import NOW, OTHER, WIRE

GUARD = Guard(risky=lambda item: True, lost=lambda item, reason: (item, reason))


def work(item: str) -> str:
    """Items say what happens to them."""
    with time_limit(0.3):
        if item == "sleep":
            time.sleep(60)
        if item == "C code":  # one call that looks at no signal and holds the interpreter
            sum(range(10**12))
    if item == "die":
        os.kill(os.getpid(), 9)
    if item == "leave":
        os._exit(7)
    if item == "refuse":
        raise DatelineError("no.", advice="Never.")
    return item.upper()


@pytest.mark.parametrize("name", engines.names())
def test_the_stopped_and_the_dead_are_named_and_the_rest_goes_on(name):
    items = ["a", "sleep", "b", "die", "leave", "c", "C code", "d"]
    with closing(engines[name](2)) as engine:
        results = list(engine.map(work, items, GUARD))
    assert [r for r in results if isinstance(r, str)] == ["A", "B", "C", "D"]
    lost = dict(r for r in results if not isinstance(r, str))
    assert lost["sleep"] == lost["C code"] == "took longer than 0.3 s"
    assert "signal 9, out of memory?" in lost["die"]
    assert "exit code 7" in lost["leave"]


@pytest.mark.parametrize("name", engines.names())
def test_a_fault_of_the_caller_is_raised_not_named(name):
    with closing(engines[name](2)) as engine, pytest.raises(DatelineError, match=r"no\. Never\."):
        list(engine.map(work, ["a", "refuse"], GUARD))


def test_work_that_need_not_be_killed_is_interrupted_here():
    here = Guard(risky=lambda item: False, lost=lambda item, reason: reason)
    with closing(engines["serial"]()) as engine:
        assert list(engine.map(work, ["sleep", "a"], here)) == ["took longer than 0.3 s", "A"]


def test_a_regular_expression_that_explodes_is_interrupted():
    began = time.monotonic()
    with pytest.raises(TookTooLong), time_limit(0.2):
        re.match(r"(a+)+$", "a" * 60 + "b")
    assert time.monotonic() - began < 5


def test_in_another_thread_everything_runs_where_it_can_be_killed():
    here = Guard(risky=lambda item: False, lost=lambda item, reason: reason)
    results: list[str] = []
    with closing(engines["serial"]()) as engine:
        thread = threading.Thread(target=lambda: results.extend(engine.map(work, ["sleep", "a"], here)))
        thread.start()
        thread.join(30)
    assert results == ["took longer than 0.3 s", "A"]


def test_a_page_that_takes_too_long_is_a_line_in_the_ledger(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(WIRE, encoding="utf-8")
    (reports / "b.txt").write_text(OTHER, encoding="utf-8")
    build([reports], tmp_path / "without", now=NOW, title="same", use_cache=False)
    paragraph = "<p>" + "Envoys of both countries met on Monday, and <b>agreed</b> to meet again. " * 20 + "</p>"
    (reports / "slow.html").write_text("<html><body>" + paragraph * 4000 + "</body></html>", encoding="utf-8")
    config = Config(page_seconds=0.5, engine="serial")
    record, built = build([reports], tmp_path / "with", config=config, now=NOW, title="same", use_cache=False)
    assert [report.path.rsplit("/", 1)[1] for report in sorted(record.reports, key=lambda r: r.path)] == [
        "a.txt",
        "b.txt",
    ]
    (line,) = built.unread
    assert line.path.endswith("slow.html")
    assert line.reason == "took longer than 0.5 s"
    assert "page_seconds" in line.advice
    _, unread_only = build([reports], tmp_path / "with", config=config, now=NOW, title="same")
    assert len(unread_only.unread) == 1


def fill(n_bytes: int) -> int:
    """A worker that is capped at 500 MB."""
    cap_memory(500_000_000)
    return len(bytearray(n_bytes))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux caps what a process fills")
def test_a_worker_is_refused_what_is_too_much_and_goes_on():
    with closing(Worker()) as worker:
        assert worker.call(fill, 1_000) == 1_000
        with pytest.raises(MemoryError):
            worker.call(fill, 2_000_000_000)
        assert worker.call(fill, 100_000_000) == 100_000_000


def test_nothing_is_capped_outside_a_worker():
    assert fill(600_000_000) == 600_000_000


def test_a_report_that_needs_too_much_memory_is_named():
    report = Report(id="R-1", sha256="", path="a.html", reader="html", media_type="text/html", encoding="utf-8", raw="")

    def work():
        raise MemoryError

    line = or_unread(report, work)
    assert line.reason == "needs more memory than a worker may fill"
    assert "worker_bytes" in line.advice


def test_a_script_without_a_main_guard_builds_with_workers(tmp_path):
    page = "<html><body><article><h1>Talks</h1>" + f"<p>{WIRE}</p>" * 2 + "</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "import dateline\n"
        f"opened = dateline.build('a.html', 'r', engine='processes', workers=2, now={NOW!r})\n"
        "print(len(opened.reports))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr
    assert (tmp_path / "r" / RECORD).is_file()


def test_a_file_that_keeps_its_reader_busy_is_named_and_the_next_one_read(tmp_path, monkeypatch):
    (tmp_path / "a.json").write_text('[{"maintext": "Envoys met."}]')
    (tmp_path / "b.txt").write_text(WIRE, encoding="utf-8")
    module = sys.modules["dateline.reading"]
    real = module.read_item

    def busy(found, config, **options):
        if found.path.endswith("a.json"):
            time.sleep(60)  # longer than any machine is slow: the limit ends it, not the clock of the test
        yield from real(found, config, **options)

    monkeypatch.setattr(module, "read_item", busy)
    config = Config(page_seconds=0.5)
    (lost, report) = read_reports([tmp_path], config)
    assert isinstance(lost, Unread)
    assert lost.path.endswith("a.json")
    assert lost.reason == "took longer than 0.5 s to read; what follows in it was left out"
    assert report.path.endswith("b.txt")
