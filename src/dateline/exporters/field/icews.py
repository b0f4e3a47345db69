"""ICEWS's 20 columns: tab separated with a header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.exporters.field.codes import Where, country_name
from dateline.exporters.field.told import Told, number, told
from dateline.exporters.field.written import Row, write_note, write_table
from dateline.model import Record
from dateline.resources import Resources

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
OURS = (
    "Story ID, Sentence Number and Publisher are those of the first report that tells the event. Event Text is the "
    "gloss of our concept, Intensity its Goldstein value. Sectors are in words, one each."
)
# ICEWS names sectors; PLOVER, and we, use codes.
SECTORS = {
    "GOV": "Government", "MIL": "Military", "REB": "Rebel", "OPP": "Opposition", "PTY": "Parties", "COP": "Police",
    "JUD": "Judicial", "SPY": "Intelligence", "IGO": "International Government Organization", "MED": "Medical / Health",
    "JRN": "News", "EDU": "Education", "BUS": "Business", "CRM": "Criminals / Gangs",
    "CVL": "General Population / Civilian / Social", "ELI": "Elite", "LAB": "Labor",
    "LEG": "Legislative / Parliamentary", "NGO": "Nongovernmental Organization / Activists", "REL": "Religious",
    "PRM": "Paramilitary", "UAF": "Unidentified Forces", "AGR": "Agricultural",
}  # fmt: skip


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    """ICEWS's 20 columns: tab separated with a header, with a note."""
    events = told(record, resources)
    rows = (row for one in events for row in _rows(one, resources))
    return [
        write_table(out / "icews.tab", COLUMNS, rows, delimiter="\t"),
        write_note(out, "ICEWS", COLUMNS, {"District": "of events known to a district only"}, OURS, events, record),
    ]


def _rows(one: Told, resources: Resources) -> Iterator[Row]:
    concept, where = resources.ontology[one.event.concept], Where(one.event.where, resources)
    first = next(m for _, doc in one.reports for m in one.mentions if m.report == doc.report)
    outlet = next(doc.outlet or one.labels[doc.report] for _, doc in one.reports if doc.report == first.report)
    for pair in one.pairs():
        yield {
            "Event ID": pair.number,
            "Event Date": one.day,
            "Source Name": pair.actor and pair.actor.name,
            "Source Sectors": pair.actor and SECTORS.get(pair.actor.sector or ""),
            "Source Country": pair.actor and country_name(pair.actor.country),
            "Event Text": concept.gloss,
            "CAMEO Code": concept.cameo,
            "Intensity": concept.goldstein,
            "Target Name": pair.target and pair.target.name,
            "Target Sectors": pair.target and SECTORS.get(pair.target.sector or ""),
            "Target Country": pair.target and country_name(pair.target.country),
            "Story ID": number(first.report),
            "Sentence Number": first.sentence + 1,
            "Publisher": outlet,
            "City": where.city,
            "District": where.district,
            "Province": where.province,
            "Country": country_name(where.country),
            "Latitude": where.lat,
            "Longitude": where.lon,
        }
