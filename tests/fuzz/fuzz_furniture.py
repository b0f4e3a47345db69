"""Any lines to the furniture cleaner: nothing is lost, nothing is made up, and nothing keeps it busy."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

if __name__ == "__main__":
    import atheris

    with atheris.instrument_imports(include=["dateline"]):
        import dateline.clean.credits
        import dateline.clean.furniture
        import dateline.clean.passages  # noqa: F401

from dateline.clean.credits import take_credits
from dateline.clean.furniture import (
    SHAPES,
    furniture_rows,
    load_furniture,
    take_out_layout,
    take_out_lines,
    take_out_tail,
)
from dateline.clean.outlets import load_agencies
from dateline.clean.passages import Passage, passages_of_text, unglued
from tests.fuzz.running import payloads, run


def one(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    passages = [part for passage in passages_of_text(text) for part in unglued(passage)]
    seen = characters(passages)
    title = passages[0].text if passages else ""
    lines = take_out_lines(passages, load_furniture())
    credited = take_credits(lines.kept, load_agencies(), is_town=lambda name: name.startswith("B"))
    assert seen == characters(lines.dropped, credited.kept, credited.dropped)
    lines.kept, lines.dropped = credited.kept, lines.dropped + credited.dropped
    take_out_layout(lines, [title])
    take_out_tail(lines)
    assert seen == characters(lines.kept, lines.dropped)
    for passage in [*lines.kept, *(passage for passage, _ in lines.dropped)]:
        for said, start, end in passage.pieces:
            assert text[start:end] == said or text[start:end].strip() == "" or said.isspace(), (said, text[start:end])


def characters(*lists: list) -> Counter[str]:
    """What is to be read in passages, and in passages with the reason why they went; spaces aside."""
    found: Counter[str] = Counter()
    for many in lists:
        for item in many:
            passage = item if isinstance(item, Passage) else item[0]
            found.update(c for c in passage.text if not c.isspace())
    return found


def seeds() -> Iterator[bytes]:
    for name in SHAPES:
        for row in furniture_rows(name):
            yield f"{row.yes}\n\nThe envoys met on Monday, a spokesman said.\n\n{row.no}\n".encode()
            yield (f"{row.yes} " * 12 + "~").encode()
    for name, payload in payloads():
        if name.endswith(".txt"):
            yield payload


if __name__ == "__main__":
    sys.exit(run("furniture", one, seeds()))
