"""The queue, and what a reviewer types."""

from __future__ import annotations

import msgspec
import pytest

from dateline.config import Config
from dateline.errors import InputError
from dateline.model import Side
from dateline.resources import resources
from dateline.review.values import parse_when, slot_value
from dateline.review.worth import queue, worth
from dateline.views.index import Index
from tests.factories import BALAKOT, INDIA, PAKISTAN, RUSSIA, conflict, record
from tests.unit.test_review_replay import Desk


@pytest.fixture(scope="module")
def crisis():
    desk = Desk()
    return record(desk.docs, desk.told, desk.events)


def test_grave_doubtful_and_disputed_come_first(crisis):
    strike, meeting = crisis.events
    assert [e.id for e, _ in queue(Index(crisis))] == [strike.id, meeting.id]
    sides = [Side(reports=(report,), text=report, spans=()) for report in strike.reports]
    disputed = msgspec.structs.replace(crisis, conflicts=(conflict(sides, of=strike),))
    assert worth(strike, Index(disputed)).value > worth(strike, Index(crisis)).value
    unsure = msgspec.structs.replace(
        crisis, mentions=tuple(msgspec.structs.replace(m, score=0.3) for m in crisis.mentions)
    )
    assert worth(strike, Index(unsure)).doubt > worth(strike, Index(crisis)).doubt


def test_the_number_is_explained(crisis):
    made = worth(crisis.events[1], Index(crisis))
    assert made.value == pytest.approx(made.impact * made.doubt * made.conflict, abs=0.01)
    assert made.why[0].startswith("Goldstein +")
    assert made.why[1:] == ("coder's score 0.90, no target, no date, no place", "only one report")


def test_what_is_settled_is_not_in_the_queue(crisis):
    strike, meeting = crisis.events
    assert [e.id for e, _ in queue(Index(crisis), frozenset({strike.id}))] == [meeting.id]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2019-02-26", "2019-02-26", "2019-02-26", "day"),
        ("2020-2", "2020-02-01", "2020-02-29", "month"),
        ("2019", "2019-01-01", "2019-12-31", "year"),
        ("2019-02-26 .. 2019-03", "2019-02-26", "2019-03-31", "interval"),
    ],
)
def test_days(text, start, end, precision):
    when = parse_when(text)
    assert (when.start, when.end, when.precision) == (start, end, precision)


@pytest.mark.parametrize("text", ["", "soon", "2019-13", "2019-02-30", "2019-03..2019-02", "9" * 40, "0000"])
def test_what_is_no_day_is_said(text):
    with pytest.raises(InputError):
        parse_when(text)


def test_names_are_those_of_the_record_first_then_those_we_know(crisis):
    known = resources(Config())

    def actors(text: str):
        return slot_value("actor", text, crisis, known)["actors"]

    assert actors("india; Russia") == (INDIA, RUSSIA)
    assert actors("FRA")[0].name == "France"
    assert actors("-") == ()
    assert actors("Nobody We Know")[0].kind == "unnamed"
    assert slot_value("place", "balakot", crisis, known)["place"].name == BALAKOT.name
    assert slot_value("place", "-", crisis, known) == {"place": None}
    assert slot_value("target", "Pakistan", crisis, known)["actors"] == (PAKISTAN,)
    with pytest.raises(InputError, match="Nothing was typed"):
        slot_value("actor", "  ", crisis, known)
    with pytest.raises(InputError, match=r"Did you mean 'consult.meet'"):
        slot_value("concept", "consult.met", crisis, known)
