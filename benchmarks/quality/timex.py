"""Time expressions against TimeML gold: extent and value, TempEval-3 style.

Rows hold text, dct (the day of publication) and timex[] with start, end, type, value. A row whose dct entry is marked
inside timex[] ("dct": true) has it left out on both sides: the text's own date line is given, not found.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.quality.metrics import precision_recall_f1
from dateline.annotate.dating import date_report
from dateline.annotate.sentences import parse
from dateline.annotate.times import find_times
from dateline.model import Annotations, Block, Document, Run, TimeExpression, When
from dateline.resources import Resources

# The day of reading, for the few texts without a day: any day after them all.
_LONG_AFTER = "2100-01-01"


def score(rows: list[dict], folder: Path, resources: Resources) -> dict[str, float | int]:
    pairs = [timex_pair(row, resources) for row in rows]
    return timex_scores([gold for gold, _ in pairs], [found for _, found in pairs])


def timex_pair(row: dict, resources: Resources, *, lines: int | None = None) -> tuple[list[dict], list[dict]]:
    """Gold and found expressions of a row, as start, end, type and value. Of a row of which only the first `lines` were
    annotated, what is found below them is neither right nor wrong."""
    gold, given = [], []
    for entry in row["timex"]:
        if entry.get("start") is not None and entry.get("end") is not None:  # else it stands outside the text
            (given if _is_dct(entry) else gold).append(entry)
    document = as_document(row["text"], _day(row.get("dct")))
    sentences, entities = parse(document, resources)
    base = Annotations(report=document.report, sentences=sentences, entities=entities)
    if document.published is None:  # no day is given: the package finds it in the text
        document = date_report(document, base, resources, now=_LONG_AFTER)
    times = find_times(document, base, resources)
    found = [_entry(t) for t in times if not any(t.start < g["end"] and g["start"] < t.end for g in given)]
    if lines is None:
        return gold, found
    last = len("\n".join(row["text"].split("\n")[:lines]))
    return gold, [f for f in found if f["start"] < last]


def timex_scores(gold: list[list[dict]], found: list[list[dict]]) -> dict[str, float | int]:
    """Each gold expression takes the nearest found one that overlaps it."""
    strict = relaxed = value = kind = 0
    for wanted, got in zip(gold, found, strict=True):
        used: set[int] = set()
        for g in wanted:
            near = [
                (abs(p["start"] - g["start"]) + abs(p["end"] - g["end"]), i)
                for i, p in enumerate(got)
                if i not in used and p["start"] < g["end"] and g["start"] < p["end"]
            ]
            if not near:
                continue
            distance, i = min(near)
            used.add(i)
            relaxed += 1
            strict += distance == 0
            value += got[i]["value"] == g.get("value")
            kind += got[i]["type"] == g.get("type")
    in_gold, in_found = sum(map(len, gold)), sum(map(len, found))
    f1 = lambda right: precision_recall_f1(right, in_found, in_gold)[2]  # noqa: E731
    precision, recall, _ = precision_recall_f1(relaxed, in_found, in_gold)
    return {"value_f1": f1(value), "strict_f1": f1(strict), "relaxed_f1": f1(relaxed), "type_f1": f1(kind),
            "relaxed_precision": precision, "relaxed_recall": recall, "gold": in_gold, "found": in_found}  # fmt: skip


def as_document(text: str, dct: str | None) -> Document:
    """A gold text as a document whose date of publication is told. Its lines are its blocks, or its paragraphs where
    the lines are wrapped in the middle of sentences."""
    break_ = r"\n\s*\n" if _is_wrapped(text) else r"\n"
    blocks, at = [], 0
    for found in [*re.finditer(break_, text), None]:
        end = found.start() if found else len(text)
        if text[at:end].strip():
            blocks.append(Block(start=at, end=end, kind="paragraph"))
        at = found.end() if found else end
    day = dct[:10] if dct else None
    published = When(start=day, end=day, precision="day", basis="given") if day else None
    runs = (Run(0, len(text), 0, len(text)),)
    return Document(
        report="R-GOLD", text=text, blocks=tuple(blocks), runs=runs, removed=(), language="en", published=published
    )


def _is_wrapped(text: str) -> bool:
    """Whether a good part of the line ends stand inside a sentence: a word before, a small letter after."""
    inside = len(re.findall(r"[a-z,]\n[a-z]", text))
    return inside > 0.2 * len(re.findall(r"\S\n\S", text)) and inside > 2


def _day(dct: object) -> str | None:
    """The day of publication, written as 2013-03-22, 20130322, with a time, or as a TIMEX entry."""
    text = str(dct.get("value") if isinstance(dct, dict) else dct or "")
    digits = text.split("T")[0].replace("-", "")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else None


def _is_dct(entry: dict) -> bool:
    return bool(entry.get("dct")) or entry.get("functionInDocument") == "CREATION_TIME"


def _entry(time: TimeExpression) -> dict:
    return {"start": time.start, "end": time.end, "type": time.kind, "value": time.value}
