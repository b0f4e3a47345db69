"""The reports as BibTeX, `reports.bib`, so that a record can be cited: @article, or @misc where no outlet is known."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from dateline.model import Record
from dateline.resources import Resources
from dateline.tables import rows

# BibTeX joins names by "and" alone: a comma would make a family name of the first.
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+")
# Characters that LaTeX would run or choke on.
_ESCAPES = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)


def write(record: Record, out: Path, resources: Resources) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    path = out / "reports.bib"
    entries = []
    for row in rows(record, "reports", resources):
        published = (row["published"] or {}).get("start") or ""
        fields = {
            "title": row["title"] or PurePosixPath(row["path"]).name,
            "journal": row["outlet"],
            "author": " and ".join(_BETWEEN_NAMES.split(row["byline"])) if row["byline"] else None,
            "year": published[:4],
            "month": published[5:7],
            "day": published[8:10],
            "url": row["url"],
            "note": f"dateline {row['id']}, sha256 {row['sha256']}",
        }
        lines = [f"  {name} = {{{_value(name, value)}}}" for name, value in fields.items() if value]
        entries.append(f"@{'article' if row['outlet'] else 'misc'}{{{row['id']},\n" + ",\n".join(lines) + "\n}\n")
    path.write_text("\n".join(entries), encoding="utf-8")
    return [path]


def _value(name: str, value: str) -> str:
    text = " ".join(value.split())
    if name == "title":
        return f"{{{text.translate(_ESCAPES)}}}"  # a second pair of braces keeps the capitals of names
    return text if name == "url" and "{" not in text and "}" not in text else text.translate(_ESCAPES)
