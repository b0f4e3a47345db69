"""The record as one SQLite file. Written whole to a neighbour file and put in place in one step, so that a reader sees
the old record or the new one and a kill at any point loses neither. The same record gives the same bytes.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.errors import StoreError
from dateline.model import (
    Annotations,
    Conflict,
    Document,
    Event,
    Family,
    FigureEntry,
    Mention,
    Quote,
    Record,
    Report,
    Story,
    Struct,
    Unread,
)

# Raised when a table or a stored struct changes so that an older file no longer reads.
SCHEMA_VERSION = 1
_SCHEMA = (Path(__file__).parent / "sql" / "record.sql").read_text(encoding="utf-8")
T = TypeVar("T")


def write_record(record: Record, path: Path, meta: dict[str, str]) -> None:
    """Write `record` to `path`, replacing what is there in one step.

    Raises StoreError when the disk is full or read-only, or a newer dateline wrote what is there; the old file is then
    untouched. A file of an older version is kept beside the new one: nobody but that version can read its reports.
    """
    version = _version_there(path)
    if version > SCHEMA_VERSION:
        raise _of_another_version(path, version)
    draft = path.with_name(path.name + ".new")
    try:
        draft.unlink(missing_ok=True)
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            # The draft is thrown away when anything fails, so it needs no journal of its own.
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN")
            _fill(connection, record, meta)
            connection.execute("COMMIT")
        finally:
            connection.close()
        _flush(draft)
        if version < SCHEMA_VERSION:
            shutil.copy2(path, path.with_name(f"{path.name}.version{version}"))
        os.replace(draft, path)
    except (OSError, sqlite3.OperationalError) as error:
        draft.unlink(missing_ok=True) if os.access(path.parent, os.W_OK) else None
        raise StoreError(
            f"{path}: the record could not be written ({error}).",
            advice="Is the disk full or read-only? What was there before is unchanged.",
        ) from error


def _version_there(path: Path) -> int:
    """The version of the store at `path`; ours where there is none, or nothing that can be read."""
    if not path.is_file():
        return SCHEMA_VERSION
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return SCHEMA_VERSION


def _of_another_version(path: Path, version: int) -> StoreError:
    newer = version > SCHEMA_VERSION
    return StoreError(
        f"{path}: written by {'a newer' if newer else 'an older'} dateline "
        f"(store version {version}, this one reads {SCHEMA_VERSION}).",
        advice="Update dateline."
        if newer
        else "Build it again from the reports: dateline build PATHS --fresh. The old file is kept beside the new one.",
    )


def read_record(path: Path) -> Record:
    """The whole record; sentences come back without their parsed tokens.

    Raises StoreError when there is no record, it is damaged, or it was written by a newer dateline.
    """
    with open_readonly(path) as connection:
        documents = _structs(connection, "SELECT document_json FROM reports ORDER BY id", Document)
        return Record(
            title=_meta(connection, "title") or path.parent.name,
            reports=_structs(connection, "SELECT report_json FROM reports ORDER BY id", Report),
            documents=documents,
            annotations=_structs(connection, "SELECT annotations_json FROM reports ORDER BY id", Annotations),
            mentions=_table(connection, "mentions", Mention),
            events=_table(connection, "events", Event),
            stories=_table(connection, "stories", Story),
            families=_table(connection, "families", Family),
            conflicts=_table(connection, "conflicts", Conflict),
            figures=_table(connection, "figures", FigureEntry),
            quotes=_table(connection, "quotes", Quote),
            unread=_unread(connection),
            duplicates=tuple(connection.execute("SELECT path, report FROM duplicates")),
        )


class Inputs(Struct):
    """What a record was made from: all that a build needs of the one before."""

    title: str
    reports: tuple[Report, ...]
    unread: tuple[Unread, ...]
    duplicates: tuple[tuple[str, str], ...]


def read_inputs(path: Path) -> Inputs:
    """The reports of a record without what was found in them."""
    with open_readonly(path) as connection:
        return Inputs(
            title=_meta(connection, "title") or path.parent.name,
            reports=_structs(connection, "SELECT report_json FROM reports ORDER BY id", Report),
            unread=_unread(connection),
            duplicates=tuple(connection.execute("SELECT path, report FROM duplicates")),
        )


def held_paths(path: Path, ids: Iterable[str]) -> dict[str, str]:
    """Those of these reports that the record holds, with the path each was read from."""
    with open_readonly(path) as connection:
        rows = (connection.execute("SELECT id, path FROM reports WHERE id = ?", (one,)).fetchone() for one in ids)
        return dict(row for row in rows if row is not None)


def read_meta(path: Path) -> dict[str, str]:
    with open_readonly(path) as connection:
        return dict(connection.execute("SELECT key, value FROM meta ORDER BY key"))


class open_readonly:
    """A read-only connection as a context manager; says plainly what is wrong with a file that does not open."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise StoreError(f"{path}: no record there.", advice="Make one with `dateline build PATHS -o NAME`.")
        self.path = path

    def __enter__(self) -> sqlite3.Connection:
        try:
            self.connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
            version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"{self.path}: not a readable record ({error}).", advice="Build it again from the reports."
            ) from error
        if version != SCHEMA_VERSION:
            self.connection.close()
            raise _of_another_version(self.path, version)
        return self.connection

    def __exit__(self, kind: type | None, error: BaseException | None, trace: Any) -> None:
        self.connection.close()
        if isinstance(error, sqlite3.DatabaseError | msgspec.DecodeError):
            raise StoreError(f"{self.path}: damaged ({error}).", advice="Build it again from the reports.") from error


