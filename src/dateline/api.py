"""The verbs of the Python interface, and a record as a notebook sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from html import escape
from inspect import signature
from pathlib import Path
from typing import Any

import msgspec

from dateline import build as _build
from dateline import changes, tables, verify
from dateline.asking import search_record
from dateline.config import Config, load_config
from dateline.errors import DatelineError
from dateline.exporters.csv import cells, columns
from dateline.exporters.pictures import picture
from dateline.extras import need
from dateline.frames import arrow_table
from dateline.model import Block, Document, Event, Mention, Record, Run, Unread, When, Words
from dateline.reading import Cleaned, read_documents
from dateline.resources import Resources, resources
from dateline.review.session import Reviewing
from dateline.views.first import look_first
from dateline.views.index import cut
from dateline.views.phrases import sentence
from dateline.views.why import find_event, why

# How much of a table a notebook shows: rows, letters of a cell, and none of what is only for programs.
SHOWN = 10
LONGEST_CELL = 60
_HIDDEN = ("sha256", "removed", "formerly", "content_spans", "voice_list")


def build(paths: str | Path | Sequence[str | Path], out: str | Path | None = None, **settings: Any) -> OpenRecord:
    """Read `paths` (files or folders) into the record at folder `out`, and open it.

    Without `out` the record lies beside the first path, as `NAME.dateline`. `settings` are those of dateline.toml, and
    `now`, `title`, `fresh`, `use_cache`, `progress` of `dateline.build.build`.
    """
    many = [paths] if isinstance(paths, str | Path) else list(paths)
    folder = Path(out) if out else Path(many[0]).with_suffix(".dateline")
    options = {k: settings.pop(k) for k in ("now", "title", "fresh", "use_cache", "progress") if k in settings}
    config = load_config(**settings)
    record, built = _build.build(many, folder, config=config, **options)
    return OpenRecord(record, resources(config), folder, built)


def open(folder: str | Path, **settings: Any) -> OpenRecord:
    """The record at `folder`, what was added to it linked. Raises StoreError when there is none."""
    return OpenRecord(_build.open_record(Path(folder)), resources(load_config(**settings)), Path(folder))


def add(
    folder: str | Path, paths: str | Path | Sequence[str | Path], *, link: bool | None = None, **settings: Any
) -> int:
    """Add reports to the record at `folder`, and return how many were new. They are linked at once where `link` says so
    or the record is small, else when somebody looks: `dateline.open(folder)`."""
    many = [paths] if isinstance(paths, str | Path) else list(paths)
    options = {k: settings.pop(k) for k in ("now", "use_cache", "progress") if k in settings}
    config = load_config(**settings) if settings else None
    return _build.add(many, Path(folder), config=config, link=link, **options)[1].new


def read(paths: str | Path | Sequence[str | Path], **settings: Any) -> Iterator[Cleaned | Unread]:
    """The clean text of every report in `paths`, one after the other, without a record: nothing is coded or kept.

    `settings` are those of dateline.toml, and `now`. What cannot be read comes as an `Unread` with the reason.

    >>> for one in read("crawl.warc.gz", workers=2):  # doctest: +SKIP
    ...     print(one.document.title, len(one.document.text), len(one.document.removed))
    """
    many = [paths] if isinstance(paths, str | Path) else list(paths)
    now = settings.pop("now", None)
    return read_documents(many, config=load_config(**settings), now=now)


def code(text: str, *, date: str | None = None, **settings: Any) -> list[Mention]:
    """Code the events of a few sentences. `date` (YYYY-MM-DD) is the day they were published.

    >>> code("Russia offered to mediate between India and Pakistan.", date="2025-05-04")  # doctest: +SKIP
    [Mention(concept='offer.mediate', ...)]
    """
    return list(code_document(text, date=date, resources=resources(load_config(**settings)))[1])


def code_document(text: str, *, date: str | None, resources: Resources) -> tuple[Document, tuple[Mention, ...]]:
    """`code` with the document that the mentions' offsets point into."""
    from dateline.pipeline import annotate_document

    published = When(start=date, end=date, precision="day", basis="given") if date else None
    document = Document(
        report="R-0000000000",
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        runs=(Run(0, len(text), 0, len(text)),),
        removed=(),
        language="en",
        published=published,
    )
    processed = annotate_document(document, resources, now=date or "9999-12-31")
    return processed.document, processed.mentions


def classify(text: str, *, source: tuple[int, int], target: tuple[int, int], **settings: Any) -> Any:
    """What did the words at `source` do to the words at `target`? Gives root, quad, concept and score.

    Offsets are code points of `text`, end exclusive.
    """
    from dateline.coder.classify import classify as classify_pair

    return classify_pair(text, source, target, resources(load_config(**settings)))


