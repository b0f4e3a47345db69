"""The headline of a report: chosen among what the page and the text offer, without the outlet's name behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.clean.passages import Passage

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+(?:[|»«·•—–]|-{1,2}|::|/)\s+|\s+:\s+")
_IN_FRONT = re.compile(r"(?P<name>[^:|]{3,40}):\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!…:;,][\"'”’»)\]]*$")
# A line is a headline when it has at least so many words, and no more: ledes run longer.
_MIN_WORDS, _MAX_WORDS = 3, 30
# More lines than this before the first paragraph are a page's menu; the headline is then not looked for in it.
_BEFORE_LEAD = 12
_SUBTITLE_WORDS = 4  # behind a headline in one element; less is a part of it
# Headings that say in their class that they are the headline.
_MARKED = re.compile(
    r"(?:entry|post|article|story|node|news)[-_]?(?:title|headline)|(?:^|[. ])(?:headline|p-name)(?=$|[. ])"
)
_CLEARLY = 0.2
# Words two headlines must share to be the same told twice: of the shorter one's.
_SAME_SHARE = 0.8


def without_outlet(title: str, outlets: Sequence[str], *, only_named: bool = False) -> tuple[int, int]:
    """Where the headline stands in a page title: "Talks end | The Evening Courier" -> (0, 9).

    Ends are cut off when they are an outlet's name or domain, or - unless `only_named` - a short tail behind a strong
    separator.

    >>> without_outlet("KUNA : Reporter missing for five days", ["kuna.net.kw"])
    (7, 37)
    """
    keys = [key for key in map(_key, outlets) if len(key) > 2]
    start, end = 0, len(title)
    parts = list(_SEPARATOR.finditer(title))
    for match in reversed(parts):
        tail, head = title[match.end() : end], title[: match.start()]
        strong = any(mark in match[0] for mark in "|»«·•") or "::" in match[0]
        words = _count(tail)
        if (
            _names_outlet(tail, keys)
            or (not only_named and strong and words <= 5 and _count(head) >= 4)
            or (not only_named and words == 1 and _count(head) >= 5 and "-" in match[0] and tail.istitle())
        ):
            end = match.start()
        else:
            break
    for match in parts:
        if match.end() < end and _names_outlet(title[: match.start()], keys):
            start = match.end()
            break
    front = _IN_FRONT.match(title, start)
    if front and front.end() < end and _key(front["name"]) in keys:
        start = front.end()
    return start, end


def headline_of_text(passages: Sequence[Passage]) -> int | None:
    """Which of the lines before the first paragraph of a plain text is its headline; None when it begins with the
    report itself. A headline shares words with the report; the name of a section or a menu does not."""
    lead = next((number for number, passage in enumerate(passages) if _is_paragraph(passage.text)), 0)
    if lead > _BEFORE_LEAD:
        lead = 0 if not _is_headline(passages[0].text) else 1
    told = set(_WORD.findall(" ".join(passage.text for passage in passages[lead : lead + 4]).lower()))
    best, best_share = None, -1.0
    for number in range(lead):
        if _is_headline(passages[number].text):
            words = [word for word in _WORD.findall(passages[number].text.lower()) if len(word) > 3]
            share = sum(word in told for word in words) / (len(words) or 1)
            # A later line must fit clearly better, for subtitles share words too - unless nothing fitted yet.
            if share > best_share + (_CLEARLY if best_share > 0 else 0):
                best, best_share = number, share
    return best


def _is_paragraph(text: str) -> bool:
    return len(text) > 60 and bool(_SENTENCE_END.search(text))


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines are one told twice, give or take a few words."""
    a, b = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    if not a or not b:
        return False
    shorter, longer = sorted((set(a), set(b)), key=len)
    return len(shorter & longer) >= _SAME_SHARE * len(shorter) and len(shorter) >= 0.6 * len(longer)


def same_words(one: str, other: str) -> bool:
    """Whether two headlines differ in nothing but capitals, quotation marks and other signs."""
    return _key(one) == _key(other)


