"""Tables: one report a row, columns named as in JSON rows. Commas, semicolons or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Report, Unread
from dateline.readers.decode import Decoded, decode
from dateline.readers.item import Item, make_report
from dateline.readers.jsonl import row_fields


def read(item: Item, config: Config) -> Iterator[Report | Unread]:
    """One report a row. `raw` is the row as it stands in the file; "text_column" says where the text is in it."""
    decoded = decode(item.data(config.max_bytes))
    separator = separator_of(decoded.text)
    rows = table_rows(decoded.text, separator)
    header = next(rows, None)
    names = [cell_text(decoded.text[start:end]).strip() for start, end in header[2]] if header else []
    if "text_field" not in row_fields_of_header(names):
        raise InputError(
            "the table has no column of text", advice="Name it text, body or maintext in the first line of the file."
        )
    for number, (start, end, cells) in enumerate(rows, 1):
        path = f"{item.path}#{number}"
        if number > config.max_rows:
            reason = f"rows after {config.max_rows:,} were left out"
            yield Unread(path=item.path, reason=reason, advice="Split the file, or raise max_rows in dateline.toml.")
            return
        values = dict(zip(names, (cell_text(decoded.text[s:e]) for s, e in cells), strict=False))
        try:
            fields = row_fields(values)
        except InputError as error:
            yield Unread(path=path, reason=error.reason, advice=error.advice)
            continue
        for field in ("text", "title"):
            key = fields.pop(f"{field}_field", None)
            if key is not None:
                fields[f"{field}_column"] = str(names.index(key))
        fields["separator"] = separator
        raw = decoded.text[start:end]
        own = Decoded(raw, decoded.encoding, decoded.note)
        yield make_report(
            raw.encode("utf-8", "replace"), own, path=path, reader="csv", media_type="text/csv", fields=fields
        )


def row_fields_of_header(names: list[str]) -> dict[str, str]:
    try:
        return row_fields({name: "x" for name in names})
    except InputError:
        return {}


def separator_of(text: str) -> str:
    """The separator that the first line has most of."""
    line = text[: text.find("\n") if "\n" in text else len(text)]
    return max(",;\t", key=lambda mark: (line.count(mark), mark == ","))


def table_rows(text: str, separator: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Where each row, and each of its cells, stands; a quoted cell may hold separators and line ends."""
    cell = cell_pattern(separator)
    at, start, cells = 0, 0, []
    while at <= len(text):
        match = cell.match(text, at)
        cells.append((match.start(), match.end()))
        at = match.end()
        if text[at : at + 1] == separator:
            at += 1
            continue
        if text[start:at].strip():
            yield start, at, cells
        while at < len(text) and text[at] in "\r\n":
            at += 1
        if at >= len(text):
            return
        start, cells = at, []


def cell_pattern(separator: str) -> re.Pattern[str]:
    return re.compile(rf'[ ]*"(?:[^"]|"")*+"[^{re.escape(separator)}\r\n]*|[^{re.escape(separator)}\r\n]*')


def cell_text(cell: str) -> str:
    bare = cell.strip()
    return bare[1:-1].replace('""', '"') if len(bare) > 1 and bare[0] == bare[-1] == '"' else cell
