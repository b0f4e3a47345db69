"""diff, since: what changed between two records, or since a day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import app

Json = Annotated[bool, typer.Option("--json", help="JSON instead of lines.")]


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the earlier record.")],
    new: Annotated[Path, typer.Argument(help="Folder of the later record.")],
    as_json: Json = False,
) -> None:
    """What the later record says that the earlier did not, and the reverse: new events, changed facts, second voices."""
    from dateline import api, changes

    _print(changes.diff(api.open(old).record, api.open(new).record), as_json)


@app.command()
def since(
    record: Annotated[Path, typer.Argument(help="Folder of the record.")],
    day: Annotated[str, typer.Argument(help="YYYY-MM-DD: reports published on this day or later count as new.")],
    as_json: Json = False,
) -> None:
    """What reports since a day brought: new events, changed facts, second voices; never copies."""
    from dateline import api, changes
    from dateline.cli.building import check_day

    check_day(day, "DAY")
    _print(changes.since(api.open(record).record, day), as_json)


def _print(lines: list, as_json: bool) -> None:
    import msgspec

    if as_json:
        print(json.dumps(msgspec.to_builtins(lines), ensure_ascii=False, indent=2))
        return
    for line in lines:
        print(f"{line.kind:<13} {line.text}  {line.event}")
    if not lines:
        print("nothing changed")
