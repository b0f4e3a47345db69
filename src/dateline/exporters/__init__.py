"""Ways out of a record: each exporter is `write(record, out, resources) -> list[Path]`, and joins by name.

One that has a parameter `folder` is also told where the record lies, or None when it is in memory only.
"""

from dateline.registry import Registry

exporters = Registry(
    "exporters",
    {
        "acled": "dateline.exporters.field.acled:write",
        "annotations": "dateline.exporters.annotations:write",
        "atom": "dateline.exporters.atom:write",
        "bibtex": "dateline.exporters.bibtex:write",
        "csv": "dateline.exporters.csv:write",
        "csv-spreadsheet": "dateline.exporters.csv:write_spreadsheet",
        "docx": "dateline.exporters.docx:write",
        "gdelt": "dateline.exporters.field.gdelt:write",
        "geojson": "dateline.exporters.geojson:write",
        "gexf": "dateline.exporters.gexf:write",
        "graphml": "dateline.exporters.graphml:write",
        "icews": "dateline.exporters.field.icews:write",
        "jsonl": "dateline.exporters.jsonl:write",
        "kml": "dateline.exporters.kml:write",
        "markdown": "dateline.exporters.markdown:write",
        "parquet": "dateline.exporters.parquet:write",
        "polecat": "dateline.exporters.field.polecat:write",
        "ro-crate": "dateline.crate:write",
        "stix": "dateline.exporters.stix:write",
        "svg": "dateline.exporters.pictures:write",
        "timelinejs": "dateline.exporters.timelinejs:write",
        "ucdp": "dateline.exporters.field.ucdp:write",
        "xlsx": "dateline.exporters.xlsx:write",
    },
)
