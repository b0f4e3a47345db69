"""What to call a report where there is no room for its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from dateline.model import Record

# A row of a file is "reports.jsonl#3": its outlet says more than its file.
ROW = "#"


def report_labels(record: Record) -> dict[str, str]:
    """A short name for each report, by id, no two alike: its file's stem, or as much of the path as tells it apart; for a
    row of a file its outlet and number.
    """
    outlets = {doc.report: doc.outlet for doc in record.documents}
    labels: dict[str, str] = {}
    paths = {}
    for report in record.reports:
        file, _, row = report.path.rpartition(ROW)
        if file and row.isdigit():
            labels[report.id] = f"{outlets.get(report.id) or PurePosixPath(file).stem} {ROW}{row}"
        else:
            paths[report.id] = PurePosixPath(report.path)
    for depth in (1, 2, 3):
        names = {key: str(_stem(path, depth)) for key, path in paths.items() if key not in labels}
        counts = Counter([*names.values(), *labels.values()])
        labels |= {key: name for key, name in names.items() if counts[name] == 1}
    rest = {report.id: report.path for report in record.reports}
    labels = {key: labels.get(key, path) for key, path in rest.items()}
    alike = Counter(labels.values())
    return {key: label if alike[label] == 1 else f"{label} ({key})" for key, label in labels.items()}


def with_labels(text: str, labels: dict[str, str]) -> str:
    """Reasons name reports by id; here each id becomes its label, and a mention's id its report's label.

    >>> with_labels("R-7K3Q9AB2CD/m4 copies R-2M1BAAAAAA", {"R-7K3Q9AB2CD": "001", "R-2M1BAAAAAA": "000"})
    '001/m4 copies 000'
    """
    return re.sub(r"R-[0-9A-Z]{10}", lambda found: labels.get(found[0], found[0]), text)


def listed(items: Sequence[str], limit: int = 3) -> str:
    """
    >>> listed(["a", "b", "c", "d"])
    'a, b, c and 1 more'
    """
    return ", ".join(items) if len(items) <= limit else f"{', '.join(items[:limit])} and {len(items) - limit} more"


def _stem(path: PurePosixPath, depth: int) -> PurePosixPath:
    last = PurePosixPath(*path.parts[-depth:])
    return last.with_suffix("") if last.suffix else last
