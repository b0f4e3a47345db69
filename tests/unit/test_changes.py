"""diff and since: new events, changed facts and second voices; a copy is no news."""

from __future__ import annotations

import msgspec

from dateline.changes import diff, since
from dateline.model import Event, FigureEntry, Record, Statement, Voice
from tests import factories as make

FIRST = make.document("India struck a camp near Balakot, killing 8.", path="a.txt", published="2019-02-26")
SECOND = make.document("India hit a camp near Balakot, killing 31.", path="b.txt", published="2019-02-28")


def told(doc, trigger):
    return make.mention(doc, doc.text.rstrip("."), trigger=trigger, actors=[("India", make.INDIA)])


def voice(doc) -> Voice:
    return Voice(label=doc.report, kind="report", reports=(doc.report,), reason="its own words")


def figure(event: Event, *statements: tuple) -> FigureEntry:
    said = tuple(
        Statement(
            report=d.report,
            mention=None,
            start=s.start,
            end=s.end,
            text=d.text[s.start : s.end],
            low=n,
            best=n,
            high=n,
            speaker=None,
            said=None,
        )
        for d, words, n in statements
        for s in [make.span(d, words)]
    )
    return FigureEntry(id="G-1", event=event.id, kind="killed", low=8, best=8, high=31, statements=said)


def both() -> Record:
    one, two = told(FIRST, "struck"), told(SECOND, "hit")
    event = msgspec.structs.replace(make.event([one, two]), voices=(voice(FIRST), voice(SECOND)))
    record = make.record([FIRST, SECOND], [one, two], [event])
    return msgspec.structs.replace(record, figures=(figure(event, (FIRST, "8", 8), (SECOND, "31", 31)),))


def first_only() -> Record:
    one = told(FIRST, "struck")
    event = msgspec.structs.replace(make.event([one]), voices=(voice(FIRST),))
    record = make.record([FIRST], [one], [event])
    return msgspec.structs.replace(record, figures=(figure(event, (FIRST, "8", 8)),))


def test_a_record_does_not_differ_from_itself():
    assert diff(both(), both()) == []


def test_a_figure_that_moved_and_a_second_voice_are_told():
    lines = diff(first_only(), both())
    assert [line.kind for line in lines] == ["CHANGED", "SECOND VOICE"]
    assert "killed 8 -> 8 to 31" in lines[0].text


def test_since_tells_the_same_from_one_record():
    assert [line.kind for line in since(both(), "2019-02-27")] == ["CHANGED", "SECOND VOICE"]
    assert since(both(), "2019-03-01") == []


def test_everything_is_new_since_the_beginning():
    assert [line.kind for line in since(both(), "2000-01-01")] == ["NEW"]


def test_what_no_report_tells_any_more_is_gone():
    assert [line.kind for line in diff(both(), make.record([], [], []))] == ["GONE"]
