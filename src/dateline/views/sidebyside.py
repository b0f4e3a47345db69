"""Two reports side by side: which sentences they share, which are changed, which only one of them has."""

from __future__ import annotations

from difflib import SequenceMatcher

from dateline.model import Record, Sentence
from dateline.views.compare import differing
from dateline.views.index import Index

# Two sentences are versions of one when so many of the shorter one's words stand in the other.
LEAST_ALIKE = 0.5
# A few common words make no version.
FEWEST_SHARED = 3
# Reports with more sentences are compared this far (sentences); the work grows with their product.
LONGEST = 400


def side_by_side(record: Record, index: Index, first: str, second: str) -> dict:
    """Rows in the order of the first report, with what only the second has where it stands there."""
    a, b = (_sentences(report, index) for report in (first, second))
    matcher = SequenceMatcher(None, [_key(text) for _, text in a], [_key(text) for _, text in b], autojunk=False)
    rows: list[dict] = []
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            rows += [_row("same", x, y) for x, y in zip(a[a0:a1], b[b0:b1], strict=True)]
        else:
            rows += _uneven(a[a0:a1], b[b0:b1])
    counts = {kind: sum(row["kind"] == kind for row in rows) for kind in ("same", "changed", "first", "second")}
    return {
        "rows": rows,
        "counts": counts,
        "meanings": _meanings(record, first, second),
        "cut": len(a) == LONGEST or len(b) == LONGEST,
    }


def _sentences(report: str, index: Index) -> list[tuple[str, str]]:
    """(anchor, words) of each sentence of a report."""
    found: tuple[Sentence, ...] = index.annotations[report].sentences if report in index.annotations else ()
    number = index.number[report]
    return [(f"r{number}s{s.index + 1}", index.words(report, s.start, s.end)) for s in found[:LONGEST]]


def _uneven(a: list[tuple[str, str]], b: list[tuple[str, str]]) -> list[dict]:
    """Sentences between two shared ones: each of `a` with the most alike of `b` after the last one taken."""
    rows, taken = [], 0
    words = [set(_key(text).split()) for _, text in b]
    for anchor, text in a:
        own = set(_key(text).split())
        likeness = [
            (len(own & words[n]) / min(len(own), len(words[n])), -n)
            for n in range(taken, len(b))
            if len(own & words[n]) >= FEWEST_SHARED
        ]
        best, place = max(likeness, default=(0.0, 0))
        if best < LEAST_ALIKE:
            rows.append(_row("first", (anchor, text), None))
            continue
        rows += [_row("second", None, b[n]) for n in range(taken, -place)]
        rows.append(_row("changed", (anchor, text), b[-place]))
        taken = 1 - place
    return rows + [_row("second", None, one) for one in b[taken:]]


def _row(kind: str, a: tuple[str, str] | None, b: tuple[str, str] | None) -> dict:
    if a and b and kind == "changed":
        was, now = differing(a[1], b[1])
    else:
        was, now = ([{"text": one[1], "marked": False}] if one else [] for one in (a, b))
    return {"kind": kind, "first": was, "second": now, "first_at": a and a[0], "second_at": b and b[0]}


def _key(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _meanings(record: Record, first: str, second: str) -> list[str]:
    """What the record says about sentences that changed their meaning between the two."""
    return [
        change.meaning
        for family in record.families
        for copy in family.copies
        if {copy.report, copy.origin} == {first, second}
        for change in copy.changes
        if change.meaning
    ]
