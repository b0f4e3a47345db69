"""Make the tables under data/linking from the ECB+ training split (CC BY 3.0). Run from the project's root:

    pip install scikit-learn && python -m tools.train_linker GOLD

`GOLD` is the folder that holds `ecbplus/train.jsonl` and `ecbplus_docs/train.jsonl`. The same input gives the same
bytes.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path

from benchmarks.quality.ecbplus import document_likeness, read_tellings

from dateline.alike.rarity import stem
from dateline.alike.words import words_of
from dateline.config import Config
from dateline.link.coreference import FEATURES, candidates, features
from dateline.resources import resources

LINKING = Path(__file__).parents[1] / "src" / "dateline" / "data" / "linking"
# A word of one document alone is as rare as a word of none.
_FEWEST_DOCUMENTS = 2
# Small trees and many examples a leaf: the topics of the training split are not those of the reports to come.
_BOOSTING = {
    "max_iter": 220,
    "max_leaf_nodes": 10,
    "learning_rate": 0.06,
    "l2_regularization": 10,
    "min_samples_leaf": 60,
    "random_state": 0,
}


def document_frequencies(rows: list[dict]) -> Counter[str]:
    """In how many documents each folded, stemmed word stands."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update({stem(word.form) for word in words_of(row["text"])})
    return counts


def write_document_frequencies(rows: list[dict], path: Path) -> None:
    counts = document_frequencies(rows)
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["word", "documents"])
        table.writerow(["(documents)", len(rows)])
        table.writerows(sorted((w, n) for w, n in counts.items() if n >= _FEWEST_DOCUMENTS and not w[0].isdigit()))


def read_rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_coreference(rows: list[dict], path: Path) -> None:
    """Boosted trees over link.coreference.FEATURES, as plain lists: feature (-1 in a leaf), threshold, left, right,
    value."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    told, gold = read_tellings(rows, resources(Config()))
    likeness, bare = document_likeness(rows)
    counts = Counter(one.lemma for one in told)
    pairs = list(candidates(told, likeness))
    table = np.array([features(told[i], told[j], likeness, bare, counts) for i, j in pairs], dtype=np.float32)
    same = np.array([gold[i] == gold[j] for i, j in pairs])
    model = HistGradientBoostingClassifier(**_BOOSTING).fit(table, same)
    trees = [_columns(stage[0].nodes) for stage in model._predictors]
    made = {"features": list(FEATURES), "base": round(float(model._baseline_prediction.ravel()[0]), 5), "trees": trees}
    path.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


def _columns(nodes) -> list[list]:
    leaf = [bool(node["is_leaf"]) for node in nodes]
    return [
        [-1 if end else int(node["feature_idx"]) for node, end in zip(nodes, leaf, strict=True)],
        [0 if end else round(float(node["num_threshold"]), 5) for node, end in zip(nodes, leaf, strict=True)],
        [int(node["left"]) for node in nodes],
        [int(node["right"]) for node in nodes],
        [round(float(node["value"]), 5) if end else 0 for node, end in zip(nodes, leaf, strict=True)],
    ]


if __name__ == "__main__":
    gold = Path(sys.argv[1])
    write_document_frequencies(read_rows(gold / "ecbplus_docs" / "train.jsonl"), LINKING / "document_frequencies.csv")
    write_coreference(read_rows(gold / "ecbplus" / "train.jsonl"), LINKING / "coreference.json")
