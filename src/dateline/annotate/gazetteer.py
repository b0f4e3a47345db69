"""Names to places with coordinates: a read-only table of some 290,000 places, looked up by exact normalised name.

Two gzipped text tables under data/places are made by tools/build_gazetteer.py: `places.tsv.gz`, one place a line, and
`names.tsv.gz`, one normalised name a line with the numbers of the places that bear it, sorted so that a bisection finds
it. Names are never matched fuzzily: "Karak" is not "Karaj".
"""

from __future__ import annotations

import gzip
import math
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from dateline.model import Place

_DATA = files("dateline") / "data" / "places"

# Letters that no Unicode decomposition turns into plain ones.
_PLAIN = str.maketrans({
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ə": "e",
    "'": "", "’": "", "‘": "", "`": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "´": "", "‑": " ", "-": " ", "–": " ",
    ".": " ", ",": " ", "/": " ", "(": " ", ")": " ", "&": " and ", '"': "", "“": "", "”": "",
})  # fmt: skip
_LONG_FORMS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}

# What the kind column says -> Place.precision. Cities and towns of GeoNames have an empty column.
_PRECISION = {
    "": "town", "K": "town", "C": "country", "1": "province", "2": "district", "town": "town", "point": "point",
    "region": "region", "line": "line", "sea": "sea", "province": "province", "district": "district",
}  # fmt: skip
_BONDS = {"-": "other name", "~": "demonym", "!": "code"}


class Candidate(NamedTuple):
    """One place that bears a name. Numbers are lines of places.tsv.gz; -1 stands for none."""

    number: int
    name: str
    country: str | None
    admin1: int
    admin2: int
    lat: float
    lon: float
    population: int
    kind: str  # Place.precision
    extent_km: float
    key: str
    disputed: tuple[str, ...]
    capital: bool
    bond: str  # how it bears the name looked up: "name", "other name", "demonym" or "code" (a postal one)


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """The form under which a name is stored: no case, marks, apostrophes or points; "St." and "Saint" are one.

    >>> normalise("Sana'a"), normalise("St. Petersburg"), normalise("Chișinău"), normalise("U.S.")
    ('sanaa', 'saint petersburg', 'chisinau', 'us')
    """
    text = name.strip()
    if "." in text and all(len(part) <= 1 for part in text.replace(" ", "").split(".")):
        text = text.replace(".", "").replace(" ", "")
    elif not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = text.lower().translate(_PLAIN).split()
    if words and len(words) > 1:
        words = [_LONG_FORMS.get(word, word) for word in words]
        if words[0] == "the":
            words = words[1:]
    return " ".join(words)


class Gazetteer:
    """The loaded tables. `lookup` gives every place that bears a name; choosing among them is for places.py."""

    def __init__(self, places: list[bytes], names: list[bytes]) -> None:
        self._places = places
        self._names = names
        self._found: dict[str, tuple[Candidate, ...]] = {}
        self._rows: dict[int, Candidate] = {}

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """All places called so, most populous first; empty when nobody is."""
        norm = normalise(name)
        found = self._found.get(norm)
        if found is None:
            if len(self._found) > 50_000:
                self._found.clear()
            found = self._found[norm] = self._find(norm)
        return found

    def row(self, number: int) -> Candidate | None:
        """The place on a line of the table: the province or district that a candidate names."""
        if number < 0:
            return None
        found = self._rows.get(number)
        if found is None:
            if len(self._rows) > 50_000:
                self._rows.clear()
            found = self._rows[number] = self._read(number, "name")
        return found

    def country(self, iso3: str) -> Candidate | None:
        """The country with this code."""
        found = self._find("=" + iso3.lower())
        return found[0] if found else None

    def place(self, candidate: Candidate) -> Place:
        province = self.row(candidate.admin1)
        return Place(
            id=candidate.key,
            name=candidate.name,
            country=candidate.country,
            admin1=province.name if province else (candidate.name if candidate.kind == "province" else None),
            lat=candidate.lat,
            lon=candidate.lon,
            precision=candidate.kind,  # type: ignore[arg-type]
            extent_km=candidate.extent_km,
            disputed=candidate.disputed,
        )

    def _find(self, norm: str) -> tuple[Candidate, ...]:
        if not norm:
            return ()
        key = norm.encode() + b"\t"
        at = bisect_left(self._names, key)
        if at == len(self._names) or not self._names[at].startswith(key):
            return ()
        found = []
        for entry in self._names[at][len(key) :].decode().split():
            bond = _BONDS.get(entry[0], "name")
            found.append(self._read(int(entry.lstrip("-~!")), bond))
        found.sort(key=lambda c: (-c.population, c.number))
        return tuple(found)

    def _read(self, number: int, bond: str) -> Candidate:
        key, name, country, admin1, admin2, lat, lon, population, kind, extent, disputed = (
            self._places[number].decode().split("\t")
        )
        people = int(population or 0)
        return Candidate(
            number=number,
            name=name,
            country=country or None,
            admin1=int(admin1 or -1),
            admin2=int(admin2 or -1),
            lat=float(lat),
            lon=float(lon),
            population=people,
            kind=_PRECISION[kind],
            extent_km=float(extent) if extent else _town_radius(people),
            key=key if ":" in key else f"geonames:{key}",
            disputed=tuple(disputed.split("|")) if disputed else (),
            capital=kind == "K",
            bond=bond,
        )


def _town_radius(population: int) -> float:
    """The radius of a town in km, at about 3,000 people a square kilometre and no less than one."""
    return round(max(1.0, math.sqrt(population / 3000 / math.pi)), 1)


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once per process."""
    places = gzip.decompress((_DATA / "places.tsv.gz").read_bytes()).split(b"\n")
    names = gzip.decompress((_DATA / "names.tsv.gz").read_bytes()).split(b"\n")
    return Gazetteer(places, names)
