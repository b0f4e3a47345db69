"""Two reports side by side: what is the same, what changed, what only one has, in the order of the first."""

from __future__ import annotations

from dateline.model import Change, Copy, Family, Span
from dateline.views.index import Index
from dateline.views.sidebyside import side_by_side
from tests.factories import document, record

FIRST = "Envoys met on Monday.\nOne pilot was wounded in the fall.\nNobody else was there.\nTalks go on."
SECOND = "A new beginning.\nEnvoys met on Monday!\nBoth pilots were wounded in the fall.\nTalks go on.\nThe end."


def compared():
    docs = [document(FIRST, path="a", published="2019-01-01"), document(SECOND, path="b", published="2019-01-02")]
    change = Change(kind="altered", origin=Span(0, 5), copy=Span(0, 5), meaning="one pilot became both")
    copy = Copy(report=docs[1].report, origin=docs[0].report, share=0.9, runs=5, changes=(change,))
    family = Family(id="F-1", reports=tuple(d.report for d in docs), origin=docs[0].report, agency=None, copies=(copy,))
    made = record(docs, families=[family])
    return side_by_side(made, Index(made), docs[0].report, docs[1].report)


def test_rows_in_order():
    made = compared()
    assert [row["kind"] for row in made["rows"]] == ["second", "same", "changed", "first", "same", "second"]
    assert made["counts"] == {"same": 2, "changed": 1, "first": 1, "second": 2}


def test_the_words_that_differ_are_marked():
    row = compared()["rows"][2]
    assert [piece["text"] for piece in row["first"] if piece["marked"]] == ["One", "pilot", "was"]
    assert (row["first_at"], row["second_at"]) == ("r1s2", "r2s3")


def test_what_the_record_knows_about_a_changed_meaning():
    assert compared()["meanings"] == ["one pilot became both"]


def test_a_report_beside_itself_and_beside_nothing():
    docs = [document(FIRST, path="a"), document("Else.", path="b")]
    made = record(docs)
    same = side_by_side(made, Index(made), docs[0].report, docs[0].report)
    assert {row["kind"] for row in same["rows"]} == {"same"}
    other = side_by_side(made, Index(made), docs[1].report, docs[0].report)
    assert other["counts"]["first"] == 1
    assert other["counts"]["second"] == 4
