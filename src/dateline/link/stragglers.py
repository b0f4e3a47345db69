"""Reports that stand alone but tell a story many others tell: a short note is unlike each of ten long reports and yet
like the ten together.

Average link asks how alike reports are pair by pair; here a group of one or two is held against each larger group as a
whole, and joins the one it is clearly nearest to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np

from dateline.link.likeness import Portrait, days_told

# How much larger than the straggler the whole must be, by the straggler's size: single notes are late or odd tellings
# (25 of 33 right on four dev sets), while two reports that found each other are more often a story of their own and
# belong to wholes of seven and more (5 of 6 right; to smaller ones 1 of 12).
_TIMES_LARGER = {1: 1.9, 2: 3.5}
# The least likeness to a whole, and how much nearer than the next whole it must be. Likeness counts more where no other
# whole is half as near: by the square root of that ratio, which is 2 at most. On four dev sets and their look-alikes a
# least of .12 to .14, or a ratio of 1.1 to 1.3, is within .005 in the mean F1; without the root it is .007 lower.
_LEAST, _RATIO, _MOST_RATIO = 0.13, 1.2, 2.0
# Where there is hardly another whole to compare with, being nearest says less, and more likeness is asked for.
_LEAST_ALONE = 0.16
_FEWEST_RIVALS = 3
# So many wholes, those with the most alike reports, are compared with one straggler.
_MOST_RIVALS = 20
# What days say for or against a pair counts so many times among wholes, whose likeness is higher.
_DAYS = 2
# Of a larger whole so many reports are asked for their days, those with the smallest ids, which are hashes.
_MOST_ASKED = 60
# Days of the year named at the openings of both, none within this of another: the same place in another season (days).
_OTHER_SEASON = 45


class _Whole(msgspec.Struct, frozen=True, gc=False):
    """All reports of a group in one: terms in ascending order, the sums of their weights, and the length of those."""

    terms: np.ndarray
    weights: np.ndarray
    length: float


def join_stragglers(
    groups: Sequence[Sequence[int]],
    made: Sequence[Portrait],
    bare: Mapping[tuple[int, int], float],
    *,
    apart: Callable[[Sequence[int], Sequence[int]], bool],
) -> list[list[int]]:
    """The groups with stragglers joined to them, each sorted, in the order of their first member.

    Only groups some report of which is a neighbour of the straggler are tried, so the work grows with the number of
    reports; `apart(one, other)` forbids a join. Ties go to the group whose first member is smaller.
    """
    wholes: dict[int, _Whole] = {}

    def likeness(n: int, m: int) -> float:
        for group in (n, m):
            if group not in wholes:
                wholes[group] = _whole([made[i] for i in groups[group]])
        return _cosine(wholes[n], wholes[m])

    moves = []
    for n, rivals in sorted(_rivals(groups, bare).items()):
        ranked = sorted((-likeness(n, m), m) for m in rivals if not apart(groups[n], groups[m]))
        if not ranked:
            continue
        best, home = -ranked[0][0], ranked[0][1]
        second = -ranked[1][0] if len(ranked) > 1 else 0.0
        least = _LEAST if len(ranked) >= _FEWEST_RIVALS else _LEAST_ALONE
        clearness = math.sqrt(min(best / second, _MOST_RATIO) if second > 0 else _MOST_RATIO)
        if (
            len(groups[home]) >= _TIMES_LARGER[len(groups[n])] * len(groups[n])
            and best >= _RATIO * second
            and best * clearness + _DAYS * _mean_days(made, groups[n], groups[home]) >= least
            and not _other_season(made, groups[n], groups[home])
        ):
            moves.append((-best, n, home))
    return _moved(groups, moves, apart)


def _rivals(groups: Sequence[Sequence[int]], bare: Mapping[tuple[int, int], float]) -> dict[int, list[int]]:
    """For each small group, the groups it may belong to: those with the most alike reports, none smaller than it."""
    group_of = {i: n for n, group in enumerate(groups) for i in group}
    near: dict[int, dict[int, float]] = {n: {} for n, group in enumerate(groups) if len(group) in _TIMES_LARGER}
    for (i, j), score in bare.items():
        one, other = group_of[i], group_of[j]
        for n, m in ((one, other), (other, one)):
            if n != m and n in near and len(groups[m]) >= len(groups[n]):
                near[n][m] = max(near[n].get(m, 0.0), score)
    return {n: sorted(row, key=lambda m: (-row[m], m))[:_MOST_RIVALS] for n, row in near.items()}


def _mean_days(made: Sequence[Portrait], one: Sequence[int], other: Sequence[int]) -> float:
    other = other[:_MOST_ASKED]
    both = [made[i] for i in (*one, *other)]
    pairs = np.array([(i, len(one) + j) for i in range(len(one)) for j in range(len(other))])
    return math.fsum(days_told(both, pairs).tolist()) / len(pairs)


def _other_season(made: Sequence[Portrait], one: Sequence[int], other: Sequence[int]) -> bool:
    days, others = ({_day_of_year(*date) for i in group for date in made[i].dates} for group in (one, other))
    gaps = [min(abs(a - b), 365 - abs(a - b)) for a in days for b in others]
    return bool(gaps) and min(gaps) > _OTHER_SEASON


def _day_of_year(month: int, day: int) -> int:
    return (month - 1) * 30 + day


def _moved(
    groups: Sequence[Sequence[int]],
    moves: Sequence[tuple[float, int, int]],
    apart: Callable[[Sequence[int], Sequence[int]], bool],
) -> list[list[int]]:
    joined = {n: sorted(group) for n, group in enumerate(groups)}
    home_of = {n: n for n in joined}

    def top(n: int) -> int:
        while home_of[n] != n:
            n = home_of[n]
        return n

    for _, n, home in sorted(moves):
        one, other = top(n), top(home)
        if one != other and not apart(joined[one], joined[other]):
            home_of[one] = other
            joined[other] = sorted(joined[other] + joined.pop(one))
    return sorted(joined.values())


def _whole(portraits: Sequence[Portrait]) -> _Whole:
    terms, place = np.unique(np.concatenate([portrait.terms for portrait in portraits]), return_inverse=True)
    weights = np.bincount(place, weights=np.concatenate([portrait.weights for portrait in portraits]))
    return _Whole(terms, weights, math.sqrt(math.fsum((weights * weights).tolist())) or 1.0)


def _cosine(a: _Whole, b: _Whole) -> float:
    fewer, more = sorted((a, b), key=lambda whole: len(whole.terms))
    if not len(fewer.terms):
        return 0.0
    place = np.minimum(np.searchsorted(more.terms, fewer.terms), len(more.terms) - 1)
    both = more.terms[place] == fewer.terms
    return math.fsum((fewer.weights[both] * more.weights[place[both]]).tolist()) / (a.length * b.length)
