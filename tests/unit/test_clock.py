"""The one thread that watches over how long a worker takes."""

from queue import Queue
from threading import enumerate as threads

import pytest

from dateline.engine.clock import Clock

AT_LAST = 30  # seconds within which any machine rings


@pytest.fixture
def rung():
    return Queue()


@pytest.fixture
def clock(rung):
    clock = Clock(rung.put)
    yield clock
    clock.close()


def test_a_limit_that_runs_out_rings_with_its_length(clock, rung):
    clock.set(0.01)
    assert rung.get(timeout=AT_LAST) == 0.01


def test_a_cleared_limit_never_rings_and_the_next_one_does(clock, rung):
    clock.set(0.02)
    clock.clear()
    clock.set(0.03)
    assert rung.get(timeout=AT_LAST) == 0.03
    assert rung.empty()


def test_a_shorter_limit_does_not_wait_for_a_longer_one_before_it(clock, rung):
    clock.set(10_000)
    clock.clear()
    clock.set(0.01)
    assert rung.get(timeout=AT_LAST) == 0.01


def test_a_limit_set_again_is_the_only_one_that_runs(clock, rung):
    clock.set(0.01)
    clock.set(10_000)
    clock.clear()
    clock.set(0.02)
    assert rung.get(timeout=AT_LAST) in (0.01, 0.02)  # the first may have run out before it was replaced


def test_it_rings_again_after_it_rang(clock, rung):
    for _ in range(3):
        clock.set(0.01)
        assert rung.get(timeout=AT_LAST) == 0.01


def test_many_limits_take_one_thread_and_closing_ends_it():
    clock = Clock(lambda seconds: None)
    before = len(threads())
    for _ in range(100):
        clock.set(10_000)
        clock.clear()
    assert len(threads()) == before + 1
    clock.close()
    assert len(threads()) == before
    clock.close()
