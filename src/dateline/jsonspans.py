"""Where things stand in JSON text: the value of a key, and what each character of a string literal stands for.

`json.loads` forgets positions; evidence needs them. Everything here is linear in the length of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)

_COMMAS = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(strict=False)

_SIMPLE = {"\\n": "\n", '\\"': '"', "\\/": "/", "\\\\": "\\", "\\t": "\t", "\\r": "\r"}


def value_start(text: str, key: str) -> int | None:
    """Where the value of a top-level key begins; the last one when a key is repeated, as `json.loads` has it."""
    depth, found = 0, None
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "{[":
            depth += 1
        elif token in "}]":
            depth -= 1
        elif depth == 1:
            at = match.end()
            while at < len(text) and text[at] in " \t\r\n":
                at += 1
            if text[at : at + 1] == ":" and json.loads(token, strict=False) == key:
                at += 1
                while at < len(text) and text[at] in " \t\r\n":
                    at += 1
                found = at
    return found


def string_pieces(text: str, key: str) -> Iterator[tuple[str, int, int]]:
    """The string at a key as (characters, start, end) in `text`; an escape is one piece of its own. "fields.body" is a key
    of the object at a top-level key. A list of strings gives them as paragraphs; one that holds objects too, as messages
    with marks in them are kept, its strings and the "text" of its objects as one."""
    start, outer = 0, text
    for name in key.split("."):
        at = value_start(outer, name)
        if at is None:
            return
        start, outer = start + at, outer[at:]
    literals, are_paragraphs = _literals(text, start)
    before = None
    for begin, end in literals:
        if are_paragraphs and before is not None:
            yield "\n\n", before, begin + 1
        yield from _pieces(text, begin + 1, end - 1)
        before = end - 1


def literal_pieces(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The same of the string literal that begins at `at`; nothing where none does, or it does not end."""
    literal = _TOKEN.match(text, at)
    if literal is not None and literal[0][0] == '"':
        yield from _pieces(text, literal.start() + 1, literal.end() - 1)


def is_words(value: object) -> bool:
    """Whether `string_pieces` can give the words of a value."""
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, list) and any(map(_says, value)) and all(isinstance(one, str | dict) for one in value)


def _says(one: object) -> bool:
    said = one.get("text") if isinstance(one, dict) else one
    return isinstance(said, str) and bool(said.strip())


def _literals(text: str, start: int) -> tuple[list[tuple[int, int]], bool]:
    """Where the string literals stand that make up the value at `start`, and whether each is a paragraph."""
    found: list[tuple[int, int]] = []
    if text[start : start + 1] == '"':
        return [_literal(text, start)], False
    if text[start : start + 1] != "[":
        return found, False
    only_strings, at = True, _after_commas(text, start + 1)
    while text[at : at + 1] not in ("]", ""):
        _, end = _DECODER.raw_decode(text, at)
        if text[at] == '"':
            found.append((at, end))
        elif text[at] == "{":
            only_strings = False
            said = value_start(text[at:end], "text")
            if said is not None and text[at + said] == '"':
                found.append(_literal(text, at + said))
        at = _after_commas(text, end)
    return found, only_strings


def _literal(text: str, at: int) -> tuple[int, int]:
    return _TOKEN.match(text, at).span()  # type: ignore[union-attr]


def _after_commas(text: str, at: int) -> int:
    return _COMMAS.match(text, at).end()  # type: ignore[union-attr]


def _pieces(text: str, at: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The characters that text[at:end], the inside of a literal, stands for."""
    # A text in another script may be escapes throughout, two million of them, but only a few hundred different ones.
    meanings = dict(_SIMPLE)
    for escape in _ESCAPE.finditer(text, at, end):
        start, after = escape.span()
        if start > at:
            yield text[at:start], at, start
        said = meanings.get(escape[0])
        if said is None:
            # Half of a surrogate pair is no character: it could not be stored.
            said = json.loads(f'"{escape[0]}"', strict=False).encode("utf-8", "replace").decode()
            meanings[escape[0]] = said = "\ufffd" if said == "?" else said
        yield said, start, after
        at = after
    if at < end:
        yield text[at:end], at, end
