"""How far two or more reviewers agree: Krippendorff's alpha for nominal data (Krippendorff 2011), over tellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dateline.model import Struct
from dateline.review.log import SLOTS, Decision, Telling, standing
from dateline.review.values import decided_words

AS_READ = "as read"
# What each reviewer said of a telling: of (report, sentence, trigger).
Judged = dict[tuple[str, str, str], dict[str, str]]


class Agreement(Struct):
    """One line: what was judged, alpha (None where everybody always said the same one thing), and over how much."""

    about: str
    alpha: float | None
    units: int  # tellings that at least two reviewers judged
    agreed: int  # of them those that all judged alike
    reviewers: tuple[str, ...]


def agreement(decisions: Sequence[Decision]) -> list[Agreement]:
    """Agreement on the verdict (accept, reject), then on each slot: whoever accepts a telling leaves its slots as they
    were read. A reviewer's last word counts. Empty where no telling has two reviewers.
    """
    verdicts: Judged = defaultdict(dict)
    slots: dict[str, Judged] = {slot: defaultdict(dict) for slot in (*SLOTS, "speaker")}
    for decision in standing(decisions):
        for telling in decision.tellings:
            _judge(decision, telling, verdicts, slots)
    rows = [_row("verdict", verdicts)]
    rows += [_row(slot, judged) for slot, judged in slots.items() if _corrected(judged)]
    return [row for row in rows if row.units]


def krippendorff_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Alpha for nominal data. Each unit holds the values that its judges gave; units with fewer than two do not count.

    None where it is not defined: nothing to compare, or one value throughout, which no chance can be told from.

    >>> krippendorff_alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5333333333333333
    """
    coincidences: Counter[tuple[str, str]] = Counter()
    for values in units:
        if len(values) < 2:
            continue
        counts = Counter(values)
        for one, n in counts.items():
            for other, k in counts.items():
                pairs = n * (n - 1) if one == other else n * k
                coincidences[one, other] += pairs / (len(values) - 1)  # type: ignore[assignment]
    totals: Counter[str] = Counter()
    for (one, _), n in coincidences.items():
        totals[one] += n
    total = sum(totals.values())
    differing = sum(n for (one, other), n in coincidences.items() if one != other)
    expected = sum(totals[one] * totals[other] for one in totals for other in totals if one != other)
    return 1 - (total - 1) * differing / expected if expected else None


def _judge(decision: Decision, telling: Telling, verdicts: Judged, slots: dict[str, Judged]) -> None:
    who = decision.who
    # The reading that was judged is not part of what is judged: two may have met it under different concepts.
    unit = (telling.report, telling.sentence, telling.trigger)
    if decision.kind in ("accept", "reject"):
        verdicts[unit][who] = decision.kind
        if decision.kind == "accept":
            for judged in slots.values():
                judged[unit].setdefault(who, AS_READ)
    elif decision.kind in ("correct", "re-attribute"):
        slot = decision.slot or "speaker"
        slots[slot][unit][who] = decided_words(decision)
        verdicts[unit].setdefault(who, "accept")


def _row(about: str, judged: Judged) -> Agreement:
    shared = [judges for judges in judged.values() if len(judges) > 1]
    return Agreement(
        about=about,
        alpha=krippendorff_alpha([tuple(judges.values()) for judges in shared]),
        units=len(shared),
        agreed=sum(len(set(judges.values())) == 1 for judges in shared),
        reviewers=tuple(sorted({who for judges in shared for who in judges})),
    )


def _corrected(judged: Judged) -> bool:
    return any(value != AS_READ for judges in judged.values() for value in judges.values())
