"""watch, digest: follow feeds into a record, and tell what they brought."""

from __future__ import annotations

import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Optional

import typer

from dateline import __version__
from dateline.cli import app
from dateline.cli.options import ConfigFile, OutFile, RecordFolder, day_of
from dateline.errors import ConfigError

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
# Feeds change by the hour; whoever asks more often is asked to leave.
LEAST_SECONDS = 300


@app.command()
def watch(
    record: Annotated[
        Path,
        typer.Argument(metavar="RECORD", help="Folder of the record; made when it is not there.", show_default=False),
    ],
    feeds: Annotated[
        Optional[Path],
        typer.Option("--feeds", metavar="FILE", help="OPML file, or one feed address a line. Watching needs it."),
    ] = None,
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="How often to look: 30m, 2h, 1d. Five minutes at least.")
    ] = "30m",
    once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False,
    pages: Annotated[
        bool, typer.Option("--pages/--no-pages", help="Also fetch the page of each new item, not only the feeds.")
    ] = True,
    allow_host: Annotated[
        Optional[list[str]],
        typer.Option("--allow-host", metavar="HOST", help="A host that may be private: localhost, 10.0.0.7."),
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Fetch feeds and add what is new to a record.

    The only command that uses the network, and only with --feeds. Ctrl-C stops it; what was fetched is kept.

    Example: dateline watch kashmir --feeds feeds.opml --every 30m
    """
    if feeds is None:
        raise ConfigError(
            "watch uses the network, and so does nothing without --feeds.",
            advice="Name an OPML file, or a text file with one feed address a line.",
        )
    from dateline.config import load_config
    from dateline.watch.rounds import feed_addresses

    seconds = seconds_of(every)
    addresses, settings = feed_addresses(feeds), load_config(config)
    try:
        while True:
            refused = _round(record, addresses, settings, pages, frozenset(allow_host or ()))
            if once:
                raise typer.Exit(1 if refused else 0)
            time.sleep(seconds)
    except KeyboardInterrupt:
        print("dateline: stopped; what was fetched is kept", file=sys.stderr)
        raise typer.Exit(130) from None


@app.command()
def digest(
    record: RecordFolder,
    since: Annotated[
        str,
        typer.Option(
            "--since", metavar="DAY", help="Reports of this day or later are news: YYYY-MM-DD, yesterday, 7d."
        ),
    ],
    fmt: Annotated[
        str, typer.Option("-f", "--format", metavar="NAME", help="terminal, markdown, html, atom or jsonl.")
    ] = "terminal",
    rules: Annotated[
        Optional[Path], typer.Option("--rules", metavar="FILE", help="TOML file that says what is worth an alert.")
    ] = None,
    query: Annotated[
        Optional[str],
        typer.Option("--query", metavar="QUERY", help="Only events that fit, as for `ask`: actor:RUS to:PAK."),
    ] = None,
    out: OutFile = None,
) -> None:
    """Tell what is new since a day, for a mail or a feed.

    New events, changed facts, conflicts, second voices, quiet stories, each with its sentences; never copies.

    Example: dateline digest kashmir --since 2025-05-05 --format html -o mail.html
    """
    import msgspec

    from dateline import api
    from dateline.config import Config
    from dateline.digest import load_rules, make_digest, written
    from dateline.errors import StoreError
    from dateline.resources import resources

    wanted = load_rules(rules)
    wanted = wanted if query is None else msgspec.structs.replace(wanted, query=query)
    made = make_digest(api.open(record).record, day_of(since, "--since"), wanted, resources(Config()))
    text = written(made, fmt)
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise StoreError(
            f"{out}: cannot be written ({error.strerror}).", advice="Choose another file with -o."
        ) from error


def seconds_of(every: str) -> int:
    """
    >>> seconds_of("30m"), seconds_of("1d")
    (1800, 86400)
    """
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", every.strip())
    if match is None:
        raise ConfigError(f"--every {every}: not a length of time.", advice="Write it as 30m, 2h or 1d.")
    seconds = int(match[1]) * _UNITS[match[2]]
    if seconds < LEAST_SECONDS:
        raise ConfigError(f"--every {every}: too often for the hosts.", advice="Five minutes (5m) is the least.")
    return seconds


def _round(record: Path, addresses: list[str], settings: object, pages: bool, allowed: frozenset[str]) -> bool:
    """One round, told in a line or two; whether anything was refused."""
    from dateline.build import build
    from dateline.watch.manners import AGENT, Guest
    from dateline.watch.rounds import watch_once
    from dateline.watch.transport import Transport

    transport = Transport(
        agent=f"{AGENT}/{__version__}",
        max_bytes=settings.max_bytes,  # type: ignore[attr-defined]
        allowed=allowed,
    )
    now = datetime.now(UTC)
    made = watch_once(
        record,
        addresses,
        lambda waiting: Guest(transport, waiting),
        settings,  # type: ignore[arg-type]
        now=now,
        pages=pages,
    )
    told = f"{made.feeds} feeds changed · {made.unchanged} unchanged · {made.pages} pages · {made.words} items in words"
    print(f"{now:%Y-%m-%d %H:%M} UTC  {told}")
    for address, reason in made.refused:
        print(f"  not fetched  {address}: {reason}")
    if made.files:
        _, built = build(made.files, record, config=settings)  # type: ignore[arg-type]
        print(f"  {built.new} new reports in {record} · {len(built.unread)} unread")
    sys.stdout.flush()
    return bool(made.refused)
