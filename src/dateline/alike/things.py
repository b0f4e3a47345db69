"""What has no name of its own - "a cattle market", "two media buildings" - is known by its words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from dateline.alike.rarity import STOP, rarity, stem
from dateline.alike.words import words_of
from dateline.model import Actor


def thing_words(things: Iterable[Actor]) -> dict[str, float]:
    """The words of things without a name, with how rare each is; words that fit anything ("people") left out."""
    names = " ".join(one.name for one in things if one.kind in ("unnamed", "people"))
    return {word: weight for word, weight in weighed_words(names).items() if word not in _anybody()}


def things_fit(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """Share of the words of the shorter name that the other has, rare words counting more; None where one has none."""
    if not one or not other:
        return None
    fewer, more = sorted((one, other), key=lambda words: (len(words), sorted(words)))
    return sum(weight for word, weight in fewer.items() if word in more) / sum(fewer.values())


def weighed_words(text: str) -> dict[str, float]:
    """The stems of a text without stop words, with how rare each is."""
    return {form: rarity(form) for form in (stem(word.form) for word in words_of(text)) if form not in STOP}


@lru_cache(maxsize=20_000)
def name_stems(name: str) -> frozenset[str]:
    """The stems of a name without words that fit anybody."""
    return frozenset(weighed_words(name)) - _anybody()


@lru_cache(maxsize=1)
def _anybody() -> frozenset[str]:
    table = tomllib.loads(files("dateline").joinpath("data/linking/retelling.toml").read_text(encoding="utf-8"))
    return frozenset(stem(word) for word in table["anybody"])
