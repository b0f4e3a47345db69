"""Outlets by their web domain, agencies by the forms they are credited in, and places reports are filed from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from dateline.errors import DataError

_FOLDER = "outlets"
# Host parts that say nothing about who publishes.
_PREFIXES = re.compile(r"^(?:www\d*|m|mobile|amp|edition|rss|feeds?|web|en|english|eng)\.")


class Outlet(msgspec.Struct, frozen=True):
    domain: str
    name: str
    group: str | None = None  # who publishes it: outlets of one group are no independent voices by themselves
    country: str | None = None  # ISO 3166-1 alpha-3
    kind: str | None = None  # agency, state agency, public broadcaster, daily ...


class Outlets:
    """
    >>> load_outlets(None).by_domain("www.bbc.co.uk").name
    'BBC'
    """

    def __init__(self, rows: list[Outlet]) -> None:
        self._by_domain = {row.domain: row for row in rows}
        self._by_name = {_key(row.name): row for row in reversed(rows)}

    def by_domain(self, host: str | None) -> Outlet | None:
        """The outlet of a host name or of any domain above it."""
        host = (host or "").lower().strip(".")
        while host.count("."):
            found = self._by_domain.get(host)
            if found:
                return found
            host = host.partition(".")[2]
        return None

    def by_url(self, url: str | None) -> Outlet | None:
        return self.by_domain(host_of(url)) if url else None

    def by_name(self, name: str | None) -> Outlet | None:
        return self._by_name.get(_key(name)) if name else None


class Agencies:
    """Wire agencies by the forms they are credited in, and the places that may begin a dateline."""

    def __init__(
        self, forms: dict[str, str], places: frozenset[str], rivals: dict[str, dict[str, str]] | None = None
    ) -> None:
        self._forms = {_key(form): name for form, name in forms.items()}
        self._places = places
        self._rivals = rivals or {}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        self._anywhere = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")

    def of(self, text: str) -> str | None:
        """The agency whose credit this is, as a whole: "(AFP)", "AP/Reuters" gives the first."""
        for part in re.split(r"\s*[/,&+]\s*|\s+and\s+", text.strip()):
            name = self._forms.get(_key(part))
            if name is None:
                return None if part == text.strip() else self._first(text)
            return name
        return None

    def _first(self, text: str) -> str | None:
        names = [self._forms.get(_key(part)) for part in re.split(r"\s*[/,&+]\s*|\s+and\s+", text.strip())]
        known = [name for name in names if name]
        return known[0] if len(known) == len(names) else None

    def named_in(self, text: str) -> str | None:
        """The first agency named anywhere in a credit."""
        match = self._anywhere.search(text)
        return self._forms[_key(match[0])] if match else None

    def rivals(self, name: str | None) -> dict[str, str]:
        """The agencies that sign with a form of this one's, itself included, and the country of each: "CNA" is the
        Cyprus News Agency and Taiwan's Central News Agency. Empty when its forms are its own."""
        return self._rivals.get(name or "", {})

    def is_place(self, text: str) -> bool:
        return all(_key(part) in self._places for part in text.split("/"))


@lru_cache(maxsize=4)
def load_outlets(own: str | None) -> Outlets:
    """Our table with the user's own laid over it; raises DataError naming file and line."""
    path = files("dateline").joinpath("data", _FOLDER, "outlets.csv")
    rows = [_outlet(row) for _, row in _rows(path, "data/outlets/outlets.csv", ("domain", "name"))]
    if own:
        rows += [_outlet(row) for _, row in _rows(Path(own), own, ("domain", "name"))]
    return Outlets(rows)


@lru_cache(maxsize=1)
def load_agencies() -> Agencies:
    folder = files("dateline").joinpath("data", _FOLDER)
    forms: dict[str, str] = {}
    sharing: dict[str, dict[str, str]] = {}
    for _, row in _rows(folder.joinpath("agencies.csv"), "data/outlets/agencies.csv", ("name",)):
        for form in [row["name"], *row["forms"].split("|")]:
            if form.strip():
                forms.setdefault(form.strip(), row["name"])
                sharing.setdefault(_key(form), {})[row["name"]] = row["country"]
    rivals = {name: among for among in sharing.values() if len(among) > 1 for name in among}
    places = _rows(folder.joinpath("filing_places.csv"), "data/outlets/filing_places.csv", ("name",))
    return Agencies(forms, frozenset(_key(row["name"]) for _, row in places), rivals)


def host_of(url: str | None) -> str:
    """The host of a URL without www and the like; "" when there is none.

    >>> host_of("https://www.example.org/a?b")
    'example.org'
    """
    try:
        host = (urlsplit(url if "//" in (url or "") else f"//{url or ''}").hostname or "").lower()
    except ValueError:
        return ""
    shorter = _PREFIXES.sub("", host)
    return shorter if shorter.count(".") else host


def _outlet(row: dict[str, str]) -> Outlet:
    return Outlet(
        domain=row["domain"].lower().strip(),
        name=row["name"],
        group=row.get("group") or None,
        country=row.get("country") or None,
        kind=row.get("kind") or None,
    )


def _rows(path: Path, shown: str, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        stream = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise DataError(f"{shown}: cannot be read ({error.strerror}).", advice="Check the path.") from error
    with stream:
        reader = csv.DictReader(stream)
        missing = [name for name in needed if name not in (reader.fieldnames or ())]
        if missing:
            raise DataError(f"{shown}:1: no column {missing[0]!r}.", advice=f"Columns needed: {', '.join(needed)}.")
        for row in reader:
            empty = [name for name in needed if not (row[name] or "").strip()]
            if empty:
                raise DataError(
                    f"{shown}:{reader.line_num}: {empty[0]!r} is empty.", advice="Fill it, or remove the row."
                )
            yield reader.line_num, row


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
