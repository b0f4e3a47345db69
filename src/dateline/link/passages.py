"""What of one report's text tells whether another stands on it: its runs of eight words outside quotation marks.

A quotation that two reports carry has a speaker, not a copyist.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import msgspec

from dateline.alike.words import Word, words_of
from dateline.model import Document

# Eight words in a row: shorter runs are shared by chance ("the foreign ministry said in a statement on Sunday").
RUN = 8
# The opening of a report, in words.
OPENING = 120
_NO_NAME_WORDS = "the a an in on at it he she they but and by for this that we i as of to with file photo"
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())


class Passages(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The runs of one report and what its opening names; from its text alone."""

    runs: tuple[int, ...]  # the hash of each run, in the order of the unquoted words they begin with
    names: tuple[str, ...]  # capitalised words and numbers of the opening, each once, sorted


def passages_of(doc: Document) -> Passages:
    words = words_of(doc.text)
    return Passages(runs=_runs(words), names=_names(doc.text, words))


def _runs(words: Sequence[Word]) -> tuple[int, ...]:
    """A quotation between two words breaks no run: "Russia", he said, "is ready" is read as "he said"."""
    forms = [word.form for word in words if not word.quoted]
    return tuple(hash_run(forms[i : i + RUN]) for i in range(len(forms) - RUN + 1))


def hash_run(forms: list[str]) -> int:
    """A number for a run of words, the same in every process (Python's own string hash is salted)."""
    return int.from_bytes(blake2b(" ".join(forms).encode(), digest_size=8).digest(), "little")


def _names(text: str, words: Sequence[Word]) -> tuple[str, ...]:
    opening = words[:OPENING]
    named = {word.form for word in opening if text[word.start].isupper() or text[word.start].isdigit()}
    return tuple(sorted(named - _NO_NAMES))
