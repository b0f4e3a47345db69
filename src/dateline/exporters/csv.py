"""Every table as CSV (RFC 4180, UTF-8). Nested values are flattened: `date_start`, `place_lat`; lists are JSON.

Two flavours. The data flavour holds every value as it is. The spreadsheet flavour starts with a byte-order mark and
puts an apostrophe before text that a spreadsheet would run as a formula (= + - @ tab, carriage return).
"""

from __future__ import annotations

import csv
import io
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from dateline.model import Record, Struct
from dateline.resources import Resources
from dateline.tables import TABLES

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """Every table as CSV for programs: each value as it is."""
    return _write(record, out, resources, for_spreadsheets=False)


def write_spreadsheet(record: Record, out: Path, resources: Resources) -> list[Path]:
    """Every table as CSV for spreadsheets: with a byte-order mark, and nothing that would run as a formula."""
    return _write(record, out, resources, for_spreadsheets=True)


def _write(record: Record, out: Path, resources: Resources, *, for_spreadsheets: bool) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, (rows, _) in TABLES.items():
        path = out / f"{name}.csv"
        made = csv_text(map(msgspec.to_builtins, rows(record, resources)), name, for_spreadsheets=for_spreadsheets)
        with path.open("w", encoding="utf-8-sig" if for_spreadsheets else "utf-8", newline="") as file:
            file.write(made)
        written.append(path)
    return written


def csv_text(rows: Iterable[dict[str, Any]], table: str, *, for_spreadsheets: bool) -> str:
    """Rows of one table (as `tables.rows` gives them) as the text of a CSV file."""
    names = list(columns(TABLES[table][1]))
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, names, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        values = dict.fromkeys(names, "") | dict(cells(row))
        writer.writerow({k: _inert(v) for k, v in values.items()} if for_spreadsheets else values)
    return made.getvalue()


def columns(kind: type[Struct], prefix: str = "") -> Iterator[str]:
    """Column names of a row type; a nested struct gives one column per field."""
    for name, hint in get_type_hints(kind).items():
        nested = _struct_in(hint)
        if nested:
            yield from columns(nested, f"{prefix}{name}_")
        else:
            yield prefix + name


def _struct_in(hint: Any) -> type[Struct] | None:
    options = get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return next((o for o in options if isinstance(o, type) and issubclass(o, msgspec.Struct)), None)


def cells(row: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """A row's values by column name; what is missing is left out, and lists are JSON."""
    for name, value in row.items():
        if isinstance(value, dict):
            yield from cells(value, f"{prefix}{name}_")
        elif isinstance(value, list):
            yield prefix + name, msgspec.json.encode(value).decode()
        elif value is not None:
            yield prefix + name, value


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
