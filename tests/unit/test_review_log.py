"""The log of decisions: appended to, never rewritten; a torn line costs nothing but itself."""

from __future__ import annotations

import msgspec
import pytest

from dateline.errors import InputError, StoreError
from dateline.review.log import DECISIONS, Decision, Telling, append, line, parse_log, read_log, standing

TOLD = Telling(report="ab" * 32, sentence="Jets bombed a hill.", trigger="bombed", concept="assault.airstrike", start=5)


def decision(n: int = 0, **more) -> Decision:
    return Decision(
        **({"kind": "accept", "who": "ada", "at": f"2026-03-01T10:00:0{n}.000Z", "tellings": (TOLD,)} | more)
    )


def test_what_was_written_is_read(tmp_path):
    assert read_log(tmp_path) == ()
    append(tmp_path, [decision(1)])
    append(tmp_path, [decision(2, kind="note", why="look “again”\nlater")])
    assert read_log(tmp_path) == (decision(1), decision(2, kind="note", why="look “again”\nlater"))
    assert (tmp_path / DECISIONS).read_bytes().count(b"\n") == 2


def test_a_decision_twice_is_one(tmp_path):
    append(tmp_path, [decision(1)])
    assert append(tmp_path, [decision(1), decision(2)]) == (decision(2),)
    assert len(read_log(tmp_path)) == 2


def test_half_a_line_is_left_out_and_swallows_nothing(tmp_path):
    append(tmp_path, [decision(1)])
    with (tmp_path / DECISIONS).open("ab") as file:
        file.write(line(decision(2))[:40])
    assert read_log(tmp_path) == (decision(1),)
    append(tmp_path, [decision(3)])
    assert read_log(tmp_path) == (decision(1), decision(3))


def test_a_bad_line_is_named(tmp_path):
    (tmp_path / DECISIONS).write_bytes(line(decision(1)) + b'{"kind": "praise"}\n')
    with pytest.raises(StoreError, match=r"decisions.jsonl:2: not a decision .*Mend or remove"):
        read_log(tmp_path)
    with pytest.raises(InputError, match="x:1"):
        parse_log(b"[" * 3000 + b"\n", name="x")


def test_a_line_is_readable_and_its_id_follows_from_the_rest():
    row = msgspec.json.decode(line(decision(1)))
    assert row["id"] == decision(1).id
    assert row["tellings"][0]["sentence"] == "Jets bombed a hill."
    assert decision(1).id != decision(2).id


def test_undo_and_its_undo():
    first = decision(1)
    undo = decision(2, kind="undo", tellings=(), undoes=first.id)
    redo = decision(3, kind="undo", tellings=(), undoes=undo.id)
    assert standing([first, undo]) == ()
    assert standing([redo, undo, first]) == (first,)


def test_sixteen_writers_at_once_lose_nothing(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: append(tmp_path, [decision(who=f"reviewer {n}")]), range(16)))
    assert len(read_log(tmp_path)) == 16
