"""wire_lineage: of pairs of articles, which copy one text. The family finder of a build, one pair at a time."""

from __future__ import annotations

from pathlib import Path

from dateline.link.lineage import find_copying, find_families
from dateline.link.passages import passages_of
from dateline.model import Block, Document
from dateline.resources import Resources


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    """Copies found among wire copies of two outlets; false ones among independent agencies."""
    copies = [row for row in rows if row["label"] == "same_agency_cross_outlet"]
    apart = [row for row in rows if row["label"] == "independent_agencies"]
    followups = [row for row in rows if row["label"] == "same_agency_other"]
    share = resources.config.family_share
    found = sum(_one_family(row, share) for row in copies)
    false = sum(_one_family(row, share) for row in apart)
    return {
        "copies_found": found / (len(copies) or 1),
        "false_wrong": false,
        "copies": len(copies),
        "independent": len(apart),
        "followups_joined": sum(_one_family(row, share) for row in followups),
    }


def _one_family(row: dict, share: float) -> bool:
    documents = [as_document(name, row[name]["title"], row[name]["text"]) for name in ("a", "b")]
    return (
        len(find_families(documents, find_copying({doc.report: passages_of(doc) for doc in documents}, share=share)))
        == 1
    )


def as_document(report: str, title: str | None, text: str) -> Document:
    """A document whose paragraphs are the lines of `text`, the title first where there is one."""
    whole = f"{title}\n{text}" if title else text
    blocks, at = [], 0
    for number, line in enumerate(whole.split("\n")):
        if line.strip():
            kind = "title" if title and number == 0 else "paragraph"
            blocks.append(Block(start=at, end=at + len(line), kind=kind))
        at += len(line) + 1
    return Document(
        report=report, text=whole, blocks=tuple(blocks), runs=(), removed=(), language="en", title=title or None
    )
