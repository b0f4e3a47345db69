"""Which passages of a page are its article.

trafilatura chooses; its text is matched back to our own passages, which know where they stand. Where it fails, gives
nothing, or loses most of the text that stands in one place, the passages are chosen by how densely text stands in them.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.clean.page import Page
from dateline.clean.passages import Passage

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

# trafilatura, in its fast mode and on the stretch of the page where text stands densest, is right about most pages: on
# the development sets more often than on whole pages (text F1 .9655 against .9648, .964 against .961), in half the
# time. Where it keeps less than this share of what density keeps, it sees the whole page, and where that is no help it
# is asked once more with its own second opinions.
_ENOUGH = 0.5
# The densest text must be this share of the page's running text; else the stretch is as long as that.
_MOST_TEXT = 0.5
# Elements that no extractor reads, left out before: half of a page's characters, and parsed for nothing.
_UNREAD = frozenset({"script", "style", "svg", "iframe", "math", "noframes", "noembed", "template"})
# Boxes that trafilatura leaves out as well, after it has looked through them six times. Its second opinions see them.
_BOX = re.compile(r"<(/?)(nav|footer|select|button|noscript|figure|picture|video)(?=[\s/>])[^>]*+>", re.IGNORECASE)
# trafilatura takes over a minute on pages above these (measured on a 7 MB page of 500,000 elements and on 22 MB of
# paragraphs), and gives up on nesting that lxml refuses.
_FIRST_MAX_CHARACTERS = 3_000_000
_FIRST_MAX_DEPTH = 200
_WORD = re.compile(r"\w+")
# A passage belongs to the extractor's text when this share of its three-word runs occurs there.
_SHARE = 0.6
# Under this share of the words found by density, the first extractor lost the article.
_LOST = 0.4
# So many kept paragraphs make a place of the page (same elements, same classes) the article's place.
_SAME_PLACE = 3
# An element that holds one article: by its name, or by the class that microformats give entries.
_ENTRY = re.compile(r"(?:^| )(?:article|[^ ]*\.h-?entry)(?=[. ]|$)[^ ]*")
# Over this share of the kept text, boxes that are named like asides are the article itself - not so comments, which may
# be longer than the report, where so many paragraphs stand outside them.
_MOST_ASIDE = 0.35
_A_REPORT = 3
_COMMENTS = re.compile(
    r"[ ._-](?:(?:visitors?|user|reader)s?-?)?(?:comments?|commentlist|respond|disqus|kommentare?|comentarios?|commentaires?)"
    r"(?=$|[ ._-])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:[ ._-])(?:related|recommend\w*|newsletter\w*|subscri\w*|promo\w*|teasers?|trending|"
    r"most-?(?:read|popular|viewed)|read-?(?:more|next|also)|more-?(?:on|from|stories|news|like)|"
    r"(?:around|across|from|elsewhere-on)[-_]the[-_]web|secondary-?(?:content|column)|right-?(?:rail|column)|(?:container|column|col)_right|share\w*|sharing|social\w*|tags?|comments?|respond|"
    r"signup|sign-up|author-?(?:bio|box|info)|bio|breadcrumbs?|cookie\w*|paywall|advert\w*|sponsor\w*|"
    r"footer|sidebar|nav|menu|taboola|outbrain)"
    r"(?=$|[ ._-])",
    re.IGNORECASE,
)
_CLUTTER = re.compile(
    r"(?:^|[ ._-])(?:nav|navbar|navigation|menu|footer|aside|sidebar|header|form|breadcrumbs?|comments?|"
    r"related|recommend\w*|"
    r"newsletter|subscribe|subscription|cookie\w*|consent|share|sharing|social|promo\w*|advert\w*|sponsor\w*|"
    r"most-?(?:read|popular|viewed)|trending|popular|tags?|byline|figcaption|caption|button|select|table)(?=$|[ ._-])",
    re.IGNORECASE,
)


def choose(source: str, page: Page) -> tuple[list[bool], str]:
    """For each passage whether it is kept, and which extractor said so, with the reason when it was not the first."""
    passages = page.passages
    dense = _by_density(passages)
    expected = _count(passages, dense)
    text, why, kept = "", "", dense
    for part, fast in _looks(source, page, dense):
        text, why = _first_extractor(part, page.deepest, fast=fast)
        kept = _matching(passages, text)
        if _count(passages, kept) >= _ENOUGH * expected:
            break
    if not text:
        return dense, f"density ({why or 'trafilatura found no article'})"
    if _count(passages, kept) < _LOST * expected:
        return dense, "density (trafilatura lost text)"
    return _without_others(passages, _without_asides(passages, _completed(passages, kept))), "trafilatura"


def _completed(passages: list[Passage], kept: list[bool]) -> list[bool]:
    """Add running paragraphs that stand in the very same place as kept ones: parts of a long article that the extractor
    cut off at a chapter mark or an advertisement."""
    places = Counter(p.path for p, keep in zip(passages, kept, strict=True) if keep and _paragraph(p))
    return [keep or (places[p.path] >= _SAME_PLACE and _paragraph(p)) for p, keep in zip(passages, kept, strict=True)]


def _without_others(passages: list[Passage], kept: list[bool]) -> list[bool]:
    """Leave out other articles of the page, where its only first heading stands inside an article and so does text."""
    headings = {_article_of(p.path) for p in passages if p.tag == "h1" and not p.hidden}
    own = headings.pop() if len(headings) == 1 else ""
    if not own or not any(
        keep and _paragraph(p) and _article_of(p.path) == own for p, keep in zip(passages, kept, strict=True)
    ):
        return kept
    return [
        keep and (_article_of(p.path) in ("", own) or p.path.startswith(own + " "))
        for p, keep in zip(passages, kept, strict=True)
    ]


def _article_of(path: str) -> str:
    """The outermost element that is an article or marked as an entry, with what stands around it."""
    match = _ENTRY.search(path)
    return path[: match.end()] if match else ""


def _without_asides(passages: list[Passage], kept: list[bool]) -> list[bool]:
    """Leave out what stands in a box for something else - related stories, newsletter, comments - unless that is where
    most of the text stands, on pages that name their parts oddly."""
    aside = [keep and _is_aside(p.path) for p, keep in zip(passages, kept, strict=True)]
    if _count(passages, aside) > _MOST_ASIDE * _count(passages, kept):
        report = [keep and not _is_of_readers(p.path) for p, keep in zip(passages, kept, strict=True)]
        paragraphs = sum(keep and _paragraph(p) for p, keep in zip(passages, report, strict=True))
        return kept if report == kept or paragraphs < _A_REPORT else _without_asides(passages, report)
    return [keep and not out for keep, out in zip(kept, aside, strict=True)]


def _looks(source: str, page: Page, dense: list[bool]) -> Iterator[tuple[str, bool]]:
    """What to show trafilatura, and whether in its fast mode: a stretch of the page, the page, the page in full mode."""
    found = _stretch(source, page.passages, dense)
    if found:
        article = _readable(source, page, *found)
        yield f"<html><body><article>{_without_boxes(article)}</article></body></html>", True
    whole = _readable(source, page, 0, len(source))
    yield _without_boxes(whole), True
    yield whole, False


def _stretch(source: str, passages: list[Passage], dense: list[bool]) -> tuple[int, int] | None:
    """Where the page's headline and its densest text stand, when that is most of its running text; else all of that."""
    numbers = [number for number, keep in enumerate(dense) if keep]
    if not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    running = [number for number, passage in enumerate(passages) if _paragraph(passage)]
    inside = sum(len(passages[number].text) for number in running if first <= number <= last)
    if inside < _MOST_TEXT * sum(len(passages[number].text) for number in running):
        first, last = min(first, running[0]), max(last, running[-1])
    first = max((number for number in range(first) if passages[number].tag == "h1"), default=first)
    start, end = source.rfind("<", 0, passages[first].start), source.find("<", passages[last].end)
    return max(start, 0), end if end > 0 else len(source)


