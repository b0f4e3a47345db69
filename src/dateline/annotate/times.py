"""Time expressions: found as patterns over word classes, read as TIMEX3 values and as intervals with their basis.

The words are found block by block, as a sentence splitter may cut "Nov. 3"; each is anchored on the report's date or
on the time told before it, and never guessed: without an anchor the value keeps its X's and `when` is None.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta

from dateline.annotate.calendar import Days
from dateline.annotate.readings import READINGS
from dateline.annotate.readings.base import Reading
from dateline.annotate.timewords import TimeWords, Word, load_timewords
from dateline.model import Annotations, Document, Sentence, TimeExpression, When
from dateline.resources import Resources
from dateline.tense import Tense, is_planned, tense_at

_FROM = {
    "none": "",
    "report date": ", from the report's date",
    "previous time": ", from the time told before",
    "unknown": "",
}


def find_times(document: Document, annotations: Annotations, resources: Resources) -> tuple[TimeExpression, ...]:
    """Every time expression of a document in text order. Reports that were not parsed have none."""
    if not annotations.sentences:
        return ()
    lexicon = load_timewords()
    reader = _Reader(document, annotations.sentences, lexicon)
    found: list[TimeExpression] = []
    for block in document.blocks:
        words = lexicon.lex(document.text, block.start, block.end)
        free = 0
        for find in lexicon.find(words):
            if find.first < free:
                continue
            expression = reader.read(words, find.first, find.last, find.make)
            if expression is not None:  # else a shorter match or a later rule may read these words
                found.append(expression)
                free = find.last
    return tuple(found)


# How many days back a value without an anchor may reach: a weekday, "last week", "last month", "last year".
_REACH = (
    (r"XXXX-XX-XX", 2),
    (r"XXXX-WXX-\d", 7),
    (r"XXXX-WXX", 14),
    (r"XXXX-XX$", 62),
)
# Bounds wider than this tell no more about an event than that it is not told.
_WORTH_TELLING = timedelta(days=62)


class _Reader:
    """The context of a reading, moved along the text. See readings.Context."""

    def __init__(self, document: Document, sentences: tuple[Sentence, ...], lexicon: TimeWords) -> None:
        self.document, self.lexicon = document, lexicon
        self.sentences, self._starts = sentences, [s.start for s in sentences]
        self.report, self.bounds = _published(document.published)
        self.told: Days | None = None
        self.told_roughly: Days | None = None
        self._nearby: tuple[str | None, int] = (None, -1)
        self._words: list[Word] = []
        self._last = 0
        self.before: Word | None = None
        self.after: Word | None = None

    def read(self, words: list[Word], first: int, last: int, make: str) -> TimeExpression | None:
        self.before = words[first - 1] if first else None
        self.after = words[last] if last < len(words) else None
        self._words, self._last = words, last
        reading = READINGS[make](words[first:last], self)
        if reading is None:
            return None
        inside = _trimmed(words[first + reading.drop_first : last - reading.drop_last])
        start, end = inside[0].start, inside[-1].end
        if reading.days and reading.precision in ("day", "part of day", "hour"):
            self.told = reading.days
        if reading.days:
            self.told_roughly, self._nearby = reading.days, (reading.value, self._sentence(start))
        return TimeExpression(
            start=start,
            end=end,
            sentence=self._sentence(start),
            kind=reading.kind,
            value=reading.value,
            when=_when(reading, self.document.text[start:end]) or self._roughly(reading, self.document.text[start:end]),
            anchor=reading.anchor,
        )

    def _roughly(self, reading: Reading, words: str) -> When | None:
        """'on Thursday' in a report of some day in December: within a week of that month."""
        if reading.anchor != "unknown" or reading.kind not in ("DATE", "TIME") or self.bounds is None:
            return None
        back = next((days for shape, days in _REACH if re.match(shape, reading.value)), None)
        first, last = self.bounds
        if back is None or last - first > _WORTH_TELLING:
            return None
        return When(
            start=(first - timedelta(back)).isoformat(),
            end=last.isoformat(),
            precision="interval",
            basis=f"'{words}', from the days between which the report was published",
        )

    def ahead(self, count: int) -> list[Word]:
        return self._words[self._last : self._last + count]

    @property
    def nearby(self) -> str | None:
        value, sentence = self._nearby
        return value if self._words and sentence == self._sentence(self._words[self._last - 1].start) else None

    def value(self, word: Word, name: str) -> object:
        return self.lexicon.values[name].get(word.text.lower())

    def tense(self, word: Word) -> Tense:
        sentence, at = self._token(word)
        return "past" if at is None else tense_at(sentence.tokens, at)

    def planned(self, word: Word) -> bool:
        sentence, at = self._token(word)
        return at is not None and is_planned(sentence.tokens, at)

    def parsed(self, word: Word) -> tuple[str, str]:
        sentence, at = self._token(word)
        return ("", "") if at is None else (sentence.tokens[at].pos, sentence.tokens[at].ent)

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _token(self, word: Word) -> tuple[Sentence, int | None]:
        sentence = self.sentences[self._sentence(word.start)]
        for i, token in enumerate(sentence.tokens):
            if token.start <= word.start < token.end:
                return sentence, i
        return sentence, None


# Words that join parts of an expression and do not belong to its edges: "June, the blog" matched up to the comma.
_JOINERS = frozenset({"comma", "dash", "dot", "openp", "of"})


def _trimmed(words: list[Word]) -> list[Word]:
    while len(words) > 1 and words[-1].classes & _JOINERS:
        words = words[:-1]
    return words


def _published(when: When | None) -> tuple[date | None, Days | None]:
    """The report's day when it is known to a day, else the days between which it lies."""
    if when is None or when.start is None or when.end is None:
        return None, None
    start, end = date.fromisoformat(when.start[:10]), date.fromisoformat(when.end[:10])
    return (start, None) if start == end else (None, (start, end))


def _when(reading: Reading, words: str) -> When | None:
    if reading.days is None or reading.kind in ("DURATION", "SET"):
        return None
    first, last = reading.days
    return When(
        start=first.isoformat(),
        end=last.isoformat(),
        precision=reading.precision,
        basis=f"'{words}'{_FROM[reading.anchor]}",
    )
