"""Reports that stand alone but tell a story many others tell: a short note is unlike each of ten long reports and yet
like the ten together.

Average link asks how alike reports are pair by pair; here a group of one or two is held against each larger group as a
whole, and joins the one it is clearly nearest to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from dateline.link.likeness import Portrait

# Groups of so many reports are asked once more.
MOST_MEMBERS = 2
# The least likeness to a whole, and how much nearer than the next whole it must be. Together they raise the mean F1 of
# four dev sets from .895 to .913; a least of .17, or a ratio of 1.2 or 2, is within .007 of that.
_LEAST, _RATIO = 0.14, 1.5
# Where there is no other whole to compare with, being nearest says nothing, and more likeness is asked for.
_LEAST_ALONE = 0.2
_FEWEST_RIVALS = 3
# Days of the year named at the openings of both, none within this of another: the same place in another season (days).
_OTHER_SEASON = 45


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
    group_of = {i: n for n, group in enumerate(groups) for i in group}
    near: dict[int, set[int]] = {n: set() for n, group in enumerate(groups) if len(group) <= MOST_MEMBERS}
    for i, j in bare:
        one, other = group_of[i], group_of[j]
        if one != other:
            for n, m in ((one, other), (other, one)):
                if n in near and len(groups[m]) >= len(groups[n]):
                    near[n].add(m)
    wholes: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def whole(n: int) -> tuple[np.ndarray, np.ndarray]:
        if n not in wholes:
            wholes[n] = _whole([made[i] for i in groups[n]])
        return wholes[n]

    moves = []
    for n in sorted(near):
        ranked = sorted((-_cosine(whole(n), whole(m)), m) for m in near[n] if not apart(groups[n], groups[m]))
        if not ranked:
            continue
        best, home = -ranked[0][0], ranked[0][1]
        second = -ranked[1][0] if len(ranked) > 1 else 0.0
        least = _LEAST if len(ranked) >= _FEWEST_RIVALS else _LEAST_ALONE
        if best >= least and best >= _RATIO * second and not _other_season(made, groups[n], groups[home]):
            moves.append((-best, n, home))
    return _moved(groups, moves, apart)


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


def _whole(portraits: Sequence[Portrait]) -> tuple[np.ndarray, np.ndarray]:
    """All portraits in one: terms in ascending order, and weights of length 1."""
    terms, place = np.unique(np.concatenate([portrait.terms for portrait in portraits]), return_inverse=True)
    weights = np.bincount(place, weights=np.concatenate([portrait.weights for portrait in portraits]))
    length = math.sqrt(math.fsum((weights * weights).tolist())) or 1.0
    return terms, weights / length


def _cosine(a: tuple[np.ndarray, np.ndarray], b: tuple[np.ndarray, np.ndarray]) -> float:
    _, mine, theirs = np.intersect1d(a[0], b[0], assume_unique=True, return_indices=True)
    return math.fsum((a[1][mine] * b[1][theirs]).tolist())
