"""Two wordings side by side: which words are only in one of them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[\w'’-]+|[^\w\s]")
_WITH_BLANK = re.compile(r"\S+\s*")
# Longer texts are cut before they are compared: the work grows with the square of the words.
LONGEST = 1200


def differing(a: str, b: str) -> tuple[list[dict], list[dict]]:
    """Both texts in pieces; a piece is marked when the other text does not have it there.

    >>> differing("one pilot", "two pilots")[0][0]
    {'text': 'one', 'marked': True}
    """
    left, right = _WORDS.findall(" ".join(a.split())[:LONGEST]), _WORDS.findall(" ".join(b.split())[:LONGEST])
    matcher = SequenceMatcher(None, [w.casefold() for w in left], [w.casefold() for w in right], autojunk=False)
    first: list[dict] = []
    second: list[dict] = []
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        _put(first, "".join(left[a0:a1]), kind != "equal")
        _put(second, "".join(right[b0:b1]), kind != "equal")
    return first, second


def merged(a: str, b: str) -> list[dict]:
    """`b` in pieces, with what it lacks of `a` between them: each piece is "same", "added" or "dropped".

    >>> [(one["kind"], one["text"]) for one in merged("afford a war", "afford war now")]
    [('same', 'afford '), ('dropped', 'a '), ('same', 'war '), ('added', 'now')]
    """
    left, right = (_WITH_BLANK.findall(" ".join(text.split())[:LONGEST]) for text in (a, b))
    matcher = SequenceMatcher(None, [_bare(w) for w in left], [_bare(w) for w in right], autojunk=False)
    found = []
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        parts = [("same", right[b0:b1])] if kind == "equal" else [("dropped", left[a0:a1]), ("added", right[b0:b1])]
        found += [{"kind": name, "text": "".join(words)} for name, words in parts if words]
    return found


def telling_part(text: str, other: str, longest: int) -> str:
    """At most `longest` letters of `text`: those around the words that `other` does not have, numbers before all.

    >>> telling_part("at the market on Monday morning some 40 people died", "at the market 12 people died", 24)
    '… Monday morning some 40 …'
    """
    words = text.split()
    if len(text) <= longest:
        return text
    known = {_bare(word) for word in other.split()}
    worth = [0 if _bare(word) in known else 3 if any(c.isdigit() for c in word) else 1 for word in words]
    best, chosen = -1, (0, 1)
    for start in range(len(words)):
        end, room = start, longest + 1
        while end < len(words) and len(words[end]) + 1 <= room:
            room -= len(words[end]) + 1
            end += 1
        if (found := sum(worth[start:end])) > best:
            best, chosen = found, (start, max(end, start + 1))
    start, end = chosen
    return f"{'… ' if start else ''}{' '.join(words[start:end])}{' …' if end < len(words) else ''}"


def _bare(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


def _put(pieces: list[dict], text: str, marked: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1]["marked"] == marked:
        pieces[-1]["text"] += text
    else:
        pieces.append({"text": text, "marked": marked})