def _readable(source: str, page: Page, start: int, end: int) -> str:
    """source[start:end] without what no extractor reads. What a page tells machines about its article stays:
    trafilatura looks."""
    parts, at = [], start
    for token in page.opaque:
        if at <= token.start < end and token.name in _UNREAD and "ld+json" not in token.attrs:
            parts.append(source[at : token.start])
            at = token.end
    return "".join([*parts, source[at:end]])


def _without_boxes(source: str) -> str:
    """The page without its navigation, footers, pictures and buttons. A box that is never closed stays."""
    parts, at = [], 0
    name, start, depth = "", 0, 0
    for match in _BOX.finditer(source):
        closing, found = match[1], match[2].lower()
        if not name:
            if not closing:
                name, start, depth = found, match.start(), 1
        elif found == name:
            depth += -1 if closing else 1
            if not depth:
                parts.append(source[at:start])
                name, at = "", match.end()
    return "".join([*parts, source[at:]])


def _first_extractor(source: str, depth: int, *, fast: bool) -> tuple[str, str]:
    """Its text, or "" and what kept it from trying."""
    if len(source) > _FIRST_MAX_CHARACTERS:
        return "", "page too long for trafilatura"
    if depth > _FIRST_MAX_DEPTH:
        return "", "page nested too deep for trafilatura"
    import trafilatura

    try:
        text = trafilatura.extract(source, options=_options(fast))
    except Exception as error:  # a third-party parser on hostile input: whatever it raises, the page is read otherwise
        return "", f"trafilatura failed: {type(error).__name__}"
    return text or "", ""


