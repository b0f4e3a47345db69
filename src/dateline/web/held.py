"""The record that the server shows, held in memory and read again when its file changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from dateline import tables
from dateline.build import RECORD
from dateline.config import Config
from dateline.errors import StoreError, UnknownName
from dateline.model import Event, Record
from dateline.resources import Resources, resources
from dateline.review.force import WAITS, states, waiting
from dateline.review.log import DECISIONS, Decision, read_log, standing
from dateline.review.tellings import Tellings
from dateline.review.values import record_actors, record_places
from dateline.review.worth import Worth, queue
from dateline.store.database import read_meta, read_record
from dateline.store.search import Found, build_index, search
from dateline.store.waiting import WAITING, waiting_ids
from dateline.views.index import Index

OFFERED = 400  # names offered while a correction is typed
VERDICTS = ("accept", "reject", "merge", "split")  # after these an event is settled


class Shown:
    """One state of the record, with what is looked up in it again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record: Record = read_record(folder / RECORD)
        self.manifest: dict[str, Any] = msgspec.json.decode(read_meta(folder / RECORD).get("manifest", "{}"))
        self.hash = str(self.manifest.get("record", ""))
        self.index = Index(self.record)
        self.report_of_number = {number: report for report, number in self.index.number.items()}
        self._search_in = folder
        self._ready_search()

    def search(self, text: str, *, limit: int, offset: int) -> Found:
        """Search this state of the record. The index is a cache: it is made again where somebody removed it."""
        self._ready_search()
        return search(self._search_in, text, limit=limit, offset=offset)

    def _ready_search(self) -> None:
        try:
            build_index(self._search_in, self.record, self.hash, self.index)
        except StoreError:
            if self._search_in != self.folder:
                raise
            # A record on a read-only disk is searched all the same.
            self._elsewhere = TemporaryDirectory(prefix="dateline-")
            self._search_in = Path(self._elsewhere.name)
            build_index(self._search_in, self.record, self.hash, self.index)

    @cached_property
    def ranked(self) -> list[tuple[Event, Worth]]:
        """Every event with what it is worth to review, the most first."""
        return queue(self.index)

    @cached_property
    def by_root(self) -> dict[str, list[Event]]:
        """Events by what was done, as coarsely as "assault": what an event can be merged with."""
        found: dict[str, list[Event]] = {}
        for event in self.record.events:
            found.setdefault(event.concept.split(".")[0], []).append(event)
        return found

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """What is offered while a correction is typed."""
        return {
            "actors": [one.name for one in islice(record_actors(self.record), OFFERED)],
            "places": [one.name for one in islice(record_places(self.record), OFFERED)],
            "concepts": sorted({one.concept for one in self.record.events}),
        }

    @cached_property
    def resources(self) -> Resources:
        return resources(msgspec.convert(self.manifest.get("config", {}), Config))

    @cached_property
    def tellings(self) -> Tellings:
        r = self.record
        return Tellings(r.reports, r.documents, r.annotations, r.mentions)

    @cached_property
    def page(self) -> str:
        """The situation page, as `dateline open` writes it."""
        from dateline.exporters.html import render

        return render(self.record, self.manifest)

    @cached_property
    def event_of(self) -> dict[str, Event]:
        """The event of each mention."""
        return {mention: event for event in self.record.events for mention in event.mentions}

    @cached_property
    def _rows(self) -> dict[str, list[dict[str, Any]]]:
        return {}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """One table as plain dicts, made once."""
        if table not in self._rows:
            self._rows[table] = tables.rows(self.record, table, self.resources)
        return self._rows[table]

    def events(self, ids: tuple[str, ...]) -> list[dict[str, Any]]:
        """Rows of the table of events, in the order of `ids`."""
        return [self._event_rows[one] for one in ids if one in self._event_rows]

    @cached_property
    def _event_rows(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in self.rows("events")}

    def report(self, wanted: str) -> str:
        """The id of a report, given its number or its id. Raises UnknownName."""
        found = self.report_of_number.get(int(wanted)) if wanted.isdecimal() and len(wanted) < 8 else wanted
        if found is None or found not in self.index.documents:
            raise UnknownName(f"no report {wanted}.", advice=f"They are numbered 1 to {len(self.record.documents)}.")
        return found


