"""Tables shaped like the field's own: GDELT 2.0 Events and Mentions, POLECAT, ICEWS, ACLED.

Shaped like, not part of: ids are ours, and columns that a record cannot fill stay empty. `NOTE.txt` beside each table
names them, so that nobody takes the file for the original. One row is one *event*, not one report. Background events and
those that did not happen are left out, as those data sets have no column to tell them; the note counts them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from dateline import __version__
from dateline.model import Record
from dateline.resources import Resources
from dateline.tables import rows

Row = dict[str, Any]

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode",
    "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GDELT_EVENTS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{c}" for c in _ACTOR), *(f"Actor2{c}" for c in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{c}" for c in _GEO), *(f"Actor2Geo_{c}" for c in _GEO), *(f"ActionGeo_{c}" for c in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
GDELT_MENTIONS = (
    "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
# GDELT's ActionGeo_Type: 1 country, 4 world city, 5 world state or province.
_GDELT_GEO_TYPE = {"country": "1", "town": "4", "point": "4", "province": "5", "district": "5"}
_ACLED_PRECISION = {"point": "1", "town": "1", "district": "2", "province": "3"}


def write_gdelt(record: Record, out: Path, resources: Resources) -> list[Path]:
    """GDELT 2.0 Events (61 columns) and Mentions (16), tab separated, no header, as published."""
    told = _told(record, resources)
    events = (row for event in told for row in _gdelt_events(event))
    mentions = (row for event in told for row in _gdelt_mentions(event))
    return [
        _write(out / "gdelt.export.CSV", GDELT_EVENTS, events, delimiter="\t", header=False),
        _write(out / "gdelt.mentions.CSV", GDELT_MENTIONS, mentions, delimiter="\t", header=False),
        _note(out, "GDELT", GDELT_EVENTS, told, record),
    ]


def write_polecat(record: Record, out: Path, resources: Resources) -> list[Path]:
    """POLECAT's 40 columns, tab separated with a header; what is missing is "None", as there."""
    told = _told(record, resources)
    table = (row for event in told for row in _polecat(event))
    return [
        _write(out / "polecat.txt", POLECAT, table, delimiter="\t", missing="None"),
        _note(out, "POLECAT", POLECAT, told, record),
    ]


def write_icews(record: Record, out: Path, resources: Resources) -> list[Path]:
    """ICEWS's 20 columns, tab separated with a header."""
    told = _told(record, resources)
    table = (row for event in told for row in _icews(event))
    return [_write(out / "icews.tab", ICEWS, table, delimiter="\t"), _note(out, "ICEWS", ICEWS, told, record)]


def write_acled(record: Record, out: Path, resources: Resources) -> list[Path]:
    """ACLED's 31 columns, comma separated with a header; only concepts that ACLED's event types cover."""
    told = [event for event in _told(record, resources) if event["concept_row"].acled]
    return [
        _write(out / "acled.csv", ACLED, (_acled(event) for event in told), delimiter=","),
        _note(out, "ACLED", ACLED, told, record),
    ]


def _told(record: Record, resources: Resources) -> list[Row]:
    """Events that these data sets would hold, each with what the columns need."""
    reports = {row["id"]: row for row in rows(record, "reports", resources)}
    mentions = {row["id"]: row for row in rows(record, "mentions", resources)}
    sentences = {m.id: m.sentence for m in record.mentions}
    killed = {f.event: f for f in record.figures if f.kind == "killed"}
    return [
        row
        | {
            "number": crc32(row["id"].encode()),  # these sets number their events; ours must be stable as well
            "concept_row": resources.ontology[row["concept"]],
            "report_rows": [reports[r] for r in row["reports"]],
            "mention_rows": [mentions[m] | {"sentence": sentences[m]} for m in row["mentions"]],
            "killed": killed.get(row["id"]),
        }
        for row in rows(record, "events", resources)
        if row["status"] == "happened" and not row["background"]
    ]


def _pairs(event: Row) -> Iterator[tuple[Row, Row]]:
    for actor in event["actors"] or [{}]:
        for target in event["targets"] or [{}]:
            yield actor, target


def _day(event: Row) -> str | None:
    return event["date"] and event["date"]["start"]


