"""What of one report is compared with others: its words, where they stand, names as written, days at its opening.

Made from the document alone, so a cache may keep it; what the words weigh depends on the other reports and is asked in
`likeness`. Counts are packed as bytes, about 8 KB a report, because ten thousand of them are held at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec
import numpy as np

from dateline.alike.rarity import STOP, document_frequencies, stem
from dateline.alike.words import Word, words_of
from dateline.model import Document

_OPENING = 150  # words, title included
_POSSESSIVE = re.compile(r"['’]s$")
_SPELLINGS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"kh|q", "k"),
        (r"[gd]h", lambda m: m.group()[0]),
        (r"ou|oo|o", "u"),
        (r"[eiy]+", "i"),
        (r"(.)\1+", r"\1"),
    )
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NAMES = "january february march april may june july august september october november december"
MONTHS = tuple(_MONTH_NAMES.split())
_MONTH_NUMBER = (
    {name: n for n, name in enumerate(MONTHS, 1)} | {name[:3]: n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
)


class Traits(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One report's words and where they stand. The packed counts are machine integers of four bytes."""

    words: str  # every word once, folded and stemmed, alphabetically, between blanks
    counts: bytes  # of each word: in the whole text
    opening: bytes  # of each word: in the opening
    capitals: bytes  # of each word: as a name
    pairs: bytes  # of each pair of neighbours: numbers of its first and second word, how often
    written: dict[str, str]  # names as compared, with how the report first writes them
    week: tuple[int, ...]  # how often the whole text names Monday, Tuesday ... Sunday
    dates: tuple[tuple[int, int], ...]  # month and day, named in the opening


def traits_of(doc: Document) -> Traits:
    """The traits of one report: from its title and text alone."""
    text = doc.text if doc.title is None or doc.text.startswith(doc.title) else f"{doc.title}\n{doc.text}"
    ordinary = document_frequencies()[0]
    counts: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    written: dict[str, str] = {}
    before = None
    words = words_of(text)
    for n, word in enumerate(words):
        form = stem(word.form)
        if form in STOP or len(form) < 2:
            before = None
            continue
        capital = text[word.start].isupper()
        if capital and form not in ordinary:
            form = _spelling(form)
        counts[form] += 1
        if n < _OPENING:
            opening[form] += 1
        if before:
            pairs[before, form] += 1
        before = form
        if capital and not _starts_sentence(text, word.start):
            capitals[form] += 1
            if form not in written:
                written[form] = _POSSESSIVE.sub("", text[word.start : word.end])
    named = Counter(word.form for word in words if word.form in WEEKDAYS)
    forms = sorted(counts)
    number = {form: n for n, form in enumerate(forms)}
    return Traits(
        words=" ".join(forms),
        counts=_packed(counts[form] for form in forms),
        opening=_packed(opening[form] for form in forms),
        capitals=_packed(capitals[form] for form in forms),
        pairs=_packed(n for (a, b), often in sorted(pairs.items()) for n in (number[a], number[b], often)),
        written=written,
        week=tuple(named[day] for day in WEEKDAYS),
        dates=_dates(words[:_OPENING]),
    )


def unpacked(packed: bytes) -> np.ndarray:
    """The numbers of a packed field."""
    return np.frombuffer(packed, "<i4")


def _packed(numbers: Iterable[int]) -> bytes:
    return np.fromiter(numbers, "<i4").tobytes()


@lru_cache(maxsize=50_000)
def _spelling(name: str) -> str:
    """One spelling for a name that came through other letters: "Mursi", "Morsi"; "Qaddafi", "Gadhafi" stay two."""
    for pattern, to in _SPELLINGS:
        name = pattern.sub(to, name)
    return name


def _starts_sentence(text: str, at: int) -> bool:
    return at < 2 or text[at - 1] in '\n"“' or text[at - 2] in '.\n?!"“”'


def _dates(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    found = set()
    for i, word in enumerate(words):
        month = _MONTH_NUMBER.get(word.form)
        for j in (i - 1, i + 1) if month else ():
            if 0 <= j < len(words) and words[j].form.isdigit() and 1 <= int(words[j].form) <= 31:
                found.add((month, int(words[j].form)))
    return tuple(sorted(found))
