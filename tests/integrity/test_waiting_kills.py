"""SIGKILL while a report is added and while what waits is linked: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import shutil

import pytest

from dateline import build as module
from dateline.build import RECORD, add, build, open_record
from dateline.config import Config
from tests.integrity.harness import die_at, ended, forked, holds, warm_up, watch, write_reports

CONFIG = Config(engine="serial", workers=1)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(module, "LINKED_AT_ONCE", 1)
    monkeypatch.setattr(module, "WAITING_SHARE", 1.0)


def steps_of(work, folder):
    seen = []
    (folder.parent / "steps").unlink(missing_ok=True)

    def counted():
        watch(folder, lambda: seen.append(None))
        work()
        (folder.parent / "steps").write_text(str(len(seen)))

    assert ended(forked(counted, folder.parent / "log")) == 0
    return int((folder.parent / "steps").read_text())


def test_a_kill_at_any_file_of_an_addition_and_of_its_linking(tmp_path):
    warm_up()
    paths = write_reports(tmp_path / "reports", 3)
    build(paths[:2], tmp_path / "before", config=CONFIG, title="same")
    build(paths, tmp_path / "after", config=CONFIG, title="same")
    after = (tmp_path / "after" / RECORD).read_bytes()

    def work(folder):
        assert add([paths[2]], folder, config=CONFIG)[0] is None
        open_record(folder)

    shutil.copytree(tmp_path / "before", tmp_path / "counted")
    steps = steps_of(lambda: work(tmp_path / "counted"), tmp_path / "counted")
    assert steps > 5
    for step in range(1, steps + 1):
        folder = tmp_path / f"step-{step}"
        shutil.copytree(tmp_path / "before", folder)
        child = forked(lambda folder=folder, step=step: (die_at(step, folder), work(folder)), tmp_path / "log")
        assert ended(child) < 0, f"step {step} did not kill"
        assert holds(folder) == []
        add([paths[2]], folder, config=CONFIG)
        open_record(folder)
        assert (folder / RECORD).read_bytes() == after, f"step {step}"
        shutil.rmtree(folder)