class OpenRecord:
    """A record with its tables: `events`, `mentions`, `reports`, `attributions`, `conflicts`, `figures`, `families`,
    `quotes`, `stories`, `actors`, `places`, `unread`. Each is a Table; columns and types are in docs/reference/tables.md.
    A notebook shows the record, its tables, and its pictures: `timeline()`, `map()`, `network()`, `matrix()`.
    """

    def __init__(
        self, record: Record, knowledge: Resources, folder: Path | None = None, built: _build.Built | None = None
    ) -> None:
        self.record = record
        self.folder = folder
        self.built = built
        self._resources = knowledge

    def __getattr__(self, name: str) -> Table:
        if name in tables.TABLES:
            table = Table(name, tables.rows(self.record, name, self._resources))
            setattr(self, name, table)  # made once; the record does not change
            return table
        raise AttributeError(f"a record has no {name!r}; its tables are {', '.join(tables.TABLES)}")

    def __dir__(self) -> list[str]:
        return sorted([*super().__dir__(), *tables.TABLES])

    def __repr__(self) -> str:
        r = self.record
        return (
            f"<dateline record {r.title!r}: {len(r.reports)} reports · {len(r.events)} events · "
            f"{len(r.conflicts)} conflicts>"
        )

    def _repr_html_(self) -> str:
        r = self.record
        counts = f"{len(r.reports)} reports · {len(r.events)} events · {len(r.conflicts)} conflicts"
        first = "".join(f"<li><b>{escape(one['kind'])}</b> {escape(one['text'])}</li>" for one in look_first(r))
        return f"<p><b>{escape(r.title)}</b><br>{counts}</p><p>What to look at first</p><ol>{first}</ol>"

    def sql(self, query: str) -> Any:
        """A Polars frame of what DuckDB answers; every table goes by its name. No file and no network is reached.

        >>> record.sql("select status, count(*) as n from events group by status order by n desc")  # doctest: +SKIP
        """
        duckdb = need("duckdb", "record.sql")
        need("polars", "record.sql")
        connection = duckdb.connect(config={"autoload_known_extensions": False, "autoinstall_known_extensions": False})
        with closing(connection):
            for name in tables.TABLES:
                if name in query.lower():
                    connection.register(name, getattr(self, name).to_arrow())
            connection.execute("SET enable_external_access = false")
            return connection.sql(query).pl()

    def timeline(self) -> Picture:
        """Events by the day on which they happened, in lanes of actor pairs."""
        return Picture(self.record, "timeline")

    def map(self) -> Picture:
        """Where events happened, as exactly as that is known."""
        return Picture(self.record, "map")

    def network(self) -> Picture:
        """Who acts towards whom."""
        return Picture(self.record, "network")

    def matrix(self) -> Picture:
        """Which source says what: events in rows, reports in columns."""
        return Picture(self.record, "matrix")

    def event(self, event_id: str) -> OpenEvent:
        """One event by its id, present or former. Raises UnknownName with the nearest id."""
        return OpenEvent(self.record, find_event(self.record, event_id))

    def ask(self, query: str, *, limit: int = 100) -> Table:
        """Events that fit a query, the weightiest first: words, and fields as `dateline ask` takes them."""
        found = search_record(self.record, query, folder=self.folder, limit=limit)
        rows = {row["id"]: row for row in self.events}
        return Table("events", [rows[one] for one in found.events])

    def review(self, who: str) -> Reviewing:
        """A place to decide about events, signed `who`: `with record.review("anna") as desk: desk.accept("E-7K3Q")`."""
        return Reviewing(self.record, self._own_folder(), who, self._resources)

    def rebuilt(self) -> OpenRecord:
        """The record built again, with the decisions in force that were taken since."""
        return OpenRecord(_build.rebuild(self._own_folder())[0], self._resources, self.folder)

    def _own_folder(self) -> Path:
        if self.folder is None:
            raise DatelineError("this record lies in no folder.", advice="Open it: dateline.open(FOLDER).")
        return self.folder

    def diff(self, other: str | OpenRecord) -> Changes:
        """What changed since a day (YYYY-MM-DD), or from an earlier record to this one."""
        if isinstance(other, str):
            return Changes(changes.since(self.record, other))
        return Changes(changes.diff(other.record, self.record))

    def verify(self) -> list[str]:
        """What is wrong with the record; an empty list means it holds."""
        return verify.verify(self.folder) if self.folder else list(verify.check_record(self.record))

    def export(self, fmt: str, out: str | Path) -> list[Path]:
        """Write the record in a format of `dateline.exporters.exporters.names()`; returns the files."""
        from dateline.exporters import exporters

        write = exporters[fmt]
        told = {"folder": self.folder} if "folder" in signature(write).parameters else {}
        try:
            return write(self.record, Path(out), self._resources, **told)
        except OSError as error:
            raise DatelineError(
                f"{out}: could not be written ({error.strerror}).", advice="Is the disk full or read-only?"
            ) from error


