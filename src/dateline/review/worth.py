"""What to review first: impact x doubt x conflict, each a number with its reasons in words."""

from __future__ import annotations

from dateline.model import Event, Struct
from dateline.views.concepts import concept
from dateline.views.index import Index
from dateline.views.marks import mark

# The coder's scores say how often such a mention is right; a certain one still deserves a little doubt.
_LEAST_DOUBT = 0.1
_MISSING = 0.05  # doubt that each slot adds which nobody filled
_CONFLICT = {"conflict": 3.0, "single": 1.5, "one-voice": 1.25, "independent": 1.0}
_CONFLICT_WORDS = {
    "conflict": "in conflict",
    "single": "only one report",
    "one-voice": "only one voice",
    "independent": "several voices agree",
}
_BACKGROUND = 0.4  # what nobody reports as news matters less


class Worth(Struct):
    """A ranking for the queue, not a measure of truth: `value` is the product of the three."""

    value: float
    impact: float  # 0.1 to 2
    doubt: float  # 0.1 to 1
    conflict: float  # 1 to 3
    why: tuple[str, str, str]  # each factor in words


def worth(event: Event, index: Index) -> Worth:
    """How much a reviewer's minute on this event is worth."""
    impact, weighed = _impact(event)
    doubt, doubted = _doubt(event, index)
    support = mark(event, index)
    conflict = _CONFLICT[support]
    return Worth(
        value=round(impact * doubt * conflict, 3),
        impact=round(impact, 2),
        doubt=round(doubt, 2),
        conflict=conflict,
        why=(weighed, doubted, _CONFLICT_WORDS[support]),
    )


def queue(index: Index, settled: frozenset[str] = frozenset()) -> list[tuple[Event, Worth]]:
    """The events that are not settled, the most worth reviewing first; ties by id."""
    rows = [(event, worth(event, index)) for event in index.record.events if event.id not in settled]
    return sorted(rows, key=lambda row: (-row[1].value, row[0].id))


def _impact(event: Event) -> tuple[float, str]:
    goldstein = concept(event.concept).goldstein or 0.0
    reports = len(event.reports)
    value = max(0.1, abs(goldstein) / 10) * (1 + min(reports - 1, 10) / 10)
    words = f"Goldstein {goldstein:+.1f}, {reports} report{'s' if reports != 1 else ''}"
    return (value * _BACKGROUND, f"{words}, background") if event.background else (value, words)


def _doubt(event: Event, index: Index) -> tuple[float, str]:
    scores = [one.score for one in index.of(event)]
    mean = sum(scores) / len(scores) if scores else 0.5
    missing = [
        name
        for name, told in (
            ("actor", event.actors),
            ("target", event.targets),
            ("date", event.when),
            ("place", event.where),
        )
        if not told
    ]
    value = min(1.0, max(_LEAST_DOUBT, 1 - mean + _MISSING * len(missing)))
    words = f"coder's score {mean:.2f}"
    return value, f"{words}, no {', no '.join(missing)}" if missing else words
