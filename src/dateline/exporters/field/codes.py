"""Country and place codes of the field: COW and Gleditsch-Ward numbers, FIPS 10-4, GDELT's places, ACLED's and UCDP's
regions."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from dateline.model import Place
from dateline.resources import Resources

# Place.precision -> GeoNames feature code, where the kind of place says it.
FEATURES = {"town": "PPL", "province": "ADM1", "district": "ADM2", "country": "PCLI", "region": "RGN", "sea": "SEA"}

# The last number of each of UCDP's regions.
_UCDP_REGIONS = ((199, "Americas"), (399, "Europe"), (629, "Africa"), (699, "Middle East"), (999, "Asia"))


class Where:
    """A place in the columns that these tables share; all None where nothing is known."""

    def __init__(self, place: Place | None, resources: Resources) -> None:
        self.place = place
        self.name = place and place.name
        self.country = place and place.country
        self.lat, self.lon = (place.lat, place.lon) if place else (None, None)
        self.city = self.name if place and place.precision in ("town", "point") else None
        self.district = self.name if place and place.precision == "district" else None
        self.province = place and (place.admin1 or (self.name if place.precision == "province" else None))
        self.feature = place and FEATURES.get(place.precision)
        kind, _, key = place.id.partition(":") if place else ("", "", "")
        self.geonames = key if kind == "geonames" else None
        self._resources = resources

    @property
    def province_code(self) -> str | None:
        """GDELT's ADM1 code: FIPS country and province. GeoNames numbers provinces as FIPS did, for all but a few."""
        if not self.place or not fips(self.country):
            return None
        gazetteer = self._resources.gazetteer
        for candidate in gazetteer.lookup(self.place.name):
            if candidate.key == self.place.id:
                province = candidate if candidate.kind == "province" else gazetteer.row(candidate.admin1)
                code = province.key.rpartition(".")[2] if province and province.key.startswith("admin1:") else ""
                return f"{fips(self.country)}{code}" if code.isdigit() or self.country == "USA" else None
        return None


def cow(country: str | None) -> str | None:
    """Correlates of War number of a state."""
    return _country(country, "cow")


def gleditsch_ward(country: str | None) -> str | None:
    """Gleditsch and Ward's number of a state, which UCDP uses. It differs from COW's for seven of them."""
    return _country(country, "gw")


def fips(country: str | None) -> str | None:
    """FIPS 10-4, which GDELT uses for places."""
    return _country(country, "fips")


def iso_number(country: str | None) -> int | None:
    code = _country(country, "numeric")
    return int(code) if code else None


def region(country: str | None) -> str | None:
    """ACLED's region."""
    return _country(country, "acled_region")


def ucdp_region(country: str | None) -> str | None:
    """UCDP's region, which follows from the number of the state: Egypt (651) is Middle East, Georgia (372) Europe.

    >>> ucdp_region("EGY"), ucdp_region("GEO"), ucdp_region("PSE")
    ('Middle East', 'Europe', None)
    """
    number = int(gleditsch_ward(country) or 0)
    return next((name for most, name in _UCDP_REGIONS if number <= most), None) if number else None


def country_name(country: str | None) -> str | None:
    return _country(country, "name")


def _country(country: str | None, column: str) -> str | None:
    return ontology_table("countries.csv").get(country or "", {}).get(column) or None


@lru_cache(maxsize=4)
def ontology_table(name: str) -> dict[str, dict[str, str]]:
    """A table of data/ontologies, by its first column."""
    text = (files("dateline") / "data" / "ontologies" / name).read_text(encoding="utf-8")
    return {next(iter(row.values())): row for row in csv.DictReader(text.splitlines())}
