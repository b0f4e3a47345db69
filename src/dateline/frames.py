"""The tables as columns with fixed types: Arrow schemas read off the row structs, the same for full and empty tables.

Nested values are flattened as in the CSV (`date_start`, `place_lat`); lists keep their structure. Days are dates. Each
column's unit stands in its Arrow metadata, under `unit`. Needs the extra `frames`.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from dateline.extras import need
from dateline.tables import TABLES, WhenRow

# Last word of a column's name -> its unit. Others have none: names, codes, counts of what the name says.
UNITS = {
    "start": "code points of the report's text",
    "end": "code points of the report's text, exclusive",
    "lat": "degrees north (WGS 84)",
    "lon": "degrees east (WGS 84)",
    "share": "0-1, of the shorter report's 8-word runs",
    "score": "0-1, share of such mentions that are right",
    "certainty": "-3 (certainly not) to +3 (certainly)",
    "goldstein": "-10 (conflict) to +10 (co-operation)",
    "voices": "independent voices",
}
DAYS = "days, both ends included"


def arrow_table(name: str, rows: Sequence[dict[str, Any]]) -> Any:
    """One table as a pyarrow Table."""
    pyarrow = need("pyarrow", "A data frame")
    schema = arrow_schema(name)
    flat = [_flatten(row, schema) for row in rows]
    return pyarrow.Table.from_pylist(flat, schema=schema)


def arrow_schema(name: str) -> Any:
    """The fixed schema of a table."""
    pyarrow = need("pyarrow", "A data frame")
    fields = []
    for column, hint, is_day in _columns(TABLES[name][1]):
        unit = DAYS if is_day else UNITS.get(column.rpartition("_")[2])
        kind = pyarrow.date32() if is_day else _arrow_type(hint, pyarrow)
        fields.append(pyarrow.field(column, kind, metadata={"unit": unit} if unit else None))
    return pyarrow.schema(fields)


def _columns(kind: type, prefix: str = "") -> Iterator[tuple[str, Any, bool]]:
    """Column, type, and whether it holds a day; a nested struct gives one column per field."""
    for name, hint in get_type_hints(kind).items():
        inner = _not_none(hint)
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            yield from _columns(inner, f"{prefix}{name}_")
        else:
            yield prefix + name, inner, kind is WhenRow and name in ("start", "end")


def _arrow_type(hint: Any, pyarrow: Any) -> Any:
    inner = _not_none(hint)
    if get_origin(inner) is list:
        return pyarrow.list_(_arrow_type(get_args(inner)[0], pyarrow))
    if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
        return pyarrow.struct([(name, _arrow_type(one, pyarrow)) for name, one in get_type_hints(inner).items()])
    # What has no fixed shape (the changes of a copy) is JSON.
    plain = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    return plain.get(inner, pyarrow.string())


def _not_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return next(option for option in get_args(hint) if option is not type(None))
    return hint


def _flatten(row: dict[str, Any], schema: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    _fill(row, "", found)
    return {field.name: _value(found.get(field.name), field.type) for field in schema}


def _fill(row: dict[str, Any], prefix: str, found: dict[str, Any]) -> None:
    for name, value in row.items():
        if isinstance(value, dict):
            _fill(value, f"{prefix}{name}_", found)
        else:
            found[prefix + name] = value


def _value(value: Any, kind: Any) -> Any:
    """A value as Arrow wants it: days as dates, and shapeless values as JSON."""
    name = str(kind)
    if name == "date32[day]":
        return date.fromisoformat(value) if value else None
    if name == "string" and isinstance(value, dict | list):
        return msgspec.json.encode(value).decode()
    if isinstance(value, list) and name.startswith("list"):
        return [_value(one, kind.value_type) for one in value]
    if isinstance(value, dict) and name.startswith("struct"):
        return {field.name: _value(value.get(field.name), field.type) for field in kind}
    return value
