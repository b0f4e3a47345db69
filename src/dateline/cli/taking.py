"""export: take a record into other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import app
from dateline.cli.options import RecordFolder


@app.command()
def export(
    record: RecordFolder,
    fmt: Annotated[
        str,
        typer.Option(
            "-f", "--format", metavar="NAME", help="jsonl, csv, xlsx, geojson, stix ...: a wrong name lists all."
        ),
    ] = "jsonl",
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="PATH", help="Folder to write, or file for one-file formats.")
    ] = Path("export"),
) -> None:
    """Write the record in a format that other tools read.

    Prints the files it wrote. docs/reference/formats.md tells what each format holds.

    Example: dateline export kashmir --format csv-spreadsheet -o tables
    """
    from dateline import api

    for path in api.open(record).export(fmt, out):
        print(path)
