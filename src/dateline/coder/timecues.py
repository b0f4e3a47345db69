"""The words that tell time between the lines: what introduces background, what verbs only say that a noun happened."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class TimeCues(NamedTuple):
    introduces: tuple[str, ...]  # "in the wake of", longest first
    clause: frozenset[str]
    history: frozenset[str]
    long_ago: re.Pattern  # "last month", "three weeks ago"
    occurs: frozenset[str]  # "launch" an attack, the meeting "took place"


@lru_cache(maxsize=1)
def load_time_cues() -> TimeCues:
    data = tomllib.loads((files("dateline") / "data" / "times" / "background.toml").read_text(encoding="utf-8"))
    return TimeCues(
        introduces=tuple(sorted(data["introduces"]["phrases"], key=lambda p: (-len(p), p))),
        clause=frozenset(data["clause"]["words"]),
        history=frozenset(data["history"]["nouns"]),
        long_ago=re.compile(r"\b(?:" + "|".join(data["long_ago"]["patterns"]) + r")\b", re.IGNORECASE),
        occurs=frozenset(data["occurs"]["verbs"]),
    )
