"""What speaks for and against two tellings being one happening, as numbers with names: the first look of coreference.py.

Words of the triggers, arguments, sentences, the two reports. Every value is the same whichever telling comes first; -1
stands where one side does not tell.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec

from dateline.link.triggers import Bag, Telling, bag_of, squared_rarity

# Numbers beyond these tell no more.
_MOST_COUNTED, _MOST_ROWS, _LAST_RANK = 20, 2, 30
# No report is less like its nearest than this, where likenesses are compared with it.
_LEAST_BEST = 0.02
_UNLIKE = -0.1
_WORDS = (
    "same base", "same root", "same words", "roots shared", "prefix", "same action", "same action of any word", "kin",
    "same part of speech", "verbs", "rarer", "commoner", "saying", "general", "pointing", "trigger in the other sentence",
    "same phrase", "shorter", "longer", "initials", "trigger in the other's arguments", "same governor",
    "governor is the other",
)  # fmt: skip
_SURROUNDINGS = (
    "subjects", "objects", "subjects as objects", "settings", "traits", "arguments", "arguments alike",
    "names of arguments", "subjects and objects", "company", "company alike", "sentences alike", "neighbourhoods alike",
    "sentences with triggers alike", "names", "names alike", "names near", "numbers", "days", "same report",
    "same sentence", "sentences apart", "words apart", "openings", "higher", "deeper", "fewer of the root",
    "more of the root", "rivals of one", "rivals of the other",
)  # fmt: skip
_REPORTS = (
    "reports against the crowd", "reports", "reports' names alike", "reports' names", "reports' words alike",
    "reports' triggers alike", "reports' numbers", "reports' days", "rank of likeness", "likeness to the best",
    "likeness to the poorer best", "poorer best",
)  # fmt: skip
FEATURES = _WORDS + _SURROUNDINGS + _REPORTS
_SAME_REPORT = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0, 1.0, 1.0, 1.0)
_UNLIKE_REPORTS = (_UNLIKE, 0.0, 0.0, -1.0, 0.0, 0.0, -1.0, -1.0, _LAST_RANK, 0.0, 0.0, 0.0)


class Setting(msgspec.Struct, frozen=True, gc=False):
    """What all tellings say together: how often a root is a trigger, in all and by report, and how alike reports are."""

    roots: Mapping[str, int]
    roots_by_report: Mapping[tuple[int, str], int]
    reports: Mapping[tuple[int, int], tuple[float, ...]]  # values of _REPORTS


class _Portrait(msgspec.Struct, frozen=True, gc=False):
    """What the sentences with triggers of one report say."""

    names: Bag
    words: Bag
    roots: Bag
    numbers: frozenset[str]
    days: frozenset[str]


def setting(
    told: Sequence[Telling], likeness: Mapping[tuple[int, int], float], bare: Mapping[tuple[int, int], float]
) -> Setting:
    return Setting(
        roots=Counter(one.root for one in told),
        roots_by_report=Counter((one.report, one.root) for one in told),
        reports=_compared_reports(told, likeness, bare),
    )


def features(a: Telling, b: Telling, around: Setting) -> list[float]:
    """The values of FEATURES for two tellings."""
    return [*_words(a, b), *_surroundings(a, b, around), *_report_values(a, b, around)]


def _words(a: Telling, b: Telling) -> tuple[float, ...]:
    weights = squared_rarity(a.base), squared_rarity(b.base)
    told = a.governor and b.governor
    return (
        a.base == b.base,
        a.root == b.root,
        a.words == b.words,
        len(a.roots & b.roots) / min(len(a.roots), len(b.roots)),
        _prefix(a.base, b.base),
        min(_MOST_ROWS, len(a.same & b.same)),
        min(_MOST_ROWS, len(a.same_any & b.same_any)),
        min(_MOST_ROWS, len(a.kin & b.kin)),
        a.pos == b.pos,
        a.verb + b.verb,
        max(weights),
        min(weights),
        a.saying + b.saying,
        a.general + b.general,
        a.pointing + b.pointing,
        (a.root in b.sentence_roots) + (b.root in a.sentence_roots),
        bool(a.phrase) and a.phrase == b.phrase,
        min(len(a.words), len(b.words)),
        max(len(a.words), len(b.words)),
        _abbreviates(a, b) or _abbreviates(b, a),
        (a.root in b.argument_roots) + (b.root in a.argument_roots),
        a.governor == b.governor if told else -1.0,
        (a.governor == b.root) + (b.governor == a.root),
    )


def _surroundings(a: Telling, b: Telling, around: Setting) -> tuple[float, ...]:
    same = a.report == b.report
    same_sentence = same and a.sentence == b.sentence
    often = sorted((around.roots[a.root], around.roots[b.root]))
    rivals = sorted((around.roots_by_report[b.report, a.root], around.roots_by_report[a.report, b.root]))
    return (
        _overlap(a.subjects, b.subjects),
        _overlap(a.objects, b.objects),
        max(_overlap(a.subjects, b.objects), _overlap(a.objects, b.subjects)),
        _overlap(a.settings, b.settings),
        _overlap(a.traits, b.traits),
        _overlap(a.arguments, b.arguments),
        _cosine(a.arguments, b.arguments),
        _overlap(a.argument_names, b.argument_names),
        _overlap(a.parties, b.parties),
        _overlap(a.company, b.company),
        _cosine(a.company, b.company),
        _cosine(a.sentence_words, b.sentence_words),
        _cosine(a.near, b.near),
        _cosine(a.full, b.full),
        _overlap(a.names, b.names),
        _cosine(a.names, b.names),
        _overlap(a.near_names, b.near_names),
        _share(a.numbers, b.numbers),
        _share(a.days, b.days),
        same,
        same_sentence,
        abs(a.sentence - b.sentence) if same else -1,
        abs(a.at - b.at) if same_sentence else -1,
        a.opening + b.opening,
        min(a.depth, b.depth),
        max(a.depth, b.depth),
        min(_MOST_COUNTED, often[0]),
        min(_MOST_COUNTED, often[1]),
        *rivals,
    )


def _report_values(a: Telling, b: Telling, around: Setting) -> tuple[float, ...]:
    if a.report == b.report:
        return _SAME_REPORT
    return around.reports.get((min(a.report, b.report), max(a.report, b.report)), _UNLIKE_REPORTS)


def _abbreviates(a: Telling, b: Telling) -> bool:
    """ "IR" for "injured reserve"."""
    return bool(b.initials) and a.words == (b.initials,)


# --- reports -------------------------------------------------------------------------------------------------------


def _compared_reports(
    told: Sequence[Telling], likeness: Mapping[tuple[int, int], float], bare: Mapping[tuple[int, int], float]
) -> dict[tuple[int, int], tuple[float, ...]]:
    """The values of _REPORTS for every pair that is alike at all."""
    made = _portraits(told)
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), score in likeness.items():
        near[i].append((-score, j))
        near[j].append((-score, i))
    ranks = {(i, j): rank for i, others in near.items() for rank, (_, j) in enumerate(sorted(others))}
    best = {i: max(_LEAST_BEST, -min(others)[0]) for i, others in near.items()}
    compared = {}
    for (i, j), score in likeness.items():
        if score < 0 or i not in made or j not in made:
            continue
        a, b = made[i], made[j]
        compared[i, j] = (
            score,
            bare.get((i, j), 0.0),
            _cosine(a.names, b.names),
            _overlap(a.names, b.names),
            _cosine(a.words, b.words),
            _cosine(a.roots, b.roots),
            _share(a.numbers, b.numbers),
            _share(a.days, b.days),
            min(_LAST_RANK, max(ranks[i, j], ranks[j, i])),
            score / max(best[i], best[j]),
            score / min(best[i], best[j]),
            min(best[i], best[j]),
        )
    return compared


def _portraits(told: Sequence[Telling]) -> dict[int, _Portrait]:
    by_report: dict[int, list[Telling]] = defaultdict(list)
    for one in told:
        by_report[one.report].append(one)
    return {
        report: _Portrait(
            names=bag_of(word for one in rows for word in one.names.words),
            words=bag_of(word for one in rows for word in one.full.words),
            roots=bag_of(word for one in rows for word in one.roots),
            numbers=frozenset().union(*(one.numbers for one in rows)),
            days=frozenset().union(*(one.days for one in rows)),
        )
        for report, rows in by_report.items()
    }


# --- comparing -----------------------------------------------------------------------------------------------------


def _overlap(a: Bag, b: Bag) -> float:
    """The weight of the common words in that of the side which tells less."""
    if not a.words or not b.words:
        return -1.0
    return _common(a, b) / (min(a.weight, b.weight) or 1.0)


def _cosine(a: Bag, b: Bag) -> float:
    common = _common(a, b)
    return common / math.sqrt(a.weight * b.weight) if common else 0.0


def _common(a: Bag, b: Bag) -> float:
    both = a.words & b.words
    return math.fsum(map(squared_rarity, both)) if both else 0.0


def _share(a: Collection[str], b: Collection[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else -1.0


def _prefix(a: str, b: str) -> float:
    """Share of the longer word that both begin with: "resign", "resignation"."""
    common = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return common / max(1, len(a), len(b))
