"""Who signs a page: the persons its record declares, else whom it shows in elements marked as byline or author, near the
headline first, else in a line that begins with "By"."""

from __future__ import annotations

import re

from dateline.clean.authors import ROLE, STAFF, author_names, is_account
from dateline.clean.metadata import Facts
from dateline.clean.outlets import Agencies
from dateline.clean.page import Page, Telling, told_parts
from dateline.clean.passages import Passage
from dateline.clean.place import Place

# Microdata, microformats and links that can only mean the author, and elements merely called after one.
_DECLARED = re.compile(r"(?:^|[ :/])(?:author|creator)$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[._-])(?:by-?lines?\w*|authors?(?:[-_]?names?|[-_]?links?)?|p-author|autore?s?|autora|autorin|auteurs?|writers?|"
    r"contributors?|redakteur|verfasser|firmas?|signature|vcard|fn|posted-by|written-by|submitted(?:-?by)?|username|article-author|post-author|entry-author)(?=$|[._-])",
    re.IGNORECASE,
)
_NO_BYLINE = re.compile(
    r"comment|related|recommend|sidebar|image|photo|social|follow|(?:^|[._-])tags?(?=$|[._-])", re.IGNORECASE
)
# What tells of an author below a report is a byline where it stands under the headline.
_BIOGRAPHY = re.compile(
    r"bio\b|about|profile|description|(?<!h-)(?<!v)card|avatar|(?:^|[._-])box(?=$|[._-])", re.IGNORECASE
)
_BY = re.compile(r"(?:By|BY|Von|Par|Por|Di|Door)(?: ?:|(?=\s|$))\s*")
# In any language the site is written in: is, was, has been, covers, writes.
_IS = re.compile(
    r",? (?:is|was|has|covers|writes|reports|joined|works|currently|est|couvre|écrit|ist|schreibt|berichtet|es|escribe|cubre|"
    r"è|scrive|é|escreve|schrijft|är|er|jest|je)\b"
)
_JOINS = re.compile(r"and|&|,|und|et|y|e|en|,? ?with", re.IGNORECASE)
_LONGEST = 160
# Bylines of one article stand so close together (characters of the source).
_TOGETHER = 3_000
_PARTICLES = frozenset({
    "al", "el", "ul", "bin", "ibn", "ben", "van", "der", "den", "de", "da", "dos", "das", "do", "di", "la", "le", "du", "del",
    "della", "von", "zu", "ter", "ten", "te", "af", "av", "y", "e",
})  # fmt: skip
_BAR_AND_DAY = re.compile(r"\|.*\d")
_FOR = re.compile(r" (?:for|at|of) (?=(?:the )?[A-Z])")  # "Ann Lee for The Evening Courier"
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_NO_PERSON = re.compile(
    r"\b(?:read|more|news|published|updated|share|follow|comments?|home|menu|view|all|posts?|articles?|stories|archive|"
    r"subscribe|sign|login|opinion|analysis|world|politics|min|minutes|desk|online|press|image|photos?|pictures?|video|"
    r"copyright|getty|in|on|at|for|joined|since|by|am|pm|datum|uhr|modified|wire)\b",
    re.IGNORECASE,
)


def authors_of(
    source: str, page: Page, place: Place, facts: Facts, agencies: Agencies, outlet: str | None = None
) -> list[str]:
    """Persons before outlets, agencies, desks and accounts; what a page declares before what it shows. `outlet` is the
    usual name of the page's outlet, where it is known."""
    houses = [name for name in (facts.outlet, outlet) if name]

    def is_own(name: str) -> bool:
        return any(_names_outlet(name, house) for house in houses) or (is_account(name) and not agencies.of(name))

    def is_person(name: str) -> bool:
        return not (is_own(name) or agencies.of(name) or STAFF.match(name))

    if any(map(is_person, facts.authors)):
        return [name for name in facts.authors if not is_own(name)]
    shown = shown_authors(source, page, place, agencies)
    if any(map(is_person, shown)):
        return shown
    return _in_a_line(source, page, place) or (shown if all(map(is_own, facts.authors)) else []) or facts.authors


def _names_outlet(name: str, outlet: str) -> bool:
    """Whether a name is the outlet's, give or take "News" or "Editions"."""
    words, known = _words(name), _words(outlet)
    return bool(known and words) and (known <= words or words <= known)


def _words(text: str) -> set[str]:
    return set(map(str.casefold, _WORD.findall(text)))


def _in_a_line(source: str, page: Page, place: Place) -> list[str]:
    """The names of the first line near the headline that begins with "By"; what stands behind them in an element of its
    own, a role or a town, is no name."""
    for passage in page.passages:
        if passage.hidden or len(passage.text) > _LONGEST or not place.is_near(passage.start):
            continue
        if _BY.match(passage.text) and not place.is_of_others(passage.path):
            names: list[str] = []
            for part in _parts(passage, source):
                part = _BY.sub("", part)
                found = [name for name in author_names(part) if _is_person(name)]
                names += found
                if part and not found and not _JOINS.fullmatch(part):
                    break
            if names:
                return names
    return []


def _parts(passage: Passage, source: str) -> list[str]:
    """The text of a passage, cut where an element begins or ends."""
    parts, end = [""], -1
    for text, start, stop in passage.pieces:
        if end >= 0 and (start > end or source.startswith("<", start)):
            parts.append("")
        parts[-1] += text
        end = stop
    return [part.strip() for part in parts if part.strip()]


def is_biography(text: str, authors: list[str]) -> bool:
    """Whether a paragraph tells who its author is: "Ann Lee is the Courier's correspondent in Halden."."""
    return any(text.startswith(name) and _IS.match(text, len(name)) for name in authors)


def shown_authors(source: str, page: Page, place: Place, agencies: Agencies) -> list[str]:
    """The names that the page shows as its authors; an agency only where no person signs."""
    found: list[tuple[tuple[bool, bool, int], Telling, list[str]]] = []
    for one in page.telling:
        declared = _is_declared(one)
        if not declared and not _NAMED.search(one.mark):
            continue
        around = f"{one.path} {one.mark}"
        apart = place.apart(around)
        if _NO_BYLINE.search(apart) or place.is_of_others(around):
            continue
        if _BIOGRAPHY.search(apart) and not place.is_near(one.start):
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
    # "Ann Lee | Halden | 04/05/2015": the town is no second author.
    parts = [part.partition("|")[0] if _BAR_AND_DAY.search(part) else part for part in parts]
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
