"""diff, since: what changed between two records, or since a day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import app
from dateline.cli.options import Json, RecordFolder, day_of


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of the earlier record.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of the later record.", show_default=False)],
    as_json: Json = False,
) -> None:
    """Tell what changed between two records.

    New events, changed facts, second voices; and what the earlier record said that the later does not.

    Example: dateline diff kashmir-monday kashmir-friday
    """
    from dateline import api, changes

    _print(changes.diff(api.open(old).record, api.open(new).record), as_json)


@app.command()
def since(
    record: RecordFolder,
    day: Annotated[
        str,
        typer.Argument(
            metavar="DAY",
            help="Reports of this day or later count as new: YYYY-MM-DD, yesterday, 7d.",
            show_default=False,
        ),
    ],
    as_json: Json = False,
) -> None:
    """Tell what the reports since a day brought: never copies.

    New events, changed facts, second voices. A tenth paper that prints the same text brings nothing.

    Example: dateline since kashmir 2025-05-05
    """
    from dateline import api, changes

    _print(changes.since(api.open(record).record, day_of(day, "DAY")), as_json)


def _print(lines: list, as_json: bool) -> None:
    import msgspec

    if as_json:
        print(json.dumps(msgspec.to_builtins(lines), ensure_ascii=False, indent=2))
        return
    for line in lines:
        print(f"{line.kind:<13} {line.text}  {line.event}")
    if not lines:
        print("nothing changed")
