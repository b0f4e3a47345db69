"""The second look of coreference.py: what the first scores of all pairs say about each pair.

Two words are one happening the more, the more others are one with both; they are two where each has a better match in
the other's report. The first look sees two tellings alone, this one the company they keep.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.link.clusters import average_link
from dateline.link.triggers import Telling

# The least score of pairs that are looked at twice, and of matches that count as company. Below the first, one pair in
# 400 is one happening.
LEAST, _LEAST_MATCH = 0.02, 0.05
_FIRST_GROUPS = 0.3
_MOST_COUNTED = 30
SECOND_FEATURES = (
    "first score", "best common match", "matches alike", "other best of one", "other best of the other",
    "share of the better best", "share of the poorer best", "rival of one", "rival of the other", "fewer matches",
    "more matches", "same group", "groups", "one and the other's group", "other and the one's group", "smaller group",
    "larger group", "roots elsewhere", "pairs of the roots", "reports",
)  # fmt: skip

Pair = tuple[int, int]


def second_features(told: Sequence[Telling], scores: Mapping[Pair, float]) -> dict[Pair, list[float]]:
    """The values of SECOND_FEATURES for every pair whose first score is at least LEAST."""
    kept = {pair: score for pair, score in scores.items() if score >= LEAST}
    matches: list[dict[int, float]] = [{} for _ in told]
    for (i, j), score in kept.items():
        if score >= _LEAST_MATCH:
            matches[i][j] = matches[j][i] = score
    totals = [math.fsum(own.values()) for own in matches]
    lengths = [math.sqrt(math.fsum(score * score for score in own.values())) for own in matches]
    tops = [_two_best(own.values()) for own in matches]
    rivals = _best_by_report(told, matches)
    between_reports = _between_reports(told, rivals)
    group_values = _group_values(average_link(len(told), kept, least=_FIRST_GROUPS), matches)
    roots = _by_roots(told, scores)
    looked = {}
    for (i, j), score in kept.items():
        support, product = _common(matches[i], matches[j])
        best = tops[i][0], tops[j][0]
        of_roots, pairs_of_roots = roots[_both(told[i].root, told[j].root)]
        looked[i, j] = [
            score,
            support,
            product / (lengths[i] * lengths[j]) if product else 0.0,
            *sorted((_other(tops[i], score), _other(tops[j], score))),
            score / max(*best, _LEAST_MATCH),
            score / max(min(best), _LEAST_MATCH),
            *sorted((_rival(rivals, i, told[j].report, score), _rival(rivals, j, told[i].report, score))),
            *sorted((totals[i], totals[j])),
            *group_values(i, j),
            (of_roots - score) / max(1, pairs_of_roots - 1),
            min(_MOST_COUNTED, pairs_of_roots),
            between_reports.get(_both(told[i].report, told[j].report), 1.0),
        ]
    return looked


def _common(a: Mapping[int, float], b: Mapping[int, float]) -> tuple[float, float]:
    """How well the best third telling matches both, and the sum of the products over all of them."""
    if len(b) < len(a):
        a, b = b, a
    shared = [(score, b[other]) for other, score in a.items() if other in b]
    return max((min(pair) for pair in shared), default=0.0), math.fsum(x * y for x, y in shared)


def _two_best(scores: Iterable[float]) -> tuple[float, float]:
    first, second, *_ = [*heapq.nlargest(2, scores), 0.0, 0.0]
    return first, second


def _other(top: tuple[float, float], score: float) -> float:
    """The best score of a telling apart from this one."""
    return top[1] if score >= top[0] else top[0]


def _best_by_report(told: Sequence[Telling], matches: Sequence[Mapping[int, float]]) -> dict[Pair, tuple[float, float]]:
    """The two best scores of a telling with those of one report."""
    found: dict[Pair, list[float]] = defaultdict(list)
    for i, own in enumerate(matches):
        for j, score in own.items():
            found[i, told[j].report].append(score)
    return {place: _two_best(scores) for place, scores in found.items()}


def _rival(best: Mapping[Pair, tuple[float, float]], i: int, report: int, score: float) -> float:
    return _other(best.get((i, report), (0.0, 0.0)), score)


def _between_reports(told: Sequence[Telling], best: Mapping[Pair, tuple[float, float]]) -> dict[Pair, float]:
    """How well the tellings of two reports match one another, on average."""
    sizes = Counter(one.report for one in told)
    sums: dict[Pair, list[float]] = defaultdict(list)
    for (i, report), (score, _) in best.items():
        if told[i].report != report:
            sums[_both(told[i].report, report)].append(score)
    return {pair: math.fsum(scores) / (sizes[pair[0]] + sizes[pair[1]]) for pair, scores in sums.items()}


def _group_values(
    groups: Sequence[Sequence[int]], matches: Sequence[Mapping[int, float]]
) -> Callable[[int, int], tuple[float, ...]]:
    """Of two tellings: in the same group or not; the mean score of their groups, and of each with the other's group;
    the sizes of their groups."""
    group = {i: n for n, members in enumerate(groups) for i in members}
    to_group: dict[Pair, float] = defaultdict(float)
    across: dict[Pair, float] = defaultdict(float)
    for i, own in enumerate(matches):
        for j, score in sorted(own.items()):
            to_group[i, group[j]] += score
            across[group[i], group[j]] += score

    def values(i: int, j: int) -> tuple[float, ...]:
        one, other = group[i], group[j]
        sizes = len(groups[one]), len(groups[other])
        # Within a group nothing is matched with itself.
        others = (sizes[0] - 1, sizes[1] - 1) if one == other else sizes
        mean = across.get((one, other), 0.0) / (sizes[0] * others[1])
        each = to_group.get((i, other), 0.0) / others[1], to_group.get((j, one), 0.0) / others[0]
        return one == other, mean, *sorted(each), *sorted(sizes)

    return values


def _by_roots(told: Sequence[Telling], scores: Mapping[Pair, float]) -> dict[tuple[str, str], tuple[float, int]]:
    """The sum of the scores of all pairs of tellings with the same two roots, and how many pairs these are."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (i, j), score in scores.items():
        found[_both(told[i].root, told[j].root)].append(score)
    return {roots: (math.fsum(values), len(values)) for roots, values in found.items()}


def _both(a, b):
    return (a, b) if a <= b else (b, a)
