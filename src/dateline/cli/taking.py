"""export: take a record into other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import app


@app.command()
def export(
    record: Annotated[Path, typer.Argument(help="Folder of the record.")],
    fmt: Annotated[
        str, typer.Option("--format", "-f", help="jsonl, csv, csv-spreadsheet, ...; docs/reference lists all.")
    ] = "jsonl",
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder (or file, for one-file formats) to write.")] = Path(
        "export"
    ),
) -> None:
    """Write the record in a format that other tools read."""
    from dateline import api

    for path in api.open(record).export(fmt, out):
        print(path)