def share_words(one: str, other: str) -> bool:
    """Whether two headlines have a word of some length in common, or are in a script without spaces."""
    a, b = (set(_WORD.findall(text.lower())) for text in (one, other))
    long = [word for word in a if len(word) > 3 or not word.isascii()] or list(a)
    return any(word in b for word in long) or len(a) == 1


def _is_headline(text: str) -> bool:
    return (
        _MIN_WORDS <= _count(text) <= _MAX_WORDS
        and not _SENTENCE_END.search(text)
        and (text[0].isupper() or not text[0].isalpha())
        and (_count(text) > 3 or len(text) > 24)
    )


def _names_outlet(text: str, keys: list[str]) -> bool:
    key = _key(text)
    return bool(key) and any(key == known or (len(key) > 3 and (key in known or known in key)) for known in keys)


def _count(text: str) -> int:
    return len(_WORD.findall(text))


def _key(text: str) -> str:
    key = "".join(_WORD.findall(text.lower()))
    return key.removeprefix("the")


def page_headline(passages: Sequence[Passage], titles: Sequence[str], element: Passage | None) -> Passage | None:
    """The passage that shows the headline of a page: the h1 that the metadata confirm, or the part of it that they do,
    else any heading or line that they confirm, else the only one marked as a headline, else the only h1, else the page's
    <title> (`element`)."""
    seen = [passage for passage in passages if not passage.hidden and passage.text]
    told = [title for title in [*titles, element.text if element else ""] if title]
    first_headings = [passage for passage in seen if passage.tag == "h1" and _count(passage.text) >= 2]
    headings = [passage for passage in seen if passage.kind == "heading"]
    for group in (first_headings, headings):
        for title in told:
            for passage in group:
                if same_headline(passage.text, title):
                    return _part(passage, title, told) or passage
    for title in told:
        for passage in first_headings:
            if (part := _part(passage, title, told)) is not None:
                return part
    for title in told:
        for passage in seen:
            if len(passage.text) < 300 and _key(passage.text) == _key(title):
                return passage
    marked = [passage for passage in headings if _MARKED.search(passage.path) and _count(passage.text) >= 2]
    if len(marked) == 1 and not any(_count(title) >= 4 for title in told):
        return marked[0]
    if len(first_headings) == 1 and (not titles or element is None or _count(element.text) < 2):
        return first_headings[0]
    return element


def _part(passage: Passage, title: str, told: Sequence[str]) -> Passage | None:
    """The part of a heading that is the title, where a kicker stands before it or a subtitle behind: "DIPLOMACY Envoys
    meet in the capital". What one source alone leaves out at the end is only shortened there."""
    # Letter by letter: a kicker or subtitle may be glued to the headline.
    places = [n for n, character in enumerate(passage.text) if _WORD.match(character)]
    letters = "".join(passage.text[n].lower()[:1] for n in places)
    wanted = "".join(character.lower()[:1] for character in title if _WORD.match(character))
    at = letters.find(wanted) if _count(title) >= _MIN_WORDS and len(wanted) < len(letters) else -1
    if at < 0:
        return None
    start, end = places[at], places[at + len(wanted) - 1] + 1
    part = passage.cut(_opened(passage.text, start), _closed(passage.text, end))
    kicker, subtitle = passage.cut(0, start), passage.cut(end, len(passage.text))
    if at and not (kicker.text.isupper() or kicker.text.endswith((":", "|")) or _is_apart(kicker, part)):
        return None
    if at + len(wanted) < len(letters):
        agreed = sum(_key(other) == _key(title) for other in told) > 1
        if not (agreed and _count(subtitle.text) >= _SUBTITLE_WORDS and _is_apart(part, subtitle)):
            return None
    return part


def _is_apart(one: Passage, other: Passage) -> bool:
    """Whether markup stands between two halves of a passage."""
    return other.start - one.end > len("<b>")


def _opened(text: str, start: int) -> int:
    while start > 0 and text[start - 1] in "\"'“‘«„¿¡([":
        start -= 1
    return start


def _closed(text: str, end: int) -> int:
    while end < len(text) and text[end] in "\"'”’»“!?.…)]":
        end += 1
    return end
