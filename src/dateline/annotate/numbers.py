"""Numbers in words and digits with their hedges: "at least 26", "two dozen", "between 20 and 30", "dozens"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dateline.model import Token

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "lakh": 100_000,
    "crore": 10_000_000,
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})+|\d+(?:\.\d+)?")
# A hedge is at most four words long ("at a minimum of").
_HEDGE_WORDS = 4


class Amount(NamedTuple):
    """A number with its bounds, at tokens first..last (inclusive)."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None


def amount_at(tokens: Sequence[Token], i: int) -> Amount | None:
    """The amount whose words include token `i`, with the hedge before it; None when it is no number."""
    vague = _vague(tokens, i)
    if vague is not None:
        return vague
    first = last = i
    if word_value(tokens[i].text) is None:
        return None
    while first > 0 and _joins(tokens[first - 1]):
        first -= 1
    while last + 1 < len(tokens) and _joins(tokens[last + 1]):
        last += 1
    while first < i and word_value(tokens[first].text) is None:
        first += 1
    while last > i and word_value(tokens[last].text) is None:
        last -= 1
    value = number_of([t.text for t in tokens[first : last + 1]])
    if value is None:
        return None
    ranged = _range(tokens, first, last, value)
    return ranged or _hedged(tokens, first, last, value)


def number_of(words: Sequence[str]) -> int | None:
    """The value of number words or digits.

    >>> number_of(["two", "hundred", "and", "five"])
    205
    """
    total, part, seen = 0.0, 0.0, False
    for word in words:
        for piece in word.lower().split("-"):
            if piece in ("and", ""):
                continue
            value = word_value(piece)
            if value is None:
                return None
            seen = True
            if piece in _SCALES:
                part = (part or 1) * value
                if value >= 1000:
                    total, part = total + part, 0.0
            else:
                part += value
    return round(total + part) if seen else None


def word_value(word: str) -> float | None:
    lower = word.lower()
    if lower in _UNITS:
        return _UNITS[lower]
    if lower in _TENS:
        return _TENS[lower]
    if lower in _SCALES:
        return _SCALES[lower]
    if "-" in lower:
        tens, _, unit = lower.partition("-")
        if tens in _TENS and unit in _UNITS:
            return _TENS[tens] + _UNITS[unit]
    if _DIGITS.fullmatch(lower):
        return float(lower.replace(",", ""))
    return None


def _joins(token: Token) -> bool:
    """Whether a word continues a number: "two hundred", "twenty - five", "3 million"."""
    return token.text == "-" or (word_value(token.text) is not None and not token.text[0].isdigit())


def _vague(tokens: Sequence[Token], i: int) -> Amount | None:
    lower, table = tokens[i].text.lower(), load_hedges().vague
    previous = tokens[i - 1].text.lower() if i else ""
    if i and f"{previous} {lower}" in table:
        return Amount(i - 1, i, table[f"{previous} {lower}"], None, None)
    if lower in table and lower in ("hundreds", "thousands") and i >= 2 and previous == "of":
        longer = f"{tokens[i - 2].text.lower()} of {lower}"
        if longer in table:
            return Amount(i - 2, i, table[longer], None, None)
    if lower in table:
        if lower in ("dozens", "scores", "hundreds", "thousands", "millions") and i + 2 < len(tokens):
            longer = f"{lower} of {tokens[i + 2].text.lower()}"
            if longer in table:
                return Amount(i, i + 2, table[longer], None, None)
        return Amount(i, i, table[lower], None, None)
    return None


def _range(tokens: Sequence[Token], first: int, last: int, value: int) -> Amount | None:
    """'between 20 and 30', '20 to 30', '20-30': both ends are told, the best is not."""
    if first >= 2 and tokens[first - 1].text.lower() in ("and", "to", "or", "-", "–"):
        other = word_value(tokens[first - 2].text)
        lead = tokens[first - 3].text.lower() if first >= 3 else ""
        word = tokens[first - 1].text.lower()
        if other is not None and other < value and (word != "and" or lead == "between"):
            start = first - 3 if lead in ("between", "from") else first - 2
            return Amount(start, last, round(other), None, value)
    if last + 2 < len(tokens) and tokens[last + 1].text.lower() in ("and", "to", "or", "-", "–"):
        other = word_value(tokens[last + 2].text)
        lead = tokens[first - 1].text.lower() if first else ""
        word = tokens[last + 1].text.lower()
        if other is not None and other > value and (word != "and" or lead == "between"):
            start = first - 1 if lead in ("between", "from") else first
            return Amount(start, last + 2, value, None, round(other))
    return None


def _hedged(tokens: Sequence[Token], first: int, last: int, value: int) -> Amount:
    hedges = load_hedges().hedges
    for length in range(min(_HEDGE_WORDS, first), 0, -1):
        words = " ".join(t.text.lower() for t in tokens[first - length : first])
        kind = hedges.get(words)
        if kind:
            low, best, high = _BOUNDS[kind](value)
            return Amount(first - length, last, low, best, high)
    return Amount(first, last, value, value, value)


_BOUNDS = {
    "least": lambda n: (n, n, None),
    "more": lambda n: (n, n, None),
    "most": lambda n: (None, n, n),
    "below": lambda n: (None, n, n),
    "about": lambda n: (None, n, None),
}


class _Hedges(NamedTuple):
    hedges: dict[str, str]
    vague: dict[str, int]


@lru_cache(maxsize=1)
def load_hedges() -> _Hedges:
    data = tomllib.loads((files("dateline") / "data" / "times" / "figures.toml").read_text(encoding="utf-8"))
    return _Hedges(data["hedge"], data["vague"])