@lru_cache(maxsize=2)  # they are read from a file of settings, which takes as long as the text of a short page
def _options(fast: bool) -> Extractor:
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would say is said in Document.extractor
    return Extractor(fast=fast, comments=False, tables=True, formatting=False)


def _matching(passages: list[Passage], text: str) -> list[bool]:
    if not text:
        return [False] * len(passages)
    lines: set[str] = set()  # as they stand, and letters and digits alone
    runs: set[tuple[str, ...]] = set()
    for line in text.splitlines():
        words = _words(line)
        if words:
            lines.update((line, "".join(words)))
            runs.update(_runs(words))
    return [not passage.hidden and _stands_in(passage.text, lines, runs) for passage in passages]


def _stands_in(text: str, lines: set[str], runs: set[tuple[str, ...]]) -> bool:
    if text in lines:
        return True
    words = _words(text)
    if len(words) < 4 or "".join(words) in lines:
        return "".join(words) in lines
    own = _runs(words)
    return sum(map(runs.__contains__, own)) >= _SHARE * len(own)


def _by_density(passages: list[Passage]) -> list[bool]:
    """The passages in the container that holds most running text."""
    weight: dict[str, float] = {}
    # A page that is one table, or whose every box is named like clutter, is judged by its paragraphs alone.
    running = [p for p in passages if _running(p)]
    named = bool(running)
    running = running or [p for p in passages if _paragraph(p)]
    for passage in running:
        container = passage.path
        share = float(len(passage.text))
        for _ in range(3):
            container = container.rpartition(" ")[0]
            weight[container] = weight.get(container, 0.0) + share
            share *= 0.7
    if not weight:
        return [not p.hidden and not _is_clutter(p.path) for p in passages]
    best = max(weight, key=lambda container: (weight[container], container))
    inside = best + " " if best else ""
    return [
        p.path.startswith(inside)
        and not p.hidden
        and (_running(p) or not (named and _is_clutter(p.path[len(inside) :])))
        and p.linked <= 0.5 * len(p.text)
        for p in passages
    ]


def _running(passage: Passage) -> bool:
    return _paragraph(passage) and not _is_clutter(passage.path)


@lru_cache(maxsize=4096)
def _is_aside(path: str) -> bool:
    return _ASIDE.search(path) is not None


@lru_cache(maxsize=4096)
def _is_of_readers(path: str) -> bool:
    return _COMMENTS.search(path) is not None


@lru_cache(maxsize=4096)
def _is_clutter(path: str) -> bool:
    return _CLUTTER.search(path) is not None


def _paragraph(passage: Passage) -> bool:
    return not passage.hidden and len(passage.text) >= 60 and passage.linked <= 0.4 * len(passage.text)


def _count(passages: list[Passage], kept: list[bool]) -> int:
    return sum(len(passage.text) for passage, keep in zip(passages, kept, strict=True) if keep)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], strict=False))
