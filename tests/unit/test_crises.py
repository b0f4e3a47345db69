"""Made-up crises, told in several wordings beside their look-alikes: what an analyst would take for one event, and what
he would call a conflict. From text to record, through the whole pipeline."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

from dateline.config import Config
from dateline.model import Record
from dateline.pipeline import link_reports, process_report
from dateline.resources import resources
from tests.factories import report

GOLD = Path(__file__).parents[1] / "gold"
CRISES = sorted((GOLD / "crises").glob("*.toml"))
CASES = tomllib.loads((GOLD / "conflicts.toml").read_text(encoding="utf-8"))["case"]
NOW = "2026-01-31"


def linked(rows: list[dict[str, str]]) -> Record:
    known = resources(Config(min_words=1))
    reports = [
        report(
            f"{row['title']}\n\n{row['text']}".strip(),
            path=f"{n}.txt",
            fields={"outlet": row["outlet"], "published": row["published"]},
        )
        for n, row in enumerate(rows)
    ]
    return link_reports(reports, [process_report(one, known, now=NOW) for one in reports], known)


@lru_cache(maxsize=8)
def crisis(path: Path) -> tuple[dict, Record]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return table, linked(table["report"])


def told_in(record: Record, words: str) -> list[set[str]]:
    """Of each mention that tells by these words, or whose clause stands in them, the events."""
    texts = {doc.report: doc.text for doc in record.documents}
    places = {m.id: (m.report, m.start, m.end, m.trigger.start) for m in record.mentions}
    found = []
    for mention, (where, start, end, trigger) in places.items():
        at = texts[where].find(words)
        if at >= 0 and at <= trigger < at + len(words) and start < at + len(words) and at < end:
            found.append({event.id for event in record.events if mention in event.mentions})
    return found


@pytest.mark.parametrize("path", CRISES, ids=lambda path: path.stem)
def test_what_is_one_event_is_told_as_one(path):
    table, record = crisis(path)
    for group in table["together"]:
        events = [told_in(record, words) for words in group]
        assert all(events), [words for words, found in zip(group, events, strict=True) if not found]
        assert set.intersection(*(set().union(*rows) for rows in events)), group


@pytest.mark.parametrize("path", CRISES, ids=lambda path: path.stem)
def test_look_alikes_stay_apart(path):
    table, record = crisis(path)
    for one, other in table["apart"]:
        ours, theirs = (set().union(*told_in(record, words)) for words in (one, other))
        assert ours.isdisjoint(theirs), (one, other)


@pytest.mark.parametrize("path", CRISES, ids=lambda path: path.stem)
def test_what_clashes_is_told_with_both_sides(path):
    table, record = crisis(path)
    for want in table.get("conflict", ()):
        assert any(is_between(record, one, want["type"], want["sides"]) for one in record.conflicts), want


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_conflict_of_two_short_reports(case):
    record = linked(
        [
            {"outlet": f"Outlet {n}", "published": day, "title": "", "text": text}
            for n, (day, text) in enumerate(case["reports"])
        ]
    )
    found = [(one.type, [side.text for side in one.sides]) for one in record.conflicts]
    if "type" not in case:
        assert found == []
    else:
        assert any(is_between(record, one, case["type"], case["sides"]) for one in record.conflicts), found


def is_between(record: Record, one, kind: str, sides: list[str]) -> bool:
    """Whether a conflict of this kind has these words, one on each side, shown or in the sentences behind it."""
    shown = [" ".join([side.text, *(words.text for words in side.spans)]) for side in one.sides]
    return one.type == kind and any(
        sides[0] in a and sides[1] in b for n, a in enumerate(shown) for m, b in enumerate(shown) if n != m
    )
