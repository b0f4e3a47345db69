"""What changed: between two records, or in one record since a day. Events, facts and voices, never copies."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import FigureEntry, Record, Struct
from dateline.views.phrases import sentence

# In the order in which an analyst wants to hear of them.
KINDS = ("NEW", "CHANGED", "CONFLICT", "SECOND VOICE", "MERGED", "GONE")


class Changed(Struct):
    """One line: what kind of change, to which event (its present id), and in words what it was and is."""

    kind: str
    event: str
    text: str
    moved: float | None = None  # a figure's best known bound, by this share of what it was: 8 -> 12 is 0.5


class _Facts(Struct):
    """What can change about an event."""

    headline: str
    status: str
    voices: int
    figures: dict[str, tuple[int | None, int | None]]
    conflicts: int
    mentions: frozenset[str]


def diff(old: Record, new: Record) -> list[Changed]:
    """What `new` says that `old` did not, and the reverse. Events are the same when they share a mention, so an id that
    was merged away is followed. Mentions of the same report have the same ids in both as long as it was coded alike.
    """
    return _compare(_facts(old), _facts(new))


def since(record: Record, day: str) -> list[Changed]:
    """What reports published on or after `day` (YYYY-MM-DD) brought. A report without a date is taken as from before:
    it cannot be called new.
    """
    published = {d.report: d.published and (d.published.start or d.published.end) for d in record.documents}
    before = {report for report, date in published.items() if not date or date < day}
    return _compare(_facts(record, before), _facts(record))


def _facts(record: Record, only: set[str] | None = None) -> dict[str, _Facts]:
    """By event id; with `only`, what these reports alone tell."""
    report_of = {m.id: m.report for m in record.mentions}
    wanted = only if only is not None else set(report_of.values())
    figures: dict[str, list[FigureEntry]] = {}
    for figure in record.figures:
        figures.setdefault(figure.event, []).append(figure)
    conflicts: dict[str, int] = {}
    for conflict in record.conflicts:
        told = [side for side in conflict.sides if wanted & set(side.reports)]
        if conflict.event and len(told) > 1:
            conflicts[conflict.event] = conflicts.get(conflict.event, 0) + 1
    found = {}
    for event in record.events:
        mentions = frozenset(m for m in event.mentions if report_of[m] in wanted)
        if mentions:
            found[event.id] = _Facts(
                headline=sentence(event),
                status=event.status,
                voices=sum(bool(wanted & set(voice.reports)) for voice in event.voices),
                figures=dict(_ranges(figures.get(event.id, []), wanted)),
                conflicts=conflicts.get(event.id, 0),
                mentions=mentions,
            )
    return found


def _ranges(figures: list[FigureEntry], reports: set[str]) -> Iterator[tuple[str, tuple[int | None, int | None]]]:
    for figure in figures:
        told = [s for s in figure.statements if s.report in reports]
        lows = [s.low if s.low is not None else s.best for s in told]
        highs = [s.high if s.high is not None else s.best for s in told]
        if told:
            yield (
                figure.kind,
                (
                    min((n for n in lows if n is not None), default=None),
                    max((n for n in highs if n is not None), default=None),
                ),
            )


def _compare(old: dict[str, _Facts], new: dict[str, _Facts]) -> list[Changed]:
    old_of = {mention: key for key, facts in old.items() for mention in facts.mentions}
    lines: list[Changed] = []
    seen: set[str] = set()
    for key, facts in new.items():
        before = sorted({old_of[m] for m in facts.mentions if m in old_of})
        seen.update(before)
        if not before:
            status = "" if facts.status == "happened" else f" ({facts.status})"
            lines.append(Changed(kind="NEW", event=key, text=facts.headline + status))
            continue
        if len(before) > 1:
            lines.append(Changed(kind="MERGED", event=key, text=f"{', '.join(before)} are one event: {facts.headline}"))
        lines += _changes(key, old[before[0]], facts)
    lines += [
        Changed(kind="GONE", event=key, text=f"{facts.headline}: no report tells it any more")
        for key, facts in old.items()
        if key not in seen
    ]
    return sorted(lines, key=lambda line: (KINDS.index(line.kind), line.event, line.text))


def _changes(key: str, was: _Facts, now: _Facts) -> Iterator[Changed]:
    if was.status != now.status:
        yield Changed(kind="CHANGED", event=key, text=f"{now.headline}: {was.status} -> {now.status}")
    for kind in sorted(now.figures):
        if kind in was.figures and was.figures[kind] != now.figures[kind]:
            words = f"{kind} {_range(was.figures[kind])} -> {_range(now.figures[kind])}"
            moved = _moved(was.figures[kind], now.figures[kind])
            yield Changed(kind="CHANGED", event=key, text=f"{now.headline}: {words}", moved=moved)
        elif kind not in was.figures:
            yield Changed(
                kind="CHANGED", event=key, text=f"{now.headline}: {kind} {_range(now.figures[kind])}, not told before"
            )
    if now.conflicts > was.conflicts:
        yield Changed(
            kind="CONFLICT", event=key, text=f"{now.headline}: {now.conflicts - was.conflicts} more in conflict"
        )
    if was.voices < 2 <= now.voices:
        yield Changed(
            kind="SECOND VOICE", event=key, text=f"{now.headline}: {was.voices} -> {now.voices} independent voices"
        )


def _moved(was: tuple[int | None, int | None], now: tuple[int | None, int | None]) -> float | None:
    """The larger of the moves of both bounds, as a share of what they were; None where nothing can be compared.

    >>> _moved((8, 10), (8, 31)), _moved((None, None), (3, 3))
    (2.1, None)
    """
    shares = [abs(b - a) / max(a, 1) for a, b in zip(was, now, strict=True) if a is not None and b is not None]
    return round(max(shares), 4) if shares else None


def _range(bounds: tuple[int | None, int | None]) -> str:
    """
    >>> _range((8, 31)), _range((8, 8)), _range((26, None))
    ('8 to 31', '8', '26 or more')
    """
    low, high = bounds
    if low is None and high is None:
        return "not told"
    if high is None:
        return f"{low} or more"
    if low is None:
        return f"up to {high}"
    return f"{low}" if low == high else f"{low} to {high}"
