"""Arguments and options that mean the same in every command, and the checks of what is typed for them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Optional, get_type_hints

import typer

from dateline.errors import ConfigError

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATHS", help="Files and folders of reports: text, pages, JSON lines, archives.", show_default=False
    ),
]
RecordFolder = Annotated[Path, typer.Argument(metavar="RECORD", help="Folder of the record.", show_default=False)]
EventId = Annotated[
    str, typer.Argument(metavar="EVENT", help="Id of an event, present or former: E-7K3Q.", show_default=False)
]
ConfigFile = Annotated[
    Optional[Path],
    typer.Option("--config", metavar="FILE", help="A dateline.toml. [default: ./dateline.toml if there]"),
]
Reader = Annotated[
    Optional[str],
    typer.Option("--reader", metavar="NAME", help="Take every file for this format: text, html, jsonl ... [default: by content]"),
]  # fmt: skip
Now = Annotated[
    Optional[str],
    typer.Option("--now", metavar="DAY", help="Nothing is dated later than this day, YYYY-MM-DD. [default: today]"),
]
Published = Annotated[
    Optional[str], typer.Option("--date", metavar="DAY", help="The day it was published, YYYY-MM-DD.")
]
Workers = Annotated[
    Optional[int], typer.Option("--workers", metavar="N", help="Worker processes. [default: one per processor]")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Process every report again; the result is the same.")]
ShowRemoved = Annotated[bool, typer.Option("--show-removed", help="List every line that cleaning left out, and why.")]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of lines.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing but errors.")]
OutFile = Annotated[
    Optional[Path], typer.Option("-o", "--out", metavar="FILE", help="File to write. [default: standard output]")
]
Browser = Annotated[
    bool, typer.Option("--browser/--no-browser", help="Open it in a browser when this is a terminal.")
]  # fmt: skip

LONGEST_AGO = 100_000  # days


@dataclass(frozen=True)
class How:
    """How reports are read and what is told about it: the options that `build` and `add` share."""

    config: ConfigFile = None
    reader: Reader = None
    now: Now = None
    workers: Workers = None
    no_cache: NoCache = False
    show_removed: ShowRemoved = False
    as_json: Json = False
    quiet: Quiet = False

    @property
    def prints(self) -> bool:
        return not (self.as_json or self.quiet)


def with_how(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes the options of `How` besides its own, and gets them as one: `how`."""
    own = get_type_hints(command, include_extras=True)
    shared = get_type_hints(How, include_extras=True)
    parameters = [
        one.replace(annotation=own[one.name])
        for one in inspect.signature(command).parameters.values()
        if one.name != "how"
    ]
    parameters += [
        inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=one.default, annotation=shared[one.name])
        for one in fields(How)
    ]

    def run(**given: Any) -> None:
        how = How(**{one.name: given.pop(one.name) for one in fields(How)})
        command(**given, how=how)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # what typer reads
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def check_paths(paths: list[Path]) -> None:
    """Raise ConfigError for paths that are not there or hold no file, and name them all."""
    from dateline.readers import find_files

    missing = [str(path) for path in paths if not path.exists() and not path.is_symlink()]
    if missing:
        raise ConfigError(f"{', '.join(missing)}: no such file or folder.", advice="Check the path.")
    empty = [str(path) for path in paths if path.is_dir() and next(iter(find_files([path])), None) is None]
    if empty:
        raise ConfigError(f"{', '.join(empty)}: no file in it.", advice="Name the folder that holds the reports.")


def day_of(text: str, option: str) -> str:
    """The day that was typed: YYYY-MM-DD, today, yesterday, or so many days ago, 7d. Raises ConfigError for others."""
    ago = {"today": 0, "yesterday": 1}.get(text, int(text[:-1]) if text[:-1].isdecimal() and text[-1:] == "d" else None)
    if ago is not None and ago < LONGEST_AGO:
        return (datetime.now(UTC).date() - timedelta(days=ago)).isoformat()
    check_day(text, option)
    return text


def check_day(day: str | None, option: str = "--now") -> None:
    """Raise ConfigError unless `day` is None or a YYYY-MM-DD day."""
    try:
        if day is not None:
            date.fromisoformat(day)
    except ValueError as error:
        raise ConfigError(f"{option} {day}: not a day.", advice="Write it as YYYY-MM-DD.") from error
