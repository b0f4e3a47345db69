"""Which language a text is in."""

from __future__ import annotations

import re

# Below this many letters the classifier guesses.
_MIN_LETTERS = 60
_ENOUGH = 1500
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "said", "by", "as", "at", "from",
    "has", "have", "it", "he", "his", "be", "are", "were", "an", "after", "their", "which",
})  # fmt: skip
# English news has 35-45 % of these words; the nearest language written in them, Scots, is read as English too.
_ENGLISH_SHARE = 0.17


def language_of(text: str) -> str:
    """ISO 639-1, or "und" when there is too little text to tell.

    >>> language_of("The minister said on Sunday that the talks in the capital had ended without a result.")
    'en'
    """
    head = text[:_ENOUGH]
    words = _WORD.findall(head.lower())
    if sum(map(len, words)) < _MIN_LETTERS:
        return "und"
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    import py3langid

    return py3langid.classify(head)[0]
