"""Every engine gives the same results in the same order."""

from __future__ import annotations

from contextlib import closing

import pytest

from dateline.engine import engines


def square(n: int) -> int:
    return n * n


@pytest.mark.parametrize("name", engines.names())
def test_results_come_in_the_order_of_the_items(name):
    with closing(engines[name](2)) as engine:
        assert list(engine.map(square, range(20))) == [n * n for n in range(20)]
