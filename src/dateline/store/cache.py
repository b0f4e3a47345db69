"""What one report gave, kept between builds: a build that was stopped goes on where it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from dateline.errors import StoreError
from dateline.pipeline import Processed

_SCHEMA = (Path(__file__).parent / "sql" / "cache.sql").read_text(encoding="utf-8")


# Keys of one code and one set of settings begin alike; what follows tells a second look from a first.
KEY_LENGTH = 24


class Cache:
    """SQLite in WAL mode; each result is committed as it comes. A damaged cache is thrown away, not repaired."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._open()
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            try:
                self._open()
            except sqlite3.DatabaseError as error:
                raise StoreError(
                    f"{path}: cannot be written ({error}).", advice="Is the disk full or read-only?"
                ) from error

    def _open(self) -> None:
        self._connection = sqlite3.connect(self.path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        # A cache may lose its last rows in a power cut; it may not become inconsistent.
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(_SCHEMA)

    def get(self, report: str, key: str) -> Processed | None:
        row = self._connection.execute(
            "SELECT result FROM processed WHERE report = ? AND key = ?", (report, key)
        ).fetchone()
        if row is None:
            return None
        try:
            return msgspec.msgpack.decode(row[0], type=Processed)
        except msgspec.DecodeError:
            return None

    def put(self, report: str, key: str, result: Processed) -> None:
        try:
            with self._connection:
                self._connection.execute(
                    "DELETE FROM processed WHERE report = ? AND substr(key, 1, ?) <> ?",
                    (report, KEY_LENGTH, key[:KEY_LENGTH]),
                )
                self._connection.execute(
                    "INSERT OR REPLACE INTO processed VALUES (?, ?, ?)", (report, key, msgspec.msgpack.encode(result))
                )
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"{self.path}: cannot be written ({error}).", advice="Is the disk full or read-only?"
            ) from error

    def close(self) -> None:
        self._connection.close()
