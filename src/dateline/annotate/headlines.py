"""Headlines In Title Case, as the parser can read them: known words in small letters, names as they stand."""

from __future__ import annotations

import re
from collections.abc import Set

# Fewer words than this tell no style; more than that share of capitals is a headline's (share of its words).
MIN_WORDS, MIN_SHARE = 4, 0.7
# A block longer than this is a paragraph, however it is written (characters).
MAX_LENGTH = 200

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_FUNCTION = frozenset(
    [
        "a",
        "after",
        "against",
        "ahead",
        "all",
        "along",
        "amid",
        "an",
        "and",
        "are",
        "as",
        "at",
        "back",
        "before",
        "between",
        "but",
        "by",
        "can",
        "could",
        "during",
        "for",
        "from",
        "had",
        "has",
        "have",
        "his",
        "her",
        "how",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "more",
        "most",
        "new",
        "no",
        "not",
        "of",
        "off",
        "on",
        "or",
        "other",
        "out",
        "over",
        "says",
        "set",
        "she",
        "their",
        "them",
        "they",
        "this",
        "to",
        "two",
        "under",
        "up",
        "upon",
        "was",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "without",
        "would",
    ]
)
_ENDINGS = (("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


def plain_case(text: str, words: Set[str]) -> str:
    """`text` with the words of `words` (lemmas) in small letters where it is a headline in Title Case; equally long.

    >>> plain_case("Oman Offers to Mediate Between Clans", {"offer", "mediate", "clan"})
    'Oman offers to mediate between clans'
    """
    if len(text) > MAX_LENGTH:
        return text
    found = list(_WORD.finditer(text))
    if len(found) < MIN_WORDS or sum(m[0][0].isupper() for m in found) < MIN_SHARE * len(found):
        return text
    small = text
    for m in found[1:]:
        word = m[0]
        if word[1:].islower() and _known(word.lower(), words):
            small = small[: m.start()] + word.lower() + small[m.end() :]
    return small


def _known(word: str, words: Set[str]) -> bool:
    if word in words or word in _FUNCTION:
        return True
    return any(word.endswith(ending) and word[: -len(ending)] + rest in words for ending, rest in _ENDINGS)