def _gdelt_events(event: Row) -> Iterator[Row]:
    day = _day(event) or ""
    for actor, target in _pairs(event):
        row = {
            "GlobalEventID": event["number"],
            "Day": day.replace("-", ""),
            "MonthYear": day[:7].replace("-", ""),
            "Year": day[:4],
            "FractionDate": _fraction(day),
            "IsRootEvent": int(any(m["sentence"] <= 1 for m in event["mention_rows"])),
            "EventCode": event["cameo"],
            "EventBaseCode": (event["cameo"] or "")[:3],
            "EventRootCode": (event["cameo"] or "")[:2],
            "QuadClass": event["quad"],
            "GoldsteinScale": event["goldstein"],
            "NumMentions": len(event["mentions"]),
            "NumSources": event["voices"],
            "NumArticles": len(event["reports"]),
            "SOURCEURL": event["report_rows"][0]["url"],
        }
        yield row | _gdelt_actor("Actor1", actor) | _gdelt_actor("Actor2", target) | _gdelt_place(event["place"])


def _gdelt_actor(prefix: str, actor: Row) -> Row:
    country, sector = actor.get("country"), actor.get("sector")
    return {
        f"{prefix}Code": "".join(part for part in (country, sector) if part),
        f"{prefix}Name": (actor.get("name") or "").upper(),
        f"{prefix}CountryCode": country,
        f"{prefix}Type1Code": sector,
    }


def _gdelt_place(place: Row | None) -> Row:
    if not place:
        return {}
    return {
        "ActionGeo_Type": _GDELT_GEO_TYPE.get(place["precision"]),
        "ActionGeo_Fullname": place["name"],
        "ActionGeo_CountryCode": fips(place["country"]),
        "ActionGeo_Lat": place["lat"],
        "ActionGeo_Long": place["lon"],
    }


def _gdelt_mentions(event: Row) -> Iterator[Row]:
    reports = {row["id"]: row for row in event["report_rows"]}
    for m in event["mention_rows"]:
        report = reports[m["report"]]
        published = (report["published"] or {}).get("start") or ""
        yield {
            "GlobalEventID": event["number"],
            "EventTimeDate": (_day(event) or "").replace("-", ""),
            "MentionTimeDate": published.replace("-", ""),
            "MentionType": 1 if report["url"] else 2,
            "MentionSourceName": report["outlet"],
            "MentionIdentifier": report["url"] or report["path"],
            "SentenceID": m["sentence"] + 1,
            "Actor1CharOffset": m["actor"]["start"] if m["actor"] else -1,
            "Actor2CharOffset": m["target"]["start"] if m["target"] else -1,
            "ActionCharOffset": m["trigger"]["start"],
            "InRawText": 1,
            "Confidence": round(100 * m["score"]),
            "MentionDocLen": len(report["text"]),
        }


def _polecat(event: Row) -> Iterator[Row]:
    place = event["place"] or {}
    town = place.get("name") if place.get("precision") in ("town", "point") else None
    for actor, target in _pairs(event):
        yield {
            "Event ID": event["id"],
            "Event Date": _day(event),
            "Event Type": event["plover"]["event"],
            "Event Mode": event["plover"]["mode"],
            "Intensity": event["goldstein"],
            "Quad Code": event["quad"],
            "Contexts": ";".join(event["plover"]["contexts"]) or None,
            "Actor Name": actor.get("name"),
            "Actor Country": actor.get("country"),
            "Primary Actor Sector": actor.get("sector"),
            "Actor Sectors": actor.get("sector"),
            "Actor Title": actor.get("role"),
            "Recipient Name": target.get("name"),
            "Recipient Country": target.get("country"),
            "Primary Recipient Sector": target.get("sector"),
            "Recipient Sectors": target.get("sector"),
            "Recipient Title": target.get("role"),
            "Placename": place.get("name"),
            "City": town,
            "Country": place.get("country"),
            "Latitude": place.get("lat"),
            "Longitude": place.get("lon"),
            "Feature Type": place.get("precision"),
            "Source": "; ".join(sorted({r["outlet"] for r in event["report_rows"] if r["outlet"]})) or None,
            "Publication Date": min((r["published"]["start"] for r in event["report_rows"] if r["published"] and r["published"]["start"]), default=None),
            "Language": "English",
            "Version": f"dateline-{__version__}",
        }


