"""The small words that tell places: prepositions, kinds of place, sites; and capitalised words that are no places."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

_DATA = files("dateline") / "data" / "places"


@lru_cache(maxsize=1)
def not_places() -> frozenset[str]:
    """Capitalised words, here in small letters, that stand after "in" and are no places: feasts, languages, bodies."""
    return frozenset(row["name"].lower() for row in _rows("not_places.csv"))


def place_words(role: str) -> frozenset[str]:
    """The words of one role in words.csv; a KeyError names a role that has none."""
    return _roles()[role]


@lru_cache(maxsize=1)
def _roles() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = defaultdict(set)
    for row in _rows("words.csv"):
        words[row["role"]].add(row["word"])
    return {role: frozenset(found) for role, found in words.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
