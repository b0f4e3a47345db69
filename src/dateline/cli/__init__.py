"""The command line: one file per group of commands. Exit codes: 0 all read · 1 some files unread · 2 usage · 3 the record
fails `verify` · 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from dateline import __version__
from dateline.errors import DatelineError, VerifyError

app = typer.Typer(
    name="dateline",
    help="Read news reports about a crisis; keep the record an analyst can stand behind.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    pass


from dateline.cli import building, changing, checking, coding, looking, reading, reviewing, serving, taking, watching  # noqa: E402, F401 - each adds its commands to `app`


def main() -> None:
    """The console script: our own errors become one clear line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no "●" gets a "?", not a traceback
    try:
        app()
    except VerifyError as error:
        _fail(error, 3)
    except DatelineError as error:
        _fail(error, 2)
    except BrokenPipeError:
        # `dateline show kashmir | head` is no fault of anybody's.
        sys.stderr.close()
        sys.exit(0)


def _fail(error: DatelineError, code: int) -> None:
    print(f"dateline: {error}", file=sys.stderr)
    sys.exit(code)
