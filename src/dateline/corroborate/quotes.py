"""One quotation in its variants across reports: the same words, cut, or altered - and which words differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from dateline.ids import unique_ids
from dateline.model import Actor, Annotations, Attribution, Document, Quote, Words

_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Two quotations are versions of one where they share a run of this many words, or this share of the shorter one's words
# in order; shorter ones ("a step forward") are compared whole.
_RUN = 5
_ALIKE = 0.6
_FEWEST_WORDS = 3
_SHOWN = 5
# What cannot be left out without saying the contrary.
_TURNING = frozenset({"not", "no", "never", "nobody", "none", "nothing", "cannot"})


def compare_quotes(documents: Sequence[Document], annotations: Sequence[Annotations]) -> tuple[Quote, ...]:
    """Quotations that two reports or more carry, in the order of the first report that does.

    Versions of one quotation are kept together whoever they are ascribed to; the note tells when the speakers differ.
    """
    docs = {doc.report: doc for doc in documents}
    said = [
        (
            attribution,
            Words(
                report=made.report, start=span.start, end=span.end, text=docs[made.report].text[span.start : span.end]
            ),
        )
        for made in sorted(annotations, key=lambda made: made.report)
        for attribution in made.attributions
        if attribution.kind in ("direct", "mixed")
        for span in attribution.content
    ]
    rows = [(attribution, words, forms(words.text)) for attribution, words in said]
    rows = [row for row in rows if len(row[2]) >= _FEWEST_WORDS]
    groups = [group for group in _grouped(rows) if len({words.report for _, words, _ in group}) > 1]
    ids = unique_ids("Q", [f"{group[0][1].report} {group[0][1].start}" for group in groups])
    return tuple(_quote(quote_id, group) for quote_id, group in zip(ids, groups, strict=True))


def forms(text: str) -> list[str]:
    """The words of a quotation, folded."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _grouped(rows: list[tuple[Attribution, Words, list[str]]]) -> list[list]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    leader = list(range(len(rows)))

    def top(i: int) -> int:
        while leader[i] != i:
            i = leader[i]
        return i

    for i, (_, _, words) in enumerate(rows):
        size = min(_RUN, len(words))
        for run in {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}:
            for j in index[run][:20]:
                if top(i) != top(j) and _versions(words, rows[j][2]):
                    first, second = sorted((top(i), top(j)))
                    leader[second] = first
            index[run].append(i)
    groups: dict[int, list] = defaultdict(list)
    for i, row in enumerate(rows):
        groups[top(i)].append(row)
    return [groups[i] for i in sorted(groups)]


def _versions(a: list[str], b: list[str]) -> bool:
    if min(len(a), len(b)) < _RUN:
        return a == b
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= _ALIKE * min(len(a), len(b))


def _quote(quote_id: str, group: list[tuple[Attribution, Words, list[str]]]) -> Quote:
    speakers: dict[str, Actor] = {}
    for attribution, _, _ in group:
        if attribution.speaker is not None:
            speakers.setdefault(attribution.speaker.body or attribution.speaker.key, attribution.speaker)
    note = difference([words for _, _, words in group])
    named = [one for one in speakers.values() if not any(_shortened(one, other) for other in speakers.values())]
    if len(named) > 1:
        note += f"; ascribed to {' and to '.join(actor.name for actor in named)}"
    return Quote(
        id=quote_id,
        speaker=next(iter(named), None),
        variants=tuple(words for _, words, _ in group),
        note=note,
    )


def _shortened(short: Actor, full: Actor) -> bool:
    """ "The ministry" beside "the foreign ministry": one speaker, named less fully."""
    one, other = set(forms(short.name)), set(forms(full.name))
    return short.kind == "unnamed" and one < other


def difference(versions: Sequence[list[str]]) -> str:
    """How versions of one quotation differ from the longest of them, in a few words.

    >>> difference([["we", "are", "ready", "now"], ["we", "are", "ready"]])
    'cut'
    """
    longest = max(versions, key=len)
    altered = []
    cut = False
    for words in versions:
        for tag, i, j, k, m in SequenceMatcher(None, longest, words, autojunk=False).get_opcodes():
            if tag == "replace":
                altered.append(f"'{_some(longest[i:j])}' became '{_some(words[k:m])}'")
            elif tag == "insert":
                altered.append(f"'{_some(words[k:m])}' added")
            elif tag == "delete" and i > 0 and _TURNING & set(longest[i:j]) and j - i <= _FEWEST_WORDS:
                altered.append(f"'{_some(longest[i:j])}' left out")
            elif tag == "delete":
                cut = True
    if altered:
        return f"altered: {', '.join(dict.fromkeys(altered))}"
    return "cut" if cut else "same words"


def _some(words: list[str]) -> str:
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
