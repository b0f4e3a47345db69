"""Decisions as an append-only log: one JSON line a decision, in `decisions.jsonl` beside the record.

A decision says which tellings it is about by what they say (see tellings.py), so it holds when ids, order or reports
change. Who decided and when stand in the log alone: the record depends on what was decided, not on who did it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, get_args

import msgspec
from filelock import FileLock

from dateline.errors import InputError, StoreError
from dateline.ids import short_id
from dateline.model import Actor, Place, Status, Struct, When

DECISIONS = "decisions.jsonl"
# A line longer than this is no decision of ours (bytes).
LONGEST_LINE = 200_000

Kind = Literal[
    "accept", "reject", "correct", "re-attribute", "merge", "split", "background", "new", "note", "undo"
]  # fmt: skip
Slot = Literal["actor", "target", "date", "place", "status", "concept"]
KINDS: tuple[str, ...] = get_args(Kind)
SLOTS: tuple[str, ...] = get_args(Slot)


class Telling(Struct):
    """One report's telling of an event, named by its content."""

    report: str  # sha256 of the report
    sentence: str  # the sentence's words, spaces folded
    trigger: str
    concept: str
    start: int  # where the trigger stood; tells two like it in one sentence apart


class Decision(Struct):
    """One thing that one person decided about one event."""

    kind: Kind
    who: str
    at: str  # when: ISO 8601, UTC, to the millisecond, so that quick hands keep their order
    tellings: tuple[Telling, ...] = ()  # of the event as it was then; for a split those that leave it
    event: str = ""  # what the event was called then: a hint where tellings alone are not clear
    others: tuple[Telling, ...] = ()  # merge: the tellings of the other event
    slot: Slot | None = None
    level: Literal["telling", "event"] = "telling"  # the machine misread the words, or the reports are wrong
    actors: tuple[Actor, ...] = ()  # new actors, targets or speaker; none: nobody, or the report itself
    when: When | None = None
    place: Place | None = None
    status: Status | None = None
    concept: str | None = None
    was: str = ""  # what the record said, in words
    why: str = ""
    undoes: str | None = None  # id of the decision that this one takes back

    @property
    def id(self) -> str:
        """From the content: a line that is imported twice is one decision."""
        return short_id("D", msgspec.json.encode(self), length=10)


def read_log(folder: Path) -> tuple[Decision, ...]:
    """Every decision about the record at `folder`, in the order of the log; none where there is no log.

    Raises StoreError naming a line that is no decision. A last line without its end is left out: whoever wrote it was
    stopped in the middle, and it was never answered for.
    """
    path = folder / DECISIONS
    if not path.is_file():
        return ()
    try:
        return parse_log(path.read_bytes(), name=str(path))
    except InputError as error:
        raise StoreError(error.reason, advice="Mend or remove that line; the others are not affected.") from error


def parse_log(content: bytes, *, name: str) -> tuple[Decision, ...]:
    """The decisions of a log; each once. Raises InputError naming file and line."""
    lines = content.split(b"\n")
    lines.pop()  # what follows the last line end: nothing, or half a line
    found: dict[str, Decision] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            if len(line) > LONGEST_LINE:
                raise msgspec.ValidationError(f"longer than {LONGEST_LINE:,} bytes")
            decision = msgspec.json.decode(line, type=Decision)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(
                f"{name}:{number}: not a decision ({error}).", advice="Was the file cut or edited?"
            ) from error
        found.setdefault(decision.id, decision)
    return tuple(found.values())


def append(folder: Path, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Add decisions that the log does not hold yet; returns those. On disk when this returns."""
    path = folder / DECISIONS
    try:
        with FileLock(folder / ".decisions.lock", timeout=30):
            known = {decision.id for decision in read_log(folder)}
            fresh = {d.id: d for d in decisions if d.id not in known}
            if fresh:
                _write(path, b"".join(line(d) for d in fresh.values()))
            return tuple(fresh.values())
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}).", advice="Is the disk full or read-only?"
        ) from error


def line(decision: Decision) -> bytes:
    """One line of the log; the id is for readers, it follows from the rest."""
    return msgspec.json.encode({"id": decision.id} | msgspec.to_builtins(decision)) + b"\n"


def standing(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold, oldest first: without those that were undone, and without the undoing.

    An undo can be undone. The order of the lines does not matter, so two logs may be joined in any order.
    """
    ordered = sorted(decisions, key=lambda d: (d.at, d.kind == "undo", d.id))
    taken_back: set[str] = set()
    kept = []
    for decision in reversed(ordered):
        if decision.id in taken_back:
            continue
        if decision.kind == "undo":
            taken_back.add(decision.undoes or "")
        else:
            kept.append(decision)
    return tuple(reversed(kept))


def _write(path: Path, content: bytes) -> None:
    with path.open("ab+") as file:
        # Half a line that a crash left behind must not swallow the next decision.
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.truncate(_end_of_last_line(path))
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _end_of_last_line(path: Path) -> int:
    return path.read_bytes().rfind(b"\n") + 1
