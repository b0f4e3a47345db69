"""Who copied whom: families of reports that share passages, and what changed on the way.

Two reports are compared by their runs of eight words outside quotation marks: a quotation that both carry has a
speaker, not a copyist. Runs are looked up in an index, so the work grows with the text and not with the number of
pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from dateline.ids import unique_ids
from dateline.link.changes import find_changes
from dateline.link.passages import OPENING, RUN, Passages
from dateline.model import Copy, Document, Family

# The clock and zone in the words a date rests on. "IST" is Indian, Israeli or Irish and told by none of them.
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?(?:\.\d+)?\s*(?P<zone>Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2})\b"
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_ZONES = {
    "Z": 0,
    "GMT": 0,
    "UTC": 0,
    "BST": 60,
    "CET": 60,
    "CEST": 120,
    "EET": 120,
    "MSK": 180,
    "PKT": 300,
    "EST": -300,
    "EDT": -240,
    "PST": -480,
    "PDT": -420,
}  # minutes east
# A run that more reports carry than this is looked up for the first of them only: page furniture must not cost pairs.
_MOST_CARRIERS = 40
# A passage this long, copied word for word outside quotations, is no chance even where the rest is the paper's own. An
# agency that rewrites another's report keeps stretches of 24 words and .18 of its runs (wire_lineage), so not less.
_LONG_PASSAGE = 40
# Two reports that open with the same words stand on one text, however much either adds: a passage of this many words
# within the opening of both, and more of the same further down.
_OPENING_PASSAGE, _OPENING_RUNS = 12, 10
# Furniture of one site ("Please verify you're not a robot", notes on the desk's newsletter) stands in reports that have
# nothing else in common: the openings of two copies share names and numbers, at least so many and this share of the
# fewer.
_FEWEST_NAMES, _SHARE_OF_NAMES = 3, 0.25
# Below this many runs a report is too short for shares to mean anything.
_FEWEST_RUNS = 4


class Copying(msgspec.Struct, frozen=True, gc=False):
    """What texts alone tell of who copied whom; dates, which may change between two looks, are asked later."""

    runs: dict[str, dict[int, int]]  # report -> hash of a run -> its place
    kin: dict[str, dict[str, tuple[int, float]]]  # report -> others on its text: (shared runs, share of the shorter)

    @property
    def groups(self) -> list[list[str]]:
        """Every report with those on its text, each sorted, in the order of their first."""
        return _joined(sorted(self.runs), [(a, b) for a, row in self.kin.items() for b in row if a < b])


def find_copying(passages: Mapping[str, Passages], *, share: float) -> Copying:
    """Which reports stand on one text: at least `share` (0-1) of the shorter one's runs of eight unquoted words stand
    in the other, or one long passage does. `passages` by report id."""
    runs = {report: {run: at for at, run in enumerate(passages[report].runs)} for report in sorted(passages)}
    names = {report: frozenset(told.names) for report, told in passages.items()}
    kin: dict[str, dict[str, tuple[int, float]]] = {report: {} for report in runs}
    for (a, b), told in _related(runs, share).items():
        if _one_subject(names, a, b):
            kin[a][b] = kin[b][a] = told
    return Copying(runs=runs, kin=kin)


def find_families(documents: Sequence[Document], copying: Copying) -> tuple[Family, ...]:
    """Every report in exactly one family, families in the order of their first report's id.

    `origin` is the earliest report where the dates tell, else the one whose text the others hold most of where an
    agency is credited, else None.
    """
    by_id = {doc.report: doc for doc in documents}
    groups = copying.groups
    ids = unique_ids("F", [group[0] for group in groups])
    families = []
    for family_id, group in zip(ids, groups, strict=True):
        members = [by_id[report] for report in group]
        origin, why = _origin(members, copying.runs)
        agencies = sorted({doc.agency for doc in members if doc.agency})
        known = origin if why is not None else None
        families.append(
            Family(
                id=family_id,
                reports=tuple(group),
                origin=known if len(group) > 1 else group[0],
                agency=agencies[0] if len(agencies) == 1 else None,
                copies=_copies(members, origin, why, copying),
            )
        )
    return tuple(families)


def _one_subject(names: dict[str, frozenset[str]], a: str, b: str) -> bool:
    common = len(names[a] & names[b])
    fewest = min(len(names[a]), len(names[b]))
    return common >= min(_FEWEST_NAMES, fewest) and common >= _SHARE_OF_NAMES * fewest


def _related(runs: dict[str, dict[int, int]], share: float) -> dict[tuple[str, str], tuple[int, float]]:
    carriers: dict[int, list[str]] = defaultdict(list)
    found = {}
    for report, own in runs.items():
        shared: Counter[str] = Counter()
        for run in own:
            row = carriers[run]
            shared.update(row)
            if len(row) < _MOST_CARRIERS:
                row.append(report)
        for other in sorted(shared):
            a, b = runs[other], own
            shorter = min(len(a), len(b))
            if shorter < _FEWEST_RUNS:
                continue
            part = shared[other] / shorter
            if part >= share or (shared[other] >= _OPENING_RUNS and _has_passage(a, b)):
                found[other, report] = (shared[other], part)
    return found


def _has_passage(a: dict[int, int], b: dict[int, int]) -> bool:
    longest, opening = _passages(a, b)
    return longest >= _LONG_PASSAGE or opening >= _OPENING_PASSAGE


def _passages(a: dict[int, int], b: dict[int, int]) -> tuple[int, int]:
    """Words in the longest passage both have, and in the longest that begins within the opening of both."""
    longest = opening = current = 0
    before: tuple[int, int] | None = None
    for at, run in sorted((at, run) for run, at in a.items() if run in b):
        here = (at, b[run])
        current = current + 1 if before == (at - 1, here[1] - 1) else 1
        longest, before = max(longest, current), here
        if max(here) <= OPENING:
            opening = max(opening, current)
    return (longest + RUN - 1 if longest else 0), (opening + RUN - 1 if opening else 0)


def _joined(items: list[str], pairs: list[tuple[str, str]]) -> list[list[str]]:
    """Connected groups, each sorted, in the order of their first member."""
    leader = {item: item for item in items}

    def find(item: str) -> str:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for a, b in pairs:
        first, second = sorted((find(a), find(b)))
        leader[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for item in items:
        groups[find(item)].append(item)
    return [sorted(group) for _, group in sorted(groups.items())]


def _origin(members: list[Document], runs: dict[str, dict[int, int]]) -> tuple[str, str | None]:
    """The report to lay the others beside, and why it came first (None when that is not known)."""
    if len(members) == 1:
        return members[0].report, "alone"
    hours = {doc.report: instant for doc in members if (instant := _instant(doc)) is not None}
    if len(hours) == len(members):
        first, second = sorted((instant, report) for report, instant in hours.items())[:2]
        if first[0] < second[0]:
            return first[1], f"published first, {first[0]:%Y-%m-%d %H:%M} UTC"
    dated = sorted((doc.published.end or doc.published.start, doc.report) for doc in members if _dated(doc))
    if len(dated) == len(members) and dated[0][0] < min(
        doc.published.start for doc in members if doc.report != dated[0][1]
    ):
        return dated[0][1], f"published first, {dated[0][0]}"
    credited = [doc for doc in members if doc.agency and (doc.outlet or doc.agency).casefold() == doc.agency.casefold()]
    if len(credited) == 1:
        return credited[0].report, f"{credited[0].agency} itself"
    # Whoever adds least of its own stands nearest to the text they all come from.
    carried = Counter(run for doc in members for run in runs[doc.report])
    shared = {doc.report: sum(carried[run] - 1 for run in runs[doc.report]) for doc in members}
    nearest = max(members, key=lambda doc: (shared[doc.report] / max(1, len(runs[doc.report])), doc.report))
    return nearest.report, None


def _instant(doc: Document) -> datetime | None:
    """The minute a report was published, where its date tells the hour and a zone that means one thing."""
    if doc.published is None or doc.published.precision != "hour" or doc.published.start is None:
        return None
    told = _CLOCK.search(doc.published.basis)
    if told is None or ((zone := told["zone"].upper()) not in _ZONES and not _OFFSET.fullmatch(zone)):
        return None
    if offset := _OFFSET.fullmatch(zone):
        minutes = (int(offset[2]) * 60 + int(offset[3])) * (-1 if offset[1] == "-" else 1)
    else:
        minutes = _ZONES[zone]
    hour = int(told["hour"]) % 24
    local = datetime.fromisoformat(doc.published.start) + timedelta(hours=hour, minutes=int(told["minute"]))
    return local - timedelta(minutes=minutes)


def _dated(doc: Document) -> bool:
    return doc.published is not None and doc.published.start is not None


def _copies(members: list[Document], origin: str, why: str | None, copying: Copying) -> tuple[Copy, ...]:
    by_id = {doc.report: doc for doc in members}
    copies = []
    for doc in members:
        if doc.report == origin:
            continue
        kin = copying.kin[doc.report]
        # A copy of a copy shares nothing with the origin itself: it is laid beside the relative it shares most with.
        other = origin if origin in kin else max((told, one) for one, told in kin.items())[1]
        count, part = kin[other]
        longest, _ = _passages(copying.runs[other], copying.runs[doc.report])
        told = f"{count} runs of {RUN} words in common"
        first = f"{why}; " if why else "which came first is not known; "
        copies.append(
            Copy(
                report=doc.report,
                origin=other,
                share=round(part, 3),
                runs=count,
                changes=find_changes(by_id[other], doc),
                reason=f"{first if other == origin else ''}{told}, the longest passage {longest} words",
            )
        )
    return tuple(copies)
