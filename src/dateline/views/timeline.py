"""Events by the time they happened, over the time they were reported.

Positions are shares (0-1) of the shown span of days; a bar is as wide as its date is uncertain. Old background would
squeeze the days that matter into a corner, so what lies before the span is listed, not drawn.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateline.model import Event, Record
from dateline.views.concepts import concept
from dateline.views.index import Index, cut
from dateline.views.marks import mark
from dateline.views.network import dyad
from dateline.views.phrases import day_words, headline, sentence, speakers_of
from dateline.views.weight import weight

LANES = 7
# A pair with fewer events than this shares a lane with the other such pairs.
FEWEST = 3
OTHERS = "all others"
# Bars stacked in one lane; what does not fit is counted beside it.
DEEPEST = 9
# Bars in the whole drawing, the weightiest first: more is a grey wall.
MOST_BARS = 260
# Days before the first report that are still drawn: the crisis usually begins shortly before it is reported.
LOOK_BACK = 16
# An event whose day is vaguer than this (days) does not stretch the axis: its bar is cut where the axis ends.
VAGUE = 5
LONGEST_SPAN = 120
# A date that is vaguer than this (days), and than the axis is long, is no place on it.
VAGUEST = 45


def timeline(record: Record) -> dict:
    index = Index(record)
    span = _span(record, index)
    if span is None:
        nothing: dict = {name: [] for name in ("lanes", "ticks", "reports", "earlier")}
        return nothing | {"bounded": 0, "undated": len(record.events), "days": 0}
    first, last = span
    days = (last - first).days + 1
    drawn, earlier, undated = [], [], 0
    for event in record.events:
        bounds = _bounds(event)
        if bounds is None:
            undated += 1
        elif not _has_place(*bounds, first, last):
            earlier.append(event)
        else:
            drawn.append((event, *bounds))
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "days": days,
        "ticks": _ticks(first, days),
        "lanes": _lanes(drawn, first, days, index),
        "reports": _strip(index, first, days),
        "bounded": sum(index.published(report) is None for report in index.order),
        "earlier": [
            {
                "event": one.id,
                "date": day_words(one.when),
                "text": cut(sentence(one), 140),
                "background": one.background,
            }
            for one in sorted(earlier, key=lambda one: (one.when.start or one.when.end or "", one.id))
        ],
        "undated": undated,
    }


def _has_place(start: date, end: date, first: date, last: date) -> bool:
    """Whether a bar would tell something: not one outside the axis, nor one from end to end of it."""
    inside = start <= last and end >= first
    return inside and (start >= first or end <= last) and (end - start).days <= max((last - first).days, VAGUEST)


def _bounds(event: Event) -> tuple[date, date] | None:
    """First and last possible day, when both are known."""
    if event.when is None or not event.when.start or not event.when.end:
        return None
    try:
        return date.fromisoformat(event.when.start[:10]), date.fromisoformat(event.when.end[:10])
    except ValueError:
        return None


def _span(record: Record, index: Index) -> tuple[date, date] | None:
    """From shortly before the first report, or the first new event, to the last of either."""
    published = []
    for report in index.order:
        known = index.published(report)
        if known:
            published.append(date.fromisoformat(known[:10]))
    new = [
        bounds
        for event in record.events
        if not event.background and (bounds := _bounds(event)) and bounds[1] >= bounds[0]
    ]
    if not published and not new:
        return None
    known = [b for b in new if (b[1] - b[0]).days <= VAGUE]
    published = published or [b[1] for b in known or new]
    # One old report among many must not stretch the axis over years: begin where nine in ten are.
    published.sort()
    low, high = published[len(published) // 10], published[-1]
    starts = [b[0] for b in known if low - timedelta(days=LOOK_BACK) <= b[0] <= high]
    ends = [b[1] for b in known if low <= b[1] <= high + timedelta(days=3)]
    first, last = min([low, *starts]), max([high, *ends])
    return max(first, last - timedelta(days=LONGEST_SPAN)), last


def _ticks(first: date, days: int) -> list[dict]:
    step = next(step for step in (1, 2, 7, 14, 30, 10_000) if days / step <= 12)
    return [
        {
            "at": n / days,
            "label": f"{day:%a} {day.day} {day:%b}" if step < 7 else f"{day.day} {day:%b}",
            "date": day.isoformat(),
        }
        for n in range(0, days, step)
        for day in [first + timedelta(days=n)]
    ]


def _lanes(drawn: list[tuple[Event, date, date]], first: date, days: int, index: Index) -> list[dict]:
    """One lane a pair of actors, the busiest first, the rest together; bars packed without overlap, cut at the axis."""
    by_pair: dict[str, list[tuple[Event, date, date]]] = {}
    lightest = sorted((weight(event, index) for event, _, _ in drawn), reverse=True)[:MOST_BARS][-1:]
    for item in drawn:
        by_pair.setdefault(dyad(item[0], index), []).append(item)
    order = sorted(by_pair, key=lambda name: (-sum(not e.background for e, _, _ in by_pair[name]), name))
    own = [name for name in order[:LANES] if len(by_pair[name]) >= FEWEST] if len(order) > FEWEST else order
    lanes = [(name, by_pair[name]) for name in own]
    rest = [item for name in order if name not in own for item in by_pair[name]]
    if rest:
        lanes.append((OTHERS, rest))
    return [_lane(name, items, first, days, index, lightest[0]) for name, items in lanes]


def _lane(
    name: str, items: list[tuple[Event, date, date]], first: date, days: int, index: Index, lightest: float
) -> dict:
    ends: list[date] = []  # last day taken in each row
    bars, hidden = [], 0
    # The weightiest take the top rows, so what is left out is what matters least.
    last = first + timedelta(days=days - 1)
    for event, earliest, latest in sorted(items, key=lambda item: (-weight(item[0], index), item[0].id)):
        start, end = max(earliest, first), min(latest, last)
        row = next((n for n in range(len(ends)) if _free(bars, n, start, end)), len(ends))
        if row >= DEEPEST or weight(event, index) < lightest:
            hidden += 1
            continue
        if row == len(ends):
            ends.append(end)
        told = speakers_of(index.of(event))
        said = sentence(event, told)
        bars.append(
            {
                "event": event.id,
                "row": row,
                "from": start,
                "to": end,
                "x": (start - first).days / days,
                "width": ((end - start).days + 1) / days,
                "before": earliest < first,
                "after": latest > last,
                "hollow": event.status not in ("happened", "denied"),
                "struck": event.status == "denied",
                "background": event.background,
                "mark": mark(event, index),
                "labels": [headline(event, told), *_brief(event, pair=name != OTHERS)],
                "text": said,
                "date": day_words(event.when),
            }
        )
    for bar in bars:
        del bar["from"], bar["to"]
    bars.sort(key=lambda bar: (bar["x"], bar["row"]))
    return {"name": name, "rows": max(1, len(ends)), "bars": bars, "hidden": hidden, "events": len(items)}


def _brief(event: Event, *, pair: bool) -> list[str]:
    """Shorter labels for narrower bars: who acts, a person by the last name; then, in the lane of a pair, the act alone.
    What did not happen, or not yet, is no past: "Khan to release".
    """
    known = concept(event.concept)
    act = known.past if event.status in ("happened", "denied") else f"to {known.base}"
    actor = event.actors[0] if event.actors else None
    doer = "somebody" if actor is None else actor.name.split()[-1] if actor.kind == "person" else actor.name
    return [f"{doer} {act}", *([act] if pair else [])]


def _free(bars: list[dict], row: int, start: date, end: date) -> bool:
    return all(bar["row"] != row or bar["to"] < start or end < bar["from"] for bar in bars)


def _strip(index: Index, first: date, days: int) -> list[dict]:
    """How many reports came out on each day of the span."""
    counts: dict[int, list[int]] = {}
    for report in index.order:
        published = index.published(report)
        if published:
            place = (date.fromisoformat(published[:10]) - first).days
            if 0 <= place < days:
                counts.setdefault(place, []).append(index.number[report])
    most = max((len(found) for found in counts.values()), default=1)
    return [
        {
            "x": place / days,
            "width": 1 / days,
            "height": len(found) / most,
            "count": len(found),
            "date": (first + timedelta(days=place)).isoformat(),
            "reports": found,
        }
        for place, found in sorted(counts.items())
    ]