class Decided:
    """The log of decisions, and which events of the record they are about."""

    def __init__(self, shown: Shown) -> None:
        self.all = read_log(shown.folder)
        self.standing = standing(self.all)
        self.states = states(self.all, shown.manifest)
        self.waiting = waiting(self.all, shown.manifest)
        self.by_event: dict[str, list[Decision]] = {}
        for decision in self.standing:
            for event in _events_of(decision, shown):
                self.by_event.setdefault(event, []).append(decision)

    def settled_by(self, who: str) -> frozenset[str]:
        """Events that `who` has given a verdict on. Another's verdict does not count: two may review independently."""
        return frozenset(
            event for event, found in self.by_event.items() if any(d.who == who and d.kind in VERDICTS for d in found)
        )

    def verdicts_of(self, who: str) -> int:
        """How many events `who` has settled, with those that are in the record no more."""
        return len({d.event for d in self.standing if d.who == who and d.kind in VERDICTS})

    def waits_on(self, event: str) -> list[str]:
        """What was decided about an event and is not in the record yet: kinds, or slots that were corrected."""
        waits = [one for one in self.by_event.get(event, ()) if self.states[one.id] == WAITS]
        return list(dict.fromkeys(one.slot or one.kind for one in waits))


def _events_of(decision: Decision, shown: Shown) -> list[str]:
    found = []
    for telling in (*decision.tellings, *decision.others):
        mention = shown.tellings.find(telling)
        if not isinstance(mention, str) and mention.id in shown.event_of:
            found.append(shown.event_of[mention.id].id)
    return list(dict.fromkeys(found))


class Held:
    """The newest state of the record and of its log. While it is read, whoever asks gets the one before, so that no page
    waits for a large record.
    """

    def __init__(self, folder: Path, *, added: Callable[[], None] = lambda: None) -> None:
        """`added` is called when reports were added to the record that are not linked yet."""
        self.folder, self.added = folder, added
        self.unlinked = 0  # reports that were added and are not linked yet, when it was last looked
        self._lock = threading.Lock()
        self._waiting_seen: tuple[int, int] | None = None
        self._seen: tuple[int, int] | None = None
        self._shown: Shown | None = None
        self._decided: tuple[Shown, tuple[int, int] | None, Decided] | None = None

    def shown(self) -> Shown:
        """Raises StoreError when there is no record."""
        if _stamp(self.folder / WAITING) != self._waiting_seen:
            self.unlinked = len(waiting_ids(self.folder / WAITING))
            self._waiting_seen = _stamp(self.folder / WAITING)  # after reading, which may touch the file
            if self.unlinked:
                self.added()
        now, shown = _stamp(self.folder / RECORD), self._shown
        if shown is not None and now == self._seen:
            return shown
        if not self._lock.acquire(blocking=shown is None):
            return shown  # type: ignore[return-value] # somebody reads the new one; there is an old one
        try:
            if self._shown is None or now != self._seen:
                self._shown, self._seen = Shown(self.folder), now
            return self._shown
        finally:
            self._lock.release()

    def decided(self) -> Decided:
        return self.both()[1]

    def both(self) -> tuple[Shown, Decided]:
        """The record and what was decided about that very state of it."""
        shown, now = self.shown(), _stamp(self.folder / DECISIONS)
        held = self._decided
        if held is None or held[:2] != (shown, now):
            held = self._decided = (shown, now, Decided(shown))
        return shown, held[2]


def _stamp(path: Path) -> tuple[int, int] | None:
    """When a file was last changed and how long it is; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
