"""Make the tables under data/linking from the ECB+ training split (CC BY 3.0). Run from the project's root:

    pip install scikit-learn && OMP_NUM_THREADS=1 python -m tools.train_linker GOLD [--check]

`GOLD` is the folder that holds `ecbplus/train.jsonl` and `ecbplus_docs/train.jsonl`. The same input gives the same
bytes. `--check` writes nothing and tells what each third of the topics scores when the other two train.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from benchmarks.quality.ecbplus import document_likeness, read_tellings, sentences_of, stories_of
from benchmarks.quality.metrics import conll
from sklearn.ensemble import HistGradientBoostingClassifier

from dateline.alike import rarity, roots
from dateline.alike.words import words_of
from dateline.config import Config
from dateline.link import likeness, traits, triggers
from dateline.link.coreference import candidates, join
from dateline.link.resemblance import FEATURES, features, setting
from dateline.link.second_look import SECOND_FEATURES, second_features
from dateline.resources import resources

LINKING = Path(__file__).parents[1] / "src" / "dateline" / "data" / "linking"
# A word of one document alone is as rare as a word of none.
_FEWEST_DOCUMENTS = 2
# So many parts of eight topics or so, as many as a test has. Each is looked at by itself, with a table of general words
# that does not know its topics: the names in the reports to come will not be known either.
_PARTS = 3
# Small trees and many examples a leaf: the topics of the training split are not those of the reports to come.
_BOOSTING = {
    "max_leaf_nodes": 10,
    "l2_regularization": 20,
    "min_samples_leaf": 60,
    "max_features": 0.4,
    "early_stopping": False,
    "random_state": 0,
}
_FIRST = {"max_iter": 120, "learning_rate": 0.1}
_SECOND = {"max_iter": 100, "learning_rate": 0.08}


class Examples(NamedTuple):
    """The pairs of one part, in a fixed order."""

    told: list[triggers.Telling]
    gold: list[str]
    stories: dict[int, str]
    pairs: list[tuple[int, int]]
    table: np.ndarray
    same: np.ndarray
    # Pairs within long chains are many and alike: a pair counts by the root of the shorter one's length.
    weights: np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.train_linker", description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--check", action="store_true", help="score each third of the topics by the other two")
    options = parser.parse_args()
    documents = read_rows(options.gold / "ecbplus_docs" / "train.jsonl")
    parts = list(read_parts(read_rows(options.gold / "ecbplus" / "train.jsonl"), documents))
    if options.check:
        check(parts)
        return
    write_document_frequencies(documents, LINKING / "document_frequencies.csv")
    write_coreference(parts, LINKING / "coreference.json")


def read_rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# --- general words -------------------------------------------------------------------------------------------------


def document_frequencies(documents: Sequence[dict]) -> dict[str, int]:
    """In how many documents each folded, stemmed word stands."""
    counts: Counter[str] = Counter()
    for row in documents:
        counts.update({rarity.stem(word.form) for word in words_of(row["text"])})
    return {word: n for word, n in sorted(counts.items()) if n >= _FEWEST_DOCUMENTS and not word[0].isdigit()}


def write_document_frequencies(documents: Sequence[dict], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["word", "documents"])
        table.writerow(["(documents)", len(documents)])
        table.writerows(document_frequencies(documents).items())


@contextmanager
def general_words(documents: Sequence[dict]) -> Iterator[None]:
    """The table of general words as if these were all documents."""
    made = document_frequencies(documents), len(documents)
    caches = (roots.base, roots.root, triggers.squared_rarity, triggers.known_phrases)
    with ExitStack() as stack:
        for module in (rarity, roots, likeness, traits):
            stack.enter_context(patch.object(module, "document_frequencies", lambda: made))
        for cache in caches:
            cache.cache_clear()
            stack.callback(cache.cache_clear)
        yield


# --- examples ------------------------------------------------------------------------------------------------------


def read_parts(rows: Sequence[dict], documents: Sequence[dict]) -> Iterator[Examples]:
    topics = sorted({row["topic"] for row in rows}, key=int)
    for n in range(_PARTS):
        own = set(topics[n::_PARTS])
        with general_words([row for row in documents if str(row["topic"]) not in own]):
            yield read_examples([row for row in rows if row["topic"] in own])


def read_examples(rows: list[dict]) -> Examples:
    known = resources(Config())
    told, gold = read_tellings(rows, known)
    alike, bare = document_likeness(rows)
    around = setting(told, alike, bare)
    pairs = list(candidates(told, alike))
    length = Counter(gold)
    return Examples(
        told=told,
        gold=gold,
        stories=stories_of([sentences_of(row) for row in rows], known),
        pairs=pairs,
        table=np.array([features(told[i], told[j], around) for i, j in pairs], dtype=np.float32),
        same=np.array([gold[i] == gold[j] for i, j in pairs]),
        weights=np.array([min(length[gold[i]], length[gold[j]]) ** -0.5 for i, j in pairs]),
    )


# --- training ------------------------------------------------------------------------------------------------------


def fit_first(parts: Sequence[Examples]) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(**_BOOSTING, **_FIRST)
    return model.fit(np.concatenate([part.table for part in parts]), np.concatenate([part.same for part in parts]))


def look_again(part: Examples, model: HistGradientBoostingClassifier) -> tuple[np.ndarray, np.ndarray]:
    """Which pairs are looked at twice, and their features of both looks."""
    first = dict(zip(part.pairs, model.predict_proba(part.table)[:, 1].tolist(), strict=True))
    looked = second_features(part.told, first)
    kept = np.array([n for n, pair in enumerate(part.pairs) if pair in looked])
    second = np.array([looked[part.pairs[n]] for n in kept], dtype=np.float32)
    return kept, np.concatenate([part.table[kept], second], axis=1)


def fit_second(parts: Sequence[Examples]) -> HistGradientBoostingClassifier:
    """Trained on first scores of models that have not seen the part."""
    tables, same, weights = [], [], []
    for n, part in enumerate(parts):
        kept, table = look_again(part, fit_first([other for m, other in enumerate(parts) if m != n]))
        tables.append(table)
        same.append(part.same[kept])
        weights.append(part.weights[kept])
    model = HistGradientBoostingClassifier(**_BOOSTING, **_SECOND)
    return model.fit(np.concatenate(tables), np.concatenate(same), sample_weight=np.concatenate(weights))


def check(parts: Sequence[Examples]) -> None:
    reached = []
    for n, part in enumerate(parts):
        others = [other for m, other in enumerate(parts) if m != n]
        kept, table = look_again(part, fit_first(others))
        scores = fit_second(others).predict_proba(table)[:, 1].tolist()
        groups = join(part.told, {part.pairs[k]: score for k, score in zip(kept, scores, strict=True)}, part.stories)
        predicted = {i: g for g, group in enumerate(groups) for i in group}
        reached.append(conll(dict(enumerate(part.gold)), predicted))
        print(f"part {n}: {reached[-1]}", flush=True)
    print(f"mean CoNLL F1 {sum(one['conll'] for one in reached) / len(reached):.4f}")


def write_coreference(parts: Sequence[Examples], path: Path) -> None:
    """Two sets of boosted trees as plain lists: feature (-1 in a leaf), threshold, left, right, value."""
    made = {
        "features": [*FEATURES, *SECOND_FEATURES],
        "first": _as_lists(fit_first(parts)),
        "second": _as_lists(fit_second(parts)),
    }
    path.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


def _as_lists(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    return {
        "base": round(float(model._baseline_prediction.ravel()[0]), 5),
        "trees": [_columns(stage[0].nodes) for stage in model._predictors],
    }


def _columns(nodes: np.ndarray) -> list[list]:
    leaf = [bool(node["is_leaf"]) for node in nodes]
    return [
        [-1 if end else int(node["feature_idx"]) for node, end in zip(nodes, leaf, strict=True)],
        [0 if end else round(float(node["num_threshold"]), 5) for node, end in zip(nodes, leaf, strict=True)],
        [int(node["left"]) for node in nodes],
        [int(node["right"]) for node in nodes],
        [round(float(node["value"]), 5) if end else 0 for node, end in zip(nodes, leaf, strict=True)],
    ]


if __name__ == "__main__":
    main()
