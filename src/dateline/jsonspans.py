"""Where things stand in JSON text: the value of a key, and what each character of a string literal stands for.

`json.loads` forgets positions; evidence needs them. Everything here is linear in the length of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)

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
    """The string value of a top-level key as (characters, start, end) in `text`; an escape is one piece of its own."""
    start = value_start(text, key)
    literal = _TOKEN.match(text, start) if start is not None else None
    if literal is None or literal[0][0] != '"':
        return
    at, end = literal.start() + 1, literal.end() - 1
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
