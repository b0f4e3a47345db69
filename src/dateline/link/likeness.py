"""How alike two reports are: their opening, names, pairs of words and numbers, weighed by how rare each is.

What nearly every report carries says little, so weights come from how many documents have a word: a sample of the corpus
at hand, and a general table beside it, without which five reports about one subject would find that subject common.

Weights are whole numbers of a small unit, so that sums are exact and no order of reports can change a bit of them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
import numpy as np

from dateline.alike.rarity import document_frequencies
from dateline.link.traits import Traits, traits_of, unpacked
from dateline.model import Document, When

# Shares of the four views in the similarity. The opening tells the news; pairs of words tell phrases ("Red Sox"); names
# tell whom. Tried on four dev sets together: moving any by .1 changes the mean of the F1s by less than .005.
_VIEWS = {"opening": 0.4, "pairs": 0.3, "names": 0.2, "words": 0.1}
# So many reports, those with the smallest ids, tell how common words are. Ids are hashes of contents, so the sample is
# fair, the same in any order, and almost never another when a report is added to a large record. Samples of 100 move
# the B3 of four dev sets of 135 to 277 reports by .004 at most, samples of 50 by .012.
SAMPLE = 300
# The general table weighs as much as this many documents of the corpus.
_GENERAL_WEIGHT = 100
# A report's strongest terms are kept for comparison, and the very strongest serve to find candidates.
_KEPT, _KEYS = 600, 30
# Of a key that more reports share than this, those next to a report by id are its candidates, which is a fair sample; a
# report keeps so many candidates.
_MOST_CARRIERS, MOST_NEIGHBOURS = 400, 60
# Reports in a crowd of like ones need more to be one story than two in a field of their own: each pair is measured
# against its reports' likeness to their 11th to 20th neighbours (raises the mean F1 of four dev sets by .02).
_CROWD, _CROWD_SHARE = (10, 20), 0.6
# In a folder too small to have a 20th neighbour, the likeness of reports that merely share a region and a year.
_USUAL_CROWD = 0.04
# What days say, at most: two reports that name the same weekdays gain .03, with none in common they lose .02. Weekdays
# are counted over the whole report: among look-alikes of one corpus the likeness of their weeks tells pairs of one story
# from others with an AUC of .68 (wikinews_events), of the openings' weekdays alone of .63.
_WEEK, _OTHER_WEEK = 0.05, 0.4
# Published within three days of each other, or more than a week or three weeks apart, where both days are known: on
# basil_triples 99 % of pairs of one story lie within three days and 4 % of others, on g5w_newscluster 69 % and 35 %.
_SOON, _LATER, _MUCH_LATER = (3, 0.01), (7, -0.03), (21, -0.05)
# A date named in both openings speaks for one story, only different ones a little against.
_SAME_DATE, _OTHER_DATE = 0.02, -0.01
# Groups in the midst of many alike are compared by so many reports each, those with the smallest ids, and with so many
# groups, the nearest.
_SAMPLED, _MOST_LINKED = 6, 20
# Terms are weighed in steps of 1/1,024, parts of a portrait in steps of 2 ** -20: their products add up to less than
# 2 ** 53, up to which a float counts exactly. Scores are rounded to 2 ** -40 for the same reason.
_STEP, _UNIT, _SCORE_UNIT = 2**10, 2**20, 2**40


class Portrait(msgspec.Struct, frozen=True, gc=False):
    """What of a report is compared: weighted terms, each view's share already in the weight. Terms are numbers that
    hold among the portraits made together; weights are whole numbers of 2 ** -20."""

    terms: np.ndarray
    weights: np.ndarray
    keys: np.ndarray  # the strongest terms
    names: dict[str, str]  # names as compared, with how the report first writes them
    name_weights: dict[str, float]
    week: tuple[float, ...]  # how the report's mentions of weekdays fall on the seven, of length 1; () for none
    dates: frozenset[tuple[int, int]]
    published: tuple[float, float]  # first and last day on which it may have been, as numbers; infinite where not known


def portraits(documents: Sequence[Document], traits: Mapping[str, Traits] | None = None) -> list[Portrait]:
    """One portrait a document, in their order. `traits` may hold those of some reports, by report id."""
    if not documents:
        return []
    known = traits or {}
    told = [known[doc.report] if doc.report in known else traits_of(doc) for doc in documents]
    sampled = sorted(range(len(documents)), key=lambda n: documents[n].report)[:SAMPLE]
    return _weighed(told, [published_days(doc.published) for doc in documents], sampled)


def published_days(when: When | None) -> tuple[float, float]:
    """The first and the last day of an interval, as numbers that exclude nothing where it is not known."""
    start, end = (when.start, when.end) if when else (None, None)
    return (
        date.fromisoformat(start).toordinal() if start else -math.inf,
        date.fromisoformat(end).toordinal() if end else math.inf,
    )


def pair_scores(made: Sequence[Portrait]) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
    """Likeness of the pairs worth comparing, measured against the crowd and with the days they name; and the bare
    one: 0 for nothing in common, about .1 for one story, 1 for the same text."""
    pairs = _candidates(made)
    if not len(pairs):
        return {}, {}
    bare = _likeness(made, pairs)
    against = _measured(made, pairs, bare, _crowds(len(made), pairs, bare))
    keys = list(map(tuple, pairs.tolist()))
    return dict(zip(keys, against.tolist(), strict=True)), dict(zip(keys, bare.tolist(), strict=True))


def crowded_group_scores(
    made: Sequence[Portrait], groups: Sequence[Sequence[int]], bare: Mapping[tuple[int, int], float]
) -> dict[tuple[int, int], float]:
    """Likeness, measured against the crowd, of groups whose reports resemble more others than a report has candidates:
    few of the pairs across them are known then, so samples of both are compared in full."""
    linked = _linked(groups, bare)
    if not linked:
        return {}
    count = len(made)
    codes, owners = [], []
    for n, (one, other) in enumerate(linked):
        for i in groups[one][:_SAMPLED]:
            for j in groups[other][:_SAMPLED]:
                codes.append(min(i, j) * count + max(i, j))
                owners.append(n)
    every, place = np.unique(np.array(codes), return_inverse=True)
    pairs = np.stack([every // count, every % count], axis=1)
    crowd = _crowds(count, np.array(list(bare)), np.array(list(bare.values())))
    scores = _measured(made, pairs, _likeness(made, pairs), crowd)[place]
    means = np.bincount(owners, weights=scores) / np.bincount(owners)
    return dict(zip(linked, means.tolist(), strict=True))


def days_told(made: Sequence[Portrait], pairs: np.ndarray) -> np.ndarray:
    """What weekdays, dates and days of publication say for or against one story, pair by pair."""
    one, other = pairs.T
    weeks = np.array([portrait.week or (0.0,) * 7 for portrait in made])
    known = np.array([bool(portrait.week) for portrait in made])
    same = (weeks[one] * weeks[other]).sum(axis=1)
    days = np.where(known[one] & known[other], _WEEK * (same - _OTHER_WEEK), 0.0)
    dated = np.array([bool(portrait.dates) for portrait in made])
    for n in np.flatnonzero(dated[one] & dated[other]).tolist():
        i, j = pairs[n].tolist()
        days[n] += _OTHER_DATE if made[i].dates.isdisjoint(made[j].dates) else _SAME_DATE
    starts, ends = np.array([portrait.published for portrait in made]).T
    gap = np.maximum(starts[one] - ends[other], starts[other] - ends[one])
    reach = np.maximum(ends[one] - starts[other], ends[other] - starts[one])
    days += np.select(
        [gap > _MUCH_LATER[0], gap > _LATER[0], reach <= _SOON[0]], [_MUCH_LATER[1], _LATER[1], _SOON[1]], 0.0
    )
    return days


# --- weighing ------------------------------------------------------------------------------------------------------


def _weighed(
    told: Sequence[Traits], published: Sequence[tuple[float, float]], sampled: Sequence[int]
) -> list[Portrait]:
    """Portraits from traits. How common a term is, the `sampled` ones and the general table tell.

    Words are numbered alphabetically, so that ties between terms are broken alike in every set of reports.
    """
    forms = [one.words.split() for one in told]
    vocabulary = sorted(set().union(*forms))
    size = len(vocabulary)
    number = {form: n for n, form in enumerate(vocabulary)}
    words = [np.fromiter(map(number.__getitem__, own), np.int64, len(own)) for own in forms]
    triples = [unpacked(one.pairs).reshape(-1, 3) for one in told]
    codes = [own[rows[:, 0]] * size + own[rows[:, 1]] for own, rows in zip(words, triples, strict=True)]
    every_pair, placed = np.unique(np.concatenate(codes), return_inverse=True)
    pairs = np.split(placed, np.cumsum([len(own) for own in codes])[:-1])

    table, documents = document_frequencies()
    general = np.array([table.get(form, 0) / documents for form in vocabulary])
    rarity = _rarity([words[n] for n in sampled], general)
    # A pair is as rare as two words that meet by chance.
    by_chance = general[every_pair // size] * general[every_pair % size] if size else general
    pair_rarity = _rarity([pairs[n] for n in sampled], by_chance)

    made = []
    for own, near, rows, one, days in zip(words, pairs, triples, told, published, strict=True):
        views = {}
        for n, (view, packed) in enumerate((("names", one.capitals), ("opening", one.opening), ("words", one.counts))):
            often = unpacked(packed)
            told_there = often > 0
            views[view] = (own[told_there], often[told_there], rarity, n * size)
        views["pairs"] = (near, rows[:, 2], pair_rarity, len(views) * size)
        made.append(_portrait(one, days, views, vocabulary))
    return made


def _rarity(sample: Sequence[np.ndarray], general: np.ndarray) -> np.ndarray:
    """How much each term tells: 0 for one that every report has. `general` is its share of general documents."""
    carriers = np.bincount(np.concatenate(sample), minlength=len(general))
    return np.log((len(sample) + _GENERAL_WEIGHT + 1) / (carriers + _GENERAL_WEIGHT * general + 0.5))


def _portrait(
    one: Traits,
    published: tuple[float, float],
    views: Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray, int]],
    vocabulary: Sequence[str],
) -> Portrait:
    """`views` hold numbers of words or pairs, how often each stands there, the rarity of all, and from which number on
    the view's terms are counted."""
    terms, weights, name_weights = [], [], {}
    for view, (numbers, often, rarity, first) in views.items():
        raw = np.rint(_STEP * (1 + np.log(often)) * rarity[numbers])
        length = math.sqrt((raw * raw).sum()) or 1.0
        scaled = np.rint(raw * (_UNIT * math.sqrt(_VIEWS[view]) / length))
        terms.append(numbers + first)
        weights.append(scaled)
        if view == "names":
            name_weights = {vocabulary[n]: weight for n, weight in zip(numbers.tolist(), scaled.tolist(), strict=True)}
    every, weight = np.concatenate(terms), np.concatenate(weights)
    ranked = np.argsort(-weight, kind="stable")[:_KEPT]
    return Portrait(
        terms=every[ranked],
        weights=weight[ranked],
        keys=every[ranked[:_KEYS]],
        names=one.written,
        name_weights=name_weights,
        week=_of_length_one(one.week),
        dates=frozenset(one.dates),
        published=published,
    )


