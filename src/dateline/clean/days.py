"""Days as pages write them, in many languages and orders: "12. März 2019", "2019年3月4日", "03/04/2019".

The names of months are in data/pages/months.csv. A name that means different months in two languages ("listopada") is
read by the language of the page, else as the first row has it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files

import msgspec

_YEAR = r"(?:19|20)\d\d"
_NAME = r"[^\W\d_][^\d\s,;:/|<>()-]{0,15}?(?: (?:الثاني|الأول|الاول))?"
_ISO = re.compile(
    rf"(?<!\d)({_YEAR})([-/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)(?:[T ]+([01]\d|2[0-3]):?[0-5]\d)?"
)
_ISO_TIGHT = re.compile(rf"(?<!\d)({_YEAR})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T\d{{4}}")
# "2019. 3. 4.", "2019/3/4", "2019年3月4日", "2019년 3월 4일", and years since an emperor or a republic began.
_YEAR_FIRST = re.compile(rf"(?<!\d)({_YEAR})\s?([-/.])\s?(\d{{1,2}})\s?\2\s?(\d{{1,2}})(?!\d)")
_CHARACTERS = re.compile(
    rf"(?<!\d)({_YEAR}|(?:令和|平成|昭和|民國|民国)\s?(?:元|\d{{1,3}}))\s?[年년]\s?(\d{{1,2}})\s?[月월]\s?(\d{{1,2}})\s?[日일号號]"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_OF = r"(?:(?:of|de|del|di|da|de l|d|du|den|ta|ta'|ng|ngày|ika|a) |d['’]|-?(?:го|е) )"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|re|ste|de|e|°|º|ª|\.º|ع)?(?:[\s.\-/]|{_OF})*({_NAME})(?![^\W\d_])"
    rf"(?:\s?/\s?[\u0620-\u064a]{{3,12}})?"  # Arabic months have two names: "28 آب/أغسطس 2013"
    rf"[.,،]{{0,2}}(?:[\s\-/,،’']|(?:of|de|del|do|год|року|im Jahr) |\d\d?:\d\d(?::\d\d)? )*((?:19|20|25)\d\d)(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"({_NAME})(?![^\W\d_])[.,]?[\s\-]*(\d{{1,2}})(?:st|nd|rd|th|\.)?,?[\s\-]+"
    rf"(?:\d\d?:\d\d(?::\d\d)?,? (?:[ap]\.?m\.?,? )?(?:[+-]?[A-Z\d:]{{2,6}} )?)?({_YEAR})(?:\b|(?=\d{{1,2}}:\d\d))",
    re.IGNORECASE,
)
# "2019. március 4.", "2019 m. kovo 4 d.", "2019. gada 4. martā".
_YEAR_NAME = re.compile(
    rf"(?<!\d)({_YEAR})\.?,?[\s-](?:m\. |gada |ko )?({_NAME})(?![^\W\d_])\.?[\s-](\d{{1,2}})(?![\d:])", re.IGNORECASE
)
_YEAR_DAY_NAME = re.compile(
    rf"(?<!\d)({_YEAR})\.?,?\s(?:gada |m\. )(\d{{1,2}})\.?\s({_NAME})(?![^\W\d_])", re.IGNORECASE
)
_MONTH_NUMBERED = re.compile(rf"(?<!\d)(\d{{1,2}})\s(?:tháng)\s(\d{{1,2}}),?\s(?:năm\s)?({_YEAR})(?!\d)", re.IGNORECASE)
_NUMBERS = re.compile(rf"(?<![\d/.\-])(\d{{1,2}})\s?([/.\-])\s?(\d{{1,2}})\s?\2\s?({_YEAR})(?![\d/\-]|\.\d)")
# "04.03.19": only where a date is expected.
_SHORT_NUMBERS = re.compile(r"(?<![\d/.\-:,])(\d{1,2})([/.\-])(\d{1,2})\2['’]?(\d\d)(?![\d/\-:%]|[.,]\d)")
_SHORT_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s\-/]+({_NAME})(?![^\W\d_])[.,]?[\s\-/]+['’]?(\d\d)(?![\d:.%])",
    re.IGNORECASE,
)
# Without one of these only years of two digits can be meant; most lines with a digit have none.
_ANY_YEAR = re.compile(r"\d{4}|[年년]")
# What every date has: a year, or numbers of one; most lines with digits have neither.
_POSSIBLE = re.compile(
    r"(?:19|20|25)\d\d|\d[-/.]\s?\d{1,2}[-/.]['’]?\d\d|[和成國国]\s?(?:元|\d)|\d{10}|\d[\s\-/.]+[^\W\d_]{3,15}[.,]?[\s\-/]+['’]?\d\d"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
# Digits of other scripts, one for one, so that places in the text stay what they are.
_DIGITS = {
    zero + value: str(value)
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)
    for value in range(10)
}  # fmt: skip
_THAI_YEARS = 543
# No two-digit year is read as after this; "12.03.97" is of 1997.
_SHORT_CENTURY = 60
_MIN_MONTH = 3
# Abbreviations of three letters count on pages in any language for these only: "iPad 11 Pro 2019" is no day in Czech.
_ANYWHERE = frozenset({"en", "de", "fr", "es", "it", "pt", "nl"})


class Day(msgspec.Struct, frozen=True):
    """A complete date found in a text, the words for it at [start, start + len(said))."""

    day: date
    start: int
    said: str
    hour: bool = False  # a time of day stands right behind it
    swapped: date | None = None  # what it would be with day and month the other way round


def first_day(text: str, *, month_first: bool = False, short_years: bool = False, language: str = "") -> Day | None:
    """The first complete date in a string; None when there is none. 12/03/2014 is 12 March unless `month_first`, or
    unless it can only be the other way round. Years of two digits count only with `short_years`.

    >>> first_day("Publicado el 3 de febrero de 2020").day.isoformat()
    '2020-02-03'
    """
    return min(
        _candidates(text, month_first, short_years, language), key=lambda one: (one.start, -len(one.said)), default=None
    )


def days_in(text: str, *, month_first: bool = False, short_years: bool = False, language: str = "") -> list[Day]:
    """All complete dates of a short text, in their order, without overlaps."""
    found: list[Day] = []
    at = 0
    while len(found) < 20:
        one = first_day(text[at:], month_first=month_first, short_years=short_years, language=language)
        if one is None:
            break
        found.append(msgspec.structs.replace(one, start=one.start + at))
        at += one.start + len(one.said)
    return found


def _candidates(text: str, month_first: bool, short_years: bool, language: str) -> list[Day]:
    text = text if text.isascii() else text.translate(_DIGITS)
    if not _POSSIBLE.search(text):
        return []
    stripped = text.strip()
    if _EPOCH.fullmatch(stripped):
        day = datetime.fromtimestamp(int(stripped[:10]), UTC).date()
        return [Day(day, text.index(stripped), stripped, hour=True)]
    found: list[Day] = []
    patterns = _PATTERNS if _ANY_YEAR.search(text) else ()
    if short_years:
        patterns += _SHORT_PATTERNS
    for pattern, order in patterns:
        at = 0
        while match := pattern.search(text, at):
            made = _made(match, order, month_first, language)
            if made:
                found.append(made)
                break
            at = match.start() + 1
    return found


_PATTERNS = (
    (_ISO, "y-md"), (_ISO_TIGHT, "ymd"), (_YEAR_FIRST, "y-md"), (_CHARACTERS, "ymd"), (_DAY_FIRST, "dmy"),
    (_MONTH_FIRST, "mdy"), (_YEAR_NAME, "ymd"), (_YEAR_DAY_NAME, "ydm"), (_MONTH_NUMBERED, "dmy"), (_NUMBERS, "d-my"),
)  # fmt: skip
_SHORT_PATTERNS = ((_SHORT_NUMBERS, "d-my"), (_SHORT_NAMED, "dmy"))


def _made(match: re.Match[str], order: str, month_first: bool, language: str) -> Day | None:
    values = {key: match[n + 1] for n, key in enumerate(order) if key != "-"}
    start = match.start()
    number = int(values["d"])
    if values["m"].isdigit():
        month: int | None = int(values["m"])
    else:
        month, skipped = _month(values["m"], language)
        start += skipped if order == "mdy" else 0
        if order != "mdy" and skipped:
            return None
    year = _year(values["y"])
    if not month:
        return None
    swapped = None
    if order == "d-my" and month != number:
        if (month_first and number <= 12) or month > 12:
            number, month = month, number
        swapped = _valid(year, number, month)
    day = _valid(year, month, number)
    if day is None:
        return None
    said = match.string[start : match.end()]
    behind = match.string[match.end() : match.end() + 24]
    return Day(
        day, start, said, hour=bool(_CLOCK.search(said) if ":" in said else _CLOCK.search(behind)), swapped=swapped
    )


def _year(text: str) -> int:
    era = next((began for name, began in _ERAS.items() if text.startswith(name)), None)
    if era is not None:
        rest = text[2:].strip()
        return era + (1 if rest == "元" else int(rest))
    year = int(text)
    if year < 100:
        return year + (2000 if year < _SHORT_CENTURY else 1900)
    return year - _THAI_YEARS if year >= 2500 else year


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str, language: str) -> tuple[int | None, int]:
    """The number of the month, and how many characters before its name were glued to it: "ReutersMay" -> (5, 7)."""
    name = word.rstrip(".'’")
    by_language, by_name = _months()
    known = by_language.get((language[:2], folded(name))) or by_name.get(folded(name))
    if known:
        return known, 0
    for at in range(len(name) - _MIN_MONTH, 0, -1):
        if name[at].isupper() and name[at - 1].islower():
            return by_name.get(folded(name[at:])), at
    return None, 0


def folded(word: str) -> str:
    """Lower case without accents, so that "Fevrier" is février and "MÄRZ" is März."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not "\u0300" <= c <= "\u036f")
    return plain.replace("ı", "i")


@lru_cache(maxsize=1)
def _months() -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    by_language: dict[tuple[str, str], int] = {}
    by_name: dict[str, int] = {}
    with files("dateline").joinpath("data", "pages", "months.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for number in range(1, 13):
                for name in row[str(number)].split("|"):
                    by_language[(row["language"], folded(name))] = number
                    if len(name) > _MIN_MONTH or not name.isascii() or row["language"] in _ANYWHERE:
                        by_name.setdefault(folded(name), number)
    return by_language, by_name
