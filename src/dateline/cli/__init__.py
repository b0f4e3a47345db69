"""The command line: one file per group of commands. Exit codes: 0 all read · 1 some files unread · 2 usage · 3 the record
fails `verify` · 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

import typer
from typer.core import TyperGroup

from dateline import __version__
from dateline.errors import DatelineError, VerifyError

# Commands under what they are for, in the order in which a user meets them.
GROUPS = {
    "Make a record": ("demo", "build", "add"),
    "Look at it": ("open", "show", "why", "ask", "serve"),
    "Follow what changes": ("since", "diff", "watch", "digest"),
    "Correct it": ("review",),
    "Take it elsewhere": ("export", "read"),
    "Check it": ("verify", "doctor", "config", "check", "code", "actors"),
}


class Grouped(TyperGroup):
    """Lists the commands by group; one that nobody sorted in comes last."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        known = [name for names in GROUPS.values() for name in names]
        rest = {"Others": tuple(name for name in self.list_commands(ctx) if name not in known)}
        for title, names in (GROUPS | rest).items():
            rows = [(name, self.commands[name].get_short_help_str(limit=80)) for name in names if name in self.commands]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


app = typer.Typer(
    name="dateline",
    cls=Grouped,
    help="Read news reports about a crisis; keep the record an analyst can stand behind.",
    epilog="Begin with `dateline demo`. `dateline COMMAND --help` tells more, with an example.",
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


from dateline.cli import (  # noqa: E402 - each adds its commands to `app`
    asking,  # noqa: F401
    building,  # noqa: F401
    changing,  # noqa: F401
    checking,  # noqa: F401
    coding,  # noqa: F401
    looking,  # noqa: F401
    reading,  # noqa: F401
    reviewing,  # noqa: F401
    serving,  # noqa: F401
    taking,  # noqa: F401
    watching,  # noqa: F401
)


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
