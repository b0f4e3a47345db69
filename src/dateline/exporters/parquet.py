"""Every table as Parquet with fixed types: `events.parquet`, ... Needs the extra `frames`.

Types are the same whether a table is full or empty; units stand in the columns' metadata.
"""

from __future__ import annotations

from pathlib import Path

from dateline.extras import need
from dateline.frames import arrow_table
from dateline.model import Record
from dateline.resources import Resources
from dateline.tables import TABLES, rows


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """Every table as Parquet with fixed types, `events.parquet` and so on. Needs `dateline[frames]`."""
    parquet = need("pyarrow.parquet", "The parquet format")
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name in TABLES:
        path = out / f"{name}.parquet"
        parquet.write_table(arrow_table(name, rows(record, name, resources)), path, compression="zstd")
        written.append(path)
    return written
