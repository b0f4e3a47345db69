"""What was added to a record and is not linked yet: kept safe beside it at once, linked by the next build.

Linking looks at every report, so linking after each of ten thousand additions would cost as much as ten thousand builds.
Rows are committed as they come; a kill leaves those that were, and the build that links them empties the file only when
the record that holds them is in place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from dateline.errors import StoreError
from dateline.model import Report, Struct, Unread

WAITING = "waiting.sqlite"
_SCHEMA = (Path(__file__).parent / "sql" / "waiting.sql").read_text(encoding="utf-8")


class Waiting(Struct):
    """Reports in the order of their ids; every path at which one of them, or of the record's, was met; and the ledger
    of what could not be read."""

    reports: tuple[Report, ...] = ()
    paths: tuple[tuple[str, str], ...] = ()  # (path, report id)
    unread: tuple[Unread, ...] = ()


def put_waiting(
    path: Path, reports: Iterable[Report], paths: Iterable[tuple[str, str]], unread: Iterable[Unread]
) -> None:
    """Add to what waits, all of it or nothing. Raises StoreError when the disk is full or read-only."""
    with _opened(path) as connection, connection:
        connection.executemany(
            "INSERT OR IGNORE INTO reports VALUES (?, ?)", ((r.id, msgspec.json.encode(r)) for r in reports)
        )
        connection.executemany("INSERT OR REPLACE INTO paths VALUES (?, ?)", paths)
        connection.executemany(
            "INSERT OR REPLACE INTO unread VALUES (?, ?)", ((line.path, msgspec.json.encode(line)) for line in unread)
        )


def read_waiting(path: Path) -> Waiting:
    """All that waits; nothing where there is no such file."""
    if not path.is_file():
        return Waiting()
    with _opened(path) as connection:
        reports = connection.execute("SELECT json FROM reports ORDER BY id").fetchall()
        paths = connection.execute("SELECT path, report FROM paths ORDER BY path, report").fetchall()
        unread = connection.execute("SELECT json FROM unread ORDER BY path").fetchall()
    return Waiting(
        reports=tuple(msgspec.json.decode(row[0], type=Report) for row in reports),
        paths=tuple(paths),
        unread=tuple(msgspec.json.decode(row[0], type=Unread) for row in unread),
    )


def waiting_ids(path: Path) -> frozenset[str]:
    """The ids of the reports that wait."""
    if not path.is_file():
        return frozenset()
    with _opened(path) as connection:
        return frozenset(row[0] for row in connection.execute("SELECT id FROM reports"))


def clear_waiting(path: Path) -> None:
    """Nothing waits any more: the record holds it."""
    if path.is_file():
        with _opened(path) as connection, connection:
            for table in ("reports", "paths", "unread"):
                connection.execute(f"DELETE FROM {table}")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(_SCHEMA)
            yield connection
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}: cannot be read or written ({error}).",
            advice="Is the disk full or read-only? If the file is damaged, move it away and add its reports again.",
        ) from error
