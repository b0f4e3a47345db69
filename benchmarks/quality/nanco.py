"""nanco: do two outlets give the same answer to a question? Balanced accuracy, averaged over the questions."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from dateline.corroborate.agreement import AGREE, agree
from dateline.resources import Resources


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    by_question: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in rows:
        by_question[row["qid"]].append((bool(row["same"]), agree(row["a"], row["b"]) >= AGREE))
    accuracies = {question: _balanced(pairs) for question, pairs in sorted(by_question.items())}
    return {
        "balanced_accuracy": sum(accuracies.values()) / (len(accuracies) or 1),
        **{f"balanced_accuracy_{question.lower()}": accuracy for question, accuracy in accuracies.items()},
        "pairs": len(rows),
    }


def _balanced(pairs: list[tuple[bool, bool]]) -> float:
    """Mean of the shares of right answers among the same and among the different."""
    shares = []
    for kind in (True, False):
        found = [predicted for gold, predicted in pairs if gold is kind]
        if found:
            shares.append(sum(predicted is kind for predicted in found) / len(found))
    return sum(shares) / len(shares)
