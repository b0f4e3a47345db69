"""Concepts in words and weights, from the data files: the phrase, the Goldstein value, co-operation or conflict."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from dateline.model import Struct

# PLOVER's quad classes, 1-4.
QUADS = {1: "words of co-operation", 2: "acts of co-operation", 3: "words of conflict", 4: "acts of conflict"}


class Concept(Struct):
    name: str
    past: str  # "talked by telephone"
    base: str  # "talk by telephone"
    link: str  # the word between the act and its target: "with"
    gloss: str
    goldstein: float | None
    quad: int | None
    plover: str | None

    @property
    def hostile(self) -> bool:
        return self.quad in (3, 4)


@lru_cache(maxsize=1024)
def concept(name: str) -> Concept:
    """A concept by name; one without a phrase is said by its name."""
    phrase = _rows("phrases", "concepts").get(name)
    said = name.replace(".", ": ").replace("-", " ")
    known = _rows("ontologies", "concepts").get(name, {})
    plover = _rows("ontologies", "plover").get(name, {}).get("event")
    quad = _rows("ontologies", "plover_events").get(plover or "", {}).get("quad")
    return Concept(
        name=name,
        past=phrase["past"] if phrase else f"acted ({said})",
        base=phrase["base"] if phrase else f"act ({said})",
        link=phrase["link"] if phrase else "towards",
        gloss=known.get("gloss", said),
        goldstein=float(known["goldstein"]) if known.get("goldstein") else None,
        quad=int(quad) if quad else None,
        plover=plover,
    )


@lru_cache(maxsize=512)
def country_name(code: str) -> str:
    """An ISO code in words; the code itself where we have no name."""
    return _rows("actors", "countries").get(code, {}).get("name", code)


@lru_cache(maxsize=16)
def _rows(folder: str, table: str) -> dict[str, dict[str, str]]:
    """A data table by its first column; empty where it is not there."""
    path = files("dateline") / "data" / folder / f"{table}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return {row[reader.fieldnames[0]]: row for row in reader} if reader.fieldnames else {}