def _of_length_one(counts: Sequence[int]) -> tuple[float, ...]:
    length = math.sqrt(sum(n * n for n in counts))
    return tuple(n / length for n in counts) if length else ()


# --- comparing -----------------------------------------------------------------------------------------------------


def _candidates(made: Sequence[Portrait]) -> np.ndarray:
    """Pairs that share a key, the best of each report, in ascending order: near-linear in the number of reports."""
    count = len(made)
    if count < 2:
        return np.empty((0, 2), np.int64)
    owner = np.repeat(np.arange(count), [len(portrait.keys) for portrait in made])
    _, key = np.unique(np.concatenate([portrait.keys for portrait in made]), return_inverse=True)
    by_key = np.argsort(key, kind="stable")
    carriers = np.split(owner[by_key], np.cumsum(np.bincount(key))[:-1])
    found = [np.empty(0, np.int64)]
    starts = np.searchsorted(owner, np.arange(count + 1))
    for i in range(count):
        lists = [carriers[k] for k in key[starts[i] : starts[i + 1]].tolist()]
        lists = [who if len(who) <= _MOST_CARRIERS else _next_to(i, who) for who in lists]
        if not lists:
            continue
        others, shared = np.unique(np.concatenate(lists), return_counts=True)
        others, shared = others[others != i], shared[others != i]
        nearest = others[np.argsort(-shared, kind="stable")[:MOST_NEIGHBOURS]]
        found.append(np.minimum(i, nearest) * count + np.maximum(i, nearest))
    every = np.unique(np.concatenate(found))
    return np.stack([every // count, every % count], axis=1)


def _next_to(i: int, who: np.ndarray) -> np.ndarray:
    place = int(np.searchsorted(who, i))
    return who[max(0, place - MOST_NEIGHBOURS // 2) : place + MOST_NEIGHBOURS // 2]


def _likeness(made: Sequence[Portrait], pairs: np.ndarray) -> np.ndarray:
    """The sum of products of the weights of common terms, pair by pair; `pairs` in ascending order."""
    terms, weights = _table(made)
    mine = np.zeros(terms.max(initial=0) + 1)  # the weights of one report by term
    scores = np.zeros(len(pairs))
    firsts, starts = np.unique(pairs[:, 0], return_index=True)
    for i, start, end in zip(firsts, starts, [*starts[1:], len(pairs)], strict=True):
        mine[terms[i]] = weights[i]
        others = pairs[start:end, 1]
        scores[start:end] = (mine[terms[others]] * weights[others]).sum(axis=1)
        mine[terms[i]] = 0.0
    return scores / _UNIT**2


def _table(made: Sequence[Portrait]) -> tuple[np.ndarray, np.ndarray]:
    """Terms and weights of all portraits, a row each, filled up with term 0 of no weight. Terms that only one report
    has are left out, the others numbered from 1."""
    row = np.repeat(np.arange(len(made)), [len(portrait.terms) for portrait in made])
    _, term, carriers = np.unique(
        np.concatenate([portrait.terms for portrait in made]), return_inverse=True, return_counts=True
    )
    shared = carriers[term] > 1
    numbers = np.cumsum(carriers > 1)
    row, term = row[shared], numbers[term[shared]]
    column = np.arange(len(row)) - np.searchsorted(row, row)
    width = column.max(initial=-1) + 1
    terms = np.zeros((len(made), width), np.int32)
    weights = np.zeros((len(made), width), np.float32)
    terms[row, column] = term
    weights[row, column] = np.concatenate([portrait.weights for portrait in made])[shared]
    return terms, weights


def _linked(groups: Sequence[Sequence[int]], bare: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs of groups among the nearest of one another, whose reports have as many candidates as are kept."""
    degree = Counter(i for pair in bare for i in pair)
    full = [all(degree[i] >= MOST_NEIGHBOURS for i in group[:_SAMPLED]) for group in groups]
    group_of = {i: n for n, group in enumerate(groups) for i in group if full[n]}
    near: dict[int, dict[int, float]] = {}
    for (i, j), score in bare.items():
        one, other = group_of.get(i), group_of.get(j)
        if one is not None and other is not None and one != other:
            for n, m in ((one, other), (other, one)):
                row = near.setdefault(n, {})
                row[m] = max(row.get(m, 0.0), score)
    nearest = {n: sorted(row, key=lambda m: (-row[m], m))[:_MOST_LINKED] for n, row in near.items()}
    return sorted({(min(n, m), max(n, m)) for n, row in nearest.items() for m in row})


def _measured(made: Sequence[Portrait], pairs: np.ndarray, bare: np.ndarray, crowd: np.ndarray) -> np.ndarray:
    against = bare - _CROWD_SHARE * (crowd[pairs[:, 0]] + crowd[pairs[:, 1]]) / 2 + days_told(made, pairs)
    return np.rint(against * _SCORE_UNIT) / _SCORE_UNIT


def _crowds(count: int, pairs: np.ndarray, bare: np.ndarray) -> np.ndarray:
    """The mean likeness of each report to its 11th to 20th neighbours."""
    owner, score = pairs.T.ravel(), np.tile(bare, 2)
    order = np.lexsort((-score, owner))
    owner, score = owner[order], score[order]
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
    first, last = _CROWD
    crowded = (rank >= first) & (rank < last)
    sums = np.bincount(owner[crowded], weights=score[crowded], minlength=count)
    return np.maximum(_USUAL_CROWD, sums / (last - first))
