"""Reviewing from Python: the decisions of the desk, one method each, into the log together.

with record.review("anna") as desk:
    desk.accept("E-7K3Q")
    desk.correct("E-2M1B", date="2025-05-02", why="the paper corrected it")
record = record.rebuilt()
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from dateline.errors import InputError
from dateline.model import Record
from dateline.resources import Resources
from dateline.review.log import SLOTS, Decision, append
from dateline.review.tellings import Tellings
from dateline.review.values import slot_value
from dateline.review.was import was
from dateline.views.index import Index
from dateline.views.why import find_event


class Reviewing:
    """Decisions of one reviewer about a record. They are written when the `with` block ends well, all or none; they come
    into force when the record is built again.

    An event goes by its id, present or former. `tellings`, ids of its mentions, makes a decision about those only.
    `why` is the reason, for the log.
    """

    def __init__(self, record: Record, folder: Path, who: str, resources: Resources) -> None:
        self.who, self.made = who, list[Decision]()
        self._record, self._folder, self._resources = record, folder, resources
        self._index = Index(record)
        self._tellings = Tellings(record.reports, record.documents, record.annotations, record.mentions)

    def __enter__(self) -> Reviewing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            append(self._folder, self.made)

    def accept(self, event: str, *, why: str = "") -> None:
        """The event is as the record says."""
        self._decide("accept", event, why=why)

    def reject(self, event: str, *, tellings: Sequence[str] = (), why: str = "") -> None:
        """There is no such event in these words."""
        self._decide("reject", event, tellings, why=why)

    def correct(
        self, event: str, *, tellings: Sequence[str] = (), level: str = "telling", why: str = "", **slots: str
    ) -> None:
        """Other values of slots, as one would type them at the desk: actor, target, date, place, status, concept, and
        speaker. `level="event"` says that the reports say so, but the event was otherwise.
        """
        for slot, typed in slots.items():
            if slot not in (*SLOTS, "speaker"):
                raise InputError(f"No slot {slot!r}.", advice=f"There are {', '.join(SLOTS)} and speaker.")
            value = slot_value(slot, typed, self._record, self._resources)
            if slot == "speaker":
                self._decide("re-attribute", event, tellings, why=why, **value)
            else:
                self._decide("correct", event, tellings, why=why, slot=slot, level=level, **value)

    def merge(self, event: str, other: str, *, why: str = "") -> None:
        """Both are one event."""
        one, two = find_event(self._record, event), find_event(self._record, other)
        if one.id == two.id:
            raise InputError(f"{one.id} cannot be merged with itself.", advice="Choose another.")
        self._decide("merge", event, why=why, others=self._keys(two.mentions))

    def split(self, event: str, tellings: Sequence[str], *, why: str = "") -> None:
        """These tellings are an event of their own."""
        found = find_event(self._record, event)
        if not 0 < len(set(tellings) & set(found.mentions)) < len(found.mentions):
            raise InputError("Which tellings are another event?", advice="Name some of its mentions, not all.")
        self._decide("split", event, tellings, why=why)

    def background(self, event: str, *, why: str = "") -> None:
        """No report tells it as news."""
        self._decide("background", event, why=why)

    def new(self, event: str, *, why: str = "") -> None:
        """It is news after all."""
        self._decide("new", event, why=why)

    def note(self, event: str, why: str) -> None:
        """Words about it that change nothing."""
        self._decide("note", event, why=why)

    def _decide(self, kind: str, event: str, tellings: Sequence[str] = (), *, why: str = "", **fields: Any) -> None:
        found = find_event(self._record, event)
        strange = [one for one in tellings if one not in found.mentions]
        if strange:
            raise InputError(f"{found.id} has no mention {strange[0]}.", advice="`show` lists them.")
        self.made.append(
            Decision(
                kind=kind,  # type: ignore[arg-type]
                who=self.who,
                at=self._now(),
                event=found.id,
                tellings=self._keys(tellings or found.mentions),
                was=was(found, kind, str(fields.get("slot", "")), self._index),
                why=why,
                **fields,
            )
        )

    def _keys(self, mentions: Iterable[str]) -> tuple:
        return tuple(self._tellings.key(self._index.mentions[one]) for one in mentions)

    def _now(self) -> str:
        """Each decision a millisecond after the one before, so that they keep their order."""
        now = datetime.now(UTC)
        if self.made:
            now = max(now, datetime.fromisoformat(self.made[-1].at) + timedelta(milliseconds=1))
        return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def __repr__(self) -> str:
        return f"<{len(self.made)} decisions of {self.who}>"
