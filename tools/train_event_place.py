"""Train the weights of coder/where.py and write data/places/event_place.json.

    python tools/train_event_place.py ../shared/gold/event_location/dev.jsonl [--halves]

The rows (text, verb span, location spans) are the development rows of Halterman's event location corpus (MIT licence).
Only weights are kept, none of the text. --halves trains on one half, scores the other, both ways, and writes nothing.
Needs numpy and scipy. The same rows give the same weights, to the four decimals that are written.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from benchmarks.quality.event_location import annotated, set_scores
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dateline.coder import where
from dateline.config import Config
from dateline.resources import resources

OUT = Path(__file__).parents[1] / "src" / "dateline" / "data" / "places" / "event_place.json"
_EMPTY = 0.32  # 158 of the corpus' 494 rows that were read twice name no place
_SURE = 0.5  # a share above this is sure
_SEEN = 3  # a feature of fewer places says nothing
_DRAG = 4.0  # strength of the pull of weights towards zero


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--halves", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").split("\n") if line.strip()]
    examples = [(row, *annotated(row, resources(Config()))) for row in rows]
    sound = without_doubtful(examples)
    if options.halves:
        for kept, held in (halves(examples), halves(examples)[::-1]):
            model = train(without_doubtful(kept))
            print("all rows  ", evaluate(model, held))
            print("sound rows", evaluate(model, [row for row in held if row in sound]))
        return
    model = train(sound)
    print(evaluate(model, examples))
    table = {"least": model.least, "least_joined": model.least_joined, "bias": model.bias, "weights": model.weights}
    OUT.write_text(json.dumps(table, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def halves(examples: list) -> tuple[list, list]:
    return examples[::2], examples[1::2]


def without_doubtful(examples: list) -> list:
    """Leave out rows without a gold place in which a model of the other half is sure of one.

    One annotator read each row, and many that say "killed in X" name no place: 43 % of these rows are empty, but only
    32 % of those that were read twice.
    """
    doubtful = set()
    for kept, held in (halves(examples), halves(examples)[::-1]):
        model = fit(kept)
        for row, tree, trigger, places in held:
            if not row["locations"] and tree:
                with using(model):
                    shares = where._shares(tree, trigger, places)
                if shares and shares[0][0] > _SURE:
                    doubtful.add(id(row))
    return [example for example in examples if id(example[0]) not in doubtful]


def train(examples: list) -> where.Model:
    """The weights of all rows, with the thresholds that score best on halves that the weights have not seen."""
    model = fit(examples)
    held_out = [(fit(kept), held) for kept, held in (halves(examples), halves(examples)[::-1])]
    grid = [(least, joined) for least in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5) for joined in (0.2, 0.3, 0.4, 0.5)]

    def unseen(thresholds: tuple[float, float]) -> float:
        return sum(balanced(where.Model(*thresholds, half.bias, half.weights), held) for half, held in held_out)

    return where.Model(*max(grid, key=unseen), model.bias, model.weights)


def balanced(model: where.Model, examples: list) -> float:
    """Exact sets, with rows that have no place counted as often as in rows that two people read."""
    empty = [example for example in examples if not example[0]["locations"]]
    placed = [example for example in examples if example[0]["locations"]]
    found = evaluate(model, placed)
    told = (found["exact"] + found["token_f1"]) / 2
    return _EMPTY * evaluate(model, empty)["exact"] + (1 - _EMPTY) * told


def fit(examples: list) -> where.Model:
    words, truth = [], []
    for row, tree, trigger, places in examples:
        gold = [(span["start"], span["end"]) for span in row["locations"]]
        for place, names in where.features(tree, trigger, places) if tree else ():
            words.append(names)
            truth.append(any(place.start < end and start < place.end for start, end in gold))
    counts = Counter(name for names in words for name in set(names))
    index = {name: n for n, name in enumerate(sorted(name for name, seen in counts.items() if seen >= _SEEN))}
    at = [(i, index[name]) for i, names in enumerate(words) for name in set(names) if name in index]
    shape = (len(words), len(index))
    table = csr_matrix((np.ones(len(at)), ([i for i, _ in at], [j for _, j in at])), shape=shape)
    sign = np.where(np.array(truth), 1.0, -1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (table @ weights[:-1] + weights[-1])
        pull = -sign / (1 + np.exp(np.clip(margin, -30, 30)))
        value = np.logaddexp(0, -margin).sum() + _DRAG / 2 * (weights[:-1] ** 2).sum()
        return value, np.append(table.T @ pull + _DRAG * weights[:-1], pull.sum())

    found = minimize(loss, np.zeros(len(index) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights = {name: round(float(found[n]), 3) for name, n in index.items() if abs(found[n]) >= 0.02}
    bias = round(float(found[-1]), 3)
    return where.Model(0.4, 0.4, bias, weights)


@contextmanager
def using(model: where.Model):
    """Let coder/where.py read this model in place of the shipped one."""
    shipped, where._model = where._model, lambda: model
    try:
        yield
    finally:
        where._model = shipped


def evaluate(model: where.Model, examples: list) -> dict:
    with using(model):
        found = [
            [(place.start, place.end) for place in where.event_places(tree, trigger, places)] if tree else []
            for _, tree, trigger, places in examples
        ]
    return set_scores([row for row, *_ in examples], found)


if __name__ == "__main__":
    main()