def _icews(event: Row) -> Iterator[Row]:
    place = event["place"] or {}
    first = event["mention_rows"][0]
    for actor, target in _pairs(event):
        yield {
            "Event ID": event["number"],
            "Event Date": _day(event),
            "Source Name": actor.get("name"),
            "Source Sectors": actor.get("sector"),
            "Source Country": country_name(actor.get("country")),
            "Event Text": event["concept_row"].gloss,
            "CAMEO Code": event["cameo"],
            "Intensity": event["goldstein"],
            "Target Name": target.get("name"),
            "Target Sectors": target.get("sector"),
            "Target Country": country_name(target.get("country")),
            "Story ID": crc32((event["story"] or "").encode()) if event["story"] else None,
            "Sentence Number": first["sentence"] + 1,
            "Publisher": event["report_rows"][0]["outlet"],
            "City": place.get("name") if place.get("precision") in ("town", "point") else None,
            "Country": country_name(place.get("country")),
            "Latitude": place.get("lat"),
            "Longitude": place.get("lon"),
        }


def _acled(event: Row) -> Row:
    place, date = event["place"] or {}, event["date"] or {}
    killed = event["killed"]
    return {
        "event_id_cnty": event["id"],
        "event_date": date.get("start"),
        "year": (date.get("start") or "")[:4],
        "time_precision": {"day": "1", "part of day": "1", "hour": "1", "week": "2", "month": "3"}.get(date.get("precision")),
        "event_type": _acled_types()[event["concept_row"].acled],
        "sub_event_type": event["concept_row"].acled,
        "actor1": "; ".join(a["name"] for a in event["actors"]),
        "actor2": "; ".join(a["name"] for a in event["targets"]),
        "iso": iso_number(place.get("country")),
        "country": country_name(place.get("country")),
        "location": place.get("name"),
        "latitude": place.get("lat"),
        "longitude": place.get("lon"),
        "geo_precision": _ACLED_PRECISION.get(place.get("precision")),
        "source": "; ".join(sorted({r["outlet"] for r in event["report_rows"] if r["outlet"]})),
        "notes": " / ".join(m["text"] for m in event["mention_rows"][:3]),
        # ACLED takes the most conservative figure.
        "fatalities": killed.low if killed and killed.low is not None else None,
    }


def _fraction(day: str) -> str:
    """GDELT's FractionDate: (month * 30 + day) / 365 added to the year."""
    if not day:
        return ""
    year, month, number = map(int, day.split("-"))
    return f"{year + min(0.9999, (month * 30 + number) / 365):.4f}"


@cache
def _country_rows() -> dict[str, dict[str, str]]:
    """Codes of every country, by ISO alpha-3."""
    return {row["iso3"]: row for row in _ontology_rows("countries.csv")}


@cache
def _acled_types() -> dict[str, str]:
    """ACLED's event type of each of its sub-event types."""
    return {row["sub_event"]: row["event_type"] for row in _ontology_rows("acled.csv")}


def _ontology_rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parents[1] / "data" / "ontologies" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def country_name(code: str | None) -> str | None:
    return _country_rows().get(code or "", {}).get("name")


def fips(code: str | None) -> str | None:
    """FIPS 10-4, which GDELT uses for places."""
    return _country_rows().get(code or "", {}).get("fips") or None


def iso_number(code: str | None) -> str | None:
    return _country_rows().get(code or "", {}).get("numeric") or None


def _write(
    path: Path, columns: Sequence[str], table: Iterator[Row], *, delimiter: str, header: bool = True, missing: str = ""
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        if header:
            writer.writerow(columns)
        for row in table:
            writer.writerow([_cell(row.get(column), missing) for column in columns])
    return path


def _cell(value: Any, missing: str) -> Any:
    if value is None or value == "":
        return missing
    # These tables are read line by line: a line break or tab inside a cell would break them.
    return " ".join(value.split()) if isinstance(value, str) else value


def _note(out: Path, name: str, columns: Sequence[str], told: list[Row], record: Record) -> Path:
    left_out = len(record.events) - len(told)
    path = out / f"NOTE-{name}.txt"
    path.write_text(
        f"Made by dateline {__version__} in the shape of {name}'s table ({len(columns)} columns). It is not {name} data.\n"
        "Ids are dateline's own. One row is one event and pair of actors, never one report. Countries of actors are ISO\n"
        f"3166-1 alpha-3. {left_out} of {len(record.events)} events are not in it: background, or not said to have happened,\n"
        "or of a kind that the table does not hold. Columns not named in dateline's tables cannot be filled and are empty:\n"
        "tone, religion and ethnic codes, Wikipedia ids, correlates-of-war numbers, associated actors, administrative codes.\n",
        encoding="utf-8",
    )
    return path


