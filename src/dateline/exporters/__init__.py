"""Ways out of a record: each exporter is `write(record, out, resources) -> list[Path]`, and joins by name."""

from dateline.registry import Registry

exporters = Registry(
    "exporters",
    {
        "acled": "dateline.exporters.field:write_acled",
        "annotations": "dateline.exporters.annotations:write",
        "atom": "dateline.exporters.atom:write",
        "bibtex": "dateline.exporters.bibtex:write",
        "csv": "dateline.exporters.csv:write",
        "csv-spreadsheet": "dateline.exporters.csv:write_spreadsheet",
        "gdelt": "dateline.exporters.field:write_gdelt",
        "geojson": "dateline.exporters.geojson:write",
        "graphml": "dateline.exporters.graphml:write",
        "icews": "dateline.exporters.field:write_icews",
        "jsonl": "dateline.exporters.jsonl:write",
        "markdown": "dateline.exporters.markdown:write",
        "polecat": "dateline.exporters.field:write_polecat",
        "timelinejs": "dateline.exporters.timelinejs:write",
    },
)
