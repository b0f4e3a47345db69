"""Agreement of reviewers, and their decisions as gold sentences."""

from __future__ import annotations

import tomllib

import pytest

from dateline.review.agreement import agreement, krippendorff_alpha
from dateline.review.gold import gold_cases
from dateline.review.log import Decision
from tests.factories import INDIA, record
from tests.unit.test_review_replay import Desk


def test_alpha_on_the_textbook_example():
    """Krippendorff (2011), nominal data, four observers with gaps: alpha = .743."""
    observers = [
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]
    units = [[v for v in column if v != "."] for column in zip(*(row.split() for row in observers), strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_alpha_at_its_ends():
    assert krippendorff_alpha([("a", "a"), ("b", "b")]) == 1.0
    assert krippendorff_alpha([("a", "b"), ("b", "a")]) < 0
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([("a",), ()]) is None


def _by(who: str, decision: Decision) -> Decision:
    import msgspec

    return msgspec.structs.replace(decision, who=who)


def test_two_reviewers_of_the_same_tellings():
    desk = Desk()
    decisions = [
        _by("ada", desk.decide("accept", 0, at="1")),
        _by("bo", desk.decide("accept", 0, at="2")),
        _by("ada", desk.decide("reject", 1, at="3")),
        _by("bo", desk.decide("accept", 1, at="4")),
        _by("ada", desk.decide("accept", 2, at="5")),
    ]
    (row,) = agreement(decisions)
    assert (row.about, row.units, row.agreed, row.reviewers) == ("verdict", 2, 1, ("ada", "bo"))


def test_the_last_word_counts_and_undone_ones_do_not():
    desk = Desk()
    wrong = _by("ada", desk.decide("reject", 1, at="1"))
    decisions = [
        wrong,
        Decision(kind="undo", who="ada", at="2", undoes=wrong.id),
        _by("ada", desk.decide("accept", 1, at="3")),
        _by("bo", desk.decide("reject", 1, at="4")),
        _by("bo", desk.decide("accept", 1, at="5")),
    ]
    (row,) = agreement(decisions)
    assert row.agreed == 1


def test_accepting_leaves_the_slots_as_they_were_read():
    desk = Desk()
    rows = agreement(
        [
            _by("ada", desk.decide("correct", 1, slot="actor", actors=(INDIA,), at="1")),
            _by("bo", desk.decide("accept", 1, at="2")),
        ]
    )
    assert [(row.about, row.agreed, row.units) for row in rows] == [("verdict", 1, 1), ("actor", 0, 1)]


def test_nobody_to_compare_with():
    assert agreement([Desk().decide("accept", 0)]) == []


def test_decisions_become_gold_sentences():
    desk = Desk()
    made = record(desk.docs, desk.told, desk.events)
    cases = tomllib.loads(
        gold_cases(
            made, [desk.decide("accept", 0, at="1"), desk.decide("reject", 1, at="2", why='a "summit", not a meeting')]
        )
    )["case"]
    strike = next(case for case in cases if case["want"])
    assert strike["text"] == "Jets bombed a hill near Balakot on Tuesday."
    assert strike["want"] == ["assault.airstrike: Jets > hill"]
    other = next(case for case in cases if not case["want"])
    assert other["never"] == ["consult.meet"]
    assert other["why"] == 'a "summit", not a meeting'


def test_gold_survives_any_text():
    import msgspec

    desk = Desk()
    bad = 'a "quoted" \\ line\n with \x7f and 💥 ]]'
    decision = msgspec.structs.replace(desk.decide("accept", 0), why=bad)
    (case,) = tomllib.loads(gold_cases(record(desk.docs, desk.told, desk.events), [decision]))["case"]
    assert case["why"] == bad
