"""Who signs a page, as it shows it: elements marked as byline or author, near the headline first."""

from __future__ import annotations

import re

from dateline.clean.authors import ROLE, author_names
from dateline.clean.outlets import Agencies
from dateline.clean.page import Page, Telling, told_parts
from dateline.clean.place import Place

# Microdata, microformats and links that can only mean the author, and elements merely called after one.
_DECLARED = re.compile(r"(?:^|[ :/])(?:author|creator)$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[._-])(?:by-?lines?\w*|authors?(?:[-_]?names?|[-_]?links?)?|p-author|autore?s?|autora|autorin|auteurs?|writers?|"
    r"contributors?|redakteur|vcard|fn|posted-by|written-by|submitted(?:-?by)?|username|article-author|post-author|entry-author)(?=$|[._-])",
    re.IGNORECASE,
)
_NO_BYLINE = re.compile(
    r"bio\b|about|profile|description|comment|related|recommend|sidebar|(?<!h-)(?<!v)card|image|photo|avatar|social|follow|"
    r"(?:^|[._-])(?:box|tags?)(?=$|[._-])",
    re.IGNORECASE,
)
_LONGEST = 160
# Bylines of one article stand so close together (characters of the source).
_TOGETHER = 3_000
_PARTICLES = frozenset({
    "al", "el", "ul", "bin", "ibn", "ben", "van", "der", "den", "de", "da", "dos", "das", "do", "di", "la", "le", "du", "del",
    "della", "von", "zu", "ter", "ten", "te", "af", "av", "y", "e",
})  # fmt: skip
_FOR = re.compile(r" (?:for|at|of) (?=(?:the )?[A-Z])")  # "Ann Lee for The Evening Courier"
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_NO_PERSON = re.compile(
    r"\b(?:read|more|news|published|updated|share|follow|comments?|home|menu|view|all|posts?|articles?|stories|archive|"
    r"subscribe|sign|login|opinion|analysis|world|politics|min|minutes|desk|online|press|image|photos?|pictures?|video|"
    r"copyright|getty|in|on|at|for|joined|since|by|am|pm|datum|uhr)\b",
    re.IGNORECASE,
)


def shown_authors(source: str, page: Page, place: Place, agencies: Agencies) -> list[str]:
    """The names that the page shows as its authors; an agency only where no person signs."""
    found: list[tuple[tuple[bool, bool, int], Telling, list[str]]] = []
    for one in page.telling:
        declared = _is_declared(one)
        if not declared and not _NAMED.search(one.mark):
            continue
        around = f"{one.path} {one.mark}"
        if _NO_BYLINE.search(place.apart(around)) or place.is_of_others(around):
            continue
        names = _names(told_parts(source, one), agencies)
        if names:
            found.append(((not place.is_near(one.start), not declared, one.start), one, names))
    if not found:
        return []
    best, first, _ = min(found, key=lambda f: f[0])
    far = best[0]
    names = [
        name
        for rank, one, names in sorted(found, key=lambda f: f[0][2])
        if rank[:2] == best[:2] and abs(one.start - first.start) < _TOGETHER and (not far or one is first)
        for name in names
    ]
    persons = [name for name in names if not agencies.of(name)]
    return list(dict.fromkeys(persons or names))


def _is_declared(one: Telling) -> bool:
    declared = f"{one.attrs.get('itemprop', '')} {one.attrs.get('property', '')} {one.attrs.get('rel', '')}"
    return any(_DECLARED.search(word) for word in declared.split())


def _names(parts: list[str], agencies: Agencies) -> list[str]:
    """The names in the texts of an element, one text for each element inside it; [] when there is too much else."""
    if sum(map(len, parts)) > _LONGEST:
        return []
    joined: list[str] = []
    for part in parts:
        # "<b>Ann</b> <b>Lee</b>": two single words are one name.
        if joined and _is_word(part) and _is_word(joined[-1]) and not agencies.of(part):
            joined[-1] += " " + part
        else:
            joined.append(part)
    names = [_FOR.split(name)[0] for part in joined for name in author_names(part)]
    return [name for name in names if _is_person(name) or agencies.of(name)]


def _is_word(text: str) -> bool:
    return bool(_WORD.fullmatch(text)) and text[0].isupper() and text.lower() not in ("by", "von", "par", "por", "di")


def _is_person(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or words[0].lower() == "the" or ROLE.search(name) or _NO_PERSON.search(name):
        return False
    capital = [word for word in words if word[0].isupper() and _WORD.fullmatch(word)]
    return len(capital) >= 2 and all(word in capital or word.lower() in _PARTICLES for word in words)
