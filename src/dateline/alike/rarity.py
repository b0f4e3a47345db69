"""Words made comparable and how much each tells: stems, stop words, and how many news documents have a word."""

from __future__ import annotations

import csv
import math
from functools import lru_cache
from importlib.resources import files

_STOP_WORDS = """
a an the and or but of to in on at by for from with as that this these those it its is are was were be been has have had
he she they i we you his her their them him who which will would not said says say also than then there into after over
about if when what more one can could all out up so no do did does my our your me us just like being before during
because while where most some any other only new such very own through
"""
STOP = frozenset(_STOP_WORDS.split())


def rarity(form: str) -> float:
    """How much a folded, stemmed word tells, from the general table alone: 0 for the commonest, about 7 for a rare
    name."""
    general, size = document_frequencies()
    return math.log((size + 1) / (general.get(form, 0) + 0.5))


def stem(form: str) -> str:
    """A folded word without its plural ending.

    >>> stem("parties"), stem("talks"), stem("crisis")
    ('party', 'talk', 'crisis')
    """
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    if len(form) > 4 and form.endswith("es") and form[-3] in "sxz":
        return form[:-2]
    if len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")):
        return form[:-1]
    return form


@lru_cache(maxsize=1)
def document_frequencies() -> tuple[dict[str, int], int]:
    """Words to the number of general news documents that have them, and how many documents those were."""
    table = files("dateline").joinpath("data/linking/document_frequencies.csv").read_text(encoding="utf-8")
    rows = {word: int(count) for word, count in csv.reader(table.splitlines()[1:])}
    return rows, rows.pop("(documents)")
