"""Make the tables under data/linking from the ECB+ training split (CC BY 3.0). Run: python tools/train_linker.py GOLD

`GOLD` is the folder that holds `ecbplus/train.jsonl` and `ecbplus_docs/train.jsonl`. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path

from dateline.link.likeness import stem
from dateline.link.words import words_of

LINKING = Path(__file__).parents[1] / "src" / "dateline" / "data" / "linking"
# A word of one document alone is as rare as a word of none.
_FEWEST_DOCUMENTS = 2


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


if __name__ == "__main__":
    gold = Path(sys.argv[1])
    write_document_frequencies(read_rows(gold / "ecbplus_docs" / "train.jsonl"), LINKING / "document_frequencies.csv")
