"""build, add, demo: reports in, a record and its page out."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from dateline.cli import app
from dateline.cli.options import Browser, How, Json, Paths, Quiet, RecordFolder, check_day, check_paths, with_how
from dateline.config import load_config

if TYPE_CHECKING:
    from dateline.build import Built, Progress
    from dateline.model import Record


@app.command()
@with_how
def build(
    paths: Paths,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="RECORD", help="Folder of the record.")],
    title: Annotated[
        Optional[str],
        typer.Option("--title", metavar="WORDS", help="Title of the record. [default: the folder's name]"),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Leave out what an earlier record held.")] = False,
    how: How = How(),
) -> None:
    """Make a record of reports, and print what to look at first.

    Reads, cleans, dates, codes and links them. Run it again and only what is new is processed; reports that are in the
    record stay, whether or not their files are still there.

    Example: dateline build saved/kashmir -o kashmir
    """
    from dateline.build import build as run

    def make(progress: Progress) -> tuple[Record, Built]:
        settings = load_config(how.config, workers=how.workers, reader=how.reader)
        return run(
            paths,
            out,
            config=settings,
            now=how.now,
            title=title,
            fresh=fresh,
            use_cache=not how.no_cache,
            progress=progress,
        )

    _close(_made(make, paths, how), out, how)


@app.command()
@with_how
def add(
    record: RecordFolder,
    paths: Paths,
    link: Annotated[
        Optional[bool],
        typer.Option(
            "--link/--no-link", help="Link now, or when somebody looks. [default: now, unless the record is large]"
        ),
    ] = None,
    how: How = How(),
) -> None:
    """Add reports to a record that is there already.

    With the settings it was made with, unless others are given. They are read and kept at once. In a large record a few
    additions wait to be linked until somebody looks: `open`, `show`, `serve` and all others link first.

    Example: dateline add kashmir saved/monday
    """
    from dateline.build import RECORD
    from dateline.build import add as run
    from dateline.errors import StoreError

    if not (record / RECORD).is_file():
        raise StoreError(f"{record}: no record there.", advice=f"Make one: dateline build PATHS -o {record}")

    def make(progress: Progress) -> tuple[Record | None, Built]:
        given = how.config or how.reader or how.workers or Path("dateline.toml").is_file()
        settings = load_config(how.config, workers=how.workers, reader=how.reader) if given else None
        return run(
            paths, record, config=settings, now=how.now, link=link, use_cache=not how.no_cache, progress=progress
        )

    _close(_made(make, paths, how), record, how)


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Option("--dir", metavar="FOLDER", help="Where to put the sample and its record.")
    ] = Path("dateline-demo"),
    browser: Browser = True,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Build the record of the sample that comes with dateline.

    Fourteen original reports about four days in February 2019, with wire copies, contested figures, a denial, a claim
    taken back, and a look-alike from another year.

    Example: dateline demo
    """
    from dateline.build import build as run
    from dateline.cli.looking import write_page

    sample = Path(__file__).parents[1] / "data" / "sample" / "reports"
    reports, record = folder / "reports", folder / "record"
    shutil.copytree(sample, reports, dirs_exist_ok=True)
    # The sample is dated; a fixed day keeps its record the same for everybody, whenever they run it.
    how = How(now="2019-12-31", as_json=as_json, quiet=quiet)
    title = "Dateline demo: February 2019"
    _made(
        lambda progress: run([reports], record, now=how.now, title=title, fresh=True, progress=progress), [reports], how
    )
    page = write_page(record)
    if how.prints:
        print(f"The page: {page}   (dateline open {record})")
    if browser and sys.stdout.isatty():
        typer.launch(page.resolve().as_uri())


def _made(make: Callable[[Progress], tuple[Record | None, Built]], paths: list[Path], how: How) -> Built:
    """Make or extend a record, and print what was asked for."""
    from dateline.build import PAGE, Stopped
    from dateline.cli.looking import write_page

    check_paths(paths)
    check_day(how.now)
    try:
        with _progress(show=how.prints) as progress:
            record, built = make(progress)
    except Stopped as stopped:
        print(f"dateline: {stopped}", file=sys.stderr)
        raise typer.Exit(130) from None
    except KeyboardInterrupt:
        print("dateline: stopped; run again to go on", file=sys.stderr)
        raise typer.Exit(130) from None
    _tell(record, built, how)
    if record is not None and (Path(built.folder) / PAGE).is_file():
        # A page that was opened before must not go on showing the record of yesterday.
        write_page(Path(built.folder), record)
    return built


def _close(built: Built, record: Path, how: How) -> None:
    """What to do next; files that were not read are exit code 1."""
    if how.prints:
        print(f"Open the page: dateline open {record}   Ask it: dateline ask {record} WORDS")
    if built.unread:
        raise typer.Exit(1)


def _tell(record: Record | None, built: Built, how: How) -> None:
    """`record` is None where what was added waits to be linked."""
    if how.as_json:
        print(json.dumps(_summary(record, built), ensure_ascii=False, indent=2))
        return
    if not how.quiet:
        from dateline.cli.printing import console, print_added, print_built

        print_built(console(), record, built) if record else print_added(console(), built)
    if how.show_removed and record:
        _print_removed(record)


def _summary(record: Record | None, built: Built) -> dict[str, object]:
    import msgspec

    from dateline.views.first import look_first

    if record is None:
        return msgspec.to_builtins(built)
    counts = {name: len(getattr(record, name)) for name in ("reports", "mentions", "events", "conflicts")}
    return msgspec.to_builtins(built) | counts | {"look_first": look_first(record)}


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


def _print_removed(record: Record) -> None:
    from dateline.views.labels import report_labels

    labels = report_labels(record)
    for doc in record.documents:
        for removed in doc.removed:
            print(f"{labels[doc.report]}  {removed.reason:<24} {' '.join(removed.text.split())}")