class OpenEvent:
    """One event with its mentions and reasons."""

    def __init__(self, record: Record, event: Event) -> None:
        self._record = record
        self.event = event
        self.id = event.id

    @property
    def mentions(self) -> list[Mention]:
        wanted = set(self.event.mentions)
        return [m for m in self._record.mentions if m.id in wanted]

    @property
    def evidence(self) -> list[Words]:
        """The words that tell the event, one span a mention."""
        texts = {doc.report: doc.text for doc in self._record.documents}
        return [
            Words(report=m.report, start=m.start, end=m.end, text=texts[m.report][m.start : m.end])
            for m in self.mentions
        ]

    def why(self) -> str:
        """Why the record says so; a text that shows its lines in a notebook."""
        return Lines("\n".join(why(self._record, self.event)))

    def __repr__(self) -> str:
        return f"<{self.id} {sentence(self.event)}>"

    def _repr_html_(self) -> str:
        words = "".join(
            f"<blockquote>{escape(one.text)} <small>{one.report}</small></blockquote>" for one in self.evidence
        )
        return f"<p><b>{self.id}</b> {escape(sentence(self.event))}</p>{words}"


class Changes(list[changes.Changed]):
    """What changed, one line each; a notebook shows it as a table."""

    def __repr__(self) -> str:
        return "\n".join(f"{one.kind:<12} {one.event:<8} {one.text}" for one in self) or "nothing changed"

    def _repr_html_(self) -> str:
        rows = (f"<tr><td>{one.kind}</td><td>{one.event}</td><td>{escape(one.text)}</td></tr>" for one in self)
        return f"<table>{''.join(rows)}</table>" if self else "<p>nothing changed</p>"


class Lines(str):
    """Text of many lines, which a notebook shows as such."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self)}</pre>"


class Picture:
    """One of the page's drawings. It shows itself in a notebook and saves itself as SVG."""

    def __init__(self, record: Record, name: str) -> None:
        self.name = name
        self.svg = picture(record, name)  # None when the record has nothing to draw there

    def save(self, path: str | Path) -> Path:
        """Write the drawing as an SVG file. Raises DatelineError when there is nothing to draw."""
        if self.svg is None:
            raise DatelineError(f"{path}: the record has nothing to draw as a {self.name}.")
        Path(path).write_text(self.svg, encoding="utf-8")
        return Path(path)

    def _repr_svg_(self) -> str | None:
        return self.svg

    def __repr__(self) -> str:
        return f"<{self.name}: {'drawn' if self.svg else 'nothing to draw'}>"


class Table(Sequence[dict[str, Any]]):
    """Rows of one table, as dicts; a sequence, with a filter and ways to data frames."""

    def __init__(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        self.name = name
        self._rows = list(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        return Table(self.name, self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)

    def filter(self, **wanted: Any) -> Table:
        """Rows whose columns equal the given values. `actor=` and `target=` match an actor's name, country or key in
        tables that have actors; `new=True` is `background=False`.
        """
        return Table(self.name, [row for row in self._rows if all(_matches(row, k, v) for k, v in wanted.items())])

    def to_arrow(self) -> Any:
        """A pyarrow Table with fixed types, the same for an empty table; units stand in the columns' metadata."""
        return arrow_table(self.name, self._rows)

    def to_polars(self) -> Any:
        """A Polars frame: nested values flattened (`date_start`), lists kept, days as dates, types always the same."""
        return need("polars", "to_polars").from_arrow(self.to_arrow())

    def to_pandas(self) -> Any:
        """A pandas frame on Arrow types, so that a missing number stays missing and a code stays text."""
        return self.to_arrow().to_pandas(types_mapper=need("pandas", "to_pandas").ArrowDtype)

    def to_json(self) -> bytes:
        return msgspec.json.encode(self._rows)

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self)} rows>"

    def _repr_html_(self) -> str:
        names = [name for name in columns(tables.TABLES[self.name][1]) if name not in _HIDDEN]
        head = "".join(f"<th>{name}</th>" for name in names)
        body = "".join(_html_row(dict(cells(row)), names) for row in self._rows[:SHOWN])
        more = f" the first {SHOWN} of" if len(self) > SHOWN else ""
        return f"<p>{self.name}:{more} {len(self)} rows</p><table><tr>{head}</tr>{body}</table>"


def _html_row(values: dict[str, Any], names: list[str]) -> str:
    shown = (str(values.get(name, "")) for name in names)
    return f"<tr>{''.join(f'<td>{escape(cut(text, LONGEST_CELL))}</td>' for text in shown)}</tr>"


def _matches(row: dict[str, Any], column: str, wanted: Any) -> bool:
    if column == "new" and "background" in row:
        return row["background"] is not wanted
    if column in ("actor", "target") and f"{column}s" in row:
        return any(wanted in (a["name"], a["country"], a["key"]) for a in row[f"{column}s"])
    if column not in row:
        raise KeyError(f"no column {column!r}; there are {', '.join(row)}")
    return row[column] == wanted


__all__ = [
    "Changes",
    "Config",
    "Lines",
    "OpenEvent",
    "OpenRecord",
    "Picture",
    "Table",
    "build",
    "classify",
    "code",
    "open",
]
