"""Average-link clustering over a sparse table of scored pairs: the grouping that stories and events share."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence

# Groups from this size on are equally large.
_LARGE = 10


def average_link(
    count: int,
    pairs: Mapping[tuple[int, int], float],
    *,
    least: float,
    together: Iterable[tuple[int, int]] = (),
    apart: Callable[[Sequence[int], Sequence[int]], bool] | None = None,
    most_neighbours: int | None = None,
    best_share: float = 0.0,
    dearer: float = 0.0,
) -> list[list[int]]:
    """Groups of 0 .. count-1, each sorted, in the order of their first member.

    Two groups join, best first, while the mean score of the pairs across them is at least `least`; a pair that is not
    in `pairs` counts 0. `best_share` (0-1) of the score is that of the best pair alone. Two large groups have more to
    lose: each factor e in the size of the smaller one, up to ten reports, makes a join `dearer`. `together` joins
    beforehand; `apart(one, other)` forbids a join. Where candidate search kept only the best `most_neighbours` of each
    item, of two groups larger than that only such a share of the pairs is expected. Ties go to the group whose first
    member is smaller, so the order of the pairs cannot matter.

    >>> average_link(3, {(0, 1): 0.9, (1, 2): 0.4}, least=0.3)
    [[0, 1], [2]]
    """
    groups: dict[int, list[int]] = {i: [i] for i in range(count)}
    leader = list(range(count))

    def top(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for a, b in sorted(tuple(sorted(pair)) for pair in together):
        first, second = sorted((top(a), top(b)))
        if first != second:
            groups[first] = sorted(groups[first] + groups.pop(second))
            leader[second] = first

    sums: dict[int, dict[int, float]] = {i: {} for i in groups}
    tops: dict[int, dict[int, float]] = {i: {} for i in groups}
    for (a, b), score in sorted(pairs.items()):
        one, other = top(a), top(b)
        if one != other:
            sums[one][other] = sums[other][one] = sums[one].get(other, 0.0) + score
            tops[one][other] = tops[other][one] = max(tops[one].get(other, score), score)

    def mean(one: int, other: int) -> float:
        size, other_size = len(groups[one]), len(groups[other])
        known = size * other_size
        if most_neighbours and size + other_size > most_neighbours:
            known *= most_neighbours / (size + other_size)
        score = (1 - best_share) * sums[one][other] / known + best_share * tops[one][other]
        return score - dearer * math.log(min(size, other_size, _LARGE)) if dearer else score

    # The queue holds each group's best join alone: the best of all joins is the best of both its groups.
    queue: list[tuple[float, int, int, int, int, int]] = []
    forbidden: set[tuple[int, int, int, int]] = set()

    def offer(one: int) -> None:
        joins = []
        for other in sums[one]:
            score = mean(one, other)
            if score >= least:
                first, second = (one, other) if one < other else (other, one)
                join = (-score, first, second, len(groups[first]), len(groups[second]), one)
                if join[1:5] not in forbidden:
                    joins.append(join)
        if joins:
            heapq.heappush(queue, min(joins))

    for one in groups:
        offer(one)
    while queue:
        _, one, other, size, other_size, asker = heapq.heappop(queue)
        sizes = len(groups.get(one, ())), len(groups.get(other, ()))
        if sizes != (size, other_size):  # an entry from before one of the two grew
            if sizes[asker == other] == (size, other_size)[asker == other]:
                offer(asker)
            continue
        if (one, other, *sizes) in forbidden or (apart is not None and apart(groups[one], groups[other])):
            forbidden.add((one, other, *sizes))
            offer(asker)
            continue
        groups[one] = sorted(groups[one] + groups.pop(other))
        best = tops.pop(other)
        for third, score in sums.pop(other).items():
            if third == one:
                sums[one].pop(other, None)
                continue
            sums[third].pop(other, None)
            tops[third].pop(other, None)
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + score
            tops[one][third] = tops[third][one] = max(tops[one].get(third, best[third]), best[third])
        offer(one)
    return sorted(groups.values())
