"""Stories: reports about one running subject, look-alikes kept apart - and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from dateline.alike.fit import days_between
from dateline.ids import unique_ids
from dateline.link.clusters import average_link
from dateline.link.likeness import MOST_NEIGHBOURS, Portrait, crowded_group_scores, pair_scores, portraits
from dateline.link.stragglers import join_stragglers
from dateline.link.traits import WEEKDAYS, Traits
from dateline.model import Apart, Document, Story, When
from dateline.resources import Resources

# The least mean likeness (measured against the crowd) of two groups that are one story. One value for every corpus:
# on four dev sets .08 to .1 are within .005 of each other. Groups of ten each need .125: what looks alike on both sides
# of two large groups is often their kind ("a receiver of that team arrested for drunk driving", twice a winter).
_LEAST, _DEARER = 0.09, 0.015
# Reports published further apart than this do not tell one running story, however alike (days).
_MOST_DAYS_APART = 75
# Groups that stay apart are named as look-alikes from this bare likeness of some pair of theirs on.
_LOOKS_ALIKE = 0.07
_LONGEST_LABEL = 100
# A story names so many look-alikes, the nearest, and what names it: in a crowd everything resembles everything.
_MOST_APART = 12


def group_stories(
    documents: Sequence[Document],
    copies: Sequence[Sequence[str]],
    resources: Resources,
    *,
    traits: Mapping[str, Traits] | None = None,
) -> tuple[Story, ...]:
    """Every report in exactly one story, stories in the order of their first report's id.

    `copies`: ids of reports on one text, group by group; they are always one story. Dates that exclude each other keep
    reports apart whatever they share, and the reason is told on both sides. `traits` may hold what `traits_of` gave for
    some reports before, by report id.
    """
    documents = sorted(documents, key=lambda doc: doc.report)
    made = portraits(documents, traits)
    scores, bare = pair_scores(made)
    where = {doc.report: i for i, doc in enumerate(documents)}
    together = [(where[group[0]], where[other]) for group in copies for other in group[1:]]
    spans = [portrait.published for portrait in made]

    def too_late(early: Sequence[int], late: Sequence[int]) -> bool:
        return max(spans[j][0] for j in late) - min(spans[i][1] for i in early) > _MOST_DAYS_APART

    everybody = range(len(made))
    some_are = bool(made) and too_late(everybody, everybody)  # asked once, for groups may have thousands of reports

    def apart(one: Sequence[int], other: Sequence[int]) -> bool:
        return some_are and (too_late(one, other) or too_late(other, one))

    least = resources.config.story_similarity or _LEAST
    groups = average_link(
        len(documents),
        scores,
        least=least,
        together=together,
        apart=apart,
        most_neighbours=MOST_NEIGHBOURS,
        dearer=_DEARER,
    )
    groups = _joined_in_crowds(groups, made, bare, least=least, apart=apart)
    groups = join_stragglers(groups, made, bare, apart=apart)
    ids = unique_ids("S", [_first(documents, group) for group in groups])
    aparts = _look_alikes(documents, made, groups, ids, bare)
    central = _centrality(groups, bare)
    return tuple(
        Story(
            id=story_id,
            label=_label(documents, group, central),
            reports=tuple(documents[i].report for i in group),
            reason=_reason(made, group),
            apart=tuple(aparts.get(n, ())),
        )
        for n, (story_id, group) in enumerate(zip(ids, groups, strict=True))
    )


def _joined_in_crowds(
    groups: Sequence[Sequence[int]],
    made: Sequence[Portrait],
    bare: Mapping[tuple[int, int], float],
    *,
    least: float,
    apart: Callable[[Sequence[int], Sequence[int]], bool],
) -> list[list[int]]:
    """Parts of a story that has more reports than a report has candidates, put together."""

    def members(parts: Sequence[int]) -> list[int]:
        return sorted(i for n in parts for i in groups[n])

    scores = crowded_group_scores(made, groups, bare)
    whole = average_link(len(groups), scores, least=least, apart=lambda a, b: apart(members(a), members(b)))
    return sorted(members(parts) for parts in whole)


def _days_apart(a: Document, b: Document) -> int:
    """Days between the intervals in which the two were published; 0 where they meet or one is not known."""
    return days_between(a.published, b.published)


def _first(documents: Sequence[Document], group: Sequence[int]) -> str:
    """The earliest report of a group: its id names the story, so that later reports do not rename it."""
    return min((_start(documents[i]), documents[i].report) for i in group)[1]


def _start(doc: Document) -> str:
    return (doc.published and doc.published.start) or "9999"


# --- telling why ---------------------------------------------------------------------------------------------------


def _reason(made: Sequence[Portrait], group: Sequence[int]) -> str:
    if len(group) == 1:
        return "alone: no other report is alike enough"
    names = _common(made, group)
    return f"share {', '.join(names)}" if names else "their openings tell the same in the same words"


def _common(made: Sequence[Portrait], group: Sequence[int], most: int = 4) -> list[str]:
    """Names that most of the reports have, the strongest first."""
    weights: dict[str, float] = {}
    for i in group:
        for name, weight in made[i].name_weights.items():
            weights[name] = weights.get(name, 0.0) + weight
    carried = {name: sum(name in made[i].names for i in group) for name in weights}
    most_of = [name for name in weights if carried[name] * 2 > len(group)]
    ranked = sorted(most_of, key=lambda name: (-weights[name], name))[:most]
    return [next(made[i].names[name] for i in group if name in made[i].names) for name in ranked]


def _look_alikes(
    documents: Sequence[Document],
    made: Sequence[Portrait],
    groups: Sequence[Sequence[int]],
    ids: Sequence[str],
    bare: dict[tuple[int, int], float],
) -> dict[int, list[Apart]]:
    """The nearest other stories of each, and of what each is among the nearest: why they are two, told on both sides."""
    group_of = {i: n for n, group in enumerate(groups) for i in group}
    closest: dict[tuple[int, int], tuple[float, int, int]] = {}
    for (i, j), score in sorted(bare.items()):
        one, other = sorted((group_of[i], group_of[j]))
        if one != other and score >= _LOOKS_ALIKE and ((one, other) not in closest or score > closest[one, other][0]):
            closest[one, other] = (score, i, j)
    told: Counter[int] = Counter()
    found: dict[int, list[tuple[int, Apart]]] = {}
    for (one, other), (_, i, j) in sorted(closest.items(), key=lambda item: (-item[1][0], item[0])):
        if min(told[one], told[other]) >= _MOST_APART:
            continue
        told.update((one, other))
        a, b = (i, j) if group_of[i] == one else (j, i)
        for mine, theirs, x, y in ((one, other, a, b), (other, one, b, a)):
            reason = _why_apart(documents[x], documents[y], made[x], made[y])
            found.setdefault(mine, []).append((theirs, Apart(other=ids[theirs], reason=reason)))
    return {n: [apart for _, apart in sorted(row, key=lambda item: item[0])] for n, row in found.items()}


def _why_apart(a: Document, b: Document, one: Portrait, other: Portrait) -> str:
    if _days_apart(a, b) > _MOST_DAYS_APART:
        years = {(doc.published.start or "")[:4] for doc in (a, b)}
        kind = "other year" if len(years) == 2 else "other time"
        return f"{kind}: published {_told(a.published)}, the other {_told(b.published)}"
    if a.published and b.published and days_between(a.published, b.published) > 1:
        return f"other day: published {_told(a.published)}, the other {_told(b.published)}{_shared(one, other)}"
    days = (_weekdays(one), _weekdays(other), "weekday"), (_dates(one), _dates(other), "date")
    for mine, theirs, kind in days:
        if mine and theirs and mine.keys().isdisjoint(theirs):
            told = " and ".join(mine.values()), " and ".join(theirs.values())
            return f"other {kind}: {told[0]}, the other {told[1]}{_shared(one, other)}"
    undated = "undated, and " if a.published is None else ""
    return f"{undated}too little in common beyond the names{_shared(one, other)}"


def _weekdays(portrait: Portrait) -> dict[str, str]:
    """Weekdays that the report names, as written, in the order of the week."""
    return {day: day.capitalize() for day, share in zip(WEEKDAYS, portrait.week, strict=False) if share}


def _told(when: When) -> str:
    span = when.start if when.start == when.end else f"{when.start or '?'} .. {when.end or '?'}"
    return f"{span} ({when.basis})"


def _dates(portrait: Portrait) -> dict[tuple[int, int], str]:
    return {(month, day): f"{day}.{month}." for month, day in sorted(portrait.dates)}


def _shared(one: Portrait, other: Portrait) -> str:
    theirs = other.name_weights
    both = {name: weight * theirs[name] for name, weight in one.name_weights.items() if name in theirs}
    names = [one.names.get(name, name) for name in sorted(both, key=lambda name: (-both[name], name))[:3]]
    return f"; both name {', '.join(names)}" if names else ""


def _centrality(groups: Sequence[Sequence[int]], bare: dict[tuple[int, int], float]) -> dict[int, float]:
    """How like the others of its group each report is, taken together."""
    group_of = {i: n for n, group in enumerate(groups) for i in group}
    central = dict.fromkeys(group_of, 0.0)
    for (i, j), score in sorted(bare.items()):
        if group_of[i] == group_of[j]:
            central[i] += score
            central[j] += score
    return central


def _label(documents: Sequence[Document], group: Sequence[int], central: dict[int, float]) -> str:
    """The headline of the report most like the others; its first line where it has none."""
    first = min(group, key=lambda i: (documents[i].title is None, -central[i], documents[i].report))
    doc = documents[first]
    line = (doc.title or doc.text.strip().split("\n", 1)[0]).strip()
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1].rsplit(" ", 1)[0] + "…"
