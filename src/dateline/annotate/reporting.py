"""The words that report speech and thought, as data: what each means and which complement carries what is said."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from dateline.model import Struct, Token

_FOLDER = Path(__file__).parent.parent / "data" / "lang"
# Universal parts of speech to the column `pos`.
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
# Words of the column `takes` that name a kind of complement; every other word there is a preposition.
_COMPLEMENTS = frozenset({"that", "speech", "inf", "obj", "as"})


class Cue(Struct):
    """One row of reporting.csv. `takes` names the complements, `prepositions` those that bring the content in."""

    lemma: str
    act: str
    takes: frozenset[str]
    prepositions: frozenset[str]


class Reporting(Struct):
    cues: dict[tuple[str, str], tuple[Cue, ...]]  # (lemma, part of speech) -> its rows, in the order of the file
    words: frozenset[str]  # every lemma, to pass over sentences without any
    carriers: frozenset[str]  # verbs that only carry a reporting verb on: "continued to call for"
    light_verbs: frozenset[str]  # verbs whose object is what is said: "issued a statement saying"
    unnamed: dict[str, str]  # "official" -> "officials"
    channels: dict[str, str]  # "telegram" -> "telegram"; the more telling first
    hedges: dict[str, str]  # "allegedly" -> "alleged"

    def readings(self, lemma: str, part_of_speech: str) -> tuple[Cue, ...]:
        return self.cues.get((lemma.lower(), _POS.get(part_of_speech, "")), ())

    def hears(self, token: Token) -> bool:
        """Whether a word may report: by its lemma, or, for a participle that is a state ("frustrated"), as it stands."""
        return token.lemma.lower() in self.words or (token.tag == "VBN" and token.text.lower() in self.words)

    def cue(self, lemma: str, part_of_speech: str) -> Cue | None:
        """The first reading of a word."""
        return next(iter(self.readings(lemma, part_of_speech)), None)


@lru_cache(maxsize=4)
def load_reporting(language: str) -> Reporting:
    """Read reporting.csv, sources.csv, channels.csv and hedges.csv of a language pack."""
    folder = _FOLDER / language
    cues: dict[tuple[str, str], tuple[Cue, ...]] = {}
    helping: dict[str, set[str]] = {"carrier": set(), "light": set()}
    for row in _rows(folder / "reporting.csv"):
        if row["act"] in helping:
            helping[row["act"]].add(row["lemma"])
            continue
        takes = frozenset(row["takes"].split())
        cue = Cue(lemma=row["lemma"], act=row["act"], takes=takes & _COMPLEMENTS, prepositions=takes - _COMPLEMENTS)
        key = (row["lemma"], row["pos"])
        cues[key] = (*cues.get(key, ()), cue)
    table = {
        name: {row["word"]: row["stands_for"] for row in _rows(folder / f"{name}.csv")}
        for name in ("unnamed_sources", "channels", "hedges")
    }
    return Reporting(
        cues=cues,
        words=frozenset(lemma for lemma, _ in cues),
        carriers=frozenset(helping["carrier"]),
        light_verbs=frozenset(helping["light"]),
        unnamed=table["unnamed_sources"],
        channels=table["channels"],
        hedges=table["hedges"],
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
