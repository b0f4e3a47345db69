"""`dateline check data`: every table of knowledge runs its own examples and is held against the others."""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.clean.furniture import SHAPES, Patterns, furniture_rows
from dateline.coder.check_data import check_data as check_lexicon
from dateline.config import Config
from dateline.errors import DatelineError
from dateline.resources import Resources, resources


def check_all() -> list[str]:
    """Every fault in the shipped data, as "file:line: what is wrong"; an empty list means every row holds."""
    knowledge = resources(Config())
    faults = [
        fault
        for load in ("ontology", "lexicon", "roster", "gazetteer", "furniture", "outlets", "agencies")
        for fault in _loads(knowledge, load)
    ]
    return faults or [*check_lexicon(), *_furniture()]


def _loads(knowledge: Resources, name: str) -> list[str]:
    try:
        getattr(knowledge, name)
    except DatelineError as error:
        return [str(error)]
    return []


def _furniture() -> list[str]:
    """Each pattern takes its `yes` line and leaves its `no` line."""
    faults = []
    for name, shape in SHAPES.items():
        for row in furniture_rows(name):
            search: Callable[[str], object] = Patterns([row], shape).search
            if not search(row.yes):
                faults.append(f"{row.file}:{row.line}: does not take its own `yes` line {row.yes!r}")
            if search(row.no):
                faults.append(f"{row.file}:{row.line}: takes its own `no` line {row.no!r}")
            if re.search(r"\(\?P<", row.pattern):
                faults.append(f"{row.file}:{row.line}: named groups are not for tables; write (?:...)")
    return faults
