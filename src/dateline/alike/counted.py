"""What kind of people or things a number counts: "troops" and "soldiers" are one, "people" are everybody."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

EVERYBODY = "everybody"


def kind_counted(unit: str | None) -> str:
    """The kind of data/linking/counted.toml that the last known word names, else the words themselves. No unit counts
    everybody.

    >>> kind_counted("Indian soldiers"), kind_counted("victims"), kind_counted(None), kind_counted("camps")
    ('soldiers', 'everybody', 'everybody', 'camps')
    """
    words = (unit or "people").casefold().split()
    return next((_kinds()[word] for word in reversed(words) if word in _kinds()), " ".join(words))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    table = tomllib.loads(files("dateline").joinpath("data/linking/counted.toml").read_text(encoding="utf-8"))
    return {word: kind for kind, words in table["kinds"].items() for word in words}
