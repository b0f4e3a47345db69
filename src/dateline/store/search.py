"""Full-text and structured search over a record: `search.sqlite` beside it, made when asked for and only a cache."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from dateline.errors import DatelineError, StoreError
from dateline.model import Actor, Event, Record, Struct
from dateline.store.query import FLAGS, Condition, parse_query
from dateline.views.concepts import country_name
from dateline.views.index import Index
from dateline.views.marks import mark
from dateline.views.weight import by_weight

SEARCH = "search.sqlite"
# Raised when the tables or what goes into them change.
VERSION = 1
SECONDS = 2.0  # a query that takes longer is stopped
ROWS = 1000  # results handed out at once, at most
_SCHEMA = (Path(__file__).parent / "sql" / "search.sql").read_text(encoding="utf-8")
_STEPS = 20_000  # steps of SQLite between two looks at the clock
# Facets are counted over so many of the weightiest results: counting 43,000 took 150 ms, these take 25.
COUNTED = 4_000
_FACETS = 12


class TooLong(DatelineError):
    """A query that was stopped because it took too long."""


class Facet(Struct):
    value: str
    count: int


class Found(Struct):
    """What a query found: ids of events, the weightiest first; how many there are; what they can be narrowed by."""

    events: tuple[str, ...]
    total: int
    facets: dict[str, tuple[Facet, ...]]
    hints: tuple[str, ...]  # for a query that found nothing: what may have been meant
    milliseconds: float


def search(
    folder: Path, text: str, *, limit: int = 50, offset: int = 0, seconds: float = SECONDS, facets: bool = True
) -> Found:
    """Events of the record at `folder` that fit the query. `build_index` must have been called for this record.

    Raises BadQuery for a query that cannot be read, TooLong for one that takes more than `seconds`.
    """
    conditions = parse_query(text)
    began = time.perf_counter()
    with _reading(folder / SEARCH, began + seconds) as connection:
        where, values = _where(conditions)
        connection.execute("CREATE TEMP TABLE found (number INTEGER PRIMARY KEY)")
        connection.execute(f"INSERT INTO found SELECT e.number FROM events e{where}", values)
        total = connection.execute("SELECT count(*) FROM found").fetchone()[0]
        rows = connection.execute(
            "SELECT id FROM events WHERE number IN (SELECT number FROM found ORDER BY number LIMIT ? OFFSET ?)",
            (min(limit, ROWS), offset),
        ).fetchall()
        return Found(
            events=tuple(row[0] for row in rows),
            total=total,
            facets=_facets(connection, total) if facets else {},
            hints=() if total else tuple(_hints(connection, conditions)),
            milliseconds=round(1000 * (time.perf_counter() - began), 1),
        )


def build_index(folder: Path, record: Record, record_hash: str, index: Index | None = None) -> bool:
    """Make the index unless it is there for this very record. Returns whether it was made now."""
    path = folder / SEARCH
    if _stamp(path) == f"{VERSION}:{record_hash}":
        return False
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        draft.unlink(missing_ok=True)
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN")
            _fill(connection, index or Index(record))
            connection.execute("INSERT INTO meta VALUES ('stamp', ?)", (f"{VERSION}:{record_hash}",))
            connection.execute("COMMIT")
        finally:
            connection.close()
        os.replace(draft, path)
    except (OSError, sqlite3.OperationalError) as error:
        draft.unlink(missing_ok=True) if os.access(folder, os.W_OK) else None
        told = f"{path}: the search index could not be written ({error})."
        raise StoreError(told, advice="Is the disk full or read-only?") from error
    return True


def _stamp(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return None  # a damaged cache is made again
    return row and row[0]


# --- filling -------------------------------------------------------------------------------------------------------


def _fill(connection: sqlite3.Connection, index: Index) -> None:
    ranked = list(enumerate(by_weight(index), 1))
    rows = ((n, e.id, *_columns(e, index)) for n, e in ranked)
    connection.executemany(f"INSERT INTO events VALUES ({', '.join('?' * 10)})", rows)
    connection.executemany(
        "INSERT OR IGNORE INTO keys VALUES (?, ?, ?)",
        sorted((field, key, n) for n, e in ranked for field, key in _keys(e, index)),
    )
    connection.executemany(
        "INSERT INTO facets VALUES (?, ?, ?)",
        ((n, facet, value) for n, e in ranked for facet, value in dict.fromkeys(_facets_of(e, index))),
    )
    connection.executemany("INSERT INTO words (rowid, told) VALUES (?, ?)", ((n, _told(e, index)) for n, e in ranked))


def _columns(event: Event, index: Index) -> tuple:
    when = event.when
    first = when and (when.start or when.end)
    last = when and (when.end or when.start)
    return (
        event.concept, event.status, mark(event, index), int(event.background), len(event.voices), first, last,
        int(bool(event.reviewed)),
    )  # fmt: skip


def _keys(event: Event, index: Index) -> Iterator[tuple[str, str]]:
    for field, actors in (("actor", event.actors), ("to", event.targets)):
        for actor in actors:
            for key in _actor_keys(actor):
                yield field, key
                yield "with", key
    parts = event.concept.split(".")
    for n in range(len(parts)):
        yield "act", ".".join(parts[: n + 1])
    yield "act", parts[-1]
    if event.where:
        names = [event.where.name, event.where.admin1 or "", event.where.country or ""]
        names.append(country_name(event.where.country) if event.where.country else "")
        for key in _name_keys(names):
            yield "place", key
    if event.story:
        label = index.stories[event.story].label if event.story in index.stories else ""
        for key in _name_keys([event.story, label]):
            yield "story", key
    for report in event.reports:
        yield "report", report.lower()
        yield "report", str(index.number.get(report, 0))
        for key in _name_keys([index.name(report)]):
            yield "outlet", key
    for mention in index.of(event):
        if mention.speaker:
            for key in _actor_keys(mention.speaker):
                yield "speaker", key


@lru_cache(maxsize=4096)
def _actor_keys(actor: Actor) -> tuple[str, ...]:
    names = [actor.name, actor.key.split(":", 1)[-1]]
    if actor.country:
        names += [actor.country, country_name(actor.country)]
    return tuple(dict.fromkeys([actor.key.lower(), *_name_keys(names)]))


def _name_keys(names: Iterable[str]) -> Iterator[str]:
    """A name as a whole and each of its words, in small letters."""
    for name in names:
        whole = " ".join(name.lower().split())
        if whole:
            yield whole
            yield from (
                word for word in whole.replace("-", " ").replace("(", " ").replace(")", " ").split() if len(word) > 1
            )


def _facets_of(event: Event, index: Index) -> Iterator[tuple[str, str]]:
    for facet, actors in (("actor", event.actors), ("to", event.targets)):
        for actor in actors:
            yield facet, actor.country or actor.name
    yield "act", event.concept.split(".")[0]
    yield "mark", mark(event, index)
    yield "status", event.status
    yield "news", "background" if event.background else "new"
    if event.where:
        yield "place", event.where.name
    for report in event.reports:
        yield "outlet", index.name(report)


def _told(event: Event, index: Index) -> str:
    """The words an event is found by: its id, its actors, and the sentences that tell it, once each."""
    said = dict.fromkeys(index.sentence_text(m.report, m.start) for m in index.of(event))
    names = [actor.name for actor in (*event.actors, *event.targets)]
    return "\n".join([event.id, *names, *said])


# --- asking --------------------------------------------------------------------------------------------------------


class _reading:
    """A read-only connection that stops at a moment of the clock."""

    def __init__(self, path: Path, until: float) -> None:
        self.path, self.until = path, until

    def __enter__(self) -> sqlite3.Connection:
        if not self.path.is_file():
            raise StoreError(f"{self.path}: no search index there.", advice="`dateline serve` makes it.")
        self.connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
        self.connection.execute("PRAGMA temp_store=MEMORY")
        self.connection.set_progress_handler(lambda: time.perf_counter() > self.until, _STEPS)
        return self.connection

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        self.connection.close()
        if isinstance(error, sqlite3.OperationalError) and "interrupted" in str(error):
            raise TooLong(
                "The search took too long and was stopped.", advice="Ask for rarer words, or for one more field."
            )
        if isinstance(error, sqlite3.DatabaseError):
            told = f"{self.path}: damaged ({error})."
            raise StoreError(told, advice="Remove it; it is made again from the record.") from error


def _where(conditions: Sequence[Condition]) -> tuple[str, list[str | int]]:
    parts: list[str] = []
    values: list[str | int] = []
    words = [c for c in conditions if c.field == "words" and not c.exclude]
    if words:
        parts.append("e.number IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(" AND ".join(_quoted(c.value) for c in words))
    for condition in conditions:
        if condition.field == "words" and not condition.exclude:
            continue
        sql, bound = _clause(condition)
        parts.append(f"NOT ifnull(({sql}), 0)" if condition.exclude else f"({sql})")
        values += bound
    return (f" WHERE {' AND '.join(parts)}" if parts else ""), values


def _clause(condition: Condition) -> tuple[str, list[str | int]]:
    value = condition.value
    match condition.field:
        case "words":
            return "e.number IN (SELECT rowid FROM words WHERE words MATCH ?)", [_quoted(value)]
        case "flag":
            column, wanted = FLAGS[value]
            return f"e.{column} = ?", [wanted]
        case "voices":
            return f"e.voices {condition.op} ?", [int(value)]  # op is one of five of our own
        case "since":
            return "e.last_day >= ?", [value]
        case "until":
            return "e.first_day <= ?", [value]
        case "status" | "mark":
            return f"e.{condition.field} = ?", [value]
    in_keys = "e.number IN (SELECT number FROM keys WHERE field = ? AND key = ?)"
    words = value.split()
    if len(words) < 2:
        return in_keys, [condition.field, value]
    # "Sergei Lavrov" is the name as a whole, or a name with both words.
    each = " AND ".join([in_keys] * len(words))
    return f"{in_keys} OR ({each})", [condition.field, value, *(v for word in words for v in (condition.field, word))]


def _quoted(words: str) -> str:
    """Words as an FTS5 string: what the user types is never syntax."""
    return '"' + words.replace('"', '""').replace("\0", " ") + '"'


def _facets(connection: sqlite3.Connection, total: int) -> dict[str, tuple[Facet, ...]]:
    """How many of the results have which actor, act, place ...; of the first ones where there are very many."""
    counted = f"SELECT number FROM found ORDER BY number LIMIT {COUNTED}"
    rows = connection.execute(
        f"SELECT facet, value, count(*) FROM facets WHERE number IN ({counted}) GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"
    )
    made: dict[str, list[Facet]] = {}
    for facet, value, count in rows:
        kept = made.setdefault(facet, [])
        if len(kept) < _FACETS:
            kept.append(Facet(value=value, count=count))
    return {facet: tuple(kept) for facet, kept in made.items()}


def _hints(connection: sqlite3.Connection, conditions: Sequence[Condition]) -> Iterator[str]:
    """For a query without results: names of this record that are nearly what was asked for."""
    for condition in conditions:
        if condition.field in ("words", "flag", "voices", "since", "until") or condition.exclude:
            continue
        if condition.field in ("status", "mark"):
            continue
        asked = (condition.field, condition.value)
        if connection.execute("SELECT 1 FROM keys WHERE field = ? AND key = ? LIMIT 1", asked).fetchone():
            continue
        known = connection.execute("SELECT DISTINCT key FROM keys WHERE field = ? LIMIT 5000", asked[:1])
        near = get_close_matches(condition.value, [row[0] for row in known], n=1, cutoff=0.6)
        told = f"No event of this record has {condition.field}:{condition.value}."
        yield f"{told} Did you mean {condition.field}:{near[0]}?" if near else told
