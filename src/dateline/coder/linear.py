"""Small linear models as JSON: names of features to weights. Reading and adding up, no more; tools/train_coder.py fits.

A model is a sum of weights, squeezed to 0-1; which features weighed most can always be told.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import msgspec


class Linear(msgspec.Struct, frozen=True, kw_only=True):
    """Yes or no: `bias` and one weight a feature, then Platt's line from the sum to a calibrated share."""

    bias: float
    weights: dict[str, float]
    slope: float = 1.0
    offset: float = 0.0

    def total(self, features: Iterable[str]) -> float:
        return self.bias + sum(self.weights.get(feature, 0.0) for feature in features)

    def share(self, features: Iterable[str]) -> float:
        """The share (0-1) of such cases that were right."""
        return squeeze(self.slope * self.total(features) + self.offset)

    def heaviest(self, features: Iterable[str], n: int) -> tuple[tuple[str, float], ...]:
        """The `n` features that moved the sum most, with their weights."""
        weighed = [(feature, self.weights[feature]) for feature in features if self.weights.get(feature)]
        return tuple(sorted(weighed, key=lambda pair: (-abs(pair[1]), pair[0]))[:n])


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One of several classes: a row of weights a feature, in the order of `classes`."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def shares(self, features: Iterable[str]) -> tuple[float, ...]:
        """How likely each class is (0-1, together 1)."""
        totals = list(self.bias)
        for feature in features:
            for n, weight in enumerate(self.weights.get(feature, ())):
                totals[n] += weight
        top = max(totals)
        raised = [math.exp(total - top) for total in totals]
        whole = sum(raised)
        return tuple(one / whole for one in raised)


def squeeze(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=4)
def load_linear(name: str) -> Linear:
    return msgspec.json.decode(_read(name), type=Linear)


@lru_cache(maxsize=4)
def load_choice(name: str) -> Choice:
    return msgspec.json.decode(_read(name), type=Choice)


def _read(name: str) -> bytes:
    return files("dateline").joinpath("data", "model", f"{name}.json").read_bytes()
