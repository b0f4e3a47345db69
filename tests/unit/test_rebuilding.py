"""The builder behind the desk: one build at a time, one more for what came meanwhile, and trouble that is said."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest

pytest.importorskip("starlette", reason="no server tests: starlette is not installed (pip install 'dateline[server]')")

from dateline.errors import StoreError
from dateline.review.force import IN_FORCE, UNDONE, WAITS, states, waiting
from dateline.review.log import Decision
from dateline.web.rebuilding import Rebuilding


def builder(make, **options) -> Rebuilding:
    held = SimpleNamespace(folder=None, shown=lambda: None)
    return Rebuilding(held, make=make, pause=0.02, **options)  # type: ignore[arg-type]


def until(true, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_decisions_in_a_row_are_one_build_and_one_more_for_those_that_came_meanwhile():
    running, go_on, builds = threading.Event(), threading.Event(), []

    def make(folder, progress):
        builds.append(1)
        progress("linking", 1, 3)
        running.set()
        assert go_on.wait(10)

    builds_of = builder(make)
    for _ in range(5):
        builds_of.ask()
    assert builds_of.state.stage == "soon"
    assert running.wait(10)
    assert (builds_of.state.stage, builds_of.state.done, builds_of.state.total) == ("linking", 1, 3)
    builds_of.ask()
    builds_of.ask()
    go_on.set()
    until(lambda: len(builds) == 2 and not builds_of.state.busy)


def test_one_who_never_pauses_is_not_waited_for_forever():
    builds = []
    builds_of = builder(lambda folder, progress: builds.append(1))
    end = time.monotonic() + 10
    while not builds:
        builds_of.ask()
        assert time.monotonic() < end
        time.sleep(0.001)


def test_another_build_that_holds_the_record_is_waited_for(monkeypatch):
    monkeypatch.setattr("dateline.web.rebuilding.AGAIN", 0.02)
    tries = []

    def make(folder, progress):
        tries.append(1)
        if len(tries) < 3:
            raise StoreError("another build is writing it.", advice="Wait for it.")

    builds_of = builder(make)
    builds_of.ask()
    until(lambda: len(tries) == 3 and not builds_of.state.busy)
    assert builds_of.state.trouble == ""


def test_a_fault_is_said_and_the_next_decision_tries_again():
    tries = []

    def make(folder, progress):
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("a fault")

    builds_of = builder(make)
    builds_of.ask()
    until(lambda: bool(builds_of.state.trouble))
    assert "ValueError: a fault" in builds_of.state.trouble
    assert not builds_of.state.busy
    builds_of.ask()
    until(lambda: len(tries) == 2 and not builds_of.state.busy and not builds_of.state.trouble)


def test_now_builds_at_once_and_raises_what_the_build_raises():
    def make(folder, progress):
        raise StoreError("no record there.")

    with pytest.raises(StoreError):
        builder(make).now()


def test_what_became_of_a_decision():
    first, second = (Decision(kind="accept", who="ada", at=f"2026-01-0{n}T00:00:00.000Z", event="E-1") for n in (1, 2))
    undo = Decision(kind="undo", who="ada", at="2026-01-03T00:00:00.000Z", undoes=first.id)
    manifest = {"decisions": {"standing": [first.id], "not_applied": []}}
    assert states([first, second], manifest) == {first.id: IN_FORCE, second.id: WAITS}
    assert waiting([first, second], manifest) == 1
    assert states([first, undo], manifest)[first.id].startswith(UNDONE)
    spent = {"decisions": {"standing": [first.id], "not_applied": [{"id": first.id, "reason": "its report is gone"}]}}
    assert states([first], spent)[first.id] == "no longer applies: its report is gone"
