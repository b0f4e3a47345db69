"""The words that make an event less than a fact, as data: verbs and nouns that embed it, modals, negation.

Every row has a signature: the certainty (-3 to +3) of what it governs when the word holds, and when it is denied.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from dateline.model import Status, Struct

_FOLDER = Path(__file__).parent.parent / "data" / "lang"
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_FACTIVE = 2.0


class Signature(Struct):
    """What a word makes of what it governs. `takes`: clause, obj, or the prepositions that bring it in; "gerund" and
    "wanted" are clauses of that form alone ("suggested sending troops", "suggested that Oslo send troops")."""

    plus: float
    minus: float
    status: Status
    takes: frozenset[str] = frozenset()

    @property
    def factive(self) -> bool:
        """Whether it takes what it governs for granted, denied or not ("knew that", "regretted")."""
        return min(self.plus, self.minus) >= _FACTIVE


class StatusWords(Struct):
    embedding: dict[tuple[str, str], tuple[Signature, ...]]  # (lemma, part of speech) -> its rows, in file order
    words: dict[tuple[str, str], Signature]  # (kind, word)

    def embeds(self, lemma: str, part_of_speech: str, form: str = "") -> Signature | None:
        """What the word makes of a clause of this form, by the row for the form or else by the word's first."""
        found = self.embedding.get((lemma.lower(), _POS.get(part_of_speech, "")), ())
        return next((row for row in found if form in row.takes), next(iter(found), None))

    def word(self, kind: str, word: str) -> Signature | None:
        return self.words.get((kind, word.lower()))


@lru_cache(maxsize=4)
def load_status_words(language: str) -> StatusWords:
    """Read status_embedding.csv and status_words.csv of a language pack."""
    folder = _FOLDER / language
    embedding: dict[tuple[str, str], tuple[Signature, ...]] = {}
    for row in _rows(folder / "status_embedding.csv"):
        key = (row["word"], row["pos"])
        embedding[key] = (*embedding.get(key, ()), _signature(row))
    return StatusWords(
        embedding=embedding,
        words={(row["kind"], row["word"]): _signature(row) for row in _rows(folder / "status_words.csv")},
    )


def _signature(row: dict[str, str]) -> Signature:
    return Signature(
        plus=float(row["plus"]),
        minus=float(row["minus"]),
        status=row["status"],  # type: ignore[arg-type]
        takes=frozenset((row.get("takes") or "").split()),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
