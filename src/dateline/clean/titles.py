"""The headline of a report: chosen among what the page and the text offer, without the outlet's name behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.clean.passages import CLOSERS, UNSPACED, Passage, count_words

_WORD = re.compile(r"\w+")
# Between words of a script without spaces there is no space at a separator either: "标题_新闻网", "見出し：新聞社".
_SEPARATOR = re.compile(
    r"\s+(?:[|»«·•—–]|-{1,2}|::|/)\s+|\s+:\s+|"
    rf"(?<=[{UNSPACED}）)」』”\"!?！？])\s*[_|｜：—–-]{{1,2}}\s*(?=\S)|\s*[｜：_]\s*(?=[{UNSPACED}])"
)
# How a widespread blog program names the page of one post: "Notes from the Hill » Blog Archive » Envoys meet".
_BLOG_ARCHIVE = re.compile(r".{2,60}\s[»|]\s+Blog Archive\s+[»|]\s+(?=\S)")
_IN_FRONT = re.compile(r"(?P<name>[^:|]{3,40}):\s+(?=\S)")
_SENTENCE_END = re.compile(rf"[.!…:;,。！][{CLOSERS}]*$")
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
# An outlet's name and its section have no more words: "BBC News Asia".
_NAME_WORDS = 4
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
    archive = _BLOG_ARCHIVE.match(title)
    start, end = archive.end() if archive else 0, len(title)
    parts = [match for match in _SEPARATOR.finditer(title) if match.start() >= start]
    for match in reversed(parts):
        tail, head = title[match.end() : end], title[: match.start()]
        strong = any(mark in match[0] for mark in "|»«·•｜_") or "::" in match[0]
        words = count_words(tail)
        if (
            _names_outlet(tail, keys)
            or (not only_named and strong and words <= 5 and count_words(head) >= 4)
            or (not only_named and words == 1 and count_words(head) >= 5 and "-" in match[0] and tail.istitle())
        ):
            end = match.start()
        else:
            break
    for match in parts:
        if match.end() < end and _is_outlet(title[start : match.start()], title[match.end() : end], keys):
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
        _MIN_WORDS <= count_words(text) <= _MAX_WORDS
        and not _SENTENCE_END.search(text)
        and (text[0].isupper() or not text[0].isalpha())
        and (count_words(text) > 3 or len(text) > 24)
    )


def _names_outlet(text: str, keys: list[str]) -> bool:
    key = _key(text)
    return bool(key) and any(key == known or (len(key) > 3 and (key in known or known in key)) for known in keys)


def _is_outlet(head: str, rest: str, keys: list[str]) -> bool:
    """Whether what stands before a separator is an outlet's name and not a headline that has it among its words:
    "Courier cuts forty jobs - Media"."""
    if not _names_outlet(head, keys):
        return False
    return _key(head) in keys or (count_words(head) <= _NAME_WORDS and count_words(rest) >= _MIN_WORDS)


def _key(text: str) -> str:
    key = "".join(_WORD.findall(text.lower()))
    return key.removeprefix("the")


def page_headline(passages: Sequence[Passage], titles: Sequence[str], element: Passage | None) -> Passage | None:
    """The passage that shows the headline of a page: the h1 that the metadata confirm, or the part of it that they do,
    else any heading or line that they confirm, else the only one marked as a headline, else the only h1, else the page's
    <title> (`element`)."""
    seen = [passage for passage in passages if not passage.hidden and passage.text]
    told = [title for title in [*titles, element.text if element else ""] if title]
    first_headings = [passage for passage in seen if passage.tag == "h1" and count_words(passage.text) >= 2]
    headings = [passage for passage in seen if passage.kind == "heading"]
    keys = {_key(title) for title in told}
    if not any(_key(passage.text) in keys for passage in first_headings):
        # An h1 may be the site's logo, with the headline in its alternative text.
        whole = [p for p in headings if not p.linked and count_words(p.text) >= _MIN_WORDS and _key(p.text) in keys]
        if whole:
            return whole[0]
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
    if len(first_headings) == 1 and _begins_a_title(first_headings[0], told):
        return first_headings[0]
    marked = [passage for passage in headings if _MARKED.search(passage.path) and count_words(passage.text) >= 2]
    if len(marked) == 1 and not any(count_words(title) >= 4 for title in told):
        return marked[0]
    if len(first_headings) == 1 and (not titles or element is None or count_words(element.text) < 2):
        return first_headings[0]
    return element


def _begins_a_title(heading: Passage, told: Sequence[str]) -> bool:
    """Whether a page's title goes on behind its heading: with its authors, or with a subtitle. A linked heading is the
    name of the site."""
    text = heading.text
    if heading.linked or count_words(text) < _MIN_WORDS:
        return False
    behind = [title[len(text) :] for title in told if title.startswith(text)]
    return any(_SEPARATOR.match(rest) or text.endswith(("?", "!", "…")) for rest in behind)


def _part(passage: Passage, title: str, told: Sequence[str]) -> Passage | None:
    """The part of a heading that is the title, where a kicker stands before it or a subtitle behind: "DIPLOMACY Envoys
    meet in the capital". What one source alone leaves out at the end is only shortened there."""
    # Letter by letter: a kicker or subtitle may be glued to the headline.
    places = [n for n, character in enumerate(passage.text) if _WORD.match(character)]
    letters = "".join(passage.text[n].lower()[:1] for n in places)
    wanted = "".join(character.lower()[:1] for character in title if _WORD.match(character))
    at = letters.find(wanted) if count_words(title) >= _MIN_WORDS and len(wanted) < len(letters) else -1
    if at < 0:
        return None
    start, end = places[at], places[at + len(wanted) - 1] + 1
    part = passage.cut(_opened(passage.text, start), _closed(passage.text, end))
    kicker, subtitle = passage.cut(0, start), passage.cut(end, len(passage.text))
    if at and not (kicker.text.isupper() or kicker.text.endswith((":", "|")) or _is_apart(kicker, part)):
        return None
    if at + len(wanted) < len(letters):
        agreed = sum(_key(other) == _key(title) for other in told) > 1
        if not (agreed and count_words(subtitle.text) >= _SUBTITLE_WORDS and _is_apart(part, subtitle)):
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
