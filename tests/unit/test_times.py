"""Time expressions: words, TIMEX3 value, and the days they stand for. The report is of Friday 22 March 2013."""

from __future__ import annotations

from functools import lru_cache

import pytest

from dateline.annotate.sentences import parse
from dateline.annotate.times import find_times
from dateline.config import Config
from dateline.model import Annotations, Block, Document, Run, TimeExpression, When
from dateline.resources import resources

REPORT = "2013-03-22"


def document(text: str, published: When | None) -> Document:
    block = Block(start=0, end=len(text), kind="paragraph")
    runs = (Run(0, len(text), 0, len(text)),)
    return Document(
        report="R-TEST", text=text, blocks=(block,), runs=runs, removed=(), language="en", published=published
    )


@lru_cache(maxsize=256)
def times(text: str, day: str | None = REPORT) -> tuple[TimeExpression, ...]:
    published = When(start=day, end=day, precision="day", basis="test") if day else None
    doc = document(text, published)
    sentences, entities = parse(doc, resources(Config()))
    return find_times(doc, Annotations(report="R-TEST", sentences=sentences, entities=entities), resources(Config()))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        # dates in full, in the orders of the world
        ("He was born on 4 May 1975.", [("4 May 1975", "1975-05-04")]),
        ("He was born on May 4th, 1975.", [("May 4th, 1975", "1975-05-04")]),
        ("He was born on May 4. 1975.", [("May 4. 1975", "1975-05-04")]),
        ("He was born on Sept 4.1975 in Oslo.", [("Sept 4.1975", "1975-09-04")]),
        ("He was born on Jan.25.1975.", [("Jan.25.1975", "1975-01-25")]),
        ("He was freed on May 4. 2011 was a bad year.", [("May 4", "2012-05-04"), ("2011", "2011")]),
        ("The form is dated 1975-05-04.", [("1975-05-04", "1975-05-04")]),
        ("The form is dated 21/03/2013.", [("21/03/2013", "2013-03-21")]),
        # days of the week follow the tense; the same day counts as today
        ("The envoys met on Tuesday.", [("Tuesday", "2013-03-19")]),
        ("The envoys will meet on Tuesday.", [("Tuesday", "2013-03-26")]),
        ("The court meets on Tuesday.", [("Tuesday", "2013-03-26")]),
        ("The court says it met on Tuesday.", [("Tuesday", "2013-03-19")]),
        ("She hopes to recover from her Tuesday fall.", [("Tuesday", "2013-03-19")]),
        ("The envoys met on Friday.", [("Friday", "2013-03-22")]),
        ("The envoys met last Friday.", [("last Friday", "2013-03-15")]),
        ("The envoys met late Thursday.", [("late Thursday", "2013-03-21")]),
        ("Guns fired on Tuesday night.", [("Tuesday night", "2013-03-19TNI")]),
        # told from the report
        ("The talks failed last week.", [("last week", "2013-W11")]),
        ("The talks failed earlier this month.", [("earlier this month", "2013-03")]),
        ("The talks failed two days ago.", [("two days ago", "2013-03-20")]),
        ("The talks failed yesterday.", [("yesterday", "2013-03-21")]),
        ("The truce ends at the end of the year.", [("the end of the year", "2013")]),
        ("The port burned in late April.", [("late April", "2012-04")]),
        ("The port burned last summer.", [("last summer", "2012-SU")]),
        ("It has happened more than 40 years ago.", [("more than 40 years ago", "1973")]),
        # told from the time before
        (
            "The port burned on 4 May 1975. Two days later it rained.",
            [("4 May 1975", "1975-05-04"), ("Two days later", "1975-05-06")],
        ),
        ("They met on Sunday; the next day guns fired.", [("Sunday", "2013-03-17"), ("the next day", "2013-03-18")]),
        # years and their parts
        ("The party has ruled since 1999.", [("1999", "1999")]),
        ("He taught there in the late 1990s.", [("the late 1990s", "199")]),
        ("Exports fell in the first quarter of 2009.", [("the first quarter of 2009", "2009-Q1")]),
        # lengths and sets
        ("The siege lasted three months.", [("three months", "P3M")]),
        ("It grew over the past three months.", [("the past three months", "P3M")]),
        ("They signed a six-month truce.", [("six-month", "P6M")]),
        ("The village was shelled for nearly two decades.", [("nearly two decades", "P20Y")]),
        ("They pay 40 dollars a month.", [("a month", "P1M")]),
        ("The board meets every Monday.", [("every Monday", "XXXX-WXX-1")]),
        # ahead of what is told as past
        ("The curfew was extended until Sunday.", [("Sunday", "2013-03-24")]),
        ("The envoy said the sides would meet on Sunday.", [("Sunday", "2013-03-24")]),
        ("The envoy said the sides would have met on Sunday.", [("Sunday", "2013-03-17")]),
        # the clock
        ("A mine exploded at 8:30 a.m. on Wednesday.", [("8:30 a.m. on Wednesday", "2013-03-20T08:30")]),
        ("The sirens began at 0600 GMT.", [("0600 GMT", "2013-03-22T06:00Z")]),
        # vague words
        ("The camp is now empty.", [("now", "PRESENT_REF")]),
        ("The camp was recently emptied.", [("recently", "PAST_REF")]),
        ("The camp was emptied years ago.", [("years ago", "PAST_REF")]),
    ],
)  # fmt: skip
def test_words_and_values(text: str, want: list[tuple[str, str]]) -> None:
    assert [(text[t.start : t.end], t.value) for t in times(text)] == want


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "The Sunday Times praised him.",
        "The second man fled.",
        "He paid $2010 for it.",
        "The fall of the town shocked them.",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert times(text) == ()


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("The port burned in late April.", "2012-04-21", "2012-04-30", "interval"),
        ("The talks failed last week.", "2013-03-11", "2013-03-17", "week"),
        ("The port burned in 2012.", "2012-01-01", "2012-12-31", "year"),
        ("The strike ran from 4-6 May 2012.", "2012-05-04", "2012-05-06", "interval"),
        ("Shells fell overnight.", "2013-03-21", "2013-03-22", "part of day"),
    ],
)
def test_days_and_precision(text: str, start: str, end: str, precision: str) -> None:
    when = times(text)[0].when
    assert (when.start, when.end, when.precision) == (start, end, precision)


def test_basis_names_the_words_and_the_anchor() -> None:
    assert times("The envoys met on Tuesday.")[0].when.basis == "'Tuesday', from the report's date"


def test_without_a_report_date_nothing_is_guessed() -> None:
    found = times("The envoys met on Tuesday, 4 May, and again last week.", None)
    assert [t.value for t in found] == ["XXXX-05-04", "XXXX-WXX"]
    assert all(t.when is None and t.anchor == "unknown" for t in found)


def test_an_ambiguous_order_stays_open_without_a_report_date() -> None:
    assert times("The form is dated 03/04/2013.", None)[0].value == "2013-XX-XX"


def test_unparsed_documents_have_no_times() -> None:
    doc = document("am Sonntag", None)
    assert find_times(doc, Annotations(report="R-TEST", sentences=()), resources(Config())) == ()


def test_a_day_behind_is_not_put_a_year_ahead_by_an_infinitive():
    found = times("Leaders were ready to investigate the bombing of February 14.", "2019-02-27")
    assert [t.value for t in found] == ["2019-02-14"]
