"""GDELT 2.0 Events (61 columns) and Mentions (16): tab separated, no header, as published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.exporters.field.codes import Where, country_name, fips
from dateline.exporters.field.told import Pair, Told, published, told
from dateline.exporters.field.written import Row, write_note, write_table
from dateline.model import Actor, Record, When
from dateline.resources import Resources

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode",
    "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{c}" for c in _ACTOR), *(f"Actor2{c}" for c in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{c}" for c in _GEO), *(f"Actor2Geo_{c}" for c in _GEO), *(f"ActionGeo_{c}" for c in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS = (
    "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
EMPTY = {
    "Actor*KnownGroupCode, *EthnicCode, *Religion*Code, *Type2Code, *Type3Code": "not coded",
    "*Geo_ADM2Code": "not coded",
    "*Geo_FeatureID": "of countries only; GNS and GNIS numbers are not in our gazetteer",
    "AvgTone, MentionDocTone": "dateline measures no tone",
    "MentionDocTranslationInfo": "nothing is translated",
}
OURS = (
    "NumSources counts independent voices, NumArticles reports. DATEADDED and EventTimeDate are the day of the first "
    "dated report, MentionTimeDate that of the report, at 00:00:00. Actor1Geo and Actor2Geo are the actors' countries. "
    "Month and year stand where both ends of an uncertain date agree on them. QuadClass follows the root code, as GDELT's "
    "own does. ActionGeo_Type is empty for a place that is none of its five kinds: a line, a sea, a disputed area. "
    "SOURCEURL is the report's file where it has no address. Extras holds the status and the speaker."
)
# GDELT's geographic types: 1 country, 2 US state, 3 US city, 4 world city, 5 world state or province.
_TYPES = {"country": "1", "town": "4", "point": "4", "province": "5", "district": "5"}
_US_TYPES = {"4": "3", "5": "2"}
# The last root code of each quad class: verbal and material co-operation, verbal and material conflict.
_QUADS = ((5, 1), (8, 2), (13, 3), (20, 4))
# PLOVER's sectors that CAMEO calls otherwise: journalists, and people of medicine.
_TYPE_CODES = {"JRN": "MED", "MED": "HLH"}


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """GDELT 2.0 Events (61 columns) and Mentions (16): tab separated, no header, as published; with a note."""
    events = told(record, resources)
    return [
        write_table(
            out / "gdelt.export.CSV",
            EVENTS,
            (row for one in events for row in _events(one, resources)),
            delimiter="\t",
            header=False,
        ),
        write_table(
            out / "gdelt.mentions.CSV",
            MENTIONS,
            (row for one in events for row in _mentions(one)),
            delimiter="\t",
            header=False,
        ),
        write_note(out, "GDELT", EVENTS, EMPTY, OURS, events, record),
    ]


def _events(one: Told, resources: Resources) -> Iterator[Row]:
    event, concept = one.event, resources.ontology[one.event.concept]
    # A mention without an address is identified by its file, here as there.
    url = next((doc.url for _, doc in one.reports if doc.url), one.reports[0][0].path if one.reports else None)
    shared = _date(event.when) | {
        "IsRootEvent": int(any(mention.sentence <= 1 for mention in one.mentions)),
        "EventCode": concept.cameo,
        "EventBaseCode": concept.cameo[:3],
        "EventRootCode": concept.cameo[:2],
        "QuadClass": _quad(concept.cameo),
        "GoldsteinScale": concept.goldstein,
        "NumMentions": len(one.mentions),
        "NumSources": len(event.voices),
        "NumArticles": len(one.reports),
        "DATEADDED": _stamp(one.first_published),
        "SOURCEURL": url,
    }
    where = Where(event.where, resources)
    for pair in one.pairs():
        yield (
            {"GlobalEventID": pair.number}
            | shared
            | _actor("Actor1", pair.actor, resources)
            | _actor("Actor2", pair.target, resources)
            | _place(where)
        )


def _quad(cameo: str) -> int:
    """GDELT takes the class from the root code alone, whatever the act is: a denial (016) is verbal co-operation there."""
    return next(quad for last, quad in _QUADS if int(cameo[:2]) <= last)


def _actor(prefix: str, actor: Actor | None, resources: Resources) -> dict[str, object]:
    if actor is None:
        return {}
    sector = _TYPE_CODES.get(actor.sector or "", actor.sector)
    row = {
        f"{prefix}Code": "".join(part for part in (actor.country, sector) if part),
        f"{prefix}Name": actor.name.upper(),
        f"{prefix}CountryCode": actor.country,
        f"{prefix}Type1Code": sector,
    }
    home = resources.gazetteer.country(actor.country) if actor.country else None
    if home:
        row |= {
            f"{prefix}Geo_Type": "1",
            f"{prefix}Geo_Fullname": country_name(actor.country),
            f"{prefix}Geo_CountryCode": fips(actor.country),
            f"{prefix}Geo_ADM1Code": fips(actor.country),
            f"{prefix}Geo_Lat": home.lat,
            f"{prefix}Geo_Long": home.lon,
            f"{prefix}Geo_FeatureID": fips(actor.country),
        }
    return row


def _place(where: Where) -> dict[str, object]:
    if not where.place:
        return {}
    kind = _TYPES.get(where.place.precision)
    parts = [where.name, where.province, country_name(where.country)]
    country = where.place.precision == "country"
    return {
        "ActionGeo_Type": _US_TYPES.get(kind or "", kind) if where.country == "USA" else kind,
        "ActionGeo_Fullname": ", ".join(dict.fromkeys(part for part in parts if part)),
        "ActionGeo_CountryCode": fips(where.country),
        "ActionGeo_ADM1Code": fips(where.country) if country else where.province_code,
        "ActionGeo_Lat": where.lat,
        "ActionGeo_Long": where.lon,
        "ActionGeo_FeatureID": fips(where.country) if country else None,
    }


def _date(when: When | None) -> dict[str, object]:
    """As much of the date as both its ends agree on."""
    if not when or not when.start or not when.end:
        return {}
    row: dict[str, object] = {}
    if when.start[:4] == when.end[:4]:
        row["Year"] = when.start[:4]
    if when.start[:7] == when.end[:7]:
        row["MonthYear"] = when.start[:7].replace("-", "")
    if when.start == when.end:
        row |= {"Day": when.start.replace("-", ""), "FractionDate": _fraction(when.start)}
    return row


def _fraction(day: str) -> str:
    """The year and, as GDELT has it, (month * 30 + day) / 365 of it."""
    year, month, number = map(int, day.split("-"))
    return f"{year + min(0.9999, (month * 30 + number) / 365):.4f}"


def _stamp(day: str | None) -> str | None:
    return f"{day.replace('-', '')}000000" if day else None


def _mentions(one: Told) -> Iterator[Row]:
    reports = {doc.report: (report, doc) for report, doc in one.reports}
    for pair in one.pairs():
        for mention in one.mentions:
            report, doc = reports[mention.report]
            speaker = f"; speaker {mention.speaker.name}" if mention.speaker else ""
            yield {
                "GlobalEventID": pair.number,
                "EventTimeDate": _stamp(one.first_published),
                "MentionTimeDate": _stamp(published(doc)),
                "MentionType": 1 if doc.url else 2,
                "MentionSourceName": doc.outlet or one.labels[doc.report],
                "MentionIdentifier": doc.url or report.path,
                "SentenceID": mention.sentence + 1,
                "Actor1CharOffset": _offset(mention.actors, pair, "actor"),
                "Actor2CharOffset": _offset(mention.targets, pair, "target"),
                "ActionCharOffset": mention.trigger.start,
                "InRawText": 1,
                "Confidence": round(100 * mention.score),
                "MentionDocLen": len(doc.text),
                "Extras": f"{mention.status}{speaker}",
            }


def _offset(parties: tuple, pair: Pair, side: str) -> int:
    """Where this mention names the actor of the pair, or the first it names on that side; -1 for none, as there."""
    wanted = getattr(pair, side)
    named = [party for party in parties if wanted and party.actor.key == wanted.key] or list(parties)
    return named[0].start if named else -1