def without_tokens(annotations: Annotations) -> Annotations:
    """Annotations without the parse: what the record keeps, and all that the many-report stages see."""
    sentences = tuple(msgspec.structs.replace(sentence, tokens=()) for sentence in annotations.sentences)
    return msgspec.structs.replace(annotations, sentences=sentences)


def _fill(connection: sqlite3.Connection, record: Record, meta: dict[str, str]) -> None:
    rows = {"title": record.title, **meta}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(rows.items()))
    connection.executemany(f"INSERT INTO reports VALUES ({_marks(14)})", _report_rows(record))
    connection.executemany(f"INSERT INTO mentions VALUES ({_marks(12)})", _mention_rows(record))
    connection.executemany(
        f"INSERT INTO events VALUES ({_marks(13)})",
        (
            (
                e.id, e.concept, "; ".join(a.name for a in e.actors), "; ".join(a.name for a in e.targets),
                e.when and e.when.start, e.when and e.when.end, e.where and e.where.name, e.status, int(e.background),
                len(e.voices), e.story, n, _json(e),
            )
            for n, e in enumerate(record.events)
        ),
    )  # fmt: skip
    connection.executemany(
        f"INSERT INTO stories VALUES ({_marks(4)})",
        ((s.id, s.label, n, _json(s)) for n, s in enumerate(record.stories)),
    )
    connection.executemany(
        f"INSERT INTO families VALUES ({_marks(4)})",
        ((f.id, f.origin, n, _json(f)) for n, f in enumerate(record.families)),
    )
    connection.executemany(
        f"INSERT INTO conflicts VALUES ({_marks(5)})",
        ((c.id, c.type, c.event, n, _json(c)) for n, c in enumerate(record.conflicts)),
    )
    connection.executemany(
        f"INSERT INTO figures VALUES ({_marks(5)})",
        ((f.id, f.event, f.kind, n, _json(f)) for n, f in enumerate(record.figures)),
    )
    connection.executemany(
        f"INSERT INTO quotes VALUES ({_marks(4)})",
        ((q.id, q.speaker and q.speaker.name, n, _json(q)) for n, q in enumerate(record.quotes)),
    )
    connection.executemany("INSERT INTO unread VALUES (?, ?, ?)", ((u.path, u.reason, u.advice) for u in record.unread))
    connection.executemany("INSERT INTO duplicates VALUES (?, ?)", record.duplicates)


def _report_rows(record: Record) -> Iterator[tuple]:
    families = {report: family.id for family in record.families for report in family.reports}
    stories = {report: story.id for story in record.stories for report in story.reports}
    for report, doc, annotations in zip(record.reports, record.documents, record.annotations, strict=True):
        yield (
            report.id, report.path, report.sha256, doc.outlet, doc.title, doc.published and doc.published.start,
            doc.published and doc.published.end, doc.language, families.get(report.id), stories.get(report.id),
            doc.text, _json(report), _json(doc), _json(without_tokens(annotations)),
        )  # fmt: skip


def _mention_rows(record: Record) -> Iterator[tuple]:
    texts = {doc.report: doc.text for doc in record.documents}
    # The first event of a mention that tells two; `json` in events lists every mention of each.
    events = {mention: event.id for event in reversed(record.events) for mention in event.mentions}
    for n, m in enumerate(record.mentions):
        text = texts[m.report]
        yield (
            m.id, events.get(m.id), m.report, m.start, m.end, text[m.start : m.end],
            text[m.trigger.start : m.trigger.end], m.concept, m.status, m.speaker and m.speaker.name, n, _json(m),
        )  # fmt: skip


def _unread(connection: sqlite3.Connection) -> tuple[Unread, ...]:
    return tuple(Unread(path=p, reason=r, advice=a) for p, r, a in connection.execute("SELECT * FROM unread"))


def _table(connection: sqlite3.Connection, name: str, kind: type[T]) -> tuple[T, ...]:
    return _structs(connection, f"SELECT json FROM {name} ORDER BY position", kind)


def _structs(connection: sqlite3.Connection, query: str, kind: type[T]) -> tuple[T, ...]:
    decoder = msgspec.json.Decoder(kind)
    return tuple(decoder.decode(row[0]) for row in connection.execute(query))


def _meta(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row and row[0]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
