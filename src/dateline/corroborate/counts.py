"""Where numbers disagree. What only looks like disagreement is left out: "at least 26" and "26" agree, a part is not the
whole, a newer number of the same speaker is an update, and a toll that rises from day to day is news.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.alike.counted import EVERYBODY, kind_counted
from dateline.corroborate.figures import said_on
from dateline.corroborate.sides import conflict
from dateline.model import Conflict, FigureEntry, Mention, Side, Statement, Words


def find_rival_counts(ledger: Sequence[FigureEntry], told: Mapping[str, Mention]) -> list[Conflict]:
    """One conflict for each entry of the ledger whose numbers, as they stand last, cannot all be right."""
    found = []
    for entry in ledger:
        rows = _standing([s for s in entry.statements if s.best is not None or s.low is not None or s.high is not None])
        sides: list[list[Statement]] = []
        for statement in rows:
            home = next((group for group in sides if all(_agree(statement, other, told) for other in group)), None)
            if home is None:
                sides.append([statement])
            else:
                home.append(statement)
        if len(sides) > 1:
            made = [_side(group) for group in sorted(sides, key=lambda group: min(_span(s) for s in group))]
            reason = f"{entry.kind}: {' or '.join(side.text for side in made)}"
            found.append(conflict("figure", entry.event, made, reason))
    return found


def _standing(statements: Sequence[Statement]) -> list[Statement]:
    """The last word of each speaker: an older number of his was superseded, not contradicted. Of what nobody in
    particular says, a number that a later report raises was superseded as well."""
    latest: dict[str, str] = {}
    for statement in statements:
        if (who := _speaks(statement)) is not None:
            latest[who] = max(latest.get(who, ""), said_on(statement.said))
    return [s for s in statements if not said_on(s.said) or not _superseded(s, statements, latest)]


def _superseded(one: Statement, statements: Sequence[Statement], latest: Mapping[str, str]) -> bool:
    who = _speaks(one)
    if who is not None:
        return said_on(one.said) < latest[who]
    return any(
        _speaks(other) is None and said_on(other.said) > said_on(one.said) and _span(other)[0] >= _span(one)[0]
        for other in statements
    )


def _speaks(statement: Statement) -> str | None:
    speaker = statement.speaker
    return (speaker.body or speaker.key) if speaker is not None else None


def _agree(a: Statement, b: Statement, told: Mapping[str, Mention]) -> bool:
    """Ranges that meet agree; so do numbers of different things, of which one may be a part of the other - but no part
    is more than the whole."""
    (low_a, high_a), (low_b, high_b) = _span(a), _span(b)
    if low_a <= high_b and low_b <= high_a:
        return True
    unit_a, unit_b = (kind_counted(_unit(statement, told)) for statement in (a, b))
    if unit_a == unit_b:
        return False
    if unit_a == EVERYBODY:
        return low_b <= high_a
    if unit_b == EVERYBODY:
        return low_a <= high_b
    return True


def _span(statement: Statement) -> tuple[float, float]:
    """The range a statement allows: "at least 26" is 26 and more."""
    low = statement.low if statement.low is not None else statement.best if statement.high is None else 0
    high = statement.high if statement.high is not None else statement.best if statement.low is None else None
    return float(low or 0), float("inf") if high is None else float(high)


def _unit(statement: Statement, told: Mapping[str, Mention]) -> str | None:
    mention = told.get(statement.mention or "")
    for figure in mention.figures if mention else ():
        if figure.start == statement.start:
            return figure.unit
    return None


def _side(rows: Sequence[Statement]) -> Side:
    speakers = {s.speaker.key: s.speaker for s in rows if s.speaker is not None}
    return Side(
        reports=tuple(sorted({s.report for s in rows})),
        text=rows[-1].text,
        spans=tuple(Words(report=s.report, start=s.start, end=s.end, text=s.text) for s in rows),
        speaker=next(iter(speakers.values())) if len(speakers) == 1 else None,
    )
