"""What to look at first: sides cut to what the other does not say, reports named once, events that fit a line."""

from __future__ import annotations

import io

import msgspec
from rich.console import Console

from dateline.build import Built
from dateline.cli.printing import print_built
from dateline.model import Record, Side
from dateline.views.compare import telling_part
from dateline.views.first import LONGEST_SIDE, look_first
from tests.factories import GHAFOOR, conflict, document, record, words

TOLD = "At the crowded weekly cattle market beside the old river bridge some 40 people died on Monday, officers said."
OTHER = "At the crowded weekly cattle market beside the old river bridge some 12 people died on Monday, doctors said."


def two_counts(kind: str = "figure") -> Record:
    docs = [
        document(text, path=f"{name}.txt", outlet=None, published="2019-02-26")
        for name, text in (("plain-ledger", TOLD), ("hill-gazette", OTHER), ("ravi-courier", OTHER + " It rained."))
    ]
    sides = (
        Side(reports=(docs[0].report,), text=TOLD, spans=(words(docs[0], TOLD),), speaker=GHAFOOR),
        Side(reports=(docs[1].report, docs[2].report), text=OTHER, spans=(words(docs[1], OTHER),)),
    )
    made = conflict(sides, type=kind)
    return msgspec.structs.replace(record(docs, [], []), conflicts=(made,))


def test_sides_are_cut_to_the_words_that_differ():
    (line,) = look_first(two_counts())
    assert "some 40 people died" in line["text"]
    assert "some 12 people died" in line["text"]
    assert " +1)" in line["text"]  # the second of two reports is counted, not named
    assert len(line["text"]) < 2 * LONGEST_SIDE + 110


def test_reports_that_carry_both_sides_are_named_once():
    made = two_counts("whether")
    (one,) = made.conflicts
    sides = tuple(msgspec.structs.replace(side, reports=one.sides[0].reports) for side in one.sides)
    both = msgspec.structs.replace(made, conflicts=(msgspec.structs.replace(one, sides=sides),))
    (line,) = look_first(both)
    assert line["text"].count(made.reports[0].id) == 1


def test_a_part_is_whole_words_with_marks_of_what_was_left_out():
    assert telling_part("few words", "other words", 50) == "few words"
    part = telling_part(TOLD, OTHER, 40)
    assert part.startswith("… ")
    assert "40" in part
    assert len(part) <= 44


def printed(width: int | None) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=width is not None, color_system=None, soft_wrap=True)
    built = Built(folder="ledger", read=3, new=3, changed=0, unread=(), seconds={"reading": 0.1, "linking": 2.0})
    print_built(console, two_counts(), built)
    return out.getvalue().splitlines()


def test_on_a_terminal_lines_are_folded_under_where_they_begin():
    lines = printed(80)
    assert max(map(len, lines)) <= 80
    first = next(n for n, line in enumerate(lines) if "CONFLICT" in line)
    assert lines[first + 1].startswith(" " * 14)
    assert lines[first + 1][14] != " "


def test_elsewhere_each_line_stays_one():
    lines = printed(None)
    assert sum(line[:2].strip().isdigit() for line in lines) == 1
    assert any(line.startswith("done         in 2.1 s · ledger") for line in lines)
