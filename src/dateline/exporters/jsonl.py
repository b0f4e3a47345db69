"""Every table as JSON lines: `events.jsonl`, `mentions.jsonl`, ... One row a line, keys in the schema's order."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dateline.model import Record
from dateline.resources import Resources
from dateline.tables import TABLES


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, (rows, _) in TABLES.items():
        path = out / f"{name}.jsonl"
        with path.open("wb") as file:
            for row in rows(record, resources):
                file.write(msgspec.json.encode(row) + b"\n")
        written.append(path)
    return written
