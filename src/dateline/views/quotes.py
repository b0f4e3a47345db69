"""Quotes compared: one row a quotation, its versions under each other, with the words that each adds and drops."""

from __future__ import annotations

from dateline.model import Quote, Record
from dateline.views.compare import merged
from dateline.views.index import Index, cut
from dateline.views.phrases import actor_words

COMPARED = 60
ALONE = 40
_MARKS = str.maketrans({**dict.fromkeys('"“”„‟«»', ""), **dict.fromkeys("‘’`´", "'")})


def quotes(record: Record) -> dict:
    index = Index(record)
    several = [one for one in record.quotes if len({words.report for words in one.variants}) > 1]
    alone = [one for one in record.quotes if one not in several and one.speaker]
    several.sort(key=lambda one: (_same(one), -len(one.variants), one.id))
    alone.sort(key=lambda one: (index.number.get(one.variants[0].report, 0), one.variants[0].start))
    return {
        "compared": [_row(one, index) for one in several[:COMPARED]],
        "alone": [_single(one, index) for one in alone[:ALONE]],
        "left_out": max(0, len(several) - COMPARED) + max(0, len(alone) - ALONE),
    }


def _same(quote: Quote) -> bool:
    return quote.note == "same words"


def _row(quote: Quote, index: Index) -> dict:
    """Versions with equal words stand together; the longest is what the others are compared with."""
    groups: dict[str, list] = {}
    for words in sorted(quote.variants, key=lambda one: (index.number.get(one.report, 0), one.start)):
        groups.setdefault(_bare(words.text), []).append(words)
    order = sorted(groups.values(), key=lambda found: (-len(found[0].text), index.number.get(found[0].report, 0)))
    full = order[0][0].text
    versions = []
    for n, found in enumerate(order):
        pieces = [{"text": full, "kind": "same"}] if n == 0 else merged(full, found[0].text)
        versions.append(
            {
                "pieces": pieces,
                "cut": n > 0 and _bare(found[0].text) in _bare(full),
                "cites": [index.cite(one.report, one.start) for one in found],
            }
        )
    return {
        "id": quote.id,
        "speaker": actor_words(quote.speaker) if quote.speaker else "speaker not named",
        "note": quote.note,
        "altered": not _same(quote),
        "versions": versions,
        "reports": len({one.report for one in quote.variants}),
    }


def _bare(text: str) -> str:
    """The words without the marks around them: houses set quotation marks their own way, and that changes nothing."""
    return " ".join(text.translate(_MARKS).split()).strip(" ,.").casefold()


def _single(quote: Quote, index: Index) -> dict:
    words = quote.variants[0]
    return {
        "speaker": actor_words(quote.speaker) if quote.speaker else "speaker not named",
        "text": cut(" ".join(words.text.split()), 240),
        "cite": index.cite(words.report, words.start),
    }
