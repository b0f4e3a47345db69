"""A dossier to read and cite: Markdown, `dossier.md`. Every event, its sentences as footnotes; conflicts; figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dateline.exporters.dossier import FIGURE_COLUMNS, Day, Dossier, dossier
from dateline.model import Record
from dateline.resources import Resources


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """A dossier to read and cite, `dossier.md`: every event with its sentences as footnotes, conflicts and figures."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "dossier.md"
    path.write_text("\n".join(_lines(dossier(record))) + "\n", encoding="utf-8")
    return [path]


def _lines(made: Dossier) -> Iterator[str]:
    notes: list[str] = []
    yield f"# {_plain(made.title)}\n"
    yield f"{made.summary}\n"
    for title, days in (("New", made.new), ("Background", made.background)):
        if days:
            yield f"## {title}\n"
            for day in days:
                yield from _day(day, notes)
    if made.conflicts:
        yield "## Conflicts\n"
        for kind, sides in made.conflicts:
            yield f"- **{kind}** {_plain(sides)}"
        yield ""
    if made.figures:
        yield "## Figures\n"
        yield _row(FIGURE_COLUMNS)
        yield _row(("---",) * len(FIGURE_COLUMNS))
        for row in made.figures:
            yield _row(tuple(_plain(cell) for cell in row))
        yield ""
    yield "## Reports\n"
    for report in made.reports:
        yield f"- {_plain(report)}"
    yield ""
    yield from notes


def _day(day: Day, notes: list[str]) -> Iterator[str]:
    yield f"### {_plain(day.title)}\n"
    for line in day.lines:
        marks = []
        for note in line.notes:
            marks.append(f"[^{len(notes) + 1}]")
            notes.append(f"{marks[-1]}: {_plain(note)}")
        yield f"- {_plain(line.text)}{''.join(marks)} `{line.event}`"
    yield ""


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Text from a report cannot start markup: no tags, links, emphasis or table cells of its own."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
