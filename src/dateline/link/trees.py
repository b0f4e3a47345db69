"""Probabilities by boosted trees that are kept as plain lists: no library but numpy, no pickle.

A tree is five columns: feature (-1 in a leaf), threshold, left, right, value. tools/train_linker.py writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def probabilities(model: dict[str, Any], rows: Sequence[Sequence[float]]) -> list[float]:
    """The probability of each row of features. `model` holds `base` and `trees`."""
    if not len(rows):
        return []
    table = np.array(rows, dtype=np.float32)
    places = np.arange(len(table))
    total = np.full(len(table), model["base"], dtype=np.float64)
    for tree in model["trees"]:
        feature, threshold, left, right, value = (np.array(column) for column in tree)
        node = np.zeros(len(table), dtype=np.int64)
        while (inner := feature[node] >= 0).any():
            go_left = table[places, np.maximum(feature[node], 0)] <= threshold[node]
            node = np.where(inner, np.where(go_left, left[node], right[node]), node)
        total += value[node]
    return [float(score) for score in 1 / (1 + np.exp(-total))]
