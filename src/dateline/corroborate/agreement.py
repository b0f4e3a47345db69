"""Do two passages say the same? A number for how far they agree, from their words alone."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable

from dateline.alike.rarity import STOP, rarity, stem
from dateline.alike.words import words_of

# Words are compared by their first letters ("inspect", "inspections"), and once more as runs of letters, which forgive
# compounds and spellings. Half each; either alone is .005 worse on nanco dev.
_ROOT = 5
_RUN = 3
# From this on two answers to one question are the same answer (balanced accuracy on nanco dev is flat from .11 to .15).
AGREE = 0.13
_OTHER_THAN_LETTERS = re.compile(r"\W+")


def agree(a: str, b: str) -> float:
    """0 for nothing in common, 1 for the same words.

    >>> agree("to stop smuggling", "to stop the smuggling") > AGREE > agree("to stop smuggling", "it was raining")
    True
    """
    return (_cosine(_roots(a), _roots(b), rarity) + _cosine(_letters(a), _letters(b), lambda run: 1.0)) / 2


def _roots(text: str) -> Counter[str]:
    stems = (stem(word.form) for word in words_of(text))
    return Counter(form[:_ROOT] for form in stems if form not in STOP)


def _letters(text: str) -> Counter[str]:
    folded = _OTHER_THAN_LETTERS.sub(" ", text.lower())
    return Counter(folded[i : i + _RUN] for i in range(len(folded) - _RUN + 1))


def _cosine(a: Counter[str], b: Counter[str], weight: Callable[[str], float]) -> float:
    both = sum(a[term] * b[term] * weight(term) ** 2 for term in a if term in b)
    if not both:
        return 0.0
    lengths = [math.sqrt(sum((count * weight(term)) ** 2 for term, count in bag.items())) for bag in (a, b)]
    return both / (lengths[0] * lengths[1])
