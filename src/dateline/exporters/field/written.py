"""Writing such a table, and the note that says what it is not."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import fill

from dateline import __version__
from dateline.exporters.field.told import Told
from dateline.model import Record

Row = Mapping[str, object]

# What a row of a table stands for.
ONE_PAIR = (
    'One row is one event and pair of actors, never one report. Somebody unnamed ("a camp") has a row only where '
    "nobody else on that side has the same codes or more."
)
ONE_EVENT = "One row is one event, never one report."


def write_table(
    path: Path, columns: Sequence[str], rows: Iterable[Row], *, delimiter: str, header: bool = True, missing: str = ""
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        if header:
            writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(row.get(column), missing) for column in columns])
    return path


def write_note(
    out: Path,
    name: str,
    columns: Sequence[str],
    empty: Mapping[str, str],
    ours: str,
    told: Sequence[Told],
    record: Record,
    *,
    row: str = ONE_PAIR,
    precision: str | None = None,
) -> Path:
    """`NOTE-NAME.txt`. `empty` says why a record cannot fill a column, `ours` what we mean by the others, `precision` which
    column tells how exactly a day is known, where the table has one."""
    dated = sum(one.day is not None for one in told)
    lines = [
        f"Made by dateline {__version__} in the shape of {name}'s table ({len(columns)} columns). "
        f"It is not {name} data.",
        f"Ids are dateline's own. {row}",
        f"{len(told)} of {len(record.events)} events are in it. The others are background, or are not said to have "
        "happened, or are of a kind that the table does not hold.",
        f"{dated} of these {len(told)} are dated to the day. "
        + (
            f"Another has the days that {precision} tells of, or none"
            if precision
            else "Another gets no day, as the table could not say that it is uncertain"
        )
        + ", and never the day of the report.",
        ours,
        "Columns that a record cannot fill:",
        *(f"  {column}: {reason}" for column, reason in empty.items()),
    ]
    path = out / f"NOTE-{name}.txt"
    path.write_text(
        "\n".join(fill(line, 110, subsequent_indent="    ") for line in lines if line) + "\n", encoding="utf-8"
    )
    return path


def _cell(value: object, missing: str) -> object:
    if value is None or value == "":
        return missing
    # These tables are read line by line: a line break or tab inside a cell would break them.
    return " ".join(value.split()) if isinstance(value, str) else value
