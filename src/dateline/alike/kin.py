"""Words that tell the same kind of thing: "killed", "died", "dead".

Rows of data/linking/near_words.csv name a kind of happening; those of same_words.csv name one action in other words,
phrases among them ("step_down").
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

# Endings of a verb's forms, and what stands for them in its plain form.
_ENDINGS = (("", ""), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"), ("s", ""), ("es", ""), ("ies", "y"))
_NONE: frozenset[int] = frozenset()


def kin_of_lemma(lemma: str) -> frozenset[int]:
    """Numbers of the rows a lemma stands in."""
    return near_rows().get(lemma, _NONE)


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
                if candidate in near_rows():
                    return near_rows()[candidate]
    return _NONE


def same_action(word: str) -> frozenset[int]:
    """Numbers of the rows of same_words.csv that a plain word, or a phrase joined by "_", stands in.

    >>> same_action("step_down") & same_action("resign") != frozenset()
    True
    """
    return same_rows().get(word, _NONE)


@lru_cache(maxsize=1)
def near_rows() -> Mapping[str, frozenset[int]]:
    return _read("near_words.csv")


@lru_cache(maxsize=1)
def same_rows() -> Mapping[str, frozenset[int]]:
    return _read("same_words.csv")


def _read(name: str) -> dict[str, frozenset[int]]:
    table = files("dateline").joinpath(f"data/linking/{name}").read_text(encoding="utf-8")
    found: dict[str, set[int]] = defaultdict(set)
    for n, row in enumerate(csv.DictReader(table.splitlines())):
        for word in row["words"].split():
            found[word].add(n)
    return {word: frozenset(rows) for word, rows in found.items()}
