"""SIGKILL at any point of a build: the record is the one before or the one after, it holds, and a re-run completes.

`DATELINE_KILLS=200 make test` is the release check; ten points run by default.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from dateline.build import RECORD
from tests.integrity.harness import (
    die_at,
    ended,
    forked,
    holds,
    kill_after,
    make,
    reports_in,
    seeded,
    warm_up,
    write_reports,
)

KILLS = int(os.environ.get("DATELINE_KILLS", "10"))
# A build opens, renames and removes fewer files than this; later steps are those of a build that is not killed.
STEPS = 40
# So many points are killed in a build with two workers, which takes longer to start.
WITH_WORKERS = 10
# Whether each point killed its build, and whether the new record was in place by then.
POINTS: list[tuple[bool, bool]] = []

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path], bytes, bytes, float]:
    """A record of two reports, the paths of five, its bytes before and after adding them, and how long that takes."""
    warm_up()
    home = tmp_path_factory.mktemp("kills")
    paths = write_reports(home / "reports", 5)
    make(paths[:2], home / "before")
    (home / "before" / "cache.sqlite").unlink()  # so that every run has all the work to do
    shutil.copytree(home / "before", home / "after")
    started = time.monotonic()
    assert ended(forked(lambda: make(paths, home / "after"), home / "log")) == 0
    seconds = time.monotonic() - started
    return home, paths, (home / "before" / RECORD).read_bytes(), (home / "after" / RECORD).read_bytes(), seconds


@pytest.mark.parametrize("point", range(KILLS))
def test_a_kill_loses_nothing(made, point):
    home, paths, before, after, seconds = made
    chance = seeded()
    moment, step = [(chance.random(), chance.randrange(1, STEPS)) for _ in range(point + 1)][point]
    folder = home / f"point-{point}"
    shutil.copytree(home / "before", folder)
    workers = 2 if point % WITH_WORKERS == WITH_WORKERS - 1 else 1
    if point % 2:
        span = seconds if workers == 1 else 4 * seconds
        killed = kill_after(
            forked(lambda: make(paths, folder, workers=workers), home / f"log-{point}"), moment * span * 1.1
        )
    else:
        child = forked(lambda: (die_at(step, folder), make(paths, folder, workers=workers)), home / f"log-{point}")
        killed = ended(child) < 0

    found = (folder / RECORD).read_bytes()
    assert found in (before, after), "neither the record before nor the one after"
    assert killed or found == after
    POINTS.append((killed, found == after))
    assert holds(folder) == []
    assert {str(path) for path in paths[:2]} <= reports_in(folder)

    make(paths, folder)
    assert (folder / RECORD).read_bytes() == after
    assert not [path.name for path in folder.iterdir() if path.name.endswith(".new")], "a draft is left lying"
    shutil.rmtree(folder)


def test_the_points_did_kill():
    """A kill test whose builds are all done before they are killed would show nothing."""
    killed = sum(killed for killed, _ in POINTS)
    late = sum(done for was_killed, done in POINTS if was_killed)
    print(f"{killed} of {len(POINTS)} builds killed, {late} of them with the new record in place")
    assert killed >= len(POINTS) // 2


def test_workers_end_with_the_build_that_started_them(made):
    home, paths, *_, seconds = made
    child = forked(lambda: make(paths, home / "orphans", workers=2), home / "log-orphans")
    assert kill_after(child, 2 * seconds), "the build was done before it was killed"
    for _ in range(100):
        try:
            os.killpg(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(child, signal.SIGKILL)
    pytest.fail("a worker outlives its build by ten seconds")


def test_a_first_build_that_is_killed_leaves_no_half_record(made):
    home, paths, *_ = made
    for step in (3, 8, 12, 16):
        folder = home / f"first-{step}"
        ended(forked(lambda folder=folder, step=step: (die_at(step, folder), make(paths, folder)), home / "log"))
        if (folder / RECORD).exists():
            assert holds(folder) == []
        make(paths, folder)
        assert holds(folder) == []
        assert reports_in(folder) == {str(path) for path in paths}
