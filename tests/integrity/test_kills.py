"""SIGKILL at any point of a build: the record is the one before or the one after, it holds, and a re-run completes.

`DATELINE_KILLS=200 make test` is the release check; ten points run by default.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path
from typing import NamedTuple

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
    warm_up,
    watch,
    write_reports,
)

KILLS = int(os.environ.get("DATELINE_KILLS", "10"))
# Every so many points, a build with two worker processes is killed; it takes longer to start.
WITH_WORKERS = 10
# Whether each point killed its build, and whether the new record was in place by then.
POINTS: list[tuple[bool, bool]] = []

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


class Made(NamedTuple):
    """A record of two reports that builds of five will extend, and what such a build is when nothing disturbs it."""

    home: Path
    paths: list[Path]
    before: bytes
    after: bytes
    steps: int  # how often it opens, renames or removes a file of the record
    seconds: dict[int, float]  # by number of workers


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    warm_up()
    home = tmp_path_factory.mktemp("kills")
    paths = write_reports(home / "reports", 5)
    make(paths[:2], home / "before")
    (home / "before" / "cache.sqlite").unlink()  # so that every build has all the work to do
    make(paths, home / "warm")  # later builds, here and in children, find their sentences parsed: time what they take

    def measured(workers: int) -> float:
        folder = home / f"after-{workers}"
        shutil.copytree(home / "before", folder)
        started = time.monotonic()
        assert ended(forked(lambda: make(paths, folder, workers=workers), home / "log")) == 0
        return time.monotonic() - started

    def count() -> None:
        folder = home / "counted"
        shutil.copytree(home / "before", folder)
        seen: list[None] = []
        watch(folder, lambda: seen.append(None))
        make(paths, folder)
        (home / "steps").write_text(str(len(seen)))

    seconds = {workers: measured(workers) for workers in (1, 2)}
    assert ended(forked(count, home / "log")) == 0
    after = (home / "after-1" / RECORD).read_bytes()
    assert after == (home / "after-2" / RECORD).read_bytes()
    steps = int((home / "steps").read_text())
    return Made(home, paths, (home / "before" / RECORD).read_bytes(), after, steps, seconds)


@pytest.mark.parametrize("point", range(KILLS))
def test_a_kill_loses_nothing(made, point):
    chance = random.Random(point)
    folder, log = made.home / f"point-{point}", made.home / f"log-{point}"
    shutil.copytree(made.home / "before", folder)
    workers = 2 if point % WITH_WORKERS == WITH_WORKERS - 1 else 1
    if point % 2:
        child = forked(lambda: make(made.paths, folder, workers=workers), log)
        killed = kill_after(child, chance.uniform(0, made.seconds[workers]))
    else:
        step = chance.randint(1, made.steps)
        child = forked(lambda: (die_at(step, folder), make(made.paths, folder)), log)
        killed = ended(child) < 0

    found = (folder / RECORD).read_bytes()
    assert found in (made.before, made.after), "neither the record before nor the one after"
    assert killed or found == made.after, log.read_text(encoding="utf-8")
    POINTS.append((killed, found == made.after))
    assert holds(folder) == []
    assert {str(path) for path in made.paths[:2]} <= reports_in(folder)

    make(made.paths, folder)
    assert (folder / RECORD).read_bytes() == made.after
    assert not [path.name for path in folder.iterdir() if path.name.endswith(".new")], "a draft is left lying"
    shutil.rmtree(folder)


def test_the_points_did_kill():
    """A kill test whose builds are all done before they are killed would show nothing."""
    killed = sum(killed for killed, _ in POINTS)
    late = sum(done for was_killed, done in POINTS if was_killed)
    print(f"{killed} of {len(POINTS)} builds killed, {late} of them with the new record in place")
    assert killed >= len(POINTS) * 0.7


def test_workers_end_with_the_build_that_started_them(made):
    child = forked(lambda: make(made.paths, made.home / "orphans", workers=2), made.home / "log-orphans")
    assert kill_after(child, made.seconds[2] / 2), "the build was done before it was killed"
    for _ in range(100):
        try:
            os.killpg(child, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(child, signal.SIGKILL)
    pytest.fail("a worker outlives its build by ten seconds")


def test_a_first_build_that_is_killed_leaves_no_half_record(made):
    for step in (3, 8, 12, 16):
        folder = made.home / f"first-{step}"
        ended(
            forked(lambda folder=folder, step=step: (die_at(step, folder), make(made.paths, folder)), made.home / "log")
        )
        if (folder / RECORD).exists():
            assert holds(folder) == []
        make(made.paths, folder)
        assert holds(folder) == []
        assert reports_in(folder) == {str(path) for path in made.paths}
