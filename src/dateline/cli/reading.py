"""read: clean text out of pages and archives, without a record."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import Any

import typer

from dateline.cli import app
from dateline.cli.options import ConfigFile, Now, OutFile, Paths, Quiet, Reader, Workers, check_day, check_paths


@app.command()
def read(
    paths: Paths,
    out: OutFile = None,
    config: ConfigFile = None,
    reader: Reader = None,
    now: Now = None,
    workers: Workers = None,
    quiet: Quiet = False,
) -> None:
    """Read and clean only: clean text out of pages and archives.

    One JSON line a report, with its text, title, byline, date, and what was left out and why.

    Example: dateline read saved/kashmir -o clean.jsonl
    """
    import msgspec

    from dateline.config import load_config
    from dateline.errors import StoreError
    from dateline.model import Unread
    from dateline.reading import read_documents

    check_paths(paths)
    check_day(now)
    n_read = n_unread = 0
    try:
        with out.open("wb") if out else nullcontext(sys.stdout.buffer) as stream:
            for one in read_documents(paths, config=load_config(config, workers=workers, reader=reader), now=now):
                if isinstance(one, Unread):
                    n_unread += 1
                    print(f"unread  {one.path}: {one.reason}. {one.advice}", file=sys.stderr)
                else:
                    n_read += 1
                    stream.write(msgspec.json.encode(_line(one)) + b"\n")
    except KeyboardInterrupt:
        print(f"dateline: stopped after {n_read:,} reports", file=sys.stderr)
        raise typer.Exit(130) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StoreError(f"{out or 'standard output'}: cannot be written ({error.strerror}).") from error
    if not quiet:
        print(f"{n_read:,} read · {n_unread:,} unread", file=sys.stderr)
    if n_unread:
        raise typer.Exit(1)


def _line(one: Any) -> dict[str, Any]:
    """A report as one flat row, under the names that the jsonl reader knows: what is written can be read again."""
    document, day = one.document, one.document.published
    return {
        "id": document.report,
        "path": one.path,
        "sha256": one.sha256,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "byline": document.byline,
        "agency": document.agency,
        "dateline": document.dateline,
        "language": document.language,
        "published": day.start if day and day.start == day.end else None,
        "published_basis": day.basis if day else None,
        "date_candidates": document.date_candidates,
        "text": document.text,
        "blocks": document.blocks,
        "removed": document.removed,
        "extractor": document.extractor,
        "notes": document.notes,
    }
