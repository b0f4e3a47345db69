"""How alike two reports are: their opening, names, pairs of words and numbers, weighed by how rare each is.

What nearly every report carries says little, so weights come from how many documents have a word: those of the corpus
at hand, and a general table beside them, without which five reports about one subject would find that subject common.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from dateline.alike.rarity import STOP, document_frequencies, stem
from dateline.alike.words import Word, words_of
from dateline.model import Document

# Shares of the four views in the similarity. The opening tells the news; pairs of words tell phrases ("Red Sox"); names
# tell whom. Tried on four dev sets together: moving any by .1 changes the mean of the F1s by less than .005.
_VIEWS = {"opening": 0.4, "pairs": 0.3, "names": 0.2, "words": 0.1}
_OPENING = 150  # words, title included
# The general table weighs as much as this many documents of the corpus.
_GENERAL_WEIGHT = 100
# A report's strongest terms are kept for comparison, and the very strongest serve to find candidates.
_KEPT, _KEYS = 600, 30
# A key that more reports share than this finds nobody, and a report keeps this many of its candidates.
_MOST_CARRIERS, MOST_NEIGHBOURS = 400, 60
# Reports in a crowd of like ones need more to be one story than two in a field of their own: each pair is measured
# against its reports' likeness to their 11th to 20th neighbours (raises the mean F1 of four dev sets by .02).
_CROWD, _CROWD_SHARE = (10, 20), 0.6
# In a folder too small to have a 20th neighbour, the likeness of reports that merely share a region and a year.
_USUAL_CROWD = 0.04
# The same weekday or date named in both openings speaks for one story, only different ones against (pairs that name
# different weekdays are of one story in 31 % of look-alike pairs on wikinews_events, those that share one in 75 %).
_SAME_WEEKDAY, _OTHER_WEEKDAY, _SAME_DATE, _OTHER_DATE = 0.02, -0.03, 0.02, -0.01

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


class Portrait(msgspec.Struct, frozen=True, gc=False):
    """What of a report is compared: weighted terms (each view's share already in the weight), days named at the
    opening."""

    terms: dict[str, float]
    keys: tuple[str, ...]
    names: dict[str, str]  # names as compared, with how the report first writes them
    weekdays: frozenset[str]
    dates: frozenset[tuple[int, int]]


def portraits(documents: Sequence[Document]) -> list[Portrait]:
    """One portrait a document, in their order."""
    views = [_views(doc) for doc in documents]
    corpus: Counter[str] = Counter()
    for counts, *_ in views:
        for view in ("words", "pairs"):
            corpus.update(counts[view].keys())
    general, size = document_frequencies()
    total = len(documents) + _GENERAL_WEIGHT + 1

    def weigh(term: str) -> float:
        first, _, second = term.partition(" ")
        share = general.get(first, 0) / size
        if second:  # as rare as two words that meet by chance
            share *= general.get(second, 0) / size
        return math.log(total / (corpus[term] + _GENERAL_WEIGHT * share + 0.5))

    return [_portrait(*view, weigh) for view in views]


def likeness(a: Portrait, b: Portrait) -> float:
    """0 for nothing in common, about .1 for one story, 1 for the same text."""
    if len(b.terms) < len(a.terms):
        a, b = b, a
    other = b.terms
    return sum(weight * other[term] for term, weight in a.terms.items() if term in other)


def pair_scores(made: Sequence[Portrait]) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
    """Likeness of the pairs worth comparing, measured against the crowd and with the days they name; and the bare
    one."""
    bare = {pair: likeness(made[pair[0]], made[pair[1]]) for pair in _candidates(made)}
    near: dict[int, list[float]] = defaultdict(list)
    for (i, j), score in bare.items():
        near[i].append(score)
        near[j].append(score)
    first, last = _CROWD
    crowd = {
        i: max(_USUAL_CROWD, sum(sorted(row, reverse=True)[first:last]) / (last - first)) for i, row in near.items()
    }
    against = {
        (i, j): score - _CROWD_SHARE * (crowd[i] + crowd[j]) / 2 + days_named(made[i], made[j])
        for (i, j), score in bare.items()
    }
    return against, bare


def days_named(a: Portrait, b: Portrait) -> float:
    """What the weekdays and dates at the opening of both say for or against one story."""
    told = 0.0
    if a.weekdays and b.weekdays:
        told += _SAME_WEEKDAY if a.weekdays & b.weekdays else _OTHER_WEEKDAY
    if a.dates and b.dates:
        told += _SAME_DATE if a.dates & b.dates else _OTHER_DATE
    return told


def _views(doc: Document) -> tuple[dict[str, Counter[str]], dict[str, str], frozenset[str], frozenset[tuple[int, int]]]:
    """Counts of terms in each view, names as written, and the weekdays and dates named in the opening."""
    text = doc.text if doc.title is None or doc.text.startswith(doc.title) else f"{doc.title}\n{doc.text}"
    counts: dict[str, Counter[str]] = {view: Counter() for view in _VIEWS}
    words = words_of(text)
    ordinary = document_frequencies()[0]
    names: dict[str, str] = {}
    before = None
    for n, word in enumerate(words):
        form = stem(word.form)
        if form in STOP or len(form) < 2:
            before = None
            continue
        if text[word.start].isupper() and form not in ordinary:
            form = _spelling(form)
        counts["words"][form] += 1
        if n < _OPENING:
            counts["opening"][form] += 1
        if before:
            counts["pairs"][f"{before} {form}"] += 1
        before = form
        if text[word.start].isupper() and not _starts_sentence(text, word.start):
            counts["names"][form] += 1
            names.setdefault(form, _POSSESSIVE.sub("", text[word.start : word.end]))
    opening = words[:_OPENING]
    return counts, names, frozenset(w.form for w in opening if w.form in WEEKDAYS), _dates(opening)


@lru_cache(maxsize=50_000)
def _spelling(name: str) -> str:
    """One spelling for a name that came through other letters: "Mursi", "Morsi"; "Qaddafi", "Gadhafi" stay two."""
    for pattern, to in _SPELLINGS:
        name = pattern.sub(to, name)
    return name


def _starts_sentence(text: str, at: int) -> bool:
    return at < 2 or text[at - 1] in '\n"“' or text[at - 2] in '.\n?!"“”'


def _dates(words: Sequence[Word]) -> frozenset[tuple[int, int]]:
    found = set()
    for i, word in enumerate(words):
        month = _MONTH_NUMBER.get(word.form)
        for j in (i - 1, i + 1) if month else ():
            if 0 <= j < len(words) and words[j].form.isdigit() and 1 <= int(words[j].form) <= 31:
                found.add((month, int(words[j].form)))
    return frozenset(found)


def _portrait(counts, names, weekdays, dates, weigh) -> Portrait:
    terms: dict[str, float] = {}
    for view, share in _VIEWS.items():
        weights = {term: (1 + math.log(n)) * weigh(term) for term, n in counts[view].items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        scale = math.sqrt(share) / length
        terms |= {f"{view}:{term}": weight * scale for term, weight in weights.items()}
    ranked = sorted(terms.items(), key=lambda pair: (-pair[1], pair[0]))
    return Portrait(
        terms=dict(ranked[:_KEPT]),
        keys=tuple(term for term, _ in ranked[:_KEYS]),
        names=names,
        weekdays=weekdays,
        dates=dates,
    )


def _candidates(made: Sequence[Portrait]) -> list[tuple[int, int]]:
    """Pairs that share a key, the best of each report: near-linear in the number of reports."""
    carriers: dict[str, list[int]] = defaultdict(list)
    for i, portrait in enumerate(made):
        for key in portrait.keys:
            carriers[key].append(i)
    pairs = set()
    for i, portrait in enumerate(made):
        shared: Counter[int] = Counter()
        for key in portrait.keys:
            if len(carriers[key]) <= _MOST_CARRIERS:
                shared.update(carriers[key])
        del shared[i]
        ranked = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NEIGHBOURS]
        pairs.update((min(i, j), max(i, j)) for j, _ in ranked)
    return sorted(pairs)
