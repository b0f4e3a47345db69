"""The concepts, and the tables that turn them into PLOVER, CAMEO and ACLED codes.

Coders speak concepts ("consult.phone"). A concept keeps what CAMEO tells apart and PLOVER does not, so every code is a
look-up and none has to be guessed back from another.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from dateline.errors import DataError


class Concept(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of event with its codes. Codes are strings: "0353" is not 353."""

    name: str
    gloss: str
    goldstein: float  # -10 (war) to +10 (laying down arms)
    event: str  # PLOVER event: one of sixteen
    mode: str | None  # PLOVER mode within the event
    root: str  # one of the fifteen roots of PLOVER's first edition, where CONCEDE and RETREAT were both YIELD
    quad: int  # 1 verbal co-operation, 2 material co-operation, 3 verbal conflict, 4 material conflict
    cameo: str
    acled: str | None  # ACLED sub-event type
    reciprocal: bool  # both sides do the same to each other: a meeting, a clash, a treaty


class Ontology(msgspec.Struct, frozen=True, kw_only=True):
    concepts: dict[str, Concept]
    remaps: dict[tuple[str, str], str]  # (operator, concept or event) -> concept; "" keeps it as it is
    needs: dict[str, str]  # concept or event -> which sides must be named: any, actor, target, both
    only_real: set[str]  # concepts and events that are no news unless they happened: "to prevent escalation"

    def __getitem__(self, name: str) -> Concept:
        return self.concepts[name]

    def remapped(self, operator: str, concept: str) -> str:
        """What `concept` becomes under an operator: by its own row, else by its event's; "" is no change."""
        found = self.remaps.get((operator, concept))
        return self.remaps.get((operator, self.concepts[concept].event), "") if found is None else found

    def sides_needed(self, concept: str) -> str:
        """Which sides a telling of `concept` must name to be an event: by its own row, else by its event's."""
        return self.needs.get(concept) or self.needs.get(self.concepts[concept].event) or "any"

    def near(self, name: str) -> str:
        """A hint for an unknown concept: the nearest name there is."""
        found = get_close_matches(name, self.concepts, n=1)
        return f"Did you mean {found[0]!r}?" if found else "data/ontologies/concepts.csv lists them all."


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """Read the tables of data/ontologies and hold them against each other.

    Raises DataError naming the file and line of a concept that one table has and another has not.
    """
    plover = _by_concept("plover.csv")
    cameo = _by_concept("cameo.csv")
    acled = _by_concept("acled.csv")
    events = {row["event"]: row for _, row in rows("ontologies/plover_events.csv")}
    concepts: dict[str, Concept] = {}
    for place, row in rows("ontologies/concepts.csv"):
        name = row["concept"]
        for table, known in (("plover.csv", plover), ("cameo.csv", cameo)):
            if name not in known:
                raise DataError(
                    f"{place}: concept {name!r} has no row in {table}.", advice="Add one, or drop the concept."
                )
        event = plover[name]["event"]
        if event not in events:
            raise DataError(f"plover.csv: {event!r} (for {name}) is no PLOVER event.", advice="See plover_events.csv.")
        concepts[name] = Concept(
            name=name,
            gloss=row["gloss"],
            goldstein=float(row["goldstein"]),
            event=event,
            mode=plover[name]["mode"] or None,
            root=events[event]["root"],
            quad=int(events[event]["quad"]),
            cameo=cameo[name]["code"],
            acled=acled[name]["sub_event"] if name in acled else None,
            reciprocal=row["reciprocal"] == "yes",
        )
    ontology = Ontology(concepts=concepts, remaps={}, needs={}, only_real=set())
    for place, row in rows("ontologies/remap.csv"):
        if row["concept"] and row["concept"] not in concepts:
            raise DataError(
                f"{place}: concept {row['concept']!r} is not in concepts.csv.", advice=ontology.near(row["concept"])
            )
        if row["governed"] not in concepts and row["governed"] not in events:
            raise DataError(
                f"{place}: {row['governed']!r} is no concept and no PLOVER event.", advice="See plover.csv."
            )
        ontology.remaps[row["operator"], row["governed"]] = row["concept"]
    for place, row in rows("ontologies/told.csv"):
        if row["concept"] not in concepts and row["concept"] not in events:
            raise DataError(
                f"{place}: {row['concept']!r} is no concept and no PLOVER event.", advice=ontology.near(row["concept"])
            )
        if row["needs"] not in ("any", "actor", "target", "both"):
            raise DataError(f"{place}: needs {row['needs']!r}.", advice="One of any, actor, target, both.")
        ontology.needs[row["concept"]] = row["needs"]
        if row["unreal"] == "no":
            ontology.only_real.add(row["concept"])
    return ontology


def rows(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a CSV file under data/, each with "path:line" for messages."""
    with files("dateline").joinpath("data", *path.split("/")).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield f"data/{path}:{reader.line_num}", row


def _by_concept(name: str) -> dict[str, dict[str, Any]]:
    return {row["concept"]: row for _, row in rows(f"ontologies/{name}")}
