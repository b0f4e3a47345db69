"""Where things stand on a page: near its headline, in its article, or in boxes of other stories, readers and the site."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from dateline.clean.passages import Passage

# What stands in one of these is another page's, a reader's or a passing event's.
_OF_OTHERS = re.compile(
    r"(?:^|[ ._-])(?:comment\w*|respond|repl(?:y|ies)|related\w*|recommend\w*|sidebar\w*|side-?bar|aside|widget\w*|teasers?|"
    r"popular|trending|latest\w*|recent\w*|next-?prev|prev|next|swiper\w*|\w+-more|most-?(?:read|viewed|popular)|archives?|"
    r"nav\w*|menu|tweets?|twitter\w*|carousel|slider|promo\w*|newsletter|ticker|upcoming|events?|"
    r"more-?(?:news|stories|from|on)|read-?(?:more|next|also)|see-?also|breaking\w*|weather|forum|cookie\w*|advert\w*|"
    r"listing|(?<!h-)cards?|thumb\w*|item-list|posts-list)(?=$|[ ._-])",
    re.IGNORECASE,
)
_FOOT = re.compile(r"(?:^|[ ._-])footer\w*(?=$|[ ._-])", re.IGNORECASE)
_FOOT_OF_ARTICLE = re.compile(
    r"(?:entry|post|article|story|content)[-_]?(?:footer|foot|bottom)|article[^ ]* footer", re.IGNORECASE
)
_LONG = 160
_BELOW = 4_000  # characters of the source
_ABOVE = 400  # so far above the headline (characters of the source) a line belongs to it as much as one below


class Place(msgspec.Struct, frozen=True):
    """Where the article stands: the elements around it, and the part of the source in which its headline, byline and day
    may be expected."""

    path: str
    start: int
    end: int

    def is_near(self, at: int) -> bool:
        return self.start < at < self.end

    def apart(self, path: str) -> str:
        """The elements of a path that do not hold the article too: whatever those are called, they are its own."""
        return _apart(path, self.path)

    def is_of_others(self, path: str) -> bool:
        return _is_of_others(path, self.path)


# A hundred lines of a menu stand in the same elements, and on the next page of the outlet again.
_REMEMBERED = 8192


@lru_cache(maxsize=_REMEMBERED)
def _is_of_others(path: str, article: str) -> bool:
    own = _apart(path, article)
    return bool(_OF_OTHERS.search(own)) or (bool(_FOOT.search(own)) and not _FOOT_OF_ARTICLE.search(own))


@lru_cache(maxsize=_REMEMBERED)
def _apart(path: str, article: str) -> str:
    parts, around = path.split(" "), article.split(" ") if article else []
    same = next((n for n, (a, b) in enumerate(zip(parts, around, strict=False)) if a != b), len(around))
    return " ".join(parts[same:])


def article_place(passages: list[Passage], headline: Passage | None, length: int) -> Place:
    """From a little above the headline down to the second long paragraph, for the first may be a standfirst. Where no
    headline is seen on the page, everywhere."""
    paragraphs = [p for p in passages if not p.hidden and p.linked < 0.5 * len(p.text) and len(p.text) > 120]
    path = max(paragraphs, key=lambda p: len(p.text)).path if paragraphs else ""
    if headline is None or headline.tag == "title":
        return Place(path, -1, length)
    long = [p.start for p in paragraphs if p.start > headline.start and len(p.text) > _LONG]
    return Place(path, headline.start - _ABOVE, long[1] if len(long) > 1 else headline.start + _BELOW)
