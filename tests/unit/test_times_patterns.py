"""Every rule of data/times/patterns.toml reads its own example."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from dateline.annotate.readings import READINGS
from tests.unit.test_times import times

RULES = tomllib.loads((files("dateline") / "data" / "times" / "patterns.toml").read_text(encoding="utf-8"))["rule"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule['make']}: {rule['yes']}")
def test_a_rule_reads_its_example(rule: dict) -> None:
    start, end = rule["yes"].index("["), rule["yes"].index("]") - 1
    text = rule["yes"].replace("[", "").replace("]", "")
    assert (text[start:end], rule["value"]) in [(text[t.start : t.end], t.value) for t in times(text)]


def test_every_reading_is_used() -> None:
    assert sorted({rule["make"] for rule in RULES}) == sorted(READINGS)
