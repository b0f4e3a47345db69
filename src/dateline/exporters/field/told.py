"""The events that such tables hold, with everything their columns ask for.

One row is one event and pair of actors, never one report. Background and what did not happen are left out, since those
data sets have no column to tell them; the note counts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from dateline.model import Actor, Document, Event, FigureEntry, Mention, Record, Report, Struct, When
from dateline.resources import Resources
from dateline.views.labels import report_labels


class Pair(Struct):
    """One actor towards one target; either may be untold."""

    id: str  # "E-7K3Q.1": the event's id, and which of its pairs
    number: int  # the same as a number of at most 48 bits, for data sets that number their rows
    actor: Actor | None
    target: Actor | None


class Told(Struct):
    """One event that happened."""

    event: Event
    reports: tuple[tuple[Report, Document], ...]  # that tell it, the earliest first
    mentions: tuple[Mention, ...]
    killed: FigureEntry | None
    labels: dict[str, str]  # a short name of each report

    @property
    def actors(self) -> tuple[Actor, ...]:
        return parties(self.event.actors)

    @property
    def targets(self) -> tuple[Actor, ...]:
        return parties(self.event.targets)

    def pairs(self) -> Iterator[Pair]:
        sides = [(actor, target) for actor in self.actors or (None,) for target in self.targets or (None,)]
        for count, (actor, target) in enumerate(sides, 1):
            name = f"{self.event.id}.{count}"
            yield Pair(id=name, number=number(name), actor=actor, target=target)

    @property
    def day(self) -> str | None:
        return exact_day(self.event.when)

    @property
    def first_published(self) -> str | None:
        """The day on which the first dated report came out."""
        return min((day for _, doc in self.reports if (day := published(doc))), default=None)

    @property
    def publishers(self) -> list[str]:
        return sorted({doc.outlet or self.labels[doc.report] for _, doc in self.reports})

    def raw_name(self, actor: Actor | None) -> str | None:
        """The words of the first mention that name an actor of the event."""
        texts = {doc.report: doc.text for _, doc in self.reports}
        for mention in self.mentions:
            for party in (*mention.actors, *mention.targets):
                if actor and party.actor.key == actor.key:
                    return texts[mention.report][party.start : party.end]
        return None


def told(record: Record, resources: Resources) -> list[Told]:
    """Events of the record that happened and are news in it, in the record's order."""
    documents = {doc.report: doc for doc in record.documents}
    reports = {report.id: report for report in record.reports}
    mentions = {m.id: m for m in record.mentions}
    killed = {f.event: f for f in record.figures if f.kind == "killed"}
    labels = report_labels(record)
    return [
        Told(
            event=event,
            reports=tuple(
                (reports[key], documents[key])
                for key in sorted(event.reports, key=lambda key: (published(documents[key]) or "9999", key))
            ),
            mentions=tuple(mentions[key] for key in event.mentions),
            killed=killed.get(event.id),
            labels=labels,
        )
        for event in record.events
        if event.status == "happened" and not event.background
    ]


def parties(side: Sequence[Actor]) -> tuple[Actor, ...]:
    """Who stands on one side, each once. Somebody unnamed stands there only where no other has the same codes or more:
    "a camp", "militants" and "the town" beside the group that was struck would make one air strike four rows.
    """
    once = list({actor.key: actor for actor in side}.values())
    return tuple(
        actor
        for place, actor in enumerate(once)
        if actor.kind != "unnamed" or not any(_covers(other, actor, n < place) for n, other in enumerate(once))
    )


def _covers(other: Actor, actor: Actor, earlier: bool) -> bool:
    ours, theirs = (actor.country, actor.sector), (other.country, other.sector)
    if other is actor or any(mine and mine != their for mine, their in zip(ours, theirs, strict=True)):
        return False
    return other.kind != "unnamed" or ours != theirs or earlier


def exact_day(when: When | None) -> str | None:
    """The day, when it is known to the day. A table without a precision column gets no other: "some time that month"
    would read as the first of it.
    """
    return when.start if when and when.start and when.start == when.end else None


def published(doc: Document) -> str | None:
    return exact_day(doc.published)


def number(name: str) -> int:
    """A stable number for a name. 48 bits fit every reader's integers and floats, and collide once in 10 million rows.

    >>> number("E-7K3Q.1") == number("E-7K3Q.1") < 2**48
    True
    """
    return int.from_bytes(sha256(name.encode()).digest()[:6])
