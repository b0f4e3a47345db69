"""Method and limits: what made this page, how often it is wrong, and what the marks mean."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.model import Record
from dateline.views.marks import MARKS
from dateline.views.matrix import CELLS

LIMITS = (
    "Machine-made from these reports alone: an event that no report here tells is not here.",
    "An event is a claim by its sources. The marks count independent voices; they do not say who is right.",
    "Reports that share text, and reports that rest on the same statement of the same speaker, count as one voice.",
    "The order of lines ranks what to read first: voices, reports, gravity on the Goldstein scale, conflict, figures.",
    "Map outlines follow control on the ground in Natural Earth; dashed lines are disputed and take no side.",
    "Texts belong to their publishers. Keep a page that holds them to those who may read them.",
)

TASK_WORDS = {
    "plv": "who did what to whom (PLOVER sentences)",
    "case2021_task2": "event types (protest and violence)",
    "ngec_actors": "actors: country and sector",
    "quotes_polnear": "quotations and their speakers",
    "polnear": "attributions",
    "fact_uw": "did it happen (factuality)",
    "meantime": "times and factuality in news",
    "te3_timex": "time expressions",
    "isaf": "incident reports: dates and figures",
    "event_location": "where an event happened",
    "geo_trnews": "places (TR-News)",
    "geo_gwn": "places (GeoWebNews)",
    "geo_lgl": "places (local news)",
    "geo_geovirus": "places (GeoVirus)",
    "ecbplus": "one event told by many reports",
    "ecbplus_docs": "stories (ECB+)",
    "newswcl50": "wording of the same thing",
    "wikinews_events": "stories (Wikinews)",
    "g5w_newscluster": "stories (news clusters)",
    "basil_triples": "stories (three outlets)",
    "wire_lineage": "copies of wire texts",
    "nanco": "figures and conflicts",
    "extract_aeb": "clean text (article extraction)",
    "extract_fundus": "clean text (publishers)",
}

# Measures whose name in the floors file says nothing to a reader; of the others the underscore becomes a space.
METRIC_WORDS = {
    "accuracy_161km": "within 161 km",
    "attribution_f1": "who says what, F1",
    "authors": "authors right",
    "b3": "B³ F1",
    "b3_f1": "B³ F1",
    "balanced_accuracy": "right, both kinds weighed alike",
    "both": "country and sector right",
    "captured": "captured right",
    "ceaf_e": "CEAF-e F1",
    "conll": "CoNLL F1 (mean of MUC, B³ and CEAF-e)",
    "content_f1": "words said, F1",
    "copies_found": "copies found",
    "country": "country right",
    "cue_f1": "verb of saying, F1",
    "date": "date right",
    "exact": "exactly right",
    "extra_wrong": "wrong or extra events a sentence",
    "f1": "F1",
    "factuality_macro_f1": "did it happen, macro-F1",
    "false_wrong": "wrongly called copies",
    "killed": "killed right",
    "mae": "mean error on a scale of −3 to +3",
    "muc": "MUC F1",
    "pair_f1": "pairs F1",
    "pair_precision": "of the pairs found right",
    "pair_root_recall": "of the pairs found",
    "pearson_r": "correlation",
    "province": "province right",
    "quad_macro_f1": "kind of event (4), macro-F1",
    "root_macro_f1": "event type (PLOVER root), macro-F1",
    "sector": "sector right",
    "source_f1": "who says so, F1",
    "start_date": "day right",
    "strict_f1": "expressions found, F1",
    "text_f1": "text, F1",
    "title": "title right",
    "token_f1": "words right, F1",
    "value_f1": "dates right, F1",
    "weighted_f1": "weighted F1 over 25 types",
}


def method(record: Record, manifest: Mapping[str, Any]) -> dict:
    """`manifest` is what the build wrote; a key it lacks is left out."""
    shown = [(key, manifest[key]) for key in ("dateline", "record", "parser", "store", "network") if key in manifest]
    return {
        "facts": [{"name": key, "value": _plain(value)} for key, value in shown],
        "config": [{"name": k, "value": _plain(v)} for k, v in sorted((manifest.get("config") or {}).items())],
        "parts": [{"name": k, "value": _plain(v)} for k, v in sorted(_mapping(manifest.get("parts")).items())],
        "measured": _measured(),
        "marks": MARKS,
        "cells": CELLS,
        "limits": LIMITS,
    }


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _plain(value: Any) -> str:
    return "not set" if value is None else str(value)


def _measured() -> list[dict]:
    """The quality floors of this version by task: measured on public gold sets, not on these reports."""
    floors = tomllib.loads(_floors())
    return [
        {
            "task": TASK_WORDS.get(task, task.replace("_", " ")),
            "values": [
                {"name": METRIC_WORDS.get(name, name.replace("_", " ")), "value": f"{value:.3f}"}
                for name, value in metrics.items()
                if isinstance(value, int | float)
            ],
        }
        for task, metrics in sorted(floors.items())
        if isinstance(metrics, dict)
    ]


def _floors() -> str:
    """The file that the gate holds us to: inside the installed package, or beside a source tree."""
    package = Path(str(files("dateline")))
    for path in (package / "data/measured/floors.toml", package.parent.parent / "benchmarks/quality/floors.toml"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""
