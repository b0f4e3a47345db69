"""Sixteen at once: each addition is in the record, or its writer got one clear line."""

from __future__ import annotations

import os

import pytest

from dateline.build import RECORD
from tests.integrity.harness import DONE, REFUSED, ended, forked, holds, make, reports_in, warm_up, write_reports

WRITERS = 16
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def test_sixteen_additions_at_once(tmp_path):
    warm_up()
    paths = write_reports(tmp_path / "reports", WRITERS)
    folder = tmp_path / "record"
    children = [forked(lambda path=path: make([path], folder), tmp_path / f"log-{path.name}") for path in paths]
    codes = [ended(child) for child in children]
    assert set(codes) <= {DONE, REFUSED}, [(tmp_path / f"log-{p.name}").read_text() for p in paths]
    for path, code in zip(paths, codes, strict=True):
        told = (tmp_path / f"log-{path.name}").read_text(encoding="utf-8")
        assert code == DONE or (told.count("\n") == 1 and "another build" in told)
    assert {str(path) for path, code in zip(paths, codes, strict=True) if code == DONE} == reports_in(folder)
    assert holds(folder) == []
    # As if they had come one by one.
    make(paths, folder)
    make(paths, tmp_path / "alone")
    assert (folder / RECORD).read_bytes() == (tmp_path / "alone" / RECORD).read_bytes()


def test_readers_see_a_whole_record_while_it_is_written(tmp_path):
    warm_up()
    paths = write_reports(tmp_path / "reports", 4)
    folder = tmp_path / "record"
    make(paths[:1], folder)
    children = [forked(lambda count=count: make(paths[:count], folder), tmp_path / "log") for count in (2, 3, 4)]
    for _ in range(40):
        assert holds(folder) == []
        assert len(reports_in(folder)) in (1, 2, 3, 4)
    assert [ended(child) for child in children] == [DONE] * 3
    assert len(reports_in(folder)) == 4
