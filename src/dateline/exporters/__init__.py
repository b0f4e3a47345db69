"""Ways out of a record: each exporter is `write(record, out, resources) -> list[Path]`, and joins by name."""

from dateline.registry import Registry

exporters = Registry(
    "exporters",
    {
        "jsonl": "dateline.exporters.jsonl:write",
        "csv": "dateline.exporters.csv:write",
        "csv-spreadsheet": "dateline.exporters.csv:write_spreadsheet",
    },
)
