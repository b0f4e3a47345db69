"""Short, stable ids from content: the same content gives the same id on every machine."""

from __future__ import annotations

import hashlib
from collections import Counter

# Crockford's base 32: no I, L, O, U, so an id can be read aloud and never spells a word.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def short_id(prefix: str, content: str | bytes, *, length: int = 4) -> str:
    """
    >>> short_id("E", "report/m1")
    'E-6JJ1'
    """
    return id_of_digest(
        prefix, hashlib.sha256(content.encode() if isinstance(content, str) else content).digest(), length=length
    )


def id_of_digest(prefix: str, digest: bytes, *, length: int) -> str:
    """The same, of content whose SHA-256 is known."""
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(length):
        number, remainder = divmod(number, 32)
        letters.append(ALPHABET[remainder])
    return f"{prefix}-{''.join(letters)}"


def unique_ids(prefix: str, contents: list[str], *, length: int = 4) -> list[str]:
    """One id per content, in order; an id that two contents share grows until it tells them apart.

    The contents must differ. Growth depends on the set of contents, never on their order.
    """
    ids = [short_id(prefix, content, length=length) for content in contents]
    clashes = {one for one, count in Counter(ids).items() if count > 1}
    if not clashes:
        return ids
    longer = iter(
        unique_ids(prefix, [c for c, one in zip(contents, ids, strict=True) if one in clashes], length=length + 2)
    )
    return [next(longer) if one in clashes else one for one in ids]
