"""Measures that several tasks share. Shares are 0-1; empty denominators give 0."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def precision_recall_f1(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return precision, recall, f1(precision, recall)


def label_scores(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> dict[str, float]:
    """Accuracy, macro-F1 and weighted F1 over the labels that occur in gold."""
    counts = Counter(gold)
    scores = {}
    for label in counts:
        right = sum(g == p == label for g, p in zip(gold, predicted, strict=True))
        scores[label] = precision_recall_f1(right, sum(p == label for p in predicted), counts[label])[2]
    total = len(gold) or 1
    return {
        "accuracy": sum(g == p for g, p in zip(gold, predicted, strict=True)) / total,
        "macro_f1": sum(scores.values()) / (len(scores) or 1),
        "weighted_f1": sum(scores[label] * counts[label] for label in counts) / total,
    }


def _groups(labels: Mapping[Hashable, Hashable]) -> dict[Hashable, set]:
    groups: dict[Hashable, set] = defaultdict(set)
    for item, label in labels.items():
        groups[label].add(item)
    return groups


def b_cubed(gold: Mapping, predicted: Mapping) -> tuple[float, float, float]:
    """Precision, recall, F1 per item (Bagga and Baldwin 1998)."""
    in_gold, in_predicted = _groups(gold), _groups(predicted)
    precision = recall = 0.0
    for item in gold:
        both = len(in_gold[gold[item]] & in_predicted[predicted[item]])
        precision += both / len(in_predicted[predicted[item]])
        recall += both / len(in_gold[gold[item]])
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, f1(precision, recall)


def pairwise(gold: Mapping, predicted: Mapping) -> tuple[float, float, float]:
    """Precision, recall, F1 over pairs of items put together; no pair at all counts as 1."""
    cells: Counter = Counter((gold[item], predicted[item]) for item in gold)
    pairs = lambda sizes: sum(n * (n - 1) // 2 for n in sizes)  # noqa: E731
    both = pairs(cells.values())
    in_gold = pairs(Counter(gold.values()).values())
    in_predicted = pairs(Counter(predicted[item] for item in gold).values())
    precision = both / in_predicted if in_predicted else 1.0
    recall = both / in_gold if in_gold else 1.0
    return precision, recall, f1(precision, recall)


def muc(gold: Mapping, predicted: Mapping) -> tuple[float, float, float]:
    """Link-based precision, recall, F1 (Vilain et al. 1995)."""

    def share(one: Mapping, other: Mapping) -> float:
        found = wanted = 0
        for group in _groups(one).values():
            found += len(group) - len({other[item] for item in group})
            wanted += len(group) - 1
        return found / wanted if wanted else 0.0

    precision, recall = share(predicted, gold), share(gold, predicted)
    return precision, recall, f1(precision, recall)


def ceaf_e(gold: Mapping, predicted: Mapping) -> tuple[float, float, float]:
    """Entity-aligned CEAF with the phi-4 similarity (Luo 2005)."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns = list(_groups(gold).values()), list(_groups(predicted).values())
    where = {item: n for n, group in enumerate(columns) for item in group}
    table = np.zeros((len(rows), len(columns)))
    for i, group in enumerate(rows):
        for j in {where[item] for item in group}:
            table[i, j] = 2 * len(group & columns[j]) / (len(group) + len(columns[j]))
    best = table[linear_sum_assignment(-table)].sum()
    precision, recall = float(best / len(columns)), float(best / len(rows))
    return precision, recall, f1(precision, recall)


def conll(gold: Mapping, predicted: Mapping) -> dict[str, float]:
    """The mean of MUC, B-cubed and CEAF-e F1, with its parts."""
    parts = {"muc": muc(gold, predicted)[2], "b3": b_cubed(gold, predicted)[2], "ceaf_e": ceaf_e(gold, predicted)[2]}
    return {"conll": sum(parts.values()) / 3, **parts}


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance on a sphere of 6,371.0088 km (haversine)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float:
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = math.sqrt(sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys))
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else 0.0
