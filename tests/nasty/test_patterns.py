"""No expression of ours takes long over a short line, however the line is made: each is tried on what it nearly matches.

A part that may repeat is asked for forty times, alone and in turn with each of its neighbours, before a sign that no
part takes. An expression that can read such a line in more ways than one doubles its time with every word; thirty share
words ("share share ... ~") once took for ever.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from itertools import islice, product
from re import _constants as c
from re import _parser as parser
from typing import Any

import pytest

import dateline.clean
import dateline.readers
from dateline.clean.furniture import SHAPES, furniture_rows
from dateline.engine.limits import TookTooLong, time_limit

# A line of a few hundred characters; a slow machine takes a thousandth of it.
SECONDS = 2.0
TIMES = 40
_MOST_WORDS = 12  # alternatives of a repeated part that are tried
_MOST_LINES = 100  # for one expression: some take milliseconds over each, and none that hung needed more
_END = "\x00~"


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for name in SHAPES:
        for row in furniture_rows(name):
            yield f"{row.file}:{row.line}", re.compile(SHAPES[name].format(row.pattern), re.IGNORECASE)
    for package in (dateline.clean, dateline.readers):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, value in sorted(vars(importlib.import_module(module.name)).items()):
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.name}.{name}", value


ALL = dict(patterns())


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_read_in_two_to_the_forty_ways(name):
    pattern = ALL[name]
    for line in islice(lines(pattern), _MOST_LINES):
        began = time.perf_counter()
        try:
            with time_limit(SECONDS):
                pattern.search(line)
        except TookTooLong:
            pytest.fail(f"{name} takes over {SECONDS:g} s ({time.perf_counter() - began:.1f}) over {line[:160]!r}")


def test_the_test_finds_what_it_is_for():
    slow = re.compile(r"\A(?:share|tweet|shares?|\s)+\Z", re.IGNORECASE)
    with pytest.raises(TookTooLong):
        search_all(slow, seconds=0.5)


def search_all(pattern: re.Pattern[str], *, seconds: float) -> None:
    with time_limit(seconds):
        for line in islice(lines(pattern), _MOST_LINES):
            pattern.search(line)


def lines(pattern: re.Pattern[str]) -> Iterator[str]:
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    before = next(words(tree), "")
    for body in repeated(tree):
        own = list(islice(dict.fromkeys(words(body)), _MOST_WORDS))
        for one, other in product(own, ["", *own]):
            yield (one + other) * TIMES + _END
            yield before + (one + other) * TIMES + _END
            if not (one + other).endswith(" "):
                yield f"{one}{other} " * TIMES + _END


def repeated(tree: Any) -> Iterator[Any]:
    """The parts of an expression that may stand there many times."""
    for op, value in tree:
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            if value[1] > 3:
                yield value[2]
            yield from repeated(value[2])
        elif op is c.SUBPATTERN:
            yield from repeated(value[-1])
        elif op is c.ATOMIC_GROUP:
            yield from repeated(value)
        elif op is c.BRANCH:
            for branch in value[1]:
                yield from repeated(branch)
        elif op in (c.ASSERT, c.ASSERT_NOT):
            yield from repeated(value[1])


def words(tree: Any) -> Iterator[str]:
    """Texts that an expression matches: one for each of its alternatives, where it has any."""
    parts = [list(islice(_texts(op, value), 40)) or [""] for op, value in tree]
    first = [part[0] for part in parts]
    yield "".join(first)
    for place, part in enumerate(parts):
        for text in part[1:]:
            yield "".join([*first[:place], text, *first[place + 1 :]])


def _texts(op: Any, value: Any) -> Iterator[str]:
    if op is c.LITERAL:
        yield chr(value)
    elif op is c.NOT_LITERAL:
        yield "a" if value != ord("a") else "b"
    elif op is c.ANY:
        yield "a"
    elif op is c.IN:
        yield from _members(value)
    elif op is c.BRANCH:
        for branch in value[1]:
            yield from words(branch)
    elif op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        least, most, body = value
        for text in words(body):
            yield text * max(least, min(1, most))
        if least == 0:
            yield ""
    elif op is c.SUBPATTERN:
        yield from words(value[-1])
    elif op is c.ATOMIC_GROUP:
        yield from words(value)


_CLASSES = {
    c.CATEGORY_DIGIT: "7", c.CATEGORY_WORD: "a", c.CATEGORY_SPACE: " ", c.CATEGORY_NOT_DIGIT: "a",
    c.CATEGORY_NOT_WORD: "-", c.CATEGORY_NOT_SPACE: "a",
}  # fmt: skip


def _members(parts: Any) -> Iterator[str]:
    negated = parts[0][0] is c.NEGATE
    named = []
    for op, value in parts[negated:]:
        if op is c.LITERAL:
            named.append(chr(value))
        elif op is c.RANGE:
            named.append(chr(value[0]))
        elif op is c.CATEGORY:
            named.append(_CLASSES.get(value, "a"))
    yield from ([one for one in "a 7-" if one not in named] if negated else named)
