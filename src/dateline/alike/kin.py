"""Words that tell the same kind of thing: "killed", "died", "dead". Rows of data/linking/near_words.csv."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

# Endings of a verb's forms, and what stands for them in its plain form.
_ENDINGS = (("", ""), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"), ("s", ""), ("es", ""), ("ies", "y"))


def kin_of_lemma(lemma: str) -> frozenset[int]:
    """Numbers of the rows a lemma stands in."""
    return _rows().get(lemma, frozenset())


@lru_cache(maxsize=50_000)
def kin_of_form(form: str) -> frozenset[int]:
    """The same for a word as it stands in a text: regular endings are taken off.

    >>> kin_of_form("killed") & kin_of_form("died") & kin_of_form("dead") != frozenset()
    True
    """
    for ending, plain in _ENDINGS:
        if form.endswith(ending):
            base = form[: len(form) - len(ending)] + plain
            for candidate in (base, base[:-1] if base[-1:] == base[-2:-1] else base):
                if candidate in _rows():
                    return _rows()[candidate]
    return frozenset()


@lru_cache(maxsize=1)
def _rows() -> dict[str, frozenset[int]]:
    table = files("dateline").joinpath("data/linking/near_words.csv").read_text(encoding="utf-8")
    found: dict[str, set[int]] = defaultdict(set)
    for n, row in enumerate(csv.DictReader(table.splitlines())):
        for word in row["words"].split():
            found[word].add(n)
    return {word: frozenset(rows) for word, rows in found.items()}
