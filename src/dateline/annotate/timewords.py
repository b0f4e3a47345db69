"""Spells text as word classes and finds time expressions as patterns over them.

Each word gets one letter that stands for the set of classes it belongs to; a sentence becomes a short string of
letters, and every pattern of data/times/patterns.toml is a regular expression over such strings. That keeps the
knowledge in data, and costs a few microseconds a word where expressions over the text itself cost far more.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dateline.errors import DataError

_DATA = files("dateline") / "data" / "times"

_LEX = re.compile(
    r"""(?P<isodate>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d))
    | (?P<numdate>\d{1,2}([/.])\d{1,2}\3(?:\d{4}|\d\d)(?![\d/]))
    | (?P<decade4>\d{3}0\ ?s\b|\d{3}0['’]s\b) | (?P<decade2>['’‘]?\d0s\b) | (?P<shortyear>['’‘`]\d\d(?![\d\w]))
    | (?P<qcode>[QH][1-4]\b)
    | (?P<ordnum>\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<clock>\d{1,2}[:.]\d\d(?::\d\d)?(?=\s?(?:[ap]\.?m\b|GMT|UTC|hrs|hours|local|[A-Z]{2,4}\b))
        |\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
    | (?P<num>\d+(?:,\d{3})*(?:\.\d+)?)
    | (?P<word>[ap]\.m\.?|[A-Za-z]+['’]clock\b|[^\W\d_]+\.?)
    | (?P<mark>\S)""",
    re.VERBOSE,
)
_MARKS = {
    ",": "comma", "-": "dash", "–": "dash", "—": "dash", ".": "dot", "/": "slash", "(": "openp", ")": "closep",
    "$": "money", "£": "money", "€": "money", "#": "money", "%": "percent", "'": "quote", "’": "quote",
}  # fmt: skip
# "Nov 1.2011": behind a month no number with a fraction.
_DAY_DOT_YEAR = re.compile(r"\d{1,2}\.(?:19|20)\d\d")
_NO_CLASS = frozenset[str]()


class Word(NamedTuple):
    start: int
    end: int
    text: str
    classes: frozenset[str]


class Found(NamedTuple):
    """Words `first:last` of a text match a rule that makes a reading of this name."""

    first: int
    last: int
    make: str


class TimeWords:
    """The lexicon and the compiled patterns."""

    def __init__(self, words: dict, patterns: dict) -> None:
        self.values: dict[str, dict[str, object]] = {}
        self._plain: dict[str, frozenset[str]] = {}
        self._capital: dict[str, frozenset[str]] = {}
        for name, rows in words.items():
            caps = rows.pop("caps", False)
            self.values[name] = rows
            for word in rows:
                if not caps:
                    self._plain[word] = self._plain.get(word, _NO_CLASS) | {name}
                self._capital[word] = self._capital.get(word, _NO_CLASS) | {name}
        lexed = {*_MARKS.values(), "isodate", "numdate", "decade4", "decade2", "shortyear", "qcode", "ordnum", "clock",
                 "num", "daynum", "year", "fourdigits"}  # fmt: skip
        self._names = set(self.values) | lexed
        self._letters: dict[frozenset[str], str] = {_NO_CLASS: " "}
        for classes in [
            *self._plain.values(),
            *self._capital.values(),
            *_digit_classes(),
            *(frozenset({n}) for n in sorted(lexed)),
        ]:
            self._letters.setdefault(classes, chr(0x4E00 + len(self._letters)))
        self._rules = [
            (re.compile(self._compile(r["pattern"], patterns["phrase"])), r["make"]) for r in patterns["rule"]
        ]
        starters = self._compile(" | ".join(patterns["cue"]["classes"]), {})
        self._cue = re.compile(starters)

    def lex(self, text: str, start: int, end: int) -> list[Word]:
        """The words of `text[start:end]` with their classes."""
        words, plain, capital = [], self._plain, self._capital
        for found in _LEX.finditer(text, start, end):
            kind, token, (at, to) = found.lastgroup, found.group(), found.span()
            if kind == "word":
                lower = token.lower()
                table = plain if token == lower else capital
                classes = table.get(lower)
                if classes is None and token[-1] == "." and token[-2:] != "m.":
                    words.append(Word(at, to - 1, token[:-1], table.get(lower[:-1], _NO_CLASS)))
                    words.append(Word(to - 1, to, ".", _DOT))
                    continue
                words.append(Word(at, to, token, classes or _NO_CLASS))
            elif kind == "num" and _DAY_DOT_YEAR.fullmatch(token) and _after_a_month(words):
                day = at + token.index(".")
                words.append(Word(at, day, text[at:day], _number_classes(text[at:day])))
                words.append(Word(day, day + 1, ".", _DOT))
                words.append(Word(day + 1, to, text[day + 1 : to], _number_classes(text[day + 1 : to])))
            elif kind == "num":
                words.append(Word(at, to, token, _number_classes(token)))
            elif kind == "mark":
                name = _MARKS.get(token)
                words.append(Word(at, to, token, _MARK_CLASSES[name] if name else _NO_CLASS))
            else:
                words.append(Word(at, to, token, _LEXED[kind]))
        return words

    def find(self, words: list[Word]) -> list[Found]:
        """Every match of every pattern: by first word, of those the longest first, of equals the earlier rule."""
        letters = self._letters
        spelled = "".join([letters[word.classes] for word in words])
        if not self._cue.search(spelled):
            return []
        finds = []
        for order, (pattern, make) in enumerate(self._rules):
            for found in pattern.finditer(spelled):
                first, last = found.span()
                if last > first:
                    finds.append((first, -last, order, make))
        finds.sort()
        return [Found(first, -last, make) for first, last, _, make in finds]

    def _compile(self, pattern: str, phrases: dict[str, str]) -> str:
        def spell(found: re.Match) -> str:
            name = found.group()
            if name in phrases:
                return f"(?:{self._compile(phrases[name], phrases)})"
            if name not in self._names:
                raise DataError(f"patterns.toml: no word class {name!r} (in {pattern!r}).")
            return "[" + "".join(letter for classes, letter in self._letters.items() if name in classes) + "]"

        return re.sub(r"[a-z_][a-z_0-9]*", spell, pattern).replace(" ", "").replace("(", "(?:").replace("(?:?", "(?")


def _after_a_month(words: list[Word]) -> bool:
    before = [word for word in words[-2:] if word.text != "."]
    return bool(before) and "month" in before[-1].classes


def _number_classes(token: str) -> frozenset[str]:
    if token.isdigit():
        if len(token) == 4:
            return _YEAR if 1500 <= int(token) <= 2100 else _FOUR
        if len(token) <= 2 and 1 <= int(token) <= 31:
            return _DAYNUM
    return _NUM


_NUM = frozenset({"num"})
_DAYNUM = frozenset({"num", "daynum"})
_YEAR = frozenset({"num", "year", "fourdigits"})
_FOUR = frozenset({"num", "fourdigits"})
_DOT = frozenset({"dot"})
_MARK_CLASSES = {name: frozenset({name}) for name in _MARKS.values()}
_LEXED = {
    n: frozenset({n}) for n in ("isodate", "numdate", "decade4", "decade2", "shortyear", "qcode", "ordnum", "clock")
}


def _digit_classes() -> list[frozenset[str]]:
    return [_NUM, _DAYNUM, _YEAR, _FOUR]


@lru_cache(maxsize=1)
def load_timewords() -> TimeWords:
    words = tomllib.loads((_DATA / "words.toml").read_text(encoding="utf-8"))
    patterns = tomllib.loads((_DATA / "patterns.toml").read_text(encoding="utf-8"))
    return TimeWords(words, patterns)
