"""Decisions survive: build, decide, add reports, rebuild, re-order. Every decision still applies, or is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.build import MANIFEST, RECORD, build
from dateline.config import Config
from dateline.model import Record
from dateline.review.log import Decision, append
from dateline.review.tellings import Tellings
from dateline.verify import verify
from tests.unit.test_build import NOW, OTHER, WIRE

LATER = """Border crossing reopens

KATHMANDU, March 6, 2021 - The border crossing at Birgunj reopened on Saturday after talks of India and Nepal.

Nepal's foreign minister thanked India. Police had arrested nine protesters in Birgunj on Wednesday.
"""
SERIAL = Config(engine="serial")


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in (("a.txt", WIRE), ("b.txt", OTHER), ("c.txt", LATER)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def make(paths: list[Path], out: Path) -> Record:
    return build(paths, out, now=NOW, title="same", config=SERIAL)[0]


def decide(record: Record) -> list[Decision]:
    """One decision of each kind, each about another event as far as there are any."""
    keys = Tellings(record.reports, record.documents, record.annotations, record.mentions)
    mentions = {m.id: m for m in record.mentions}
    tellings = [tuple(keys.key(mentions[m]) for m in event.mentions) for event in record.events]
    made = []
    for n, kind in enumerate(("accept", "reject", "background", "note", "merge", "correct", "re-attribute")):
        about = n % len(tellings)
        more = {"others": tellings[(about + 1) % len(tellings)]} if kind == "merge" else {}
        more |= {"slot": "status", "status": "denied"} if kind == "correct" else {}
        at = f"2026-03-01T10:00:{n:02}.000Z"
        made.append(
            Decision(kind=kind, who="ada", at=at, tellings=tellings[about], event=record.events[about].id, **more)
        )
    return made


def outcome(folder: Path) -> list[dict]:
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["decisions"]["not_applied"]


def test_decisions_survive_more_reports_and_another_order(reports, tmp_path):
    a, b, c = (reports / name for name in ("a.txt", "b.txt", "c.txt"))
    decisions = decide(make([a, b], tmp_path / "one"))
    append(tmp_path / "one", decisions)
    rebuilt = make([], tmp_path / "one")
    assert verify(tmp_path / "one") == []
    assert any("accepted" in e.reviewed for e in rebuilt.events)
    bytes_before = (tmp_path / "one" / RECORD).read_bytes()
    make([], tmp_path / "one")
    assert (tmp_path / "one" / RECORD).read_bytes() == bytes_before

    make([c], tmp_path / "one")
    assert verify(tmp_path / "one") == []
    (tmp_path / "two").mkdir()
    append(tmp_path / "two", reversed(decisions))
    make([c, b], tmp_path / "two")
    make([a], tmp_path / "two")
    assert (tmp_path / "one" / RECORD).read_bytes() == (tmp_path / "two" / RECORD).read_bytes()

    listed = {one["id"] for one in outcome(tmp_path / "two")}
    named = json.loads((tmp_path / "two" / MANIFEST).read_text(encoding="utf-8"))["decisions"]
    assert named["made"] == len(named["standing"]) == len(decisions)
    assert all(one["reason"] for one in outcome(tmp_path / "two"))
    assert listed <= {d.id for d in decisions}


def test_a_decision_about_a_report_that_left_is_listed_with_the_reason(reports, tmp_path):
    record = make([reports / "a.txt", reports / "b.txt"], tmp_path / "r")
    keys = Tellings(record.reports, record.documents, record.annotations, record.mentions)
    gone = next(r.id for r in record.reports if r.path.endswith("b.txt"))
    mention = next(m for m in record.mentions if m.report == gone)
    append(tmp_path / "r", [Decision(kind="accept", who="ada", at=NOW, tellings=(keys.key(mention),))])
    build([reports / "a.txt"], tmp_path / "r", now=NOW, title="same", config=SERIAL, fresh=True)
    assert [one["reason"] for one in outcome(tmp_path / "r")] == ["its report is not in the record"]


def test_a_rejected_event_stays_away_and_comes_back_with_an_undo(reports, tmp_path):
    record = make([reports / "a.txt"], tmp_path / "r")
    (reject,) = [d for d in decide(record) if d.kind == "reject"]
    append(tmp_path / "r", [reject])
    assert len(make([], tmp_path / "r").events) == len(record.events) - 1
    append(tmp_path / "r", [Decision(kind="undo", who="ada", at="2027", undoes=reject.id)])
    assert make([], tmp_path / "r").events == record.events
