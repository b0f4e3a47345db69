"""The plain form of a word and the root it shares with its kin: "Checks" -> "check", "resignation" -> "resign".

Lemmas of a parser go wrong where a headline writes every word large and where words are used as names. Here an ending
comes off where a known word is left, and data/linking/roots.csv tells what no ending tells ("flight" -> "flee").
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from dateline.alike.kin import near_rows, same_rows
from dateline.alike.rarity import document_frequencies

_INFLECTIONS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
# Nouns made of verbs, the longer endings first.
_DERIVATIONS = (
    ("isation", "ize"), ("ization", "ize"), ("ication", "y"), ("ation", "ate"), ("ation", "e"), ("ation", ""),
    ("ition", "e"), ("ition", ""), ("ion", "e"), ("ion", ""), ("ment", ""), ("al", "e"), ("al", ""), ("ance", ""),
    ("ance", "e"), ("ence", ""), ("ence", "e"), ("er", ""), ("er", "e"), ("or", "e"), ("or", ""), ("ure", "e"),
    ("ure", ""), ("y", ""), ("age", ""),
)  # fmt: skip
_SHORTEST = 3
# A word of our own tables is as well known as one of this many documents more.
_OURS = 3
_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_NUMBERS = {word: str(n) for words in (_CARDINALS, _ORDINALS) for n, word in enumerate(words.split())}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_DOTTED = re.compile(r"(?:\w\.)+\w?")
_MARKS = "\"'.,`*"


def is_number(word: str) -> bool:
    return word in _NUMBERS and word != "-"


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Lower case without marks; numbers in digits.

    >>> plain("Sixth"), plain("81st"), plain("U.N."), plain('"murder"')
    ('6', '81', 'un', 'murder')
    """
    word = word.lower()
    word = word.replace(".", "") if _DOTTED.fullmatch(word) else word.strip(_MARKS) or "-"
    ordinal = _ORDINAL.fullmatch(word)
    return _NUMBERS[word] if is_number(word) else (ordinal.group(1) if ordinal else word)


@lru_cache(maxsize=50_000)
def base(word: str) -> str:
    """A plain word without the ending of its form, where a known word is left.

    >>> base("checks"), base("dies"), base("fled"), base("crisis")
    ('check', 'die', 'flee', 'crisis')
    """
    if word in _irregular():
        return _irregular()[word]
    counts, _ = document_frequencies()
    found = []
    for ending, instead in _INFLECTIONS:
        if word.endswith(ending):
            rest = word[: len(word) - len(ending)] + instead
            doubled = len(rest) > _SHORTEST and rest[-1] == rest[-2]
            found += [rest, rest[:-1]] if doubled else [rest]
    known = [rest for rest in found if len(rest) >= _SHORTEST and (rest in counts or _ours(rest))]
    if not known:
        return word
    best = max(known, key=lambda rest: (_OURS * _ours(rest) + counts.get(rest, 0), rest))
    return _irregular().get(best, best)


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """The verb that a noun was made of, where our tables know it; else its plain form.

    >>> root("announcement"), root("acquisition"), root("earthquake")
    ('announce', 'acquire', 'earthquake')
    """
    word = base(word)
    for ending, instead in _DERIVATIONS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            verb = word[: len(word) - len(ending)] + instead
            if _ours(verb):
                return verb
    return word


def _ours(word: str) -> bool:
    return word in same_rows() or word in near_rows()


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    table = files("dateline").joinpath("data/linking/roots.csv").read_text(encoding="utf-8")
    return {form: row["word"] for row in csv.DictReader(table.splitlines()) for form in row["forms"].split()}
