"""Words to concepts: the trigger rows of one language, indexed by lemma, held against the ontology.

A trigger row says which concept a word tells, and under which conditions. `frame` is a list of conditions that must all
hold, "slot=word|word|@class": "obj=@talks" wants a noun of the class `talks` as the object. The slots are

    obj     object, or subject of a passive          mod     what stands before a noun
    subj    subject, or agent of a passive           clause  a clause that says what is said
    arg     object or any prepositional object       oprd    what somebody is called
    any     subject or arg                           no      slots that must be empty
    how     an adverb                                with, to, on ...  the object of that preposition

`*` is any word; `@actor` any person, state or body; `@place` the name of a place. The concept "none" says that these
words tell no event.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from importlib.resources import files

import msgspec

from dateline.coder.ontology import Ontology, load_ontology, rows
from dateline.errors import DataError

NO_EVENT = "none"

_SLOTS = frozenset({"obj", "subj", "arg", "mod", "oprd", "no"})
_OPERATORS = frozenset(
    {
        "promise",
        "refuse",
        "threaten",
        "demand",
        "order",
        "stop",
        "pass",
        "prevent",
        "allow",
        "light",
        "report",
        "purpose",
        "address",
        "offer",
        "tell",
        "announce",
        "suggest",
        "propose",
        "weigh",
    }
)


class Condition(msgspec.Struct, frozen=True):
    slot: str
    words: frozenset[str]
    anything: bool = False  # "*": the slot only has to be filled
    actor: bool = False  # "@actor": a name or a person-like noun fills it
    place: bool = False  # "@place": the name of a place fills it


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """One row: these words, under these conditions, tell this concept."""

    words: tuple[str, ...]
    pos: str  # v, n or a
    conditions: tuple[Condition, ...]
    concept: str
    place: str  # "data/lang/en/triggers/aid.csv:4"
    frame: str
    yes: str
    no: str


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """A word that changes what the words it governs mean: "agreed to", "threatened to"."""

    words: tuple[str, ...]
    pos: str  # v, n or a
    operator: str
    place: str
    yes: str
    no: str


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    language: str
    ontology: Ontology
    triggers: dict[tuple[str, str], tuple[Trigger, ...]]  # (pos, word) -> rows, the most exacting first
    controls: dict[tuple[str, str], str]  # (pos, word) -> operator
    control_rows: tuple[Control, ...]
    classes: dict[str, frozenset[str]]
    lemmas: dict[str, str]  # lemmas that the parser gets wrong -> right
    contexts: dict[str, tuple[str, ...]]  # word -> PLOVER contexts it speaks of
    gate: frozenset[str]  # lemmas without which a sentence tells no event

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that some table knows, as a lemma."""
        known = {part for _, word in self.triggers for part in word.split("_")} | {word for _, word in self.controls}
        return frozenset(known.union(*self.classes.values()))

    def rows(self) -> list[Trigger]:
        """Every trigger row once, in file order."""
        unique = {row.place: row for found in self.triggers.values() for row in found}
        return [unique[place] for place in sorted(unique, key=_place_order)]


@lru_cache(maxsize=4)
def load_lexicon(language: str) -> Lexicon:
    """Read data/lang/<language>. Raises DataError naming file and line of the first wrong row."""
    ontology = load_ontology()
    base = f"lang/{language}"
    classes = {row["class"]: frozenset(row["words"].split()) for _, row in rows(f"{base}/classes.csv")}
    index: dict[tuple[str, str], list[Trigger]] = {}
    for name in _trigger_files(base):
        for place, row in rows(f"{base}/triggers/{name}"):
            trigger = _trigger(place, row, classes, ontology)
            for word in trigger.words:
                index.setdefault((trigger.pos, word), []).append(trigger)
    controls = [_control(place, row) for place, row in rows(f"{base}/controls.csv")]
    operators: dict[tuple[str, str], str] = {}
    for control in controls:
        for word in control.words:
            operators.setdefault((control.pos, word), control.operator)
    contexts: dict[str, tuple[str, ...]] = {}
    for _, row in rows(f"{base}/contexts.csv"):
        for word in row["words"].split():
            contexts[word] = (*contexts.get(word, ()), row["context"])
    return Lexicon(
        language=language,
        ontology=ontology,
        triggers={key: tuple(sorted(found, key=_exactness)) for key, found in index.items()},
        controls=operators,
        control_rows=tuple(controls),
        classes=classes,
        lemmas={row["form"]: row["lemma"] for _, row in rows(f"{base}/lemmas.csv")},
        contexts=contexts,
        gate=frozenset(word.partition("_")[0] for _, word in index),
    )


def _trigger_files(base: str) -> list[str]:
    folder = files("dateline").joinpath("data", *base.split("/"), "triggers")
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".csv"))


def _trigger(place: str, row: dict[str, str], classes: dict[str, frozenset[str]], ontology: Ontology) -> Trigger:
    concept = row["concept"]
    if concept != NO_EVENT and concept not in ontology.concepts:
        raise DataError(f"{place}: concept {concept!r} is not in concepts.csv.", advice=ontology.near(concept or ""))
    if row["pos"] not in ("v", "n", "a"):
        raise DataError(f"{place}: pos {row['pos']!r} is none of v, n, a.", advice="Verb, noun or adjective.")
    return Trigger(
        words=tuple(row["words"].split()),
        pos=row["pos"],
        conditions=tuple(_condition(place, text, classes) for text in row["frame"].split()),
        concept=concept,
        place=place,
        frame=row["frame"],
        yes=row["yes"] or "",
        no=row["no"] or "",
    )


def _condition(place: str, text: str, classes: dict[str, frozenset[str]]) -> Condition:
    """ "obj=@talks|dinner": a slot, and the words that may fill it."""
    slot, _, options = text.partition("=")
    words: set[str] = set()
    anything = actor = place = False
    for option in options.split("|"):
        if option == "*":
            anything = True
        elif option == "@actor":
            actor = True
        elif option == "@place":
            place = True
        elif option.startswith("@"):
            if option[1:] not in classes:
                raise DataError(
                    f"{place}: class {option!r} is not in classes.csv.", advice="Name one that is, or add it."
                )
            words |= classes[option[1:]]
        elif option:
            words.add(option)
    if slot == "oprd":
        anything = True
    if not (words or anything or actor or place):
        raise DataError(f"{place}: condition {text!r} names no word.", advice='Write it as "slot=word|@class".')
    return Condition(slot, frozenset(words), anything, actor, place)


def _control(place: str, row: dict[str, str]) -> Control:
    if row["operator"] not in _OPERATORS:
        raise DataError(
            f"{place}: unknown operator {row['operator']!r}.", advice=f"One of {', '.join(sorted(_OPERATORS))}."
        )
    return Control(
        words=tuple(row["words"].split()),
        pos=row["pos"],
        operator=row["operator"],
        place=place,
        yes=row["yes"] or "",
        no=row["no"] or "",
    )


def _exactness(trigger: Trigger) -> tuple[int, int]:
    """The row with more conditions, then the one that asks for fewer words, knows best; file order settles the rest."""
    asked = sum(
        1000 if condition.anything or condition.actor else len(condition.words) for condition in trigger.conditions
    )
    return -len(trigger.conditions), asked


def _place_order(place: str) -> tuple[str, int]:
    name, _, line = place.rpartition(":")
    return name, int(line)
