"""Every table as a sheet of one Excel workbook, `record.xlsx`. Needs the extra `export`.

Safe for spreadsheets without prefixes: every text is written as text, so none can run as a formula or become a link.
Codes stay text ("0353"), days are dates, lists are JSON as in the CSV.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from dateline.exporters.csv import cells, columns
from dateline.extras import need
from dateline.model import Record
from dateline.resources import Resources
from dateline.tables import TABLES

# Excel holds no longer text in a cell, and no day before 1900.
LONGEST = 32_767
CUT = " … (cut: Excel holds no more; the whole text is in the csv and jsonl formats)"
EARLIEST = date(1900, 3, 1)
# Equal records give equal bytes, so the file cannot tell when it was made.
CREATED = datetime(1980, 1, 1)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WIDE = ("text", "title", "reason", "background_reason", "content_text", "actors", "targets")


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """Every table as a sheet of an Excel workbook, `record.xlsx`; no text is a formula. Needs `dateline[export]`."""
    xlsxwriter = need("xlsxwriter", "The xlsx format")
    out.mkdir(parents=True, exist_ok=True)
    path = out / "record.xlsx"
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": record.title, "created": CREATED})
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, (rows, kind) in TABLES.items():
            sheet = book.add_worksheet(name)
            names = list(columns(kind))
            for column, title in enumerate(names):
                sheet.write_string(0, column, title, head)
                sheet.set_column(column, column, 40 if title in _WIDE else 16)
            sheet.freeze_panes(1, 1)
            last = 0
            for last, row in enumerate(rows(record, resources), 1):
                values = dict(cells(msgspec.to_builtins(row)))
                for column, title in enumerate(names):
                    if title in values:
                        _put(sheet, last, column, values[title], day)
            sheet.autofilter(0, 0, max(last, 1), len(names) - 1)
    return [path]


def _put(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif _DAY.fullmatch(value) and (told := date.fromisoformat(value)) >= EARLIEST:
        sheet.write_datetime(row, column, told, day)
    else:
        sheet.write_string(row, column, value if len(value) <= LONGEST else value[: LONGEST - len(CUT)] + CUT)
