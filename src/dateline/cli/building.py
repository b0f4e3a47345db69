"""build, add, demo: reports in, a record and its page out."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Optional

import typer

from dateline.cli import app
from dateline.errors import ConfigError

Paths = Annotated[
    list[Path], typer.Argument(help="Files and folders of reports: text, HTML, JSON lines.", show_default=False)
]
ConfigFile = Annotated[
    Optional[Path], typer.Option("--config", help="A dateline.toml. [default: ./dateline.toml if there]")
]
Now = Annotated[
    Optional[str], typer.Option("--now", help="Nothing is dated later than this day, YYYY-MM-DD. [default: today]")
]
Workers = Annotated[Optional[int], typer.Option("--workers", help="Worker processes. [default: one per processor]")]
Reader = Annotated[
    Optional[str],
    typer.Option("--reader", help="Take every file for this format: text, html, jsonl, ... [default: by content]"),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object instead of lines.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Process every report again; the result is the same.")]
ShowRemoved = Annotated[bool, typer.Option("--show-removed", help="List every line that cleaning left out, and why.")]


@app.command()
def build(
    paths: Paths,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder of the record.")],
    title: Annotated[
        Optional[str], typer.Option("--title", help="Title of the record. [default: the folder's name]")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Leave out what an earlier record held.")] = False,
    config: ConfigFile = None,
    reader: Reader = None,
    now: Now = None,
    workers: Workers = None,
    no_cache: NoCache = False,
    show_removed: ShowRemoved = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read reports, code and link them, and print what to look at first. Run again: only what is new is processed."""
    _build(paths, out, title, fresh, config, reader, now, workers, no_cache, show_removed, as_json, quiet)


@app.command()
def add(
    record: Annotated[Path, typer.Argument(help="Folder of the record.")],
    paths: Paths,
    config: ConfigFile = None,
    reader: Reader = None,
    now: Now = None,
    workers: Workers = None,
    no_cache: NoCache = False,
    show_removed: ShowRemoved = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Add reports to a record that is there already."""
    from dateline.build import RECORD
    from dateline.errors import StoreError

    if not (record / RECORD).is_file():
        raise StoreError(f"{record}: no record there.", advice=f"Make one: dateline build PATHS -o {record}")
    _build(paths, record, None, False, config, reader, now, workers, no_cache, show_removed, as_json, quiet)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Where to put the sample and its record.")] = Path(
        "dateline-demo"
    ),
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")] = True,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Build the record of the sample that comes with dateline: original reports about four days in February 2019."""
    from dateline.cli.looking import write_page

    sample = Path(__file__).parents[1] / "data" / "sample" / "reports"
    reports = folder / "reports"
    shutil.copytree(sample, reports, dirs_exist_ok=True)
    # The sample is dated; a fixed day keeps its record the same for everybody, whenever they run it.
    _build(
        [reports],
        folder / "record",
        "Dateline demo: February 2019",
        True,
        None,
        None,
        "2019-12-31",
        None,
        False,
        False,
        as_json,
        quiet,
        leave=False,
    )
    page = write_page(folder / "record")
    if not quiet and not as_json:
        print(f"The page: {page}   (dateline open {folder / 'record'})")
    if browser and sys.stdout.isatty():
        typer.launch(page.resolve().as_uri())


def _build(
    paths: list[Path],
    out: Path,
    title: str | None,
    fresh: bool,
    config: Path | None,
    reader: str | None,
    now: str | None,
    workers: int | None,
    no_cache: bool,
    show_removed: bool,
    as_json: bool,
    quiet: bool,
    *,
    leave: bool = True,
) -> None:
    import msgspec

    from dateline.build import Stopped
    from dateline.build import build as run
    from dateline.cli.printing import console, print_built
    from dateline.config import load_config

    check_paths(paths)
    check_day(now)
    settings = load_config(config, workers=workers, reader=reader)
    try:
        with _progress(show=not quiet and not as_json) as progress:
            record, built = run(
                paths,
                out,
                config=settings,
                now=now,
                title=title,
                fresh=fresh,
                use_cache=not no_cache,
                progress=progress,
            )
    except Stopped as stopped:
        print(f"dateline: {stopped}", file=sys.stderr)
        raise typer.Exit(130) from None
    except KeyboardInterrupt:
        print("dateline: stopped; run again to go on", file=sys.stderr)
        raise typer.Exit(130) from None
    if as_json:
        from dateline.views.first import look_first

        summary = msgspec.to_builtins(built) | {
            "reports": len(record.reports),
            "mentions": len(record.mentions),
            "events": len(record.events),
            "conflicts": len(record.conflicts),
            "look_first": look_first(record),
        }
        print(json.dumps(summary, ensure_ascii=False, indent=2))
    elif not quiet:
        print_built(console(), record, built)
        if leave:
            print(f"Open the page: dateline open {out}")
    if show_removed and not as_json:
        _print_removed(record)
    if built.unread and leave:
        raise typer.Exit(1)


def check_paths(paths: list[Path]) -> None:
    """Raise ConfigError for the first path that is not there."""
    missing = [path for path in paths if not path.exists() and not path.is_symlink()]
    if missing:
        raise ConfigError(f"{missing[0]}: no such file or folder.", advice="Check the path.")


def check_day(day: str | None, option: str = "--now") -> None:
    """Raise ConfigError unless `day` is None or a YYYY-MM-DD day."""
    from datetime import date

    try:
        if day is not None:
            date.fromisoformat(day)
    except ValueError as error:
        raise ConfigError(f"{option} {day}: not a day.", advice="Write it as YYYY-MM-DD.") from error


@contextmanager
def _progress(*, show: bool) -> Iterator:
    """A progress bar on a terminal, silence elsewhere."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from dateline.cli.printing import console

    err = console(stderr=True)
    if not show or not err.is_terminal:
        yield lambda stage, done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        tasks: dict[str, object] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done)  # type: ignore[arg-type]

        yield advance


def _print_removed(record: object) -> None:
    from dateline.views.labels import report_labels

    labels = report_labels(record)  # type: ignore[arg-type]
    for doc in record.documents:  # type: ignore[attr-defined]
        for removed in doc.removed:
            print(f"{labels[doc.report]}  {removed.reason:<24} {' '.join(removed.text.split())}")
